"""How a text changed, laid out once for all that is anchored in it; `anchoring` asks where a span of it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from . import alignment, moves
from .blocks import Block, held
from .passages import Passage

KIN = 0.4  # of the shorter text, what stands in the other if it is the same corrected
ANYWHERE = 100  # characters in one piece by which words are known in what is another text

Reading = Sequence[Passage]


@dataclass(frozen=True)
class Change:
    """An old and a new state of a text; made once for all that is anchored in it."""

    old: str
    new: str

    @cached_property
    def readings(self) -> tuple[Reading, Reading]:
        """Two ways to read the change: what may have been added or removed at several places alike was so at the
        first in the one, at the last in the other. Each is the text in order, and what was moved within it.
        """
        main = alignment.aligned(self.old, self.new)
        moved = moves.moved(self.old, self.new, alignment.readings(self.old, self.new, main)[0])
        if not self._is_kin(main, *moved):
            main, moved = [block if block.length >= ANYWHERE else block.cut(0, block.length) for block in main], []
        found = [alignment.readings(self.old, self.new, blocks) for blocks in (main, *moved)]
        first, last = ([Passage(self.old, self.new, both[at]) for both in found] for at in (0, 1))
        return first, last

    def _is_kin(self, *passages: Sequence[Block]) -> bool:
        """Whether the new text is the old one corrected, rather than another."""
        shorter = min(len(self.old), len(self.new))
        return sum(map(held, passages)) >= max(KIN * shorter, min(ANYWHERE, 0.8 * shorter))

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
