"""How volumes, documents, dates and pages are called on the site."""

from __future__ import annotations

import re
from datetime import datetime

from django import template
from django.utils.text import capfirst

from archive.exports import pdf
from archive.models import Document, Page, Volume
from archive.reading.pages import PAGE_MARK

register = template.Library()

FEW = 40  # documents that a contents list shows at once


@register.simple_tag
def has_pdf() -> bool:
    """Whether the archive makes PDF of documents."""
    return pdf.is_offered()


@register.filter
def moment(at: datetime) -> str:
    """A moment for programs, to the second: HTML knows no fraction of more than three digits (2.3.5.5)."""
    return at.isoformat(timespec="seconds")


@register.filter
def kind_name(kind: str) -> str:
    """A kind of document in words: ``editorial-note`` is "editorial note"."""
    return kind.replace("-", " ")


@register.filter
def short_title(volume: Volume) -> str:
    """A volume's title without its series, which the volumes have in common: "1918, Russia, Volume III"."""
    own = volume.title.removeprefix(volume.series).lstrip(" ,.:;") if volume.series else volume.title
    if own == volume.title and volume.subseries and volume.number:
        own = volume.number if volume.number.startswith("Part") else f"Volume {volume.number}"
    if not own or volume.subseries in own or own == volume.title:
        return own or volume.title
    return f"{volume.subseries}, {own}"


@register.filter
def is_short(volume: Volume) -> bool:
    """Whether a volume has so few documents that its contents list may show them all."""
    return volume.document_count <= FEW


@register.filter
def page_name(identifier: str, label: str | None) -> str:
    """How a printed page is called: "p. 22", "before p. 22", "unnumbered page"."""
    return Page(identifier=identifier, label=label, supplied=label is None).name


@register.filter
def page_title(page: Page) -> str:
    """A printed page as a heading: "Page 22", "Before page 22", "Unnumbered page"."""
    return capfirst(re.sub(r"\bp\. ", "page ", page.name))


@register.filter
def without_page_marks(html: str) -> str:
    """Finished HTML without the marks of printed pages, for a view that says in its heading which page it is."""
    return PAGE_MARK.sub("", html)


@register.filter
def date_line(document: Document) -> str:
    """The date as printed; where print has none, the encoded one, said to be so; else that there is none."""
    date = document.date
    if date.get("text"):
        return str(date["text"])
    if date.get("edtf"):
        return f"{date['edtf']} (by the edition’s markup)"
    return "not given"


@register.filter
def other_date(document: Document) -> str:
    """The date that the edition's markup gives, where print says another; else ""."""
    date = document.date
    return str(date.get("encoded") or "") if date.get("text") and date.get("agrees") is False else ""


@register.filter
def called(document: Document) -> str:
    """How a document is called in a line: "Document 41", or a section's title."""
    if document.is_section:
        return document.heading
    return f"Document {document.number}" if document.number else document.heading


@register.filter
def meta(document: Document) -> str:
    """One line about a document in a list of its volume: place and date, kind, numbers, pages."""
    date = document.date.get("text") or "undated"
    where = f"{document.place}, {date}" if document.place else date
    number = f"no. {document.despatch_number}" if document.despatch_number else ""
    said = [where, kind_name(document.kind), number, document.file_number, _span(document)]
    return " · ".join(filter(None, said))


@register.filter
def source(document: Document) -> str:
    """Where a document is printed, for lists across volumes: the volume, the document's number."""
    return ", ".join(filter(None, [short_title(document.volume), document.number and f"document {document.number}"]))


def _span(document: Document) -> str:
    """The printed pages of a document: "p. 22", "pp. 22–24", "before p. 22", never broken after the "p."."""
    pages = document.frame.get("pages", [])
    labels = [label for _, label, *_ in pages]
    if not pages or None in (labels[0], labels[-1]):
        return "–".join(dict.fromkeys(page_name(name, label) for name, label, *_ in [*pages[:1], *pages[-1:]]))
    return f"p.\N{NO-BREAK SPACE}{labels[0]}" if len(labels) == 1 else f"pp.\N{NO-BREAK SPACE}{labels[0]}–{labels[-1]}"
