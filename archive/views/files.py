"""The dossier of one State file number."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading import dossiers
from archive.reading.addresses import Missing

from . import heads
from .validators import edition

PER_PAGE = 100


@require_safe
@edition
def dossier(request: HttpRequest, number: str) -> HttpResponse:
    """Every document of a file number, in date order."""
    number = number.strip("/")
    if "\0" in number:  # which the database takes in no text
        raise Missing("file of that number")
    listed = Paginator(dossiers.of_file(number), PER_PAGE).get_page(request.GET.get("page"))
    if not listed.paginator.count:
        raise Missing(f"file {number}")
    listed.object_list = list(listed.object_list)
    context = {"number": number, "file_class": dossiers.file_class(number), "listed": listed}
    return render(request, "files/dossier.html", context | heads.coins(listed.object_list))
