"""What a human would say of a note after a correction, from where each character went; and whether it was said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, combinations_with_replacement, pairwise
from random import Random

from rapidfuzz.distance import Levenshtein

from archive.annotations.anchoring import Anchored

from .corrections import ADDED, Traced

Span = tuple[int, int]
ALIKE = 0.9  # of what is quoted and what a human would quote, the part that both have
HALF = 0.45  # of what is left of a note: a part of it that a human would take for the note, if he must
LENGTHS = ((3, 12), (10, 60), (40, 300), (200, 800))  # of notes: a word, some, a sentence or two, a paragraph
NEAR = 8  # code points by which neighbors are known


@dataclass(frozen=True)
class Truth:
    """What became of code points ``start`` to ``end`` of the old text."""

    traced: Traced
    old: str
    new: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The noted words."""
        return self.old[self.start : self.end]

    @cached_property
    def places(self) -> list[int]:
        """Where in the new text the characters stand that come from the noted ones."""
        return [at for at, origin in enumerate(self.traced.origins) if self.start <= origin < self.end]

    @property
    def left(self) -> float:
        """How much of the noted words is left, from 0 to 1."""
        return len({self.traced.origins[at] for at in self.places}) / (self.end - self.start)

    @cached_property
    def is_torn(self) -> bool:
        """Whether something that stood elsewhere stands between the noted words now, or they in another order."""
        if not self.places:
            return False
        between = self.traced.origins[self.places[0] : self.places[-1] + 1]
        stood = [origin for origin in between if origin != ADDED]
        return any(not self.start <= origin < self.end for origin in stood) or stood != sorted(stood)

    @cached_property
    def spans(self) -> list[Span]:
        """What a human would mark: all of it; of what is torn, or stretched too far, any part that is about a half."""
        if not self.places:
            return []
        whole = self.places[0], self.places[-1] + 1
        if not self.is_torn and self.edits(*whole) <= self.bound:
            return [whole]
        return [whole, *self._parts()]

    @property
    def bound(self) -> int:
        """The most edits by which a note may have changed."""
        return min(256, len(self.quote) // 2)

    def edits(self, start: int, end: int) -> int:
        """Between the noted words and those of a place in the new text."""
        return Levenshtein.distance(self.quote, self.new[start:end])

    def _parts(self) -> Iterator[Span]:
        for first, last in combinations_with_replacement(self._pieces(), 2):
            if self._held(first[0], last[1]) >= HALF * len(self.places):
                yield first[0], last[1]

    def _pieces(self) -> list[Span]:
        """The places in one piece each: parted by what was put between, or by noted words in another order."""
        origins, found = self.traced.origins, list[Span]()
        for before, at in pairwise([-2, *self.places]):
            if at == before + 1 and origins[at] >= origins[before]:
                found[-1] = found[-1][0], at + 1
            else:
                found.append((at, at + 1))
        return [piece for piece in found if piece[1] - piece[0] > 2] or found

    def _held(self, start: int, end: int) -> int:
        """How many of the noted characters stand in a part of the new text."""
        return bisect_left(self.places, end) - bisect_left(self.places, start)

    def agrees(self, start: int, end: int) -> bool:
        """Whether code points ``start`` to ``end`` of the new text are what a human would mark.

        That is: nine tenths of what he would mark and of what is marked are the same words (what belongs to no word
        does not count), or the same characters; or the very words were found and about half of their characters are
        those. An end that lay inside a word may stand anywhere in what took the word's place. And what stands
        between the very neighbors that the note had is right whatever became of the characters, and either of two
        places of which nobody can say which was added.
        """
        return (
            self._stands_between(start, end)
            or self._holds(start, end)
            or self._is_part(start, end)
            or any(self._is_like((start, end), span) for span in self.spans)
        )

    def _stands_between(self, start: int, end: int) -> bool:
        before, behind = self.old[max(0, self.start - NEAR) : self.start], self.old[self.end : self.end + NEAR]
        return self.new[max(0, start - NEAR) : start] == before and self.new[end : end + NEAR] == behind

    def _holds(self, start: int, end: int) -> bool:
        enough = HALF if self.new[start:end] == self.quote else ALIKE
        return self._held(start, end) >= enough * max(1, end - start, len(self.places))

    def _is_part(self, start: int, end: int) -> bool:
        """Whether it is the greater part of the very words, where some of their characters are."""
        words = self.new[start:end]
        is_greater = 2 * len(words) > len(self.quote) and not self.edits(*self._whole) <= self.bound
        return words in self.quote and is_greater and self._held(start, end) > 0

    @property
    def _whole(self) -> Span:
        return self._words((self.places[0], self.places[-1] + 1)) if self.places else (0, 0)

    def _is_like(self, one: Span, other: Span) -> bool:
        one, other = self._words(one), self._words(other)
        return _shared(one, other) >= ALIKE or self._is_beside(one, other) or is_twice(self.new, one, other)

    def _words(self, span: Span) -> Span:
        """A span without what belongs to no word at its ends."""
        found = [at for at in range(*span) if self.new[at].isalnum()]
        return (found[0], found[-1] + 1) if found else span

    def _is_beside(self, one: Span, other: Span) -> bool:
        """Whether two spans differ only by parts of words of which the note had a part."""
        ends = zip(one, other, (self.start, self.end), strict=True)
        return all(
            a == b or (is_inside(self.old, at) and len(re.findall(r"\w+", self.new[min(a, b) : max(a, b)])) <= 1)
            for a, b, at in ends
        )

    def is_doubtful(self, places: Sequence[Span]) -> bool:
        """Whether nobody can say which of several places is the noted one, or whether it was taken out.

        Something is said twice on end there; or the same words stand, or stood, at another place with a neighbor in
        common; or the note is a few letters, or words said more than once, and what stands beside them stood elsewhere.
        """
        spans = sorted({*self.spans, *places})
        is_common = len(self.quote) < NEAR or self.old.count(self.quote.strip()) > 1
        return (
            any(is_twice(self.new, one, other) for one, other in combinations(spans, 2))
            or _again(self.old, self.start, self.end)
            or any(_again(self.new, *span) for span in self.spans)
            or (is_common and not any(self._has_neighbor(*span) for span in self.spans))
        )

    @property
    def is_another_text(self) -> bool:
        """Whether less than half of the shorter of the two texts is left, so that it is another text."""
        kept = sum(origin != ADDED for origin in self.traced.origins)
        return 2 * kept < min(len(self.old), len(self.new))

    @property
    def is_near_enough(self) -> bool:
        """Whether what is left, or a part of it that is more than a half, is within the bound of edits."""
        return self.edits(*self._whole) <= self.bound or any(
            self.edits(*self._words(span)) <= self.bound and 2 * self.edits(*self._words(span)) < len(self.quote)
            for span in self.spans
        )

    def _has_neighbor(self, start: int, end: int) -> bool:
        before, behind = self.old[max(0, self.start - NEAR) : self.start], self.old[self.end : self.end + NEAR]
        return self.new[max(0, start - NEAR) : start] == before or self.new[end : end + NEAR] == behind


@dataclass(frozen=True)
class Placed:
    """A note after a correction, and what a human would say of it."""

    truth: Truth
    found: Anchored

    @property
    def verdict(self) -> str:
        """The state, or what is wrong."""
        truth, found = self.truth, self.found
        if found.start is not None and found.end is not None:
            return str(found.state) if truth.agrees(found.start, found.end) else f"{found.state}, wrong"
        if any(truth.agrees(*place) for place in found.places):
            return "lost, offered"
        still = truth.left > 0.5 and truth.is_near_enough and not truth.is_another_text
        return "lost, there" if still and not truth.is_doubtful(found.places) else "lost"

    def __str__(self) -> str:
        spans = [self.truth.new[slice(*span)] for span in self.truth.spans[:2]]
        return f"{self.verdict}: {self.truth.quote!r} is {self.found.quote!r}, should be one of {spans!r}"


def whole_words(text: str, random: Random) -> Span:
    """What a reader marks: some words."""
    length = min(len(text) - 1, random.randint(*random.choice(LENGTHS)))
    start = random.randrange(len(text) - length)
    end = start + length
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def is_inside(text: str, at: int) -> bool:
    """Whether a place is inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def is_twice(text: str, one: Span, other: Span) -> bool:
    """Whether a text says something twice on end, and two places in it are the same of the first and of the second."""
    by = abs(other[0] - one[0])
    first, last = min(one[0], other[0]), max(one[0], other[0])
    if not by or text[slice(*one)] != text[slice(*other)]:
        return False
    while first > 0 and text[first - 1] == text[first - 1 + by]:
        first -= 1
    while last < len(text) and text[last] == text[last - by]:
        last += 1
    return last - first >= 2 * by


def _again(text: str, start: int, end: int) -> bool:
    """Whether the words stand at another place too, behind the same or before the same."""
    before, behind = text[max(0, start - NEAR) : end], text[start : end + NEAR]
    return any(text.find(words, text.find(words) + 1) >= 0 for words in (before, behind))


def _shared(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))
