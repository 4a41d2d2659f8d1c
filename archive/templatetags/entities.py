"""How places and actors, their documents and their letters are written in a page."""

from __future__ import annotations

from django import template

from archive.models import Entity
from archive.reading import addresses
from archive.reading.correspondence import Name
from archive.search.filters import SAID
from archive.search.searches import Clause, Parameters, Search

from .search import brief_title

register = template.Library()
register.filter("brief", brief_title)

LONGEST = 36  # characters of a name in a picture


@register.filter
def at(entity: Entity | Name) -> str:
    """The address of the page of a place or actor."""
    return addresses.entity(entity.kind, entity.slug)


@register.filter
def entities(search: Search) -> list[tuple[str, str]]:
    """The places and actors that a search is narrowed by: the address of the page of each, and what it is called."""
    known = [clause for clause in search.clauses if clause.is_known and clause.name.startswith(("place", "actor"))]
    return list(dict.fromkeys((_page(clause), _name(clause)) for clause in known))


@register.filter
def documents(count: int) -> str:
    """So many documents: "1 document", "1,174 documents"."""
    return f"{count:,} document{'' if count == 1 else 's'}"


@register.filter
def asking(parameters: Parameters) -> str:
    """What stands behind an address to ask for this; "" for nothing."""
    return f"?{parameters}" if parameters else ""


@register.simple_tag
def with_value(parameters: Parameters, name: str, value: object) -> str:
    """The same with one parameter given a value, or, for "", without it; from the first page on."""
    left = parameters.minus("page", name)
    return asking(left.at(**{name: value}) if value else left)


@register.filter
def given(parameters: Parameters, name: str) -> str:
    """The value of a parameter, "" for none."""
    return "".join(parameters.values(name)[-1:])


@register.filter
def shortened(entity: Name) -> str:
    """A name as long as a picture has room for."""
    name = str(entity)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip(' ,')}…"


@register.filter
def point(entity: Entity) -> str:
    """Where a place is: "33.45° south, 70.67° west"; "" where that is not known."""
    if entity.latitude is None or entity.longitude is None:
        return ""
    north, east = entity.latitude, entity.longitude
    return f"{abs(north):.2f}° {'north' if north >= 0 else 'south'}, {abs(east):.2f}° {'east' if east >= 0 else 'west'}"


def _page(clause: Clause) -> str:
    is_place = clause.name.startswith("place")
    return addresses.place(clause.value) if is_place else addresses.actor(clause.value)


def _name(clause: Clause) -> str:
    """What is said of a filter, without the role."""
    role = next((role for role in SAID.values() if clause.said.startswith(f"{role} ")), "")
    return clause.said.removeprefix(role).strip()
