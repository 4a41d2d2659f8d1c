"""After a correction: annotations stand where their words went, or say that they are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils import timezone

from archive.annotations import anchoring, placing, selectors
from archive.annotations.anchoring import State
from archive.annotations.changes import Change
from archive.annotations.selectors import Quote, Selector
from archive.models import Annotation
from archive.models.annotation import Standing
from archive.records.document import Document

from . import matching

Rewritten = Mapping[int, tuple[Document, Document]]
FOUND_AGAIN = 0.75  # of a score of 1: the words letter by letter, and half of those around them
AT_ONCE = 500
SEEN = ("footnote", "start", "end", "quote", "prefix", "suffix", "standing")
WRITTEN = (
    *(*SEEN, "score", "places", "old_quote", "old_start", "old_end", "old_hash", "new_hash"),
    *("anchored_at", "version"),
)


@dataclass(frozen=True)
class Corrected:
    """A text that was corrected, and the footnote that it is now ("" for that of the document)."""

    change: Change
    footnote: str


def after(rewritten: Rewritten) -> None:
    """Anchor again what stands on documents, by their primary keys, that were rewritten: each before and now.

    Part of the transaction that rewrites them, and behind it there: whoever places a note holds the document's row.
    """
    rows = Annotation.objects.filter(document__in=list(rewritten)).exclude(standing=Standing.WHOLE)
    for document, some in groupby(rows.order_by("document_id", "footnote", "pk"), lambda row: row.document_id):
        moved: list[Annotation] = []
        texts = _Texts(*rewritten[document])
        for footnote, notes in groupby(some, lambda row: row.footnote):
            if (corrected := texts.corrected(footnote)) is not None:
                moved += [_anchored(note, corrected) for note in notes]
        Annotation.objects.bulk_update(moved, WRITTEN, AT_ONCE)


class _Texts:
    """The texts of a document and its footnotes, before and now."""

    def __init__(self, before: Document, now: Document) -> None:
        self.before, self.now = _by_name(before), _by_name(now)
        footnotes = ({name: text for name, text in each.items() if name} for each in (self.before, self.now))
        self.became = {old: new for new, old in matching.identities(*footnotes).items()} | {"": ""}

    def corrected(self, name: str) -> Corrected | None:
        """What became of a text; None if nothing did. One that is gone is empty."""
        back = name if name in self.now and name not in self.before else None
        now = self.became.get(name, back)
        old = self.before.get(name, "")
        if now == name and self.now[now] == old:
            return None
        return Corrected(Change(old, "" if now is None else self.now[now]), name if now is None else now)


def _by_name(document: Document) -> dict[str, str]:
    return {"": document.text, **{note.id: note.text for note in document.notes}}


def _anchored(row: Annotation, corrected: Corrected) -> Annotation:
    """The row as it stands now; it is another version only if that can be seen."""
    seen = [getattr(row, name) for name in SEEN]
    for name, value in _columns(row, corrected.change):
        setattr(row, name, value)
    row.footnote = corrected.footnote
    row.new_hash, row.anchored_at = corrected.change.new_hash, timezone.now()
    if seen != [getattr(row, name) for name in SEEN]:
        row.version = F("version") + 1
    return row


def _columns(row: Annotation, change: Change) -> Iterator[tuple[str, Any]]:
    """What is written: of a settled note beside where it stood in the old text, else where its owner last saw it."""
    if row.is_unsettled and row.old_start is not None and row.old_end is not None and change.new_hash == row.old_hash:
        yield from _standing(change, row.old_start, row.old_end, Standing.EXACT, 1.0)
    elif row.standing == Standing.LOST:
        yield from _found_again(row, change)
    else:
        yield from _followed(row, change)


def _followed(row: Annotation, change: Change) -> Iterator[tuple[str, Any]]:
    anchored = anchoring.anchor(placing.selector_of(row), change)
    said, at = (row.old_quote, row.old_start) if row.is_unsettled else (row.quote, row.start)
    if not row.is_unsettled:
        before = {"old_quote": row.quote, "old_start": row.start, "old_end": row.end, "old_hash": change.old_hash}
        yield from before.items()
    if anchored.start is None or anchored.end is None:
        yield from _lost(anchored.places)
        return
    standing = anchored.state.value
    if row.is_unsettled:
        standing = State.CHANGED if anchored.quote != said else State.EXACT if anchored.start == at else State.MOVED
    yield from _standing(change, anchored.start, anchored.end, standing, anchored.score)


def _found_again(row: Annotation, change: Change) -> Iterator[tuple[str, Any]]:
    """A lost note stays lost, unless its words have come back: letter by letter, and to where there were none."""
    words = Selector(placing.selector_of(row).quote)
    now = anchoring.find(words, change.new)
    places = now.places or (((now.start, now.end),) if now.start is not None else ())
    were = anchoring.find(words, change.old)
    is_back = now.state in (State.EXACT, State.MOVED) and now.score >= FOUND_AGAIN
    if is_back and were.state == State.LOST and not were.places and now.start is not None and now.end is not None:
        yield from _standing(change, now.start, now.end, Standing.MOVED, now.score)
    else:
        yield from _lost(places)


def _standing(change: Change, start: int, end: int, standing: str, score: float) -> Iterator[tuple[str, Any]]:
    quote = selectors.made(change.new, start, end).quote or Quote("")
    yield from {"start": start, "end": end, "standing": standing, "score": score, "places": []}.items()
    yield from {"quote": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}.items()


def _lost(places: Any) -> Iterator[tuple[str, Any]]:
    """It stands nowhere, and keeps the words that it stood on."""
    at = [list(span) for span in places]
    yield from {"start": None, "end": None, "standing": Standing.LOST, "score": 0.0, "places": at}.items()
