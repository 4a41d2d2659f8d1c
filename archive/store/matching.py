"""Which document of a corrected source is which of the archive: by id where the text agrees, else by the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from difflib import SequenceMatcher

SAME = 0.9
SHINGLE = 5


def identities(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """For each new id the old id of the same document; ``old`` and ``new`` give the text of each id.

    A document whose text is at least 90 % the same under another id is that document, renumbered. What finds no such
    text keeps its id's identity, if that is still free.
    """
    found = {name: name for name, text in new.items() if old.get(name) == text}
    _equal_elsewhere(old, new, found)
    free = _unmatched(old, found)
    for name in _left(new, found):
        if name in free and similarity(old[name], new[name]) >= SAME:
            found[name] = name
    _similar_elsewhere(old, new, found)
    free = _unmatched(old, found)
    found.update((name, name) for name in _left(new, found) if name in free)
    return found


def similarity(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: twice the words in common, in order, by all their words."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    if matcher.real_quick_ratio() < SAME or matcher.quick_ratio() < SAME:
        return 0.0
    return matcher.ratio()


def _left(new: Mapping[str, str], found: dict[str, str]) -> list[str]:
    return [name for name in new if name not in found]


def _unmatched(old: Mapping[str, str], found: dict[str, str]) -> dict[str, None]:
    taken = set(found.values())
    return dict.fromkeys(name for name in old if name not in taken)


def _equal_elsewhere(old: Mapping[str, str], new: Mapping[str, str], found: dict[str, str]) -> None:
    """Equal texts under other ids, in order: the first to the first, where several are equal."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name in _unmatched(old, found):
        holders[old[name]].append(name)
    for name in _left(new, found):
        if new[name] and holders[new[name]]:
            found[name] = holders[new[name]].pop(0)


def _similar_elsewhere(old: Mapping[str, str], new: Mapping[str, str], found: dict[str, str]) -> None:
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in _unmatched(old, found):
        for shingle in _shingles(old[name]):
            holders[shingle].add(name)
    if not holders:
        return
    taken = set(found.values())
    for name in filter(new.get, _left(new, found)):
        shared = Counter(holder for shingle in _shingles(new[name]) for holder in holders.get(shingle, ()))
        for candidate, _ in shared.most_common(3):
            if candidate not in taken and similarity(old[candidate], new[name]) >= SAME:
                found[name] = candidate
                taken.add(candidate)
                break


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}
