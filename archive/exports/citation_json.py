"""A citation as JSON, for programs and for the site's own scripts."""

from __future__ import annotations

from urllib.parse import urlencode

from archive.citations import styles
from archive.citations.styles import Style
from archive.reading import quoting
from archive.reading.cited import Cited
from archive.reading.quoting import Quotation

from .record_json import Json


def citation(cited: Cited, style: Style, site: str) -> Json:
    """What is cited in a style; with the words, where they are quoted. ``site`` begins the addresses."""
    written = styles.cite(cited.item, style.slug)
    return {
        "id": cited.item.id,
        "style": {"slug": style.slug, "title": style.title},
        "citation": {"text": written.text, "html": written.html},
        "locator": cited.item.locator or None,
        "pages": list(cited.item.pages),
        "url": site + cited.shown,
        "cite": site + cited.address,
        "quotation": _quoted(cited.quotation, written, style) if cited.quotation else None,
    }


def style_list() -> list[Json]:
    """The styles on offer."""
    return [{"slug": style.slug, "title": style.title} for style in styles.STYLES]


def _quoted(quotation: Quotation, written: styles.Formatted, style: Style) -> Json:
    pasted = quoting.written(quotation, written, style)
    return {
        "words": quotation.words,
        "where": quotation.where,
        "text": pasted.text,
        "html": pasted.html,
        "search": f"/search/?{urlencode({'q': quotation.phrase})}",
    }
