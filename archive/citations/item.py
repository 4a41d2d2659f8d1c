"""What a citation says of a document, some of its pages, a section or a volume: the one source of every form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.text import capfirst

from archive import models
from archive.records.people import Party

from . import book, csl
from .book import Book
from .dated import Dated
from .plain import line

AT_A_TIME = 200  # documents of a list whose parties are looked up together
UNNAMED = {"other", "section"}  # kinds that say nothing of the genre
UNDATED = Dated()
# "25. Memorandum", "No. 93. Mr. Gresham", "[412] *No. 2. Mr. Fish"
LEADING_NUMBER = re.compile(r"^(?:\[\d+\] *)?\*?(?:No\. *)?\d+\.\)? +(?=\S)|^\*")
# "Mr. Bancroft.1", "APPENDIX.[xxxiii]", "Declaration*"
TRAILING_MARK = re.compile(r"(?<=[\w.\])])(?:\[(?:\d+|[ivxl]+)\]|(?<=[.\])])\d+|\*)$")
FULL_STOP = re.compile(
    r"(?<![ .][A-Za-z])(?<!\b(?:Jr|Sr|Co))(?<!\b(?:Inc|Ltd|etc))\.$"
)  # not of "10 a.m.", "Quill, Jr."
RUN_IN = re.compile(r"(?<=[a-z]):(?=[A-Z])")  # "Sir:Referring"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that is cited: a footnote by its mark (``note``), an ``enclosure`` by what it is called."""

    note: str = ""
    enclosure: str = ""

    @classmethod
    def of_note(cls, note: models.Note) -> Part:
        """A footnote."""
        return cls(note=line(note.mark))

    @classmethod
    def of_enclosure(cls, enclosure: models.Enclosure) -> Part:
        """An enclosure: by its heading, else by its label without brackets ("Enclosure 2")."""
        label = re.split(r"[—.\]]", line(enclosure.label).lstrip("["))[0]
        return cls(enclosure=_stripped(line(enclosure.heading)) or label or "Enclosure")


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Item:
    """Everything a citation can say, as plain text of one line each; "" or () where it is not known.

    ``id`` is the document's in the archive (``frus1934v05/d41``), with the page's where pages are cited, or the
    volume's. ``sender`` and ``recipient`` are as the heading prints them; ``title`` is the heading without the
    edition's number; ``title_supplied`` tells that these are the first words of the text instead. ``number`` is the
    despatch's or telegram's own. ``pages`` are the labels of the first and last printed page cited: one where they
    are the same, none where one is unknown. ``document`` is the edition's number. ``address`` is the whole one.
    ``accessed`` (an ISO day) only when asked for: ``dataclasses.replace(item, accessed="2026-11-23")``.
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
    date: Dated = UNDATED
    file_number: str = ""
    pages: tuple[str, ...] = ()
    document: str = ""
    part: Part = WHOLE
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
    def is_section(self) -> bool:
        """Whether it is a section's own text."""
        return self.kind == "section"

    @property
    def is_by_page(self) -> bool:
        """Whether ``locator`` is of pages: in volumes that are cited so, and where there is no document number."""
        return bool(self.pages) and (self.cites_by_page or not self.document)

    @property
    def locator(self) -> str:
        """Where in its volume: "21", "21–22", "[iii]", or a document's number; "" where neither is known."""
        return "–".join(self.pages) if self.is_by_page else self.document

    @property
    def form(self) -> str:
        """What sort of paper it is, with its number: "telegram", "despatch no. 1551"; "" where that says nothing."""
        return f"{self.genre} no. {self.number}" if self.genre and self.number else self.genre

    @property
    def sender_names(self) -> list[str]:
        """Who sent it, as printed."""
        return [party.text for party in self.sender]

    @property
    def recipient_names(self) -> list[str]:
        """Whom it went to, as printed."""
        return [party.text for party in self.recipient]

    def csl(self) -> csl.Json:
        """As CSL-JSON (schema 1.0.2)."""
        return csl.of(self)


def of(document: models.Document, pages: Sequence[models.Page] = (), part: Part | None = None) -> Item:
    """A document, or a section's own text; with ``pages`` those printed pages of it, with ``part`` a part of it.

    Looks up the document's volume and parties unless they are at hand; the pages of the whole come from its frame.
    """
    parties = sorted(document.parties.all(), key=lambda party: party.order)
    labels = [page.label for page in pages] or [label for _, label, *_ in document.frame.get("pages", [])]
    path = _path(document, pages)
    date = _date(document)
    return Item(
        id="/".join(path),
        kind=document.kind,
        title=_title(document, date),
        book=book.of(document.volume),
        address=f"{settings.SITE_URL}/volumes/{'/'.join(path)}/",
        title_supplied=document.heading_supplied and document.length > 0,
        sender=tuple(_party(party) for party in parties if party.role == "sender"),
        recipient=tuple(_party(party) for party in parties if party.role == "recipient"),
        genre="" if document.kind in UNNAMED else document.kind.replace("-", " "),
        number=line(document.despatch_number),
        place=line(document.place),
        date=date,
        file_number=line(document.file_number),
        pages=_span(labels),
        document=line(document.number),
        part=part or WHOLE,
    )


def of_volume(volume: models.Volume) -> Item:
    """A volume as a whole."""
    printed = book.of(volume)
    address = f"{settings.SITE_URL}/volumes/{volume.identifier}/"
    return Item(id=volume.identifier, kind="volume", title=printed.title, book=printed, address=address)


def many(documents: Iterable[models.Document]) -> Iterator[Item]:
    """Documents one by one, with a fixed number of queries for each 200 of them."""
    return map(of, at_hand(documents))


def at_hand(documents: Iterable[models.Document]) -> Iterator[models.Document]:
    """The same documents, with what ``of`` looks up."""
    ahead = iter(documents)
    while some := list(islice(ahead, AT_A_TIME)):
        prefetch_related_objects(some, "volume", "parties")
        yield from some


def _title(document: models.Document, date: Dated) -> str:
    """The heading; of a text without one its first words, behind which the archive has put the date as printed."""
    heading = line(document.heading)
    if not document.heading_supplied:
        return _stripped(heading)
    return RUN_IN.sub(": ", heading.removesuffix(f" ({date.text})"))


def _date(document: models.Document) -> Dated:
    said = document.date
    return Dated(said.get("edtf") or "", line(said.get("text") or ""), said.get("basis") == "encoded")


def _stripped(heading: str) -> str:
    """A heading without the edition's number before it, a mark behind it, and the stop at its end."""
    bare = LEADING_NUMBER.sub("", TRAILING_MARK.sub("", heading)).rstrip(" ,;:")
    return FULL_STOP.sub("", bare) or heading


def _path(document: models.Document, pages: Sequence[models.Page]) -> list[str]:
    return [document.volume.identifier, document.identifier, *(page.identifier for page in pages[:1])]


def _party(party: models.Party) -> Party:
    text = line(party.text).rstrip(" ,")
    begun = capfirst(text) if party.role == "sender" and text.startswith("the ") else text  # "Memorandum by the …"
    return Party(begun, line(party.name).rstrip(" ,"), line(party.office))


def _span(labels: Sequence[str | None]) -> tuple[str, ...]:
    ends = [line(label or "") for label in [*labels[:1], *labels[-1:]]]
    return tuple(dict.fromkeys(ends)) if all(ends) else ()
