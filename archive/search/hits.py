"""Where the words of a query stand in a text: what is marked on a page and quoted in a result."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from . import analysis
from .analysis import EXACT, STEMMED
from .query import Node, Phrase, Prefix, Word, words

_WORD = re.compile(r"[^\W_]+")
# Of other characters Python and the index do not agree whether they are letters (vowel signs, circled letters).
_STRANGE = re.compile(r"[^\x00-\u0344\u0370-\u05af\u1e00-\u22ff]")
_Standing = tuple[int, tuple[int, int], str]  # place among the words, code points, term


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
        for place, span, term in _standing(name, text, terms, prefixes):
            self.spans[place] = span
            if term in terms:
                places[term].append(place)
            for prefix in prefixes:
                if term.startswith(prefix):
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


def _standing(name: str, text: str, terms: set[str], prefixes: tuple[str, ...]) -> Iterator[_Standing]:
    """The words of a text that are, or begin, as is sought, in their order.

    Most of a text is not sought: its words are told apart as the index does, but only those are compared, once each,
    that begin with a letter of what is sought, which no analysis changes but for an accent.
    """
    if _STRANGE.search(text):
        for token in analysis.tokens(name, text):
            if token.text in terms or token.text.startswith(prefixes):
                yield token.position, (token.char_offset_from, token.char_offset_to), token.text
        return
    said = _WORD.findall(text)
    initials = {letter for term in (*terms, *prefixes) for letter in (term[0], term[0].upper())}
    likely = [word for word in set(said) if word[0] in initials or not word[0].isascii()]
    found = {word: term for word in likely if (term := _term(name, word)) in terms or term.startswith(prefixes)}
    reached = dict.fromkeys(found, 0)
    for place in [place for place, word in enumerate(said) if word in found] if found else ():
        word = said[place]
        begin, reached[word] = _span(text, word, reached[word])
        yield place, (begin, reached[word]), found[word]


def _span(text: str, word: str, start: int) -> tuple[int, int]:
    """Where a word stands next as a whole, from ``start`` on."""
    while True:
        begin = text.index(word, start)
        start = begin + len(word)
        if not (text[begin - 1 : begin].isalnum() or text[start : start + 1].isalnum()):
            return begin, start


@lru_cache(1 << 15)
def _term(name: str, word: str) -> str:
    """A word as it is compared; "" for what is too long for one."""
    return "".join(analysis.terms(name, word))


def wanted(node: Node | None) -> list[Wanted]:
    """What is to be found in a text for a query: its words, as far as they are not unwanted or in a field."""
    return [one for one in dict.fromkeys(map(_wanted, words(node))) if one.terms]


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
    places = dict(zip(terms, found, strict=True))
    for first, second in dict.fromkeys(pairwise(terms)):
        for a in places[first]:
            begin = bisect_left(places[second], a - slop - 1)
            end = bisect_right(places[second], a + slop + 1)
            others = [b for b in places[second][begin:end] if a != b]
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
