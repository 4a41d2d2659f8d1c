"""Citations for reference managers: the address of what is cited, with another suffix."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from archive.citations.item import Item
from archive.exports import citation_files
from archive.exports.citation_files import FORMS, Form
from archive.reading import addresses, cited
from archive.reading.addresses import Missing
from archive.reading.quoting import Unquotable

from .validators import edition


@require_safe
@edition
def volume(request: HttpRequest, volume: str, form: str) -> HttpResponse:
    """A volume as one item."""
    return _file(FORMS[form], volume, [cited.volume(volume).item])


@require_safe
@edition
def slot(request: HttpRequest, volume: str, identifier: str, form: str) -> HttpResponse:
    """A document or section, or a passage of it; of a printed page every text on it, each cited for that page."""
    name = f"{volume}-{identifier}"
    try:
        found = cited.document(volume, identifier, passage=request.GET.get("passage", ""))
    except Missing:
        page = addresses.find_page(volume, identifier)
        if page is None:
            raise
        addresses.raise_if_gone(page.volume)
        return _file(FORMS[form], name, [one.item for one in cited.printed(page)])
    except Unquotable as error:
        return JsonResponse({"error": str(error)}, status=400)
    return _file(FORMS[form], name, [found.item])


@require_safe
@edition
def page(request: HttpRequest, volume: str, document: str, page: str, form: str) -> HttpResponse:
    """One printed page of a document or section."""
    return _file(FORMS[form], f"{volume}-{document}-{page}", [cited.document(volume, document, page).item])


def _file(form: Form, name: str, items: Iterable[Item]) -> HttpResponse:
    response = HttpResponse(citation_files.whole(form, items), content_type=form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
