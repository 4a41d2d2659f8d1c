"""Items as RIS, which every reference manager reads: letters with both parties, other papers as parts of their book.

Zotero makes a letter of ``PCOMM`` and takes ``A2`` for its recipient, of ``CHAP`` a book section with ``A2`` as its
editor, and of ``AN`` the place in an archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import people, wording
from .dated import Dated
from .item import Item
from .plain import join

LETTER, CHAPTER, BOOK = "PCOMM", "CHAP", "BOOK"
Field = tuple[str, str]


def records(items: Iterable[Item]) -> Iterator[str]:
    """The items, a record at a time; each field on one line, lines ended as the format wants them."""
    for item in items:
        lines = [f"{tag}  - {value}" for tag, value in fields(item) if value]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def fields(item: Item) -> Iterator[Field]:
    """Tags and values of an item, its type first; values may be empty."""
    title = item.book.title_without_number if item.is_volume else item.title
    kind = BOOK if item.is_volume else LETTER if item.is_letter else CHAPTER
    yield from [("TY", kind), ("ID", item.id), ("TI", title)]
    yield from (("AU", party.text) for party in item.sender)
    yield from (("A2", party.text) for party in item.recipient if kind == LETTER)
    yield from (("A2" if kind == CHAPTER else "A3", people.turned(editor)) for editor in item.book.editors)
    yield from _paper(item) if not item.is_volume else ()
    yield ("VL", item.book.arabic)
    yield from _of_the_letter(item) if kind == LETTER else _of_the_book(item)
    yield from [("LA", item.book.language), ("Y2", item.accessed.replace("-", "/")), ("UR", item.address)]


def _paper(item: Item) -> Iterator[Field]:
    first, last = (item.pages[0], item.pages[-1]) if item.pages else ("", "")
    yield from [("M3", item.form), ("AN", item.file_number), ("T2", item.book.title_without_number)]
    yield from [("SP", first), ("EP", last)]


def _of_the_letter(item: Item) -> Iterator[Field]:
    """A letter's date and place are its own; where it is printed goes into the note."""
    yield from [("DA", _date(item.date)), ("PY", str(item.date.parts[0][0]) if item.date.parts else "")]
    yield from [("CY", item.place), ("N1", f"Printed in {wording.house_form(item)}" if item.book.is_printed else "")]


def _of_the_book(item: Item) -> Iterator[Field]:
    """The date and place of what is part of a book are the book's; its own go into the note."""
    book = item.book
    yield from [("PY", str(book.year or "")), ("CY", book.place), ("PB", book.publisher)]
    if not item.is_volume:
        number = f"Document {item.document}" if item.document and not item.is_by_page else ""
        yield ("N1", join([item.place, item.date.words(), number]))


def _date(date: Dated) -> str:
    """``1933/10/03/``, what is not a single day said behind the third stroke: ``1937/05/03/May 3–5, 1937``."""
    if not date.parts:
        return ""
    numbers = [f"{part:02}" for part in date.parts[0]]
    said = "" if len(date.parts) == 1 and not date.is_approximate else date.words()
    return "/".join([*numbers, *[""] * (3 - len(numbers)), said])
