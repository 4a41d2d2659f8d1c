"""Documents, sections and printed pages: what stands behind a volume in an address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports import linked_data, plain_text, record_json, tei
from archive.models import Document, Page, Section
from archive.reading import addresses, cited, contents, errand, pages, quoting
from archive.reading.addresses import Missing, Moved
from archive.reading.errand import Errand
from archive.reading.noted import Beside, Notes
from archive.store import read

from . import citations, facsimiles, heads, preferences
from .validators import edition, noted_edition


@require_safe
@facsimiles.allowed
@noted_edition
def slot(request: HttpRequest, volume: str, identifier: str, notes: Notes) -> HttpResponse:
    """A document's first reading page, a section, or a printed page: the three share one slot."""
    asked = errand.of(request.GET, volume, identifier)
    try:
        return _reading(request, pages.reading(volume, identifier, shades=_shades(request, asked, notes)), asked, notes)
    except Missing:
        if page := addresses.find_page(volume, identifier):
            return _printed(request, page, notes)
        if section := addresses.find_section(volume, identifier):
            return _section(request, section)
        return _whole(request, pages.full(volume, identifier), None, notes)  # a document without any text has no page


@require_safe
@facsimiles.allowed
@noted_edition
def reading(request: HttpRequest, volume: str, document: str, page: str, notes: Notes) -> HttpResponse:
    """One printed page of a document; another page of the volume leads to the printed page."""
    asked = errand.of(request.GET, volume, document)
    try:
        return _reading(request, pages.reading(volume, document, page, _shades(request, asked, notes)), asked, notes)
    except Moved as moved:
        if moved.address == addresses.slot(volume, page):
            return HttpResponseRedirect(moved.address)
        raise


@require_safe
@noted_edition
def full(request: HttpRequest, volume: str, document: str, notes: Notes) -> HttpResponse:
    """The whole document with its page marks."""
    asked = errand.of(request.GET, volume, document)
    return _whole(request, pages.full(volume, document, _shades(request, asked, notes)), asked, notes)


@require_safe
@edition
def document_json(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A document or section as JSON."""
    row = addresses.find_document(volume, document)
    marked = {page.id: page for page in read.pages(row)}
    frame = row.frame
    neighbours = (frame["previous"] and frame["previous"][0], frame["next"] and frame["next"][0])
    return JsonResponse(
        record_json.document(read.of([row])[0], volume, marked, read.slugs(row), read.seats(row), neighbours)
    )


@require_safe
@edition
def document_text(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A document or section as plain text."""
    record = read.of([addresses.find_document(volume, document)])[0]
    return HttpResponse(plain_text.document(record), content_type="text/plain; charset=utf-8")


@require_safe
@edition
def document_tei(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A document or section as TEI."""
    return HttpResponse(tei.document(addresses.find_document(volume, document)), content_type=tei.TYPE)


def _shades(request: HttpRequest, asked: Errand | None, notes: Notes) -> pages.Shades:
    """What is laid over the text: the hits of a search, a passage that the address names, and highlights."""
    return notes.over(quoting.marked(asked.shades if asked else pages.UNSHADED, request.GET.get("passage", "")))


def _reading(request: HttpRequest, found: pages.ReadingPage, asked: Errand | None, notes: Notes) -> HttpResponse:
    beside = notes.on(found.piece, found.page.identifier)
    if found.document.is_section:
        return _section(request, found.document.of_section or found.document.section, found, asked, beside)
    context = {"reading": found, "piece": found.piece, "beside": beside, **_errand(asked, found.page)}
    context |= _imaged(request, found, context)
    return render(request, "documents/reading.html", context | _around(request, found.document, found.page))


def _whole(request: HttpRequest, piece: pages.Piece, asked: Errand | None, notes: Notes) -> HttpResponse:
    context = {"piece": piece, "beside": notes.whole(piece), **_errand(asked), **_around(request, piece.document)}
    return render(request, "documents/full.html", context)


def _section(
    request: HttpRequest,
    section: Section | None,
    found: pages.ReadingPage | None = None,
    asked: Errand | None = None,
    beside: Beside | None = None,
) -> HttpResponse:
    if section is None:
        raise Missing("section")
    if section.volume.is_withdrawn:
        raise addresses.Withdrawn(section.volume.withdrawn_reason)
    context = {"section": section, "volume": section.volume, "contents": contents.within(section)}
    if found is not None:
        context |= {"reading": found, "piece": found.piece, "beside": beside, **_errand(asked, found.page)}
        context |= _imaged(request, found, context)
        context |= _around(request, found.document, found.page)
    else:
        context |= {**heads.at(request.path), "json_ld": linked_data.section(section, settings.SITE_URL)}
    return render(request, "documents/section.html", context)


def _errand(asked: Errand | None, page: Page | None = None) -> dict[str, object]:
    """What a view of a document shows of the search that led to it."""
    if asked is None:
        return {}
    return {"bar": asked.bar(page.identifier if page else ""), "trail": f"?{asked.carried}"}


def _imaged(request: HttpRequest, found: pages.ReadingPage, shown: dict[str, object]) -> dict[str, object]:
    """What a reading page says of its image, and what its links carry on."""
    trail = facsimiles.carried(request, str(shown.get("trail", "")))
    return {**facsimiles.beside(request, found.document.volume, found.page), "trail": trail}


def _printed(request: HttpRequest, page: Page, notes: Notes) -> HttpResponse:
    if page.volume.is_withdrawn:
        raise addresses.Withdrawn(page.volume.withdrawn_reason)
    printed = notes.laid(pages.printed(page))
    besides = [notes.on(piece, page.identifier) for piece in printed.pieces]
    context = {"printed": printed, "besides": besides, "volume": page.volume, **heads.at(request.path)}
    context["json_ld"] = linked_data.printed_page(printed, settings.SITE_URL)
    context |= {**facsimiles.beside(request, page.volume, page), "trail": facsimiles.carried(request)}
    return render(request, "pages/printed.html", context)


def _around(request: HttpRequest, document: Document, page: Page | None = None) -> dict[str, object]:
    """What every view of a document shows around its text."""
    frame = document.frame
    around = {"document": document, "volume": document.volume, "crumbs": frame["crumbs"], "pages": frame["pages"]}
    found = cited.of(document, page)
    return around | citations.block(found, preferences.style(request)) | heads.of(found)
