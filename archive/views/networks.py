"""Who corresponded with whom, in a search's documents or around an actor: a picture and a table, GEXF and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports import network
from archive.models import Entity
from archive.reading import networks
from archive.reading.correspondence import AMONG
from archive.reading.networks import Network
from archive.search import choices, query
from archive.search.filters import SearchFilter
from archive.search.searches import Parameters, Search

from . import search as searching
from .entities import at_address
from .validators import edition, passing

GEXF, CSV = "gexf", "csv"
CONTENT_TYPES = {GEXF: "application/gexf+xml; charset=utf-8", CSV: "text/csv; charset=utf-8; header=present"}


def _asked(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the search that an address asks for; what cannot be read is told as the search page tells it."""

    @require_safe
    @edition
    def answered(request: HttpRequest, **rest: str) -> HttpResponseBase:
        asked = SearchFilter(request.GET)
        return view(request, asked.search, **rest) if asked.form.is_valid() else searching.search(request)

    return answered


@_asked
def of_search(request: HttpRequest, search: Search) -> HttpResponse:
    """The network of a search's documents."""
    found = networks.of_search(search)
    context = {
        "search": search,
        "asked": search.parameters.minus("sort"),
        "searched": search.words,
        "understood": query.sentence(search.tree),
        "filters": choices.filters(search),
    }
    return _page(request, found, context)


@_asked
def search_file(request: HttpRequest, search: Search, form: str) -> StreamingHttpResponse:
    """The whole network of a search's documents, as a file."""
    asked = search.parameters.minus("sort")
    said = ", ".join(filter(None, [query.sentence(search.tree), *(clause.said for clause in search.clauses)]))
    return _file(networks.told(networks.pairs_of_search(search), asked), form, "network", said or "every document")


@at_address
def of_actor(request: HttpRequest, actor: Entity) -> HttpResponse:
    """The network around an actor."""
    return _page(request, networks.of_actor(actor), {"actor": actor, "among": AMONG})


@at_address
def actor_file(request: HttpRequest, actor: Entity, form: str) -> StreamingHttpResponse:
    """The whole network around an actor, as a file."""
    letters = networks.told(networks.pairs_of_actor(actor), Parameters())
    return _file(letters, form, actor.slug, str(actor))


def _page(request: HttpRequest, found: Network, context: dict[str, Any]) -> HttpResponse:
    return passing(render(request, "entities/network.html", context | {"network": found}), found.is_current)


def _file(letters: Iterable[Any], form: str, name: str, said: str) -> StreamingHttpResponse:
    lines: Iterator[str]
    if form == GEXF:
        lines = network.gexf(list(letters), f"Who wrote to whom: {said}", settings.SITE_URL)
    else:
        lines = network.csv_lines(letters, settings.SITE_URL)
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
