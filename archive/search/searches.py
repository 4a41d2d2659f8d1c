"""What a reader searches for: words, filters, order and page, as one thing that the index can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict
from tantivy import Query

from . import match
from .query import Node

EACH, EITHER = "each", "either"
RELEVANCE, DATE, DATE_BACK, VOLUME = "relevance", "date", "-date", "volume"
SORTS = (RELEVANCE, DATE, DATE_BACK, VOLUME)
PER_PAGE = 20
OF_ONE_PAGE = ("page", "result", "hit")


class Parameters(tuple[tuple[str, str], ...]):
    """The names and values of a search's address, in their order."""

    __slots__ = ()

    @classmethod
    def of(cls, query: QueryDict, names: Collection[str]) -> Self:
        """Those of ``names`` that an address gives a value."""
        given = ((name, value.strip()) for name in query if name in names for value in query.getlist(name))
        return cls((name, value) for name, value in given if value)

    def plus(self, name: str, value: object) -> Self:
        """With one value more, from the first page on."""
        return type(self)([*self.minus(*OF_ONE_PAGE, **{name: str(value)}), (name, str(value))])

    def minus(self, *names: str, **values: str) -> Self:
        """Without some names, and without some values of others, from the first page on."""
        left = (pair for pair in self if pair[0] not in names and pair not in values.items())
        return type(self)(pair for pair in left if pair[0] not in OF_ONE_PAGE)

    def at(self, **values: object) -> Self:
        """With these names given these values, and no others."""
        return type(self)(
            [*(pair for pair in self if pair[0] not in values), *((name, str(v)) for name, v in values.items())]
        )

    def values(self, name: str) -> list[str]:
        """The values of a name."""
        return [value for known, value in self if known == name]

    def __str__(self) -> str:
        return urlencode(self)


class Clause(NamedTuple):
    """One filter: the parameter that sets it, what the index is asked, and what a reader is told."""

    name: str
    value: str
    query: Query
    said: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Search:
    """A search: the tree of its words, its filters, and which page of the result in which order.

    The filters of a name in ``either`` are alternatives, all others are each required.
    """

    tree: Node | None = None
    words: str = ""
    clauses: tuple[Clause, ...] = ()
    either: frozenset[str] = frozenset()
    sort: str = ""
    page: int = 1
    parameters: Parameters = field(default_factory=Parameters)

    def asking(self, words: str, tree: Node) -> Search:
        """The same search for these words."""
        return replace(self, words=words, tree=tree)

    def sorted_by(self, order: str) -> Search:
        """The same search in another order."""
        return replace(self, sort=order)

    def on_page(self, number: int) -> Search:
        """Another page of its result, from 1."""
        return replace(self, page=number)

    def narrowed(self, clauses: Iterable[Clause], mode: str = EACH) -> Search:
        """The same search with some filters more."""
        more = tuple(clauses)
        either = self.either | {clause.name for clause in more} if mode == EITHER else self.either
        return replace(self, clauses=self.clauses + more, either=either)

    def query(self, without: Collection[str] = ()) -> Query:
        """What the index is asked; ``without`` the filters of some names."""
        return _query(self.tree, [c for c in self.clauses if c.name not in without], self.either)

    def query_without(self, clause: Clause) -> Query:
        """What the index is asked without one of the filters."""
        return _query(self.tree, [c for c in self.clauses if c is not clause], self.either)

    def query_for(self, tree: Node | None) -> Query:
        """What the index is asked with other words."""
        return _query(tree, self.clauses, self.either)

    @property
    def order(self) -> str:
        """The order asked for, else by relevance where there are words and by date where there are none."""
        return self.sort or (RELEVANCE if self.tree else DATE)

    @property
    def start(self) -> int:
        """How many results stand before its page."""
        return (self.page - 1) * PER_PAGE


def _query(tree: Node | None, clauses: Iterable[Clause], either: Collection[str]) -> Query:
    required: list[Query] = []
    alternatives: dict[str, list[Query]] = {}
    for clause in clauses:
        if clause.name in either:
            alternatives.setdefault(clause.name, []).append(clause.query)
        else:
            required.append(clause.query)
    required += [match.any_of(some) if len(some) > 1 else some[0] for some in alternatives.values()]
    # What only filters says nothing about relevance.
    narrowed = [Query.const_score_query(one, 0.0) for one in required]
    return match.every([match.query(tree), *narrowed] if tree else required)
