"""What stands at the head of some documents, for lists of them: the parties and the place with their entities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from archive.reading import letters
from archive.reading.letters import Letter


@dataclass(frozen=True, slots=True)
class Side:
    """A party as printed, and the slugs of who it is."""

    text: str
    name: str
    office: str
    actors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Head:
    """The parties of a document by role, in their order, and the slug of its place of writing."""

    sender: list[Side] = field(default_factory=list)
    recipient: list[Side] = field(default_factory=list)
    place: str | None = None


def of(keys: Collection[int]) -> dict[int, Head]:
    """The heads of the documents with these primary keys."""
    known = letters.of(keys)
    return {key: _head(known[key]) for key in keys}


def _head(letter: Letter) -> Head:
    return Head(_sides(letter.sender), _sides(letter.recipient), letter.place.slug if letter.place else None)


def _sides(sides: list[letters.Side]) -> list[Side]:
    return [Side(side.text, side.name, side.office, [actor.slug for actor in side.actors]) for side in sides]
