"""How what is cited is called in a page."""

from __future__ import annotations

from django import template

from archive.reading.cited import Cited

from .edition import called

register = template.Library()


@register.filter
def what(cited: Cited) -> str:
    """What is cited, in words: "this volume", "Document 41", "p. 58 of Document 41", "a passage of Document 41"."""
    if cited.document is None:
        return "this volume"
    name = called(cited.document)
    if cited.quotation:
        return f"a passage of {name}"
    return f"{cited.page.name} of {name}" if cited.page else name
