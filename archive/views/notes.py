"""Readers' notes on a text: writing, changing, answering and reporting them, by forms that scripts may ask for too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from archive.annotations import moderation, notebook
from archive.annotations.placing import NotebookError
from archive.annotations.selectors import AnnotationError
from archive.models import Annotation
from archive.models.annotation import Standing, Visibility
from archive.reading import addresses, noted
from archive.reading.quoting import Unquotable

from . import notes_places, preferences
from .accounts import for_readers, reader
from .notes_forms import FlagForm, MoveForm, NewNoteForm, NoteForm, ReplyForm

CONFLICT, FORBIDDEN = 409, 403
FORM = require_http_methods(["GET", "HEAD", "POST"])
ACTS: dict[str, tuple[str, str]] = {  # what is said when it is done, and what undoes it
    "share": ("Whoever has its link sees this note now.", "withdraw"),
    "publish": ("This note is public.", "withdraw"),
    "withdraw": ("Only you see this note now.", ""),
    "confirm": ("This note stands where it should.", ""),
    "delete": ("The note is deleted.", "undelete"),
    "undelete": ("The note is back.", "delete"),
    "restore": ("The note says what it said before.", "restore"),
}


@for_readers
@FORM
def new(request: HttpRequest, volume: str, document: str) -> HttpResponse:
    """A new note: on a passage, on words that are looked for, or on the whole text or page."""
    on = addresses.find_document(volume, document)
    form = NewNoteForm(request.POST or None, initial=notes_places.asked(on, request))
    context: dict[str, Any] = {"title": "Write a note", "document": on, "form": form, "save": "Save"}
    if form.is_valid():
        try:
            selector, footnote = notes_places.selected(on, form.cleaned_data)
            page = "" if selector.selects_text else form.cleaned_data["page"]
            visibility = form.cleaned_data["visibility"] or Visibility.PRIVATE
            made = notebook.create(
                reader(request), on, form.content(), selector, footnote=footnote, page=page, visibility=visibility
            )
        except (NotebookError, AnnotationError, Unquotable) as error:
            context["places"] = notes_places.complain(form, error, on)
        else:
            return _done(request, made, "Your note is saved.", "delete")
    return _form(request, context)


@for_readers
@FORM
def edit(request: HttpRequest, address: UUID) -> HttpResponse:
    """Let a note say something else. Who began before another saved is shown both, and decides."""
    row = _of_theirs(request, address, is_deleted=request.method == "POST")
    form = NoteForm(request.POST or None, initial=_said(row))
    context: dict[str, Any] = {"title": "Change a note", "document": row.document, "form": form, "on": row}
    if form.is_valid():
        try:
            changed = _changed(row, reader(request), form)
        except notebook.Conflict as error:
            return _both(request, context, error)
        except notebook.Gone:
            return _gone(request, context, row)
        except (NotebookError, AnnotationError) as error:
            form.add_error(None, str(error))
        else:
            return _done(request, changed, "Your note is changed.", "restore" if changed.version > row.version else "")
    return _form(request, context | {"before": notebook.before(row)})


@for_readers
@FORM
def reply(request: HttpRequest, address: UUID) -> HttpResponse:
    """Answer a note that somebody else can see."""
    row = _seen(request, address)
    form = ReplyForm(request.POST or None)
    context: dict[str, Any] = {"title": "Answer a note", "document": row.document, "form": form, "answered": row}
    if form.is_valid():
        try:
            said = notebook.Content(form.cleaned_data["text"], tuple(form.cleaned_data["tags"].split(",")))
            made = notebook.reply(row, reader(request), said)
        except (NotebookError, AnnotationError) as error:
            form.add_error(None, str(error))
        else:
            waits = made.visibility == Visibility.PUBLIC and not made.is_public
            done = "Your answer is saved; others see it once a curator allows it." if waits else "Your answer is saved."
            return _done(request, made, done, "delete")
    return _form(request, context)


@for_readers
@FORM
def flag(request: HttpRequest, address: UUID) -> HttpResponse:
    """Tell the curators that something is wrong with another's note."""
    row = _seen(request, address)
    form = FlagForm(request.POST or None)
    context: dict[str, Any] = {"title": "Report a note", "document": row.document, "form": form, "answered": row}
    if form.is_valid():
        try:
            moderation.flag(row, reader(request), form.cleaned_data["reason"])
        except NotebookError as error:
            form.add_error(None, str(error))
        else:
            return _done(request, row, "A curator will look at this note.")
    return _form(request, context | {"save": "Report"})


@for_readers
@FORM
def place(request: HttpRequest, address: UUID) -> HttpResponse:
    """Old and new words of a note side by side, after a correction: its owner says where it stands."""
    row = _of_theirs(request, address)
    form = MoveForm(request.POST or None, initial={"version": row.version})
    context: dict[str, Any] = {"title": "Where a note stands", "document": row.document, "form": form, "row": row}
    context |= {
        "is_lost": row.standing == Standing.LOST,
        "places": notes_places.old(row),
        "note": _as_seen(request, row),
    }
    if form.is_valid():
        try:
            selector, footnote = notes_places.selected(row.document, form.cleaned_data)
            version = form.cleaned_data["version"]
            moved = notebook.move(row, reader(request), selector, version, footnote)
        except notebook.Conflict as error:
            form.add_error(None, str(error))
            context["row"] = error.present
        except (NotebookError, AnnotationError, Unquotable) as error:
            context["places"] = notes_places.complain(form, error, row.document) or context["places"]
        else:
            return _done(request, moved, "The note stands there now.")
    return render(request, "notes/place.html", context)


@for_readers
@require_POST
def act(request: HttpRequest, address: UUID, act: str) -> HttpResponse:
    """Share, publish, withdraw, confirm, delete a note, or bring it back."""
    if act not in ACTS:
        raise Http404
    user, back = reader(request), act == "undelete"
    row = _of_theirs(request, address, is_deleted=back)
    version = request.POST.get("version", "")
    known = {"version": int(version)} if version.isdecimal() and len(version) < 10 and not back else {}
    try:
        done = getattr(notebook, act)(row, user, **known)
    except NotebookError as error:
        return _refused(request, row, error)
    said, undo = ACTS[act]
    if act == "publish" and not done.is_public:
        said = "This note is public once a curator allows it."
    if act == "delete" and not preferences.wants_json(request):
        context = {"title": "The note is deleted", "document": row.document, "row": row}
        return render(request, "notes/deleted.html", context)
    return _done(request, done or row, said, undo)


def _of_theirs(request: HttpRequest, address: UUID, is_deleted: bool = False) -> Annotation:
    """A note that who asks may change, if it ``is_deleted`` too; of any other they are not even told whether it is
    there."""
    if is_deleted:
        gone = Annotation.objects.deleted_by(reader(request)).filter(address=address)
        if row := gone.select_related("document__volume").first():
            return row
    row = _seen(request, address)
    if not row.may_be_changed_by(reader(request)):
        raise Http404
    return row


def _seen(request: HttpRequest, address: UUID) -> Annotation:
    seen = Annotation.objects.at(address, reader(request)).select_related("document__volume", "owner").first()
    if seen is None:
        raise Http404
    return seen


def _as_seen(request: HttpRequest, row: Annotation) -> noted.Noted:
    return noted.shown(row, reader(request))


def _changed(row: Annotation, by: User, form: NoteForm) -> Annotation:
    """The note as its form says it. Who was told that it is deleted, and saves it again, wants it back."""
    version = form.cleaned_data["version"]
    if row.deleted_at is not None and version == row.version:
        version = notebook.undelete(row, by).version
    return notebook.edit(row, by, form.content(row), version)


def _said(row: Annotation) -> dict[str, Any]:
    return {"text": row.text, "tags": ", ".join(row.tags), "colour": row.colour, "version": row.version}


def _form(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    form, on = context["form"], context.get("on")
    quote = form["quote"].value() if "quote" in form.fields else on.quote if on else ""
    shown: dict[str, Any] = {
        "save": "Save",
        "quote": quote,
        "places": [],
        "present": None,
        "answered": None,
        "before": None,
    }
    return render(request, "notes/form.html", shown | context, status=status)


def _both(request: HttpRequest, context: dict[str, Any], error: notebook.Conflict) -> HttpResponse:
    """What the note says now, and what was to be saved: with the new version, so that saving again means it."""
    form = context["form"]
    form.data = form.data.copy()
    form.data["version"] = str(error.present.version)
    form.add_error(None, str(error))
    context |= {"present": _as_seen(request, error.present), "save": "Save mine instead"}
    return _form(request, context, CONFLICT)


def _gone(request: HttpRequest, context: dict[str, Any], row: Annotation) -> HttpResponse:
    """What was to be saved, of a note that was deleted meanwhile."""
    form = context["form"]
    form.data = form.data.copy()
    form.data["version"] = str(row.version)
    form.add_error(None, "This note has been deleted since you opened it. Save what you wrote, and it is back.")
    return _form(request, context | {"save": "Save it and bring it back"}, CONFLICT)


def _refused(request: HttpRequest, row: Annotation, error: NotebookError) -> HttpResponse:
    status = CONFLICT if isinstance(error, notebook.Conflict) else FORBIDDEN
    if preferences.wants_json(request):
        return JsonResponse({"error": str(error)}, status=status)
    context = {"title": "That was not done", "document": row.document, "row": row, "error": str(error)}
    return render(request, "notes/deleted.html", context, status=status)


def _done(request: HttpRequest, row: Annotation, said: str, undo: str = "") -> HttpResponse:
    """Back to the text; for scripts what was done, and how it is undone."""
    if not preferences.wants_json(request):
        return HttpResponseRedirect(noted.where(row))
    undoes = reverse("note-act", args=[row.address, undo]) if undo else None
    return JsonResponse({"said": said, "undo": undoes, "note": str(row.address), "version": row.version})
