"""What is said of a place or actor in passing: who it is, of which years, in how many documents as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from tantivy import Query

from archive.models import Entity
from archive.search import index, results, schema

from . import entities
from .addresses import Moved

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
    try:
        return entities.find(slug, is_place)
    except Moved as moved:
        raise Moved(f"{moved.address}card/") from moved


def _counts(entity: Entity) -> list[str]:
    said, named = (PLACES, schema.place) if entity.kind == "place" else (ACTORS, schema.actor)
    found = results.counts([_query(named(role), entity) for role in said])
    return [words.format(f"{count:,}") for words, count in zip(said.values(), found, strict=True) if count]


def _years(entity: Entity) -> str:
    named = schema.place if entity.kind == "place" else schema.actor
    query = _query(named(schema.ANY), entity)
    ends = {"first": {"min": {"field": schema.YEAR}}, "last": {"max": {"field": schema.YEAR}}}
    found = index.reader().searcher.aggregate(query, ends)
    years = {int(end["value"]) for end in found.values() if end["value"] is not None}
    return "–".join(map(str, sorted(years)))


def _query(name: str, entity: Entity) -> Query:
    return Query.term_query(schema.SCHEMA, name, entity.pk)
