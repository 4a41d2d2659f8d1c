"""Where an annotation stands in a text that changed; `store` asks after an ingestion, `notebook` before an import.

Both texts are at hand when a document is ingested again, and that is better evidence than any search for the words:
what stands in the new text was mostly there before, in its own place, and is not what a note was moved to. So

* the texts are laid side by side (`collation`: lines, words, then characters of what one may be the other put right),
  what was taken out here and put in there is found again (`changes`), and a note goes where its characters went
  (`passages`). The words are looked at last, and only to say what became of them. A closing formula that was deleted
  is lost, although the same formula closes the next enclosure;
* the texts are laid side by side twice, from the front and from the back. Where something may have been added or
  removed at several places alike, the two differ, and the words around decide; where they cannot, the note is lost and
  both places are offered. Nothing is guessed;
* what agrees by chance is no evidence: a few letters or words between larger changes. Nor is a formula in a document
  that has become another one.

Without the old text (`find`: an import) there are only the words, those around them and a position.

Measured on 300,000 characters and a quotation of 2,000 with 200 errors, for finding it and for a quotation that is
hostile ("aaaa"): edlib 0.03 and 6.6 s, and no wheel for every Python that this runs on; rapidfuzz's partial ratio,
which gives one place and no rival, 0.06 and 43 s; fuzzysearch 103 s; regex did not end. `approximate` needs 0.35 s
for either, is exact, and gives the rival. Laying two such texts side by side by rapidfuzz takes 0.4 s by words, 4 s
by characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from . import finding, scoring, selectors
from .changes import Change, Explanation, digest
from .collation import SOLID_LINES
from .comparison import Block
from .passages import Passage, Span
from .scoring import bound
from .seams import LINE, seam, sentence
from .selectors import CONTEXT, Quote, Selector

HALF = 0.4  # about that much of a longer quotation must stand as it stood
BESIDE = 10  # characters between what stands together
LONGER = 16  # characters of a quotation that is more than a word or two
KNOWN, KNOWN_ANYWHERE = 12, 100  # characters in one piece by which words are known: in the same text, and in another


class State(StrEnum):
    """What became of an annotation's words."""

    EXACT = "exact"  # the same characters at the same place
    MOVED = "moved"  # the same characters at another place
    CHANGED = "changed"  # other characters, at most 256 edits away and at most half as many as it has
    LOST = "lost"  # gone, or nobody can say where


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
    """A place that a span may have come to, and how far its words are from the old ones."""

    start: int
    end: int
    edits: int
    is_moved: bool = False

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
        return _anchored(change, old, Candidate(*old, 0))
    return _decided(change, old, *(_best(explanation, *old) for explanation in change.explanations))


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


def _best(explanation: Explanation, start: int, end: int) -> Candidate | None:
    """The place that a span came to by one explanation: in its own passage, or moved where its words are more alike."""
    quote = explanation.old[start:end]
    found = _image(explanation.main, start, end, quote)
    if found and not found.edits:
        return found
    moved = [passage for passage in explanation.moved if _is_moved(passage, start, end)]
    clipped = [(passage, *passage.clipped(start, end)) for passage in (explanation.main, *moved)]
    kept = [block for passage, begins, ends in clipped for block in passage.kept(begins, ends)]
    ways = [found, *(_image(*each, quote) for each in clipped[1:])]
    best = min(filter(None, ways), key=lambda way: way.edits - _held(kept, way), default=None)
    joined = max(_joined(kept, explanation.new, quote), key=lambda way: _held(kept, way), default=None)
    if moved and joined and (best is None or _held(kept, joined) > _held(kept, best)):
        return joined
    return best


def _held(kept: Sequence[Block], place: Candidate) -> int:
    """How many of the characters that a span had stand in a place."""
    return sum(max(0, min(place.end, block.new_end) - max(place.start, block.new)) for block in kept)


def _is_moved(passage: Passage, start: int, end: int) -> bool:
    """Whether what was moved has some of a span in it, with its whole sentences, or nearly so."""
    start, end = passage.clipped(start, end)
    kept = passage.kept(start, end) if start < end else []
    if not kept:
        return False
    said = sentence(passage.old, kept[0].old, kept[-1].old_end, *passage.clipped(0, len(passage.old)))
    return 4 * sum(block.length for block in passage.kept(*said)) >= 3 * (said[1] - said[0])


def _joined(kept: Sequence[Block], text: str, quote: str) -> Iterator[Candidate]:
    """What of a torn span stands together again: the line before it stayed, and it was moved to behind that line."""
    together: list[list[Block]] = []
    for block in sorted(kept, key=lambda block: block.new):
        if together and block.new - together[-1][-1].new_end <= BESIDE:
            together[-1].append(block)
        else:
            together.append([block])
    for some in together:
        place = some[0].new, some[-1].new_end
        changed = scoring.edits(quote, text[slice(*place)])
        if changed <= bound(quote) and 2 * changed < len(quote):
            yield Candidate(*place, changed, is_moved=True)


def _image(passage: Passage, start: int, end: int, quote: str) -> Candidate | None:
    """What became of a span, if it is near enough to ``quote``; else the part of it that is, without what was added."""
    if passage.is_replaced(start, end):
        return None
    held = sum(block.length for block in passage.kept(start, end))
    if len(quote) >= LONGER and held < HALF * len(quote):
        return None
    whole = _candidate(passage, passage.image(start, end), quote)
    if whole.edits <= bound(quote):
        return whole if _has_words(passage.new, whole, quote) else None
    parts = (_candidate(passage, part, quote) for part in passage.parts(start, end))
    best = min(parts, key=lambda part: part.edits, default=whole)
    return best if best.edits <= bound(quote) and 2 * best.edits < len(quote) else None


def _candidate(passage: Passage, place: Span, quote: str) -> Candidate:
    return Candidate(*place, scoring.edits(quote, passage.new[slice(*place)]), passage.is_moved)


def _has_words(text: str, candidate: Candidate, quote: str) -> bool:
    """Whether there is anything, and a word if there was a word."""
    words = text[candidate.start : candidate.end]
    return any(map(str.isalnum, words)) if any(map(str.isalnum, quote)) else bool(words)


def _decided(change: Change, old: Span, *explained: Candidate | None) -> Anchored:
    """The place by two explanations; where they differ, what stands around the places decides, or nothing does."""
    found = [each for each in explained if each]
    best: Candidate | None = None
    if len(found) == 1:
        other = change.explanations[explained.index(None)]
        best = found[0] if _is_its_own(change, old, found[0], other) else None
    elif found and _are_same(*found):
        best = min(found, key=lambda each: (each.edits, -_score(change, old, each)))
    elif found:
        best = _better(found, [_score(change, old, each) for each in found])
    if best is None or not _is_known(change, old, best):
        return _lost(change, old, found)
    return _anchored(change, old, best)


def _are_same(one: Candidate, other: Candidate) -> bool:
    """Whether two places have at least a half in common."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def _better(found: Sequence[Candidate], scores: Sequence[float]) -> Candidate | None:
    """The better of two places, if it is plainly better."""
    if abs(scores[0] - scores[1]) < scoring.DECIDES:
        return None
    return found[scores.index(max(scores))]


def _is_its_own(change: Change, old: Span, place: Candidate, other: Explanation) -> bool:
    """Whether a place that the other explanation gives to another span of the old text is rather this one's."""
    start, end = other.main.swapped.image(*place.span)
    if start == end or (start < old[1] and old[0] < end):
        return True
    return _score(change, old, place) >= _score(change, (start, end), place) + scoring.DECIDES


def _is_known(change: Change, old: Span, place: Candidate) -> bool:
    """Whether enough agrees, with what stands around, for the words to be these and not just the same.

    Of a document that became another one, only what has many characters in common with it in one piece.
    """
    before, behind = change.old[: old[0]], change.old[old[1] :]
    now_before, now_behind = change.new[: place.start], change.new[place.end :]
    run = _agreeing(before[: -KNOWN_ANYWHERE - 1 : -1], now_before[: -KNOWN_ANYWHERE - 1 : -1])
    run += old[1] - old[0] - place.edits + _agreeing(behind[:KNOWN_ANYWHERE], now_behind[:KNOWN_ANYWHERE])
    if not change.is_kin:
        return run >= KNOWN_ANYWHERE
    if run >= KNOWN or place.is_moved or _are_lines(change, old, place):
        return True
    said = Quote("", before[-CONTEXT:], behind[:CONTEXT])
    return max(scoring.around(said, change.new, *place.span)) >= scoring.FAMILIAR


def _are_lines(change: Change, old: Span, place: Candidate) -> bool:
    """Whether a span is whole lines, and its place too, and no words changed."""
    ends = *((change.old, at) for at in old), *((change.new, at) for at in place.span)
    return not place.edits and place.end - place.start >= SOLID_LINES and all(seam(*end) == LINE for end in ends)


def _agreeing(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _anchored(change: Change, old: Span, place: Candidate) -> Anchored:
    was, quote = change.old[slice(*old)], change.new[slice(*place.span)]
    state = State.CHANGED
    if quote == was:
        state = State.EXACT if place.start == old[0] else State.MOVED
    score = _score(change, old, place)
    hashes = change.old_hash, change.new_hash
    return Anchored(state, was, place.start, place.end, quote, score, place.edits, (), *hashes)


def _lost(change: Change, old: Span, found: Sequence[Candidate]) -> Anchored:
    places = tuple(sorted({each.span for each in found}))
    was, hashes = change.old[slice(*old)], (change.old_hash, change.new_hash)
    return Anchored(State.LOST, was, None, None, "", 0.0, 0, places, *hashes)


def _score(change: Change, old: Span, place: Candidate) -> float:
    said = selectors.made(change.old, *old)
    return scoring.score(said, change.new, place.span, place.edits, max(len(change.old), len(change.new)))
