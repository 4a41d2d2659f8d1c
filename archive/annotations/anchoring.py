"""Where an annotation stands in a text that changed; `store` asks after an ingestion, `notebook` before an import.

Both texts are at hand when a document is ingested again, and that is better evidence than any search for the words:
what stands in the new text was mostly there before, in its own place, and is not what a note was moved to. So the
texts are laid side by side (`alignment`), what was taken out here and put in there is found again (`moves`), and a
note goes where its characters went (`passages`). The words are looked at last, and only to say what became of them. A
closing formula that was deleted is lost, although the same formula closes the next enclosure.

Where something may have been added or removed at several places alike, a change can be read in two ways (`changes`);
where a note stands at two places then, neither better, it is lost and both are offered. Nothing is guessed.

Without the old text (`find`: an import) there are only the words, those around them and a position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from . import finding, scoring, seams, selectors
from .blocks import Block, held
from .changes import Change, Reading, digest
from .passages import Passage, Span
from .scoring import bound
from .selectors import Selector

HALF = 0.4  # about that much of a longer quotation must stand as it stood
BESIDE = 10  # characters between what stands together
LONGER = 16  # characters of a quotation that is more than a word or two


class State(StrEnum):
    """What became of an annotation's words."""

    EXACT = "exact"  # the same characters at the same place
    MOVED = "moved"  # the same characters at another place
    CHANGED = "changed"  # other characters, at most 256 edits away and at most half as many as it has
    LOST = "lost"  # gone, or nobody can say where


class Piece(NamedTuple):
    """A part of a span that stands in the new text as it stood in the old one, and the passage that it belongs to."""

    passage: Passage
    block: Block

    def is_first(self, start: int, end: int) -> bool:
        """Whether nothing before it is left of the span in its passage."""
        return self.passage.kept(start, end)[0] == self.block

    def is_last(self, start: int, end: int) -> bool:
        """Whether nothing behind it is left of the span in its passage."""
        return self.passage.kept(start, end)[-1] == self.block


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where an annotation stands: code points ``start`` to ``end`` of the new text, None when it is lost.

    ``quote`` is what stands there ("" when lost), ``old_quote`` what was quoted, ``edits`` the difference between
    them, ``score`` from 0 to 1 how well quote, words before and behind, and position agree (weighed 50, 20, 20, 2).
    ``places`` are those that a lost one may have come to, for its owner to choose from. The hashes are SHA-256 of the
    old and the new text ("" where there was no old one).
    """

    state: State
    old_quote: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    score: float = 0.0
    edits: int = 0
    places: tuple[Span, ...] = ()
    old_hash: str = ""
    new_hash: str = ""


class Candidate(NamedTuple):
    """A place that a span may have come to, how far its words are from the old ones, and how many are the very same."""

    start: int
    end: int
    edits: int
    kept: int

    @property
    def span(self) -> Span:
        """The place."""
        return self.start, self.end


def anchor(selector: Selector, change: Change) -> Anchored:
    """Where what a selector selects of the old text stands in the new one.

    What it does not select of the old text is looked for in the new one (`find`).
    """
    old = _selected(selector, change.old)
    if old is None:
        return find(selector, change.new)
    if change.old == change.new:
        return _anchored(change, old, Candidate(*old, 0, old[1] - old[0]))
    found = [_best(reading, *old) for reading in change.readings]
    best = _decided(*found)
    return _anchored(change, old, best) if best else _lost(change, old, *found)


def find(selector: Selector, text: str) -> Anchored:
    """Where a selector's words stand in a text, when no older state of it is known, or the words are lost in that."""
    said = selector.quote.exact if selector.quote else ""
    places = finding.places(selector, text)
    if len(places) != 1:
        return Anchored(State.LOST, said, places=tuple(sorted(places)), new_hash=digest(text))
    start, end = places[0]
    quote = text[start:end]
    edits = scoring.edits(said, quote) if said else 0
    is_moved = selector.position is not None and selector.position.start != start
    state = State.CHANGED if edits else State.MOVED if is_moved else State.EXACT
    score = scoring.score(selector, text, (start, end), edits, len(text))
    return Anchored(state, said or quote, start, end, quote, score, edits, new_hash=digest(text))


def _selected(selector: Selector, text: str) -> Span | None:
    """The span of a text that a selector selects: its position if the words are right there, else where they are."""
    place, quote = selector.position, selector.quote
    if place and place.end <= len(text) and (not quote or text[place.start : place.end] == quote.exact):
        return place.start, place.end
    found = finding.places(selector, text)
    return found[0] if len(found) == 1 else None


def _best(reading: Reading, start: int, end: int) -> Candidate | None:
    """The place that a span came to by one reading: in the text as it was, or where it was moved."""
    found = [candidate for passage in reading if (candidate := _candidate(passage, start, end))]
    if len(reading) > 1 and not any(candidate.kept == end - start for candidate in found):
        found += _together(reading, start, end)
    return max(found, key=lambda each: each.kept - each.edits, default=None)


def _together(reading: Reading, start: int, end: int) -> Iterator[Candidate]:
    """What of a torn span stands together again: the line before it stayed, and it was moved to behind that line."""
    text, quote = reading[0].new, reading[0].old[start:end]
    for some in _groups(reading, start, end):
        place = _outline(some, start, end)
        changed = scoring.edits(quote, text[slice(*place)])
        is_torn = len({id(piece.passage) for piece in some}) > 1
        if is_torn and changed <= bound(quote) and 2 * changed < len(quote):
            yield Candidate(*place, changed, held([piece.block for piece in some]))


def _groups(reading: Reading, start: int, end: int) -> list[list[Piece]]:
    """What is left of a span, wherever it stands, as far as little parts it."""
    pieces = [Piece(passage, block) for passage in reading for block in passage.kept(start, end)]
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each.block.new):
        if groups and piece.block.new - groups[-1][-1].block.new_end <= BESIDE:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _outline(some: Sequence[Piece], start: int, end: int) -> Span:
    """Where pieces that stand together begin and end, with what was put right at the ends of the span."""
    first, last = some[0], some[-1]
    begins = first.passage.start(start, first.block) if first.is_first(start, end) else first.block.new
    ends = last.passage.end(end, last.block) if last.is_last(start, end) else last.block.new_end
    text, quote = first.passage.new, first.passage.old[start:end]
    return seams.trimmed(text, begins, ends, quote)


def _candidate(passage: Passage, start: int, end: int) -> Candidate | None:
    """The first image of a span that is near enough to what it was: all of it, or the part of it that is."""
    quote, kept = passage.old[start:end], held(passage.kept(start, end))
    if len(quote) >= LONGER and kept < HALF * len(quote):
        return None
    most = bound(quote)
    for place in passage.images(start, end):
        words = passage.new[slice(*place)]
        changed = scoring.edits(quote, words)
        if changed <= most:
            return Candidate(*place, changed, kept) if _has_words(words, quote) else None
        most = min(most, (len(quote) - 1) // 2)  # of a part, less than a half
    return None


def _has_words(words: str, quote: str) -> bool:
    """Whether there is anything, and a word if there was a word."""
    return any(map(str.isalnum, words)) if any(map(str.isalnum, quote)) else bool(words)


def _decided(one: Candidate | None, other: Candidate | None) -> Candidate | None:
    """The place by two readings: what both say, or what is plainly nearer; else none."""
    if not one or not other:
        return None
    shared = min(one.end, other.end) - max(one.start, other.start)
    if one.edits == other.edits and 2 * shared < max(one.end, other.end) - min(one.start, other.start):
        return None
    return min(one, other, key=lambda each: each.edits)


def _anchored(change: Change, old: Span, place: Candidate) -> Anchored:
    was, quote = change.old[slice(*old)], change.new[slice(*place.span)]
    state = State.CHANGED
    if quote == was:
        state = State.EXACT if place.start == old[0] else State.MOVED
    score = _score(change, old, place)
    hashes = change.old_hash, change.new_hash
    return Anchored(state, was, place.start, place.end, quote, score, place.edits, (), *hashes)


def _lost(change: Change, old: Span, *found: Candidate | None) -> Anchored:
    """Lost; what is left of it is offered, or the places of which none is better."""
    least = min(LONGER, (old[1] - old[0]) / 2)
    left = (some for some in _groups(change.readings[0], *old) if held([piece.block for piece in some]) >= least)
    places = {each.span for each in found if each} or {_outline(some, *old) for some in left}
    was, hashes = change.old[slice(*old)], (change.old_hash, change.new_hash)
    return Anchored(State.LOST, was, None, None, "", 0.0, 0, tuple(sorted(places)), *hashes)


def _score(change: Change, old: Span, place: Candidate) -> float:
    said = selectors.made(change.old, *old)
    return scoring.score(said, change.new, place.span, place.edits, max(len(change.old), len(change.new)))
