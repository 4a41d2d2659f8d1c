"""Letters for tests of who wrote to whom: from whom, to whom, from where, when, in as few words as a source needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Entity, Volume
from archive.search import index
from tests import specimens


class Letter(NamedTuple):
    """A letter between two surnames, dated with a day of 1861 or, "", with none."""

    sender: str
    recipient: str
    place: str = ""
    day: str = ""
    body: str = "Sir."


def source(letters: Iterable[Letter], name: str = "frus1861") -> str:
    """A TEI volume of letters: d1, d2 …"""
    return specimens.volume("".join(_document(number, letter) for number, letter in enumerate(letters, 1)), name)


def take(*letters: Letter, name: str = "frus1861") -> Volume:
    """Take in a volume of letters, and bring the index up to date."""
    volume = specimens.take(source(letters, name))
    index.follow()
    return volume


def entity(name: str, kind: str = "person") -> Entity:
    """The only one of that name."""
    return Entity.objects.get(name=name, kind=kind)


def _document(number: int, letter: Letter) -> str:
    place = f"<placeName>{letter.place}</placeName>" if letter.place else ""
    date = f'<date when="{letter.day}">{letter.day}</date>' if letter.day else ""
    line = f"<dateline>{', '.join(filter(None, [place, date]))}</dateline>" if place or date else ""
    head = (
        f"<head>Mr. <persName type='from'>{letter.sender}</persName> to "
        f"Mr. <persName type='to'>{letter.recipient}</persName></head>"
    )
    return specimens.document(number, f"{head}{line}<p>{letter.body}</p>")
