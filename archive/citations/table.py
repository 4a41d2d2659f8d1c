"""Items as a table (CSV, RFC 4180) for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from . import wording
from .item import Item
from .plain import join

COLUMNS = (
    *("id", "title", "sender", "recipient", "form", "date", "place", "file_number", "volume", "number", "editors"),
    *("publisher", "published_in", "year", "first_page", "last_page", "document", "address", "citation"),
)
# What a spreadsheet would compute instead of showing.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Lines:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def lines(items: Iterable[Item]) -> Iterator[str]:
    """The items as lines of a table, its head first; no cell is a formula."""
    writer = csv.writer(Lines())
    yield writer.writerow(COLUMNS)
    for item in items:
        yield writer.writerow([cell(value) for value in values(item)])


def values(item: Item) -> tuple[str, ...]:
    """What stands in the columns."""
    book = item.book
    first, last = (item.pages[0], item.pages[-1]) if item.pages else ("", "")
    return (
        *(item.id, item.title, "; ".join(item.sender_names), "; ".join(item.recipient_names), item.form),
        *(item.date.iso or item.date.edtf, item.place, item.file_number, book.title, book.number),
        *("; ".join(book.editors), book.publisher, book.place, str(book.year or ""), first, last, item.document),
        *(item.address, join(wording.as_the_series(item))),
    )


def cell(value: object) -> str:
    """What stands in a cell of any table: with an apostrophe before what would be a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
