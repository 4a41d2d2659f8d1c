"""Where an annotation's words stand in a text of which no older state is known: those of an import or of a client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from . import scoring
from .approximate import nearest
from .scoring import Span
from .seams import parts_words
from .selectors import Position, Quote, Selector

MANY = 1_000  # places with the same words: then only the position can tell
LONG = 40  # characters that are known whatever stands around them
GOOD = 0.65  # of a score of 1, for words that are not quite the same

_SPACES, _SPACE = re.compile(r"\s+"), re.compile(r"\s")


def places(selector: Selector, text: str) -> list[Span]:
    """The place that a selector selects, or the several of which it cannot be said which, or none.

    The words may stand there once; or once between the words that the selector has around them; or at several such
    places, one of which is at its position. Words that changed are known by those around them. White space may
    differ. Short words between other words are others.
    """
    quote, place = selector.quote, selector.position
    if quote is None:
        return [(place.start, place.end)] if place and place.end <= len(text) else []
    plain = _SPACE.sub(" ", text)
    said = Quote(*(_SPACES.sub(" ", part) for part in (quote.exact.strip(), quote.prefix, quote.suffix)))
    found = list(islice(_same(said.exact, plain), MANY + 1))
    if len(found) > MANY:
        return [at for at in found if _is_at(at, place)][:1] or found[:2]
    exact = Selector(said, place)
    if found:
        return _chosen([(each, 0) for each in found], exact, plain)
    return _chosen(list(_similar(said, plain)), exact, plain)


def _same(words: str, text: str) -> Iterator[Span]:
    at = text.find(words)
    while words and at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _similar(said: Quote, text: str) -> Iterator[tuple[Span, int]]:
    """The most similar words, and those most similar apart from them; with the edits."""
    for match in nearest(said.exact, text, scoring.bound(said.exact)):
        ways = [
            (scoring.edits(said.exact, text[start:end]), (start, end))
            for start, end in product(_starts(said, text, match.start), _ends(said, text, match.end))
            if start < end
        ]
        changed, place = min(ways)
        yield place, changed


def _starts(said: Quote, text: str, at: int) -> list[int]:
    """Where similar words may begin: at a word, if they did."""
    if not parts_words(said.prefix + said.exact, len(said.prefix)):
        return [at]
    return _words_near(text, at)


def _ends(said: Quote, text: str, at: int) -> list[int]:
    if not parts_words(said.exact + said.suffix, len(said.exact)):
        return [at]
    return _words_near(text, at)


def _words_near(text: str, at: int) -> list[int]:
    before = next(place for place in range(at, -1, -1) if parts_words(text, place))
    return [before, next(place for place in range(at, len(text) + 1) if parts_words(text, place))]


def _chosen(found: list[tuple[Span, int]], said: Selector, text: str) -> list[Span]:
    """The one place that is plainly the best; of equally good ones that at the position, or all of them."""
    known = [(place, changed) for place, changed in found if _is_known(place, changed, said, text)]
    ranked = sorted((-scoring.score(said, text, place, changed, len(text)), place) for place, changed in known)
    alike = [place for score, place in ranked if score < ranked[0][0] + scoring.DECIDES]
    return [place for place in alike if _is_at(place, said.position)] or alike


def _is_at(place: Span, position: Position | None) -> bool:
    return position is not None and place == (position.start, position.end)


def _is_known(place: Span, changed: int, said: Selector, text: str) -> bool:
    """Whether words can be told from the same, or similar, words elsewhere."""
    quote = said.quote or Quote("")
    is_between = max(scoring.around(quote, text, *place)) >= scoring.FAMILIAR
    has_context = bool(quote.prefix.strip() or quote.suffix.strip())
    if not changed:
        return is_between or not has_context or len(quote.exact) >= LONG
    if is_between and has_context:
        return scoring.score(said, text, place, changed, len(text)) >= GOOD
    return len(quote.exact) >= LONG and 4 * changed <= len(quote.exact)
