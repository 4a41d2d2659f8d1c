"""Two states of a text laid side by side: what stands in both, in the same order; `passages` builds on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from .comparison import Block, is_replacement, same_characters, same_ends, same_lines, same_words
from .seams import LINE, SENTENCE, seam, slide

NEAR = 10  # characters between what is taken together
SOLID, SOLID_LINES = 24, 8  # characters that do not agree by chance whatever is around them: any, and whole lines

Compare = Callable[[str, str], Iterable[Block]]


def blocks(old: str, new: str, is_backward: bool = False) -> list[Block]:
    """What stands in both texts, in order; the first block begins where both begin, the last ends where both end.

    Both may be empty. Lines are compared first, then words, then the characters of what is left, as editors change
    words in lines. Where something can be taken for removed or added at several places alike ("had had" became
    "had") it is taken for the first of them, with ``is_backward`` for the last.
    """
    if is_backward:
        mirrored = _compared(old[::-1], new[::-1])
        found = [Block(len(old) - b.old_end, len(new) - b.new_end, b.length) for b in reversed(mirrored)]
    else:
        found = _compared(old, new)
    return _slid(_whole_sentences(found, old, new), old, new, is_backward)


def _compared(old: str, new: str) -> list[Block]:
    found = same_ends(old, new)
    for compare in (same_lines, same_words, same_characters):
        found = _solid(_enclosed(found, compare, old, new), old, new)
    return _joined(found)


def _enclosed(around: Sequence[Block], compare: Compare, old: str, new: str) -> Iterator[Block]:
    """The blocks, and between them what is found in the gaps."""
    for before, after in pairwise(around):
        yield before
        one, other = old[before.old_end : after.old], new[before.new_end : after.new]
        if one and other:
            for block in compare(one, other):
                yield Block(before.old_end + block.old, before.new_end + block.new, block.length)
    yield around[-1]


def _solid(found: Iterable[Block], old: str, new: str) -> list[Block]:
    """Without what agrees by chance: what is no longer than the change before it nor than the one behind it.

    Of two sentences that have nothing to do with each other, "the" and "of" are the same, and no evidence. Blocks
    that little parts are taken together.
    """
    kept: list[list[Block]] = []
    for some in _together(found):
        while len(kept) > 1 and _is_chance(kept[-2], kept[-1], some, old, new):
            kept.pop()
        kept.append(some)
    return [block for some in kept for block in some]


def _together(found: Iterable[Block]) -> list[list[Block]]:
    together: list[list[Block]] = []
    for block in found:
        if together and _gap(together[-1][-1], block) < NEAR:
            together[-1].append(block)
        else:
            together.append([block])
    return together


def _is_chance(before: list[Block], some: list[Block], after: list[Block], old: str, new: str) -> bool:
    length = sum(block.length for block in some)
    if length > min(_gap(before[-1], some[0]), _gap(some[-1], after[0])):
        return False
    return not any(_is_long(block, old, new) for block in some)


def _gap(before: Block, after: Block) -> int:
    return max(after.old - before.old_end, after.new - before.new_end)


def _is_long(block: Block, old: str, new: str) -> bool:
    if block.length >= SOLID:
        return True
    ends = ((old, block.old), (old, block.old_end), (new, block.new), (new, block.new_end))
    return block.length >= SOLID_LINES and all(seam(text, at) == LINE for text, at in ends)


def _joined(found: Iterable[Block]) -> list[Block]:
    """Without borders between blocks that nothing parts."""
    kept: list[Block] = []
    for block in found:
        if kept and (kept[-1].old_end, kept[-1].new_end) == (block.old, block.new):
            before = kept.pop()
            block = Block(before.old, before.new, before.length + block.length)
        kept.append(block)
    return kept


def _whole_sentences(found: list[Block], old: str, new: str) -> list[Block]:
    """With a sentence of which less stays than was replaced replaced whole: its first words are the same by chance."""
    kept, left = found[:1], found[:0:-1]
    while left:
        gap = old[kept[-1].old_end : left[-1].old], new[kept[-1].new_end : left[-1].new]
        if is_replacement(*gap):
            most = min(map(len, gap)) - 1
            before = _to_sentence(kept, old, most, is_back=True)
            behind = _to_sentence(left, old, most - before, is_back=False) if before is not None else None
            if before is not None and behind is not None:
                _cut(kept, before, is_back=True)
                _cut(left, behind, is_back=False)
        kept.append(left.pop())
    return kept


def _to_sentence(stack: Sequence[Block], text: str, most: int, is_back: bool) -> int | None:
    """How many characters stand in both texts from the last of some blocks to where its sentence begins, or ends.

    None if they are more than ``most``.
    """
    total = 0
    for block in reversed(stack):
        for by in range(block.length + 1):
            if total + by > most:
                return None
            if seam(text, block.old_end - by if is_back else block.old + by) >= SENTENCE:
                return total + by
        total += block.length
    return total


def _cut(stack: list[Block], by: int, is_back: bool) -> None:
    """Take so many characters away from the end of the last block, or from its beginning, and of those before it."""
    while by:
        block = stack.pop()
        part = min(by, block.length)
        by -= part
        if part < block.length or not stack:
            start = 0 if is_back else part
            stack.append(Block(block.old + start, block.new + start, block.length - part))


def _slid(found: list[Block], old: str, new: str, is_backward: bool) -> list[Block]:
    """With each removal and each addition where whoever made it will have made it."""
    kept = found[:1]
    for block in found[1:]:
        before = kept.pop()
        by = 0
        if before.new_end == block.new:
            by = slide(old, before.old_end, block.old, before.length, block.length, is_backward)
        elif before.old_end == block.old:
            by = slide(new, before.new_end, block.new, before.length, block.length, is_backward)
        kept += (before._replace(length=before.length + by), Block(block.old + by, block.new + by, block.length - by))
    return [block for block in kept if block.length or block in (kept[0], kept[-1])]
