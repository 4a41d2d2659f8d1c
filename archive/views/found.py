"""A search's result for machines, at the address of the search with another suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports import found
from archive.models import Document
from archive.search import query, results
from archive.search.filters import SearchFilter
from archive.search.searches import Search
from archive.store import heads

from .validators import edition, passing

BATCH = 500  # documents
EVERY = 10_000_000  # more than any archive of this kind holds


def _asked(view: Callable[[HttpRequest, Search], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of the search that an address asks for; 400 with what is wrong for one that cannot be read."""

    @require_safe
    @edition
    def answered(request: HttpRequest) -> HttpResponseBase:
        asked = SearchFilter(request.GET)
        if asked.form.is_valid():
            return view(request, asked.search)
        faults = [{"parameter": f.name, "message": f.message, "at": f.at} for f in asked.faults()]
        return JsonResponse({"error": faults[0]["message"], "faults": faults}, status=400)

    return answered


@_asked
def search_json(request: HttpRequest, search: Search) -> HttpResponseBase:
    """A page of the result as JSON."""
    result = results.of(search)
    keys = [row.document.pk for row in result.rows]
    return passing(JsonResponse(found.as_json(result, heads.of(keys))), result.is_current)


@_asked
def search_csv(request: HttpRequest, search: Search) -> HttpResponseBase:
    """The whole result as a table, streamed."""
    _, keys = results.keys(search, 0, EVERY)
    lines = found.csv_lines(_documents(keys), settings.SITE_URL)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="search.csv"'
    return response


@_asked
def search_atom(request: HttpRequest, search: Search) -> HttpResponseBase:
    """A page of the result as a feed."""
    result = results.of(search, most=0)
    title = f"Chancery: {query.sentence(search.tree) or 'every document'}"
    made = found.feed(result, title, settings.SITE_URL)
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return passing(response, result.is_current)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches the archive (OpenSearch 1.1)."""
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", {"site": settings.SITE_URL}, content_type=content_type)


def _documents(keys: list[int]) -> Iterator[Document]:
    """The documents with these primary keys in their order, some at a time."""
    shown = Document.objects.shown().select_related("volume").lean()
    for begin in range(0, len(keys), BATCH):
        some = keys[begin : begin + BATCH]
        rows = shown.in_bulk(some)
        yield from (rows[key] for key in some if key in rows)
