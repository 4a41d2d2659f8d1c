"""Who and where, in a multiplied archive: as many names as one likes, a few of them in most documents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import accumulate

from .stock import Name


class Cast:
    """``total`` names of every kind, in the proportions of those there are; the n-th of a kind is n times rarer than
    its first (Zipf)."""

    def __init__(self, names: dict[str, list[Name]], total: int, dice: random.Random) -> None:
        known = sum(map(len, names.values()))
        self.dice = dice
        self.names = {kind: _multiplied(some, total * len(some) // known, names, dice) for kind, some in names.items()}
        self.weights = {
            kind: list(accumulate(1 / rank for rank in range(1, len(some) + 1))) for kind, some in self.names.items()
        }

    def __len__(self) -> int:
        return sum(map(len, self.names.values()))

    def one(self, kind: str) -> Name:
        """A name of that kind."""
        return self.dice.choices(self.names[kind], cum_weights=self.weights[kind])[0]


def _multiplied(some: list[Name], wanted: int, names: dict[str, list[Name]], dice: random.Random) -> list[Name]:
    """``wanted`` names, those there are first."""
    offices = [name.office for name in names["person"] if name.office] or ["Minister"]
    full = (
        name if name.kind != "person" or name.office else name._replace(office=dice.choice(offices)) for name in some
    )
    found = dict.fromkeys(full)
    for name in _invented(some, offices, [place.name for place in names["place"]], dice):
        if len(found) >= wanted:
            break
        found[name] = None
    return list(found)[:wanted]


def _invented(some: list[Name], offices: list[str], places: list[str], dice: random.Random) -> Iterator[Name]:
    while True:
        name = dice.choice(some)
        if name.kind == "person":
            yield name._replace(name=_blended([name.name, dice.choice(some).name]), office=dice.choice(offices))
        elif name.kind == "place":
            yield name._replace(name=_blended([name.name, dice.choice(some).name, dice.choice(some).name]))
        else:
            yield name._replace(name=f"{name.name} of {_blended([dice.choice(places), dice.choice(places)])}")


def _blended(words: Iterable[str]) -> str:
    """A name that begins as the first of some and ends as the last: Santiago and Managua are Santigua."""
    first, *rest = (word.partition(",")[0] for word in words)
    for word in rest:
        first = first[: len(first) // 2 + 1] + word[len(word) // 2 :].lower().strip()
    return first.strip(" .,;:[]()")
