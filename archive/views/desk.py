"""The curator's desk: what waits, open questions about names, the log; staff alone comes here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from archive.models import Act, Entity, Suggestion
from archive.reading import authority, reported, review
from archive.reading.review import Place, Question
from archive.store import curating
from archive.store.curating import CurationError

View = Callable[..., HttpResponse]
NONE = "none"
LATEST = 10  # acts that are shown beside something else
PER_PAGE = 50


def for_curators(view: View) -> View:
    """A view for staff alone: others are asked to log in, or refused if they are."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_curators
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What there is to do, what was done last, and the way to any place or actor."""
    sought = typed(request, "q")
    context = {
        "typed": sought,
        "found": authority.named(sought),
        "left": review.open_questions().count(),
        "waiting": reported.waiting(curator(request)),
        "names": review.names(),
        "acts": _log()[:LATEST],
    }
    return render(request, "desk/desk.html", context)


# Open questions


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The next open question; a decision on one leads to the one behind it."""
    name, after, sought = (typed(request, field) for field in ("name", "after", "q"))
    if request.method == "POST":
        return _decided(request, name)
    question = review.next_question(Place.read(after), name)
    context = {
        "question": question,
        "name": name,
        "after": after,
        "typed": sought,
        "others": _others(question, sought) if question else [],
        "last": _log().filter(kind="ruling", by=curator(request), undone_at=None).first(),
        "names": review.names(),
    }
    return render(request, "desk/question.html", context)


def _others(question: Question, sought: str) -> list[Entity]:
    """Who else may be meant: those with a name as it is typed, of the kind of the candidates."""
    known = {one.entity for one in question.candidates}
    return [one for one in authority.named(sought, question.is_place) if one not in known]


def _decided(request: HttpRequest, name: str) -> HttpResponse:
    asked, means = number(request.POST.get("question", "")), request.POST.get("means", "")
    suggestion = Suggestion.objects.select_related("document__volume").filter(pk=asked).first()
    try:
        if suggestion is None:
            raise CurationError(curating.GONE)
        entity = None if means == NONE else get_object_or_404(Entity, pk=number(means))
        act = curating.decide(suggestion, entity, curator(request))
        messages.success(request, f"{act.said}.")
    except CurationError as error:
        messages.error(request, str(error))
    left = {"after": request.POST.get("place", ""), "name": name}
    query = {key: value for key, value in left.items() if value}
    return HttpResponseRedirect(reverse("desk-questions", query=query))


# The log


@for_curators
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was done, the last first."""
    kind = typed(request, "kind")
    acts = _log().filter(kind=kind) if kind else _log()
    kinds = [known for known, _ in Act.KINDS]
    return render(request, "desk/log.html", {"listed": page(request, acts), "kind": kind, "kinds": kinds})


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, act: int) -> HttpResponse:
    """Undo something that was done; who only comes here, as after logging in, finds it in the log."""
    if request.method != "POST":
        return redirect("desk-log")
    found = get_object_or_404(Act, pk=act, entity__isnull=False)
    try:
        curating.undo(found, curator(request))
        messages.success(request, f"Undone: {found.said}.")
    except CurationError as error:
        messages.error(request, str(error))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if is_ours else reverse("desk-log"))


# What the pages of the desk have in common


def page(request: HttpRequest, rows: QuerySet[Any], at_once: int = PER_PAGE) -> Page[Any]:
    """The page of a list that is asked for."""
    return Paginator(rows, at_once).get_page(request.GET.get("page"))


def typed(request: HttpRequest, field: str) -> str:
    """What an address says of a field; no database takes the character that is left out."""
    return request.GET.get(field, "").replace("\0", "").strip()


def number(text: str) -> int:
    """A primary key as a form has it; 0, which none is, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def curator(request: HttpRequest) -> User:
    """Who is at the desk."""
    assert isinstance(request.user, User)
    return request.user


def _log() -> QuerySet[Act]:
    return Act.objects.select_related("by", "undone_by", "entity", "document__volume").defer(
        "document__text", "document__tei"
    )
