"""What a span of an old text became in the new one, in whole words; `changes` keeps the passages, `anchoring` asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import seams
from .blocks import Block, Gap, gaps, held
from .likeness import is_correction
from .seams import parts_words

FEW_WORDS = 3  # that may be put for as many others

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A part of the old text and the part of the new one that it became; ``blocks`` are what both have in common.

    The first block begins where the parts begin and the last ends where they end; both may be empty.
    """

    old: str
    new: str
    blocks: Sequence[Block]

    @cached_property
    def gaps(self) -> list[Gap]:
        """What was replaced; ``gaps[n]`` stands between ``blocks[n]`` and the next."""
        return list(gaps(self.blocks))

    def kept(self, start: int, end: int) -> list[Block]:
        """What of a span stands in the new text as it stood in the old one."""
        first = max(0, bisect_right(self.blocks, start, key=lambda block: block.old) - 1)
        last = bisect_right(self.blocks, end - 1, key=lambda block: block.old)
        some = (block.cut(max(0, start - block.old), max(0, block.old_end - end)) for block in self.blocks[first:last])
        return [block for block in some if block.length > 0]

    def images(self, start: int, end: int) -> Iterator[Span]:
        """What became of a span: all of it, then what is left when what was put into it, and less than was kept, is
        cut off."""
        if not (kept := self.kept(start, end)):
            return
        first, last = kept[0], kept[-1]
        yield self._image((start, end), self.start(start, first), self.end(end, last))
        while len(kept) > 1:
            widest = max(range(1, len(kept)), key=lambda at: next(gaps(kept[at - 1 : at + 1])).widest)
            kept = max(kept[:widest], kept[widest:], key=held)
            begins = self.start(start, first) if kept[0] is first else self._cut(kept[0].old, kept[0].new)
            ends = self.end(end, last) if kept[-1] is last else self._cut(kept[-1].old_end, kept[-1].new_end)
            if begins is not None and ends is not None:
                yield self._image((start, end), begins, ends)

    def _image(self, span: Span, start: int, end: int) -> Span:
        return seams.trimmed(self.new, start, end, self.old[slice(*span)])

    def _cut(self, old: int, new: int) -> int | None:
        """A place at which a span may be cut: between words."""
        return new if parts_words(self.old, old) else None

    def start(self, at: int, first: Block) -> int:
        """Where a span that begins at ``at`` begins now, if ``first`` is the first that is left of it.

        What was put into its first word belongs to it.
        """
        number = bisect_right(self.blocks, first.old, key=lambda block: block.old) - 1
        gap = self.gaps[number - 1] if number and first.old == self.blocks[number].old else None
        if gap is None:
            return first.new
        if at < first.old:
            return self._inside(gap, at, is_end=False) if self._is_put_right(gap) else first.new
        return self._at_word(at, range(first.new, gap.new - 1, -1))

    def end(self, at: int, last: Block) -> int:
        """Where a span that ends at ``at`` ends now, if ``last`` is the last that is left of it."""
        number = bisect_right(self.blocks, last.old_end - 1, key=lambda block: block.old) - 1
        gap = self.gaps[number] if number < len(self.gaps) and last.old_end == self.blocks[number].old_end else None
        if gap is None:
            return last.new_end
        if at > last.old_end:
            return self._inside(gap, at, is_end=True) if self._is_put_right(gap) else last.new_end
        return self._at_word(at, range(last.new_end, gap.new_end + 1))

    def _is_put_right(self, gap: Gap) -> bool:
        """Whether what stands in a gap now is what stood there put right, or as few other words."""
        old, new = self.old[gap.old : gap.old_end], self.new[gap.new : gap.new_end]
        return len(old.split()) == len(new.split()) <= FEW_WORDS or is_correction(old, new)

    def _inside(self, gap: Gap, at: int, is_end: bool) -> int:
        """Where a span ends, or begins, that did so in what was replaced by what was put right."""
        outer, inner = (gap.old_end, gap.old) if is_end else (gap.old, gap.old_end)
        if at == outer:
            return gap.new_end if is_end else gap.new
        old, new = self.old[gap.old : gap.old_end], self.new[gap.new : gap.new_end]
        if (by := seams.counterpart(old, new, at - gap.old)) is not None:
            return gap.new + by
        if not parts_words(self.old, at):
            return gap.new if is_end else gap.new_end
        count, places = len(self.old[min(at, inner) : max(at, inner)].split()), seams.word_spans(new)
        if not 0 < count <= len(places):
            return gap.new_end if is_end else gap.new
        return gap.new + (places[count - 1][1] if is_end else places[-count][0])

    def _at_word(self, was: int, ways: range) -> int:
        """The first of some places that parts words, if the old place did."""
        if not parts_words(self.old, was):
            return ways[0]
        return next((at for at in ways if parts_words(self.new, at)), ways[0])
