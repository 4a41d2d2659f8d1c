"""What a search box offers while a reader types, for the script that asks."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive.reading import addresses
from archive.search import index, suggest
from archive.search.suggest import Suggestion

SECONDS_KEPT = 60


@require_safe
@cache_control(max_age=SECONDS_KEPT)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Places, actors, file numbers and documents that ``q`` may be the beginning of; none while there is no index."""
    typed = request.GET.get("q", "")[: suggest.LONGEST]
    try:
        found = suggest.for_typing(typed)
    except index.Unavailable:
        found = []
    return JsonResponse({"query": typed, "suggestions": [_told(one) for one in found]})


def _told(one: Suggestion) -> dict[str, str]:
    return {"kind": one.kind, "text": one.text, "detail": one.detail, "url": _address(one)}


def _address(one: Suggestion) -> str:
    match one.kind:
        case suggest.FILE:
            return addresses.dossier(one.known_by)
        case suggest.DOCUMENT:
            return addresses.slot(*one.known_by.split("/"))
        case _:
            return f"{reverse('search')}?{urlencode({one.kind: one.known_by})}"
