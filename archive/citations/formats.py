"""Items as files that other programs read: RIS, BibTeX, CSL-JSON, a table; one record at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from .item import Item


def ris(items: Iterable[Item]) -> Iterator[str]:
    """The items as RIS, a record at a time."""
    for item in items:
        yield f"TY  - GEN\r\nTI  - {item.title}\r\nUR  - {item.address}\r\nER  - \r\n\r\n"


def bibtex(items: Iterable[Item]) -> Iterator[str]:
    """The items for biblatex, in UTF-8, an entry at a time."""
    for item in items:
        yield f"@misc{{{item.id.replace('/', '-')},\n  title = {{{item.title}}}\n}}\n\n"


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """The items as a CSL-JSON array, piece by piece."""
    before = "[\n"
    for item in items:
        yield before + json.dumps(item.csl(), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def table(items: Iterable[Item]) -> Iterator[str]:
    """The items as lines of a table (CSV, RFC 4180), its head first; no cell is a formula."""
    yield "id\r\n"
    for item in items:
        yield f"{item.id}\r\n"
