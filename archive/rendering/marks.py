"""Names, cross-references, dates, hits and annotations laid over a page's finished HTML, by offset, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from .html import written

LINK, SHADE = 0, 1  # links stand around shades, and never in one another

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"</?([a-z0-9]+)")
_VALUE = re.compile(r'"[^"]*"')
_VOID = {"br"}
_INLINE = {"b", "del", "em", "i", "ins", "s", "span", "sub", "sup"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something laid over code points ``start`` to ``end``: an element ``tag``; ``layer`` is LINK or SHADE."""

    start: int
    end: int
    tag: str = "a"
    attributes: dict[str, str] = field(default_factory=dict, hash=False)
    layer: int = LINK
    after: str = ""  # supplied HTML to set at the end of the mark, inside it


def lay(html: str, marks: Iterable[Mark], start: int = 0) -> str:
    """``html`` with the marks in it. Its first character counts as code point ``start``; elements that say
    ``data-supplied`` count for nothing. A link that would overlap one before it is left out."""
    wanted = _apart(marks)
    return "".join(_Layer(html, wanted, start).run()) if wanted else html


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    reached = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.layer, -mark.end)):
        if mark.end <= mark.start or (mark.layer == LINK and mark.start < reached):
            continue
        if mark.layer == LINK:
            reached = mark.end
        kept.append(mark)
    return kept


ELEMENT = Mark(0, 0, "")
"""Stands in the stack for an inline element of the page that lies wholly inside the marks open around it."""


class _Layer:
    def __init__(self, html: str, marks: Sequence[Mark], start: int) -> None:
        self.tokens = _TOKEN.findall(html)
        self.marks = marks
        self.next = 0  # of marks, the first not yet reached
        self.at = start
        self.active: list[Mark] = []
        self.stack: list[Mark] = []
        self.begun: list[Mark] = []
        self.ends = _ends_of_inline(self.tokens, start)

    def run(self) -> Iterator[str]:
        supplied: list[str] = []
        for number, token in enumerate(self.tokens):
            if supplied or _is_supplied(token):
                if not supplied:
                    yield from self._close(0)
                _follow(supplied, token)
                yield token
            elif token[0] == "<":
                yield from self._tag(number, token)
            else:
                yield from self._text(token)
        yield from self._close(0)

    def _text(self, token: str) -> Iterator[str]:
        text = unescape(token) if "&" in token else token
        begun, end = self.at, self.at + len(text)
        while self.at < end:
            self._advance()
            border = self._border(end)
            yield from self._reach(sorted(self.active, key=lambda mark: (mark.layer, mark.start)))
            yield escape(text[self.at - begun : border - begun], quote=False)
            self.at = border
            if any(mark.end <= border for mark in self.active):
                yield from self._finish()

    def _advance(self) -> None:
        while self.next < len(self.marks) and self.marks[self.next].start <= self.at:
            if self.marks[self.next].end > self.at:
                self.active.append(self.marks[self.next])
            self.next += 1

    def _border(self, end: int) -> int:
        border = min([end, *(mark.end for mark in self.active)])
        return min(border, self.marks[self.next].start) if self.next < len(self.marks) else border

    def _finish(self) -> Iterator[str]:
        """Close the marks that end here; those around an element of the page wait for its end."""
        self.active = [mark for mark in self.active if mark.end > self.at]
        base = self._base()
        done = (i for i, mark in enumerate(self.stack) if i >= base and mark not in self.active)
        yield from self._close(next(done, len(self.stack)))

    def _tag(self, number: int, token: str) -> Iterator[str]:
        name = _TAG.match(token)
        if name is not None and name[1] in _VOID:
            yield token
        elif token.startswith("</"):
            yield from self._close(self._base())
            if self.stack:
                self.stack.pop()
            yield token
        else:
            if not self._encloses(self.ends.get(number)):
                yield from self._close(self._base())
            if self.stack:
                self.stack.append(ELEMENT)
            yield token

    def _base(self) -> int:
        """How deep in the stack the innermost element of the page stands; marks above it were opened inside it."""
        return max((i + 1 for i, open_ in enumerate(self.stack) if open_ is ELEMENT), default=0)

    def _encloses(self, end: int | None) -> bool:
        """Whether the marks opened inside the innermost element reach to ``end`` at least."""
        inside = self.stack[self._base() :]
        return end is not None and all(mark is not ELEMENT and mark.end >= end for mark in inside)

    def _reach(self, wanted: list[Mark]) -> Iterator[str]:
        """Open and close marks until the wanted ones are open, each as far out as its layer says."""
        base = self._base()
        around = self.stack[:base]
        inside = [mark for mark in wanted if mark not in around]
        kept = 0
        while kept < len(inside) and self.stack[base + kept : base + kept + 1] == [inside[kept]]:
            kept += 1
        yield from self._close(base + kept)
        for mark in inside[kept:]:
            self.stack.append(mark)
            yield f"<{mark.tag}{written(self._attributes(mark))}>"

    def _attributes(self, mark: Mark) -> dict[str, str]:
        """Those of a mark; its id stands where it begins, not where it goes on behind something."""
        if "id" not in mark.attributes:
            return mark.attributes
        if any(mark is begun for begun in self.begun):
            return {name: value for name, value in mark.attributes.items() if name != "id"}
        self.begun.append(mark)
        return mark.attributes

    def _close(self, depth: int) -> Iterator[str]:
        while len(self.stack) > depth:
            top = self.stack.pop()
            yield (top.after if top.end <= self.at else "") + f"</{top.tag}>"


def _is_supplied(token: str) -> bool:
    """Whether a tag says ``data-supplied``; the words may stand in a label or a text too."""
    return "data-supplied" in token and token[0] == "<" and "data-supplied" in _VALUE.sub("", token)


def _follow(stack: list[str], token: str) -> None:
    """Keep track of where an element that was supplied ends."""
    tag = _TAG.match(token)
    if tag is None or tag[1] in _VOID:
        return
    if token.startswith("</"):
        stack.pop()
    else:
        stack.append(tag[1])


def _ends_of_inline(tokens: Sequence[str], start: int) -> dict[int, int]:
    """For each start tag of an inline element, by its place among the tokens, the offset at which it ends."""
    ends: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    supplied: list[str] = []
    at = start
    for number, token in enumerate(tokens):
        if supplied or _is_supplied(token):
            opened = [(began, "") for began, _ in opened]  # a link may not go around what was supplied, a link perhaps
            _follow(supplied, token)
        elif token[0] != "<":
            at += len(unescape(token) if "&" in token else token)
        elif token.startswith("</"):
            began, name = opened.pop()
            if name in _INLINE:
                ends[began] = at
        elif (tag := _TAG.match(token)) is not None and tag[1] not in _VOID:
            opened.append((number, tag[1]))
    return ends
