"""What a reader searched for, in the document they opened: its hits in reading order, marked and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.models import Document, Note
from archive.rendering.marks import SHADE, Mark
from archive.search import hits, results
from archive.search.hits import Hit
from archive.search.searches import Search

from . import trail


class Place(NamedTuple):
    """A hit: its name in addresses, the printed page it begins on, and the mark of the footnote it stands in."""

    name: str
    page: str
    note: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The hits of a document in reading order (of each page the text, then its footnotes), and their marks.

    ``order`` tells the place of each of its printed pages among them.
    """

    places: list[Place] = field(default_factory=list)
    shades: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)

    def on(self, page: str) -> list[int]:
        """The numbers (from 0) of the hits that begin on a printed page."""
        return [number for number, place in enumerate(self.places) if place.page == page]

    def number(self, name: str) -> int | None:
        """The number (from 0) of the hit of that name."""
        return next((number for number, place in enumerate(self.places) if place.name == name), None)


class _Text(NamedTuple):
    """The text of a document, or one of its footnotes: its id, its mark, its page."""

    text: str
    note: str = ""
    sign: str = ""
    page: str | None = None


def of(volume: str, identifier: str, search: Search, current: str = "") -> Marked:
    """The hits of a search in a document; the hit named ``current`` is marked as the one looked at."""
    wanted = hits.wanted(search.tree)
    held = Document.objects.shown().filter(volume__identifier=volume, identifier=identifier)
    row = held.values_list("pk", "text", "frame").first() if wanted else None
    if row is None:
        return Marked()
    key, text, frame = row
    order = {name: number for number, (name, *_) in enumerate(frame["pages"])}
    shades: dict[str, list[Mark]] = {}
    found: list[tuple[int, int, int, Place]] = []
    for number, one in enumerate([_Text(text), *_footnotes(key)]):
        marks = shades[one.note] = [_mark(one.note, hit, current) for hit in hits.find(one.text, wanted)]
        for mark in marks:
            page = one.page or results.page_at(frame["pages"], mark.start)
            if page is not None:
                place = Place(trail.hit_name(one.note, mark.start), page, one.sign)
                found.append((order[page], number, mark.start, place))
    return Marked([place for *_, place in sorted(found)], shades, order)


def _footnotes(document: int) -> list[_Text]:
    """The footnotes of a document, as far as their marks stand on a page."""
    notes = Note.objects.filter(document=document, page__isnull=False).order_by("order")
    rows = notes.values_list("text", "identifier", "mark", "page__identifier")
    return [_Text(text, name, sign or "*", page) for text, name, sign, page in rows]


def _mark(note: str, hit: Hit, current: str) -> Mark:
    name = trail.hit_name(note, hit.start)
    attributes = {"class": "hit", "id": f"hit-{name}"}
    if name == current:
        attributes["aria-current"] = "true"
    return Mark(hit.start, hit.end, "mark", attributes, SHADE)
