"""The citation of a volume, a text, a printed page or a passage: in every style, to be copied, as a page or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from archive.citations import styles
from archive.citations.styles import STYLES, Style, UnknownStyle
from archive.exports import citation_json
from archive.exports.citation_files import FORMS
from archive.reading import addresses, cited, quoting
from archive.reading.addresses import Missing
from archive.reading.cited import Cited
from archive.reading.quoting import Unquotable

from . import preferences
from .validators import edition

REMEMBER = "remember"
View = Callable[..., HttpResponseBase]


def _in_a_style(view: View) -> View:
    """A view that is told the style asked for, else the reader's own; a style that is not known has no page."""

    @vary_on_headers("Accept")
    @require_safe
    @edition
    @wraps(view)
    def answered(request: HttpRequest, **named: str) -> HttpResponseBase:
        try:
            style = _style(request)
        except UnknownStyle as error:
            return _unknown(request, str(error))
        if REMEMBER in request.GET:
            return preferences.remember(HttpResponseRedirect(_without(request, REMEMBER)), style)
        try:
            return view(request, style=style, **named)
        except Unquotable as error:
            return _refused(request, {"error": str(error)}, 400)

    return answered


@_in_a_style
def volume(request: HttpRequest, volume: str, style: Style) -> HttpResponse:
    """How a volume is cited."""
    return _shown(request, cited.volume(volume), style)


@_in_a_style
def slot(request: HttpRequest, volume: str, identifier: str, style: Style) -> HttpResponse:
    """How a document or section is cited, or one page of it, or a passage; of a printed page every text on it."""
    asked = {name: request.GET.get(name, "") for name in ("page", "passage")}
    try:
        return _shown(request, cited.document(volume, identifier, **asked), style)
    except Missing:
        page = addresses.find_page(volume, identifier)
        if page is None:
            raise
    addresses.raise_if_gone(page.volume)
    found = cited.printed(page)
    if preferences.wants_json(request):
        listed = [citation_json.citation(one, style, settings.SITE_URL) for one in found]
        return JsonResponse({"citations": listed})
    written = [(one, styles.cite(one.item, style.slug)) for one in found]
    context = {"page": page, "volume": page.volume, "written": written}
    return render(request, "cite/printed.html", context | _offered(style))


def block(found: Cited, style: Style) -> dict[str, object]:
    """What a page shows of how its text is cited."""
    return {"cited": found, "citation": styles.cite(found.item, style.slug), **_offered(style)}


def _shown(request: HttpRequest, found: Cited, style: Style) -> HttpResponse:
    if preferences.wants_json(request):
        return JsonResponse(citation_json.citation(found, style, settings.SITE_URL))
    context = block(found, style)
    quotation, citation = found.quotation, styles.cite(found.item, style.slug)
    context |= {
        "volume": found.volume,
        "document": found.document,
        "pasted": quoting.written(quotation, citation, style) if quotation else None,
        "others": [(one, styles.cite(found.item, one.slug)) for one in STYLES if one != style],
    }
    return render(request, "cite/citation.html", context)


def _style(request: HttpRequest) -> Style:
    asked = request.GET.get("style", "")
    return preferences.named(asked) if asked else preferences.style(request)


def _offered(style: Style) -> dict[str, object]:
    """The style, what else can be chosen, and the files."""
    offered = STYLES if style in STYLES else (*STYLES, style)
    return {"style": style, "styles": offered, "forms": FORMS.values()}


def _unknown(request: HttpRequest, name: str) -> HttpResponse:
    return _refused(request, {"error": f"There is no style {name}.", "styles": citation_json.style_list()}, 404)


def _refused(request: HttpRequest, said: dict[str, object], status: int) -> HttpResponse:
    if preferences.wants_json(request):
        return JsonResponse(said, status=status)
    kept = [(name, request.GET[name]) for name in ("page", "passage") if name in request.GET]
    return render(request, "cite/refused.html", said | {"kept": kept, "path": request.path}, status=status)


def _without(request: HttpRequest, name: str) -> str:
    left = request.GET.copy()
    left.pop(name, None)
    return f"{request.path}?{left.urlencode()}" if left else request.path
