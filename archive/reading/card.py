"""What is said of a place or actor in passing: who it is, of which years, in how many documents as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q
from tantivy import Query

from archive.models import Entity
from archive.search import facets, index, results, schema
from archive.search.searches import Clause, Search

from . import addresses
from .addresses import Missing, Moved

PLACES = {"written": "{} written there", "mentioned": "mentioned in {}"}
ACTORS = {"sender": "{} sent", "recipient": "{} received", "signatory": "{} signed", "mentioned": "mentioned in {}"}


@dataclass(frozen=True, slots=True)
class Card:
    """A place or actor, with its documents counted by its part in them, in words, and the years they span."""

    entity: Entity
    counts: list[str] = field(default_factory=list)
    years: str = ""


def of(slug: str, is_place: bool) -> Card:
    """The card of the place or actor at an address; nothing is counted where there is no index.

    Raises Missing, and Moved for an address it had before.
    """
    entity = _found(slug, is_place)
    try:
        return Card(entity, _counts(entity), _years(entity))
    except index.Unavailable:
        return Card(entity)


def _found(slug: str, is_place: bool) -> Entity:
    room = Q(kind="place") if is_place else ~Q(kind="place")
    held = Entity.objects.select_related("merged_into").filter(room)
    entity = held.filter(Q(slug=slug) | Q(former_slugs__slug=slug)).first()
    if entity is None:
        raise Missing(slug)
    if entity.merged_into or entity.slug != slug:
        now = entity.merged_into or entity
        raise Moved(f"{addresses.entity(now.kind, now.slug)}card/")
    return entity


def _counts(entity: Entity) -> list[str]:
    said, named = (PLACES, schema.place) if entity.kind == "place" else (ACTORS, schema.actor)
    found = results.counts([_query(named(role), entity) for role in said])
    return [words.format(f"{count:,}") for words, count in zip(said.values(), found, strict=True) if count]


def _years(entity: Entity) -> str:
    named = schema.place if entity.kind == "place" else schema.actor
    query = _query(named(schema.ANY), entity)
    search = Search(clauses=(Clause("entity", entity.slug, query, str(entity)),))
    years = [int(year.value) for year in facets.of(index.reader(), search, query, 0, ())["year"]]
    return "–".join(map(str, sorted({min(years), max(years)}))) if years else ""


def _query(name: str, entity: Entity) -> Query:
    return Query.term_query(schema.SCHEMA, name, entity.pk)
