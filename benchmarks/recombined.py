"""Volumes made by recombining paragraphs, footnotes and names; the same stock and seed give the same volumes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from archive.records.dates import UNDATED, DateStatement
from archive.records.document import Document, Note, Passage
from archive.records.people import Actor, Mention, Party
from archive.records.volume import Header, Page, Section, Volume

from .cast import Cast
from .stock import Name, Shape, Stock

FIRST, LAST, FULLEST = 1861, 1988, 1945  # years
SMALLEST, LARGEST = 350, 650  # documents of a volume
CHAPTER = 50  # documents
PAGE = 2500  # code points
NEAR = 300  # paragraphs on either side, from which a document is made
STRAY = 0.2  # how many of its paragraphs come from anywhere
NAMES = 20_000


def volumes(stock: Stock, documents: int, seed: int, names: int = NAMES) -> Iterator[Volume]:
    """Volumes of recombined documents, ``documents`` in all, in which so many names may be met."""
    dice = random.Random(seed)
    cast = Cast(stock.names, names, dice)
    number = 0
    while documents:
        number += 1
        size = min(documents, dice.randint(SMALLEST, LARGEST))
        documents -= size
        yield _Maker(stock, cast, dice, number).volume(size)


@dataclass(slots=True)
class _Sheet:
    """The text of a document as it grows, line by line."""

    lines: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, line: str) -> int:
        """Gives the code point at which the line begins."""
        at = self.length + (1 if self.lines else 0)
        self.lines.append(line)
        self.length = at + len(line)
        return at


@dataclass(slots=True)
class _Draft:
    """A document being made: its sheet, and what has been said on it."""

    shape: Shape
    sheet: _Sheet = field(default_factory=_Sheet)
    mentions: list[Mention] = field(default_factory=list)
    parties: dict[str, list[Party]] = field(default_factory=lambda: {"sender": [], "recipient": []})
    signatories: list[str] = field(default_factory=list)

    def name(self, name: Name, role: str, text: str, start: int) -> None:
        end = start + len(text)
        self.mentions.append(Mention(name.kind, name.name, role, text, start, end, "encoded", office=name.office))


class _Maker:
    """Makes one volume: a few years, and a stretch of paragraphs that its documents keep to."""

    def __init__(self, stock: Stock, cast: Cast, dice: random.Random, number: int) -> None:
        self.stock, self.cast, self.dice = stock, cast, dice
        self.year = round(dice.triangular(FIRST, LAST, FULLEST))
        self.name = f"m{self.year}v{number:04}"
        self.theme = dice.randrange(len(stock.paragraphs))
        self.pages = [Page("pg_1", "1")]
        self.filled = 0
        self.passages = 0

    def volume(self, size: int) -> Volume:
        sections = [Section("comp1", "compilation", f"Papers of {self.year}", "", "body", 0)]
        documents: list[Document] = []
        for number in range(1, size + 1):
            if number % CHAPTER == 1:
                title = " ".join(self.dice.choice(self.stock.paragraphs).split()[:8])
                name = f"ch{len(sections)}"
                sections.append(Section(name, "chapter", title, "comp1", "body", len(sections) + len(documents)))
            place = len(sections) + len(documents)
            documents.append(self.document(number, number / size, ("comp1", sections[-1].id), place))
        header = Header(f"Multiplied Papers, {self.year}, Volume {self.name}", "Multiplied Papers", str(self.year))
        return Volume(self.name, header, tuple(sections), tuple(documents), tuple(self.pages))

    def document(self, number: int, through: float, sections: tuple[str, ...], order: int) -> Document:
        """The document of that number, so far ``through`` the year (0 to 1)."""
        shape = self.dice.choice(self.stock.shapes)
        draft = _Draft(shape)
        file = f"{shape.file}/{self.dice.randrange(1, 9999)}" if shape.file else ""
        if file:
            draft.sheet.add(file)
        heading = self.head(draft)
        date, place = self.dateline(draft, through)
        self.body(draft)
        self.close(draft)
        name, text = f"d{number}", "\n".join(draft.sheet.lines)
        passages = tuple(self.paged(draft.sheet.lines))
        return Document(
            id=name,
            kind=shape.kind,
            heading=heading,
            text=text,
            tei="<div/>",
            order=order,
            number=str(number),
            status=shape.status,
            file_number=file,
            despatch_number=str(self.dice.randrange(1, 3000)) if shape.is_numbered else "",
            date=date,
            place=place,
            sender=tuple(draft.parties["sender"]),
            recipient=tuple(draft.parties["recipient"]),
            signatories=tuple(draft.signatories),
            sections=sections,
            passages=passages,
            notes=tuple(self.notes(name, shape.notes, passages)),
            mentions=tuple(draft.mentions),
        )

    def head(self, draft: _Draft) -> str:
        """The heading, of who wrote to whom where that is known, and the bracketed lines under it."""
        named = [(role, self.cast.one(kind)) for kind, role in draft.shape.mentions if role in draft.parties]
        heading, at = "", draft.sheet.length + bool(draft.sheet.lines)
        for role, name in sorted(named, key=lambda one: one[0], reverse=True):
            text = f"{'the' if heading else 'The'} {name.office} ({name.name})" if name.office else name.name
            heading += " and " if draft.parties[role] else " to " if role == "recipient" else ""
            draft.name(name, role, text, at + len(heading))
            heading += text
            actor = Actor(name.kind, name.name, name.office)
            said = (name.name, name.office) if name.kind == "person" else ("", name.name)
            draft.parties[role].append(Party(text, *said, (actor,)))
        heading = heading or draft.shape.heading
        for line in (heading, *draft.shape.status):
            draft.sheet.add(line)
        return heading

    def dateline(self, draft: _Draft, through: float) -> tuple[DateStatement, str]:
        """The date, and the place of writing."""
        written = [self.cast.one(kind) for kind, role in draft.shape.mentions if role == "written"]
        place = written[0] if written else None
        when = date(self.year, 1, 1) + timedelta(days=int(through * 364))
        text = f"{when:%B} {when.day}, {when.year}" if draft.shape.is_dated else ""
        if not (place or text):
            return UNDATED, ""
        at = draft.sheet.add(", ".join(part for part in (place.name if place else "", text) if part))
        if place:
            draft.name(place, "written", place.name, at)
        said = place.name if place else ""
        if not text:
            return UNDATED, said
        iso, start = when.isoformat(), draft.sheet.length - len(text)
        span = (start, draft.sheet.length)
        statement = DateStatement(text, iso, iso, iso, iso, True, "dateline", *span, draft.shape.time)
        return statement, said

    def body(self, draft: _Draft) -> None:
        """Its paragraphs, the names that it mentions among them."""
        mentioned = [self.cast.one(kind) for kind, role in draft.shape.mentions if role == "mentioned"]
        centre = self.theme + int(self.dice.gauss(0, NEAR))
        for _ in range(draft.shape.paragraphs):
            line = self.paragraph(centre)
            name = mentioned.pop() if mentioned else None
            at = draft.sheet.add(f"{line} {name.name}" if name else line)
            if name:
                draft.name(name, "mentioned", name.name, at + len(line) + 1)

    def paragraph(self, centre: int) -> str:
        every = self.stock.paragraphs
        if self.dice.random() < STRAY:
            return self.dice.choice(every)
        return every[(centre + self.dice.randint(-NEAR, NEAR)) % len(every)]

    def close(self, draft: _Draft) -> None:
        """The signatures."""
        for kind, role in draft.shape.mentions:
            if role == "signatory":
                name = self.cast.one(kind)
                draft.name(name, role, name.name, draft.sheet.add(name.name))
                draft.signatories.append(name.name)

    def paged(self, lines: list[str]) -> Iterator[Passage]:
        """What each printed page carries of these lines; a page is full after ``PAGE`` code points."""
        start, at, html = 0, 0, ""
        for number, line in enumerate(lines, start=1):
            is_last = number == len(lines)
            html += f"<p>{escape(line)}</p>" + ("" if is_last else "\n")
            at += len(line) + (not is_last)
            self.filled += len(line)
            if is_last or self.filled >= PAGE:
                yield Passage(self.pages[-1].id, start, at, html, order=self.passages)
                self.passages += 1
                start, html = at, ""
            if self.filled >= PAGE:
                self.filled = 0
                self.pages.append(Page(f"pg_{len(self.pages) + 1}", str(len(self.pages) + 1)))

    def notes(self, document: str, count: int, passages: tuple[Passage, ...]) -> Iterator[Note]:
        """Footnotes, each on one of its pages."""
        for number in range(1, count + 1):
            text = self.dice.choice(self.stock.notes)
            passage = self.dice.choice(passages)
            yield Note(f"{document}fn{number}", str(number), text, escape(text), passage.page, passage.start + 1)
