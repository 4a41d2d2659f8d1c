"""Documents by date."""

from __future__ import annotations

from calendar import month_name

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading import dossiers
from archive.reading.addresses import Missing

from .validators import edition

PER_PAGE = 50
YEARS = range(1, 10000)


@require_safe
@edition
def years(request: HttpRequest) -> HttpResponse:
    """Every year that has documents."""
    counted = list(dossiers.years())
    context = {
        "years": counted,
        "undated": dossiers.undated().count(),
        "most": max((y["count"] for y in counted), default=0),
    }
    return render(request, "dates/years.html", context)


@require_safe
@edition
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The documents of a year, with its months."""
    _refuse_strange(year)
    months = [{**row, "name": month_name[row["month"]]} for row in dossiers.months(year)]
    listed = Paginator(dossiers.of_year(year), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dates/period.html", {"year": year, "title": str(year), "months": months, "listed": listed})


@require_safe
@edition
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The documents of a month."""
    _refuse_strange(year, month)
    listed = Paginator(dossiers.of_month(year, month), PER_PAGE).get_page(request.GET.get("page"))
    title = f"{month_name[month]} {year}"
    return render(request, "dates/period.html", {"year": year, "month": month, "title": title, "listed": listed})


@require_safe
@edition
def undated(request: HttpRequest) -> HttpResponse:
    """The documents that have no date."""
    listed = Paginator(dossiers.undated(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dates/period.html", {"title": "Undated documents", "listed": listed})


def _refuse_strange(year: int, month: int = 1) -> None:
    if year not in YEARS or not 1 <= month <= 12:
        raise Missing(f"{year}-{month:02}")
