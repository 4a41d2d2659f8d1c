"""What a span of an old text became in the new one: its image, in whole words; `changes` finds the passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from . import comparison, seams
from .approximate import distances
from .comparison import FEW_WORDS, Block
from .seams import parts_words

WIDEST = 25_000_000  # code points of old text times those of new: what differs so much is not told apart
TRIED = 6  # of what was put into a span, the longest

Span = tuple[int, int]


class Gap(NamedTuple):
    """What was replaced, ``old`` to ``old_end``, and by what, ``new`` to ``new_end``; either side may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True)
class Passage:
    """A part of the old text and the part of the new one that it became; ``blocks`` are what both have in common.

    The first block begins where the parts begin and the last ends where they end; both may be empty.
    """

    old: str
    new: str
    blocks: tuple[Block, ...]
    is_moved: bool = False
    _corrections: dict[Gap, bool] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What was replaced; ``gaps[n]`` stands between ``blocks[n]`` and the next."""
        return [Gap(one.old_end, other.old, one.new_end, other.new) for one, other in pairwise(self.blocks)]

    @property
    def swapped(self) -> Passage:
        """The other way round: what the new text was."""
        return Passage(self.new, self.old, tuple(Block(new, old, length) for old, new, length in self.blocks))

    def clipped(self, start: int, end: int) -> Span:
        """What of a span belongs to this passage; its end is not behind its start where nothing does."""
        return max(start, self.blocks[0].old), min(end, self.blocks[-1].old_end)

    def kept(self, start: int, end: int) -> list[Block]:
        """What of a span stands in the new text as it stood in the old one."""
        some = self.blocks[self._block(start) : self._block(end - 1) + 1]
        pieces = ((max(start, block.old), min(end, block.old_end), block) for block in some)
        return [
            Block(first, block.new + first - block.old, last - first) for first, last, block in pieces if first < last
        ]

    def is_replaced(self, start: int, end: int) -> bool:
        """Whether a span is gone, with what was around it, and something else stands in its place."""
        gap = self._gap(start, end)
        return gap is not None and not self._is_correction(gap)

    def image(self, start: int, end: int) -> Span:
        """What ``start`` to ``end`` of the old text became; an empty span where it was taken out."""
        gap = self._gap(start, end)
        found = self._within(gap, start, end) if gap else (self._start(start), self._end(end))
        return seams.trimmed(self.new, *found, self.old[start:end])

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """The image of a span without what was put into it: cut at the longest such gaps, words left whole."""
        first, last = self.image(start, end)
        number = self._block(start)
        gaps = self.gaps[number : self._block(end - 1) + 1]
        longest = sorted(gaps, key=lambda gap: gap.new - gap.new_end)[:TRIED]
        for begins in (first, *(gap.new_end for gap in longest)):
            for ends in (last, *(gap.new for gap in longest)):
                if first <= begins < ends <= last and self._is_cut_alike((start, end), (begins, ends)):
                    yield seams.trimmed(self.new, begins, ends, self.old[start:end])

    def _is_cut_alike(self, old: Span, new: Span) -> bool:
        ends = zip(old, new, strict=True)
        return all(seams.seam(self.new, at) >= min(seams.seam(self.old, was), seams.BETWEEN) for was, at in ends)

    def _block(self, at: int) -> int:
        """The number of the block that holds a place of the old text, or else of the one before it."""
        return bisect_right(self.blocks, at, key=lambda block: block.old) - 1

    def _gap(self, start: int, end: int) -> Gap | None:
        """The gap in which all of a span stood; of a gap of several lines the first or last, if it stood there."""
        number = self._block(start)
        if start < self.blocks[number].old_end or end > self.gaps[number].old_end:
            return None
        lines = (self._first_line(self.gaps[number]), self._last_line(self.gaps[number]))
        return next((line for line in lines if line.old <= start and end <= line.old_end), self.gaps[number])

    def _first_line(self, gap: Gap) -> Gap:
        """Of a gap of several lines the end of the line in which it begins."""
        one, other = _line_end(self.old, gap.old, gap.old_end), _line_end(self.new, gap.new, gap.new_end)
        return Gap(gap.old, one, gap.new, other) if min(one, other) >= 0 else gap

    def _last_line(self, gap: Gap) -> Gap:
        """Of a gap of several lines the beginning of the line in which it ends."""
        one, other = _line_start(self.old, gap.old, gap.old_end), _line_start(self.new, gap.new, gap.new_end)
        return Gap(one, gap.old_end, other, gap.new_end) if min(one, other) >= 0 else gap

    def _is_correction(self, gap: Gap) -> bool:
        """Whether what replaced something is rather the same put right than something else: in whole words, or a few
        words for as many."""
        if gap not in self._corrections:
            one, other = self.old[gap.old : gap.old_end], self.new[gap.new : gap.new_end]
            before, behind = seams.token_before(self.new, gap.new), seams.token_behind(self.new, gap.new_end)
            is_word_for_word = len(one.split()) == len(other.split()) <= FEW_WORDS
            alike = is_word_for_word or comparison.is_correction(before + one + behind, before + other + behind)
            self._corrections[gap] = alike
        return self._corrections[gap]

    def _within(self, gap: Gap, start: int, end: int) -> Span:
        before, words, behind = self.old[gap.old : start], self.old[start:end], self.old[end : gap.old_end]
        new = self.new[gap.new : gap.new_end]
        first = _cut(before, words + behind, new, parts_words(self.old, start), is_end=False)
        last = first + _cut(words, behind, new[first:], parts_words(self.old, end), is_end=True)
        return gap.new + first, gap.new + last

    def _start(self, at: int) -> int:
        """Where a span that begins at ``at`` begins now. What was put into its first word belongs to it."""
        number = self._block(at)
        block = self.blocks[number]
        if at < block.old_end:
            found = block.new + at - block.old
            least = self.gaps[number - 1].new if number and at == block.old else found
            return self._at_word(at, found, range(found, least - 1, -1))
        gap = self._last_line(self.gaps[number])
        gap = gap if gap.old <= at else self.gaps[number]
        if not self._is_correction(gap):
            return gap.new_end
        before, words, new = self.old[gap.old : at], self.old[at : gap.old_end], self.new[gap.new : gap.new_end]
        return gap.new + _cut(before, words, new, parts_words(self.old, at), is_end=False)

    def _end(self, at: int) -> int:
        """Where a span that ends at ``at`` ends now. What was put into its last word belongs to it."""
        number = self._block(at - 1)
        block = self.blocks[number]
        if at <= block.old_end:
            found = block.new + at - block.old
            most = self.gaps[number].new_end if number < len(self.gaps) and at == block.old_end else found
            return self._at_word(at, found, range(found, most + 1))
        gap = self._first_line(self.gaps[number])
        gap = gap if at <= gap.old_end else self.gaps[number]
        if not self._is_correction(gap):
            return gap.new
        words, behind, new = self.old[gap.old : at], self.old[at : gap.old_end], self.new[gap.new : gap.new_end]
        return gap.new + _cut(words, behind, new, parts_words(self.old, at), is_end=True)

    def _at_word(self, was: int, found: int, ways: range) -> int:
        """The first of some places that parts words, if the old place did."""
        if not parts_words(self.old, was):
            return found
        return next((at for at in ways if parts_words(self.new, at)), found)


def _line_end(text: str, start: int, end: int) -> int:
    """Where the first line of a part of a text ends; -1 if it goes on behind it."""
    return end if end == len(text) and "\n" not in text[start:end] else text.find("\n", start, end + 1)


def _line_start(text: str, start: int, end: int) -> int:
    """Where the last line of a part of a text begins; -1 if it began before it."""
    found = text.rfind("\n", max(0, start - 1), end)
    return found + 1 if found >= 0 or not start else -1


def _cut(before: str, behind: str, gap: str, at_words: bool, is_end: bool) -> int:
    """Where ``gap`` is to be cut so that ``before`` became the one part and ``behind`` the other, with least edits.

    Of equally good cuts the one that leaves least to the span: what was added beside it is not part of it.
    """
    if max(len(before), len(behind)) * len(gap) > WIDEST:
        return 0 if is_end else len(gap)
    costs, others = distances(before, gap), distances(behind[::-1], gap[::-1])
    whole = len(gap)
    places = [at for at in range(whole + 1) if at in (0, whole) or not at_words or parts_words(gap, at)]
    return min(places, key=lambda at: (costs[at] + others[whole - at], at if is_end else -at))
