"""What programs can ask for: a page with every address and form, each with a live example, and the same as OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import get_resolver, reverse
from django.views.decorators.http import require_safe

from archive.exports import openapi, openapi_page, pdf, tei_text
from archive.exports.citation_files import FORMS
from archive.models import Document, Mention, Volume

from .validators import edition

Parts = dict[str, str]
Known = dict[str, Parts]  # by the first word of an address's name in the map
ANY = ""
PDF = "document-pdf"
RESOURCE = "?resource={site}/volumes/{volume}/"  # a volume, as DTS calls it
NOTHING = {"volume": "", "document": ""}


@dataclass(frozen=True)
class Offer:
    """A kind of address: the ``name`` that the map gives it, what is ``said`` of it, in which ``form``, with what
    ``query``; one that has several forms by its suffix has them in ``forms``."""

    name: str
    said: str
    form: str = ""
    query: str = ""
    forms: tuple[tuple[str, str], ...] = ()

    @property
    def pattern(self) -> str:
        """The address with its parts in braces."""
        route, names = _route(self.name)
        return f"/{route % {name: f'{{{name}}}' for name in names}}{self.query}"

    def examples(self, known: Known) -> list[tuple[str, str]]:
        """Each form with the address of something that the archive has; none where it has nothing of the kind."""
        _, names = _route(self.name)
        parts = {**NOTHING, "site": settings.SITE_URL, **known[ANY], **known.get(self.name.partition("-")[0], {})}
        offered = self.forms or (("", self.form),)
        if not all(parts.get(name) for name in names if name != "form"):
            return [(title, "") for _, title in offered]
        query = self.query.format_map(parts)
        made = {suffix: {name: parts.get(name, suffix) for name in names} for suffix, _ in offered}
        return [(title, reverse(self.name, kwargs=made[suffix]) + query) for suffix, title in offered]


def _route(name: str) -> tuple[str, list[str]]:
    """What the map has under a name: the route, and the names of what stands in it."""
    (routes, *_), *_ = get_resolver().reverse_dict.getlist(name)
    route, names = routes[0]
    return route, names


CITATIONS = tuple((suffix, form.title) for suffix, form in FORMS.items())
REFERENCES = tuple(each for each in CITATIONS if each[0] != "csv")  # of a search, which has a table of its own
NETWORKS = (("gexf", "GEXF"), ("csv", "CSV"))
OFFERED: dict[str, tuple[Offer, ...]] = {
    "Volumes": (
        Offer("volume-json", "A volume: description, contents, the ids of its documents", "JSON"),
        Offer("volume-text", "All its texts", "plain text"),
        Offer("volume-tei", "Its source as it came; of transcripts, what they make together", "TEI"),
        Offer("volume-epub", "The volume as a book", "EPUB 3"),
        Offer("volume-citation", "The volume as one item", forms=CITATIONS),
        Offer("volume-letters", "Its letters: who wrote to whom, when and where", "CMIF"),
        Offer("volumes-atom", "The newest volumes", "Atom"),
    ),
    "Documents and sections": (
        Offer("document-json", "A text with pages, notes, names and all offsets", "JSON"),
        Offer("document-text", "The text alone", "plain text"),
        Offer("document-tei", "The text with a header of its own: who wrote to whom, where it is printed", "TEI"),
        Offer("slot-epub", "The text as a book; of a section with its documents", "EPUB 3"),
        Offer(PDF, "The text as a document to print, where the archive makes such", "PDF"),
        Offer("slot-citation", "As an item for reference managers", forms=CITATIONS),
        Offer("page-citation", "One printed page of it", forms=CITATIONS),
        Offer("slot-cite", "The finished citation; ask for application/json", "JSON", "?style=chicago-note"),
    ),
    "Searches": (
        Offer("search-json", "A page of a result with its facets", "JSON", "?q=telegram"),
        Offer("search-atom", "The same as a feed", "Atom", "?q=telegram&sort=-date"),
        Offer("search-csv", "The whole result", "CSV", "?q=telegram"),
        Offer("search-citations", "The whole result", query="?q=telegram", forms=REFERENCES),
        Offer("search-network-file", "Who wrote to whom in a result", query="?q=telegram", forms=NETWORKS),
        Offer("suggestions", "What the beginning of a query may mean", "JSON", "?q=tel"),
        Offer("opensearch", "The description for browsers", "OpenSearch"),
    ),
    "Places and actors": (
        Offer("place-json", "A place with its documents and company", "JSON"),
        Offer("actor-json", "An actor with documents and correspondents", "JSON"),
        Offer("actor-network-file", "Who wrote to whom around an actor", forms=NETWORKS),
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
    "Texts by reference": (
        Offer("dts", "The entry: where the collections, the navigation and the texts are", "DTS 1.0"),
        Offer("dts-collection", "What the archive holds, volume by volume", "DTS 1.0"),
        Offer(
            "dts-navigation",
            "How a volume is cited: by documents, by printed pages",
            "DTS 1.0",
            RESOURCE + "&down=1",
        ),
        Offer(
            "dts-document",
            "A text, or part of one, as TEI",
            "DTS 1.0",
            RESOURCE + "&ref={document}",
        ),
    ),
    "Harvesting": (
        Offer(
            "oai", "Every record as it changes, by sets: Dublin Core and TEI headers", "OAI-PMH 2.0", "?verb=Identify"
        ),
        Offer("letters", "Who wrote to whom, when and whence, in the whole archive", "CMIF"),
        Offer("sitemap", "Every page, in parts", "sitemap"),
        Offer("robots", "What crawlers are asked to leave out", "plain text"),
    ),
    "Notes": (Offer("annotations", "Readers' notes, those that may be seen; ask for application/ld+json", "JSON-LD"),),
    "The archive": (
        Offer("tei-schema", "What stands in the TEI of a text, and what it means", "RELAX NG"),
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
        title: [(offer, offer.examples(known)) for offer in offers if offer.name != PDF or pdf.is_offered()]
        for title, offers in OFFERED.items()
    }
    return render(request, "api/developers.html", {"offered": offered, "site": settings.SITE_URL})


@require_safe
@edition
def reference(request: HttpRequest) -> HttpResponse:
    """What answers with JSON, with parameters, answers and shapes, in words."""
    told = openapi.description(settings.SITE_URL, settings.RELEASE)
    context = {"operations": openapi_page.operations(told), "shapes": openapi_page.shapes(told)}
    return render(request, "api/reference.html", context)


@require_safe
@edition
def description(request: HttpRequest) -> HttpResponse:
    """The addresses that answer with JSON, as OpenAPI 3.1."""
    return JsonResponse(openapi.description(settings.SITE_URL, settings.RELEASE))


@require_safe
@edition
def schema(request: HttpRequest) -> HttpResponse:
    """The schema of the archive's TEI (RELAX NG)."""
    return HttpResponse(tei_text.SCHEMA.read_bytes(), content_type="application/xml; charset=utf-8")


def _known() -> Known:
    """What examples are made of: the volume with most documents, a place and an actor that it names, and the first
    volume that has images."""
    volumes = Volume.objects.shown().filter(document_count__gt=0).order_by("-document_count", "identifier")
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
