"""What a reader has chosen and what their browser asks for, as far as the answer to one address depends on it."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from archive.citations import styles
from archive.citations.styles import Style, UnknownStyle

STYLE = "citation-style"  # the cookie that remembers it
USUAL = styles.STYLES[0]
A_YEAR = 365 * 24 * 60 * 60  # seconds
NAME = re.compile(r"[a-z0-9-]{1,100}")
FORMS = ("text/html", "application/json")


def style(request: HttpRequest) -> Style:
    """The style of citations that a reader has chosen, else the usual one."""
    try:
        return named(request.COOKIES.get(STYLE, ""))
    except UnknownStyle:
        return USUAL


def named(name: str) -> Style:
    """The style of that name. Raises UnknownStyle."""
    if not NAME.fullmatch(name):
        raise UnknownStyle(name[:100])
    return styles.find(name)


def remember(response: HttpResponseBase, style: Style) -> HttpResponseBase:
    """The answer that has a browser remember a style, and that nobody keeps."""
    response.set_cookie(STYLE, style.slug, max_age=A_YEAR, samesite="Lax", httponly=True)
    patch_cache_control(response, no_store=True)
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer is rather wanted as JSON than as a page."""
    return request.get_preferred_type(FORMS) == FORMS[1]


def variant(request: HttpRequest) -> str:
    """What tells apart the answers that one address has, "" for that which most readers get."""
    chosen = style(request)
    return "".join([f"-{chosen.slug}" if chosen != USUAL else "", "-json" if wants_json(request) else ""])
