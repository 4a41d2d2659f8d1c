"""The lists of places and of actors: searched, by letter, by kind, by name or by how many documents name them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading import register
from archive.reading.register import BY_COUNT, BY_NAME, LETTERS, OTHERS, Found
from archive.search.searches import Parameters

from .entities import page_asked
from .validators import edition, passing

PER_PAGE = 100
LONGEST = 200  # code points that are read of what is typed
ASKED = ("q", "letter", "kind", "sort")
SORTS = {BY_NAME: "name", BY_COUNT: "number of documents"}
KINDS = {"person": "Persons", "office": "Offices", "body": "Bodies"}


@require_safe
@edition
def listed(request: HttpRequest, is_place: bool) -> HttpResponse:
    """The places, or the actors, that are asked for."""
    asked = _asked(request, is_place)
    found = register.of(is_place, *("".join(asked.values(name)) for name in ASKED))
    page = Paginator(found.entries, PER_PAGE).get_page(page_asked(request))
    context = {
        "is_place": is_place,
        "here": request.path,
        "asked": asked,
        "found": found,
        "listed": page,
        "rows": register.told(page.object_list, "" if found.is_like else "".join(asked.values("q"))),
        "letters": _letters(found),
        "kinds": {} if is_place else KINDS,
        "sorts": SORTS,
        "sort": "".join(asked.values("sort")) or BY_NAME,
    }
    return passing(render(request, "entities/list.html", context), found.is_current)


def _asked(request: HttpRequest, is_place: bool) -> Parameters:
    """What an address asks for, as far as it can be read."""
    given = {name: request.GET.get(name, "").strip() for name in ASKED}
    known = {
        "q": given["q"].replace("\0", " ").encode(errors="replace").decode()[:LONGEST],
        "letter": given["letter"] if given["letter"] in (*LETTERS, OTHERS) else "",
        "kind": given["kind"] if given["kind"] in KINDS and not is_place else "",
        "sort": given["sort"] if given["sort"] in SORTS else "",
    }
    return Parameters((name, value) for name, value in known.items() if value)


def _letters(found: Found) -> list[tuple[str, bool]]:
    """The letters in their order, each with whether there is anything under it."""
    return [
        (letter, letter in found.letters)
        for letter in (*LETTERS, OTHERS)
        if letter != OTHERS or OTHERS in found.letters
    ]
