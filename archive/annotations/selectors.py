"""What an annotation stands on: W3C selectors of a document's text, made, read and written; the rest builds on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CONTEXT = 32  # code points before and behind a quotation that are kept with it
QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"

Json = dict[str, Any]


class AnnotationError(ValueError):
    """What a client gave is no annotation: ``where`` in it (``target.selector[1].start``), and ``what`` is wrong."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what)
        self.where = where
        self.what = what

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words themselves, and what stands right before and right behind them (TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Code points ``start`` to ``end`` of a text, the end not included (TextPositionSelector)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selector:
    """All that an annotation says of its place: words, position, or both; nothing for the whole of its target.

    ``others`` are selectors that are not used here (FragmentSelector, XPathSelector, RangeSelector …), as they came.
    """

    quote: Quote | None = None
    position: Position | None = None
    others: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.quote or self.position or self.others)

    @property
    def selects_text(self) -> bool:
        """Whether it says a place that can be found in a text."""
        return bool(self.quote or self.position)


WHOLE = Selector()
"""All of a target."""


def made(text: str, start: int, end: int) -> Selector:
    """The selector of code points ``start`` to ``end`` of a text. Raises ValueError for what is no span of it."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no span of a text of {len(text)} characters")
    quote = Quote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    return Selector(quote, Position(start, end))


def written(selector: Selector) -> list[Any]:
    """The selectors as JSON, those that are not used here as they came."""
    found: list[Any] = []
    if quote := selector.quote:
        found.append({"type": QUOTE, "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix})
    if position := selector.position:
        found.append({"type": POSITION, "start": position.start, "end": position.end})
    return [*found, *selector.others]


def rewritten(selector: Selector, given: object) -> list[Any]:
    """The same, in place of those that a client gave: what it said of one besides is kept."""
    made = {each["type"]: each for each in written(Selector(selector.quote, selector.position))}
    others, found = list(selector.others), []
    for each, place in listed(given, "selector"):
        kind = _kind(each, place)
        if kind in made:
            found.append({**each, **made.pop(kind)})
        elif each in others:
            others.remove(each)
            found.append(each)
    return [*found, *made.values(), *others]


def read(given: object, where: str = "selector") -> Selector:
    """The selector of an annotation's JSON: an object, or a list of those that say the same place in several ways.

    What is refined by another selector selects less than it says, and is kept with the others. Raises AnnotationError.
    """
    quote: Quote | None = None
    position: Position | None = None
    others: list[Any] = []
    for each, place in listed(given, where):
        kind = _kind(each, place)
        if kind == QUOTE and quote is None:
            quote = _quote(each, place)
        elif kind == POSITION and position is None:
            position = _position(each, place)
        else:
            others.append(each)
    return Selector(quote, position, tuple(others))


def listed(given: object, where: str) -> Iterator[tuple[Any, str]]:
    """What JSON-LD gives as one value or as a list of them: each, and where it stands."""
    if isinstance(given, Sequence) and not isinstance(given, str):
        yield from ((each, f"{where}[{number}]") for number, each in enumerate(given))
    else:
        yield given, where


def _kind(each: Any, place: str) -> str:
    """The type of a selector that may be used, "" for one that may not: it is refined, or an address leads to it."""
    if isinstance(each, str):
        return ""
    if not isinstance(each, Mapping):
        raise AnnotationError(place, "is not a JSON object")
    if not isinstance(each.get("type"), str):
        raise AnnotationError(f"{place}.type", "is missing, or not a string")
    return "" if "refinedBy" in each else str(each["type"])


def _quote(each: Mapping[str, Any], place: str) -> Quote:
    exact, prefix, suffix = (words(each.get(name, ""), f"{place}.{name}") for name in ("exact", "prefix", "suffix"))
    if not exact.strip():
        raise AnnotationError(f"{place}.exact", "quotes nothing")
    return Quote(exact, prefix, suffix)


def words(given: object, place: str) -> str:
    """A string of characters that a text may have. Raises AnnotationError."""
    if not isinstance(given, str):
        raise AnnotationError(place, "is not a string")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in given):
        raise AnnotationError(place, "has a character that no text has (U+0000, or half of a surrogate pair)")
    return given


def _position(each: Mapping[str, Any], place: str) -> Position:
    start, end = (_count(each.get(name), f"{place}.{name}") for name in ("start", "end"))
    if end <= start:
        raise AnnotationError(f"{place}.end", f"is not behind the start ({start} to {end})")
    return Position(start, end)


def _count(given: object, place: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise AnnotationError(place, "is not a number of characters")
    return given
