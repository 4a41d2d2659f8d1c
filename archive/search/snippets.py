"""What a result quotes of a document: the words around its hits, each with the printed page it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from . import hits
from .hits import Hit, Wanted

MOST = 3  # snippets of a document
AROUND = 90  # code points on either side of a hit
AT_ONCE = 4_000  # code points looked through before what was found is enough
MANY = 30  # hits that are enough to choose from
_SPACE = re.compile(r"\s")


class Snippet(NamedTuple):
    """A passage with hits: where its first one stands (in the text, or in the footnote ``note``), and finished HTML."""

    at: int
    note: str
    html: str


class _Group(NamedTuple):
    """Hits of one text that are quoted together."""

    note: str
    text: str
    hits: list[Hit]

    @property
    def rank(self) -> tuple[int, int]:
        """The best first: of many words of the query, then with many hits."""
        return -len({hit.number for hit in self.hits}), -min(len(self.hits), MOST)


def of(text: str, notes: Iterable[tuple[str, str]], wanted: list[Wanted]) -> list[Snippet]:
    """The best snippets of a text and its footnotes (id and text of each), in their order."""
    groups = [_Group("", text, some) for some in _together(_some(text, wanted))]
    if len(groups) < MOST:
        groups += [_Group(name, note, some) for name, note in notes for some in _together(hits.find(note, wanted))]
    best = sorted(sorted(range(len(groups)), key=lambda number: groups[number].rank)[:MOST])
    return [Snippet(groups[n].hits[0].start, groups[n].note, _quoted(groups[n].text, groups[n].hits)) for n in best]


def _some(text: str, wanted: list[Wanted]) -> list[Hit]:
    """The first hits of a text; of a long one only as many as there is use for."""
    found: list[Hit] = []
    begin = 0
    while begin < len(text) and len(found) < MANY:
        end = _word_end(text, begin + AT_ONCE)
        piece = text[begin : _word_end(text, end + AROUND)]
        found += [
            Hit(h.start + begin, h.end + begin, h.number) for h in hits.find(piece, wanted) if h.start < end - begin
        ]
        begin = end
    return found or hits.find(text, wanted)


def _together(found: Sequence[Hit]) -> list[list[Hit]]:
    """Hits that can be quoted together."""
    groups: list[list[Hit]] = []
    for hit in found:
        if groups and hit.end - groups[-1][0].start <= 2 * AROUND:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _quoted(text: str, group: list[Hit]) -> str:
    begin = _word_border(text, max(group[0].start - AROUND, 0), group[0].start)
    end = group[-1].end + AROUND
    end = len(text) if end >= len(text) else max(text.rfind(" ", group[-1].end, end), group[-1].end)
    pieces = ["… " if begin else ""]
    at = begin
    for hit in group:
        pieces += [_flat(text[at : hit.start]), "<mark>", _flat(text[hit.start : hit.end]), "</mark>"]
        at = hit.end
    return "".join([*pieces, _flat(text[at:end]), " …" if end < len(text) else ""])


def _word_border(text: str, begin: int, latest: int) -> int:
    """Where the first whole word behind ``begin`` begins."""
    space = max(text.find(" ", begin, latest), text.find("\n", begin, latest)) if begin else -1
    return space + 1 if space >= 0 else begin


def _word_end(text: str, at: int) -> int:
    """Where the word ends that stands at ``at``: what is looked through ends with a whole word."""
    space = _SPACE.search(text, at)
    return space.start() if space else len(text)


def _flat(text: str) -> str:
    return escape(text.replace("\n", " "), quote=False)
