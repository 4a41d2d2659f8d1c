"""Where a text comes apart: at lines, sentences and words; `alignment` and `passages` cut where an editor would."""

from __future__ import annotations

import re

LINE, SENTENCE, BETWEEN, MARK, INSIDE = 4, 3, 2, 1, 0  # how plainly something ends
FARTHEST = 500  # characters that a sentence goes on, at most

_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"(\w+)|(\s+)|[^\w\s]")
_ENDS = re.compile(r"[a-z0-9]{3}[.?!][”’\")\]]*\s?$")  # "Mr. " and "No. " end nothing


def seam(text: str, at: int) -> int:
    """How plainly something ends, and something else begins, before a code point of a text."""
    if at in (0, len(text)) or "\n" in text[at - 1 : at + 1]:
        return LINE
    if text[at - 1].isspace() or text[at].isspace():
        return SENTENCE if _ENDS.search(text[max(0, at - 9) : at]) else BETWEEN
    return MARK if parts_words(text, at) else INSIDE


def parts_words(text: str, at: int) -> bool:
    """Whether no word goes on from before a code point to behind it."""
    return at <= 0 or at >= len(text) or not (text[at - 1].isalnum() and text[at].isalnum())


def trimmed(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """A span without the white space at its ends, where ``words``, for which it stands, have none."""
    while start < end and text[start].isspace() and not words[0].isspace():
        start += 1
    while start < end and text[end - 1].isspace() and not words[-1].isspace():
        end -= 1
    return start, max(start, end)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, with what is set to them without a space."""
    return [word.span() for word in _WORD.finditer(text)]


def counterpart(old: str, new: str, at: int) -> int | None:
    """The place in a text that is what ``at`` is in another, if both are as many words, spaces and marks alike."""
    ours, theirs = (list(_PIECE.finditer(text)) for text in (old, new))
    if [piece.lastindex for piece in ours] != [piece.lastindex for piece in theirs]:
        return None
    for one, other in zip(ours, theirs, strict=True):
        if at < one.end():
            return other.start() + min(at - one.start(), len(other[0]))
    return len(new)


def slide(text: str, start: int, end: int, back: int, on: int, is_last: bool) -> int:
    """By how far to move ``start`` to ``end``, which was added or removed, for it to be whole lines, sentences, words.

    The same text results wherever it can slide to: of "A. B. C." that became "A. C." either "B. " or ". B" was
    taken out, and the two are not equally likely. It slides at most ``back`` to the left and ``on`` to the right; of
    equally good places it takes the first, or the last.
    """
    left = right = 0
    while left < back and text[start - left - 1] == text[end - left - 1]:
        left += 1
    while right < on and text[start + right] == text[end + right]:
        right += 1
    ways = range(right, -left - 1, -1) if is_last else range(-left, right + 1)
    return max(ways, key=lambda by: seam(text, start + by) + seam(text, end + by))
