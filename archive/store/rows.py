"""What each record looks like as rows: the columns and the values, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from archive.citations.resolver.crossing import Crossing
from archive.models import Enclosure, Mention, Note, Party, Passage, Reference
from archive.models.document import PartyActor
from archive.records.dates import DateStatement

from . import copy, printed, references
from .printed import Meant, Owned

Row = tuple[Any, ...]


class Keys(NamedTuple):
    """What the rows of a source refer to: the id of its volume, where each anchor of it leads, its pages' keys, and by
    the ids of its texts the cross-references that are read in them."""

    volume: str
    leads: Mapping[str, str]
    pages: Mapping[str, int]
    crossings: Mapping[str, Sequence[Crossing]]


def statement(date: DateStatement) -> dict[str, Any]:
    """A date as the column keeps it: only what is said."""
    said = {field.name: getattr(date, field.name) for field in fields(DateStatement)}
    return {name: value for name, value in said.items() if value not in ("", None)}


def day(iso: str) -> date | None:
    """An ISO day as the database knows it; None for "" and for years it does not know."""
    return date.fromisoformat(iso) if iso else None


def write_parts(documents: list[Owned], keys: Keys) -> None:
    """Insert what belongs to the documents alone: passages, notes, enclosures, references."""
    copy.rows(Passage, PASSAGE, _passages(documents, keys))
    copy.rows(Note, NOTE, _notes(documents, keys))
    copy.rows(Enclosure, ENCLOSURE, _enclosures(documents))
    copy.rows(Reference, REFERENCE, _references(documents, keys))


def write_names(documents: list[Owned], volume: str) -> None:
    """Insert the names in the documents, mentions and parties, with whom they mean in ``volume``."""
    meant = printed.Meant(documents, volume)
    copy.rows(Mention, MENTION, _mentions(documents, meant))
    _write_parties(documents, meant)


PASSAGE = ("document", "page", "start", "end", "html", "opened", "closed", "order")
NOTE = ("document", "identifier", "order", "mark", "text", "html", "page", "at")
ENCLOSURE = ("document", "identifier", "order", "label", "heading", "start", "end", "parent")
REFERENCE = ("document", "order", "note", "target", "volume", "anchor", "leads_to", "start", "end", "basis")
MENTION = (
    *("document", "entity", "order", "kind", "name", "office"),
    *("role", "text", "start", "end", "note", "basis", "key"),
)
PARTY = ("id", "document", "role", "order", "text", "name", "office", "actors")


def _passages(documents: Iterable[Owned], keys: Keys) -> Iterator[Row]:
    for key, document in documents:
        for p in document.passages:
            yield key, keys.pages[p.page], p.start, p.end, p.html, p.opened, p.closed, p.order


def _notes(documents: Iterable[Owned], keys: Keys) -> Iterator[Row]:
    for key, document in documents:
        for order, n in enumerate(document.notes):
            yield key, n.id, order, n.mark, n.text, n.html, keys.pages[n.page] if n.page else None, n.at


def _enclosures(documents: Iterable[Owned]) -> Iterator[Row]:
    for key, document in documents:
        for order, e in enumerate(document.enclosures):
            yield key, e.id, order, e.label, e.heading, e.start, e.end, e.parent


def _references(documents: Iterable[Owned], keys: Keys) -> Iterator[Row]:
    for key, document in documents:
        for order, r in enumerate(document.references):
            volume, anchor = references.target(r.target, keys.volume)
            leads_to = keys.leads.get(anchor, "") if volume == keys.volume else ""
            yield key, order, r.note, r.target, volume, anchor, leads_to, r.start, r.end, references.ENCODED
        for order, c in enumerate(keys.crossings.get(document.id, ()), len(document.references)):
            volume, leads_to = (keys.volume, keys.leads.get(c.anchor, "")) if c.anchor else ("", "")
            yield key, order, c.note, c.target, volume, c.anchor, leads_to, c.start, c.end, references.READ


def _mentions(documents: Iterable[Owned], meant: Meant) -> Iterator[Row]:
    for key, document in documents:
        for order, (m, entity) in enumerate(zip(document.mentions, meant.mentions(key, document), strict=True)):
            yield key, entity, order, m.kind, m.name, m.office, m.role, m.text, m.start, m.end, m.note, m.basis, m.key


def _write_parties(documents: list[Owned], meant: Meant) -> None:
    sides = [
        (key, document, role, order, party)
        for key, document in documents
        for role, side in (("sender", document.sender), ("recipient", document.recipient))
        for order, party in enumerate(side)
    ]
    ids = copy.allocate(Party, len(sides))
    copy.rows(
        Party,
        PARTY,
        (
            (id, key, role, order, p.text, p.name, p.office, Jsonb([asdict(actor) for actor in p.actors]))
            for id, (key, _, role, order, p) in zip(ids, sides, strict=True)
        ),
    )
    copy.rows(
        PartyActor,
        ("party", "entity", "order"),
        (
            (id, entity, order)
            for id, (key, document, _, _, party) in zip(ids, sides, strict=True)
            for order, entity in enumerate(meant.seats(key, document, party))
        ),
    )
