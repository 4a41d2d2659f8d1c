"""A search's result for machines, at the address of the search with another suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.citations import item
from archive.exports import citation_files, found
from archive.exports.citation_files import FORMS
from archive.models import Document
from archive.reading.addresses import Missing
from archive.search import index, query, results
from archive.search.filters import SearchFilter
from archive.search.searches import Search
from archive.store import heads

from .validators import edition, passing

BATCH = item.AT_A_TIME  # documents
EVERY = 10_000_000  # more than any archive of this kind holds
MOST_CHOSEN = 1_000  # documents that one address may name
COUNTED = "X-Total-Count"  # how many records will come: a stream has no length

Written = Callable[[Iterator[Document]], Iterator[str | bytes]]


def _asked(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the search that an address asks for; 400 with what is wrong for one that cannot be read."""

    @require_safe
    @edition
    def answered(request: HttpRequest, **named: str) -> HttpResponseBase:
        asked = SearchFilter(request.GET)
        if asked.form.is_valid():
            return view(request, asked.search, **named)
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
    """The whole result, or the documents that ``id`` names, as a table, streamed."""
    return _streamed(request, search, "csv", lambda documents: found.csv_lines(documents, settings.SITE_URL))


@_asked
def search_citations(request: HttpRequest, search: Search, form: str) -> HttpResponseBase:
    """The same as citations for reference managers."""
    return _streamed(request, search, form, lambda docs: citation_files.pieces(FORMS[form], item.many(docs)))


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


def _streamed(request: HttpRequest, search: Search, form: str, written: Written) -> HttpResponseBase:
    """A file of many documents: what is sent is never held."""
    is_current = index.reader().is_current
    chosen = request.GET.getlist("id")
    if not chosen and "chosen" in request.GET:
        return _nothing_chosen(request)
    keys = _chosen(chosen) if chosen else results.keys(search, 0, EVERY)[1]
    sent = citation_files.honest(FORMS[form], written(_documents(keys)))
    response = StreamingHttpResponse(sent, content_type=FORMS[form].content_type)
    name = "selection" if chosen else "search"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers[COUNTED] = str(len(keys))
    return passing(response, is_current)


def _nothing_chosen(request: HttpRequest) -> HttpResponse:
    said = {"error": "Of the results none was chosen: tick those that you want, and ask again."}
    return render(request, "cite/refused.html", {**said, "path": "/search/"}, status=400)


def _chosen(ids: Sequence[str]) -> list[int]:
    """The primary keys of documents by their ids in the archive, in the order in which they are named."""
    if len(ids) > MOST_CHOSEN:
        raise BadRequest(f"more than {MOST_CHOSEN} documents")
    parts = [_parts(one) for one in dict.fromkeys(ids)]
    named = reduce(or_, (Q(volume__identifier=volume, identifier=name) for volume, name in parts))
    rows = Document.objects.shown().filter(named).values_list("volume__identifier", "identifier", "pk")
    keys = {(volume, name): key for volume, name, key in rows}
    for part in parts:
        if part not in keys:
            raise Missing("/".join(part))
    return [keys[part] for part in parts]


def _parts(name: str) -> tuple[str, str]:
    """Volume and identifier of ``frus1934v05/d41``."""
    volume, slash, identifier = name.partition("/")
    if not slash or "\0" in name:  # which the database takes in no text
        raise Missing("document of that id")
    return volume, identifier


def _documents(keys: list[int]) -> Iterator[Document]:
    """The documents with these primary keys in their order, some at a time."""
    shown = Document.objects.shown().select_related("volume").lean()
    for begin in range(0, len(keys), BATCH):
        some = keys[begin : begin + BATCH]
        rows = shown.in_bulk(some)
        yield from (rows[key] for key in some if key in rows)
