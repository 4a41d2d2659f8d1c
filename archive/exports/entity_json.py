"""A place or actor as JSON: names, counts by role, years, correspondents, and a page of its documents."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import Document, Entity
from archive.reading import addresses, trail
from archive.reading.company import Beside
from archive.reading.correspondence import Name
from archive.reading.entities import Profile
from archive.records.dates import DateStatement

from . import record_json
from .record_json import Json


def entity(profile: Profile) -> Json:
    """A place or actor with a page of all its documents."""
    own = profile.entity
    return {
        "slug": own.slug,
        "kind": own.kind,
        "name": own.name,
        "office": own.office or None,
        "description": own.description or None,
        "url": addresses.entity(own.kind, own.slug),
        "variants": profile.forms.names,
        "offices": [{"office": o.name, "first": o.first, "last": o.last} for o in profile.forms.offices],
        "identifiers": {key: str(value) for key, value in own.identifiers.items() if value},
        "elsewhere": [{"catalogue": one.catalogue, "url": one.address} for one in profile.elsewhere],
        "coordinates": _coordinates(own),
        "counts": {tab.role.name: tab.count for tab in profile.tabs},
        "years": [{"year": year, "count": count} for year, count in profile.years.items()],
        **_company(profile),
        "search": _search(profile.search),
        "count": profile.tab.count,
        "count_is_exact": profile.is_current,
        "page": profile.page,
        "pages": profile.pages,
        "documents": [_document(document) for document in profile.documents],
    }


def _coordinates(own: Entity) -> Json | None:
    if own.latitude is None or own.longitude is None:
        return None
    return {"latitude": own.latitude, "longitude": own.longitude, "source": own.coordinate_source or None}


def _company(profile: Profile) -> Json:
    company = profile.company
    beside = {"beside": {"places": _others(company.places), "actors": _others(company.actors)}}
    if profile.entity.kind != "place":
        return {"wrote_to": _others(company.wrote_to), "heard_from": _others(company.heard_from)} | beside
    letters = [
        {
            "sender": _named(row.sender),
            "recipient": _named(row.recipient),
            "count": row.count,
            "search": _search(row.search),
        }
        for row in company.letters
    ]
    return {"letters": letters} | beside


def _others(rows: Iterable[Beside]) -> list[Json]:
    return [{**_named(row.entity), "count": row.count, "search": _search(row.search)} for row in rows]


def _named(entity: Name) -> Json:
    return {"slug": entity.slug, "name": str(entity), "url": addresses.entity(entity.kind, entity.slug)}


def _search(parameters: object) -> str:
    return f"{trail.SEARCH}?{parameters}"


def _document(document: Document) -> Json:
    return {
        "id": document.id_in_archive,
        "heading": document.heading,
        "kind": document.kind,
        "date": record_json.date(DateStatement(**document.date)),
        "place": document.place or None,
        "file_number": document.file_number or None,
        "url": addresses.slot(document.volume.identifier, document.identifier),
    }
