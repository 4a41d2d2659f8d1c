"""The W3C's Web Annotation Protocol: notes for clients at the addresses where browsers find the notebook.

https://www.w3.org/TR/2017/REC-annotation-protocol-20170223/. Which notes somebody is given the rows decide
(``visible_to``, ``at``); what may be written the notebook; here requests are led to both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from archive.annotations import notebook as service
from archive.annotations.keeping import Conflict, Gone, NotYours
from archive.annotations.placing import NoSuchFootnote, NotebookError, WordsNotFound, WordsRepeated
from archive.annotations.selectors import AnnotationError
from archive.exports import annotation_json
from archive.models import Annotation
from archive.models.annotation import Reader

from . import annotation_answers as answers
from . import annotation_sent as sent
from . import notebook as pages
from . import problems
from .annotation_lists import Asked, listed
from .annotation_sent import Place, Sent, Unreadable

View = Callable[..., HttpResponseBase]
CLOSED = 404, "There is no such note, or it is not yours to see."


def _spoken(links: str, allowed: str, *vary: str) -> Callable[[View], View]:
    """A view of the protocol: it knows who asks, says what is wrong in JSON, and has the headers of all answers."""

    def made(view: View) -> View:
        @csrf_exempt  # a program sends no cookie; of browsers `identify` asks it
        @wraps(view)
        def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                answers.identify(request)
                response = view(request, *args, **kwargs)
            except (Unreadable, NotebookError, AnnotationError) as error:
                response = answers.refused(_unreadable(error), links, allowed)
            except Http404 as error:  # for a browser, with the headers of all answers
                response = problems.not_found(request, error)
            return answers.finished(response, *vary)

        return speaking

    return made


@_spoken(answers.CONTAINER_LINKS, answers.CONTAINER_METHODS, "Prefer")
def container(request: HttpRequest) -> HttpResponseBase:
    """All notes that somebody may see: a list in pages, to which notes are added. For browsers their notebook."""
    if request.method == "POST" and "page" not in request.GET:
        return _create(request)
    if request.method == "OPTIONS":
        return _options(_list(request, Asked.of(request)), answers.CONTAINER_METHODS)
    _refuse_other_methods(request)
    if answers.form(request) == answers.HTML:
        return answers.of_container(pages.notebook(request))
    return answers.validated(request, _list(request, Asked.of(request)))


@_spoken(answers.NOTE_LINKS, answers.NOTE_METHODS)
def one(request: HttpRequest, address: UUID) -> HttpResponseBase:
    """A note: given, replaced, thrown away."""
    if request.method == "OPTIONS":  # browsers ask it for other sites before they say who asks
        return _options(HttpResponse(headers={"Link": answers.NOTE_LINKS}), answers.NOTE_METHODS)
    if request.method == "PUT":
        return _replace(request, address)
    if request.method == "DELETE":
        return _delete(request, address)
    _refuse_other_methods(request)
    if answers.form(request) == answers.HTML:
        return pages.one(request, address)
    return answers.validated(request, _given(request, _find(address, request.user)))


def _list(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The container, or one of its pages."""
    content = answers.rendered(listed(asked, request.user))
    is_page = asked.number is not None
    links = "" if is_page else answers.CONTAINER_LINKS
    allowed = answers.PAGE_METHODS if is_page else answers.CONTAINER_METHODS
    response = answers.answer(request, content, answers.etag(content), links, allowed)
    if not is_page:
        response.headers["Content-Location"] = asked.address
        response.headers["Accept-Post"] = f"{answers.PROFILED}, {answers.JSON}"
    if asked.is_preferred:
        response.headers["Preference-Applied"] = "return=representation"
    return response


def _create(request: HttpRequest) -> HttpResponse:
    answers.ask_who(request)
    answers.form(request)
    came = sent.read(request)
    place = sent.place(came.target)
    user = cast(User, request.user)
    content = came.content(annotation_json.colour(came.said.given))
    if place.document is not None:
        where, page = place.document, place.page
        made = service.create(user, where, content, came.selector, footnote=place.footnote, page=page)
    else:
        made = service.reply(_answered(place, user), user, content)
    response = _given(request, _find(made.address, user), status=201)
    response.headers["Location"] = response.headers["Content-Location"] = annotation_json.iri(made)
    response.headers["Link"] += f", {answers.ANCHORED_LINKS.format(annotation_json.container())}"
    return response


def _replace(request: HttpRequest, address: UUID) -> HttpResponse:
    """Another state for a note of one's own; it stays in its document, and what it was called before holds."""
    row = _to_change(request, address)
    if "If-Match" not in request.headers:
        raise Unreadable(428, "Say with If-Match which version of the note is to be replaced: its ETag.")
    answers.matches(request, _tag(row, request.user))
    answers.form(request)
    came = sent.read(request)
    _refuse_other_names(came, row, request.user)
    content = came.content(_colour(came, row))
    service.edit(row, request.user, content, row.version, *_elsewhere(came, row, request.user))
    return _given(request, _find(address, request.user))


def _delete(request: HttpRequest, address: UUID) -> HttpResponse:
    row = _to_change(request, address)
    answers.matches(request, _tag(row, request.user))
    service.delete(row, request.user, row.version)
    return HttpResponse(status=204)


def _given(request: HttpRequest, row: Annotation, status: int = 200) -> HttpResponse:
    content = answers.rendered(annotation_json.annotation(row, request.user))
    allowed = answers.NOTE_METHODS if row.may_be_changed_by(request.user) else answers.PAGE_METHODS
    tag = answers.etag(content, row.version)
    return answers.answer(request, content, tag, answers.NOTE_LINKS, allowed, status)


def _tag(row: Annotation, user: Reader) -> str:
    return answers.etag(answers.rendered(annotation_json.annotation(row, user)), row.version)


def _options(response: HttpResponse, allowed: str) -> HttpResponse:
    """What can be done here, which a browser asks before it lets another site's page do it."""
    kept = {name: value for name, value in response.headers.items() if name not in ("Content-Type", "Content-Location")}
    return HttpResponse(headers=kept | answers.PREFLIGHT | {"Allow": allowed})


def _find(address: UUID, user: Reader) -> Annotation:
    """The note at an address. Raises Unreadable: 410 for one's own that was thrown away, 404 for what one may not
    see as for what there is not."""
    rows = Annotation.objects.select_related("document__volume", "owner", "reply_to")
    row = rows.at(address, user).first()
    if row is None and Annotation.objects.deleted_by(user).filter(address=address).exists():
        raise Unreadable(410, "This note has been deleted.")
    if row is None:
        raise Unreadable(*CLOSED)
    return row


def _to_change(request: HttpRequest, address: UUID) -> Annotation:
    answers.ask_who(request)
    row = _find(address, request.user)
    if not row.may_be_changed_by(request.user):
        raise NotYours
    return row


def _answered(place: Place, user: Reader) -> Annotation:
    row = Annotation.objects.select_related("document").at(place.answers or "", user).first()
    if row is None:
        raise Unreadable(400, "The target is no note that you may see.", "target")
    return row


def _refuse_other_names(came: Sent, row: Annotation, user: Reader) -> None:
    """What a note is called, here and elsewhere, is no client's to change once it is said."""
    now = annotation_json.annotation(row, user)
    if came.said.id not in ("", now["id"]):
        raise Unreadable(409, "The id of a note does not change.", "id")
    for name in ("canonical", "via"):
        if name in now and came.said.given.get(name) != now[name]:
            raise Unreadable(409, f"The property {name} of a note does not change once it is set.", name)


def _elsewhere(came: Sent, row: Annotation, user: Reader) -> tuple[Any, ...]:
    """Where in its document a note is to stand now; nothing if it is to stay."""
    now = annotation_json.target(row, user)
    if came.target == now:
        return ()
    place = sent.place(came.target)
    if row.reply_to_id is not None or place.document != row.document:
        raise Unreadable(409, "A note stays in its document: make another.", "target")
    if place.page != row.page and not came.selector.selects_text:
        raise Unreadable(409, "A note stays on its page: make another.", "target")
    return came.selector, place.footnote


def _colour(came: Sent, row: Annotation) -> str:
    return annotation_json.colour(came.said.given, row.colour)


def _refuse_other_methods(request: HttpRequest) -> None:
    if request.method not in answers.SAFE:
        raise Unreadable(405, f"{request.method} is not done here.")


def _unreadable(error: Unreadable | NotebookError | AnnotationError) -> Unreadable:
    """What the notebook says, with the status that says so."""
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, AnnotationError):
        return Unreadable(400, f"This is no annotation: {error.where} {error.what}.", error.where)
    status = {NotYours: 403, Gone: 410, Conflict: 412}.get(type(error), 400)
    return Unreadable(
        status, str(error), "target" if isinstance(error, NoSuchFootnote | WordsNotFound | WordsRepeated) else ""
    )
