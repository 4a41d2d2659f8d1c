"""Where a note is to stand, as its form says it: a passage that was selected, words to be found, one of some places."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpRequest

from archive.annotations import placing, selectors
from archive.annotations.placing import NotebookError, WordsNotFound, WordsRepeated
from archive.annotations.selectors import WHOLE, Selector
from archive.models import Annotation, Document
from archive.reading import quoting
from archive.reading.quoting import Span, Unquotable

BESIDE = 60  # characters shown before and behind words that may be meant
MOST_OFFERED = 20
KEPT = "@"  # parts a place that is offered from the digest of the words it was offered with
OFFERED_BEFORE = "The text has been corrected since these places were shown. Choose again."

Place = dict[str, str]  # a place to choose, as the form shows it


class Corrected(NotebookError):
    """The words of the place that was chosen are no longer those that were shown."""

    def __init__(self) -> None:
        super().__init__(OFFERED_BEFORE)


def asked(on: Document, request: HttpRequest) -> dict[str, str]:
    """What an address says of a place: a passage, whose words are quoted, or a page."""
    page = request.GET.get("page", "")
    pages = {name for name, *_ in on.frame["pages"]}
    said = {"page": page if page in pages else ""}
    span = quoting.read(request.GET.get("passage", ""))
    if span is None:
        return said
    try:
        quotation = quoting.of(on, span)
    except Unquotable:
        return said
    return said | {"passage": str(quotation.span), "quote": quotation.words}


def selected(on: Document, said: dict[str, Any]) -> tuple[Selector, str]:
    """What a form says of a place, as a selector, and the footnote it stands in.

    A place that was chosen is what is meant, whatever words it was found by. Raises NotebookError and Unquotable.
    """
    passage, _, digest = said["passage"].partition(KEPT)
    words, span = said["words"].strip(), quoting.read(passage)
    if span is not None and (digest or not words):
        return _straight(on, span, said["quote"].replace("\r\n", "\n"), digest), span.note
    if words:
        found = placing.of_words(on, words)
        return selectors.made(placing.text_of(on, found.footnote), found.start, found.end), found.footnote
    return WHOLE, ""


def complain(form: forms.Form, error: Exception | None, on: Document) -> list[Place]:
    """Say what is wrong; gives the places to choose from, if the words stand at several or nearly at some.

    What was selected becomes words to be looked for: they are not where they were.
    """
    form.data = {name: form.data[name] for name in form.data}  # of a request it cannot be written to
    words = form.cleaned_data["words"].strip() or form.cleaned_data["quote"]
    if isinstance(error, Corrected):
        form.add_error(None, str(error))
        form.data = {**form.data, "passage": ""}
        error = _sought(on, words)
    if not isinstance(error, WordsNotFound | WordsRepeated):
        form.add_error(None, [str(error)] if error else [])
        return []
    form.data = {**form.data, "words": words, "passage": "", "quote": ""}
    form.add_error("words", str(error))
    return _offered(on, [Span(at.start, at.end, at.footnote) for at in error.places])


def old(row: Annotation) -> list[Place]:
    """Where a lost note may have come to."""
    return _offered(row.document, [Span(start, end, row.footnote) for start, end in row.places])


def _straight(on: Document, span: Span, quote: str, digest: str) -> Selector:
    """A passage that was selected, with its words; or one that was chosen, if its words are what was shown."""
    if quote and not digest:
        return Selector(selectors.Quote(quote), selectors.Position(span.start, span.end))
    text = placing.text_of(on, span.note)
    if digest and digest != _digest(text[span.start : span.end]):
        raise Corrected
    found = quoting.of(on, span).span
    return selectors.made(text, found.start, found.end)


def _sought(on: Document, words: str) -> NotebookError | None:
    """What is wrong with words, if anything is."""
    try:
        placing.of_words(on, words)
    except NotebookError as error:
        return error if words else None
    return None


def _offered(on: Document, spans: Sequence[Span]) -> list[Place]:
    return [_place(on, span) for span in spans[:MOST_OFFERED]]


def _place(on: Document, span: Span) -> Place:
    """A place with the whole words around it."""
    text = placing.text_of(on, span.note)
    before, quote, behind = text[: span.start], text[span.start : span.end], text[span.end :]
    if len(before) > BESIDE:
        before = "…" + before[-BESIDE:].partition(" ")[2]
    if len(behind) > BESIDE:
        behind = behind[:BESIDE].rpartition(" ")[0] + "…"
    passage = f"{span}{KEPT}{_digest(quote)}"
    return {"passage": passage, "before": before, "quote": quote, "behind": behind, "where": _where(on, span)}


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:16]


def _where(on: Document, span: Span) -> str:
    try:
        return quoting.of(on, span).where
    except (Unquotable, IndexError):
        return ""
