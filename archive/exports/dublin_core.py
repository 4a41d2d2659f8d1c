"""A citation's item as Dublin Core, the fifteen elements that every harvester reads."""

from __future__ import annotations

from collections.abc import Iterator

from archive.citations import wording
from archive.citations.item import Item

Pair = tuple[str, str]

ELEMENTS = (
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format"),
    *("identifier", "source", "language", "relation", "coverage", "rights"),
)


def elements(item: Item, rights: str = "") -> list[Pair]:
    """Names of elements and what they say, in the order of the element set; some names repeat.

    ``creator`` is who sent it and ``contributor`` who it was sent to, as printed; ``date`` is that of writing (ISO
    8601, both ends of an interval), of what has none the year of printing; ``source`` is the printed volume with the
    pages, ``coverage`` the place of writing.
    """
    said = [(name, text) for name, text in _said(item, rights) if text]
    return sorted(dict.fromkeys(said), key=lambda pair: ELEMENTS.index(pair[0]))


def _said(item: Item, rights: str) -> Iterator[Pair]:
    book = item.book
    yield ("title", item.title)
    yield from (("creator", name) for name in item.sender_names)
    yield from (("contributor", name) for name in item.recipient_names)
    yield from [("subject", item.file_number), ("publisher", book.publisher)]
    yield from [("date", item.date.iso or str(book.year or "")), ("type", "Text"), ("type", item.genre)]
    yield from [("format", "text/html"), ("identifier", item.address), ("source", wording.house_form(item))]
    yield from [("language", book.language), ("relation", book.title), ("relation", book.series)]
    yield from [("coverage", item.place), ("rights", rights)]
