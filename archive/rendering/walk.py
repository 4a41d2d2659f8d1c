"""Walking a TEI tree: characters and HTML side by side, page after page, footnotes on streams of their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from archive.records.volume import Page

from . import supplied
from .html import Frame, Pages
from .shapes import TEI, XML_ID, XML_LANG, Shape
from .text import Characters


class Span(NamedTuple):
    """Where an element's characters stand: code points in the text, or in the footnote whose id ``note`` holds."""

    start: int
    end: int
    note: str


class Enclosed(NamedTuple):
    """An enclosure met on the way: its id, its element, and the id of the enclosure around it or ""."""

    id: str
    element: etree._Element
    parent: str


@dataclass(slots=True)
class Stream:
    """Where characters go: the text itself, or the footnote whose id ``note`` holds."""

    note: str = ""
    characters: Characters = field(default_factory=Characters)
    html: Pages = field(default_factory=Pages)


@dataclass(slots=True)
class Footnote:
    """A footnote met on the way, with the code point of the text that its mark follows.

    ``page`` is the page that its mark opens, None where the mark stands behind the character it follows.
    """

    id: str
    mark: str
    at: int
    stream: Stream
    page: Page | None = None


class Walk:
    """One walk over one document; ``handlers`` say what becomes of an element, by its tag ("" for any other)."""

    def __init__(
        self,
        name: str,
        handlers: Mapping[str, Callable[[Walk, etree._Element], None]],
        markers: Mapping[etree._Element, Page],
        opening: Page,
        apart: Collection[etree._Element],
    ) -> None:
        self.name = name
        self.handlers = handlers
        self.markers = markers
        self.page = opening
        self.apart = apart
        self.main = self.stream = Stream()
        self.starts: list[tuple[Page, int]] = []
        self.resumed: list[etree._Element | None] = []
        self.passed: etree._Element | None = None
        self.footnotes: list[Footnote] = []
        self.waiting: list[tuple[str, Footnote | None]] = []
        self.enclosures: list[Enclosed] = []
        self.around: list[str] = [""]
        self.spans: dict[etree._Element, Span] = {}
        self.unknown: dict[str, int | None] = {}
        self.headed: set[etree._Element] = set()
        self.level = 1
        self.tables = 0
        self.breaking = False

    def visit(self, element: etree._Element) -> None:
        """Set one element, unless it is a text of its own."""
        if element in self.apart:
            self.pass_over(element)
        elif isinstance(element.tag, str):
            stream = self.stream
            start = stream.characters.length
            self.handlers.get(element.tag, self.handlers[""])(self, element)
            self.spans[element] = Span(start, stream.characters.length, stream.note)
        elif element.tag is etree.Entity:
            self.put(element.text or "")

    def inside(self, element: etree._Element) -> None:
        """Set what stands in an element."""
        if element.text:
            self.put(element.text)
        for child in element:
            self.visit(child)
            if child.tail:
                self.put(child.tail)

    def pass_over(self, element: etree._Element) -> None:
        """Leave an element out, but turn the pages it turns."""
        for mark in element.iter(TEI + "pb"):
            self.turn(mark)
        self.passed = element
        self.stream.characters.block()

    def turn(self, mark: etree._Element) -> None:
        """A TEI ``pb``: what follows stands on the page it opens."""
        self.stream.characters.space()
        self.page = self.markers.get(mark, self.page)

    @property
    def is_turning(self) -> bool:
        """Whether the next character of the text begins a page that follows another."""
        return bool(self.starts) and self.starts[-1][0] is not self.page

    def put(self, chunk: str) -> None:
        """Set characters of the source."""
        taken = self.stream.characters.take(chunk)
        if taken is None:
            return
        gap, body = taken
        if self.stream is self.main and (self.is_turning or not self.starts):
            self._begin_page(gap, self.main.characters.length - len(body))
            gap = ""
        self.stream.html.write(gap, body)

    def _begin_page(self, gap: str, at: int) -> None:
        html = self.main.html
        if self.starts:
            html.turn(gap)
        html.mark(supplied.page_mark(self.page))
        self.starts.append((self.page, at))
        self.resumed.append(self.passed)
        for mark, note in self.waiting:
            html.supply(mark)
            if note is not None:
                note.page = self.page
        self.waiting.clear()

    def supply(self, mark: str, note: Footnote | None = None) -> None:
        """Set a mark that is no part of the text; where a page is turned first, at the head of that page."""
        if self.stream is self.main and self.is_turning:
            self.waiting.append((mark, note))
        else:
            self.stream.html.supply(mark)

    def end(self) -> None:
        """Set what waited for a page on which nothing more stands."""
        for mark, _ in self.waiting:
            self.main.html.supply(mark)

    @contextmanager
    def spanning(self, element: etree._Element) -> Iterator[None]:
        """Remember where the characters of an element stand."""
        stream = self.stream
        start = stream.characters.length
        yield
        self.spans[element] = Span(start, stream.characters.length, stream.note)

    @contextmanager
    def framed(self, frame: Frame) -> Iterator[Frame]:
        """Set what follows inside an HTML element."""
        stream = self.stream
        if frame.block:
            stream.characters.block()
        stream.html.push(frame)
        yield frame
        stream.html.pop()
        if frame.block:
            stream.characters.block()

    def shaped(self, element: etree._Element, shape: Shape, css: str = "") -> None:
        """Set what stands in an element inside one HTML element of the given shape."""
        with self.framed(shape.frame(css, **own_attributes(element))):
            self.inside(element)

    def footnote(self, note: Footnote, element: etree._Element) -> None:
        """Set a footnote on a stream of its own; its mark goes where the walk stands."""
        self.supply(supplied.note_mark(note.id, note.mark), note)
        self.footnotes.append(note)
        outer, self.stream, self.breaking = (self.stream, self.breaking), note.stream, False
        self.inside(element)
        self.stream, self.breaking = outer


def own_attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element that its HTML keeps: its id and its language."""
    kept = {}
    if name := element.get(XML_ID):
        kept["id"] = identifier(name)
    if language := element.get(XML_LANG):
        kept["lang"] = language
    return kept


def identifier(name: str) -> str:
    """An id as addresses use it: characters outside ``[A-Za-z0-9_-]`` become ``-``."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "-" for c in name)
