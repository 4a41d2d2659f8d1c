"""“Report an error here”: what any reader, logged in or not, tells the archive of a text or a printed page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from archive.annotations import placing, reports
from archive.annotations.placing import NotebookError
from archive.annotations.selectors import AnnotationError
from archive.models import Document, Page, Volume
from archive.reading import addresses, quoting
from archive.reading.addresses import Missing
from archive.reading.quoting import Quotation, Span, Unquotable

from . import accounts_throttle as throttle
from .accounts import too_often

SENT = "sent"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader found an error: in a text, on a printed page of it, or on a page of the volume; and in which
    words."""

    volume: Volume
    document: Document | None
    address: str
    name: str
    quotation: Quotation | None = None

    @property
    def words(self) -> str:
        """The words of the passage that the address names."""
        return self.quotation.words if self.quotation else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, volume: str, identifier: str) -> HttpResponse:
    """A form, what it sent, and thanks."""
    place = _place(request, volume, identifier)
    if request.method == "POST":
        return _told(request, place)
    if SENT in request.GET:
        return render(request, "reports/thanks.html", {"place": place, "volume": place.volume})
    return _form(request, place, quote=place.words)


def _told(request: HttpRequest, place: Place) -> HttpResponse:
    message, quote = (_lines(request, field) for field in ("message", "quote"))
    if wait := throttle.begin(throttle.reporting(request)):
        answer = _form(request, place, message, quote, too_often(wait))
        return throttle.refused(answer, wait)
    span = _span(place, quote)
    at = {"span": (span.start, span.end), "footnote": span.note} if span else {}
    try:
        reports.report(message, request.user, place.address, place.document, quote=quote, **at)  # type: ignore[arg-type]
    except NotebookError as error:
        return _form(request, place, message, quote, str(error), 400)
    return HttpResponseRedirect(f"{request.path}?{SENT}")


def _form(
    request: HttpRequest, place: Place, message: str = "", quote: str = "", refused: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "volume": place.volume,
        "message": message,
        "quote": quote,
        "refused": refused,
        "longest": (reports.LONGEST_MESSAGE, reports.LONGEST_QUOTE),
    }
    return render(request, "reports/report.html", context, status=status)


def _place(request: HttpRequest, volume: str, identifier: str) -> Place:
    """Raises Missing, Moved or Withdrawn."""
    try:
        document = addresses.find_document(volume, identifier)
    except Missing:
        printed = addresses.find_page(volume, identifier)
        if printed is None:
            raise
        addresses.raise_if_gone(printed.volume)
        return Place(printed.volume, None, addresses.slot(volume, identifier), printed.name)
    page, quotation = _page(document, request.GET.get("page", "")), _quotation(document, request)
    at = addresses.page(volume, identifier, page.identifier) if page else addresses.slot(volume, identifier)
    return Place(document.volume, document, at, page.name if page else "", quotation)


def _page(document: Document, identifier: str) -> Page | None:
    rows = (row for row in document.frame["pages"] if row[0] == identifier)
    return next((Page(identifier=row[0], label=row[1], supplied=row[1] is None) for row in rows), None)


def _quotation(document: Document, request: HttpRequest) -> Quotation | None:
    """The passage that the address names, if there is one: a reader can say the words themselves."""
    span = quoting.read(request.GET.get("passage", ""))
    try:
        return quoting.of(document, span) if span else None
    except Unquotable:
        return None


def _span(place: Place, quote: str) -> Span | None:
    """Where the quoted words stand: as the address says, if they are still those; else where they are found once."""
    if place.document is None or not quote:
        return None
    if place.quotation and quote.split() == place.quotation.words.split():
        return place.quotation.span
    try:
        found = placing.of_words(place.document, quote[: reports.LONGEST_QUOTE])
    except (NotebookError, AnnotationError):
        return None
    return Span(found.start, found.end, found.footnote)


def _lines(request: HttpRequest, field: str) -> str:
    """What was typed, with the line ends that texts have."""
    return request.POST.get(field, "").replace("\0", "").replace("\r\n", "\n").strip()
