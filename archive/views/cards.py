"""Cards of places and actors: a few lines of HTML, shown beside a name in the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading import card

from .validators import edition


@require_safe
@edition
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a place."""
    return _card(request, card.of(slug, is_place=True))


@require_safe
@edition
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a person, office or body."""
    return _card(request, card.of(slug, is_place=False))


def _card(request: HttpRequest, found: card.Card) -> HttpResponse:
    answer = render(request, "entities/_card.html", {"card": found})
    answer["X-Robots-Tag"] = "noindex"  # part of a page
    return answer
