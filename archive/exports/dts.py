"""The archive as Distributed Text Services 1.0 tell of it: a collection of volumes, and what can be cited of each.

https://dtsapi.org/versions/v1.0
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from urllib.parse import quote, urlencode

from archive.models import Volume
from archive.reading import addresses

from . import dts_units
from .dts_units import BOTTOM, Contents, Pages, Tree, Unit, Units

Json = dict[str, Any]
CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
TYPE = "application/ld+json"
TEI = "application/tei+xml"
TREES: dict[str, Callable[[Volume], Tree]] = {"": Contents, "pages": Pages}
PER_PAGE = 100  # members of one answer
HEAD: Json = {"@context": CONTEXT, "dtsVersion": VERSION}
RESOURCE_PARAMETERS = "ref,start,end,tree,mediaType"


class Unanswerable(Exception):
    """A request that can have no answer; ``status`` is that of HTTP, the message says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a volume: a unit (``ref``), or all from one to another (``start``, ``end``), in one of its
    trees, with what is ``down`` levels below; ``page`` (from 1) is that of the answer. None is what is not named."""

    ref: str | None = None
    start: str | None = None
    end: str | None = None
    tree: str | None = None
    down: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The units that a request names, found in their tree."""

    tree: Tree
    ref: Unit | None = None
    start: Unit | None = None
    end: Unit | None = None

    @property
    def named(self) -> dict[str, Unit]:
        """Those there are, by the parameter that names them."""
        pairs = {"ref": self.ref, "start": self.start, "end": self.end}
        return {name: unit for name, unit in pairs.items() if unit is not None}


@dataclass(frozen=True, slots=True)
class Room:
    """Where the services are; ``site`` begins their addresses, ``here`` is the one that was asked."""

    site: str
    here: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The id of the collection of all volumes."""
        return f"{self.site}/volumes/"

    def id(self, volume: Volume) -> str:
        """The id of a volume."""
        return self.site + addresses.volume(volume.identifier)

    def at(self, service: str) -> str:
        """The address of one of the services."""
        return f"{self.site}/dts/{service}/"

    def view(self, page: int, pages: int) -> Json:
        """The links from a page of an answer to the others; None stands for what there is not."""
        numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
        links = {name: self._page(number) if 1 <= number <= pages else None for name, number in numbers.items()}
        return {"@id": self._page(page), "@type": "Pagination", **links}

    def _page(self, number: int) -> str:
        return f"{self.here}?{urlencode({**self.parameters, 'page': number})}"


def volume_of(identifier: str, site: str) -> str:
    """The volume that an id names. Raises Unanswerable (404) for what is none."""
    before, after = f"{site}/volumes/", "/"
    name = identifier.removeprefix(before).removesuffix(after)
    if not identifier.startswith(before) or not name or "/" in name or "\0" in name:
        raise Unanswerable(404, f"There is no {identifier!r}: the ids of volumes are the addresses of their pages.")
    return name


def entry(site: str) -> Json:
    """Where the services are."""
    room = Room(site)
    return {
        **HEAD,
        "@id": f"{site}/dts/",
        "@type": "EntryPoint",
        "collection": room.at("collection") + "{?id,page,nav}",
        "navigation": room.at("navigation") + "{?resource,ref,start,end,down,tree,page}",
        "document": room.at("document") + "{?resource," + RESOURCE_PARAMETERS + "}",
    }


def root(room: Room, page: int | None, parents: bool) -> Json:
    """The collection of all volumes, a page of them at a time; it stands in no other. Raises Unanswerable (404)."""
    volumes = Volume.objects.shown().in_library_order()
    count = volumes.count()
    made: Json = {**HEAD, **_root(room, count), "description": "Diplomatic records, as printed."}
    if parents:
        return {**made, "member": []}
    here, view = _paged(room, count, page)
    members = [_resource(room, volume) for volume in volumes[here : here + PER_PAGE]]
    return {**made, "member": members, **view}


def resource(room: Room, volume: Volume, parents: bool) -> Json:
    """A volume, with its citation trees, and what it stands in where that is asked for."""
    made = {**HEAD, **_resource(room, volume), "citationTrees": _trees(volume)}
    if parents:
        made["member"] = [_root(room, Volume.objects.shown().count())]
    return made


def choose(volume: Volume, asked: Asked) -> Chosen:
    """The units that a request names. Raises Unanswerable (400, 404)."""
    if asked.ref is not None and (asked.start is not None or asked.end is not None):
        raise Unanswerable(400, "Either ref or start and end are asked for.")
    if (asked.start is None) != (asked.end is None):
        raise Unanswerable(400, "start and end are asked for together.")
    if (asked.tree or "") not in TREES:
        raise Unanswerable(404, f"There is no tree {asked.tree!r}: there is the default one, and 'pages'.")
    tree = TREES[asked.tree or ""](volume)
    found = Chosen(tree, *(_find(tree, name) for name in (asked.ref, asked.start, asked.end)))
    if found.start and found.end and found.start.order > found.end.order:
        raise Unanswerable(400, "start stands behind end.")
    return found


def navigation(room: Room, volume: Volume, asked: Asked) -> Json:
    """The units that a request names, and what stands below or beside them. Raises Unanswerable (400, 404)."""
    chosen = choose(volume, asked)
    units = _members(chosen, asked.down)
    made: Json = {**HEAD, "@type": "Navigation", "@id": room.here + _query(room.parameters)}
    made["resource"] = {**_resource(room, volume), "citationTrees": _trees(volume)}
    made |= {name: _unit(room, volume, unit) for name, unit in chosen.named.items()}
    if units is None:
        return made
    here, view = _paged(room, units.count(), asked.page)
    return {**made, "member": [_unit(room, volume, unit) for unit in units.some(here, PER_PAGE)], **view}


def collected(room: Room, volume: Volume) -> str:
    """The address at which the collection tells of a volume."""
    return f"{room.at('collection')}?id={quote(room.id(volume), safe='')}"


def _members(chosen: Chosen, down: int | None) -> Units | None:
    """What is listed, None for nothing beside what was named (1.0, Usage of `down`, `ref`, `start` and `end`)."""
    tree, ref, start, end = chosen.tree, chosen.ref, chosen.start, chosen.end
    if down is not None and down < BOTTOM:
        raise Unanswerable(400, "down is a number of levels, or -1 for all of them.")
    if ref is None and start is None and not down:
        raise Unanswerable(400, "Without ref, or start and end, down says how many levels are wanted.")
    if down is None:
        return None
    if down == 0 and ref is None:
        raise Unanswerable(400, "down may be 0 with ref alone: it then asks for what stands beside.")
    if ref is not None:
        return tree.below(ref, down) if down else tree.beside(ref)
    return tree.between(start, end, down) if start and end else tree.every(down)


def _find(tree: Tree, identifier: str | None) -> Unit | None:
    if identifier is None:
        return None
    unit = None if "\0" in identifier else tree.find(identifier)
    if unit is None:
        raise Unanswerable(404, f"There is no {identifier!r} in this tree.")
    return unit


def _paged(room: Room, count: int, page: int | None) -> tuple[int, Json]:
    """Where a page of an answer begins (from 0), and its links to others where there are any."""
    number, pages = page or 1, max(ceil(count / PER_PAGE), 1)
    if number > pages:
        raise Unanswerable(404, f"There is no page {number}: there are {pages}.")
    return (number - 1) * PER_PAGE, {"view": room.view(number, pages)} if pages > 1 or page else {}


def _root(room: Room, count: int) -> Json:
    return {
        "@id": room.root,
        "@type": "Collection",
        "title": "Chancery",
        "totalParents": 0,
        "totalChildren": count,
        "collection": room.at("collection") + "{?id,page,nav}",
    }


def _resource(room: Room, volume: Volume) -> Json:
    name = quote(room.id(volume), safe="")
    made: Json = {
        "@id": room.id(volume),
        "@type": "Resource",
        "title": volume.title,
        "totalParents": 1,
        "totalChildren": 0,
        "collection": collected(room, volume) + "{&nav}",
        "navigation": f"{room.at('navigation')}?resource={name}{{&ref,start,end,down,tree,page}}",
        "document": f"{room.at('document')}?resource={name}{{&{RESOURCE_PARAMETERS}}}",
        "download": f"{room.site}/volumes/{volume.identifier}.xml",
        "mediaTypes": [TEI],
        "dublinCore": _dublin_core(volume),
    }
    return made


def _dublin_core(volume: Volume) -> Json:
    words = {"title": volume.title, "isPartOf": volume.series, "rights": volume.rights, "source": volume.source_note}
    plain = {"publisher": [volume.publisher], "language": [volume.language], "identifier": [volume.identifier]}
    made: Json = {name: _said(volume, text) for name, text in words.items() if text}
    made |= {name: values for name, values in plain.items() if values[0]}
    if volume.editors:
        made["contributor"] = list(volume.editors)
    return {**made, **({"issued": volume.year} if volume.year else {})}


def _trees(volume: Volume) -> list[Json]:
    """The default tree, which has no id, and that of the pages."""
    contents = {"@type": "CitationTree", "description": "Sections and documents."}
    pages = {"@type": "CitationTree", "identifier": "pages", "description": "Printed pages."}
    page = {"@type": "CiteStructure", "citeType": dts_units.PAGE}
    return [
        {**contents, "citeStructure": dts_units.structure(volume)},
        {**pages, "citeStructure": [page]},
    ]


def _unit(room: Room, volume: Volume, unit: Unit) -> Json:
    about: Json = {"title": _said(volume, unit.title)}
    if unit.date:
        about["date"] = [unit.date]
    return {
        "identifier": unit.identifier,
        "@id": room.site + addresses.slot(volume.identifier, unit.identifier),
        "@type": "CitableUnit",
        "level": unit.level,
        "parent": unit.parent,
        "citeType": unit.kind,
        "dublinCore": about,
    }


def _said(volume: Volume, text: str) -> list[Json]:
    """Words in the volume's language, which may not be determined (BCP 47, "und")."""
    return [{"lang": volume.language or "und", "value": text}]


def _query(parameters: dict[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
