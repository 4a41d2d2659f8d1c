"""A document's TEI rendered whole: its text, its pages with their HTML, its footnotes and enclosures, in one walk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from archive.records.document import Note, Passage
from archive.records.volume import Page

from .elements import HANDLERS
from .text import trimmed
from .walk import Enclosed, Footnote, Span, Walk

NOWHERE = Page("pg_unknown", supplied=True)


@dataclass(slots=True)
class Rendering:
    """What the walk gives: ``spans`` tell where each element's characters stand, ``unknown`` on which line (counted
    from 1) each element name that has no rule was first met, ``resumed`` for each passage which text of its own was
    passed over last before it."""

    text: str
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    enclosures: tuple[Enclosed, ...]
    spans: dict[etree._Element, Span]
    unknown: dict[str, int | None]
    resumed: tuple[etree._Element | None, ...]


def render(
    element: etree._Element,
    name: str,
    markers: Mapping[etree._Element, Page],
    opening: Page = NOWHERE,
    apart: Collection[etree._Element] = (),
) -> Rendering:
    """Walk a document's or section's ``element``.

    ``name`` is its identifier, from which enclosures take theirs; ``markers`` say which page each TEI ``pb`` opens;
    ``opening`` is the page in force where the element begins; elements in ``apart`` are texts of their own and are
    passed over, but for the pages they turn.
    """
    walk = Walk(name, HANDLERS, markers, opening, apart)
    walk.inside(element)
    walk.end()
    text = walk.main.characters.text()
    return Rendering(
        text,
        tuple(_passages(walk, len(text))),
        tuple(_note(walk, footnote) for footnote in walk.footnotes),
        tuple(walk.enclosures),
        dict(_spans(walk, text)),
        walk.unknown,
        tuple(walk.resumed),
    )


def _passages(walk: Walk, length: int) -> Iterator[Passage]:
    if not walk.starts:
        return
    starts = [0, *(at for _, at in walk.starts[1:])]
    cuts = walk.main.html.finish()
    for (page, _), start, end, cut in zip(walk.starts, starts, [*starts[1:], length], cuts, strict=True):
        yield Passage(page.id, start, end, cut.html, cut.opened, cut.closed)


def _note(walk: Walk, footnote: Footnote) -> Note:
    """The footnote's record; it belongs to the page of the character that its mark follows, or that it opens."""
    before = (page for page, at in reversed(walk.starts) if at < max(footnote.at, 1))
    on = footnote.page or next(before, None)
    page = on.id if on else None
    stream = footnote.stream
    return Note(footnote.id, footnote.mark, stream.characters.text(), stream.html.finish()[0].html, page, footnote.at)


def _spans(walk: Walk, text: str) -> Iterator[tuple[etree._Element, Span]]:
    texts = {"": text, **{footnote.id: footnote.stream.characters.text() for footnote in walk.footnotes}}
    for element, (start, end, note) in walk.spans.items():
        yield element, Span(*trimmed(texts[note], start, end), note)
