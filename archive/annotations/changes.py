"""How a text changed, explained twice: where both explanations agree, nothing was guessed; `anchoring` asks both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice

from . import collation, seams
from .comparison import Block
from .passages import Passage, Span

SEED, MANY = 8, 12  # characters by which something moved is known again: a whole sentence's, and any words'
ROUNDS = 3  # of looking for what was moved within what was moved
MOST_RUNS = 1_000  # of the same characters, at most, that are looked for in the whole texts
MOST_MOVED = 200  # pairs of places, in one round
KIN, PLAINLY = 0.5, 100  # of the shorter text, what stands in the other if it is the same corrected; characters enough

Place = tuple[int, Span]  # a code point, and the part of a text that it lies in


@dataclass(frozen=True)
class Explanation:
    """One way to explain how a text changed: the text as it is read in order, and what was moved within it."""

    old: str
    new: str
    is_backward: bool

    @cached_property
    def main(self) -> Passage:
        """The text as it is read in order."""
        return Passage(self.old, self.new, tuple(collation.blocks(self.old, self.new, self.is_backward)))

    @cached_property
    def moved(self) -> list[Passage]:
        """What was taken out in one place and put in at another; also what was moved within that."""
        found: list[Passage] = []
        for _ in range(ROUNDS):
            blocks = [block for passage in (self.main, *found) for block in passage.blocks]
            taken = _between([(block.old, block.old_end) for block in blocks])
            added = _between([(block.new, block.new_end) for block in blocks])
            pairs = list(islice(dict.fromkeys(self._pairs(taken, added)), MOST_MOVED))
            if not pairs:
                break
            found += [self._passage(gone, come) for gone, come in pairs]
        return found

    @cached_property
    def is_kin(self) -> bool:
        """Whether the new text is the old one corrected, rather than another."""
        same = sum(block.length for passage in (self.main, *self.moved) for block in passage.blocks)
        shorter = min(len(self.old), len(self.new))
        return same >= max(KIN * shorter, min(PLAINLY, 0.8 * shorter))

    def _pairs(self, taken: list[Span], added: list[Span]) -> Iterator[tuple[Span, Span]]:
        """What has something in common that stood in the old text only here and stands in the new one only there."""
        for (start, gone), (at, come), length in islice(self._runs(taken, added), MOST_RUNS):
            if self._is_own((start, start + length), (at, at + length)):
                yield gone, come

    def _runs(self, taken: list[Span], added: list[Span]) -> Iterator[tuple[Place, Place, int]]:
        """Where something in one of ``taken`` begins that stands in one of ``added`` too, and how long it is."""
        seeds = {self.old[at : at + SEED]: (at, gone) for gone in taken for at in range(gone[0], gone[1] - SEED + 1)}
        for come in added:
            at = reached = come[0]
            while at + SEED <= come[1]:
                if (found := seeds.get(self.new[at : at + SEED])) is None:
                    at += 1
                    continue
                start, gone = found
                back = self._back((start, gone[0]), (at, reached))
                on = self._on((start, gone[1]), (at, come[1]))
                yield (start - back, gone), (at - back, come), back + on
                at = reached = at + on

    def _back(self, old: Span, new: Span) -> int:
        """How far back two places agree, each to a first one."""
        (one, first), (other, other_first) = old, new
        back = 0
        while back < min(one - first, other - other_first) and self.old[one - back - 1] == self.new[other - back - 1]:
            back += 1
        return back

    def _on(self, old: Span, new: Span) -> int:
        """How far on two places agree, each to a last one."""
        (one, end), (other, other_end) = old, new
        on = 0
        while on < min(end - one, other_end - other) and self.old[one + on] == self.new[other + on]:
            on += 1
        return on

    def _is_own(self, gone: Span, come: Span) -> bool:
        """Whether words can be known again by themselves: whole sentences or many words, found once in either text."""
        ends = [seams.seam(text, at) for text, span in ((self.old, gone), (self.new, come)) for at in span]
        if gone[1] - gone[0] < MANY and min(ends) < seams.SENTENCE:
            return False
        words = self.old[slice(*gone)]
        return self.old.count(words) == self.new.count(words) == 1

    def _passage(self, gone: Span, come: Span) -> Passage:
        found = collation.blocks(self.old[slice(*gone)], self.new[slice(*come)], self.is_backward)
        placed = tuple(Block(gone[0] + old, come[0] + new, length) for old, new, length in found)
        return Passage(self.old, self.new, placed, is_moved=True)


def _between(spans: list[Span]) -> list[Span]:
    """What lies between some spans of a text, as far as it is long enough to be known again."""
    found, reached = list[Span](), 0
    for start, end in sorted(spans):
        if start - reached >= SEED:
            found.append((reached, start))
        reached = max(reached, end)
    return found


@dataclass(frozen=True)
class Change:
    """An old and a new state of a text; made once for all that is anchored in it."""

    old: str
    new: str

    @cached_property
    def explanations(self) -> tuple[Explanation, Explanation]:
        """What may be taken for changed at several places is so at the first in the one, at the last in the other."""
        return Explanation(self.old, self.new, is_backward=False), Explanation(self.old, self.new, is_backward=True)

    @cached_property
    def is_kin(self) -> bool:
        """Whether the new text is the old one corrected, rather than another."""
        return all(each.is_kin for each in self.explanations)

    @cached_property
    def old_hash(self) -> str:
        """SHA-256 of the old text."""
        return digest(self.old)

    @cached_property
    def new_hash(self) -> str:
        """SHA-256 of the new text."""
        return digest(self.new)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
