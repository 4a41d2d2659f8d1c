"""The desk's part about what readers write: notes that wait to be public, notes that were reported, reported errors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from archive.annotations import moderation, reports
from archive.annotations.placing import NotebookError
from archive.models import Annotation, ErrorReport
from archive.reading import reported

from .desk import curator, for_curators, number, page, typed

AT_ONCE = 20  # reports on a page
ALLOW, HIDE, KEEP, DONE = "allow", "hide", "keep", "done"
CHANGED = "Nothing was decided: choose one of the two."


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest) -> HttpResponse:
    """The next note that its owner wants to be public; a decision leads to the one behind it."""
    if request.method == "POST":
        return _ruled(request)
    context = {
        "note": reported.next_note(number(typed(request, "after"))),
        "left": Annotation.objects.awaiting().count(),
    }
    return render(request, "desk/notes.html", context)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def flags(request: HttpRequest) -> HttpResponse:
    """The next note that readers reported, with what they say of it."""
    if request.method == "POST":
        return _decided(request)
    note = reported.next_flagged(curator(request), number(typed(request, "after")))
    context = {
        "note": note,
        "flags": reported.flags(note) if note else [],
        "left": Annotation.objects.reported(curator(request)).count(),
    }
    return render(request, "desk/notes_flagged.html", context)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def errors(request: HttpRequest) -> HttpResponse:
    """Errors that readers reported: those that are open, or all."""
    if request.method == "POST":
        return _closed(request)
    every = typed(request, "show") == "all"
    listed = page(request, reported.reports(is_open=not every), AT_ONCE)
    context = {"listed": listed, "reports": [reported.in_sight(one) for one in listed], "every": every}
    return render(request, "desk/reports.html", context)


def _ruled(request: HttpRequest) -> HttpResponse:
    asked, said = number(request.POST.get("note", "")), request.POST.get("verdict", "")
    note = get_object_or_404(Annotation.objects.visible_to(curator(request)), pk=asked)
    read = number(request.POST.get("version", ""))
    try:
        if said not in (ALLOW, HIDE):
            raise moderation.Refused(CHANGED)
        rule = moderation.allow if said == ALLOW else moderation.hide
        rule(note, curator(request), read)
        done = "Everybody can read it now" if said == ALLOW else "Only its writer sees it"
        messages.success(request, f"{done}: the note on {note.document.id_in_archive}.")
    except NotebookError as error:
        messages.error(request, str(error))
    return _onward("desk-notes", asked)


def _decided(request: HttpRequest) -> HttpResponse:
    asked, said = number(request.POST.get("note", "")), request.POST.get("verdict", "")
    note = get_object_or_404(Annotation.objects.reported(curator(request)), pk=asked)
    told, word = reported.flags(note), request.POST.get("decision", "")
    read = number(request.POST.get("version", ""))
    try:
        if said not in (KEEP, HIDE):
            raise moderation.Refused(CHANGED)
        moderation.decide(told[0], curator(request), hides=said == HIDE, decision=word, version=read)
        done = "Taken out of sight" if said == HIDE else "Left as it is"
        messages.success(request, f"{done}: the note on {note.document.id_in_archive}.")
    except NotebookError as error:
        messages.error(request, str(error))
    return _onward("desk-flags", asked)


def _closed(request: HttpRequest) -> HttpResponse:
    told = get_object_or_404(ErrorReport, pk=number(request.POST.get("report", "")))
    word = request.POST.get("decision", "").strip()
    verdict = "Done." if request.POST.get("verdict") == DONE else "Not an error."
    try:
        reports.decide(told, curator(request), f"{verdict} {word}")
        messages.success(request, f"Decided: {verdict}")
    except NotebookError as error:
        messages.error(request, str(error))
    shown = {"show": "all"} if typed(request, "show") == "all" else None
    return HttpResponseRedirect(reverse("desk-reports", query=shown))


def _onward(name: str, after: int) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, query={"after": after}))
