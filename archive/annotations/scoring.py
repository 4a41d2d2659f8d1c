"""How well a place of a text agrees with what a selector says of it; `anchoring` and `finding` compare places by it."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from .selectors import CONTEXT, Quote, Selector

MOST_EDITS = 256
QUOTE, PREFIX, SUFFIX, POSITION = 50, 20, 20, 2  # what each weighs
DECIDES = 0.05  # by how much a place must be better than another, of a score of 1
FAMILIAR = 0.5  # how alike the words before or behind must be to be the same, of 1

Span = tuple[int, int]


def bound(quote: str) -> int:
    """The most edits by which a quotation may have changed."""
    return min(MOST_EDITS, len(quote) // 2)


def edits(quote: str, words: str) -> int:
    """The edits between a quotation and other words, as far as they are not too many (MOST_EDITS + 1 then)."""
    return Levenshtein.distance(quote, words, score_cutoff=MOST_EDITS)


def score(said: Selector, text: str, place: Span, changed: int, length: int) -> float:
    """How well ``place`` of a text agrees with what a selector says, from 0 to 1; what it does not say agrees.

    ``changed`` are the edits between the quotation and the words at the place. By how far it is from the position
    that is said counts in parts of ``length``.
    """
    quote = said.quote or Quote("")
    before, behind = around(quote, text, *place)
    away = abs(place[0] - said.position.start) / max(1, length) if said.position else 0.0
    found = QUOTE * (1 - changed / max(1, changed, len(quote.exact)))
    found += PREFIX * (before if quote.prefix else 1.0) + SUFFIX * (behind if quote.suffix else 1.0)
    return (found + POSITION * max(0.0, 1 - away)) / (QUOTE + PREFIX + SUFFIX + POSITION)


def around(quote: Quote, text: str, start: int, end: int) -> tuple[float, float]:
    """How alike what stands before and behind a place is to what a quotation has there, each from 0 to 1.

    Where it has nothing, the text must begin or end.
    """
    prefix, suffix = quote.prefix[-2 * CONTEXT :], quote.suffix[: 2 * CONTEXT]
    before, behind = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    alike = Levenshtein.normalized_similarity
    return (
        alike(prefix, before) if prefix else float(start == 0),
        alike(suffix, behind) if suffix else float(end == len(text)),
    )
