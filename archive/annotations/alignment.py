"""Two states of a text laid side by side: what stands in both in the same order; `changes` keeps it for all notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial

from .blocks import Block, Gap, extended, gaps, held, joined, shared_start
from .likeness import is_correction, put_right
from .seams import FARTHEST, LINE, MARK, SENTENCE, seam, slide

SEEDS = (32, 32, 16, 16, 8, 8)  # characters that stand once in either of two stretches, and so belong together
NEAR = 10  # characters between what is taken together
SOLID, SOLID_LINES = 24, 8  # characters that do not agree by chance whatever is around them: any, and whole lines
BY_CHANCE = 60  # characters of a sentence that are the same as those of another, at most

Compare = Callable[[str, str, Gap], Sequence[Block]]


def aligned(old: str, new: str) -> list[Block]:
    """What stands in both texts in the same order; the first block begins, and the last ends, where both do.

    Both may be empty. Evidence are only stretches that stand once in either text, the longest first, and between those
    once in either of what they part; at last words and letters of what one may be the other put right.
    """
    return within(old, new, Gap(0, len(old), 0, len(new)))


def readings(old: str, new: str, found: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks, with each removal and addition where whoever made it will have made it: at a line, sentence, word.

    Of "had had" that became "had" either word may have gone: the first in the one reading, the last in the other.
    """
    return _slid(old, new, found, is_last=False), _slid(old, new, found, is_last=True)


def within(old: str, new: str, whole: Gap) -> list[Block]:
    """The same of a part of either text."""
    found = _same_ends(old, new, whole)
    for seed in SEEDS:
        found = _solid(old, new, _filled(old, new, found, partial(_unique, seed)))
    found = _solid(old, new, _whole_words(old, new, found))
    return _filled(old, new, found, put_right)


def _filled(old: str, new: str, found: Sequence[Block], compare: Compare) -> list[Block]:
    """The blocks, and between them what is found in the gaps."""
    filled = [found[0]]
    for gap, block in zip(gaps(found), found[1:], strict=True):
        if gap.old < gap.old_end and gap.new < gap.new_end:
            filled += compare(old, new, gap)
        filled.append(block)
    return joined(filled)


def _same_ends(old: str, new: str, whole: Gap) -> list[Block]:
    one, other = old[whole.old : whole.old_end], new[whole.new : whole.new_end]
    begins = shared_start(one, other)
    ends = shared_start(one[begins:][::-1], other[begins:][::-1])
    return [Block(whole.old, whole.new, begins), Block(whole.old_end - ends, whole.new_end - ends, ends)]


def _unique(seed: int, old: str, new: str, gap: Gap) -> list[Block]:
    """What stands in both sides of a gap in the same order, and has a stretch in it that stands there only once."""
    ours, theirs = _once(old, [gap.old, gap.old_end], seed), _once(new, [gap.new, gap.new_end], seed)
    found: list[Block] = []
    for words, at in ours.items():
        place = theirs.get(words, -1)
        if at >= 0 and place >= 0 and not (found and _holds(found[-1], at, place)):
            found.append(extended(old, new, gap, Block(at, place, seed)))
    return _apart(_rising(found))


def _once(text: str, bounds: Sequence[int], seed: int) -> dict[str, int]:
    """All stretches of a part of a text, and where they stand; -1 where they stand several times."""
    places: dict[str, int] = {}
    for at in range(bounds[0], bounds[1] - seed + 1):
        words = text[at : at + seed]
        places[words] = -1 if words in places else at
    return places


def _holds(block: Block, old: int, new: int) -> bool:
    return old < block.old_end and old - new == block.old - block.new


def _rising(found: Sequence[Block]) -> list[Block]:
    """Of blocks in the order of the old text those in the same order in the new one that are longest together."""
    ends: list[tuple[int, int, int]] = []  # of rows: last place, length, index; both rise
    before: list[int] = []
    for index, block in enumerate(found):
        at = bisect_left(ends, (block.new,))
        before.append(ends[at - 1][2] if at else -1)
        total = block.length + (ends[at - 1][1] if at else 0)
        behind = at
        while behind < len(ends) and ends[behind][1] <= total:
            behind += 1
        ends[at:behind] = [(block.new, total, index)]
    row: list[Block] = []
    index = ends[-1][2] if ends else -1
    while index >= 0:
        row.append(found[index])
        index = before[index]
    return row[::-1]


def _apart(found: Sequence[Block]) -> list[Block]:
    """Without what two blocks share."""
    kept: list[Block] = []
    for block in found:
        shared = max(0, kept[-1].old_end - block.old, kept[-1].new_end - block.new) if kept else 0
        if shared < block.length:
            kept.append(block.cut(shared, 0))
    return kept


def _solid(old: str, new: str, found: Sequence[Block]) -> list[Block]:
    """Without what agrees by chance: what is no longer than the change before it nor than the one behind it.

    Of two sentences that have nothing to do with each other, "the" and "of" are the same, and no evidence. Blocks
    that little parts are taken together.
    """
    together = [[found[0]]]
    for gap, block in zip(gaps(found), found[1:], strict=True):
        if gap.widest < NEAR:
            together[-1].append(block)
        else:
            together.append([block])
    kept: list[list[Block]] = []
    for some in together:
        while len(kept) > 1 and _is_chance(old, new, kept[-2][-1], kept[-1], some[0]):
            kept.pop()
        kept.append(some)
    return [block for some in kept for block in some]


def _is_chance(old: str, new: str, before: Block, some: Sequence[Block], behind: Block) -> bool:
    least = min(gap.widest for gap in (*gaps([before, some[0]]), *gaps([some[-1], behind])))
    if held(some) > least:
        return False
    return not any(block.length >= SOLID or _is_lines(old, new, block) for block in some)


def _is_lines(old: str, new: str, block: Block) -> bool:
    ends = ((old, block.old), (old, block.old_end), (new, block.new), (new, block.new_end))
    return block.length >= SOLID_LINES and all(seam(text, at) == LINE for text, at in ends)


def _whole_words(old: str, new: str, found: Sequence[Block]) -> list[Block]:
    """With words replaced whole, and so a sentence of which less stays than was replaced: its first words are the
    same by chance.
    """
    kept = list(found)
    for at, gap in enumerate(gaps(found)):
        one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
        if not one or not other or is_correction(one, other):
            continue
        lengths = kept[at].length, kept[at + 1].length
        back, on = _to_seam(old, new, gap, MARK, lengths) or (0, 0)
        if min(len(one.split()), len(other.split())) > 3:
            whole = _to_seam(old, new, gap, SENTENCE, lengths)
            back, on = whole if whole and sum(whole) < min(len(one), len(other), BY_CHANCE) else (back, on)
        kept[at], kept[at + 1] = kept[at].cut(0, back), kept[at + 1].cut(on, 0)
    return joined(kept)


def _to_seam(old: str, new: str, gap: Gap, kind: int, lengths: tuple[int, int]) -> tuple[int, int] | None:
    """How many characters it is to where something ends before a gap and behind it, if it does within the blocks."""
    most = min(lengths[0], FARTHEST), min(lengths[1], FARTHEST)
    ends = ((old, gap.old, -1), (new, gap.new, -1)), ((old, gap.old_end, 1), (new, gap.new_end, 1))
    found = [
        next((by for by in range(far + 1) if all(seam(text, at + way * by) >= kind for text, at, way in both)), None)
        for both, far in zip(ends, most, strict=True)
    ]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _slid(old: str, new: str, found: Sequence[Block], is_last: bool) -> list[Block]:
    kept = [found[0]]
    for block in found[1:]:
        before = kept.pop()
        by = 0
        if before.new_end == block.new:
            by = slide(old, before.old_end, block.old, before.length, block.length, is_last)
        elif before.old_end == block.old:
            by = slide(new, before.new_end, block.new, before.length, block.length, is_last)
        kept += (before.cut(0, -by), block.cut(by, 0))
    return joined(kept)
