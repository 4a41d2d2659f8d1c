"""One volume: its page, and the same for machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports import plain_text, record_json, tei
from archive.models import Document
from archive.reading import addresses, cited, contents
from archive.store import read

from . import citations, heads, preferences
from .validators import edition

BATCH = 50


@require_safe
@edition
def volume(request: HttpRequest, volume: str) -> HttpResponse:
    """Description and contents."""
    found = addresses.find_volume(volume)
    itself = cited.of_volume(found)
    context = {"volume": found, "contents": contents.of(found), **heads.of(itself)}
    return render(request, "volumes/volume.html", context | citations.block(itself, preferences.style(request)))


@require_safe
@edition
def volume_json(request: HttpRequest, volume: str) -> HttpResponse:
    """The volume as JSON."""
    found = addresses.find_volume(volume)
    counts = {
        "documents": found.document_count,
        "pages": found.page_count,
        "notes": found.note_count,
        "enclosures": found.enclosure_count,
    }
    ids = [document.identifier for document in contents.documents(found)]
    return JsonResponse(record_json.volume(read.outline(found), counts, ids))


@require_safe
@edition
def volume_text(request: HttpRequest, volume: str) -> HttpResponseBase:
    """The texts of the volume as plain text, streamed."""
    found = addresses.find_volume(volume)
    texts = Document.objects.in_volume(found).filter(withdrawn_at=None, order__isnull=False)
    texts = texts.select_related("section")
    keys = list(texts.values_list("pk", flat=True))
    batches = (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))
    records = (record for batch in batches for record in read.of(texts.filter(pk__in=batch)))
    return StreamingHttpResponse(plain_text.volume(records), content_type="text/plain; charset=utf-8")


@require_safe
@edition
def volume_tei(request: HttpRequest, volume: str) -> HttpResponseBase:
    """The volume's source as it came; of a collection of transcripts, the TEI that its texts make, streamed."""
    return StreamingHttpResponse(tei.volume(addresses.find_volume(volume)), content_type=tei.TYPE)
