"""Documents by date and by State file number."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from archive.models import Document
from archive.models.document import DocumentQuerySet


def letters() -> DocumentQuerySet:
    """Every document proper that readers may see, lean, with its volume."""
    return Document.objects.shown().letters().lean().select_related("volume")


def years() -> QuerySet[Any, Any]:
    """How many documents each year has, by their earliest date: rows of ``year`` and ``count``."""
    dated = Document.objects.shown().letters().exclude(earliest=None)
    return dated.annotate(year=ExtractYear("earliest")).values("year").annotate(count=Count("pk")).order_by("year")


def months(year: int) -> QuerySet[Any, Any]:
    """How many documents each month of a year has: rows of ``month`` and ``count``."""
    dated = Document.objects.shown().letters().filter(earliest__year=year)
    return dated.annotate(month=ExtractMonth("earliest")).values("month").annotate(count=Count("pk")).order_by("month")


def of_year(year: int) -> DocumentQuerySet:
    """Documents that may be of a year, in date order."""
    return letters().overlapping(date(year, 1, 1), date(year, 12, 31)).in_date_order()


def of_month(year: int, month: int) -> DocumentQuerySet:
    """Documents that may be of a month, in date order."""
    last = monthrange(year, month)[1]
    return letters().overlapping(date(year, month, 1), date(year, month, last)).in_date_order()


def undated() -> DocumentQuerySet:
    """Documents without a date, as the volumes have them."""
    return letters().filter(earliest=None).order_by("volume__identifier", "order")


def of_file(number: str) -> DocumentQuerySet:
    """The dossier of a State file number (``761.93/1583``), or of its class (``761.93``), in date order."""
    return letters().in_file(number).in_date_order()


def file_class(number: str) -> str:
    """The class a file number belongs to: what stands before its first slash, "" if there is no slash."""
    head, slash, _ = number.partition("/")
    return head.strip() if slash else ""
