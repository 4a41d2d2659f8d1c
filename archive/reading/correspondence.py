"""Who wrote to whom in some documents: pairs of actors, the most frequent or all, counted by the index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tantivy import Query, Searcher

from archive.models import Entity
from archive.search import match, schema, tally
from archive.search.schema import SCHEMA
from archive.search.searches import Parameters

SENDER, RECIPIENT = schema.actor("sender"), schema.actor("recipient")
_NUMBER = re.compile(r"-(\d+)\Z")
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
    """The ``most`` frequent pairs of some documents, the most frequent first.

    Whoever sent or received most is looked at first, with all whom that makes pairs with. A pair not seen yet is of two
    who were not looked at; so it is at most as frequent as the less frequent of the next sender and the next recipient.
    """
    left = {field: _by_count(searcher, query, field) for field in (SENDER, RECIPIENT)}
    best: list[Pair] = []
    while most and all(left.values()):
        nearest = min(rows[-1][0] for rows in left.values())
        if len(best) == most and nearest <= best[-1].documents:
            break
        field = max(left, key=lambda name: left[name][-1][0])
        _, actor = left[field].pop()
        best = _ordered({*best, *_pairs(searcher, query, field, actor, most)})[:most]
    return best


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
    pairs = strongest(searcher, asked, most)
    return [pair for pair in pairs if pair.sender in actors and pair.recipient in actors]


def letters(parameters: Parameters, sender: str, recipient: str) -> Parameters:
    """The search for what one actor sent to another, within a search; by their slugs."""
    return parameters.plus("actor_sender", sender).plus("actor_recipient", recipient)


def named(keys: Iterable[int]) -> dict[int, Name]:
    """The names of places and actors by primary key; those of one name are told apart by the number in the address."""
    rows = Entity.objects.filter(pk__in=set(keys)).order_by()
    known = list(rows.only("kind", "name", "office", "slug"))
    often = Counter(map(str, known))
    return {
        one.pk: Name(one.pk, one.kind, one.slug, _numbered(one) if often[str(one)] > 1 else str(one)) for one in known
    }


def _numbered(entity: Entity) -> str:
    number = _NUMBER.search(entity.slug)
    return f"{entity} ({number[1]})" if number else str(entity)


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
