"""What a reader may have meant: the archive's own words and names in place of those it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Searcher

from . import analysis, index, match, names, results
from .analysis import EXACT
from .match import Place
from .query import All, Any, Field, Node, Phrase, QueryError, Word, parse
from .schema import ANALYSED
from .searches import Parameters, Search
from .wording import written

MOST = 3  # suggestions; words that are put right at once; better ones for each
TRIED = 6  # queries that are counted for them
SHORTEST, SHORT = 3, 5  # letters of a word that can be put right, and of one that has one wrong letter at most
FREQUENT = 20_000  # words of one beginning that are looked at


class Suggestion(NamedTuple):
    """A query that may have been meant, and its address."""

    words: str
    parameters: Parameters


class Wrong(NamedTuple):
    """A word, as it is compared, that no document has in a field."""

    field: str
    term: str


def suggestions(search: Search) -> list[Suggestion]:
    """Queries that find something, for one with words that the archive does not have; the likeliest first."""
    if search.tree is None:
        return []
    searcher = index.reader().searcher
    better: dict[Wrong, list[str]] = {}
    for wrong in islice(dict.fromkeys(_wrong(searcher, search.tree, match.WHOLE)), MOST):
        alike = {word for name in names.find_like(names.plain(wrong.term)) for word in name.plain.split()}
        if found := near(searcher, *wrong, alike):
            better[wrong] = found
    said = dict.fromkeys(_put_right(search.tree, better))
    found = [words for words in islice(said, TRIED) if _finds(search, words)]
    return [Suggestion(words, search.parameters.minus().at(q=words)) for words in found[:MOST]]


def _wrong(searcher: Searcher, node: Node, place: Place) -> Iterator[Wrong]:
    match node:
        case Word(text) | Phrase(text):
            for term in analysis.terms(EXACT, text):
                if not _has(searcher, place, term, is_any_form=isinstance(node, Word)):
                    yield Wrong(place.words, term)
        case Field(name, inner) if name in match.PLACES:
            yield from _wrong(searcher, inner, match.PLACES[name])
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wrong(searcher, part, place)


def _has(searcher: Searcher, place: Place, term: str, is_any_form: bool) -> bool:
    if searcher.doc_freq(place.words, term):
        return True
    forms = analysis.terms(ANALYSED[place.forms], term) if is_any_form else []
    return any(searcher.doc_freq(place.forms, form) for form in forms)


def near(searcher: Searcher, field: str, term: str, names: Iterable[str] = ()) -> list[str]:
    """The nearest words that the archive has in a field, the most frequent of equally near ones first; also some of
    ``names`` that begin otherwise."""
    if len(term) < SHORTEST or not term.isalpha():
        return []
    known: dict[str, int] = {}
    for letter in dict.fromkeys(term[:2]):  # the first two may be turned round, or the first be one too many
        known.update(searcher.terms_with_prefix(field, letter, limit=FREQUENT))
    known.update({word: searcher.doc_freq(field, word) for word in set(names) - known.keys()})
    farthest = 1 if len(term) <= SHORT else 2
    found = process.extract(term, list(known), scorer=OSA.distance, score_cutoff=farthest, limit=None)
    words = sorted((distance, -known[word], word) for word, distance, _ in found if word.isalpha() and known[word])
    return [word for _, _, word in words[:MOST]]


def _put_right(tree: Node, better: dict[Wrong, list[str]]) -> Iterator[str]:
    """The query with other words, the nearest first."""
    ways = product(*(enumerate(near) for near in better.values())) if better else ()
    for way in sorted(ways, key=lambda way: sum(rank for rank, _ in way)):
        words = dict(zip(better, [word for _, word in way], strict=True))
        yield written(_changed(tree, match.WHOLE, words))


def _changed(node: Node, place: Place, better: dict[Wrong, str]) -> Node:
    match node:
        case Word(text):
            return Word(_respelt(text, place, better))
        case Phrase(text, slop):
            return Phrase(_respelt(text, place, better), slop)
        case Field(name, inner) if name in match.PLACES:
            return Field(name, _changed(inner, match.PLACES[name], better))
        case All(parts):
            return All(tuple(_changed(part, place, better) for part in parts))
        case Any(parts):
            return Any(tuple(_changed(part, place, better) for part in parts))
    return node


def _respelt(text: str, place: Place, better: dict[Wrong, str]) -> str:
    for token in reversed(analysis.tokens(EXACT, text)):
        if word := better.get(Wrong(place.words, token.text)):
            typed = text[token.char_offset_from : token.char_offset_to]
            text = text[: token.char_offset_from] + _cased(word, typed) + text[token.char_offset_to :]
    return text


def _cased(word: str, typed: str) -> str:
    if typed.isupper() and len(word) >= SHORTEST:  # "OR" would be no word
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word


def _finds(search: Search, words: str) -> bool:
    try:
        tree = parse(words)
    except QueryError:
        return False
    return tree is not None and results.counts([search.query_for(tree)])[0] > 0
