"""Words that were put right: whether one may be the other corrected, and what is left of it; `alignment` asks."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from .blocks import Block, Gap
from .seams import word_spans

WIDEST = 25_000_000  # pairs of characters that are compared one by one
MOST_WORDS = 2_500  # pairs of words, the same


def is_correction(old: str, new: str) -> bool:
    """Whether one may be the other put right: of a word half must be the same, of more three fifths."""
    longer = max(len(old), len(new))
    most = longer // 2 if longer < 16 else longer * 2 // 5
    return len(old) * len(new) <= WIDEST and Levenshtein.distance(old, new, score_cutoff=most) <= most


def put_right(old: str, new: str, gap: Gap) -> list[Block]:
    """The letters that stand in both sides of a gap, where one is the other put right, or lines or words of it are."""
    if _is_put_right(old, new, gap):
        return _letters(old, new, gap)
    first, left = _first_lines(old, new, gap)
    last, left = _last_lines(old, new, left)
    between = _letters(old, new, left) if _is_put_right(old, new, left) else _words(old, new, left)
    return [*first, *between, *last]


def _is_put_right(old: str, new: str, gap: Gap) -> bool:
    return is_correction(old[gap.old : gap.old_end], new[gap.new : gap.new_end])


def _first_lines(old: str, new: str, gap: Gap) -> tuple[list[Block], Gap]:
    """The letters of the first lines of a gap, as long as one is the other put right; and what is left of the gap."""
    found = list[Block]()
    while True:
        ends = _line_end(old, gap.old, gap.old_end), _line_end(new, gap.new, gap.new_end)
        line = Gap(gap.old, ends[0], gap.new, ends[1])
        if min(ends) < 0 or not _is_put_right(old, new, line):
            return found, gap
        found += _letters(old, new, line)
        gap = Gap(ends[0], gap.old_end, ends[1], gap.new_end)
        if gap.old == gap.old_end or gap.new == gap.new_end:
            return found, gap
        found.append(Block(*ends, 1))
        gap = Gap(ends[0] + 1, gap.old_end, ends[1] + 1, gap.new_end)


def _last_lines(old: str, new: str, gap: Gap) -> tuple[list[Block], Gap]:
    """The same of its last lines."""
    found = list[Block]()
    while True:
        starts = _line_start(old, gap.old, gap.old_end), _line_start(new, gap.new, gap.new_end)
        line = Gap(starts[0], gap.old_end, starts[1], gap.new_end)
        if min(starts) < 0 or not _is_put_right(old, new, line):
            return found, gap
        found = [*_letters(old, new, line), *found]
        gap = Gap(gap.old, starts[0], gap.new, starts[1])
        if gap.old == gap.old_end or gap.new == gap.new_end:
            return found, gap
        found.insert(0, Block(starts[0] - 1, starts[1] - 1, 1))
        gap = Gap(gap.old, starts[0] - 1, gap.new, starts[1] - 1)


def _line_end(text: str, start: int, end: int) -> int:
    """Where the first line of a part of a text ends, if it does there; else -1."""
    at = text.find("\n", start, end + 1)
    return end if at < 0 and end == len(text) else at


def _line_start(text: str, start: int, end: int) -> int:
    """Where the last line of a part of a text begins, if it does there; else -1."""
    at = text.rfind("\n", max(0, start - 1), end) + 1
    return at if at or start == 0 else -1


def _words(old: str, new: str, gap: Gap) -> list[Block]:
    """The letters of words, where they are a part of either side that is worth to be called the same."""
    one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    ours, theirs = word_spans(one), word_spans(other)
    if len(ours) * len(theirs) > MOST_WORDS:
        return []
    pairs = _alike([one[slice(*word)] for word in ours], [other[slice(*word)] for word in theirs])
    places = [(ours[a], theirs[b]) for a, b in pairs]
    if not _is_enough(sum(end - start for (start, end), _ in places), *sorted((len(one), len(other)))):
        return []
    words = [Gap(gap.old + a, gap.old + b, gap.new + c, gap.new + d) for (a, b), (c, d) in places]
    return [block for word in words for block in _letters(old, new, word)]


def _is_enough(same: int, shorter: int, longer: int) -> bool:
    """Whether so many characters of words are evidence: nearly all of one side, or a good part of both."""
    return 4 * same >= 3 * shorter or (2 * same >= shorter and 6 * same >= longer)


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
