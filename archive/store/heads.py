"""What stands at the head of some documents, for lists of them: the parties and the place with their entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from archive import models


@dataclass(frozen=True, slots=True)
class Side:
    """A party as printed, and the slugs of who it is."""

    text: str
    name: str
    office: str
    actors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Head:
    """The parties of a document by role, in their order, and the slug of its place of writing."""

    sender: list[Side] = field(default_factory=list)
    recipient: list[Side] = field(default_factory=list)
    place: str | None = None


def of(keys: Collection[int]) -> dict[int, Head]:
    """The heads of the documents with these primary keys."""
    heads: dict[int, Head] = defaultdict(Head)
    sides: dict[int, Side] = {}
    for party in models.Party.objects.filter(document__in=keys).order_by("document", "role", "order"):
        sides[party.pk] = Side(party.text, party.name, party.office)
        getattr(heads[party.document_id], party.role).append(sides[party.pk])
    seats = models.PartyActor.objects.filter(party__in=sides).order_by("party", "order")
    for party_key, slug in seats.values_list("party", "entity__slug"):
        sides[party_key].actors.append(slug)
    written = models.Mention.objects.filter(document__in=keys, role="written").order_by("document", "order")
    for key, slug in written.values_list("document", "entity__slug"):
        heads[key].place = heads[key].place or slug
    return heads
