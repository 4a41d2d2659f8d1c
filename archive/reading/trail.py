"""The way from a search into a document and back: what the addresses of results carry along."""

from __future__ import annotations

from archive.search.results import Quotation, Row
from archive.search.searches import Search

from . import addresses

SEARCH = "/search/"


def back(search: Search, number: int) -> str:
    """The address of the page of a search's result on which the result of that number stands, at its place there."""
    page = (number - 1) // 20 + 1
    left = search.parameters.minus()
    return f"{SEARCH}?{left.at(page=page) if page > 1 else left}#result-{number}"


def into(search: Search, row: Row) -> str:
    """The address of a document found: its first quoted page, or its first one."""
    if row.quotations:
        return quotation(search, row, row.quotations[0]).partition("#")[0]
    return f"{addresses.slot(row.document.volume.identifier, row.document.identifier)}?{_carried(search, row)}"


def quotation(search: Search, row: Row, quoted: Quotation) -> str:
    """The address of the printed page that something is quoted from, with the hit on it."""
    hit = hit_name(quoted.snippet.note, quoted.snippet.at)
    carried = _carried(search, row).at(hit=hit)
    page = addresses.page(row.document.volume.identifier, row.document.identifier, quoted.page)
    return f"{page}?{carried}#hit-{hit}"


def hit_name(note: str, at: int) -> str:
    """What a hit is called in addresses: the code point it begins at, in the text or in a footnote."""
    return f"{note}.{at}" if note else str(at)


def _carried(search: Search, row: Row):  # type: ignore[no-untyped-def]
    return search.parameters.minus().at(result=row.number)
