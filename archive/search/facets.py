"""How many documents of a result have each place, actor, volume, kind, status, decade and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from archive.models import Entity, Volume

from . import schema
from .searches import Search

# What the outside calls them, and the field that is counted. "mentioned" and the like are parameters too.
ENTITIES = {
    "place": schema.place("any"),
    "place_written": schema.place("written"),
    "place_mentioned": schema.place("mentioned"),
    "actor": schema.actor("any"),
    "actor_sender": schema.actor("sender"),
    "actor_recipient": schema.actor("recipient"),
    "actor_signatory": schema.actor("signatory"),
    "actor_mentioned": schema.actor("mentioned"),
}
FIELDS = ENTITIES | {
    "volume": schema.VOLUME,
    "kind": schema.KIND,
    "status": schema.STATUS,
    "decade": schema.DECADE,
    "year": schema.YEAR,
}
BLIND = ("volume", "kind")  # these do not see their own filter
EVERY = 1000  # values of a facet that are told at most
# A segment hands in its most frequent values only; with room for all of them no count is a guess.
ROOM = 1_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: what the parameter says, how it is called, how many documents have it."""

    value: str
    name: str
    count: int


Facets = dict[str, list[Value]]


def of(searcher: Searcher, search: Search, query: Query, most: int = EVERY) -> Facets:
    """The ``most`` frequent values of every facet of a search (all years and decades), the most frequent first."""
    alone = {name for name in BLIND if any(clause.name == name for clause in search.clauses)}
    counted = _counted(searcher, query, [name for name in FIELDS if name not in alone], most)
    for name in alone:
        counted |= _counted(searcher, search.query(without=[name]), [name], most)
    return _named(counted)


def _counted(searcher: Searcher, query: Query, names: list[str], most: int) -> dict[str, list[tuple[Any, int]]]:
    asked = {name: {"terms": {"field": FIELDS[name], "size": _size(name, most), "segment_size": ROOM}} for name in names}
    found = searcher.aggregate(query, asked)
    return {name: [(b["key"], b["doc_count"]) for b in found[name]["buckets"]] for name in names}


def _size(name: str, most: int) -> int:
    return EVERY if name in ("year", "decade") else most


def _named(counted: dict[str, list[tuple[Any, int]]]) -> Facets:
    keys = {int(key) for name in ENTITIES for key, _ in counted[name]}
    entities = {entity.pk: entity for entity in Entity.objects.filter(pk__in=keys).only("slug", "name", "office")}
    titles = {volume.identifier: volume.title for volume in Volume.objects.only("identifier", "title")}
    facets: Facets = {}
    for name, rows in counted.items():
        if name in ENTITIES:
            values = [Value(e.slug, str(e), count) for key, count in rows if (e := entities.get(int(key)))]
        elif name in ("year", "decade"):
            values = sorted((Value(str(int(key)), str(int(key)), n) for key, n in rows), key=lambda v: int(v.value))
        else:
            values = [Value(key, titles.get(key, key) if name == "volume" else key, count) for key, count in rows]
        facets[name] = values if name in ("year", "decade") else sorted(values, key=lambda v: (-v.count, v.name))
    return facets
