"""A document as PDF, set by WeasyPrint where an archive has that installed (``requirements-pdf.txt``).

It is the whole document as readers see it, without their notes: footnotes at the foot of the page, the numbers of the
print in the margin, a running head, the citation at the end. Browsers print the same from the page itself.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.template.loader import render_to_string

from archive.citations import item, styles
from archive.reading.pages import FootNote, Piece

from . import epub_package, epub_text
from .books import Edition

TYPE = "application/pdf"
VARIANT = "pdf/ua-1"  # tagged, for screen readers (ISO 14289-1)
STYLE = Path(__file__).with_name("pdf.css")
MARK = re.compile(r'<a class="note-ref" id="([A-Za-z0-9_-]+)-ref"[^>]*>.*?</a>')
BLOCK = re.compile(r"<(/?)(?:p|div|ul|li|blockquote|section|h[1-6])\b(?: class=\"([^\"]*)\")?[^>]*>")


@cache
def engine() -> ModuleType | None:
    """WeasyPrint, where it is installed with the libraries that it needs (Pango)."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None


def is_offered() -> bool:
    """Whether this archive makes PDF."""
    return engine() is not None


def document(piece: Piece, edition: Edition) -> bytes:
    """A whole document, or a section's own text. Only where ``is_offered``."""
    weasyprint = engine()
    assert weasyprint is not None
    fetcher = weasyprint.URLFetcher(allowed_protocols=())  # all there is to it is at hand
    page = weasyprint.HTML(string=_page(piece, edition), base_url=settings.SITE_URL, url_fetcher=fetcher)
    style = weasyprint.CSS(string=STYLE.read_text(), url_fetcher=fetcher)
    made: bytes = page.write_pdf(
        stylesheets=[style], pdf_variant=VARIANT, pdf_identifier=bytes.fromhex(edition.sha256)[:16]
    )
    return made


def _page(piece: Piece, edition: Edition) -> str:
    found = item.of(piece.document)
    notes = {note.id: note for note in piece.notes if "<table" not in note.html}
    marks = set(MARK.findall(piece.html))
    context = {
        "title": found.title,
        "volume": piece.document.volume,
        "document": piece.document,
        "language": epub_package.language(piece.document.volume),
        "author": "; ".join(found.sender_names),
        "modified": epub_package.modified(edition),
        "piece": piece,
        "html": MARK.sub(lambda mark: _set(notes[mark[1]]) if mark[1] in notes else mark[0], piece.html),
        "notes": [note for note in piece.notes if note.id not in notes or note.id not in marks],
        "citation": styles.cite(found, epub_text.CITED_AS).html,
    }
    return render_to_string("documents/pdf.html", context)


def _set(note: FootNote) -> str:
    """A footnote where its mark stands, from where it is set at the foot of the page (CSS GCPM 3, 2); blocks would end
    the paragraph around it."""
    html = BLOCK.sub(lambda tag: "</span>" if tag[1] else f'<span class="block {tag[2] or ""}">', note.html)
    return f'<span class="footnote" data-mark="{escape(note.mark or "*")}">{html}</span>'
