"""Page images for viewers of the IIIF: manifests, their canvases and texts, and the search in them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from archive.exports import iiif, iiif_text
from archive.exports.iiif import Json, Place
from archive.exports.iiif_text import Asked
from archive.models import Page, Volume
from archive.reading import addresses
from archive.reading.addresses import Missing
from archive.reading.facsimile import Images
from archive.search import index
from archive.search.filters import SearchFilter

from .abroad import readable
from .validators import edition, passing


@require_safe
@readable
@edition
def collection(request: HttpRequest) -> HttpResponse:
    """The volumes that have page images."""
    volumes = Volume.objects.shown().exclude(image_template="").in_library_order()
    return _answer(iiif.collection(volumes, settings.SITE_URL))


@require_safe
@readable
@edition
def manifest(request: HttpRequest, volume: str) -> HttpResponse:
    """A volume."""
    return _answer(iiif.manifest(_volume(volume), settings.SITE_URL))


@require_safe
@readable
@edition
def document_manifest(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A document, or a section's own text."""
    found = addresses.find_document(volume, document)
    _check(found.volume)
    return _answer(iiif.document_manifest(found, settings.SITE_URL))


@require_safe
@readable
@edition
def canvas(request: HttpRequest, volume: str, page: str) -> HttpResponse:
    """A printed page."""
    found = _page(volume, page)
    place = Place(settings.SITE_URL, volume)
    return _answer({"@context": iiif.CONTEXT, **iiif.canvas(place, Images(found.volume), found)})


@require_safe
@readable
@edition
def text(request: HttpRequest, volume: str, page: str) -> HttpResponse:
    """What is printed on it."""
    return _answer(iiif_text.of_page(_page(volume, page), settings.SITE_URL))


@require_safe
@readable
@edition
def search(request: HttpRequest, volume: str) -> HttpResponse:
    """What the words of ``q`` find in a volume; 400 with what is wrong for words or a page that cannot be read."""
    _volume(volume)
    asked, words = QueryDict(mutable=True), request.GET.get("q", "").strip()
    asked.update({"q": words, "volume": volume, "page": request.GET.get("page") or "1"})
    wanted = SearchFilter(asked)
    if not wanted.form.is_valid():
        return JsonResponse({"error": wanted.faults()[0].message}, status=400)
    is_current = index.reader().is_current
    said = Asked(words, request.GET.dict(), wanted.search.page)
    return passing(_answer(iiif_text.found(Place(settings.SITE_URL, volume), wanted.search, said)), is_current)


def _volume(identifier: str) -> Volume:
    """A volume that has page images. Raises Missing or Withdrawn."""
    found = addresses.find_volume(identifier)
    _check(found)
    return found


def _check(volume: Volume) -> None:
    """Raises Missing for a volume without page images."""
    if not volume.image_template:
        raise Missing(f"page images of {volume.identifier}", volume)


def _page(volume: str, identifier: str) -> Page:
    found = addresses.find_page(_volume(volume).identifier, identifier)
    if found is None:
        raise Missing(identifier)
    return found


def _answer(said: Json) -> HttpResponse:
    return JsonResponse(said, content_type=iiif.TYPE)
