"""How many documents of a result have each place, actor, volume, kind, status, decade and year."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from archive.models import Entity, Volume

from . import schema
from .index import Reader
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
    """A value of a facet: what the parameter says, how it is called, how many documents have it; the primary key of a
    place or actor."""

    value: str
    name: str
    count: int
    key: int = 0


Facets = dict[str, list[Value]]
Counted = list[tuple[Any, int]]


class _Archive:
    """What holds as long as the archive's revision does: how places, actors and volumes are called, as far as somebody
    asked, and the facets of all there is, which everybody sees who comes to search."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self.volumes: dict[str, str] = dict(Volume.objects.values_list("identifier", "title"))
        self.entities: dict[int, tuple[str, str]] = {}
        self.whole: dict[tuple[int, frozenset[str]], Facets] = {}

    def called(self, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Slugs and names of the entities with these primary keys, among others."""
        if missing := set(keys) - self.entities.keys():
            found = Entity.objects.filter(pk__in=missing).only("slug", "name", "office")
            self.entities |= {entity.pk: (entity.slug, str(entity)) for entity in found}
        return self.entities


_archive: _Archive | None = None
_threads: ThreadPoolExecutor


def _renew() -> None:
    """Threads do not outlive a fork of the process."""
    global _threads
    _threads = ThreadPoolExecutor(thread_name_prefix="facets")


_renew()
os.register_at_fork(after_in_child=_renew)


def begun(
    reader: Reader, search: Search, query: Query, most: int = EVERY, names: Collection[str] = tuple(FIELDS)
) -> Callable[[], Facets]:
    """Begin to count the ``most`` frequent values of the facets ``names``; what this gives waits for them.

    Values come with the most frequent first; of the years and decades all, in their order. The years are always there.
    The index counts in a thread of its own, so that the database can be asked for documents meanwhile.
    """
    archive = _at(reader.revision)
    key = most, frozenset(names)
    is_whole = not (search.tree or search.clauses)
    if is_whole and key in archive.whole:
        return lambda: archive.whole[key]
    counting = _threads.submit(_counted, reader.searcher, search, query, most, names)

    def counted() -> Facets:
        facets = _named(counting.result(), archive)
        if is_whole:
            archive.whole[key] = facets
        return facets

    return counted


def _at(revision: str) -> _Archive:
    global _archive
    held = _archive
    if held is None or held.revision != revision:
        held = _archive = _Archive(revision)
    return held


def _counted(searcher: Searcher, search: Search, query: Query, most: int, names: Collection[str]) -> dict[str, Counted]:
    wanted = [name for name in FIELDS if name == "year" or (name in names and name != "decade")]
    alone = {name for name in BLIND if name in wanted and any(clause.name == name for clause in search.clauses)}
    counted = _asked(searcher, query, [name for name in wanted if name not in alone], most)
    for name in alone:
        counted |= _asked(searcher, search.query(without=[name]), [name], most)
    if "decade" in names:
        counted["decade"] = _decades(counted["year"])
    return counted


def _asked(searcher: Searcher, query: Query, names: list[str], most: int) -> dict[str, Counted]:
    sizes = {name: EVERY if name == "year" else most for name in names if name == "year" or most}
    asked = {n: {"terms": {"field": FIELDS[n], "size": size, "segment_size": ROOM}} for n, size in sizes.items()}
    found = searcher.aggregate(query, asked) if asked else {}
    return {
        name: [(b["key"], b["doc_count"]) for b in found[name]["buckets"]] if name in asked else [] for name in names
    }


def _decades(years: Counted) -> Counted:
    decades: Counter[int] = Counter()
    for year, count in years:
        decades[int(year) // 10 * 10] += count
    return list(decades.items())


def _named(counted: dict[str, Counted], archive: _Archive) -> Facets:
    entities = archive.called(int(key) for name in ENTITIES for key, _ in counted.get(name, ()))
    facets: Facets = {}
    for name, rows in counted.items():
        if name in ("year", "decade"):
            facets[name] = [Value(str(key), str(key), n) for key, n in sorted((int(key), n) for key, n in rows)]
            continue
        if name in ENTITIES:
            values = [Value(*entities[int(key)], n, int(key)) for key, n in rows if int(key) in entities]
        else:
            titles = archive.volumes if name == "volume" else {}
            values = [Value(key, titles.get(key) or key, n) for key, n in rows]
        facets[name] = sorted(values, key=lambda value: (-value.count, value.name))
    return facets
