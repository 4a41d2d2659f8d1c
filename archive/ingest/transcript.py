"""A plain transcript becomes the TEI that such a document has in the series; from there it walks the way of volumes.

Last of three steps: ``lines`` (what a line says), ``parts`` (what it is where it stands), and here the building.
A line has one element, whose content is the line's text, its page markers as ``pb`` and its footnotes as ``note``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from re import Pattern

from lxml import etree

from archive.records.findings import Finding, SourceError

from . import closings, labels, lines, parts
from .lines import Footnote, Line

TEI = "http://www.tei-c.org/ns/1.0"
FRUS = "http://history.state.gov/frus/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

LONGEST_LINE = 1_000_000
"""Code points a line of a transcript may have; a longer one is not a transcript."""

# What XML 1.0 has no place for (section 2.2), less the controls that Python counts as white space.
_NO_CHARACTER: Pattern[str] = re.compile("[\x00-\x08\x0e-\x1b\ufffe\uffff]")
_NEWLINE: Pattern[str] = re.compile(r"\r\n|\r|\n")


def to_tei(data: bytes, file: str) -> tuple[etree._Element, tuple[Finding, ...]]:
    """Return a transcript as a TEI volume of its documents, and a finding for each line it could not classify.

    ``data`` is UTF-8, with or without a byte order mark; ``file`` names it in errors. Divisions carry no ids; page
    markers have ``pg_22`` (``pg_22-2`` when the label comes again), footnotes ``fn1``, ``fn2`` in order of their marks.
    Raises SourceError, with the line, for bytes that are not such a text, a line over a million characters, or no text.
    """
    shaped = lines.read(_physical(data, file))
    if all(line.kind == "page" for line in shaped):
        raise SourceError(file, None, "there is no text in it")
    documents = parts.read(shaped)
    findings = tuple(_findings(documents))
    return _Edition(documents, PurePath(file).stem).root, findings


def _physical(data: bytes, file: str) -> list[str]:
    """Decode and part into lines, or say on which line that fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SourceError(file, 1, "is UTF-16, not UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02x}"
        raise SourceError(file, _line_of(data[: error.start]), f"is not UTF-8 (byte {byte})") from error
    if found := _NO_CHARACTER.search(text):
        line = _line_of(text[: found.start()].encode())
        raise SourceError(file, line, f"holds the character U+{ord(found[0]):04X}, so it is no plain text")
    physical = _NEWLINE.split(text)
    for number, line_text in enumerate(physical, 1):
        if len(line_text) > LONGEST_LINE:
            raise SourceError(file, number, f"the line has {len(line_text):,} characters, over {LONGEST_LINE:,}")
    return physical


def _line_of(before: bytes) -> int:
    """Return the number of the line that begins after ``before``'s last newline of whichever kind."""
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _findings(documents: Sequence[Sequence[Line]]) -> Iterator[Finding]:
    for document in documents:
        for line in document:
            if line.doubt:
                yield Finding("unclassified line", f"{line.doubt}: {line.text[:80]}", line=line.line)


class _Edition:
    """The TEI of a transcript, ``root``, built document by document so that no id comes twice."""

    def __init__(self, documents: Sequence[Sequence[Line]], stem: str) -> None:
        self.root: etree._Element = etree.Element(_tei("TEI"), nsmap={None: TEI, "frus": FRUS})
        self._pages: Counter[str] = Counter()
        self._notes = 0
        self._header(_title(documents) or stem)
        self._body = _child(_child(self.root, "text"), "body")
        for document in documents:
            self._document(document)

    def _header(self, title: str) -> None:
        description = _child(_child(self.root, "teiHeader"), "fileDesc")
        _child(_child(description, "titleStmt"), "title").text = title
        _child(_child(description, "publicationStmt"), "p").text = "Unpublished transcript."
        _child(_child(description, "sourceDesc"), "p").text = "Plain-text transcript."

    def _document(self, document: Sequence[Line]) -> None:
        """Build a document; page markers before its first words stand before it, as they do in the series."""
        begin = next((at for at, line in enumerate(document) if line.kind != "page"), len(document))
        for line in document[:begin]:
            self._fill(self._body, line)
        division = _child(self._body, "div", type="document")
        enclosing = [division]
        for part in _parts(document[begin:]):
            if part[0].kind == "enclosure":
                del enclosing[labels.depth(part[0].text) :]
                enclosing.append(etree.SubElement(enclosing[-1], f"{{{FRUS}}}attachment"))
            self._part(enclosing[-1], part)

    def _part(self, parent: etree._Element, part: Sequence[Line]) -> None:
        heading = next((at for at, line in enumerate(part) if line.kind == "heading"), -1)
        for closing, group in groupby(enumerate(part), lambda numbered: numbered[1].kind in _CLOSING):
            if closing:
                self._closer(_child(parent, "closer"), [line for _, line in group])
                continue
            for at, line in group:
                # "No. 99." above the heading is a note in the volumes of 1864 to 1872, below it a paragraph.
                kind = "label" if line.kind == "number" and at < heading else line.kind
                self._fill(_block(parent, kind), line)

    def _closer(self, closer: etree._Element, closing: Sequence[Line]) -> None:
        """Build signatures as the series does: names in ``signed``, what stands beside them as text, line by line."""
        for at, line in enumerate(closing):
            if at:
                _child(closer, "lb")
            if line.kind != "signature":
                self._fill(_child(closer, "dateline") if line.kind == "closing-date" else closer, line)
                continue
            start, end = closings.name_in(line.text)
            for element, first, last in (("", 0, start), ("signed", start, end), ("", end, len(line.text))):
                if first < last:
                    self._fill(_child(closer, element) if element else closer, line, first, last)

    def _fill(self, element: etree._Element, line: Line, start: int = 0, end: int | None = None) -> None:
        """Append code points ``start`` to ``end`` of a line, page markers as ``pb`` and footnotes as ``note``."""
        end = len(line.text) if end is None else end
        marks: list[tuple[int, int, str | Footnote]] = [
            (found.start(), found.end(), found["label"]) for found in labels.PAGE.finditer(line.text, start, end)
        ]
        marks += [(note.start, note.end, note) for note in line.footnotes if start <= note.start < end]
        after_page = line.kind == "page"
        for first, last, mark in sorted(marks, key=lambda mark: mark[0]):
            _append(element, line.text[start:first].lstrip() if after_page else line.text[start:first])
            after_page = isinstance(mark, str)
            if isinstance(mark, str):
                self._page(element, mark)
            else:
                self._note(element, mark)
            start = last
        _append(element, line.text[start:end].lstrip() if after_page else line.text[start:end])

    def _page(self, parent: etree._Element, label: str) -> None:
        """Add a page marker; its id is the series' own, numbered when a transcript gives a label again."""
        self._pages[label] += 1
        again = f"-{self._pages[label]}" if self._pages[label] > 1 else ""
        _child(parent, "pb", n=label).set(XML_ID, f"pg_{label}{again}")

    def _note(self, parent: etree._Element, footnote: Footnote) -> None:
        self._notes += 1
        note = _child(parent, "note", n=footnote.mark)
        note.set(XML_ID, f"fn{self._notes}")
        note.text = footnote.text


_CLOSING = frozenset({"signature", "office", "closing-date"})

_BLOCKS: dict[str, tuple[str, dict[str, str]]] = {
    "label": ("note", {"rend": "inline", "type": "source"}),
    "file": ("note", {"rend": "inline", "type": "source"}),
    "status": ("note", {"rend": "inline", "type": "source"}),
    "enclosure": ("note", {"rend": "inline", "type": "source"}),
    "heading": ("head", {}),
    "dateline": ("dateline", {}),
    "number": ("p", {"rend": "flushleft"}),
    "omission": ("p", {"rend": "center"}),
    "paragraph": ("p", {}),
}


def _block(parent: etree._Element, kind: str) -> etree._Element:
    """Open the element a line of this kind has in the series; a page marker stands in the parent itself."""
    if kind == "page":
        return parent
    if kind == "postscript":
        return _child(_child(parent, "postscript"), "p")
    name, attributes = _BLOCKS[kind]
    return _child(parent, name, **attributes)


def _parts(document: Sequence[Line]) -> Iterator[list[Line]]:
    """Part a document before each enclosure label."""
    part: list[Line] = []
    for line in document:
        if line.kind == "enclosure" and part:
            yield part
            part = []
        part.append(line)
    yield part


def _title(documents: Sequence[Sequence[Line]]) -> str:
    """Return the heading of the first document, "" where it has none."""
    return next((closings.bare(line) for line in documents[0] if line.kind == "heading"), "")


def _append(element: etree._Element, text: str) -> None:
    """Append text behind what the element has; its length is not asked for, lxml would count every child."""
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def _tei(name: str) -> str:
    return f"{{{TEI}}}{name}"


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tei(name), attributes)
