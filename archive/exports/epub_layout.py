"""Which file of an EPUB holds what: its texts cut into files, its printed pages, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from archive.models import Document
from archive.reading import addresses

from .books import Book

LONGEST = 150_000  # code points of text in one file; reading systems lay out a file as a whole
TITLE = "../title.xhtml"  # seen from a text
UNPRINTED = ("pg_before_", "pg_unknown")  # pages that no marker of the source opens


@dataclass(frozen=True, slots=True)
class PageMark:
    """A printed page as it stands in a text: its id, its label or None, the code points from and to."""

    id: str
    label: str | None
    start: int
    end: int

    @property
    def is_printed(self) -> bool:
        """Whether the print has a page break here, rather than nobody knows which page it is."""
        return not self.id.startswith(UNPRINTED)

    @property
    def shown(self) -> str:
        """What the page list calls it."""
        return self.label or "unnumbered"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a text: ``number`` of those it takes (from 0), and the printed pages in it, which are all of those of
    the text but in the largest."""

    file: str
    document: Document
    pages: list[PageMark]
    number: int = 0
    is_last: bool = True


class Layout:
    """The files of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheets: list[Sheet] = []
        self._texts: dict[str, list[Sheet]] = {}
        self._begun: dict[str, Sheet] = {}  # the file in which each printed page is met first
        taken: set[str] = set()
        for document in book.documents:
            sheets = list(_cut(document, _stem(document.identifier, taken)))
            self._texts[document.identifier] = sheets
            self.sheets += sheets
            for sheet in sheets:
                self._begun |= {page.id: sheet for page in sheet.pages if page.id not in self._begun}

    def of(self, document: Document) -> list[Sheet]:
        """The files of a text."""
        return self._texts[document.identifier]

    def begins(self, page: str, sheet: Sheet) -> bool:
        """Whether a printed page is met in this file first, and not where another text on it begins."""
        return self._begun[page] is sheet

    def page_list(self) -> Iterator[tuple[PageMark, Sheet]]:
        """Every printed page of the book where it is met first, in reading order."""
        for sheet in self.sheets:
            for page in sheet.pages:
                if page.is_printed and self.begins(page.id, sheet):
                    yield page, sheet

    def link(self, leads_to: str) -> str:
        """Where a reference of the edition (``Reference.leads_to``) leads, seen from a text: within the book, or else
        to the archive's site."""
        volume, _, place = leads_to.partition("/")
        inside = self._inside(place) if volume == self.book.volume.identifier else ""
        return inside or settings.SITE_URL + addresses.led(leads_to)

    def _inside(self, place: str) -> str:
        """The file and place in it; "" for what is not in the book. ``d40/``, ``pg_57/``, ``d2/pg_3/#d2fn1``."""
        path, _, anchor = place.partition("#")
        name, _, page = path.strip("/").partition("/")
        if not name:
            return TITLE if self.book.is_whole else ""
        if name in self._begun and not page:
            return f"{self._begun[name].file}#{name}"
        if name not in self._texts:
            return ""
        sheet = self._sheet(self._texts[name], page, anchor)
        return f"{sheet.file}#{anchor or page}" if anchor or page not in ("", "full") else sheet.file

    def _sheet(self, sheets: list[Sheet], page: str, anchor: str) -> Sheet:
        """The one of a text's files in which a page stands, or the enclosure called ``anchor``."""
        at = self.book.enclosures.get((sheets[0].document.pk, anchor))
        for sheet in sheets:
            if any(each.id == page or (at is not None and each.start <= at < each.end) for each in sheet.pages):
                return sheet
        return sheets[0]


def _stem(identifier: str, taken: set[str]) -> str:
    """A name for the files of a text; of two that differ in their capitals alone the second gets a number."""
    names = (identifier, *(f"{identifier}-{number}" for number in range(2, len(taken) + 3)))
    stem = next(name for name in names if name.casefold() not in taken)
    taken.add(stem.casefold())
    return stem


def _cut(document: Document, stem: str) -> Iterator[Sheet]:
    """The files of a text, which ends one where a page does."""
    pages = [PageMark(*page) for page in document.frame.get("pages", [])]
    runs: list[list[PageMark]] = [[]]
    for page in pages:
        if runs[-1] and page.end - runs[-1][0].start > LONGEST:
            runs.append([])
        runs[-1].append(page)
    for number, run in enumerate(runs):
        file = f"{stem}.xhtml" if not number else f"{stem}.{number + 1}.xhtml"
        yield Sheet(file, document, run, number, number == len(runs) - 1)
