"""What goes into a book made of the edition: a document, a section with all that stands below it, or a volume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from archive.citations import item
from archive.citations.item import Item
from archive.citations.plain import line
from archive.models import Document, Enclosure, Ingestion, Note, Passage, Reference, Section, Volume
from archive.reading import addresses
from archive.reading.addresses import Missing

AT_ONCE = 500  # rows fetched together while a book is written
MOST = 10_000  # texts in a book: the contents of all of them are held while it is written, and reading systems give up


class TooLarge(Exception):
    """There are more texts than a book may have."""


@dataclass(slots=True)
class Part:
    """A place in a book's contents: the text that stands there, if there is one to be seen, and what is below it."""

    title: str
    document: Document | None = None
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of the sources that a book is made from: one hash over all of them, and when the last was taken in."""

    sha256: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """A volume or part of it: ``item`` is what is cited as a whole, ``documents`` its texts in source order, lean and
    with their parties, ``items`` the same for citing. ``enclosures`` says where each begins (code point), by the
    primary key of its document and its id."""

    volume: Volume
    name: str
    item: Item
    parts: list[Part]
    documents: list[Document]
    items: dict[int, Item]
    enclosures: dict[tuple[int, str], int]
    edition: Edition

    @property
    def title(self) -> str:
        """What it is called."""
        return self.item.title

    @property
    def is_whole(self) -> bool:
        """Whether it is a volume."""
        return self.item.is_volume


@dataclass(frozen=True, slots=True)
class Body:
    """All that is printed of a text: its passages, footnotes and cross-references, each in order."""

    document: Document
    passages: list[Passage]
    notes: list[Note]
    references: list[Reference]


def of_volume(volume: Volume) -> Book:
    """A whole volume. Raises TooLarge."""
    if volume.document_count > MOST:
        raise TooLarge(volume.identifier)
    sections = Section.objects.filter(volume=volume)
    ingestions = Ingestion.objects.filter(source__volume=volume)
    return _book(volume, volume.identifier, sections, _shown(volume), ingestions, item.of_volume(volume))


def at(volume: str, identifier: str) -> Book:
    """The section or document at an address. Raises Missing, Moved or Withdrawn."""
    section = addresses.find_section(volume, identifier)
    if section is None:
        return of_document(addresses.find_document(volume, identifier))
    addresses.raise_if_gone(section.volume)
    return of_section(section)


def of_section(section: Section) -> Book:
    """A section's own text with all that stands below it. Raises Withdrawn, or Missing where nothing is left of it."""
    own = Document.objects.lean().select_related("volume").filter(of_section=section).first()
    if own is None:
        raise Missing(section.identifier, section.volume)
    addresses.raise_if_withdrawn(own)
    sections = Section.objects.filter(volume=section.volume, path__contains=[section.identifier])
    texts = _shown(section.volume).filter(section__path__contains=[section.identifier])
    ingestions = Ingestion.objects.filter(source=section.source_id)
    return _book(section.volume, section.identifier, sections, texts, ingestions, item.of(own))


def of_document(document: Document) -> Book:
    """One document."""
    texts = _shown(document.volume).filter(pk=document.pk)
    none = Section.objects.none()
    ingestions = Ingestion.objects.filter(source=document.source_id)
    return _book(document.volume, document.identifier, none, texts, ingestions, item.of(document))


def edition_of(document: Document) -> Edition:
    """The state of the source of one text."""
    return _edition(Ingestion.objects.filter(source=document.source_id))


def bodies(book: Book) -> Iterator[Body]:
    """What is printed of each text of the book, in its order, by three queries however many there are.

    Only some rows are held at a time.
    """
    chosen = [document.pk for document in book.documents]
    passages = _by_document(Passage.objects.select_related("page"), chosen, "start")
    notes = _by_document(Note.objects.all(), chosen, "order")
    references = _by_document(Reference.objects.exclude(leads_to=""), chosen, "order")
    tables = [_Reader(rows) for rows in (passages, notes, references)]
    for document in book.documents:
        yield Body(document, *(table.of(document.pk) for table in tables))


class _Reader:
    """Reads rows that are grouped by document, in the order in which documents are asked for."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self.groups = groupby(rows, key=attrgetter("document_id"))
        self.next = next(self.groups, None)

    def of(self, document: int) -> list[Any]:
        """The rows of a document, which may have none."""
        if self.next is None or self.next[0] != document:
            return []
        rows = list(self.next[1])
        self.next = next(self.groups, None)
        return rows


def _by_document(rows: QuerySet[Any], chosen: list[int], order: str) -> Iterator[Any]:
    return rows.filter(document__in=chosen).order_by("document__order", order).iterator(AT_ONCE)


def _shown(volume: Volume) -> QuerySet[Document]:
    """The texts of a volume that readers may see, sections' own among them."""
    shown = Document.objects.in_volume(volume).filter(withdrawn_at=None, order__isnull=False)
    return shown.lean().select_related("volume", "of_section").prefetch_related("parties")


def _book(
    volume: Volume,
    name: str,
    sections: QuerySet[Section],
    texts: QuerySet[Document],
    ingestions: QuerySet[Ingestion],
    whole: Item,
) -> Book:
    documents = list(texts)
    items = {document.pk: item.of(document) for document in documents}
    begun = Enclosure.objects.filter(document__in=[document.pk for document in documents])
    enclosures = begun.order_by().values_list("document", "identifier", "start")
    return Book(
        volume=volume,
        name=name,
        item=whole,
        parts=_contents(sections.order_by("order"), documents, items),
        documents=documents,
        items=items,
        enclosures={(document, identifier): start for document, identifier, start in enclosures},
        edition=_edition(ingestions),
    )


def _contents(sections: Iterable[Section], documents: Iterable[Document], items: dict[int, Item]) -> list[Part]:
    """Sections and documents as they stand in one another, each in source order; sections with nothing in them left
    out."""
    parts: dict[int, Part] = {}
    below: dict[int | None, list[tuple[int, Part]]] = defaultdict(list)
    for section in sections:
        parts[section.pk] = Part(line(section.title))
        parent = section.parent_id if section.parent_id in parts else None
        below[parent].append((section.order, parts[section.pk]))
    for document in documents:
        if document.of_section_id in parts:
            parts[document.of_section_id].document = document
            continue
        around = document.section_id if document.section_id in parts else None
        below[around].append((document.order or 0, Part(_called(document, items[document.pk]), document)))
    for key, part in reversed(parts.items()):
        part.parts = _in_order(below[key])
    return _in_order(below[None])


def _in_order(placed: list[tuple[int, Part]]) -> list[Part]:
    rows = (part for _, part in sorted(placed, key=lambda each: each[0]))
    return [part for part in rows if part.document or part.parts]


def _called(document: Document, found: Item) -> str:
    return f"{found.document}. {found.title}" if found.document and not document.is_section else found.title


def _edition(ingestions: QuerySet[Ingestion]) -> Edition:
    current = ingestions.filter(Q(is_current=True)).order_by("source__name", "pk")
    rows = list(current.values_list("sha256", "taken_at"))
    hashes = [sha for sha, _ in rows]
    whole = hashes[0] if len(hashes) == 1 else sha256("\n".join(hashes).encode()).hexdigest()
    return Edition(whole, max((taken for _, taken in rows), default=datetime(1980, 1, 1, tzinfo=UTC)))
