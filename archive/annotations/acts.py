"""The curators' log of what they decided of notes and reports, and of what the archive says in its own voice."""

from __future__ import annotations

from archive.models import Act, Annotation, Document
from archive.models.annotation import Reader, Voice

SHORT = 80  # characters of words that are quoted in the log


def log(kind: str, said: str, by: Reader, document: Document | None) -> None:
    """Note in the log what a curator did; without words that are a reader's own."""
    Act.objects.create(kind=kind, said=said, by_id=by.pk, document=document)


def log_voice(annotation: Annotation, by: Reader, done: str) -> None:
    """Note what became of an annotation, if it is the archive's own: its owner's acts on a reader's are nobody's."""
    if annotation.is_of_archive:
        log("editorial", f"{_called(annotation)} {done}", by, annotation.document)


def where(annotation: Annotation) -> str:
    """On what an annotation is, in the log: "frus1934v05/d41"."""
    return annotation.document.id_in_archive


def _called(annotation: Annotation) -> str:
    on = f" on “{_short(annotation.quote)}”" if annotation.quote else ""
    name = "Correction" if annotation.voice == Voice.CORRECTION else "Editorial note"
    said = f", “{_short(annotation.text)}”," if annotation.voice == Voice.CORRECTION else ""
    return f"{name}{said}{on} in {where(annotation)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
