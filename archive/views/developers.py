"""What programs can ask for: a page with every address and form, each with a live example, and the same as OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import get_resolver, reverse
from django.views.decorators.http import require_safe

from archive.exports import openapi, pdf
from archive.exports.citation_files import FORMS
from archive.models import Document, Mention, Volume

from .validators import edition

Parts = dict[str, str]
Known = dict[str, Parts]  # by the first word of an address's name in the map
ANY = ""
PDF = "document-pdf"
NOTHING = {"volume": "", "document": ""}


@dataclass(frozen=True)
class Offer:
    """A kind of address: the ``name`` that the map gives it, what is ``said`` of it, in which ``form``; its ``query``
    and what stands in it but for examples (``parts``)."""

    name: str
    said: str
    form: str = ""
    query: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def pattern(self) -> str:
        """The address with its parts in braces."""
        route, names = _route(self.name)
        return f"/{route % ({name: f'{{{name}}}' for name in names} | dict(self.parts))}{self.query}"

    def example(self, known: Known) -> str:
        """The address of something that the archive has; "" where it has nothing of the kind."""
        _, names = _route(self.name)
        parts = {**NOTHING, **known[ANY], **known.get(self.name.partition("-")[0], {}), **dict(self.parts)}
        wanted = {name: parts.get(name, "") for name in names}
        if not all(wanted.values()):
            return ""
        return reverse(self.name, kwargs=wanted) + self.query.format_map(parts)


def _route(name: str) -> tuple[str, list[str]]:
    """What the map has under a name: the route, and the names of what stands in it."""
    (routes, *_), *_ = get_resolver().reverse_dict.getlist(name)
    route, names = routes[0]
    return route, names


def _each(name: str, said: str, forms: Mapping[str, str], query: str = "") -> Iterator[Offer]:
    """An address that has several forms by its suffix."""
    for suffix, form in forms.items():
        yield Offer(name, said, form, query, (("form", suffix),))


CITATIONS = {suffix: form.title for suffix, form in FORMS.items()}
REFERENCES = {suffix: title for suffix, title in CITATIONS.items() if suffix != "csv"}  # of a search, which has its own
NETWORKS = {"gexf": "GEXF", "csv": "CSV"}
OFFERED: dict[str, tuple[Offer, ...]] = {
    "Volumes": (
        Offer("volume-json", "A volume: description, contents, the ids of its documents", "JSON"),
        Offer("volume-text", "All its texts", "plain text"),
        Offer("volume-epub", "The volume as a book", "EPUB 3"),
        *_each("volume-citation", "The volume as one item", CITATIONS),
    ),
    "Documents and sections": (
        Offer("document-json", "A text with pages, notes, names and all offsets", "JSON"),
        Offer("document-text", "The text alone", "plain text"),
        Offer("slot-epub", "The text as a book; of a section with its documents", "EPUB 3"),
        Offer(PDF, "The text as a document to print, where the archive makes such", "PDF"),
        *_each("slot-citation", "As an item for reference managers", CITATIONS),
        *_each("page-citation", "One printed page of it", CITATIONS),
        Offer("slot-cite", "The finished citation; ask for application/json", "JSON", "?style=chicago-note"),
    ),
    "Searches": (
        Offer("search-json", "A page of a result with its facets", "JSON", "?q=telegram"),
        Offer("search-atom", "The same as a feed", "Atom", "?q=telegram&sort=-date"),
        Offer("search-csv", "The whole result", "CSV", "?q=telegram"),
        *_each("search-citations", "The whole result", REFERENCES, "?q=telegram"),
        *_each("search-network-file", "Who wrote to whom in a result", NETWORKS, "?q=telegram"),
        Offer("suggestions", "What the beginning of a query may mean", "JSON", "?q=tel"),
        Offer("opensearch", "The description for browsers", "OpenSearch"),
    ),
    "Places and actors": (
        Offer("place-json", "A place with its documents and company", "JSON"),
        Offer("actor-json", "An actor with documents and correspondents", "JSON"),
        *_each("actor-network-file", "Who wrote to whom around an actor", NETWORKS),
    ),
    "Citations": (
        Offer("cite", "What a pasted citation means; ask for application/json", "JSON", "?q={volume}/{document}"),
    ),
    "Page images": (
        Offer("iiif", "The volumes that have images of their pages", "IIIF collection"),
        Offer("iiif-manifest", "A volume: a canvas for each printed page, its contents as ranges", "IIIF manifest"),
        Offer("iiif-document", "The pages of a document", "IIIF manifest"),
        Offer("iiif-canvas", "One printed page", "IIIF canvas"),
        Offer("iiif-text", "What stands on it", "IIIF annotations"),
        Offer("iiif-search", "A search in a volume, on its pages", "IIIF Content Search 2", "?q=the"),
    ),
    "Notes": (Offer("annotations", "Readers' notes, those that may be seen; ask for application/ld+json", "JSON-LD"),),
    "The archive": (
        Offer("openapi", "All that answers with JSON, described", "OpenAPI 3.1"),
        Offer("healthz", "Whether it can serve", "JSON"),
    ),
}


@require_safe
@edition
def page(request: HttpRequest) -> HttpResponse:
    """Every address that programs read."""
    known = _known()
    offered = {
        title: [(offer, offer.example(known)) for offer in offers if offer.name != PDF or pdf.is_offered()]
        for title, offers in OFFERED.items()
    }
    return render(request, "api/developers.html", {"offered": offered, "site": settings.SITE_URL})


@require_safe
@edition
def description(request: HttpRequest) -> HttpResponse:
    """The addresses that answer with JSON, as OpenAPI 3.1."""
    return JsonResponse(openapi.description(settings.SITE_URL, settings.RELEASE))


def _known() -> Known:
    """What examples are made of: the first volume with documents, a place and an actor that it names, and the first
    volume that has images."""
    volumes = Volume.objects.shown().filter(document_count__gt=0).in_library_order()
    volume, imaged = volumes.first(), volumes.exclude(image_template="").first()
    named = Mention.objects.filter(document__volume=volume).order_by("pk").values_list("entity__slug", flat=True)
    return {
        ANY: _text(volume) if volume else {},
        "place": {"slug": named.filter(kind="place").first() or ""},
        "actor": {"slug": named.exclude(kind="place").first() or ""},
        "iiif": _text(imaged) if imaged else dict.fromkeys(("volume", "document", "page"), ""),
    }


def _text(volume: Volume) -> Parts:
    """The first document of a volume, and its first page."""
    documents = Document.objects.shown().letters().in_volume(volume).filter(order__isnull=False)
    first = documents.lean().first()
    if first is None:
        return {"volume": volume.identifier}
    (page, *_), *_ = first.frame["pages"]
    name = first.identifier
    return {"volume": volume.identifier, "document": name, "identifier": name, "page": page}
