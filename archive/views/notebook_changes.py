"""What a reader changes of a note where it stands in the notebook: plain forms, each answered by the page it is on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from archive.annotations import keeping, placing, selectors
from archive.annotations import notebook as service
from archive.annotations.keeping import Conflict, Content, Gone, NotYours, Refused
from archive.annotations.placing import NoSuchFootnote, WordsNotFound, WordsRepeated
from archive.annotations.selectors import WHOLE, AnnotationError, Selector
from archive.exports import notebook as exports
from archive.models import Annotation
from archive.models.annotation import Colour
from archive.reading import quoting
from archive.reading.quoting import Span

from . import preferences
from .accounts import for_readers, reader
from .notebook import offered

WHOLE_DOCUMENT = "whole"
UNDELETE, RESTORE = "undelete", "restore"  # what undoes what a message says; behind it the note's address

Change = Callable[[HttpRequest, Annotation], HttpResponseBase | None]
View = Callable[[HttpRequest, UUID], HttpResponseBase]


def _changing(change: Change) -> View:
    """A form on one's own note; back to where it was, with what cannot be done said there."""

    @for_readers
    @require_POST
    @wraps(change)
    def changed(request: HttpRequest, address: UUID) -> HttpResponseBase:
        note = Annotation.objects.filter(owner=reader(request), address=address).select_related("document__volume")
        held = note.first()
        if held is None:
            raise Http404("There is no such note, or it is not yours to change.")
        try:
            answer = change(request, held)
        except NotYours as error:
            raise Http404(str(error)) from error
        except (Gone, Refused, NoSuchFootnote, AnnotationError) as error:
            messages.error(request, str(error))
            answer = None
        return answer or redirect(_back(request, held))

    return changed


@_changing
def edit(request: HttpRequest, note: Annotation) -> HttpResponseBase | None:
    """Let a note say something else, or again what it said before; who was not the first is shown what it says now,
    and keeps what they wrote."""
    if RESTORE in request.POST:
        service.restore(note, reader(request))
        messages.success(request, "The note says what it said before.", extra_tags=f"{RESTORE} {note.address}")
        return None
    content = _content(request, note)
    try:
        changed = service.edit(note, reader(request), content, _version(request))
    except Conflict as conflict:
        context = {"note": conflict.present, "typed": content, "colours": Colour.choices, "back": _back(request, note)}
        return render(request, "notebook/conflict.html", context, status=409)
    undo = f"{RESTORE} {note.address}" if changed.version > note.version else ""
    messages.success(request, "The note is changed.", extra_tags=undo)
    return None


@_changing
def delete(request: HttpRequest, note: Annotation) -> HttpResponseBase | None:
    """Throw a note away; the page says so, with a button that brings it back."""
    try:
        service.delete(note, reader(request), _version(request))
    except Conflict as conflict:
        messages.error(request, f"{conflict} It was not deleted.")
        return None
    messages.success(request, "The note is deleted.", extra_tags=f"{UNDELETE} {note.address}")
    is_there = request.POST.get("back", "").startswith(note.get_absolute_url())
    return redirect("annotations") if is_there else None


@_changing
def undelete(request: HttpRequest, note: Annotation) -> HttpResponseBase | None:
    """Bring a note back."""
    service.undelete(note, reader(request))
    messages.success(request, "The note is back.")
    return None


@_changing
def confirm(request: HttpRequest, note: Annotation) -> HttpResponseBase | None:
    """It stands where it should."""
    try:
        service.confirm(note, reader(request), _version(request))
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return None
    messages.success(request, "The note stays where it stands.")
    return None


@_changing
def move(request: HttpRequest, note: Annotation) -> HttpResponseBase | None:
    """Let a note stand on other words of its document, or on the whole of it."""
    try:
        selector, footnote = _chosen(request, note)
        service.move(note, reader(request), selector, _version(request), footnote)
    except (WordsNotFound, WordsRepeated) as error:
        return _which(request, note, error)
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return None
    messages.success(request, "The note is moved.")
    return None


def _chosen(request: HttpRequest, note: Annotation) -> tuple[Selector, str]:
    """Where to: a place that was offered, words that are quoted, or the whole document."""
    to = request.POST.get("to", "")
    words = request.POST.get("words", "")
    if to == WHOLE_DOCUMENT:
        return WHOLE, ""
    span = quoting.read(to)
    if span is None:
        if not words.strip():
            raise Refused("Choose a place, or quote the words on which the note is to stand.")
        found = placing.of_words(note.document, words)
        span = Span(found.start, found.end, found.footnote)
    try:
        text = placing.text_of(note.document, span.note)
        return selectors.made(text, span.start, span.end), span.note
    except ValueError as error:
        raise WordsNotFound from error


def _which(request: HttpRequest, note: Annotation, error: WordsNotFound | WordsRepeated) -> HttpResponse:
    """Which of some places is meant."""
    offers = [
        offered(Span(found.start, found.end, found.footnote), found.before, found.quote, found.behind)
        for found in error.places
    ]
    (entry,) = exports.entries([note], preferences.style(request).slug)
    context = {"entry": entry, "offers": offers, "said": str(error), "words": request.POST.get("words", "")[:4_000]}
    return render(request, "notebook/move.html", {**context, "note": note, "back": _back(request, note)}, status=422)


def _content(request: HttpRequest, note: Annotation) -> Content:
    """What was typed; tags are told apart by commas, but for those that were left as they are."""
    said = keeping.content_of(note)
    text = request.POST.get("text", said.text).replace("\r\n", "\n")
    typed = request.POST.get("tags", ", ".join(said.tags))
    tags = said.tags if typed == ", ".join(said.tags) else tuple(typed.split(","))
    return replace(said, text=text, tags=tags, colour=request.POST.get("colour", said.colour))


def _version(request: HttpRequest) -> int | None:
    """Which version of the note was on the page."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _back(request: HttpRequest, note: Annotation) -> str:
    """The page of the notebook that the form was on, at the note."""
    home = reverse("annotations")
    back = request.POST.get("back", "").partition("#")[0]
    is_here = back.startswith(home) and url_has_allowed_host_and_scheme(back, None)
    return f"{back if is_here else home}#note-{note.address}"
