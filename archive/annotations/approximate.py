"""How far words are from other words, at every place of a text at once; `anchoring` and `passages` look with it."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

WIDEST = 1_000_000_000  # code points looked for, times those looked through: a third of a second


class Match(NamedTuple):
    """Code points ``start`` to ``end`` of a text, ``edits`` away from what was looked for."""

    start: int
    end: int
    edits: int


def distances(pattern: str, text: str, anywhere: bool = False) -> list[int]:
    """For each end from 0 to the length of ``text``, the edits between ``pattern`` and the text up to there.

    An edit inserts, deletes or replaces one code point. With ``anywhere`` the match may begin at any place: the
    least edits of all that ends there. The bits of one integer hold a column of the table of distances (Myers 1999,
    as Hyyrö put it in 2003), so the time is that of ``len(text)`` operations on integers of ``len(pattern)`` bits,
    whatever the two say.
    """
    if not pattern:
        return [0] * (len(text) + 1) if anywhere else list(range(len(text) + 1))
    places: dict[str, int] = {}
    for at, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << at
    every, last, carry = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1), 0 if anywhere else 1
    more, less, edits = every, 0, len(pattern)
    found = [edits]
    for character in text:
        here = places.get(character, 0)
        across = (((here & more) + more) ^ more) | here | less
        up, down = less | (every & ~(across | more)), more & across
        edits += (up >= last) - (down >= last)  # whether the last bit is set
        found.append(edits)
        up, down = up << 1 | carry, down << 1
        beside = here | less
        more, less = every & (down | ~(beside | up)), every & up & beside
    return found


def nearest(pattern: str, text: str, most: int) -> list[Match]:
    """The place of ``text`` that is nearest to ``pattern``, and the nearest one apart from it, if it has any.

    Each with at most ``most`` edits. Gives nothing where the search would take too long (WIDEST).
    """
    if not pattern or len(pattern) * len(text) > WIDEST:
        return []
    ends = distances(pattern, text, anywhere=True)
    best = min(range(len(ends)), key=ends.__getitem__)
    found = [best]
    apart = [range(best - len(pattern) // 2), range(best + len(pattern) // 2 + 1, len(ends))]
    if any(apart):
        found.append(min(chain(*apart), key=ends.__getitem__))
    return [_ending(pattern, text, end, ends[end]) for end in found if ends[end] <= most and ends[end] < len(pattern)]


def _ending(pattern: str, text: str, end: int, edits: int) -> Match:
    """The match that ends at ``end``, as long as the pattern where several begin equally well."""
    before = text[max(0, end - len(pattern) - edits) : end][::-1]
    lengths = distances(pattern[::-1], before)
    length = min(range(len(lengths)), key=lambda length: (lengths[length], abs(length - len(pattern))))
    return Match(end - length, end, lengths[length])
