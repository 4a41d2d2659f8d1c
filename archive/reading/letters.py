"""Who wrote some documents, to whom and where, with the authority records of those who are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from archive.models import Document, Entity, Mention, Party, PartyActor, Volume

from . import addresses
from .entities import AT

OF_PLACES, OF_ACTORS = ("geonames", "wikidata"), ("viaf", "wikidata")  # by which catalogues of letters tell them


@dataclass(frozen=True, slots=True)
class Side:
    """One party of a letter as printed, its name and office, and who that is: as printed, and as known here."""

    text: str
    name: str
    office: str
    printed: list[str] = field(default_factory=list)
    actors: list[Entity] = field(default_factory=list)


@dataclass(slots=True)
class Letter:
    """The parties of a document by role, in their order, and the place it was written at, if that is known."""

    sender: list[Side] = field(default_factory=list)
    recipient: list[Side] = field(default_factory=list)
    place: Entity | None = None

    def __bool__(self) -> bool:
        return bool(self.sender or self.recipient)


def of(keys: Collection[int]) -> dict[int, Letter]:
    """Who wrote the documents with these primary keys, by three queries; an empty letter where nobody is named."""
    letters: dict[int, Letter] = defaultdict(Letter)
    sides: dict[int, Side] = {}
    for party in Party.objects.filter(document__in=keys).order_by("document", "role", "order"):
        printed = [", ".join(filter(None, [actor["name"], actor["office"]])) for actor in party.actors]
        sides[party.pk] = Side(party.text, party.name, party.office, printed)
        getattr(letters[party.document_id], party.role).append(sides[party.pk])
    seats = PartyActor.objects.filter(party__document__in=keys).order_by("party", "order").select_related("entity")
    for seat in seats:
        sides[seat.party_id].actors.append(seat.entity)
    written = Mention.objects.filter(document__in=keys, role="written").order_by("document", "order")
    for mention in written.select_related("entity"):
        letters[mention.document_id].place = letters[mention.document_id].place or mention.entity
    return letters


def documents(volume: Volume, at_a_time: int) -> Iterator[list[Document]]:
    """The documents of a volume that readers may see and that name a party, lean, in source order, some at a time."""
    shown = Document.objects.shown().letters().filter(volume=volume, order__isnull=False)
    shown = shown.filter(Exists(Party.objects.filter(document=OuterRef("pk")))).lean().order_by("order")
    reached = -1
    while some := list(shown.filter(order__gt=reached)[:at_a_time]):
        yield some
        reached = some[-1].order or 0


def here(entity: Entity, site: str) -> str:
    """The address of a place or actor in this archive."""
    return site + addresses.entity(entity.kind, entity.slug)


def elsewhere(entity: Entity, site: str) -> str:
    """Where an authority tells of a place or actor; its address in this archive where none does."""
    known = {name: str(value) for name, value in entity.identifiers.items() if value}
    for name in OF_PLACES if entity.kind == "place" else OF_ACTORS:
        if name in known:
            return AT[name][1].format(known[name])
    return here(entity, site)
