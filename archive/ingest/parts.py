"""What each line of a transcript is where it stands: documents, headings, labels, paragraphs, footnotes.

Second of three steps between ``lines`` and ``transcript``. What is not certain where it stands becomes a paragraph
that says why it was doubted, so that the findings list it (the rule of first refusal).
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from re import Pattern

from . import closings
from .grammar import is_close, is_ended, is_heading, is_title
from .lines import UNMARKED, Footnote, Line

_UNTITLED = "[Untitled]"

_FOOTNOTE: Pattern[str] = re.compile(
    r"(?:\[(?P<bracketed>[0-9]{1,3}[a-z]?)\] ?|(?P<raised>[¹²³⁰⁴-⁹]{1,3}) ?|(?P<sign>\*{1,3}|[†‡§]{1,3}) ?(?=[^\s*†‡§])"
    r"|(?P<plain>[0-9]{1,3})(?P<point>[.)])? (?=\S))"
)
_NOTE_MARK: Pattern[str] = re.compile(
    r"(?<=\S)(?:(?P<raised>[¹²³⁰⁴-⁹]{1,3})|(?P<sign>\*{1,3}|[†‡§]{1,3})(?![^\s.,;:)\]”’])"
    r"|(?P<space> ?)\[(?P<bracketed>[0-9]{1,3}[a-z]?)\](?!\w))"
    r"|(?<=[a-z.,;:”’)])(?P<plain>[0-9]{1,2})(?=\s|$)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def read(shaped: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Part a file's lines into its documents, every line placed; a page marker between two belongs to the second."""
    return tuple(closings.read(_annotated(document)) for document in _documents(shaped))


def _documents(shaped: Sequence[Line]) -> Iterator[list[Line]]:
    document = _Opening()
    for at, line in enumerate(shaped):
        if line.kind == "file" and document.has_text and not document.awaits_file and _opens_a_document(shaped, at):
            carried = document.give_up_pages()
            yield document.placed
            document = _Opening(carried)
        document.place(line)
    yield document.placed


def _opens_a_document(shaped: Sequence[Line], at: int) -> bool:
    """Tell whether a heading follows a file number within six lines, with labels and page markers only between."""
    for line in shaped[at + 1 : at + 7]:
        if line.kind == "text" or line.text == _UNTITLED:
            return line.text == _UNTITLED or is_heading(line.text)
        if line.kind not in ("status", "bracketed", "number", "page"):
            return False
    return False


class _Opening:
    """Places the lines of one document by what may still come: a heading, then labels and a dateline, then text."""

    def __init__(self, pages: Sequence[Line] = ()) -> None:
        self.placed: list[Line] = list(pages)
        self.has_text = False
        self.awaits_file = True
        self._awaits_heading = True
        self._in_body = False

    def give_up_pages(self) -> list[Line]:
        """Take the page markers off the end, for the document that follows."""
        count = 0
        while count < len(self.placed) and self.placed[-1 - count].kind == "page":
            count += 1
        self.placed, pages = self.placed[: len(self.placed) - count], self.placed[len(self.placed) - count :]
        return pages

    def place(self, line: Line) -> None:
        """Put a line in its place; what does not belong there is a paragraph."""
        placed = getattr(self, f"_{line.kind}")(line)
        if placed is not None:
            self.placed.append(placed)
        self.has_text = self.has_text or line.kind != "page"
        self.awaits_file = self.awaits_file and line.kind in ("enclosure", "file", "page", "status")

    def _page(self, line: Line) -> Line:
        return line

    def _omission(self, line: Line) -> Line:
        self._awaits_heading, self._in_body = False, True
        return line

    def _enclosure(self, line: Line) -> Line:
        self._awaits_heading, self._in_body, self.awaits_file = True, False, True
        return line

    def _file(self, line: Line) -> Line:
        return line if self.awaits_file else self._paragraph(line, "file number without a heading after it")

    def _status(self, line: Line) -> Line:
        return self._paragraph(line, "bracketed line within the text") if self._in_body else line

    def _bracketed(self, line: Line) -> Line:
        if self._awaits_heading and line.text == _UNTITLED:
            return self._heading(line)
        if line.text.endswith(":]"):
            return self._paragraph(line, "")  # "[From Stevens:]" opens the text of a telegram sent through another
        if self._in_body or len(line.text) > 80:
            return self._paragraph(line, "bracketed line within the text" if len(line.text) <= 80 else "")
        return replace(line, kind="status")

    def _number(self, line: Line) -> Line:
        return self._paragraph(line, "number within the text") if self._in_body else line

    def _dateline(self, line: Line) -> Line | None:
        if self._follows_an_office(line):
            line, self._in_body = self._joined(line), False
        if self._in_body:
            return self._paragraph(line, "date within the text")
        self._awaits_heading = False
        return line

    def _follows_an_office(self, line: Line) -> bool:
        """Tell the second line of "Legation of the United States," / "London, March 3, 1862."."""
        if line.parted or len(self.placed) < 2 or self.placed[-2].kind == "paragraph":
            return False
        before = self.placed[-1]
        return before.kind == "paragraph" and len(before.text) <= 80 and before.text.endswith(",")

    def _received(self, line: Line) -> Line | None:
        if self.placed and self.placed[-1].kind == "dateline" and not self._in_body:
            return self._joined(line)
        if self._in_body:
            return self._paragraph(line, "received clause without a date")
        return replace(line, kind="dateline")

    def _joined(self, line: Line) -> Line:
        before = self.placed.pop()
        return replace(before, kind="dateline", text=f"{before.text} {line.text}", doubt="")

    def _text(self, line: Line) -> Line | None:
        if self._awaits_heading and is_heading(line.text):
            return self._heading(line)
        return self._paragraph(line, "" if _is_certain(line) else "short line without an end")

    def _heading(self, line: Line) -> Line:
        self._awaits_heading = False
        return replace(line, kind="heading")

    def _paragraph(self, line: Line, doubt: str) -> Line:
        self._awaits_heading, self._in_body = False, True
        return replace(line, kind="paragraph", doubt=doubt)


def _is_certain(line: Line) -> bool:
    """Tell a paragraph that looks like one: a sentence, a salutation, a complimentary close, or many words of prose."""
    prose = len(line.text) > 100 and not is_title(line.text)
    return not line.tabular and (prose or is_ended(line.text) or is_close(line.text))


_Mark = tuple[int, int, int]  # the line, and the code points of it that the mark takes


def _annotated(document: Sequence[Line]) -> list[Line]:
    """Take the footnotes out and put each where its mark stands; one without a mark stays a paragraph."""
    marks = _marks(document)
    trailing = _trailing(document)
    taken: dict[int, list[Footnote]] = defaultdict(list)
    kept: list[tuple[int, Line]] = []
    for at, line in enumerate(document):
        note = _FOOTNOTE.match(line.text) if line.kind == "paragraph" and "[Page" not in line.text else None
        mark = _claimed(marks, note, at, at >= trailing) if note else None
        if note and mark:
            taken[mark[0]].append(Footnote(_printed_mark(note), mark[1], mark[2], line.text[note.end() :]))
        else:
            unmarked = note and (not note["plain"] or at >= trailing)
            kept.append((at, replace(line, doubt=UNMARKED) if unmarked else line))
    by_place = attrgetter("start")
    return [
        replace(line, footnotes=tuple(sorted(taken[at], key=by_place))) if at in taken else line for at, line in kept
    ]


def _printed_mark(found: re.Match[str]) -> str:
    """Return a mark as an edition prints it: "¹", "[1]" and "1" are 1."""
    return found["bracketed"] or found["sign"] or (found["raised"] or found["plain"]).translate(_RAISED)


def _marks(document: Sequence[Line]) -> dict[tuple[str, str], deque[_Mark]]:
    """Return where each mark stands, in order, by the way it is set and what it says: ``("raised", "4")``."""
    marks: dict[tuple[str, str], deque[_Mark]] = defaultdict(deque)
    for at, line in enumerate(document):
        if line.kind not in ("page", "omission"):
            for found in _NOTE_MARK.finditer(line.text):
                style = "spaced" if found["space"] else str(found.lastgroup)
                marks[style, _printed_mark(found)].append((at, *found.span()))
    return marks


def _claimed(marks: dict[tuple[str, str], deque[_Mark]], note: re.Match[str], at: int, trailing: bool) -> _Mark | None:
    """Take the first free mark above a footnote; "1. Text" counts only in the block at the end: it may be a list.

    "[4]" after a space is a mark only to a footnote "[4] Text": frus1918Russiav03 d198 corrects "August 7, 6 [4] p.m.".
    A bare digit ("pact.3") is one only where there is no other such.
    """
    if not trailing and (note["point"] or (note["plain"] and not note.string[note.end()].isupper())):
        return None
    styles = ("bracketed", "spaced", "raised") if note["bracketed"] else ("sign", "raised", "bracketed")
    for style in styles:
        free = marks[style, _printed_mark(note)]
        if free and free[0][0] < at:
            return free.popleft()
    bare = marks["plain", _printed_mark(note)]
    return bare.popleft() if trailing and len(bare) == 1 and bare[0][0] < at else None


def _trailing(document: Sequence[Line]) -> int:
    """Return where the block of footnotes at the end begins: nothing but their like and page markers follows."""
    start = len(document)
    while start and (document[start - 1].kind == "page" or _FOOTNOTE.match(document[start - 1].text)):
        start -= 1
    return start
