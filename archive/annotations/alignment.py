"""Two states of a text laid side by side: what stands in both, in order or moved; `changes` keeps it for all notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from .seams import LINE, MARK, SENTENCE, seam, slide, word_spans

SEEDS = (32, 32, 16, 16, 8, 8)  # characters that stand once in either of two stretches, and so belong together
MOVED = 10  # the same, of what was moved
FARTHEST = 500  # characters that a sentence goes on, at most
NEAR = 10  # characters between what is taken together
MOVED_NEAR = 40  # the same, of what was moved
SOLID, SOLID_LINES = 24, 8  # characters that do not agree by chance whatever is around them: any, and whole lines
WIDEST = 25_000_000  # pairs of characters that are compared one by one
MOST_WORDS = 2_500  # pairs of words, the same


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


Compare = Callable[[str, str, Gap], Sequence[Block]]


def gaps(found: Sequence[Block]) -> Iterator[Gap]:
    """What stands between each block and the next."""
    for one, other in pairwise(found):
        yield Gap(one.old_end, other.old, one.new_end, other.new)


def aligned(old: str, new: str) -> list[Block]:
    """What stands in both texts in the same order; the first block begins, and the last ends, where both do.

    Both may be empty. Evidence are only stretches that stand once in either text, the longest first, and between those
    once in either of what they part; at last words and letters of what one may be the other put right.
    """
    return _within(old, new, Gap(0, len(old), 0, len(new)))


def moved(old: str, new: str, main: Sequence[Block]) -> list[list[Block]]:
    """What of two texts was taken out at one place and put in at another: each with what was put right in it."""
    passages: list[list[Block]] = []
    for run in sorted(_runs(old, new, list(gaps(main)))):
        if passages and _follows(passages[-1][-1], run):
            passages[-1].append(run)
        else:
            passages.append([run])
    wholes = [Gap(some[0].old, some[-1].old_end, some[0].new, some[-1].new_end) for some in passages]
    found = [_within(old, new, whole) for whole in wholes]
    return [blocks for blocks in found if _is_sentence(old, blocks)]


def readings(old: str, new: str, found: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks, with each removal and addition where whoever made it will have made it: at a line, sentence, word.

    Of "had had" that became "had" either word may have gone: the first in the one reading, the last in the other.
    """
    return _slid(old, new, found, is_last=False), _slid(old, new, found, is_last=True)


def is_correction(old: str, new: str) -> bool:
    """Whether one may be the other put right: of a word half must be the same, of more three fifths."""
    longer = max(len(old), len(new))
    most = longer // 2 if longer < 16 else longer * 2 // 5
    return len(old) * len(new) <= WIDEST and Levenshtein.distance(old, new, score_cutoff=most) <= most


def _within(old: str, new: str, whole: Gap) -> list[Block]:
    found = _same_ends(old, new, whole)
    for seed in SEEDS:
        found = _solid(old, new, _filled(old, new, found, partial(_unique, seed)))
    found = _solid(old, new, _whole_words(old, new, found))
    return _filled(old, new, found, _put_right)


def _filled(old: str, new: str, found: Sequence[Block], compare: Compare) -> list[Block]:
    """The blocks, and between them what is found in the gaps."""
    filled = [found[0]]
    for gap, block in zip(gaps(found), found[1:], strict=True):
        if gap.old < gap.old_end and gap.new < gap.new_end:
            filled += compare(old, new, gap)
        filled.append(block)
    return _joined(filled)


def _joined(found: Sequence[Block]) -> list[Block]:
    """Without empty blocks, but for the first and the last, and without borders where nothing parts two."""
    kept = [found[0]]
    for block in found[1:]:
        before = kept[-1]
        if (before.old_end, before.new_end) == (block.old, block.new):
            kept[-1] = Block(before.old, before.new, before.length + block.length)
        elif block.length or block is found[-1]:
            kept.append(block)
    return kept if len(kept) > 1 else [kept[0], Block(kept[0].old_end, kept[0].new_end, 0)]


def _same_ends(old: str, new: str, whole: Gap) -> list[Block]:
    one, other = old[whole.old : whole.old_end], new[whole.new : whole.new_end]
    begins = _shared(one, other)
    ends = _shared(one[begins:][::-1], other[begins:][::-1])
    return [Block(whole.old, whole.new, begins), Block(whole.old_end - ends, whole.new_end - ends, ends)]


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _unique(seed: int, old: str, new: str, gap: Gap) -> list[Block]:
    """What stands in both sides of a gap in the same order, and has a stretch in it that stands there only once."""
    ours, theirs = _once(old, [gap.old, gap.old_end], seed), _once(new, [gap.new, gap.new_end], seed)
    found: list[Block] = []
    for words, at in ours.items():
        place = theirs.get(words, -1)
        if at >= 0 and place >= 0 and not (found and _holds(found[-1], at, place)):
            found.append(_extended(old, new, gap, Block(at, place, seed)))
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


def _extended(old: str, new: str, gap: Gap, seed: Block) -> Block:
    """A seed with all that is the same before and behind it."""
    back = _shared(old[gap.old : seed.old][::-1], new[gap.new : seed.new][::-1])
    on = _shared(old[seed.old_end : gap.old_end], new[seed.new_end : gap.new_end])
    return Block(seed.old - back, seed.new - back, seed.length + back + on)


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
    if sum(block.length for block in some) > least:
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
            back, on = whole if whole and sum(whole) < min(len(one), len(other)) else (back, on)
        kept[at], kept[at + 1] = kept[at].cut(0, back), kept[at + 1].cut(on, 0)
    return _joined(kept)


def _to_seam(old: str, new: str, gap: Gap, kind: int, lengths: tuple[int, int]) -> tuple[int, int] | None:
    """How many characters it is to where something ends before a gap and behind it, if it does within the blocks."""
    most = min(lengths[0], FARTHEST), min(lengths[1], FARTHEST)
    ends = ((old, gap.old, -1), (new, gap.new, -1)), ((old, gap.old_end, 1), (new, gap.new_end, 1))
    found = [
        next((by for by in range(far + 1) if all(seam(text, at + way * by) >= kind for text, at, way in both)), None)
        for both, far in zip(ends, most, strict=True)
    ]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _put_right(old: str, new: str, gap: Gap) -> list[Block]:
    """The letters that stand in both sides of a gap, where one is the other put right, or words of it are."""
    one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if is_correction(one, other):
        return _letters(old, new, gap)
    ours, theirs = word_spans(one), word_spans(other)
    if len(ours) * len(theirs) > MOST_WORDS:
        return []
    pairs = _alike([one[slice(*word)] for word in ours], [other[slice(*word)] for word in theirs])
    places = [(ours[a], theirs[b]) for a, b in pairs]
    if 3 * sum(end - start for (start, end), _ in places) < min(len(one), len(other)):
        return []
    words = [Gap(gap.old + a, gap.old + b, gap.new + c, gap.new + d) for (a, b), (c, d) in places]
    return [block for word in words for block in _letters(old, new, word)]


def _letters(old: str, new: str, gap: Gap) -> list[Block]:
    steps = Levenshtein.opcodes(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    return [
        Block(gap.old + step.src_start, gap.new + step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of words in the same order of which one is the other put right, with most letters together."""
    table = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for a, word in reversed(list(enumerate(ours))):
        for b, other in reversed(list(enumerate(theirs))):
            table[a][b] = max(table[a + 1][b], table[a][b + 1], table[a + 1][b + 1] + _likeness(word, other))
    pairs, a, b = list[tuple[int, int]](), 0, 0
    while a < len(ours) and b < len(theirs):
        if table[a][b] == table[a + 1][b]:
            a += 1
        elif table[a][b] == table[a][b + 1]:
            b += 1
        else:
            pairs.append((a, b))
            a, b = a + 1, b + 1
    return pairs


def _likeness(word: str, other: str) -> int:
    """How many letters two words share, if they are at least two thirds of the longer; else 0."""
    if word == other:
        return len(word)
    longer = max(len(word), len(other))
    edits = Levenshtein.distance(word, other, score_cutoff=longer // 3)
    return longer - edits if longer > 3 and edits <= longer // 3 else 0


def _runs(old: str, new: str, left: Sequence[Gap]) -> Iterator[Block]:
    """What stands once in the old text, in a gap, and once in the new one, in a gap."""
    seeds = {old[at : at + MOVED]: (at, gap) for gap in left for at in range(gap.old, gap.old_end - MOVED + 1)}
    for come in left:
        at = come.new
        while at + MOVED <= come.new_end:
            if found := seeds.get(new[at : at + MOVED]):
                start, gone = found
                between = Gap(gone.old, gone.old_end, come.new, come.new_end)
                run = _extended(old, new, between, Block(start, at, MOVED))
                words = old[run.old : run.old_end]
                if old.count(words) == new.count(words) == 1:
                    yield run
                at = run.new_end
            else:
                at += 1


def _is_sentence(old: str, found: Sequence[Block]) -> bool:
    """Whether what was moved is whole sentences or lines, or most of one: parts of a formula may come together anew."""
    start, end = found[0].old, found[-1].old_end
    first = next((at for at in range(start, end) if seam(old, at) >= SENTENCE), end)
    last = next((at for at in range(end, start, -1) if seam(old, at) >= SENTENCE), start)
    if 2 * (last - first) >= end - start:
        return True
    before = (by for by in range(min(start, FARTHEST) + 1) if seam(old, start - by) >= SENTENCE)
    behind = (by for by in range(min(len(old) - end, FARTHEST) + 1) if seam(old, end + by) >= SENTENCE)
    whole = end - start + next(before, FARTHEST) + next(behind, FARTHEST)
    return 4 * sum(block.length for block in found) >= 3 * whole


def _follows(before: Block, run: Block) -> bool:
    """Whether a run stands right behind another in both texts."""
    return all(0 <= way <= MOVED_NEAR for way in (run.old - before.old_end, run.new - before.new_end))


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
    return _joined(kept)
