"""What belongs with a document: a page of its own, from which the reading page takes its lists."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading import addresses
from archive.search import related as relations

from .validators import edition, passing


@require_safe
@edition
def related(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """The documents most like one, those of its file, and the same correspondents' of its month."""
    row = addresses.find_document(volume, document)
    found = relations.of(row)
    context = {"document": row, "volume": row.volume, "crumbs": row.frame["crumbs"], "related": found}
    return passing(render(request, "documents/related.html", context), found.is_current)
