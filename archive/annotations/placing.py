"""Where an annotation stands in a document that readers see: by its selector, or by quoted words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

from archive.models import Annotation, Document, Note
from archive.models.annotation import Standing

from . import anchoring, selectors
from .anchoring import Anchored, State
from .approximate import nearest
from .selectors import CONTEXT, Position, Quote, Selector

LONGEST_SOUGHT = 4_000  # characters of words that are looked for although they are not there letter by letter
MOST_FOUND = 100  # places with the same words that are told


class Found(NamedTuple):
    """Code points ``start`` to ``end`` of a document's text, or of a footnote; ``quote`` and the words around it."""

    footnote: str
    start: int
    end: int
    quote: str
    before: str
    behind: str


class NotebookError(Exception):
    """It cannot be done; the message says why, in a sentence for its reader."""


class WordsNotFound(NotebookError):
    """The words do not stand in the document; ``places`` are those that have similar ones."""

    def __init__(self, places: Sequence[Found] = ()) -> None:
        super().__init__("These words do not stand in the document.")
        self.places = tuple(places)


class WordsRepeated(NotebookError):
    """The words stand in the document several times: ``places``."""

    def __init__(self, places: Sequence[Found]) -> None:
        super().__init__("These words stand in the document more than once: choose which are meant.")
        self.places = tuple(places)


class NoSuchFootnote(NotebookError):
    """The document has no such footnote."""

    def __init__(self) -> None:
        super().__init__("The document has no such footnote.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation stands; the names are those of its row."""

    standing: str = Standing.WHOLE
    start: int | None = None
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    score: float = 1.0
    old_quote: str = ""
    new_hash: str = ""
    places: list[list[int]] = field(default_factory=list)
    other_selectors: list[Any] = field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        """The columns of an annotation's row."""
        return asdict(self)


def selector_of(annotation: Annotation) -> Selector:
    """What an annotation's row says of its place, as a selector; of a lost one the words alone."""
    quote = Quote(annotation.quote, annotation.prefix, annotation.suffix) if annotation.quote else None
    start, end = annotation.start, annotation.end
    position = Position(start, end) if start is not None and end is not None else None
    return Selector(quote, position, tuple(annotation.other_selectors))


def text_of(document: Document, footnote: str = "") -> str:
    """The text that offsets count in. Raises NoSuchFootnote."""
    if not footnote:
        return document.text
    text = Note.objects.filter(document=document, identifier=footnote).values_list("text", flat=True).first()
    if text is None:
        raise NoSuchFootnote
    return text


def selected(text: str, selector: Selector, footnote: str = "") -> Place:
    """The place that a selector selects of a text now. Raises WordsNotFound, WordsRepeated.

    Words that are nearly the same are taken for changed, which their owner will be told.
    """
    place = kept(text, selector)
    if place.standing != Standing.LOST:
        return place
    found = [_found(text, footnote, *span) for span in place.places]
    raise WordsRepeated(found) if len(found) > 1 else WordsNotFound(found)


def kept(text: str, selector: Selector) -> Place:
    """The same for an annotation that came from elsewhere, and is kept although its place cannot be told."""
    others = list(selector.others)
    if not selector.selects_text:
        return Place(other_selectors=others)
    if span := _straight(text, selector):
        return replace(standing_at(text, *span), other_selectors=others)
    quote = selector.quote or Quote("")
    is_hopeless = len(quote.exact) > LONGEST_SOUGHT and quote.exact not in text
    found = Anchored(State.LOST, quote.exact) if is_hopeless else anchoring.find(selector, text)
    if found.start is None or found.end is None:
        places = [list(span) for span in found.places[:MOST_FOUND]]
        said = (quote.exact, quote.prefix, quote.suffix)
        return Place(Standing.LOST, None, None, *said, 0.0, quote.exact, found.new_hash, places, others)
    standing = Standing.CHANGED if found.state == State.CHANGED else Standing.EXACT
    place = standing_at(text, found.start, found.end)
    return replace(
        place, standing=standing, score=found.score, old_quote=found.old_quote, new_hash=found.new_hash,
        other_selectors=others,
    )  # fmt: skip


def standing_at(text: str, start: int, end: int) -> Place:
    """Code points ``start`` to ``end`` of a text. Raises WordsNotFound for what is no span of it."""
    try:
        quote = selectors.made(text, start, end).quote
    except ValueError as error:
        raise WordsNotFound from error
    if quote is None or not quote.exact.strip():
        raise WordsNotFound
    return Place(Standing.EXACT, start, end, quote.exact, quote.prefix, quote.suffix)


def of_words(document: Document, words: str) -> Found:
    """Where quoted words stand in a document's text or footnotes, however their spaces are written.

    Raises WordsRepeated with all places, WordsNotFound with those that have similar words.
    """
    said = " ".join(selectors.words(words, "words").split())
    if not said:
        raise WordsNotFound
    found = list(islice(_with_words(document, said), MOST_FOUND))
    if len(found) > 1:
        raise WordsRepeated(found)
    if not found:
        raise WordsNotFound(list(_with_similar(document, said)))
    return found[0]


def _with_words(document: Document, said: str) -> Iterator[Found]:
    for footnote, text in _texts(document):
        plain = text.replace("\n", " ")
        at = plain.find(said)
        while at >= 0:
            yield _found(text, footnote, at, at + len(said))
            at = plain.find(said, at + 1)


def _with_similar(document: Document, said: str) -> Iterator[Found]:
    if len(said) > LONGEST_SOUGHT:
        return
    for footnote, text in _texts(document):
        for match in nearest(said, text.replace("\n", " "), len(said) // 4):
            yield _found(text, footnote, match.start, match.end)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield "", document.text
    yield from document.notes.order_by("order").values_list("identifier", "text")


def _found(text: str, footnote: str, start: int, end: int) -> Found:
    return Found(
        footnote, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


def _straight(text: str, selector: Selector) -> tuple[int, int] | None:
    """The position, where the words are right there."""
    place, quote = selector.position, selector.quote
    if place is None or place.end > len(text) or not text[place.start : place.end].strip():
        return None
    is_there = quote is None or text[place.start : place.end] == quote.exact
    return (place.start, place.end) if is_there else None
