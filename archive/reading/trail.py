"""The way from a search into a document, from hit to hit, on to the next result, and back."""

from __future__ import annotations

from archive.search import index, results
from archive.search.results import Quotation, Row
from archive.search.searches import PER_PAGE, Parameters, Search

from . import addresses

SEARCH = "/search/"


def back(search: Search, number: int) -> str:
    """The address of the page of a search's result on which the result of that number stands, at its place there."""
    page = (number - 1) // PER_PAGE + 1
    left = search.parameters.minus()
    return f"{SEARCH}?{left.at(page=page) if page > 1 else left}#result-{number}"


def into(search: Search, row: Row) -> str:
    """The address of a document found: its first quoted page, or its first one."""
    if row.quotations:
        return quotation(search, row, row.quotations[0]).partition("#")[0]
    address = addresses.slot(row.document.volume.identifier, row.document.identifier)
    return f"{address}?{carried(search, row.number)}"


def quotation(search: Search, row: Row, quoted: Quotation) -> str:
    """The address of the printed page that something is quoted from, with the hit on it."""
    page = addresses.page(row.document.volume.identifier, row.document.identifier, quoted.page)
    name = hit_name(quoted.snippet.note, quoted.snippet.at)
    return hit(page, carried(search, row.number), name)


def hit(page: str, carried: Parameters, name: str) -> str:
    """The address of a hit on a page."""
    return f"{page}?{carried.at(hit=name)}#hit-{name}"


def hit_name(note: str, at: int) -> str:
    """What a hit is called in addresses: the code point it begins at, in the text or in a footnote."""
    return f"{note}.{at}" if note else str(at)


def carried(search: Search, number: int | None = None) -> Parameters:
    """What the addresses of a document carry of the search that led to it, and of its place in the result."""
    left = search.parameters.minus()
    return left.at(result=number) if number else left


def beside(search: Search, number: int) -> tuple[int, str, str]:
    """How many results there are, and the addresses of those before and behind the one of that number ("" for none)."""
    first = max(number - 1, 1)
    try:
        count, keys = results.keys(search, first - 1, number + 2 - first)
    except index.Unavailable:
        return 0, "", ""
    rows = {row.number: row for row in results.rows(search, keys, first)}
    before, behind = rows.get(number - 1), rows.get(number + 1)
    return count, into(search, before) if before else "", into(search, behind) if behind else ""
