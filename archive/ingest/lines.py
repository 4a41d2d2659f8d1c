"""The lines of a transcript: what each is by its own words, and which of them are one line wrapped.

First of three steps: ``lines`` says what a line looks like (``grammar``), ``parts`` what it is where it stands
(``closings`` for signatures), ``transcript`` builds TEI from that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from .grammar import ITEM, NOTE_HEAD, OPEN_END, has_genre, is_close, is_ended, is_heading, is_title, shape


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote put where its mark stands: code points ``start`` to ``end`` of the line, ``mark`` as printed."""

    mark: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a transcript, wrapped ones joined.

    ``kind`` is, by its words alone, ``file number status bracketed dateline received enclosure page omission text``;
    once placed also ``heading paragraph signature office closing-date postscript``. ``text`` has its white space
    collapsed, ``line`` counts from 1, ``parted`` tells of a blank line before it, ``tabular`` of columns in it,
    ``doubt`` why it is a paragraph only for want of certainty ("" when there is none).
    """

    kind: str
    text: str
    line: int
    parted: bool = False
    tabular: bool = False
    doubt: str = ""
    footnotes: tuple[Footnote, ...] = ()


UNMARKED = "footnote without its mark"
"""The doubt of a paragraph in the form of a footnote."""

WIDEST = 132
"""Code points of the widest line that counts as wrapped: a printer's page; longer ones are paragraphs in one line."""


def read(physical: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines that are not blank, each with the kind its words give it, wrapped paragraphs joined."""
    shaped = tuple(_shaped(physical))
    groups: list[list[Line]] = []
    wrapping = _Wrapping.of(shaped)
    for line, following in zip_longest(shaped, shaped[1:]):
        wrapping.take(groups, line, following)
    return tuple(_merged(group) for group in groups)


def _shaped(physical: Sequence[str]) -> Iterator[Line]:
    parted = True
    for number, raw in enumerate(physical, 1):
        text = " ".join(raw.split())
        if text:
            tabular = "\t" in raw.strip() or "   " in raw.strip()
            yield Line(shape(text), text, number, parted, tabular)
        parted = not text


def _merged(group: list[Line]) -> Line:
    """Join the pieces of one wrapped line; a hyphen at a line's end keeps its place and takes no space after it."""
    first, *rest = group
    pieces = [first.text]
    for piece in rest:
        before = pieces[-1]
        hyphened = before[-1] == "-" and before[-2:-1].isalpha() and piece.text[0].isalpha()
        pieces += [piece.text] if hyphened else [" ", piece.text]
    text = "".join(pieces)
    return replace(first, text=text, kind=shape(text)) if rest else first


@dataclass(slots=True)
class _Wrapping:
    """Which lines continue the one before; ``width`` is that of a file set in short lines, 0 where there is none."""

    width: int
    opening: bool = True

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Wrapping:
        """Find the width: nearly all lines fit on a printer's page, and three or more come close to its edge."""
        lengths = [len(line.text) for line in lines]
        narrow = [length for length in lengths if length <= WIDEST]
        width = max(narrow, default=0)
        full = sum(length > 0.8 * width for length in narrow)
        wrapped = width >= 40 and full >= 3 and len(narrow) >= 0.95 * len(lengths)
        return cls(width if wrapped else 0)

    def take(self, groups: list[list[Line]], line: Line, following: Line | None) -> None:
        """Add a line to the group it continues, or open a group with it."""
        if groups and (_is_bracket_open(groups[-1][-1], line) or self._continues(groups[-1], line, following)):
            groups[-1].append(replace(line, kind="text"))
            return
        if line.kind == "text" and self._resumes(groups, line):
            marker = groups.pop()
            groups[-1] += [*marker, line]
            return
        if line.kind == "text" and groups and groups[-1][0].kind == "text":
            self.opening = False
        elif line.kind in ("file", "enclosure"):
            self.opening = True
        elif line.kind in ("dateline", "number", "omission"):
            self.opening = False
        groups.append([line])

    def _continues(self, group: list[Line], line: Line, following: Line | None) -> bool:
        before = group[-1]
        if group[0].kind != "text":
            return False
        title = self.opening and is_heading(group[0].text) and is_title(group[0].text)
        if line.parted or before.tabular or line.tabular or is_close(before.text):
            return line.text[0].islower() and not (line.parted or line.tabular)
        if OPEN_END.search(before.text[-12:]):
            return True
        if title and line.kind != "text":
            return False
        if title:
            return line.text[0].islower() or self._is_heading_on(before, line, following)
        if line.kind == "text":
            return self._is_wrapped(before, line)
        prose = not (is_ended(before.text) or is_title(before.text))
        return prose and line.kind in ("dateline", "received", "number", "file")

    def _is_wrapped(self, before: Line, line: Line) -> bool:
        """Tell prose that goes on: in lower case, past the width, or from a long line that has no end."""
        ended = is_ended(before.text)
        if NOTE_HEAD.match(line.text) or (ended and ITEM.match(line.text)):
            return False
        if not ended and line.text[0].islower():
            return True
        if self.width and self._is_full(before, line):
            return not (ended and len(line.text) < 40 and not is_ended(line.text))
        return not ended and len(before.text) >= 50 and (len(line.text) >= 50 or is_ended(line.text))

    def _is_full(self, before: Line, line: Line) -> bool:
        """Tell whether the next word would not have fitted, as every line but a paragraph's last is filled."""
        return len(before.text) + 1 + len(line.text.split(" ", 1)[0]) > self.width

    def _resumes(self, groups: list[list[Line]], line: Line) -> bool:
        """Tell a paragraph that goes on after a page marker on a line of its own."""
        if len(groups) < 2 or groups[-1][0].kind != "page" or groups[-2][0].kind != "text":
            return False
        last = groups[-2][-1]
        before = last.text
        if is_ended(before) or is_close(before) or NOTE_HEAD.match(line.text):
            return self.width > 0 and not (line.parted or groups[-1][0].parted) and self._is_full(last, line)
        if self.opening and is_heading(before) and not OPEN_END.search(before[-12:]):
            return False
        return line.text[0].islower() or bool(OPEN_END.search(before[-12:])) or min(len(before), len(line.text)) >= 60

    def _is_heading_on(self, before: Line, line: Line, following: Line | None) -> bool:
        """Tell the second line of a heading: a title alone with the first, or one the first had no room for."""
        if line.text[0] == "(" or before.text.count("(") > before.text.count(")"):
            return True
        alone = following is None or following.parted or following.kind != "text"
        complete = " to " in before.text and before.text[-1] == ")"
        short = max(len(before.text), len(line.text)) <= WIDEST
        wrapped = self.width > 0 and self._is_full(before, line)
        title = is_heading(line.text) and is_title(line.text) and not (is_ended(line.text) or has_genre(line.text))
        return title and short and (wrapped or (alone and not complete))


def _is_bracket_open(before: Line, line: Line) -> bool:
    """Tell a clause that the line's end cut: "[Received January 2, 1919," / "12:52 p.m.]"."""
    return not line.parted and "]" in line.text and before.text.rfind("[") > before.text.rfind("]")
