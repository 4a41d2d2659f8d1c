"""Rows back into records: what was written comes back the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from archive import models
from archive.records import document as records
from archive.records.dates import DateStatement
from archive.records.findings import Finding
from archive.records.people import Actor, Mention, Party, Person
from archive.records.volume import Header, Page, Section, Volume

from .gazetteering import BASES
from .references import ENCODED

AS_THEY_STAND = ("note", "start", "end", "order")


def volume(identifier: str) -> Volume:
    """The records of the volume as its newest sources gave them. Raises Volume.DoesNotExist."""
    row = models.Volume.objects.get(identifier=identifier)
    sources = list(row.sources.order_by("pk"))
    texts = [text for source in sources for text in documents(source)]
    by_id = {text.id: text for text in texts if text.kind == "section"}
    return Volume(
        id=row.identifier,
        header=_header(row),
        sections=tuple(section for source in sources for section in _sections(source, by_id)),
        documents=tuple(text for text in texts if text.kind != "section"),
        pages=tuple(map(_page, _pages(row))),
        people=tuple(Person(p.key, p.name, p.description) for p in row.people.order_by("order")),
        findings=tuple(_findings(row)),
    )


def outline(row: models.Volume) -> Volume:
    """A volume's header, sections and pages, without any text."""
    sections = (section for source in row.sources.order_by("pk") for section in _sections(source, {}))
    return Volume(row.identifier, _header(row), tuple(sections), (), tuple(map(_page, _pages(row))))


def pages(row: models.Document) -> list[Page]:
    """The printed pages a document stands on, in its order."""
    passages = row.passages.select_related("page").order_by("start")
    return [_page(passage.page) for passage in passages]


def slugs(row: models.Document) -> list[str]:
    """The addresses of the entities a document mentions, in the order of the mentions that ``of`` gives."""
    return list(row.mentions.order_by(*AS_THEY_STAND).values_list("entity__slug", flat=True))


def seats(row: models.Document) -> dict[tuple[str, int], list[str]]:
    """The addresses of the actors of each party, by role and place."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    rows = models.PartyActor.objects.filter(party__document=row).order_by("party__order", "order")
    for role, order, slug in rows.values_list("party__role", "party__order", "entity__slug"):
        found[role, order].append(slug)
    return found


def documents(source: models.Source) -> list[records.Document]:
    """The texts of one source in its order, sections' own among them: what the source said, and nothing found since."""
    rows = models.Document.objects.filter(source=source, order__isnull=False).select_related("section")
    return _records(rows, _said(), first_place(source))


def said(rows: Iterable[models.Document]) -> list[records.Document]:
    """The records of some documents as their sources gave them."""
    return _records(rows, _said(), 0)


def _said() -> QuerySet[models.Mention]:
    return models.Mention.objects.exclude(basis__in=BASES).order_by("order")


def of(rows: Iterable[models.Document]) -> list[records.Document]:
    """The records of some documents, with the names that were found in them since, as they stand in their texts."""
    return _records(rows, models.Mention.objects.order_by(*AS_THEY_STAND), 0)


def _records(rows: Iterable[models.Document], mentions: QuerySet[models.Mention], first: int) -> list[records.Document]:
    """The records of some documents; ``first`` is the place in the volume from which their order counts."""
    found = sorted(rows, key=lambda row: row.order or 0)
    parts = _Parts([row.pk for row in found], mentions)
    return [_document(row, parts, first) for row in found]


def first_place(source: models.Source) -> int:
    """The place in its volume at which a source begins."""
    places = [
        table.objects.filter(source=source, order__isnull=False)
        .order_by("order")
        .values_list("order", flat=True)
        .first()
        for table in (models.Document, models.Section)
    ]
    return min((place for place in places if place is not None), default=0)


def _header(row: models.Volume) -> Header:
    said: dict[str, Any] = {f.name: getattr(row, f.name) for f in fields(Header) if f.name != "source"}
    return Header(
        **{**said, "editors": tuple(row.editors), "revisions": tuple(row.revisions), "source": row.source_note}
    )


def _sections(source: models.Source, texts: Mapping[str, records.Document]) -> list[Section]:
    first = first_place(source)
    rows = source.sections.select_related("parent").order_by("order")
    return [
        Section(
            id=row.identifier,
            kind=row.kind,
            title=row.title,
            parent=row.parent.identifier if row.parent else "",
            placement=row.placement,
            order=row.order - first,
            text=texts.get(row.identifier),
            has_text=row.has_text,
        )
        for row in rows
    ]


def _pages(row: models.Volume) -> Iterable[models.Page]:
    return row.pages.filter(order__isnull=False).order_by("order")


def _page(row: models.Page) -> Page:
    return Page(row.identifier, row.label, row.image, row.supplied)


def _findings(row: models.Volume) -> Iterable[Finding]:
    rows = models.Finding.objects.filter(ingestion__source__volume=row, ingestion__is_current=True)
    return (Finding(f.kind, f.what, f.where, f.line) for f in rows.order_by("ingestion__source", "pk"))


class _Parts:
    """All that belongs to some documents, one query a table, by document."""

    def __init__(self, keys: list[int], mentions: QuerySet[models.Mention]) -> None:
        self.passages = self._grouped(models.Passage.objects.select_related("page").order_by("start"), keys)
        self.notes = self._grouped(models.Note.objects.select_related("page").order_by("order"), keys)
        self.enclosures = self._grouped(models.Enclosure.objects.order_by("order"), keys)
        self.references = self._grouped(models.Reference.objects.filter(basis=ENCODED).order_by("order"), keys)
        self.mentions = self._grouped(mentions, keys)
        self.parties = self._grouped(models.Party.objects.order_by("role", "order"), keys)

    @staticmethod
    def _grouped(rows: Any, keys: list[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in rows.filter(document__in=keys):
            found[row.document_id].append(row)
        return found


def _document(row: models.Document, parts: _Parts, first: int) -> records.Document:
    key = row.pk
    around = tuple(row.section.path) if row.section else ()
    sides = {role: tuple(map(_party, side)) for role, side in groupby(parts.parties[key], key=lambda party: party.role)}
    return records.Document(
        id=row.identifier,
        kind=row.kind,
        heading=row.heading,
        text=row.text,
        tei=row.tei,
        order=(row.order or 0) - first,
        number=row.number,
        heading_supplied=row.heading_supplied,
        status=tuple(row.status),
        file_number=row.file_number,
        despatch_number=row.despatch_number,
        date=DateStatement(**row.date),
        received=DateStatement(**row.received),
        place=row.place,
        sender=sides.get("sender", ()),
        recipient=sides.get("recipient", ()),
        signatories=tuple(row.signatories),
        sections=around[:-1] if row.of_section_id else around,
        passages=tuple(map(_passage, parts.passages[key])),
        notes=tuple(map(_note, parts.notes[key])),
        enclosures=tuple(_enclosure(e) for e in parts.enclosures[key]),
        mentions=tuple(map(_mention, parts.mentions[key])),
        references=tuple(records.Reference(r.target, r.start, r.end, r.note) for r in parts.references[key]),
    )


def _passage(row: models.Passage) -> records.Passage:
    return records.Passage(row.page.identifier, row.start, row.end, row.html, row.opened, row.closed, row.order)


def _note(row: models.Note) -> records.Note:
    page = row.page.identifier if row.page else None
    return records.Note(row.identifier, row.mark, row.text, row.html, page, row.at)


def _enclosure(row: models.Enclosure) -> records.Enclosure:
    return records.Enclosure(row.identifier, row.label, row.heading, row.start, row.end, row.parent)


def _mention(row: models.Mention) -> Mention:
    return Mention(
        *(row.kind, row.name, row.role, row.text, row.start, row.end, row.basis),
        office=row.office,
        note=row.note,
        key=row.key,
    )


def _party(row: models.Party) -> Party:
    return Party(row.text, row.name, row.office, tuple(Actor(**actor) for actor in row.actors))
