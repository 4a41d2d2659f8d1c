"""What two states of a text have in common, and what stands between; `alignment` finds it, the others read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Block(NamedTuple):
    """``length`` code points that are the same in both texts, from ``old`` in the one and ``new`` in the other."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length

    def cut(self, front: int, back: int) -> Block:
        """The block without so many characters at its ends."""
        return Block(self.old + front, self.new + front, self.length - front - back)


class Gap(NamedTuple):
    """What was replaced, ``old`` to ``old_end``, and by what, ``new`` to ``new_end``; either side may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def widest(self) -> int:
        """The length of its longer side."""
        return max(self.old_end - self.old, self.new_end - self.new)


def gaps(found: Sequence[Block]) -> Iterator[Gap]:
    """What stands between each block and the next."""
    for one, other in pairwise(found):
        yield Gap(one.old_end, other.old, one.new_end, other.new)


def held(blocks: Sequence[Block]) -> int:
    """How many characters some blocks hold."""
    return sum(block.length for block in blocks)


def joined(found: Sequence[Block]) -> list[Block]:
    """Without empty blocks, but for the first and the last, and without borders where nothing parts two."""
    kept = [found[0]]
    for block in found[1:]:
        before = kept[-1]
        if (before.old_end, before.new_end) == (block.old, block.new):
            kept[-1] = Block(before.old, before.new, before.length + block.length)
        elif block.length or block is found[-1]:
            kept.append(block)
    return kept if len(kept) > 1 else [kept[0], Block(kept[0].old_end, kept[0].new_end, 0)]


def shared_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def extended(old: str, new: str, gap: Gap, seed: Block) -> Block:
    """A seed with all that is the same before and behind it."""
    back = shared_start(old[gap.old : seed.old][::-1], new[gap.new : seed.new][::-1])
    on = shared_start(old[seed.old_end : gap.old_end], new[seed.new_end : gap.new_end])
    return Block(seed.old - back, seed.new - back, seed.length + back + on)
