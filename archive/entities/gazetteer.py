"""Names in untagged text: from the forms of names to the places where they stand, with all that each may mean."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import ahocorasick

from .identity import is_bare
from .surroundings import fits

Span = tuple[int, int]
SHORTEST_IN_CAPITALS = 4  # letters of a name that is also looked for in capitals
_ARTICLE = re.compile(r"^(?:the|The) (?=.)")


class Name(NamedTuple):
    """A form of a name with its capitals, and the primary key of the entity that bears it."""

    text: str
    kind: str
    entity: int


class Match(NamedTuple):
    """Where a name stands in a text, and what it may mean: kinds and entities; more than one where names are shared."""

    start: int
    end: int
    meant: tuple[tuple[str, int], ...]


class Gazetteer:
    """A matcher of ``names``: whole words, the leftmost and then longest, with the capitals of the name or all in
    capitals. A person's surname alone is not looked for, nor anything inside the words of ``stops``."""

    def __init__(self, names: Iterable[Name], stops: Iterable[str] = ()) -> None:
        wanted = list(names)
        meant: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for name in _sought(wanted):
            for form in forms(name.text):
                meant[form].add((name.kind, name.entity))
        for stop in stops:
            for form in forms(stop):
                meant[form] = set()
        self._with_article = {form for name in wanted if _ARTICLE.match(name.text) for form in forms(_plain(name.text))}
        self._automaton = ahocorasick.Automaton()
        for form, entities in meant.items():
            self._automaton.add_word(form, (len(form), tuple(sorted(entities))))
        self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._automaton)

    def find(self, text: str, taken: Iterable[Span] = ()) -> list[Match]:
        """The names in a text in its order, none of them overlapping another or a span that is ``taken``."""
        if not self._automaton:
            return []
        spoken_for = sorted(taken)
        matches = []
        reached = at = 0
        for match in sorted(self._whole_words(text), key=lambda match: (match.start, -match.end)):
            if match.start < reached:
                continue
            while at < len(spoken_for) and spoken_for[at][1] <= match.start:
                at += 1
            if _overlaps(match, spoken_for, at):
                continue
            reached = match.end
            if match.meant:
                matches.append(match)
        return matches

    def _whole_words(self, text: str) -> Iterator[Match]:
        """Every name that stands in the text as words of their own, those inside others too."""
        length = len(text)
        for last, (size, meant) in self._automaton.iter(text):
            start, end = last - size + 1, last + 1
            if (start and text[start - 1].isalnum()) or (end < length and _goes_on(text[end])):
                continue
            fitting = tuple(one for one in meant if fits(one[0], text, start, end, self._with_article))
            # What is no place there is hidden as what is stopped is, lest a shorter name in it be taken for one.
            if fitting or all(kind == "place" for kind, _ in meant):
                yield Match(start, end, fitting)


def forms(name: str) -> Iterator[str]:
    """The ways in which a name is printed: as it is, in capitals, with either apostrophe."""
    for form in dict.fromkeys((name, name.replace("'", "’"), name.replace("’", "'"))):
        yield form
        if sum(map(str.isalpha, form)) >= SHORTEST_IN_CAPITALS and not form.isupper():
            yield form.upper()


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character: a letter, a figure, the accent of the letter before."""
    return character.isalnum() or unicodedata.combining(character) > 0


def _sought(names: Sequence[Name]) -> Iterator[Name]:
    """Names without articles that another form of the same does without, and without surnames alone."""
    known = {(name.text, name.entity) for name in names}
    for name in names:
        if _ARTICLE.match(name.text) and (_plain(name.text), name.entity) in known:
            continue
        if name.text.strip() and not (name.kind == "person" and is_bare(name.text)):
            yield name


def _plain(name: str) -> str:
    """A name without its article."""
    return _ARTICLE.sub("", name, count=1)


def _overlaps(match: Match, taken: Sequence[Span], at: int) -> bool:
    """Whether a taken span reaches into a match; those before ``at`` end before it. Spans may lie in one another."""
    while at < len(taken) and taken[at][0] < match.end:
        if taken[at][1] > match.start:
            return True
        at += 1
    return False
