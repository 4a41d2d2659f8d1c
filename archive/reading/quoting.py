"""A passage that a reader quotes: its words, the printed pages it stands on, and the part of its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from archive.citations.item import Part
from archive.citations.styles import BIBLIOGRAPHY, Formatted, Style
from archive.models import Document, Enclosure, Note, Page
from archive.rendering.marks import SHADE, Mark
from archive.rendering.text import trimmed

from .pages import Shades

WRITTEN = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?(\d{1,9})-(\d{1,9})")
PLACE = "passage"  # what the mark is called in its page
LONG = 100  # words from which on a quotation is set apart (Chicago 18, 12.10)
INNER = str.maketrans("“”", "‘’")
QUOTES = str.maketrans('"“”„', "    ")
MOST_SEARCHED = 40  # words
LONGEST_SEARCHED = 900  # code points


class Unquotable(Exception):
    """There is nothing of a document where a passage is said to stand; the sentence says why."""


class Span(NamedTuple):
    """Code points ``start`` to ``end`` of a text, or of its footnote ``note``; ``812-1020`` or ``d41fn37.4-20``."""

    start: int
    end: int
    note: str = ""

    def __str__(self) -> str:
        return f"{self.note}.{self.start}-{self.end}" if self.note else f"{self.start}-{self.end}"

    @property
    def mark(self) -> Mark:
        """What is laid over it."""
        return Mark(self.start, self.end, "mark", {"class": "quoted", "id": PLACE}, SHADE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a passage, its span without white space at its ends, its pages and its part of the document.

    ``whole`` are the same words without a letter missing at either end.
    """

    span: Span
    words: str
    whole: str
    pages: list[Page]
    part: Part

    @property
    def where(self) -> str:
        """Where it stands, in words: "p. 57", "pp. 57–58", "p. 57, footnote 3"."""
        ends = list(dict.fromkeys([self.pages[0].name, self.pages[-1].name]))
        pages = "–".join(ends).replace("–p. ", "–")
        pages = f"p{pages}" if len(ends) > 1 and all(end.startswith("p. ") for end in ends) else pages
        note = f"footnote {self.part.note}" if self.part.note else ""
        return ", ".join(filter(None, [pages, note]))

    @property
    def is_block(self) -> bool:
        """Whether it is set apart, without quotation marks: of several lines, or long."""
        return "\n" in self.words or len(self.words.split()) >= LONG

    @property
    def phrase(self) -> str:
        """What finds it again in a search: its words as they stand, of a long one the first."""
        words = " ".join(self.whole.translate(QUOTES).split()[:MOST_SEARCHED])
        return f'"{words if len(words) <= LONGEST_SEARCHED else words[:LONGEST_SEARCHED].rpartition(" ")[0]}"'


def read(text: str) -> Span | None:
    """The span that an address names; None for what names none."""
    found = WRITTEN.fullmatch(text)
    return Span(int(found[2]), int(found[3]), found[1] or "") if found else None


def marked(shades: Shades, passage: str) -> Shades:
    """What is laid over a text, and a passage with it, if ``passage`` names one."""
    span = read(passage)
    return {**shades, span.note: [*shades.get(span.note, ()), span.mark]} if span else shades


def of(document: Document, span: Span) -> Quotation:
    """What stands at a span of a document. Raises Unquotable."""
    note = _note(document, span.note) if span.note else None
    text = note.text if note else document.text
    start, end = trimmed(text, span.start, min(span.end, len(text)))
    if start >= end:
        raise Unquotable(f"Nothing of this text stands at {span}.")
    within = Span(start, end, span.note)
    part = _footnote(note) if note else _enclosure(document, within)
    pages = [note.page] if note and note.page else _pages(document, note.at if note else start, end if not note else 0)
    return Quotation(within, text[start:end], _whole_words(text, start, end), pages, part)


def written(quotation: Quotation, citation: Formatted, style: Style) -> Formatted:
    """A quotation with its citation, as it is pasted: the words, and below them the note or the entry."""
    sign = "" if style.form == BIBLIOGRAPHY else "1"
    lines = _lines(quotation)
    text = "\n".join(lines) + ("¹" if sign else "") + "\n\n" + ("¹ " if sign else "") + citation.text
    above = f"<sup>{sign}</sup>" if sign else ""
    paragraphs = [escape(line, quote=False) for line in lines]
    paragraphs[-1] += above
    html = "".join(f"<p>{line}</p>" for line in paragraphs)
    html = f"<blockquote>{html}</blockquote>" if quotation.is_block else html
    return Formatted(text, f"{html}<p>{above + ' ' if above else ''}{citation.html}</p>")


def _lines(quotation: Quotation) -> list[str]:
    if quotation.is_block:
        return quotation.words.split("\n")
    return [f"“{quotation.words.translate(INNER)}”"]


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end]


def _note(document: Document, identifier: str) -> Note:
    found = Note.objects.filter(document=document, identifier=identifier).select_related("page").first()
    if found is None:
        raise Unquotable(f"This text has no footnote {identifier}.")
    return found


def _pages(document: Document, start: int, end: int) -> list[Page]:
    """The printed pages of a document from code point ``start`` to ``end``; the one of ``start`` at least."""
    return [
        Page(identifier=name, label=label, supplied=label is None)
        for name, label, first, last in document.frame["pages"]
        if first < max(end, start + 1) and last > start
    ]


def _footnote(note: Note) -> Part:
    return Part.of_note(note) if note.mark else Part(note="*")


def _enclosure(document: Document, span: Span) -> Part:
    """The innermost enclosure in which a span stands whole; no part where there is none."""
    around = Enclosure.objects.filter(document=document, start__lte=span.start, end__gte=span.end)
    found = around.order_by("-start", "end").first()
    return Part.of_enclosure(found) if found else Part()
