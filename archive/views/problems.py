"""When there is no page to show: missing, withdrawn, moved, forbidden, broken; each answer helps on."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import F, Func, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render

from archive.models import Document, Page, Volume
from archive.reading.addresses import Missing, Moved, Withdrawn
from archive.search import index
from archive.search.index import Unavailable

JSON = ".json"
SECONDS_TO_WAIT = 5
BEHIND_SLOT = re.compile(r"/volumes/[^/]+/[^/.?]+([/.?].*)")


class ReadingErrors:
    """Middleware that turns what the reading room and the search raise into answers: 404, 410, 301 and 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An answer for the errors of the reading room, None for any other."""
        if isinstance(exception, Missing):
            return missing(request, exception)
        if isinstance(exception, Withdrawn):
            return withdrawn(request, exception)
        if isinstance(exception, Moved):
            return moved(request, exception)
        if isinstance(exception, Unavailable):
            return preparing(request)
        return None


def missing(request: HttpRequest, error: Missing) -> HttpResponse:
    """404, with the volume's nearest pages or the volumes there are."""
    if request.path.endswith(JSON):
        return JsonResponse({"error": f"there is no {error.wanted}"}, status=404)
    context = {
        "wanted": error.wanted,
        "volume": error.volume,
        "pages": nearest_pages(error.volume, error.wanted) if error.volume else [],
        "volumes": Volume.objects.shown().in_library_order()[:20] if error.volume is None else [],
    }
    return render(request, "404.html", context, status=404)


def preparing(request: HttpRequest) -> HttpResponse:
    """503 while there is no index to search: how far it is, and when to come again."""
    left = index.pending()
    if request.path.endswith(JSON):
        response: HttpResponse = JsonResponse({"error": f"the index is being made; {left} documents to go"}, status=503)
    else:
        response = render(request, "503.html", {"left": left, "held": Document.objects.shown().count()}, status=503)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def nearest_pages(volume: Volume, wanted: str) -> QuerySet[Page] | list[Page]:
    """The pages of a volume whose numbers are nearest to that in ``pg_740``."""
    number = re.fullmatch(r"pg_(\d{1,6})", wanted)
    if number is None:
        return []
    numbered = volume.pages.filter(label__regex=r"^\d{1,6}$")
    distance = Func(F("label"), function="abs", template=f"abs(%(expressions)s::integer - {int(number[1])})")
    return numbered.annotate(distance=distance).order_by("distance")[:5]


def withdrawn(request: HttpRequest, error: Withdrawn) -> HttpResponse:
    """410, with the reason."""
    if request.path.endswith(JSON):
        return JsonResponse({"error": error.reason}, status=410)
    return render(request, "410.html", {"reason": error.reason}, status=410)


def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    """301 to the address it has now; what stood behind the old one is kept: a page, a machine's suffix, a query."""
    behind = BEHIND_SLOT.fullmatch(request.get_full_path())
    return HttpResponsePermanentRedirect(error.address.rstrip("/") + behind[1] if behind else error.address)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address that is none of the site's."""
    return missing(request, Missing(request.path))
