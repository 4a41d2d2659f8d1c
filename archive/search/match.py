"""A reader's query as the index is asked: the tree of its words into a query of tantivy's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from tantivy import Occur, Query

from . import analysis, schema
from .analysis import EXACT
from .query import All, Any, Field, Node, Not, Phrase, Prefix, Word
from .schema import ANALYSED, SCHEMA

HEADING_COUNTS = 2.0  # as much as the text, for the order of relevance
_META = re.compile(r"([\\.+*?()|\[\]{}^$])")


class Place(NamedTuple):
    """Where words are looked for: in any form, and as they stand."""

    forms: str
    words: str
    boosted: str = ""


WHOLE = Place(schema.TEXT, schema.WORDS, schema.HEADING)
PLACES = {
    "heading": Place(schema.HEADING, schema.HEADING_WORDS),
    "from": Place(schema.FROM, schema.FROM),
    "to": Place(schema.TO, schema.TO),
    "place": Place(schema.PLACE, schema.PLACE),
}


def query(node: Node, place: Place = WHOLE) -> Query:
    """What is asked of the index for a tree of words."""
    match node:
        case Word(text):
            return _boosted(text, place, _phrase(place.forms, analysis.terms(ANALYSED[place.forms], text)))
        case Prefix(text):
            return _prefix(place.words, analysis.terms(EXACT, text))
        case Phrase(text, 0):
            return _phrase(place.words, analysis.terms(EXACT, text))
        case Phrase(text, slop):
            return _near(place.words, analysis.terms(EXACT, text), slop)
        case Field("file", inner):
            return _numbered(inner)
        case Field(name, inner):
            return query(inner, PLACES[name])
        case Not():
            return every([], [query(node.inner, place)])
        case All(parts):
            wanted = [query(part, place) for part in parts if not isinstance(part, Not)]
            return every(wanted, [query(part.inner, place) for part in parts if isinstance(part, Not)])
        case Any(parts):
            return any_of(query(part, place) for part in parts)


def every(wanted: Iterable[Query], unwanted: Iterable[Query] = ()) -> Query:
    """All of some queries, and none of others."""
    must = [(Occur.Must, one) for one in wanted] or [(Occur.Must, Query.all_query())]
    return Query.boolean_query(must + [(Occur.MustNot, one) for one in unwanted])


def any_of(some: Iterable[Query]) -> Query:
    """At least one of some queries."""
    return Query.boolean_query([(Occur.Should, one) for one in some])


def begins(field: str, text: str) -> Query:
    """What has a value in ``field`` that begins with ``text``."""
    return Query.regex_query(SCHEMA, field, _META.sub(r"\\\1", text) + "(?s:.)*")


def _numbered(node: Node) -> Query:
    """File numbers that begin so: a number is one word, whatever stands in it."""
    match node:
        case Word(text) | Prefix(text) | Phrase(text):
            return begins(schema.FILE, analysis.plain(text))
        case Not(inner):
            return every([], [_numbered(inner)])
        case Any(parts):
            return any_of(map(_numbered, parts))
        case All(parts):
            return every(map(_numbered, parts))
        case Field():
            return query(node)


def _boosted(text: str, place: Place, found: Query) -> Query:
    """What is found, and better where it stands in the heading too."""
    if not place.boosted:
        return found
    heading = _phrase(place.boosted, analysis.terms(ANALYSED[place.boosted], text))
    return Query.boolean_query([(Occur.Must, found), (Occur.Should, Query.boost_query(heading, HEADING_COUNTS))])


def _phrase(field: str, terms: list[str]) -> Query:
    if not terms:
        return Query.empty_query()
    return Query.phrase_query(SCHEMA, field, list(terms)) if len(terms) > 1 else _term(field, terms[0])


def _term(field: str, term: str) -> Query:
    return Query.term_query(SCHEMA, field, term)


def _prefix(field: str, terms: list[str]) -> Query:
    if not terms:
        return Query.empty_query()
    if len(terms) == 1:
        return begins(field, terms[0])
    return Query.regex_phrase_query(SCHEMA, field, [*terms[:-1], terms[-1] + ".*"])


def _near(field: str, terms: list[str], slop: int) -> Query:
    """Each word at most ``slop`` words away from the next, on either side."""
    if len(terms) < 2:
        return _phrase(field, terms)
    pairs = dict.fromkeys((min(pair), max(pair)) for pair in pairwise(terms))
    return every(_pair(field, first, second, slop + 1) for first, second in pairs)


def _pair(field: str, first: str, second: str, apart: int) -> Query:
    """Two words whose places are at most ``apart`` apart.

    The index measures how far a word stands from where it is expected, on either side, and takes one word for two: so
    another is expected in the same place, and the same one as far behind as leaves out its own.
    """
    if first != second:
        return Query.phrase_query(SCHEMA, field, [(0, first), (0, second)], apart)
    middle, left = divmod(apart + 1, 2)
    again = Query.phrase_query(SCHEMA, field, [(0, first), (middle, first)], middle - 1)
    return any_of([again, Query.phrase_query(SCHEMA, field, [(0, first), (apart, first)])]) if left else again
