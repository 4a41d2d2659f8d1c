"""One document read from its TEI: number, heading, file, dates, parties, who signed, what is enclosed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from archive.records.dates import UNDATED, DateStatement
from archive.records.document import Document, Enclosure
from archive.rendering.edition import Rendering
from archive.rendering.elements import is_footnote
from archive.rendering.shapes import FRUS, TEI
from archive.rendering.walk import Span

from . import datelines, genre, headings, labels, mentions, serial
from .datelines import Dateline
from .returned import ATTACHMENT
from .structure import Division

DOC_EARLIEST, DOC_LATEST = FRUS + "doc-dateTime-min", FRUS + "doc-dateTime-max"
UNTITLED = ("[untitled]", "untitled")
TITLE_WORDS = 9


@dataclass(frozen=True, slots=True)
class Source:
    """A division of the volume ``volume`` and how it was rendered: what there is to read a document from."""

    volume: str
    division: Division
    rendering: Rendering

    @property
    def element(self) -> etree._Element:
        return self.division.element

    def text(self, element: etree._Element) -> str:
        """The characters of an element, as the document's text has them."""
        span = self.span(element)
        return self.rendering.text[span.start : span.end] if span and not span.note else ""

    def span(self, element: etree._Element) -> Span | None:
        """Where an element's characters stand."""
        return self.rendering.spans.get(element)

    def own(self, *tags: str) -> Iterator[etree._Element]:
        """Elements of these names that are the document's own: not of its enclosures, notes, or the texts in it."""
        yield from _own(self.element, frozenset(tags), self.division.apart)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the inline notes and the line "No. 12" of a document say."""

    file_number: str = ""
    file_line: str = ""
    despatch_number: str = ""
    status: tuple[str, ...] = ()


def read(source: Source) -> Document:
    """The record of one document."""
    division, rendering = source.division, source.rendering
    said = _labels(source)
    head = next(source.own(TEI + "head"), None)
    printed = source.text(head) if head is not None else ""
    heading = headings.read(printed, mentions.party_tags(source, head))
    dateline, line = _dateline(source)
    dated = _dated(source, printed, head, dateline, line)
    title, supplied = _title(printed, rendering.text[_opening(source) :].strip() or rendering.text, dated)
    return Document(
        id=division.id,
        kind=genre.kind(
            heading=title,
            genre=heading.genre,
            status=said.status,
            file_number_line=said.file_line,
            despatch_number=said.despatch_number,
            sender=heading.sender,
            recipient=heading.recipient,
            subtype=source.element.get("subtype", ""),
        ),
        heading=title,
        heading_supplied=supplied,
        text=rendering.text,
        tei=serial.tei(source.element, division.apart),
        order=division.order,
        number=source.element.get("n", "").strip("[] "),
        status=said.status,
        file_number=said.file_number,
        despatch_number=said.despatch_number,
        date=dated,
        received=_shifted(dateline.received, line),
        place=dateline.place,
        sender=heading.sender,
        recipient=heading.recipient,
        signatories=tuple(filter(None, map(source.text, mentions.signatures(source)))),
        sections=division.path,
        passages=rendering.passages,
        notes=rendering.notes,
        enclosures=enclosures(source),
        mentions=mentions.of_document(source, heading, head, dateline, line),
        references=mentions.references(source),
    )


def section(source: Source, title: str) -> Document:
    """The record of a section's own text: no date and no parties, else as a document."""
    division, rendering = source.division, source.rendering
    return Document(
        id=division.id,
        kind="section",
        heading=title,
        text=rendering.text,
        tei=serial.tei(source.element, division.apart),
        order=division.order,
        sections=division.path,
        passages=rendering.passages,
        notes=rendering.notes,
        enclosures=enclosures(source),
        mentions=mentions.of_section(source),
        references=mentions.references(source),
    )


def _own(element: etree._Element, tags: frozenset[str], apart: set[etree._Element]) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in tags:
            yield child
        if child.tag != ATTACHMENT and child not in apart and not is_footnote(child):
            yield from _own(child, tags, apart)


def _labels(source: Source) -> Labels:
    """File number, despatch number and statuses; the number stands in a note (1864–1872) or a line of its own."""
    file_number = file_line = number = ""
    status: list[str] = []
    for element in source.own(TEI + "note", TEI + "p"):
        text = source.text(element)
        if len(text) > labels.LONGEST or (element.tag == TEI + "p" and not text.lstrip("*[").startswith(("No", "NO"))):
            continue
        said = labels.read(text)
        if said.kind in ("file-number", "collection") and not file_line and element.tag == TEI + "note":
            file_number, file_line = said.value, text
        elif said.kind == "despatch-number":
            number = number or said.value
        elif said.kind == "status" and element.tag == TEI + "note":
            status.append(text)
    return Labels(file_number, file_line, number, tuple(status))


def _dateline(source: Source) -> tuple[Dateline, int]:
    """The document's own dateline, and the code point of the text from which its offsets count."""
    element = next(source.own(TEI + "dateline"), None)
    span = source.span(element) if element is not None else None
    if element is None or span is None:
        return Dateline(), 0
    spans = [source.span(place) for place in element.iter(TEI + "placeName")]
    places = [(p.start - span.start, p.end - span.start) for p in spans if p and not p.note]
    # A line with an old-style and a new-style date has both encoded; print is read as the new one.
    dates = list(filter(None, map(encoded, element.iter(TEI + "date")))) or [""]
    readings = [datelines.read(source.text(element), date, places) for date in dates]
    return next((line for line in readings if line.date.agrees), readings[0]), span.start


def encoded(date: etree._Element) -> str:
    """What a TEI ``date`` encodes (att.datable): ``@when``, or an interval ``a/b``, or ""."""
    if date.get("when"):
        return str(date.get("when"))
    first = date.get("from") or date.get("notBefore") or ""
    last = date.get("to") or date.get("notAfter") or ""
    return f"{first}/{last}" if first or last else ""


def _dated(source: Source, printed: str, head: etree._Element | None, dateline: Dateline, line: int) -> DateStatement:
    """The document's date: of its dateline, else printed in its heading, else only encoded."""
    if dateline.date.basis != "none":
        return _shifted(dateline.date, line)
    in_heading = datelines.in_heading(printed)
    if in_heading.basis != "none" and head is not None:
        span = source.span(head)
        return _shifted(in_heading, span.start if span else 0)
    return _encoded_only(source)


def _encoded_only(source: Source) -> DateStatement:
    for date in source.own(TEI + "date"):
        if encoded(date) and (found := datelines.read("", encoded(date)).date).basis != "none":
            span = source.span(date)
            if span is None or span.note or not source.text(date):
                return found
            return replace(found, text=source.text(date), start=span.start, end=span.end)
    first, last = source.element.get(DOC_EARLIEST, "")[:10], source.element.get(DOC_LATEST, "")[:10]
    if not first:
        return UNDATED
    return datelines.read("", first if last in ("", first) else f"{first}/{last}").date


def _shifted(date: DateStatement, by: int) -> DateStatement:
    if date.start is None or date.end is None:
        return date
    return replace(date, start=date.start + by, end=date.end + by)


def _opening(source: Source) -> int:
    """The code point at which what stands above a letter ends: number, status, heading, dateline."""
    end = 0
    for element in source.own(TEI + "note", TEI + "head", TEI + "dateline"):
        span = source.span(element)
        if span is not None and span.start <= end + 1:
            end = max(end, span.end)
    return end


def _title(printed: str, body: str, dated: DateStatement) -> tuple[str, bool]:
    """The heading, or a supplied one of the first words and the date where the source has none."""
    if printed and printed.lower() not in UNTITLED:
        return printed, False
    words = body.split()
    opening = " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")
    date = f" ({dated.text})" if dated.text and dated.text not in opening else ""
    return (f"{opening}{date}" if opening else "Document without a heading"), True


def enclosures(source: Source) -> tuple[Enclosure, ...]:
    """The enclosures in the order of the source, each with its label line and heading if it has them."""
    return tuple(
        Enclosure(
            name,
            _enclosure_label(source, element),
            source.text(head) if (head := element.find(TEI + "head")) is not None else "",
            *source.rendering.spans[element][:2],
            parent,
        )
        for name, element, parent in source.rendering.enclosures
    )


def _enclosure_label(source: Source, element: etree._Element) -> str:
    lines = [source.text(note) for note in element.iterchildren(TEI + "note") if not is_footnote(note)]
    return next((line for line in lines if labels.read(line).kind == "enclosure"), lines[0] if lines else "")
