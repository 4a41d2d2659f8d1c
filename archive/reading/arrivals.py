"""The volumes in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import F, Min

from archive.models import Volume

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A page of the volumes, the newest first, each with when its first source was taken in; pages count from 1."""

    volumes: list[tuple[Volume, datetime]]
    page: int
    pages: int


def of(page: int) -> Arrivals:
    """A page of the volumes that readers may see; the last for a number behind it."""
    shown = Volume.objects.shown()
    pages = max(ceil(shown.count() / PER_PAGE), 1)
    page = max(min(page, pages), 1)
    came = shown.annotate(came=Min("sources__ingestions__taken_at")).order_by(F("came").desc(nulls_last=True), "-pk")
    rows = came[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Arrivals([(row, row.came or row.changed_at) for row in rows], page, pages)
