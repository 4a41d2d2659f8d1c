"""The contents of a volume: its sections as a tree, with the documents in each."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.models import Document, Section, Volume


@dataclass(slots=True)
class Entry:
    """A section with what stands in it: its documents and its sections, in source order."""

    section: Section | None
    documents: list[Document] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many documents stand in it and below it."""
        return len(self.documents) + sum(entry.count for entry in self.entries)


def of(volume: Volume) -> Entry:
    """The contents of the whole volume, as an entry without a section."""
    root = Entry(None)
    entries: dict[int | None, Entry] = {None: root}
    for section in Section.objects.filter(volume=volume).order_by("order"):
        entries[section.pk] = Entry(section)
        entries[section.parent_id].entries.append(entries[section.pk])
    for document in documents(volume):
        entries[document.section_id].documents.append(document)
    return root


def documents(volume: Volume) -> list[Document]:
    """The documents of a volume that readers may see, lean, in source order."""
    shown = Document.objects.in_volume(volume).letters().filter(withdrawn_at=None, order__isnull=False)
    return list(shown.lean().select_related("volume"))


def within(section: Section) -> Entry:
    """A section's entry of the contents."""
    return find(of(section.volume), section) or Entry(section)


def find(entry: Entry, section: Section) -> Entry | None:
    """The entry of a section at or below ``entry``."""
    if entry.section == section:
        return entry
    return next((found for below in entry.entries if (found := find(below, section))), None)
