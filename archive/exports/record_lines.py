"""The texts of a volume as JSON Lines: a document a line, in the shape that its address gives."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from archive.models import Document, Mention, PartyActor, Volume
from archive.records.volume import Page
from archive.store import read

from . import record_json


def documents(volume: Volume, batches: Iterable[list[Document]]) -> Iterator[bytes]:
    """A line for each text, by as many queries for a batch as for one text."""
    pages = {page.id: page for page in read.outline(volume).pages}
    for batch in batches:
        yield from _lines(volume, batch, pages)


def _lines(volume: Volume, batch: list[Document], pages: dict[str, Page]) -> Iterator[bytes]:
    keys = [row.pk for row in batch]
    slugs, seats = _slugs(keys), _seats(keys)
    rows = {row.identifier: row for row in batch}
    for record in read.of(batch):
        row = rows[record.id]
        around = [row.frame[name] and row.frame[name][0] for name in ("previous", "next")]
        said = record_json.document(
            record, volume.identifier, pages, slugs[row.pk], seats[row.pk], (around[0], around[1])
        )
        yield json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _slugs(keys: list[int]) -> dict[int, list[str]]:
    """The addresses of whom each text mentions, in the order of its record's mentions."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Mention.objects.filter(document__in=keys).order_by(*read.AS_THEY_STAND)
    for key, slug in rows.values_list("document", "entity__slug"):
        found[key].append(slug)
    return found


def _seats(keys: list[int]) -> dict[int, dict[tuple[str, int], list[str]]]:
    """The addresses of the actors of each party of each text, by role and place."""
    found: dict[int, dict[tuple[str, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = PartyActor.objects.filter(party__document__in=keys).order_by("party__order", "order")
    for key, role, order, slug in rows.values_list("party__document", "party__role", "party__order", "entity__slug"):
        found[key][role, order].append(slug)
    return found
