"""How what is cited is called in a page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from archive.reading.cited import Cited

from .edition import called

register = template.Library()

IN_DATA = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})  # so that no word ends the element


@register.filter
def what(cited: Cited) -> str:
    """What is cited, in words: "this volume", "Document 41", "p. 58 of Document 41", "a passage of Document 41"."""
    if cited.document is None:
        return "this volume"
    name = called(cited.document)
    if cited.quotation:
        return f"a passage of {name}"
    return f"{cited.page.name} of {name}" if cited.page else name


@register.filter
def as_data(said: Mapping[str, object]) -> SafeString:
    """JSON to stand in an element of the page (HTML, 4.12.1.1: a data block), without a character of markup."""
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(IN_DATA))


@register.filter
def of_document(coins: Mapping[int, str], key: int) -> str:
    """The COinS of the document with that primary key."""
    return coins.get(key, "")
