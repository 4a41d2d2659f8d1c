"""Items as files that other programs read, one record at a time: RIS, BibTeX, CSL-JSON, a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from .bibtex import entries as bibtex
from .item import Item
from .ris import records as ris
from .table import lines as table

__all__ = ["bibtex", "csl_json", "ris", "table"]


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """The items as a CSL-JSON array, piece by piece."""
    before = "[\n"
    for item in items:
        yield before + json.dumps(item.csl(), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"
