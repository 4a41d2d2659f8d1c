"""The documents in whose texts a name may stand, by way of the index where that knows them all."""

from __future__ import annotations

from typing import NamedTuple

from archive.models import Document, Revision
from archive.search import index, match, schema
from archive.search.query import Phrase

from . import rematching


class Asked(NamedTuple):
    """What the index told of a name: the documents, and the state of the archive it told it of."""

    revision: str
    documents: set[int]


def ask(name: str) -> Asked | None:
    """Ask the index for the documents that hold a name, None where it cannot tell of all.

    To be asked before anything is changed: whoever finds the index behind brings it up to date.
    """
    try:
        reader = index.reader()
        found = reader.searcher.search(match.query(Phrase(name)), limit=max(reader.searcher.num_docs, 1))
    except index.Unavailable:
        return None
    keys = reader.searcher.fast_field_values(schema.KEY, [address for _, address in found.hits])
    return Asked(reader.revision, {int(key) for key in keys if key is not None}) if reader.is_current else None


def of(name: str, asked: Asked | None) -> set[int]:
    """The documents that hold a name: those the index told, if the archive is as it was then, and those it does not
    hold; else whatever a look into every text finds."""
    if asked is None or asked.revision != Revision.latest()[1]:
        return rematching.holding([name])
    shown = Document.objects.shown()
    return asked.documents | set(Document.objects.exclude(pk__in=shown.values("pk")).values_list("pk", flat=True))
