"""The inspection: whether what the archive holds still fits together, and the sources are still what came in."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice, pairwise
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Substr
from lxml import etree
from lxml import html as lxml_html

from archive import models
from archive.ingest import sources
from archive.records import document as records
from archive.records.findings import SourceError
from archive.search import index

from . import read, write

CHUNK = 100  # documents at a time: the longest has 300,000 characters
OWN_TEXT = etree.XPath("//text()[not(ancestor::*[@data-supplied])]")
SHOWN = 30  # characters around a difference


class Held(NamedTuple):
    """A document's row, its record, and for each page of its volume that its source marks its place among them."""

    row: models.Document
    record: records.Document
    places: Mapping[str, int]


def faults(volume: str = "", done: Callable[[int], None] = lambda documents: None) -> Iterator[str]:
    """Every fault of the archive, or of one volume, as a sentence that begins with what it is a fault of.

    ``done`` is told how many documents more have been looked at. What is taken in meanwhile is not looked at.
    """
    with _standing_still():
        for row in models.Volume.objects.filter(Q(identifier=volume) if volume else Q()).order_by("identifier"):
            for of_volume in OF_VOLUMES:
                yield from of_volume(row)
            yield from _documents(row, done)
    if not volume:
        yield from index.differences()


@contextmanager
def _standing_still() -> Iterator[None]:
    """One view of the archive from beginning to end, whatever others write."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _documents(volume: models.Volume, done: Callable[[int], None]) -> Iterator[str]:
    rows = models.Document.objects.filter(volume=volume).order_by("pk").iterator(CHUNK)
    places = _places(volume)
    while chunk := list(islice(rows, CHUNK)):
        by_name = {record.id: record for record in read.of(chunk)}
        for row in chunk:
            held = Held(row, by_name[row.identifier], places.get(row.source_id, {}))
            for of_document in OF_DOCUMENTS:
                yield from (f"{volume.identifier}/{row.identifier}: {fault}" for fault in of_document(held))
        done(len(chunk))


def _places(volume: models.Volume) -> dict[int, dict[str, int]]:
    """The places of the pages of each source; a page that two transcripts share is the first one's."""
    places: dict[int, dict[str, int]] = {}
    for page in volume.pages.filter(order__isnull=False):
        places.setdefault(page.source_id, {})[page.identifier] = page.order or 0
    return places


# Of a volume: each gives sentences that name it


def sources_are_as_they_came(volume: models.Volume) -> Iterator[str]:
    for kept in models.Ingestion.objects.filter(source__volume=volume).select_related("source").iterator(1):
        name = f"{volume.identifier}: the source {kept.file} of {kept.taken_at:%Y-%m-%d}"
        try:
            data = kept.content()
        except zlib.error as error:
            yield f"{name} cannot be unpacked: {error}"
            continue
        if len(data) != kept.size:
            yield f"{name} has {len(data):,} bytes, but {kept.size:,} came in"
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            yield f"{name} no longer has its SHA-256"


def every_source_is_held(volume: models.Volume) -> Iterator[str]:
    current = models.Ingestion.objects.filter(source=OuterRef("pk"), is_current=True)
    for source in volume.sources.filter(~Exists(current)):
        yield f"{volume.identifier}: nothing is kept of its source {source.name}"


def counts_are_right(volume: models.Volume) -> Iterator[str]:
    for name, count in write.counts(volume).items():
        if getattr(volume, name) != count:
            yield f"{volume.identifier}: its {name} is given as {getattr(volume, name):,}, but is {count:,}"


def sections_stand_in_their_parents(volume: models.Volume) -> Iterator[str]:
    for section in volume.sections.select_related("parent"):
        above = section.parent.path if section.parent else []
        if section.path != [*above, section.identifier]:
            said = "/".join(section.path)
            yield f"{volume.identifier}/{section.identifier}: its place is given as {said}, but is another"


def old_addresses_lead_somewhere(volume: models.Volume) -> Iterator[str]:
    for address in models.Address.objects.filter(volume=volume.identifier).select_related("document__volume"):
        name = f"{volume.identifier}/{address.identifier}"
        if any(table.objects.filter(volume=volume, identifier=address.identifier).exists() for table in SLOT):
            yield f"{name}: it is said to have moved to {address.document.id_in_archive}, but is still in use"


def annotations_quote_their_texts(volume: models.Volume) -> Iterator[str]:
    """Whose they are and what they say is told to nobody."""
    standing = models.Annotation.objects.filter(document__volume=volume, start__isnull=False)
    noted = models.Note.objects.filter(document=OuterRef("document"), identifier=OuterRef("footnote"))
    whole = Case(When(footnote="", then="document__text"), default=Subquery(noted.values("text")))
    here = Coalesce(Substr(whole, F("start") + 1, F("end") - F("start")), Value(""))
    astray = standing.annotate(here=here).exclude(quote=F("here")).select_related("document").order_by("pk")
    for annotation in astray.defer("document__text", "document__tei"):
        name = f"{volume.identifier}/{annotation.document.identifier}"
        yield f"{name}: the annotation {annotation.address} at {annotation.start} does not quote its text"


SLOT = (models.Document, models.Section, models.Page)
OF_VOLUMES: tuple[Callable[[models.Volume], Iterator[str]], ...] = (
    *(sources_are_as_they_came, every_source_is_held, counts_are_right),
    *(sections_stand_in_their_parents, old_addresses_lead_somewhere, annotations_quote_their_texts),
)


# Of a document: each gives what is wrong with it


def length_is_that_of_the_text(held: Held) -> Iterator[str]:
    if held.row.length != len(held.row.text):
        yield f"its length is given as {held.row.length:,}, but its text has {len(held.row.text):,} characters"


def pages_cover_the_text(held: Held) -> Iterator[str]:
    reached = 0
    for passage in held.record.passages:
        if passage.start != reached:
            yield f"page {passage.page} begins at {passage.start}, but the one before it ends at {reached}"
        reached = passage.end
    if reached != len(held.record.text):
        yield f"its pages end at {reached}, but its text at {len(held.record.text)}"


def pages_are_in_order(held: Held) -> Iterator[str]:
    known = [passage.page for passage in held.record.passages if passage.page in held.places]
    for first, second in pairwise(known):
        if held.places[first] >= held.places[second]:
            yield f"page {second} stands behind page {first}, but comes before it in the volume"


def pages_show_the_text(held: Held) -> Iterator[str]:
    for passage in held.record.passages:
        said = held.record.text[passage.start : passage.end]
        if fault := _difference(own_text(passage.html), said):
            yield f"page {passage.page} does not show its text: {fault}"


def notes_stand_in_the_text(held: Held) -> Iterator[str]:
    for note in held.record.notes:
        if not 0 <= note.at <= len(held.record.text):
            yield f"note {note.id} stands at {note.at}, outside the text"
        here = next((p.page for p in held.record.passages if p.start < max(note.at, 1) <= p.end), None)
        if note.page != here:
            yield f"note {note.id} is said to stand on page {note.page}, but its mark is on {here}"
        if fault := _difference(own_text(note.html), note.text):
            yield f"note {note.id} does not show its text: {fault}"


def mentions_quote_the_text(held: Held) -> Iterator[str]:
    texts = _texts(held.record)
    for mention in held.record.mentions:
        quoted = texts.get(mention.note, "")[mention.start : mention.end]
        if quoted != mention.text:
            yield f"the mention of {mention.text!r} at {mention.start} stands where the text says {quoted!r}"


def date_quotes_the_text(held: Held) -> Iterator[str]:
    for date in (held.record.date, held.record.received):
        quoted = held.record.text[date.start : date.end]
        if date.start is not None and quoted != date.text:
            yield f"the date {date.text!r} at {date.start} stands where the text says {quoted!r}"


def enclosures_lie_in_the_text(held: Held) -> Iterator[str]:
    known = {enclosure.id for enclosure in held.record.enclosures}
    for enclosure in held.record.enclosures:
        if not 0 <= enclosure.start <= enclosure.end <= len(held.record.text):
            yield f"enclosure {enclosure.id} lies from {enclosure.start} to {enclosure.end}, outside the text"
        if enclosure.parent and enclosure.parent not in known:
            yield f"enclosure {enclosure.id} is said to lie in {enclosure.parent}, which is not there"


def references_stand_in_the_text(held: Held) -> Iterator[str]:
    texts = _texts(held.record)
    for reference in held.record.references:
        if not 0 <= reference.start < reference.end <= len(texts.get(reference.note, "")):
            yield f"the reference to {reference.target!r} at {reference.start} stands outside its text"


def tei_can_be_read(held: Held) -> Iterator[str]:
    try:
        sources.xml(held.record.tei.encode(), held.record.id)
    except SourceError as error:
        yield f"its TEI cannot be read: {error.what}"


OF_DOCUMENTS: tuple[Callable[[Held], Iterator[str]], ...] = (
    *(length_is_that_of_the_text, pages_cover_the_text, pages_are_in_order, pages_show_the_text),
    *(notes_stand_in_the_text, mentions_quote_the_text, date_quotes_the_text),
    *(enclosures_lie_in_the_text, references_stand_in_the_text, tei_can_be_read),
)


def own_text(html: str) -> str:
    """The characters of finished HTML that are the source's: all but those of what the archive supplies."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    return "".join(OWN_TEXT(tree))


def _texts(record: records.Document) -> dict[str, str]:
    return {"": record.text, **{note.id: note.text for note in record.notes}}


def _difference(shown: str, said: str) -> str:
    """Where two texts first differ, "" if they do not."""
    if shown == said:
        return ""
    differing = (at for at, (one, other) in enumerate(zip(shown, said, strict=False)) if one != other)
    begin = max(next(differing, min(len(shown), len(said))) - SHOWN // 2, 0)
    return f"{shown[begin : begin + SHOWN]!r} for {said[begin : begin + SHOWN]!r}"
