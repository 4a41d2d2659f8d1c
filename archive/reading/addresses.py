"""Addresses of the edition's things, and what an identifier behind a volume stands for now."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import quote

from django.db.models import Q

from archive.models import Address, Document, Page, Section, Volume

UNQUOTED = "/~:@!$&'()*+,;="  # what a path may hold as it is (RFC 3986, 3.3)


class Missing(Exception):
    """Nothing stands at an address. ``volume`` is the volume it named, if there is one; ``wanted`` the rest of it."""

    def __init__(self, wanted: str, volume: Volume | None = None) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.volume = volume


class Withdrawn(Exception):
    """What stood at an address has been taken out of sight; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(Exception):
    """What stood at an address has another now: ``address``, for good."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def volume(identifier: str) -> str:
    """The address of a volume."""
    return f"/volumes/{identifier}/"


def slot(volume: str, identifier: str) -> str:
    """The address of a document, section or printed page of a volume."""
    return f"/volumes/{volume}/{identifier}/"


def page(volume: str, document: str, page: str) -> str:
    """The address of one printed page of a document."""
    return f"/volumes/{volume}/{document}/{page}/"


def full(volume: str, document: str) -> str:
    """The address of a whole document."""
    return f"/volumes/{volume}/{document}/full/"


def led(leads_to: str) -> str:
    """The address that a reference of the edition leads to (``Reference.leads_to``)."""
    return f"/volumes/{leads_to}" if "/" in leads_to else volume(leads_to)


def dossier(number: str) -> str:
    """The address of the dossier of a State file number, or of its class."""
    return f"/files/{quote(number, safe=UNQUOTED)}/"


def place(slug: str) -> str:
    """The address of a place."""
    return f"/places/{slug}/"


def actor(slug: str) -> str:
    """The address of a person, office or body."""
    return f"/actors/{slug}/"


def entity(kind: str, slug: str) -> str:
    """The address of whatever bears a name: a place, or an actor of one of the other kinds."""
    return place(slug) if kind == "place" else actor(slug)


def find_volume(identifier: str) -> Volume:
    """The volume at an address. Raises Missing or Withdrawn."""
    found = Volume.objects.filter(identifier=identifier).first()
    if found is None:
        raise Missing(identifier)
    if found.is_withdrawn:
        raise Withdrawn(found.withdrawn_reason)
    return found


def find_document(volume: str, identifier: str) -> Document:
    """The document, or section's text, at an address, with its volume. Raises Missing, Moved or Withdrawn."""
    found = Document.objects.select_related("volume", "section").filter(
        volume__identifier=volume, identifier=identifier
    )
    document = found.first()
    if document is None:
        raise_for_absent(volume, identifier)
    raise_if_withdrawn(document)
    return document


def find_page(volume: str, identifier: str) -> Page | None:
    """The printed page at an address, if there is one; one that only a removed document stands on is gone."""
    in_use = Q(order__isnull=False) | Q(passages__document__order__isnull=False)
    found = Page.objects.filter(in_use, volume__identifier=volume, identifier=identifier)
    return found.select_related("volume").first()


def find_section(volume: str, identifier: str) -> Section | None:
    """The section at an address, if there is one."""
    return Section.objects.filter(volume__identifier=volume, identifier=identifier).select_related("volume").first()


def raise_if_withdrawn(document: Document) -> None:
    """Raises Withdrawn when the document or its volume is out of sight."""
    for thing in (document.volume, document):
        raise_if_gone(thing)


def raise_if_gone(thing: Volume | Document) -> None:
    """Raises Withdrawn when a volume, or a document by itself, is out of sight."""
    if thing.is_withdrawn:
        raise Withdrawn(thing.withdrawn_reason)


def raise_for_absent(volume: str, identifier: str) -> NoReturn:
    """Say what became of an address at which nothing stands: raises Moved, Withdrawn or Missing."""
    within = find_volume(volume)
    former = Address.objects.filter(volume=volume, identifier=identifier).select_related("document__volume").first()
    if former is not None:
        raise Moved(slot(former.document.volume.identifier, former.document.identifier))
    raise Missing(identifier, within)
