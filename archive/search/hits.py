"""Where the words of a query stand in a text: what is marked on a page and quoted in a result."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from . import analysis
from .analysis import EXACT, STEMMED
from .query import Node, Phrase, Prefix, Word, words


class Hit(NamedTuple):
    """Code points ``start`` to ``end`` of a text, found for the word ``number`` of the query (from 0)."""

    start: int
    end: int
    number: int


class Wanted(NamedTuple):
    """One word, prefix or phrase of a query: its terms, how they are compared, and how far apart they may be."""

    terms: tuple[str, ...]
    analysis: str
    is_prefix: bool = False
    slop: int = 0


class Text:
    """The words of a text, analysed as far as somebody asks."""

    def __init__(self, text: str, wanted: Iterable[Wanted]) -> None:
        self.places: dict[str, dict[str, list[int]]] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        every = list(wanted)
        for name in {one.analysis for one in every}:
            self._look(name, text, [one for one in every if one.analysis == name])

    def _look(self, name: str, text: str, wanted: list[Wanted]) -> None:
        terms = {term for one in wanted for term in (one.terms[:-1] if one.is_prefix else one.terms)}
        prefixes = tuple({one.terms[-1] for one in wanted if one.is_prefix})
        places = self.places[name] = defaultdict(list)
        for token in analysis.tokens(name, text):
            word = token.text
            is_term = word in terms
            begins = word.startswith(prefixes) if prefixes else False
            if is_term or begins:
                place = token.position
                self.spans[place] = token.char_offset_from, token.char_offset_to
                if is_term:
                    places[word].append(place)
                if begins:
                    for prefix in prefixes:
                        if word.startswith(prefix):
                            places[f"{prefix}*"].append(place)

    def of(self, one: Wanted) -> Iterator[tuple[int, int]]:
        """First and last place among the words at which something wanted stands."""
        terms = [*one.terms[:-1], f"{one.terms[-1]}*"] if one.is_prefix else one.terms
        found = [self.places[one.analysis].get(term, []) for term in terms]
        if one.slop:
            yield from ((place, place) for place in _near(found, one.terms, one.slop))
            return
        rest = [set(places) for places in found[1:]]
        for place in found[0]:
            if all(place + n in places for n, places in enumerate(rest, start=1)):
                yield place, place + len(rest)


def wanted(node: Node | None) -> list[Wanted]:
    """What is to be found in a text for a query: its words, as far as they are not unwanted or in a field."""
    return [one for leaf in words(node) if (one := _wanted(leaf)).terms]


def find(text: str, some: list[Wanted]) -> list[Hit]:
    """Where they stand in a text, in its order; of what overlaps, the whole."""
    analysed = Text(text, some)
    found = [
        Hit(analysed.spans[first][0], analysed.spans[last][1], number)
        for number, one in enumerate(some)
        for first, last in analysed.of(one)
    ]
    return _joined(found)


def _wanted(leaf: Node) -> Wanted:
    match leaf:
        case Word(text):
            return Wanted(tuple(analysis.terms(STEMMED, text)), STEMMED)
        case Prefix(text):
            return Wanted(tuple(analysis.terms(EXACT, text)), EXACT, is_prefix=True)
        case Phrase(text, slop):
            terms = tuple(analysis.terms(EXACT, text))
            return Wanted(terms, EXACT, slop=slop if len(terms) > 1 else 0)
    raise TypeError(leaf)


def _near(found: list[list[int]], terms: tuple[str, ...], slop: int) -> list[int]:
    """The places of words that have the one before or behind them in the query near them.

    Each pair by itself: a document in which every pair stands is found, one in the text and another in a footnote.
    """
    near: set[int] = set()
    for first, second in pairwise(range(len(terms))):
        for a in found[first]:
            begin = bisect_left(found[second], a - slop - 1)
            end = bisect_right(found[second], a + slop + 1)
            others = [b for b in found[second][begin:end] if a != b]
            near.update([a, *others] if others else ())
    return sorted(near)


def _joined(found: list[Hit]) -> list[Hit]:
    joined: list[Hit] = []
    for hit in sorted(found):
        if joined and hit.start < joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, hit.end))
        else:
            joined.append(hit)
    return joined
