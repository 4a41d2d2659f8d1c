"""What the archive adds to a text so that it can be read: page marks, footnote marks, words for what is missing.

Each carries ``data-supplied``: server and browser pass over it when they count the characters of a text.
"""

from __future__ import annotations

from html import escape

from lxml import etree

from archive.records.volume import Page

from .html import written

FIGURE = '<span class="not-shown" data-supplied>Figure (not reproduced)</span>'
OMISSION = '<span class="unseen" data-supplied>[Text omitted]</span>'


def page_mark(page: Page) -> str:
    """The mark at the head of a printed page (DPUB-ARIA ``doc-pagebreak``)."""
    shown = page.label or ("before " + page.id.removeprefix("pg_before_") if "before_" in page.id else "unnumbered")
    spoken = f"Page {page.label}" if page.label else f"Page without a number, {shown}"
    attributes = {
        "class": "page-mark",
        "id": page.id,
        "role": "doc-pagebreak",
        "aria-label": spoken,
        "data-supplied": "",
    }
    return f"<span{written(attributes)}>{escape(shown)}</span>"


def note_mark(name: str, mark: str) -> str:
    """The mark in the text that leads to a footnote (DPUB-ARIA ``doc-noteref``)."""
    attributes = {
        "class": "note-ref",
        "id": f"{name}-ref",
        "href": f"#{name}",
        "role": "doc-noteref",
        "aria-label": f"Footnote {mark}".strip(),
        "data-supplied": "",
    }
    return f"<a{written(attributes)}>{escape(mark or '[note]')}</a>"


def gap_label(element: etree._Element) -> str:
    """What is missing, in words, from TEI ``gap/@quantity`` and ``@unit``."""
    quantity, unit = element.get("quantity", ""), element.get("unit", "")
    if quantity == "1":
        unit = unit.removesuffix("s")
    return f"[{' '.join(word for word in (quantity, unit or 'text', 'missing') if word)}]"


def gap(element: etree._Element, parted: bool = False) -> str:
    """The mark of a TEI ``gap``; ``parted`` from the word before it by a space."""
    return f'<span class="gap" data-supplied>{" " if parted else ""}{escape(gap_label(element))}</span>'
