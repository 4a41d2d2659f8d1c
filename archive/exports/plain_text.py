"""A document and a volume as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.records.document import Document


def document(record: Document) -> str:
    """The text as every offset counts it, then, behind an empty line, its footnotes, each on a line with its mark."""
    notes = [f"[{note.mark or '*'}] {note.text}" for note in record.notes]
    return "\n".join([record.text, *(["", *notes] if notes else [])]) + "\n"


def volume(records: Iterable[Document]) -> Iterator[str]:
    """The texts one behind another, parted by a line of three asterisks."""
    for at, record in enumerate(records):
        yield ("\n***\n\n" if at else "") + document(record)
