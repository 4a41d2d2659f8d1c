"""Names in untagged text: from the forms of names to the places where they stand, with all that each may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import ahocorasick

from .identity import is_bare

Span = tuple[int, int]
SHORTEST_IN_CAPITALS = 4  # letters of a name that is also looked for in capitals
LOOKED_BACK = 24  # code points before a name that can tell that it is another's
_ARTICLE = re.compile(r"(?:the|The) (?=.)")
# Behind these a place is a surname ("Lord Lyons", "J. Washington"), a peerage ("Earl of Derby"), or a ship.
_OF_A_PERSON = re.compile(
    r"(?:\b(?:Mrs?|Messrs|Drs?|MM?|Mme|Hon|Rev|Gen|Col|Capt|Lieut|Lt|Maj|Prof|Gov|[A-Z])\.|\b(?:Sir|Lord|Lady|Miss|Señora?"
    r"|Herr|Signor|Monsieur|Madame|Don|Admiral|Commodore|Captain|Colonel|Major|Lieutenant|Judge|Senator|Bishop|Professor"
    r"|(?:Earl|Lord|Duke|Duchess|Marqui(?:s|ess)|Viscount|Baron|Count|Countess)(?: of)?"
    r"|[Ss]team(?:er|ship)|[Ss]hip|[Ff]rigate|[Ss]loop(?:-of-war)?|[Cc]orvette|[Gg]unboat|[Cc]ruiser|[Ss]chooner)) $"
)
# An office is another one with a word before it ("Assistant Secretary of State") or a field or country behind it.
_OF_ANOTHER_OFFICE = re.compile(r"\b(?!(?:The|To|And|Dear|Mr|By|From|Our|For)\b)[A-Z]\w+[ -]$")
_OF_ANOTHER_LAND = re.compile(r" for (?:the )?[A-Z]| (?:of|to) (?:the )?(?!United States)[A-Z]")


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
        meant: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for name in _sought(names):
            for form in forms(name.text):
                meant[form].add((name.kind, name.entity))
        for stop in stops:
            for form in forms(stop):
                meant[form] = set()
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
            if (start and text[start - 1].isalnum()) or (end < length and text[end].isalnum()):
                continue
            if not meant or (fitting := _fitting(text, start, end, meant)):
                yield Match(start, end, fitting if meant else ())


def forms(name: str) -> Iterator[str]:
    """The ways in which a name is printed: as it is, in capitals, with either apostrophe."""
    for form in dict.fromkeys((name, name.replace("'", "’"), name.replace("’", "'"))):
        yield form
        if sum(map(str.isalpha, form)) >= SHORTEST_IN_CAPITALS and not form.isupper():
            yield form.upper()


def _sought(names: Iterable[Name]) -> Iterator[Name]:
    """Names without articles that another form of the same does without, and without surnames alone."""
    wanted = list(names)
    known = {(name.text, name.entity) for name in wanted}
    for name in wanted:
        article = _ARTICLE.match(name.text)
        if article and (name.text[article.end() :], name.entity) in known:
            continue
        if name.text.strip() and not (name.kind == "person" and is_bare(name.text)):
            yield name


def _overlaps(match: Match, taken: Sequence[Span], at: int) -> bool:
    """Whether a taken span reaches into a match; those before ``at`` end before it. Spans may lie in one another."""
    while at < len(taken) and taken[at][0] < match.end:
        if taken[at][1] > match.start:
            return True
        at += 1
    return False


def _fitting(text: str, start: int, end: int, meant: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """What a name may mean where it stands."""
    before = text[max(0, start - LOOKED_BACK) : start]
    return tuple(one for one in meant if _fits(one[0], before, text, end))


def _fits(kind: str, before: str, text: str, end: int) -> bool:
    if kind == "place":
        return not _OF_A_PERSON.search(before)
    if kind == "office":
        return not (_OF_ANOTHER_OFFICE.search(before) or _OF_ANOTHER_LAND.match(text, end))
    return True
