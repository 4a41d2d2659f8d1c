"""What stands beside a place or actor: who wrote to whom, and what else is named in the same documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tantivy import Query, Searcher

from archive.models import Entity
from archive.search import schema, tally
from archive.search.schema import SCHEMA
from archive.search.searches import Parameters
from archive.search.tally import Counted

from . import correspondence
from .correspondence import RECIPIENT, SENDER, Name, Pair

OFTEN = 10  # correspondents, and pairs of them, that are told
BESIDE = 12  # other names that are told
PLACES, ACTORS = schema.place(schema.ANY), schema.actor(schema.ANY)
Named = dict[int, Name]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another place or actor, in how many documents, and the search that finds these."""

    entity: Name
    count: int
    search: Parameters


@dataclass(frozen=True, slots=True)
class Letters:
    """What one actor sent to another: how many documents, and the search that finds these."""

    sender: Name
    recipient: Name
    count: int
    search: Parameters


@dataclass(frozen=True, slots=True)
class Company:
    """Whom an actor wrote to and heard from; of a place, who wrote from there to whom; the other places and actors."""

    wrote_to: list[Beside] = field(default_factory=list)
    heard_from: list[Beside] = field(default_factory=list)
    letters: list[Letters] = field(default_factory=list)
    places: list[Beside] = field(default_factory=list)
    actors: list[Beside] = field(default_factory=list)


def of(searcher: Searcher, entity: Entity) -> Company:
    """The company of a place or actor; of everything the most frequent."""
    return _of_place(searcher, entity) if entity.kind == "place" else _of_actor(searcher, entity)


def letters(pairs: Iterable[Pair], known: Named, asked: Parameters) -> list[Letters]:
    """Pairs with the names they are known by, and the search for their letters within what is asked."""
    return [
        Letters(sender, recipient, pair.documents, correspondence.letters(asked, sender.slug, recipient.slug))
        for pair in pairs
        if (sender := known.get(pair.sender)) and (recipient := known.get(pair.recipient))
    ]


def _of_place(searcher: Searcher, place: Entity) -> Company:
    pairs = correspondence.strongest(searcher, _term(schema.place("written"), place), OFTEN)
    beside = _beside(searcher, _term(PLACES, place))
    known = _known(pairs, beside.values())
    asked = Parameters([("place", place.slug)])
    return Company(
        letters=letters(pairs, known, Parameters([("place_written", place.slug)])),
        places=_told(beside[PLACES], known, asked, "place", place),
        actors=_told(beside[ACTORS], known, asked, "actor", place),
    )


def _of_actor(searcher: Searcher, actor: Entity) -> Company:
    sent = tally.frequent(searcher, _term(SENDER, actor), {RECIPIENT: OFTEN})[RECIPIENT]
    received = tally.frequent(searcher, _term(RECIPIENT, actor), {SENDER: OFTEN})[SENDER]
    beside = _beside(searcher, _term(ACTORS, actor))
    known = _known([], [sent, received, *beside.values()])
    asked = Parameters([("actor", actor.slug)])
    return Company(
        wrote_to=_told(sent, known, Parameters([("actor_sender", actor.slug)]), "actor_recipient"),
        heard_from=_told(received, known, Parameters([("actor_recipient", actor.slug)]), "actor_sender"),
        places=_told(beside[PLACES], known, asked, "place", actor),
        actors=_told(beside[ACTORS], known, asked, "actor", actor),
    )


def _term(field: str, entity: Entity) -> Query:
    return Query.term_query(SCHEMA, field, entity.pk)


def _beside(searcher: Searcher, query: Query) -> dict[str, Counted]:
    return tally.foremost(searcher, query, {PLACES: BESIDE + 1, ACTORS: BESIDE + 1})


def _known(pairs: Iterable[Pair], counted: Iterable[Counted]) -> Named:
    keys = [key for pair in pairs for key in (pair.sender, pair.recipient)]
    return correspondence.named([*keys, *(key for rows in counted for key, _ in rows)])


def _told(rows: Counted, known: Named, asked: Parameters, parameter: str, own: Entity | None = None) -> list[Beside]:
    """Those counted, without the one that is in all documents; within what is asked, each as a further parameter."""
    left = [(known[key], count) for key, count in rows if key in known and (own is None or key != own.pk)]
    return [Beside(entity, count, asked.plus(parameter, entity.slug)) for entity, count in left[:BESIDE]]
