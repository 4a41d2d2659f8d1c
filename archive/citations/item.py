"""What a citation says of a document, some of its pages, a section or a volume: the one source of every form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from archive import models
from archive.records.people import Party

from . import book, csl
from .book import Book
from .dated import Dated
from .plain import line

AT_A_TIME = 200  # documents of a list whose parties are looked up together
UNNAMED = {"other", "section"}  # kinds that say nothing of the genre
LEADING_NUMBER = re.compile(r"^(?:\[\d+\] *)?\*?(?:No\. *)?\d+\.\)? +(?=\S)")
TRAILING_MARK = re.compile(r"(?<=[a-z)][.\])])(?:\[?\d+\]?|\*)$")
SUPPLIED_DATE = re.compile(r" \([^()]*\d[^()]*\)$")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that is cited: a footnote by its ``note`` mark, or an ``enclosure`` as it is called."""

    note: str = ""
    enclosure: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Everything a citation can say, as plain text of one line each; "" or () where it is not known.

    ``id`` is the document's in the archive (``frus1934v05/d41``), or the volume's. ``sender`` and ``recipient`` are
    as the heading prints them; ``title`` is the heading without the edition's number before it. ``pages`` are the
    labels of the first and last printed page cited: one where they are the same, none where one is unknown.
    ``document`` is the edition's number. ``address`` is the whole one. ``accessed`` (an ISO day) only when asked for.
    """

    id: str
    kind: str
    title: str
    book: Book
    address: str
    title_supplied: bool = False
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    genre: str = ""
    number: str = ""
    place: str = ""
    date: Dated = Dated()
    file_number: str = ""
    pages: tuple[str, ...] = ()
    document: str = ""
    part: Part = Part()
    accessed: str = ""

    @property
    def cites_by_page(self) -> bool:
        """Whether its volume is cited by printed page: so before the 1955–57 subseries; after it by document."""
        return self.book.cites_by_page

    @property
    def is_letter(self) -> bool:
        """Whether it went from somebody to somebody."""
        return bool(self.sender and self.recipient)

    @property
    def is_volume(self) -> bool:
        """Whether it is a volume as a whole."""
        return self.kind == "volume"

    @property
    def is_by_page(self) -> bool:
        """Whether ``locator`` is of pages: in volumes that are cited so, where the labels are known."""
        return bool(self.pages) and (self.cites_by_page or not self.document)

    @property
    def locator(self) -> str:
        """Where in its volume: "21", "21–22", "[iii]", or a document's number; "" where neither is known."""
        return "–".join(self.pages) if self.is_by_page else self.document

    def csl(self) -> csl.Json:
        """As CSL-JSON (schema 1.0.2)."""
        return csl.of(self)


def of(document: models.Document, pages: Sequence[models.Page] = (), part: Part | None = None) -> Item:
    """A document, or a section's own text; with ``pages`` those printed pages of it, with ``part`` a part of it."""
    parties = sorted(document.parties.all(), key=lambda party: (party.role, party.order))
    labels = [page.label for page in pages] or [label for _, label, *_ in document.frame.get("pages", [])]
    return Item(
        id=document.id_in_archive,
        kind=document.kind,
        title=_title(document),
        book=book.of(document.volume),
        address=_address(document, pages),
        title_supplied=document.heading_supplied,
        sender=tuple(_party(party) for party in parties if party.role == "sender"),
        recipient=tuple(_party(party) for party in parties if party.role == "recipient"),
        genre="" if document.kind in UNNAMED else document.kind.replace("-", " "),
        number=line(document.despatch_number),
        place=line(document.place),
        date=Dated(document.date.get("edtf") or "", line(document.date.get("text") or "")),
        file_number=line(document.file_number),
        pages=_span(labels),
        document=line(document.number),
        part=part or Part(),
    )


def of_volume(volume: models.Volume) -> Item:
    """A volume as a whole."""
    printed = book.of(volume)
    address = f"{settings.SITE_URL}/volumes/{volume.identifier}/"
    return Item(id=volume.identifier, kind="volume", title=printed.title, book=printed, address=address)


def many(documents: Iterable[models.Document]) -> Iterator[Item]:
    """Documents one by one, in as many queries for each 200 as for one."""
    ahead = iter(documents)
    while some := list(islice(ahead, AT_A_TIME)):
        prefetch_related_objects(some, "volume", "parties")
        yield from map(of, some)


def _title(document: models.Document) -> str:
    heading = TRAILING_MARK.sub("", line(document.heading))
    if document.heading_supplied:
        return SUPPLIED_DATE.sub("", heading) if document.date.get("edtf") else heading
    return LEADING_NUMBER.sub("", heading).removesuffix(".")


def _address(document: models.Document, pages: Sequence[models.Page]) -> str:
    parts = [document.volume.identifier, document.identifier, *(page.identifier for page in pages[:1])]
    return f"{settings.SITE_URL}/volumes/{'/'.join(parts)}/"


def _party(party: models.Party) -> Party:
    return Party(line(party.text), line(party.name), line(party.office))


def _span(labels: Sequence[str | None]) -> tuple[str, ...]:
    ends = [line(label or "") for label in [*labels[:1], *labels[-1:]]]
    return tuple(dict.fromkeys(ends)) if all(ends) else ()
