"""A place or actor: the page with its documents by role, the same as JSON, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.entities import world_map
from archive.exports import entity_json, linked_data
from archive.models import Entity
from archive.reading import addresses, entities, register
from archive.reading.addresses import Missing, Moved
from archive.reading.entities import Profile

from . import heads, problems
from .validators import edition, passing

NEAR = 8  # others that are told of where nothing is


def at_address(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the place or actor at an address. What is there no longer leads to where it is now; where nothing has
    been, what has a name like it is told."""

    @edition
    def shown(request: HttpRequest, slug: str, is_place: bool, **rest: str) -> HttpResponseBase:
        return view(request, entities.find(slug, is_place), **rest)

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, slug: str, is_place: bool, **rest: str) -> HttpResponseBase:
        try:
            return shown(request, slug=slug, is_place=is_place, **rest)
        except Moved as moved:
            return _moved(request, moved.address, _address(slug, is_place))
        except Missing as error:
            return problems.missing(request, error) if _is_json(request) else _missing(request, error.wanted, is_place)

    return answered


@at_address
def page(request: HttpRequest, entity: Entity, tab: str = "") -> HttpResponse:
    """A place or actor, with its documents of any role or of the one that ``tab`` names."""
    role = next((role for role in entities.roles(entity.kind == "place") if role.tab == tab), None)
    if role is None:
        raise Missing(f"{entity.slug}/{tab}")
    found = entities.of(entity, role, page_asked(request))
    turned = f"?page={found.page}" if found.page > 1 else ""
    shown = _shown(found) | heads.at(request.path + turned) | {"json_ld": linked_data.name(found, settings.SITE_URL)}
    return passing(render(request, "entities/entity.html", shown), found.is_current)


@at_address
def as_json(request: HttpRequest, entity: Entity) -> HttpResponse:
    """A place or actor as JSON, with a page of all its documents."""
    any_role, *_ = entities.roles(entity.kind == "place")
    found = entities.of(entity, any_role, page_asked(request))
    return passing(JsonResponse(entity_json.entity(found)), found.is_current)


def page_asked(request: HttpRequest) -> int:
    """The page of a list that an address asks for, the first if it says nothing that can be read."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _shown(found: Profile) -> dict[str, Any]:
    entity = found.entity
    return {
        "profile": found,
        "entity": entity,
        "is_place": entity.kind == "place",
        "years": found.histogram,
        "map": _small_map(entity),
        "previous": found.page - 1,
        "next": found.page + 1 if found.page < found.pages else 0,
    }


def _small_map(entity: Entity) -> dict[str, Any]:
    """The surroundings of a place, if it is known where it is."""
    if entity.latitude is None or entity.longitude is None:
        return {}
    view, land = world_map.around(entity.longitude, entity.latitude)
    x, y = view.point(entity.longitude, entity.latitude)
    return {"view": view, "land": land, "x": round(x, 1), "y": round(y, 1)}


def _missing(request: HttpRequest, wanted: str, is_place: bool) -> HttpResponse:
    entries = register.near(is_place, wanted.partition("/")[0], NEAR)
    known = Entity.objects.in_bulk([entry.key for entry in entries])
    near = [(known[entry.key], entry.documents) for entry in entries if entry.key in known]
    context = {"wanted": wanted, "is_place": is_place, "near": near}
    return render(request, "entities/missing.html", context, status=404)


def _moved(request: HttpRequest, now: str, before: str) -> HttpResponse:
    """301 to the address it has now; a tab, a machine's suffix and a query are kept, as far as they are known there."""
    behind = request.get_full_path().removeprefix(before.rstrip("/"))
    is_same_room = now.split("/")[1] == before.split("/")[1]
    kept = behind if is_same_room or _is_json(request) else "/"
    return HttpResponsePermanentRedirect(now.rstrip("/") + kept)


def _address(slug: str, is_place: bool) -> str:
    return addresses.place(slug) if is_place else addresses.actor(slug)


def _is_json(request: HttpRequest) -> bool:
    return request.path.endswith(problems.JSON)
