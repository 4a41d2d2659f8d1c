"""The slow scan: what a search is to find and to count, decided document by document, by nothing but looking.

It shares with the archive how single words are compared (``archive.search.analysis``) and how a query is parsed, and
nothing else: words stand in a row if their row is found in the row of a text's words, and everything else is asked of
the rows of the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.search import analysis
from archive.search.query import All, Any, Field, Node, Not, Phrase, Prefix, Word

from .held import Held, Stretch

Parameters = Mapping[str, Sequence[str]]

SINGLE = ("volume", "kind", "status", "decade", "year")
ROLES = {"place": ("written", "mentioned"), "actor": ("sender", "recipient", "signatory", "mentioned")}
FACETS = (*(name for kind in ROLES for name in (kind, *(f"{kind}_{role}" for role in ROLES[kind]))), *SINGLE)
SEES_ITSELF_NOT = ("volume", "kind")
PERIOD = ("after", "before")


# Words


def says(node: Node | None, held: Held, field: str = "text") -> bool:
    """Whether a document says what a query asks for."""
    match node:
        case None:
            return True
        case Not(inner):
            return not says(inner, held, field)
        case All(parts):
            return all(says(part, held, field) for part in parts)
        case Any(parts):
            return any(says(part, held, field) for part in parts)
        case Field(name, inner):
            return says(inner, held, name)
        case Word(text) | Prefix(text) | Phrase(text) if field == "file":
            return held.file_number != "" and _number(held.file_number).startswith(_number(text))
        case Phrase(text, slop) if slop:
            return _near(text, slop, held.fields[field])
        case _:
            return any(_stands(node, stretch, field) for stretch in held.fields[field])
    raise TypeError(node)


def _stands(node: Node, stretch: Stretch, field: str) -> bool:
    match node:
        case Word(text) if field in ("text", "heading"):
            return _is_in(stretch.forms, analysis.terms(analysis.STEMMED, text))
        case Word(text) | Phrase(text):
            return _is_in(stretch.words, analysis.terms(analysis.EXACT, text))
        case Prefix(text):
            return _is_in(stretch.words, analysis.terms(analysis.EXACT, text), end="")
    raise TypeError(node)


def _is_in(row: str, terms: list[str], end: str = " ") -> bool:
    return bool(terms) and f" {' '.join(terms)}{end}" in row


def _near(text: str, slop: int, stretches: list[Stretch]) -> bool:
    """Whether each word stands at most ``slop`` words away from the next of the query, before or behind it."""
    terms = analysis.terms(analysis.EXACT, text)
    rows = [stretch.words for stretch in stretches]
    if len(terms) < 2:
        return any(_is_in(row, terms) for row in rows)
    return all(any(_are_near(row, a, b, slop) for row in rows) for a, b in pairwise(terms))


def _are_near(row: str, first: str, second: str, slop: int) -> bool:
    if f" {first} " not in row or f" {second} " not in row:
        return False
    words = row.split()
    for at, word in enumerate(words):
        if word == first and second in (*words[max(at - slop - 1, 0) : at], *words[at + 1 : at + slop + 2]):
            return True
    return False


def places(node: Node, stretch: Stretch) -> set[int]:
    """Which words of a stretch, counted from 0, are said by a word, prefix or phrase."""
    match node:
        case Phrase(text, slop) if slop and len(terms := analysis.terms(analysis.EXACT, text)) > 1:
            return {place for pair in pairwise(terms) for place in _pairs(stretch.words.split(), *pair, slop)}
        case Word(text):
            row, terms = stretch.forms.split(), analysis.terms(analysis.STEMMED, text)
        case Prefix(text) | Phrase(text):
            row, terms = stretch.words.split(), analysis.terms(analysis.EXACT, text)
    if not terms:
        return set()
    *first, last = terms
    ends = (lambda word: word.startswith(last)) if isinstance(node, Prefix) else (lambda word: word == last)
    length = len(terms)
    begin = (
        at for at in range(len(row) - length + 1) if row[at : at + length - 1] == first and ends(row[at + length - 1])
    )
    return {at + more for at in begin for more in range(length)}


def _pairs(row: list[str], first: str, second: str, slop: int) -> set[int]:
    near = {
        at: range(max(at - slop - 1, 0), min(at + slop + 2, len(row))) for at in range(len(row)) if row[at] == first
    }
    pairs = ((at, other) for at, around in near.items() for other in around if other != at and row[other] == second)
    return {place for pair in pairs for place in pair}


def _number(text: str) -> str:
    return " ".join(text.casefold().split())


# Filters


def passes(held: Held, asked: Parameters, without: Sequence[str] = ()) -> bool:
    """Whether a document passes the filters of an address, but for some of them."""
    return all(_passes(held, name, asked[name], asked) for name in asked if name not in without and asked[name])


def _passes(held: Held, name: str, wanted: Sequence[str], asked: Parameters) -> bool:
    match name:
        case "place" | "actor":
            role = "".join(asked.get(f"{name}_role", ()))
            return set(wanted) <= held.values.get(f"{name}_{role}" if role else name, frozenset())
        case "volume" | "kind":
            return bool(set(wanted) & held.values[name])
        case "section":
            return bool(set(wanted) & held.sections)
        case "document":
            return held.name in wanted
        case "after" | "before" if asked.get("undated"):
            return True
        case "after":
            return held.latest[: len(wanted[0])] >= wanted[0]
        case "before":
            return held.earliest != "" and held.earliest[: len(wanted[0])] <= wanted[0]
        case "undated":
            return held.earliest == ""
        case "file":
            return held.file_number != "" and _number(held.file_number).startswith(_number(wanted[0]))
        case "number":
            return _number(held.despatch_number) == _number(wanted[0])
        case _ if name in FACETS:
            return set(wanted) <= held.values.get(name, frozenset())
    return True  # roles, order and page narrow nothing


# What a search is to answer


@dataclass(frozen=True)
class Answer:
    """What a search is to find, to count, and to tell of each value of each facet."""

    found: list[Held]
    undated: int
    facets: dict[str, dict[str, int]]


def answer(archive: Iterable[Held], tree: Node | None, asked: Parameters) -> Answer:
    """The answer to the words and the filters of an address."""
    said = [held for held in archive if says(tree, held)]
    found = [held for held in said if passes(held, asked)]
    facets = {name: _counted(name, found) for name in FACETS}
    for name in SEES_ITSELF_NOT:
        facets[name] = _counted(name, [held for held in said if passes(held, asked, without=[name])])
    candidates = [held for held in said if passes(held, asked, without=PERIOD)]
    return Answer(found, sum(held.earliest == "" for held in candidates), facets)


def _counted(name: str, found: Iterable[Held]) -> dict[str, int]:
    return dict(Counter(value for held in found for value in held.values.get(name, ())))
