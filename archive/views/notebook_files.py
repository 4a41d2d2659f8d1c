"""The notebook taken along as a file, and notes from other files taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from archive.annotations import foreign, importing
from archive.annotations.filters import NotebookFilter
from archive.annotations.foreign import Unreadable
from archive.exports import notebook as exports
from archive.exports import notebook_files
from archive.exports.notebook_files import FORMS
from archive.models import Annotation

from . import preferences
from .accounts import for_readers, reader

COUNTED = "X-Total-Count"  # how many notes will come: a stream has no length
TOLD = 200  # outcomes of each kind that are listed
STATES = (
    (importing.LEFT, "Left for the next time: choose the same file again"),
    (importing.REFUSED, "Not taken in"),
    (importing.LOST, "Taken in, but its words were not found in the document"),
    (importing.CHANGED, "Taken in, on words that are not quite the same"),
    (importing.PLACED, "Taken in"),
    (importing.THERE, "There already"),
)


@for_readers
@require_safe
def file(request: HttpRequest, form: str) -> HttpResponseBase:
    """All of one's own notes, or those asked for, as a file, streamed."""
    asked = NotebookFilter(request.GET, Annotation.objects.of(reader(request)))
    if asked.faults:
        faults = [{"parameter": label, "message": said} for label, said in asked.faults]
        return JsonResponse({"error": faults[0]["message"], "faults": faults}, status=400)
    kind = FORMS[form]
    entries = exports.entries(exports.all_of(asked.notes), preferences.style(request).slug)
    response = StreamingHttpResponse(notebook_files.pieces(kind, entries), content_type=kind.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="notebook.{form}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers[COUNTED] = str(asked.notes.count())
    return response


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Notes from a file into the notebook, with a report of what became of each."""
    context: dict[str, object] = {"largest": foreign.LARGEST // 1024 // 1024, "at_once": importing.AT_ONCE}
    if request.method != "POST":
        return render(request, "notebook/import.html", context)
    given = request.FILES.get("file")
    if given is None:
        return render(request, "notebook/import.html", context | {"refused": "Choose a file."}, status=400)
    try:
        report = importing.take_in(reader(request), given.read(foreign.LARGEST + 1))
    except Unreadable as error:
        context |= {"refused": f"{(given.name or 'The file')[:200]}: {error}", "faults": error.faults}
        return render(request, "notebook/import.html", context, status=400)
    told = [(said, len(some), some[:TOLD]) for state, said in STATES if (some := report.of(state))]
    return render(request, "notebook/import.html", context | {"told": told})
