"""Documents as rows: which are new, which are corrected or renumbered, and which have gone from their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone
from psycopg.types.json import Jsonb

from archive import models
from archive.records.document import Document
from archive.records.volume import Volume

from . import anchoring_again, copy, layout, matching, read, rows
from .layout import Target
from .rows import Owned

REMOVED = "It is no longer in the source of its volume."
COLUMNS = (
    *("id", "volume", "source", "section", "of_section", "identifier", "order", "number", "kind", "heading"),
    *("heading_supplied", "status", "file_number", "despatch_number", "date", "earliest", "latest", "received"),
    *("place", "signatories", "text", "length", "tei", "changed_at", "withdrawn_reason", "frame", "revision"),
)


@dataclass(slots=True)
class Outcome:
    """What a writing changed, in documents and sections' own texts."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    renumbered: int = 0
    removed: int = 0


@dataclass(slots=True)
class Changes:
    """The texts of a source beside the rows they are already: ``held`` by their id in the new source.

    ``touched`` are the primary keys of the documents of which searches will find something else than before,
    ``rewritten`` those whose words changed, each before and now.
    """

    texts: list[Document]
    held: dict[str, models.Document]
    gone: list[models.Document]
    before: dict[int, Document]
    outcome: Outcome = field(default_factory=Outcome)
    touched: set[int] = field(default_factory=set)
    rewritten: dict[int, tuple[Document, Document]] = field(default_factory=dict)


def compare(target: Target, volume: Volume) -> Changes:
    """Tell which row each text of ``volume`` is, by its id or by its words."""
    start = layout.room(target, [models.Document, models.Section], max(volume.places.values(), default=-1) + 1)
    texts = [replace(text, order=start + text.order) for text in volume.texts]
    held = {row.identifier: row for row in models.Document.objects.filter(source=target.source)}
    before = {held[record.id].pk: record for record in read.documents(target.source)} if held else {}
    old = {name: row.text for name, row in held.items()}
    same = matching.identities(old, {text.id: text.text for text in texts})
    kept = set(same.values())
    return Changes(
        texts,
        {new: held[name] for new, name in same.items()},
        [row for name, row in held.items() if name not in kept],
        before,
    )


def clear(target: Target, changes: Changes) -> None:
    """Delete what is written anew: all that belongs to the documents that the source still has."""
    mine = models.Document.objects.filter(pk__in=[row.pk for row in changes.held.values()])
    models.PartyActor.objects.filter(party__document__in=mine).delete()
    for table in (
        *(models.Party, models.Mention, models.Suggestion, models.Reference),
        *(models.Enclosure, models.Note, models.Passage),
    ):
        table._default_manager.filter(document__in=mine).delete()
    models.Section.objects.filter(source=target.source).delete()


def write(target: Target, changes: Changes, sections: dict[str, int]) -> list[Owned]:
    """Write the documents' own rows; gives each text with its primary key."""
    now = timezone.now()
    _remove(changes, now)
    fresh = [text for text in changes.texts if text.id not in changes.held]
    keys = dict(zip((text.id for text in fresh), copy.allocate(models.Document, len(fresh)), strict=True))
    changes.outcome.added = len(fresh)
    _vacate(row for text in changes.texts if (row := changes.held.get(text.id)) and row.identifier != text.id)
    for text in changes.texts:
        if text.id in changes.held:
            keys[text.id] = changes.held[text.id].pk
            _update(changes, text, sections, now)
    anchoring_again.after(changes.rewritten)
    in_use = [*(text.id for text in changes.texts), *sections]
    models.Address.objects.filter(volume=target.volume.identifier, identifier__in=in_use).delete()
    place = (target.volume.pk, target.source.pk)
    copy.rows(models.Document, COLUMNS, _fresh_rows(fresh, keys, place, sections, now))
    changes.touched.update(keys[text.id] for text in fresh)
    return [(keys[text.id], text) for text in changes.texts]


def _remove(changes: Changes, now: datetime) -> None:
    """Withdraw what the source no longer has; it gives up its place, and its id if another text has that now."""
    wanted = {text.id for text in changes.texts}
    for row in changes.gone:
        if row.order is None:
            continue
        changes.outcome.removed += 1
        changes.touched.add(row.pk)
        row.order = row.section = row.of_section = None
        row.withdrawn_at, row.withdrawn_reason = row.withdrawn_at or now, row.withdrawn_reason or REMOVED
        if row.identifier in wanted:
            row.identifier = f"{row.identifier}~{row.pk}"
        row.save(update_fields=["order", "section", "of_section", "withdrawn_at", "withdrawn_reason", "identifier"])


def _vacate(rows_: Iterable[models.Document]) -> None:
    """Remember the addresses that renumbered documents leave."""
    for row in rows_:
        models.Address.objects.update_or_create(
            volume=row.volume.identifier, identifier=row.identifier, defaults={"document": row, "revision": None}
        )


def _update(changes: Changes, text: Document, sections: dict[str, int], now: datetime) -> None:
    """Bring a held row up to date; when it was changed last moves only if a reader could see it."""
    row = changes.held[text.id]
    before = changes.before.get(row.pk)
    is_same = before is not None and _reading(before) == _reading(text)
    if before is not None and _words(before) != _words(text):
        changes.rewritten[row.pk] = (before, text)
    if not is_same or row.order != text.order or row.is_withdrawn:
        changes.touched.add(row.pk)
    changes.outcome.renumbered += row.identifier != text.id
    if is_same:
        changes.outcome.unchanged += 1
    else:
        changes.outcome.changed += 1
        row.changed_at = now
    if row.withdrawn_reason == REMOVED:
        row.withdrawn_at, row.withdrawn_reason = None, ""
    for name, value in _values(text, sections).items():
        setattr(row, name, value)
    row.save()


def _reading(text: Document) -> Document:
    """A text without its place among others, which moves when another is put in before it."""
    return replace(text, order=0, passages=tuple(replace(passage, order=0) for passage in text.passages))


def _words(text: Document) -> tuple[object, ...]:
    """All that annotations stand on."""
    return text.text, *((note.id, note.text) for note in text.notes)


def _values(text: Document, sections: dict[str, int]) -> dict[str, object]:
    """The columns of a document by name, foreign keys by their primary keys."""
    around = [sections[name] for name in text.sections]
    own = sections.get(text.id) if text.kind == "section" else None
    return {
        "section_id": own or (around[-1] if around else None),
        "of_section_id": own,
        "identifier": text.id,
        "order": text.order,
        "number": text.number,
        "kind": text.kind,
        "heading": text.heading,
        "heading_supplied": text.heading_supplied,
        "status": list(text.status),
        "file_number": text.file_number,
        "despatch_number": text.despatch_number,
        "date": rows.statement(text.date),
        "earliest": rows.day(text.date.earliest),
        "latest": rows.day(text.date.latest),
        "received": rows.statement(text.received),
        "place": text.place,
        "signatories": list(text.signatories),
        "text": text.text,
        "length": len(text.text),
        "tei": text.tei,
    }


def _fresh_rows(
    texts: list[Document], keys: dict[str, int], place: tuple[int, int], sections: dict[str, int], now: datetime
) -> Iterator[tuple[object, ...]]:
    for text in texts:
        values = _values(text, sections)
        values["date"], values["received"] = Jsonb(values["date"]), Jsonb(values["received"])
        yield keys[text.id], *place, *values.values(), now, "", Jsonb({}), 0
