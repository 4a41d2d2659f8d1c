"""Whom the names that sources give mean, asked once more after names were given to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.entities import full_names
from archive.ingest import mentions
from archive.models import Document, Mention, PartyActor

from . import printed, read
from .gazetteering import BASES
from .naming import Printed
from .printed import Owned

AT_ONCE = 200  # documents looked up and held in memory together


def again(documents: Iterable[int]) -> set[int]:
    """Let the mentions and parties of some documents mean whom their names mean now; gives those that changed.

    To be called in a transaction that holds the writers' lock, and to be followed by a stamp on what it gives.
    """
    changed: set[int] = set()
    wanted = iter(sorted(set(documents)))
    while some := list(islice(wanted, AT_ONCE)):
        by_volume: dict[str, list[Document]] = defaultdict(list)
        for row in Document.objects.filter(pk__in=some).select_related("volume", "section"):
            by_volume[row.volume.identifier].append(row)
        for volume, rows in by_volume.items():
            changed |= _again(rows, volume)
    return changed


def _again(rows: list[Document], volume: str) -> set[int]:
    by_name = {record.id: record for record in read.said(rows)}
    owned = [(row.pk, by_name[row.identifier]) for row in rows]
    meant = printed.Meant(owned, volume, _signed(volume))
    return _mentions(owned, meant) | _seats(owned, meant)


def _signed(volume: str) -> Iterator[Printed]:
    """The signed names of a whole volume: who else signs in a section tells whom a name there means."""
    rows = Mention.objects.filter(document__volume__identifier=volume, role="signatory", kind="person", key="")
    columns = rows.values_list("name", "office", "text", "document__section__path", "document__of_section")
    for name, office, text, path, of_section in columns.order_by("document", "order"):
        if fuller := full_names.fuller(name, mentions.signature(text)):
            sections = tuple(path or ())[: -1 if of_section else None]
            yield Printed("person", name, office, signed=fuller, sections=sections)


def _mentions(owned: list[Owned], meant: printed.Meant) -> set[int]:
    rows = Mention.objects.filter(document__in=[key for key, _ in owned]).exclude(basis__in=BASES)
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, *row in rows.order_by("document", "order").values_list("document", "pk", "entity"):
        held[number].append((row[0], row[1]))
    moved: dict[int, list[int]] = defaultdict(list)
    changed = set()
    for key, document in owned:
        for (pk, before), now in zip(held[key], meant.mentions(key, document), strict=True):
            if before != now:
                moved[now].append(pk)
                changed.add(key)
    for entity, pks in moved.items():
        Mention.objects.filter(pk__in=pks).update(entity=entity)
    return changed


def _seats(owned: list[Owned], meant: printed.Meant) -> set[int]:
    rows = PartyActor.objects.filter(party__document__in=[key for key, _ in owned]).select_related("party")
    held = {(seat.party.document_id, seat.party.role, seat.party.order, seat.order): seat for seat in rows}
    changed = set()
    for key, document in owned:
        for role, side in (("sender", document.sender), ("recipient", document.recipient)):
            for order, party in enumerate(side):
                for place, now in enumerate(meant.seats(key, document, party)):
                    seat = held[key, role, order, place]
                    if seat.entity_id != now:
                        PartyActor.objects.filter(pk=seat.pk).update(entity=now)
                        changed.add(key)
    return changed
