"""Who wrote to whom in some documents: pairs of actors, the most frequent or all, counted by the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tantivy import Query, Searcher

from archive.models import Entity
from archive.search import match, namesakes, schema, tally
from archive.search.schema import SCHEMA
from archive.search.searches import Parameters
from archive.search.tally import Counted

SENDER, RECIPIENT, PAIR = schema.actor("sender"), schema.actor("recipient"), schema.PAIR
AMONG = 40  # correspondents of an actor whose letters to each other are looked at


class Name(NamedTuple):
    """What a place or actor is called in a line: primary key, kind, slug, and the words."""

    key: int
    kind: str
    slug: str
    said: str

    def __str__(self) -> str:
        return self.said


class Pair(NamedTuple):
    """How many documents one actor sent to another; both by primary key."""

    documents: int
    sender: int
    recipient: int


def strongest(searcher: Searcher, query: Query, most: int) -> list[Pair]:
    """The ``most`` frequent pairs of some documents, the most frequent first."""
    return _ordered(_told(tally.foremost(searcher, query, {PAIR: most})[PAIR])) if most else []


def every(searcher: Searcher, query: Query) -> Iterator[Pair]:
    """All pairs of some documents, by sender, those who sent most first."""
    for _, sender in reversed(_by_count(searcher, query, SENDER)):
        yield from _pairs(searcher, query, SENDER, sender, tally.LIMIT)


def own(searcher: Searcher, actor: int, most: int = tally.LIMIT) -> list[Pair]:
    """The ``most`` frequent pairs of an actor with those it wrote to and those it heard from."""
    every = Query.all_query()
    return _ordered({pair for side in (SENDER, RECIPIENT) for pair in _pairs(searcher, every, side, actor, most)})[
        :most
    ]


def others(actor: int, pairs: Iterable[Pair]) -> list[int]:
    """The correspondents of an actor, as far as what they wrote to each other is looked at."""
    keys = dict.fromkeys(key for pair in pairs for key in (pair.sender, pair.recipient) if key != actor)
    return list(keys)[:AMONG]


def among(searcher: Searcher, actors: Collection[int], most: int) -> list[Pair]:
    """The ``most`` frequent pairs that some actors make with each other."""
    asked = match.every(Query.term_set_query(SCHEMA, field, list(actors)) for field in (SENDER, RECIPIENT))
    pairs = _told(tally.frequent(searcher, asked, {PAIR: tally.LIMIT})[PAIR])
    return _ordered(pair for pair in pairs if pair.sender in actors and pair.recipient in actors)[:most]


def letters(parameters: Parameters, sender: str, recipient: str) -> Parameters:
    """The search for what one actor sent to another, within a search; by their slugs."""
    return parameters.plus("actor_sender", sender).plus("actor_recipient", recipient)


def named(keys: Iterable[int]) -> dict[int, Name]:
    """The names of places and actors by primary key; those of one name are told apart."""
    rows = Entity.objects.filter(pk__in=set(keys)).order_by()
    known = {one.pk: one for one in rows.only("kind", "name", "office", "slug")}
    said = namesakes.apart({key: str(one) for key, one in known.items()})
    return {key: Name(key, one.kind, one.slug, said[key]) for key, one in known.items()}


def _told(counted: Counted) -> list[Pair]:
    return [Pair(count, *schema.parted(pair)) for pair, count in counted]


def _ordered(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.documents, pair.sender, pair.recipient))


def _by_count(searcher: Searcher, query: Query, field: str) -> list[tuple[int, int]]:
    """Those on one side of some documents, with how many: the most frequent last."""
    rows = ((count, key) for key, count in tally.every(searcher, query, field).items())
    return sorted(rows, key=lambda row: (row[0], -row[1]))


def _pairs(searcher: Searcher, query: Query, field: str, actor: int, most: int) -> list[Pair]:
    """The most frequent pairs of an actor who is on one side of some documents."""
    other = RECIPIENT if field == SENDER else SENDER
    theirs = match.every([query, Query.term_query(SCHEMA, field, actor)])
    counted = tally.frequent(searcher, theirs, {other: most})[other]
    return [Pair(count, actor, key) if field == SENDER else Pair(count, key, actor) for key, count in counted]
