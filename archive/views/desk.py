"""The curator's desk: open questions about names, and places and actors put right; staff alone comes here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from archive.models import Act, Entity, Suggestion, Variant
from archive.reading import authority, review
from archive.reading.addresses import Missing
from archive.reading.review import Place, Question
from archive.store import curating
from archive.store.curating import CurationError, Portion

View = Callable[..., HttpResponse]
login = LoginView.as_view(
    template_name="desk/login.html", authentication_form=AdminAuthenticationForm, next_page="desk"
)
logout = LogoutView.as_view(next_page="home")
REFUSED = 409  # what was asked for does not fit what there is by now
NONE = "none"
LATEST = 10  # acts that are shown beside something else
PER_PAGE = 50
AT_ONCE = 200  # documents among which to choose


def for_curators(view: View) -> View:
    """A view for staff alone: others are asked to log in, or refused if they are."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("desk-login"))
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_curators
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What there is to do, what was done last, and the way to any place or actor."""
    typed = _typed(request, "q")
    context = {
        "typed": typed,
        "found": authority.named(typed),
        "left": review.open_questions().count(),
        "names": review.names(),
        "acts": _log()[:LATEST],
    }
    return render(request, "desk/desk.html", context)


# Open questions


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The next open question; a decision on one leads to the one behind it."""
    name, after, typed = (_typed(request, field) for field in ("name", "after", "q"))
    if request.method == "POST":
        return _decided(request, name)
    question = review.next_question(Place.read(after), name)
    context = {
        "question": question,
        "name": name,
        "after": after,
        "typed": typed,
        "others": _others(question, typed) if question else [],
        "last": _log().filter(kind="ruling", by=_curator(request), undone_at=None).first(),
        "names": review.names(),
    }
    return render(request, "desk/question.html", context)


def _others(question: Question, typed: str) -> list[Entity]:
    """Who else may be meant: those with a name as it is typed, of the kind of the candidates."""
    known = {one.entity for one in question.candidates}
    return [one for one in authority.named(typed, question.is_place) if one not in known]


def _decided(request: HttpRequest, name: str) -> HttpResponse:
    asked, means = _number(request.POST.get("question", "")), request.POST.get("means", "")
    suggestion = Suggestion.objects.select_related("document__volume").filter(pk=asked).first()
    try:
        if suggestion is None:
            raise CurationError("Somebody else has decided this in the meantime, or the text has changed.")
        entity = None if means == NONE else get_object_or_404(Entity, pk=_number(means))
        act = curating.decide(suggestion, entity, _curator(request))
        messages.success(request, f"{act.said}.")
    except CurationError as error:
        messages.error(request, str(error))
    left = {"after": request.POST.get("place", ""), "name": name}
    query = {key: value for key, value in left.items() if value}
    return HttpResponseRedirect(reverse("desk-questions", query=query))


# A place or actor


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """A place or actor: its names, what was done to it, and what can be; renamed or called by further names here."""
    found = _held(request, slug)
    if request.method == "POST":
        return _asked(request, found, _changed, "desk/entity.html", _about(found))
    if found.slug != slug:
        return redirect("desk-entity", slug=found.slug)
    return render(request, "desk/entity.html", _about(found))


def _changed(request: HttpRequest, found: Entity) -> Act:
    said, by = request.POST, _curator(request)
    match said.get("act"):
        case "rename":
            return curating.rename(found, said.get("name", ""), said.get("office", ""), by)
        case "variant":
            name, office, volume = (said.get(field, "") for field in ("name", "office", "volume"))
            return curating.add_variant(found, name, office, volume, is_sought="sought" in said, by=by)
        case _:
            variant = get_object_or_404(Variant, pk=_number(said.get("variant", "")))
            return curating.remove_variant(variant, by)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for what a place or actor is to be merged into, see what would move, and merge."""
    found = _held(request, slug)
    into = authority.find(_typed(request, "into"))
    typed = _typed(request, "q")
    context: dict[str, Any] = {"entity": found, "typed": typed, "into": into}
    if into is not None:
        context["moving"] = authority.moving(found, into)
    elif typed:
        context["found"] = [one for one in authority.named(typed, found.kind == "place") if one != found]
    if request.method == "POST" and into is not None:
        return _asked(
            request, found, lambda *_: curating.merge(found, into, _curator(request)), "desk/merge.html", context
        )
    return render(request, "desk/merge.html", context)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the printed names, or the documents, that become another place or actor."""
    found = _held(request, slug)
    volume = _typed(request, "volume")
    context = {
        "entity": found,
        "printed": authority.printed(found),
        "volumes": authority.volumes(found),
        "volume": volume,
        "listed": _page(request, authority.documents(found, volume), AT_ONCE),
        "chosen": {name: set(request.POST.getlist(name)) for name in ("names", "documents")},
    }
    if request.method == "POST":
        return _asked(request, found, _split, "desk/split.html", context)
    return render(request, "desk/split.html", context)


def _split(request: HttpRequest, found: Entity) -> Act:
    names, documents = (list(map(_number, request.POST.getlist(field))) for field in ("names", "documents"))
    name, office = request.POST.get("name", ""), request.POST.get("office", "")
    return curating.split(found, Portion(names, documents), name, office, _curator(request))


# The log


@for_curators
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was done, the last first."""
    kind = _typed(request, "kind")
    acts = _log().filter(kind=kind) if kind else _log()
    kinds = [known for known, _ in Act.KINDS]
    return render(request, "desk/log.html", {"listed": _page(request, acts), "kind": kind, "kinds": kinds})


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, act: int) -> HttpResponse:
    """Undo something that was done; who only comes here, as after logging in, finds it in the log."""
    if request.method != "POST":
        return redirect("desk-log")
    found = get_object_or_404(Act, pk=act)
    try:
        curating.undo(found, _curator(request))
        messages.success(request, f"Undone: {found.said}.")
    except CurationError as error:
        messages.error(request, str(error))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if is_ours else reverse("desk-log"))


# What they have in common


def _asked(
    request: HttpRequest, found: Entity, act: Callable[..., Act], template: str, context: dict[str, Any]
) -> HttpResponse:
    """Do what a form asks for, and show the place or actor as it is then; else the form again, with the reason."""
    try:
        done = act(request, found)
    except CurationError as error:
        return render(request, template, context | {"refused": str(error), "typed_in": request.POST}, status=REFUSED)
    messages.success(request, f"{done.said}.")
    found.refresh_from_db()
    now = authority.find(found.slug) or found
    return redirect("desk-entity", slug=now.slug)


def _about(found: Entity) -> dict[str, Any]:
    return {
        "entity": found,
        "printed": authority.printed(found),
        "variants": found.variants.order_by("name", "office"),
        "acts": authority.acts(found)[:LATEST],
    }


def _held(request: HttpRequest, slug: str) -> Entity:
    """The place or actor at an address: for whoever looks, what it is now; for whoever changes it, what it was called
    when they looked, so that they are told."""
    found = authority.held(slug) if request.method == "POST" else authority.find(slug)
    if found is None:
        raise Missing(slug)
    return found


def _log() -> Any:
    return Act.objects.select_related("by", "undone_by", "entity")


def _page(request: HttpRequest, rows: Any, at_once: int = PER_PAGE) -> Any:
    return Paginator(rows, at_once).get_page(request.GET.get("page"))


def _typed(request: HttpRequest, field: str) -> str:
    """What an address says of a field; no database takes the character that is left out."""
    return request.GET.get(field, "").replace("\0", "").strip()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _curator(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
