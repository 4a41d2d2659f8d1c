"""What every change of an annotation has in common: whose it is, which version was meant, and what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from archive.models import Annotation, Document, Earlier
from archive.models.annotation import Colour, Reader, Said

from . import selectors
from .jsonld import MARKDOWN
from .placing import NotebookError

LONGEST_TEXT, MOST_TAGS, LONGEST_TAG = 100_000, 50, 200


class NotYours(NotebookError):
    """Whoever asks may not do that, or may not even know that there is such an annotation."""

    def __init__(self, what: str = "This note is not yours to change.") -> None:
        super().__init__(what)


class Gone(NotebookError):
    """The annotation was deleted."""

    def __init__(self) -> None:
        super().__init__("This note has been deleted.")


class Refused(NotebookError):
    """What was asked for makes no sense here."""


class Conflict(NotebookError):
    """The annotation has changed since; ``present`` is how it is now."""

    def __init__(self, present: Annotation) -> None:
        super().__init__("This note has been changed since you opened it, in another window or by a corrected text.")
        self.present = present


@dataclass(frozen=True)
class Content:
    """What an annotation says: Markdown unless ``format`` is another media type; nothing for a mere highlight."""

    text: str = ""
    tags: tuple[str, ...] = ()
    colour: str = Colour.YELLOW
    format: str = MARKDOWN
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises Refused, and AnnotationError for characters that no text has."""
        for each in (self.text, self.format, *self.tags):
            selectors.words(each, "text")
        tags = tuple(dict.fromkeys(tag for each in self.tags if (tag := " ".join(each.split()))))
        object.__setattr__(self, "tags", tags)
        if len(self.text) > LONGEST_TEXT:
            raise Refused(f"A note has at most {LONGEST_TEXT:,} characters; this one has {len(self.text):,}.")
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise Refused(f"A note has at most {MOST_TAGS} tags, of at most {LONGEST_TAG} characters.")
        if self.colour not in Colour.values or len(self.format) > LONGEST_TAG // 2:
            raise Refused("There is no such colour or format.")

    def columns(self) -> dict[str, Any]:
        """The columns of an annotation's row."""
        return asdict(self) | {"tags": list(self.tags), "extra": dict(self.extra)}


def content_of(said: Said) -> Content:
    """What an annotation says, or said before."""
    return Content(said.text, tuple(said.tags), said.colour, said.format, said.extra)


def hold_text(document: Document) -> Document:
    """The document as it is, kept from being corrected until the transaction ends.

    A correction that is under way is waited for. One that comes later finds what was written meanwhile, and anchors
    it again. Raises Refused for a document that is not shown.
    """
    held = Document.objects.select_for_update(no_key=True, of=("self",)).select_related("volume").get(pk=document.pk)
    if held.is_withdrawn or held.volume.is_withdrawn:
        raise Refused("This document is no longer shown.")
    return held


def hold(annotation: Annotation, by: Reader, version: int | None = None, is_deleted: bool = False) -> Annotation:
    """The annotation as it is, for someone who may change it, kept from others until the transaction ends.

    Raises NotYours, Gone, and Conflict if it is no longer the version that was meant; None means whichever it is.
    ``is_deleted`` is for who wants one that was deleted too.
    """
    held = Annotation.objects.select_for_update(of=("self",)).filter(pk=annotation.pk).first()
    if held is None:
        raise Gone
    if not held.may_be_changed_by(by):
        raise NotYours
    if held.deleted_at is not None and not is_deleted:
        raise Gone
    if version is not None and version != held.version:
        raise Conflict(held)
    return held


def remember(held: Annotation, by: Reader) -> None:
    """Keep what an annotation says, before it says something else."""
    Earlier.objects.create(
        annotation=held, version=held.version, start=held.start, end=held.end, quote=held.quote, by_id=by.pk,
        **content_of(held).columns(),
    )  # fmt: skip


def change(held: Annotation, columns: Mapping[str, Any]) -> Annotation:
    """Write columns of an annotation that is held; it is another version then."""
    for name, value in columns.items():
        setattr(held, name, value)
    held.version += 1
    held.modified = timezone.now()
    held.save(update_fields=[*columns, "version", "modified"])
    return held
