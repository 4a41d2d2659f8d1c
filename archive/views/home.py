"""The entrance and the library."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Volume

from .validators import edition


@require_safe
@edition
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds and the ways into it."""
    return render(request, "home.html", {"volumes": Volume.objects.shown().in_library_order()})


@require_safe
@edition
def library(request: HttpRequest) -> HttpResponse:
    """Every volume."""
    return render(request, "volumes/library.html", {"volumes": Volume.objects.shown().in_library_order()})


@require_safe
def historical(request: HttpRequest, path: str = "") -> HttpResponse:
    """The addresses of history.state.gov, which name the same things."""
    path = quote(path.strip("/"))
    return HttpResponsePermanentRedirect(f"/volumes/{path}/" if path else "/volumes/")
