"""A place or actor at the curator's desk: renamed, called by further names, merged, split."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from archive.models import Act, Entity, Variant
from archive.reading import authority
from archive.reading.addresses import Missing
from archive.store import curating
from archive.store.curating import CurationError, Portion

from . import desk
from .desk import curator, number, typed

REFUSED = 409  # what was asked for does not fit what there is by now
AT_ONCE = 200  # documents among which to choose


def of_entity(view: Callable[[HttpRequest, Entity], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the place or actor at an address. Who looks is led to what is there now; who changes what is no longer
    what they looked at is told."""

    @desk.for_curators
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def held(request: HttpRequest, slug: str) -> HttpResponse:
        found = authority.held(slug) if request.method == "POST" else authority.find(slug)
        if found is None:
            raise Missing(slug)
        if request.method != "POST" and found.slug != slug:
            assert request.resolver_match
            return redirect(request.resolver_match.view_name, slug=found.slug)
        return view(request, found)

    return held


@of_entity
def entity(request: HttpRequest, found: Entity) -> HttpResponse:
    """Its names, what was done to it, and what can be; renamed or called by further names here."""
    context = {
        "entity": found,
        "printed": authority.printed(found),
        "variants": found.variants.order_by("name", "office"),
        "acts": authority.acts(found)[: desk.LATEST],
    }
    return _answered(request, found, _changed, "desk/entity.html", context)


def _changed(request: HttpRequest, found: Entity) -> Act:
    said, by = request.POST, curator(request)
    match said.get("act"):
        case "rename":
            return curating.rename(found, said.get("name", ""), said.get("office", ""), by)
        case "variant":
            name, office, volume = (said.get(field, "") for field in ("name", "office", "volume"))
            return curating.add_variant(found, name, office, volume, is_sought="sought" in said, by=by)
        case _:
            variant = get_object_or_404(Variant, pk=number(said.get("variant", "")))
            return curating.remove_variant(variant, by)


@of_entity
def merge(request: HttpRequest, found: Entity) -> HttpResponse:
    """Look for what it is to be merged into, see what would move, and merge."""
    sought, into = typed(request, "q"), authority.find(typed(request, "into"))
    context: dict[str, Any] = {"entity": found, "typed": sought, "into": into}
    if into is not None:
        context["moving"] = authority.moving(found, into)
    elif sought:
        context["found"] = [one for one in authority.named(sought, found.kind == "place") if one != found]
    return _answered(request, found, _merged, "desk/merge.html", context)


def _merged(request: HttpRequest, found: Entity) -> Act:
    into = authority.find(typed(request, "into"))
    if into is None:
        raise CurationError("Into which?")
    return curating.merge(found, into, curator(request))


@of_entity
def split(request: HttpRequest, found: Entity) -> HttpResponse:
    """Choose the printed names, or the documents, that become another place or actor."""
    volume = typed(request, "volume")
    context = {
        "entity": found,
        "printed": authority.printed(found),
        "volumes": authority.volumes(found),
        "volume": volume,
        "listed": desk.page(request, authority.documents(found, volume), AT_ONCE),
        "chosen": {name: set(request.POST.getlist(name)) for name in ("names", "documents")},
    }
    return _answered(request, found, _split, "desk/split.html", context)


def _split(request: HttpRequest, found: Entity) -> Act:
    names, documents = (list(map(number, request.POST.getlist(field))) for field in ("names", "documents"))
    name, office = request.POST.get("name", ""), request.POST.get("office", "")
    return curating.split(found, Portion(names, documents), name, office, curator(request))


def _answered(
    request: HttpRequest,
    found: Entity,
    act: Callable[[HttpRequest, Entity], Act],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page with its form; once that is sent, what was done, or the form again with the reason why it was not."""
    if request.method != "POST":
        return render(request, template, context)
    try:
        done = act(request, found)
    except CurationError as error:
        return render(request, template, context | {"refused": str(error), "typed_in": request.POST}, status=REFUSED)
    messages.success(request, f"{done.said}.")
    found.refresh_from_db()
    return redirect("desk-entity", slug=authority.standing(found).slug)
