"""A search, made: which documents match, on which page of the result, with what quoted, and how the others divide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import ceil

from tantivy import Order, Query, Searcher, SearchResult

from archive.models import Document, Note

from . import facets, filters, hits, index, match, schema, snippets
from .facets import Facets
from .hits import Wanted
from .searches import DATE, DATE_BACK, PER_PAGE, RELEVANCE, VOLUME, Search
from .snippets import Snippet

PERIOD = ("after", "before")
SORTED_BY = {
    DATE: (schema.DATE_UP, Order.Asc),
    DATE_BACK: (schema.DATE_DOWN, Order.Desc),
    VOLUME: (schema.LIBRARY, Order.Asc),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A snippet and the printed page it stands on: id and label."""

    snippet: Snippet
    page: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a result: its number in it (from 1), and what is quoted of it."""

    number: int
    document: Document
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found. ``undated`` counts documents without a date: of those found, or, where dates are asked
    for, of those that match all else."""

    search: Search
    count: int
    undated: int
    rows: list[Row] = field(default_factory=list)
    facets: Facets = field(default_factory=dict)
    is_current: bool = True

    @property
    def pages(self) -> int:
        """How many pages of results there are."""
        return ceil(self.count / PER_PAGE)


def of(search: Search, most: int = facets.EVERY, names: Collection[str] = tuple(facets.FIELDS)) -> Result:
    """The page of a search's result, with the ``most`` frequent values of the facets ``names``, and with its years.

    Raises index.Unavailable.
    """
    reader = index.reader()
    query = search.query()
    counting = facets.begun(reader, search, query, most, names)
    count, keys = _keys(reader.searcher, query, search, search.start, PER_PAGE)
    found = rows(search, keys, search.start + 1)
    counted = counting()
    undated = _undated(reader.searcher, search, count, counted)
    return Result(search, count, undated, found, counted, reader.is_current)


def keys(search: Search, start: int, most: int) -> tuple[int, list[int]]:
    """How many documents match, and the primary keys of ``most`` of them from ``start`` (from 0) on, in its order."""
    searcher = index.reader().searcher
    return _keys(searcher, search.query(), search, start, most)


def counts(queries: Sequence[Query]) -> list[int]:
    """How many documents each of some queries finds."""
    searcher = index.reader().searcher
    return [_count(searcher, query) for query in queries]


def rows(search: Search, keys: Sequence[int], first: int) -> list[Row]:
    """The documents with these primary keys as rows of a result from number ``first`` on, with what is quoted of
    them."""
    wanted = hits.wanted(search.tree)
    found = Document.objects.shown().select_related("volume").order_by().defer("tei")
    documents = found.defer("tei", "text").in_bulk(keys) if not wanted else found.in_bulk(keys)
    notes = _notes(keys) if wanted else {}
    return [
        Row(number, documents[key], quoted(documents[key], notes.get(key, []), wanted) if wanted else [])
        for number, key in enumerate(keys, start=first)
        if key in documents
    ]


def quoted(document: Document, notes: list[tuple[str, str, str | None]], wanted: list[Wanted]) -> list[Quotation]:
    """What is quoted of a document; of its ``notes`` id, text and page."""
    pages = document.frame["pages"]
    labels = {name: label for name, label, *_ in pages}
    stands = {name: page for name, _, page in notes}
    quotations = []
    for snippet in snippets.of(document.text, [(name, text) for name, text, _ in notes], wanted):
        page = stands[snippet.note] if snippet.note else page_at(pages, snippet.at)
        if page is not None:
            quotations.append(Quotation(snippet, page, labels.get(page)))
    return quotations


def page_at(pages: Sequence[Sequence[object]], at: int) -> str | None:
    """The id of the page of a document's frame that holds a code point."""
    return next((str(name) for name, _, start, end in pages if start <= at < end), None)  # type: ignore[operator]


def _keys(searcher: Searcher, query: Query, search: Search, start: int, most: int) -> tuple[int, list[int]]:
    if search.order == RELEVANCE:
        found = searcher.search(query, limit=most, offset=start)
    else:
        by, order = SORTED_BY[search.order]
        found = searcher.search(query, limit=most, offset=start, order_by_field=by, order=order)
    keys = searcher.fast_field_values(schema.KEY, [address for _, address in found.hits])
    return _counted(found), [int(key) for key in keys if key is not None]


def _count(searcher: Searcher, query: Query) -> int:
    return _counted(searcher.search(query, limit=1))


def _counted(found: SearchResult) -> int:
    """How many documents were found in all."""
    return int(found.count)  # type: ignore[attr-defined]  # the binding's stub does not know it


def _undated(searcher: Searcher, search: Search, count: int, counted: Facets) -> int:
    if any(clause.name in PERIOD for clause in search.clauses):
        query = match.every([search.query(without=PERIOD), filters.UNDATED])
        return _count(searcher, query)
    return count - sum(year.count for year in counted["year"])


def _notes(keys: Sequence[int]) -> dict[int, list[tuple[str, str, str | None]]]:
    notes: dict[int, list[tuple[str, str, str | None]]] = defaultdict(list)
    rows = Note.objects.filter(document__in=keys).order_by("document_id", "order")
    for key, name, text, page in rows.values_list("document", "identifier", "text", "page__identifier"):
        notes[key].append((name, text, page))
    return notes
