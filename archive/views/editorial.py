"""The desk's part about the archive's own voice: editorial notes and corrections, written, changed, taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from archive.annotations import moderation, notebook, placing
from archive.annotations.keeping import Content, content_of
from archive.annotations.placing import Found, NotebookError, WordsNotFound, WordsRepeated
from archive.annotations.selectors import WHOLE, AnnotationError, Position, Quote, Selector
from archive.models import Annotation, Document
from archive.models.annotation import Voice
from archive.reading import addresses, quoting
from archive.reading.addresses import Missing, Moved, Withdrawn
from archive.reading.quoting import Unquotable

from .desk import curator, for_curators, number, page, typed

REFUSED = 409
ADDRESS = re.compile(r"(?:/volumes/)?/?([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)(?:/[A-Za-z0-9_./-]*)?")
NO_DOCUMENT = "Give the address of a document of this archive, such as /volumes/frus1934v05/d41/."


@dataclass(frozen=True, slots=True)
class Place:
    """One of several places that may be meant, as a form has it."""

    found: Found

    @property
    def value(self) -> str:
        """What the form sends."""
        return str(quoting.Span(self.found.start, self.found.end, self.found.footnote))


@for_curators
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What the archive says in its own voice, the last first; or only what stands on words that changed."""
    said = Annotation.objects.visible_to(curator(request)).of_the_archive().select_related("document__volume")
    said = said.defer("document__text", "document__tei").order_by("-modified", "-pk")
    only = typed(request, "show") == "changed"
    context = {"listed": page(request, said.unsettled() if only else said), "only": only}
    return render(request, "desk/editorial.html", context)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write an editorial note or a correction on words of a document."""
    if request.method != "POST":
        return render(request, "desk/editorial_new.html", {"said": _prefilled(request.GET)})
    said = request.POST
    context: dict[str, object] = {"said": said}
    try:
        document = _document(said.get("address", ""))
        found = _chosen(document, said.get("words", ""), said.get("place", ""))
        content = Content(said.get("text", "").strip())
        footnote, selector = (found.footnote, _selector(found)) if found else ("", WHOLE)
        voice = Voice.CORRECTION if said.get("voice") == Voice.CORRECTION else Voice.EDITORIAL
        moderation.say(curator(request), document, content, selector, voice=voice, footnote=footnote)
    except (NotebookError, AnnotationError) as error:
        context |= {"refused": str(error), "places": [Place(one) for one in getattr(error, "places", ())]}
        return render(request, "desk/editorial_new.html", context, status=REFUSED)
    messages.success(request, f"Everybody can read it now, in {document.id_in_archive}.")
    return redirect("desk-editorial")


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, note: int) -> HttpResponse:
    """Change what the archive says, confirm where it stands, take it back, or say it again."""
    archives = Annotation.objects.of_the_archive().select_related("document__volume")
    found = get_object_or_404(archives, pk=note)
    refused = _changed(request, found) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return HttpResponseRedirect(request.path)
    context = {
        "note": found,
        "refused": refused,
        "text": request.POST.get("text", found.text),
        "earlier": found.earlier.select_related("by"),
    }
    return render(request, "desk/editorial_one.html", context, status=REFUSED if refused else 200)


def _changed(request: HttpRequest, note: Annotation) -> str:
    """Do what a form asks; gives why it could not be done, or ""."""
    by, version = curator(request), number(request.POST.get("version", ""))
    try:
        match request.POST.get("act"):
            case "confirm":
                notebook.confirm(note, by, version)
            case "withdraw":
                notebook.delete(note, by, version)
            case "restore":
                notebook.undelete(note, by)
            case _:
                _reword(note, request.POST.get("text", "").strip(), by, version)
    except (NotebookError, AnnotationError) as error:
        return str(error)
    messages.success(request, "It is done, and in the log.")
    return ""


def _reword(note: Annotation, text: str, by: User, version: int) -> None:
    if not text:
        raise moderation.Refused("A note says something; take it back instead.")
    said = content_of(note)
    notebook.edit(note, by, Content(text, said.tags, said.colour, said.format, said.extra), version)


def _document(address: str) -> Document:
    """The document at an address of this site, whole or without its host. Raises Refused."""
    found = ADDRESS.fullmatch(urlsplit(address.strip()).path)
    try:
        if found:
            return addresses.find_document(found[1], found[2])
    except (Missing, Moved, Withdrawn) as error:
        raise moderation.Refused(NO_DOCUMENT) from error
    raise moderation.Refused(NO_DOCUMENT)


def _chosen(document: Document, words: str, place: str) -> Found | None:
    """Where the words stand: nowhere for none, at the place that was chosen among several. Raises what
    ``placing.of_words`` raises."""
    if not words.strip():
        return None
    try:
        return placing.of_words(document, words)
    except (WordsRepeated, WordsNotFound) as error:
        chosen = [found for found in error.places if Place(found).value == place]
        if not chosen:
            raise
        return chosen[0]


def _selector(found: Found) -> Selector:
    return Selector(Quote(found.quote, found.before, found.behind), Position(found.start, found.end))


def _prefilled(asked: QueryDict) -> dict[str, str]:
    """What the form begins with: the document and the passage of an address."""
    said = {"address": asked.get("address", ""), "words": "", "place": asked.get("passage", "")}
    span = quoting.read(said["place"])
    try:
        if span:
            said["words"] = quoting.of(_document(said["address"]), span).words
    except (NotebookError, Unquotable):
        said["place"] = ""
    return said
