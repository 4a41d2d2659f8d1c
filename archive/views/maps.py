"""The map: where the documents of a search were written, or which places they mention."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.entities.world_map import AREAS, WORLD
from archive.reading import mapped
from archive.reading.mapped import MENTIONED, WRITTEN, Map
from archive.search import choices, query
from archive.search.filters import SearchFilter
from archive.search.searches import Parameters

from . import search as searching
from .validators import edition, passing

ROLES = {WRITTEN: "written from", MENTIONED: "mentioned"}


@require_safe
@edition
def places(request: HttpRequest) -> HttpResponseBase:
    """The map of a search's documents; 400 for a search that cannot be read."""
    asked = SearchFilter(request.GET)
    if not asked.form.is_valid():
        return searching.search(request)
    area = next((area for area in AREAS if area.name == request.GET.get("area")), WORLD)
    role = MENTIONED if request.GET.get("by") == MENTIONED else WRITTEN
    found = mapped.of(asked.search, role, area)
    return passing(render(request, "places/map.html", _shown(found)), found.is_current)


def _shown(found: Map) -> dict[str, Any]:
    search, area = found.search, found.view.area
    own = {"by": found.role} if found.role != WRITTEN else {}
    own |= {"area": area.name} if area != WORLD else {}
    kept = search.parameters.minus("sort").at(**own)
    return {
        "map": found,
        "asked": kept,
        "searched": search.words,
        "understood": query.sentence(search.tree),
        "filters": choices.filters(search),
        "narrowed": search.parameters.minus("sort"),
        "roles": [(said, _with(kept, "by", role, WRITTEN), role == found.role) for role, said in ROLES.items()],
        "areas": [(one.said, _with(kept, "area", one.name, WORLD.name), one == area) for one in AREAS],
    }


def _with(asked: Parameters, name: str, value: str, usual: str) -> Parameters:
    """What is asked, with another value of one parameter; the usual value is not said."""
    return asked.minus(name) if value == usual else asked.at(**{name: value})
