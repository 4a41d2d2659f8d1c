"""A reader's errand in a document: what they searched for, where they are among its hits, and where they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.http import QueryDict

from archive.search import query
from archive.search.filters import SearchFilter
from archive.search.searches import Parameters, Search

from . import addresses, marked, trail
from .marked import Marked
from .pages import Shades

LAST = 10_000_000


@dataclass(frozen=True, slots=True)
class Errand:
    """What an address carries of a search: ``number`` is the place of the document in its result (from 1; 0 for one
    that was not come to from a result), ``hit`` the name of the hit looked at, ``fault`` why it cannot be read."""

    volume: str
    document: str
    search: Search = field(default_factory=Search)
    number: int = 0
    hit: str = ""
    is_marked: bool = True
    fault: str = ""
    found: Marked = field(default_factory=Marked)

    @property
    def shades(self) -> Shades:
        """The marks of the hits, unless the reader switched them off."""
        return self.found.shades if self.is_marked else {}

    @property
    def carried(self) -> Parameters:
        """What every address of the document carries on."""
        left = trail.carried(self.search, self.number)
        return left if self.is_marked else left.at(marks="off")

    def bar(self, page: str = "") -> Bar:
        """What a reader on that printed page of the document is told, or, without one, on the whole of it."""
        return Bar(self, page)


def of(asked: QueryDict, volume: str, document: str) -> Errand | None:
    """The errand that the address of a document tells of, None if it tells of none."""
    if not asked.get("q", "").strip() and "result" not in asked:
        return None
    wanted = SearchFilter(asked)
    if not wanted.form.is_valid():
        return Errand(volume, document, fault=wanted.faults()[0].message)
    search, hit = wanted.search, asked.get("hit", "")
    found = marked.of(volume, document, search, hit)
    is_marked = asked.get("marks") != "off"
    return Errand(volume, document, search, _number(asked.get("result", "")), hit, is_marked, found=found)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,7}", text) else 0


class Bar:
    """What stands above the text: "3 of 33", the hits and the results before and behind, the way back."""

    def __init__(self, errand: Errand, page: str) -> None:
        self.errand = errand
        self.page = page
        self.places = errand.found.places
        self.here = errand.found.on(page) if page else list(range(len(self.places)))
        self.at = errand.found.number(errand.hit)
        self.results, self.before, self.behind = (
            trail.beside(errand.search, errand.number) if errand.number else (0, "", "")
        )

    @property
    def said(self) -> str:
        """What was searched for, in words."""
        return query.sentence(self.errand.search.tree)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to be marked."""
        return self.errand.search.tree is not None

    @property
    def number(self) -> int:
        """Which hit is looked at, from 1; 0 where the address names none."""
        return 0 if self.at is None else self.at + 1

    @property
    def note(self) -> str:
        """The mark of the footnote in which the hit looked at stands, "" if it is in the text."""
        return "" if self.at is None else self.places[self.at].note

    @property
    def previous(self) -> str:
        """The address of the hit before, "" for none."""
        first = self.at if self.at is not None else self._first_here()
        return self._hit(first - 1)

    @property
    def next(self) -> str:
        """The address of the next hit, "" for none."""
        return self._hit(self.at + 1 if self.at is not None else self._first_here())

    @property
    def switch(self) -> str:
        """The address of the same page with the marks on, or off."""
        carried = self.errand.carried
        turned = carried.at(marks="off") if self.errand.is_marked else carried.minus("marks")
        if self.errand.number:
            turned = turned.at(result=self.errand.number)
        return f"{self._page(self.page)}?{turned}"

    @property
    def back(self) -> str:
        """The address of the result that the reader came from, or of what the words find in the whole archive."""
        number = self.errand.number
        return trail.back(self.errand.search, number) if number else f"{trail.SEARCH}?{self.errand.carried}"

    def _first_here(self) -> int:
        """The first hit on this page, or, if there is none, the next one behind it."""
        if self.here:
            return self.here[0]
        order = [place.page for place in self.places]
        return next((number for number, page in enumerate(order) if self._is_behind(page)), len(order))

    def _is_behind(self, page: str) -> bool:
        return self.errand.found.order.get(page, 0) > self.errand.found.order.get(self.page, 0)

    def _hit(self, number: int) -> str:
        if not 0 <= number < len(self.places):
            return ""
        place = self.places[number]
        return trail.hit(self._page(place.page if self.page else ""), self.errand.carried, place.name)

    def _page(self, page: str) -> str:
        volume, document = self.errand.volume, self.errand.document
        return addresses.page(volume, document, page) if page else addresses.full(volume, document)
