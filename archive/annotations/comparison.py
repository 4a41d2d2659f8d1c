"""What stands in both of two stretches of text: their ends, lines, words, letters; `collation` puts it in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from .approximate import nearest
from .seams import BETWEEN, seam

FEW = 100_000_000  # pairs of words of which the most common ones are found: a table with a bit for each
MOST = 2_500_000_000  # pairs of words, or of characters, that are compared at all: less than a second
WINDOW = 2_000_000  # pairs of characters when the place of something short is looked for in something long
WORD = 16  # characters of a long word
FEW_WORDS = 3  # that may be put for as many others

_WORD, _LINE = re.compile(r"\S+"), re.compile(r"[^\n]+")

Stretch = tuple[int, int]


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


def is_replacement(old: str, new: str) -> bool:
    """Whether words were put for others: neither is the other put right, nor are there as few of them."""
    if not old.strip() or not new.strip() or len(old.split()) == len(new.split()) <= FEW_WORDS:
        return False
    return not is_correction(old, new)


def is_correction(old: str, new: str) -> bool:
    """Whether one may be the other put right, or a part of it.

    Of a word half must be the same, of more three fifths; or all of the shorter, nearly so if it is long, at its ends.
    """
    shorter, longer = sorted((len(old), len(new)))
    most = longer // 2 if longer < WORD else longer * 2 // 5
    if len(old) * len(new) <= MOST and Levenshtein.distance(old, new, score_cutoff=most) <= most:
        return True
    same = sum(_same_letters(old, new))
    return same >= WORD // 4 and (same == shorter or (4 * same >= 3 * shorter and 2 * same >= WORD))


def same_ends(old: str, new: str) -> list[Block]:
    """The same beginning and the same end, in whole words."""
    begins, _ = _same_letters(old, new)
    while begins and not (_is_between(old, begins) and _is_between(new, begins)):
        begins -= 1
    ends, _ = _same_letters(old[begins:][::-1], new[begins:][::-1])
    while ends and not (_is_between(old, len(old) - ends) and _is_between(new, len(new) - ends)):
        ends -= 1
    return [Block(0, 0, begins), Block(len(old) - ends, len(new) - ends, ends)]


def _is_between(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace()


def _same_letters(one: str, other: str) -> tuple[int, int]:
    """How many characters both begin with, and how many both end with behind those."""
    begins = _shared(one, other)
    return begins, _shared(one[begins:][::-1], other[begins:][::-1])


def _shared(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def same_lines(old: str, new: str) -> Iterator[Block]:
    """Of the lines that stand once in either text, those in the same order in both that are longest together."""
    ours, theirs = _once(old), _once(new)
    found = sorted((at, theirs[line], len(line)) for line, at in ours.items() if line in theirs)
    for index in _rising([(new, length) for _, new, length in found]):
        yield Block(*found[index])


def _once(text: str) -> dict[str, int]:
    """The lines that stand only once in a text, and where."""
    places: dict[str, list[int]] = {}
    for line in _LINE.finditer(text):
        places.setdefault(line[0], []).append(line.start())
    return {line: at[0] for line, at in places.items() if len(at) == 1}


def _rising(values: Sequence[tuple[int, int]]) -> list[int]:
    """The indices of values that rise from first to last, of those with the greatest weight together."""
    ends: list[tuple[int, int, int]] = []  # of rows: last value, weight, index; both rise
    before: list[int] = []
    for index, (value, weight) in enumerate(values):
        at = bisect_left(ends, (value,))
        before.append(ends[at - 1][2] if at else -1)
        total = weight + (ends[at - 1][1] if at else 0)
        behind = at
        while behind < len(ends) and ends[behind][1] <= total:
            behind += 1
        ends[at:behind] = [(value, total, index)]
    row: list[int] = []
    index = ends[-1][2] if ends else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]


def same_words(old: str, new: str) -> Iterator[Block]:
    one, other = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    pairs = len(one) * len(other)
    if pairs > MOST:
        return
    method = LCSseq if pairs <= FEW else Levenshtein
    for step in method.opcodes([word[0] for word in one], [word[0] for word in other]):
        if step.tag == "equal":
            ours, theirs = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
            yield from _run_of_words(ours, theirs, old, new)


def _run_of_words(ours: list[re.Match[str]], theirs: list[re.Match[str]], old: str, new: str) -> Iterator[Block]:
    """One block for the same words, or one for each where the space between them differs."""
    run = Block(ours[0].start(), theirs[0].start(), ours[-1].end() - ours[0].start())
    if old[run.old : run.old_end] == new[run.new : run.new_end]:
        yield run
        return
    for word, same in zip(ours, theirs, strict=True):
        yield Block(word.start(), same.start(), len(word[0]))


def same_characters(old: str, new: str) -> Iterator[Block]:
    """What stands in both of two stretches: in first and last words that were put right, and in what is between.

    What has nothing to do with each other has letters in common too; they are no evidence.
    """
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    first = _put_right(zip(ours, theirs, strict=False))
    left = min(len(ours), len(theirs)) - first
    last = _put_right(zip(ours[::-1][:left], theirs[::-1][:left], strict=True))
    begins = (ours[first - 1].end(), theirs[first - 1].end()) if first else (0, 0)
    ends = (ours[-last].start(), theirs[-last].start()) if last else (len(old), len(new))
    yield from _letters(old, new, (0, begins[0]), (0, begins[1]))
    yield from _letters(old, new, *_window(old, new, (begins[0], ends[0]), (begins[1], ends[1])))
    yield from _letters(old, new, (ends[0], len(old)), (ends[1], len(new)))


def _put_right(pairs: Iterable[tuple[re.Match[str], re.Match[str]]]) -> int:
    """How many words are the others put right, up to one that is another: two thirds of them are the same."""
    return sum(1 for _ in takewhile(lambda pair: _is_put_right(pair[0][0], pair[1][0]), pairs))


def _is_put_right(old: str, new: str) -> bool:
    most = max(len(old), len(new)) // 3
    return len(old) * len(new) <= MOST and Levenshtein.distance(old, new, score_cutoff=most) <= most


def _letters(old: str, new: str, first: Stretch, last: Stretch) -> Iterator[Block]:
    """What stands in both of two stretches of which one is the other put right."""
    one, other = old[slice(*first)], new[slice(*last)]
    if not one or not other or not is_correction(one, other):
        return
    begins, ends = _same_letters(one, other)
    yield Block(first[0], last[0], begins)
    one, other = one[begins : len(one) - ends], other[begins : len(other) - ends]
    if len(one) * len(other) <= MOST:
        for step in Levenshtein.opcodes(one, other):
            if step.tag == "equal":
                place = first[0] + begins + step.src_start, last[0] + begins + step.dest_start
                yield Block(*place, step.src_end - step.src_start)
    yield Block(first[1] - ends, last[1] - ends, ends)


def _window(old: str, new: str, first: Stretch, last: Stretch) -> tuple[Stretch, Stretch]:
    """The parts of two stretches to be compared: of a much longer one the words that are most like the other."""
    one, other = old[slice(*first)], new[slice(*last)]
    if 2 * len(one) < len(other):
        last = _place(one, other, last)
    elif 2 * len(other) < len(one):
        first = _place(other, one, first)
    return first, last


def _place(shorter: str, longer: str, stretch: Stretch) -> Stretch:
    """The part of a stretch that is like something shorter, if one is; else all of it."""
    words = shorter.strip()
    most = len(words) // 4 if len(words) < WORD else len(words) // 3
    if len(words) * len(longer) <= WINDOW:
        for start, end, _ in nearest(words, longer, most)[:1]:
            if seam(longer, start) >= BETWEEN and seam(longer, end) >= BETWEEN:
                return stretch[0] + start, stretch[0] + end
    return stretch
