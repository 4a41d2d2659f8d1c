"""Why nothing was found: what a search would find without one of its filters or words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from tantivy import Query

from . import results
from .query import LONGEST, All, Node
from .searches import Parameters, Search
from .wording import written

MOST = 12  # counts of one step
OF_WORDS = ("q", "sort")


@dataclass(frozen=True, slots=True)
class Blame:
    """What is in the way, as readers are told or typed it; how many documents a search without it finds, and its
    address."""

    said: str
    count: int
    parameters: Parameters


class _Without(NamedTuple):
    said: str
    query: Query
    parameters: Parameters


def of(search: Search) -> list[Blame]:
    """What a search that finds nothing would find with one condition less, the most first.

    Where no single one is to blame: without the words that no document has, without any filter, without any word.
    """
    steps: tuple[Callable[[Search], Iterator[_Without]], ...] = (_without_one, _without_several, _without_most)
    return next(filter(None, (_counted(step(search)) for step in steps)), [])


def _counted(some: Iterator[_Without]) -> list[Blame]:
    asked = list(islice(some, MOST))
    counts = results.counts([one.query for one in asked])
    blamed = [Blame(one.said, count, one.parameters) for one, count in zip(asked, counts, strict=True) if count]
    return sorted(blamed, key=lambda one: -one.count)


def _without_one(search: Search) -> Iterator[_Without]:
    for name, some in groupby(sorted(search.clauses, key=attrgetter("name")), attrgetter("name")):
        clauses = list(some)
        if len(clauses) == 1 or name in search.either:
            said = " or ".join(clause.said for clause in clauses)
            yield _Without(said, search.query(without=[name]), _less(search, name))
            continue
        for clause in clauses:
            left = search.parameters.minus(**{name: clause.value})
            yield _Without(clause.said, search.query_without(clause), left)
    for part in _parts(search.tree):
        yield from _for_words(search, _rest(search.tree, [part]), written(part))


def _less(search: Search, name: str) -> Parameters:
    """The address without a filter, its role, and what has no effect as long as it stands there."""
    idle = results.PERIOD if name == "undated" else ()
    return search.parameters.minus(name, f"{name}_role", *idle)


def _without_several(search: Search) -> Iterator[_Without]:
    if len(idle := _idle(search.tree)) > 1:
        yield from _for_words(search, _rest(search.tree, idle), " ".join(map(written, idle)))
    if search.tree and search.clauses:
        yield _Without("any filter", Search(search.tree).query(), _only_words(search))
        yield from _for_words(search, None, "any word")


def _without_most(search: Search) -> Iterator[_Without]:
    bare = Search(search.tree, parameters=_only_words(search))
    if search.clauses and (idle := _idle(search.tree)):
        yield from _for_words(bare, _rest(search.tree, idle), " ".join(["any filter and", *map(written, idle)]))


def _for_words(search: Search, tree: Node | None, said: str) -> Iterator[_Without]:
    """The search for other words, if anything is left to search for."""
    words = written(tree)
    if 0 < len(words) <= LONGEST:
        yield _Without(said, search.query_for(tree), search.parameters.minus().at(q=words))
    elif tree is None and search.clauses:
        yield _Without(said, search.query_for(None), search.parameters.minus("q"))


def _only_words(search: Search) -> Parameters:
    return Parameters(pair for pair in search.parameters.minus() if pair[0] in OF_WORDS)


def _idle(tree: Node | None) -> list[Node]:
    """What is required of a text, and no document has."""
    parts = _parts(tree)[:MOST]
    counts = results.counts([Search(part).query() for part in parts])
    return [part for part, count in zip(parts, counts, strict=True) if not count]


def _parts(tree: Node | None) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, All) else (tree,) if tree else ()


def _rest(tree: Node | None, without: list[Node]) -> Node | None:
    left = tuple(part for part in _parts(tree) if not any(part is one for one in without))
    return All(left) if len(left) > 1 else left[0] if left else None
