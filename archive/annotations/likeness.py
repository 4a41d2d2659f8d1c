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
