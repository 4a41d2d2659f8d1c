"""Names of places and actors in what is printed beside a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from archive.rendering.marks import Mark, lay

register = template.Library()


@register.filter
def linked(text: str, names: Mapping[str, str] | None) -> SafeString:
    """A printed text with the names in it as links; ``names`` are their words and addresses."""
    marks = [
        Mark(found.start(), found.end(), "a", {"href": address})
        for words, address in (names or {}).items()
        for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    ]
    return mark_safe(lay(escape(text), marks))  # escaped, and the marks write their own attributes
