"""How documents, dates and pages are called on the site."""

from __future__ import annotations

from django import template

from archive.models import Document, Page

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """A kind of document in words: ``editorial-note`` is "editorial note"."""
    return kind.replace("-", " ")


@register.filter
def page_name(identifier: str, label: str | None) -> str:
    """How a printed page is called: "p. 22", "before p. 22", "unnumbered page"."""
    return Page(identifier=identifier, label=label, supplied=label is None).name


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
def called(document: Document) -> str:
    """How a document is called in a line: "Document 41", or a section's title."""
    if document.is_section:
        return document.heading
    return f"Document {document.number}" if document.number else document.heading


@register.filter
def meta(document: Document) -> str:
    """One line about a document in a list: place and date, kind, file number, volume and pages."""
    date = document.date.get("text") or "undated"
    where = f"{document.place}, {date}" if document.place else date
    labels = [page_name(name, label).removeprefix("p. ") for name, label, *_ in document.frame.get("pages", [])]
    pages = "–".join(dict.fromkeys([*labels[:1], *labels[-1:]]))
    number = f"no. {document.despatch_number}" if document.despatch_number else ""
    said = [where, kind_name(document.kind), number, document.file_number, pages and f"p. {pages}"]
    return " · ".join(filter(None, said))
