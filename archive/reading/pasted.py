"""The passages that pasted citations mean, as items: with a few queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from archive.citations import item
from archive.citations.item import Item
from archive.citations.resolver.match import Match
from archive.models import Document, Page, Passage, Volume

Slot = tuple[str, str]  # the ids of a volume, and of a document, section or page in it


def items(matches: Iterable[Match]) -> list[Item]:
    """Each volume, text or page of a text once, in their order; of a printed page every text that stands on it."""
    named = [_parts(match.url) for match in matches if match.url.startswith("/volumes/")]
    slots = {(volume, slot) for volume, slot, _ in named if slot}
    texts = _texts(slots)
    printed = _printed(slots - set(texts))
    volumes = Volume.objects.shown().in_bulk([volume for volume, slot, _ in named if not slot], field_name="identifier")
    found: dict[str, Item] = {}
    for volume, slot, page in named:
        if not slot:
            some = [item.of_volume(volumes[volume])] if volume in volumes else []
        elif (volume, slot) in texts:
            text = texts[volume, slot]
            some = [item.of(text, _pages(text, page))]
        else:
            some = printed.get((volume, slot), [])
        found.update((one.id, one) for one in some if one.id not in found)
    return list(found.values())


def _parts(url: str) -> tuple[str, str, str]:
    """Volume, slot and page of an address, "" for what it does not name."""
    volume, slot, page, *_ = [*url.partition("#")[0].strip("/").split("/")[1:], "", "", ""]
    return volume, slot, page


def _texts(slots: Iterable[Slot]) -> dict[Slot, Document]:
    wanted = _any(Q(volume__identifier=volume, identifier=name) for volume, name in slots)
    rows = Document.objects.shown().filter(wanted).lean().select_related("volume").prefetch_related("parties")
    return {(row.volume.identifier, row.identifier): row for row in rows.order_by()}


def _printed(slots: Iterable[Slot]) -> dict[Slot, list[Item]]:
    wanted = _any(Q(page__volume__identifier=volume, page__identifier=name) for volume, name in slots)
    rows = Passage.objects.shown().filter(wanted).select_related("document__volume", "page").order_by("order")
    rows = rows.defer("html", "document__text", "document__tei").prefetch_related("document__parties")
    found: dict[Slot, list[Item]] = {}
    for row in rows:
        slot = (row.document.volume.identifier, row.page.identifier)
        found.setdefault(slot, []).append(item.of(row.document, [row.page]))
    return found


def _pages(text: Document, page: str) -> Sequence[Page]:
    return [Page(identifier=name, label=label) for name, label, *_ in text.frame["pages"] if name == page]


def _any(some: Iterable[Q]) -> Q:
    return reduce(or_, some, Q(pk__in=[]))
