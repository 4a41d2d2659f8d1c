"""For harvesters: the archive's records by OAI-PMH, and its letters as an index."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.exports import correspondence, oai
from archive.models import Volume
from archive.reading import addresses

from .validators import edition


@csrf_exempt  # the protocol asks by POST too, and nothing is changed by it
@require_http_methods(["GET", "HEAD", "POST"])
def repository(request: HttpRequest) -> HttpResponse:
    """The answer to one request of OAI-PMH 2.0."""
    given = request.POST if request.method == "POST" else request.GET
    asked = [(name, value) for name, values in given.lists() for value in values]
    response = HttpResponse(oai.Server(asked).answer(), content_type="text/xml; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
@edition
def letters(request: HttpRequest) -> StreamingHttpResponse:
    """The letters of the whole archive as CMIF, streamed."""
    volumes = Volume.objects.shown().order_by("identifier")
    return _index(correspondence.pieces(volumes, f"{settings.SITE_URL}{request.path}", "Letters in Chancery"))


@require_safe
@edition
def letters_of_volume(request: HttpRequest, volume: str) -> StreamingHttpResponse:
    """The letters of a volume as CMIF, streamed."""
    found = addresses.find_volume(volume)
    address = f"{settings.SITE_URL}{request.path}"
    return _index(correspondence.pieces([found], address, f"Letters in {found.title}"))


def _index(pieces: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=correspondence.CONTENT_TYPE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
