"""Distributed Text Services: the archive as a collection of texts, what can be cited of each, and passages of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archive.exports import dts, dts_tei
from archive.exports.dts import Asked, Json, Room, Unanswerable
from archive.exports.dts_units import Contents
from archive.models import Volume
from archive.reading import addresses
from archive.reading.addresses import Missing, Withdrawn

from .abroad import readable
from .validators import edition

NUMBER = re.compile(r"-?[0-9]{1,9}")
View = Callable[[HttpRequest], HttpResponseBase]


def _service(view: View) -> View:
    """A view of the services; what it cannot answer is told as JSON, with the status that the standard has for it."""

    @require_safe
    @readable
    @edition
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except Unanswerable as error:
            return JsonResponse({"error": str(error)}, status=error.status)
        except Missing as error:
            return JsonResponse({"error": f"There is no {error.wanted}."}, status=404)
        except Withdrawn as error:
            return JsonResponse({"error": error.reason}, status=410)

    return answered


@_service
def entry(request: HttpRequest) -> HttpResponse:
    """Where the services are."""
    return _answer(dts.entry(settings.SITE_URL))


@_service
def collection(request: HttpRequest) -> HttpResponse:
    """The collection of all volumes, or one volume."""
    room, navigated = _room(request), request.GET.get("nav", "children")
    if navigated not in ("children", "parents"):
        raise Unanswerable(400, "nav is children or parents.")
    identifier, page = request.GET.get("id", room.root), _page(request)
    if identifier == room.root:
        return _answer(dts.root(room, page, navigated == "parents"))
    return _answer(dts.resource(room, _volume(identifier), navigated == "parents"))


@_service
def navigation(request: HttpRequest) -> HttpResponse:
    """What can be cited of a volume."""
    volume = _volume(_resource(request))
    return _answer(dts.navigation(_room(request), volume, _asked(request)))


@_service
def document(request: HttpRequest) -> HttpResponseBase:
    """A volume, or what is cited of it, in TEI."""
    volume, asked = _volume(_resource(request)), _asked(request)
    if request.GET.get("mediaType", dts.TEI) != dts.TEI:
        raise Unanswerable(404, f"There is {dts.TEI} alone.")
    response = StreamingHttpResponse(_passage(volume, asked), content_type=dts.TEI)
    response.headers["Link"] = f'<{dts.collected(_room(request), volume)}>; rel="collection"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _passage(volume: Volume, asked: Asked) -> Iterator[str]:
    """The TEI that is asked for. Raises Unanswerable."""
    if (asked.ref, asked.start, asked.end) == (None, None, None):  # whatever the tree
        return dts_tei.whole(volume)
    chosen = dts.choose(volume, asked)
    first, last = chosen.ref or chosen.start, chosen.ref or chosen.end
    if first is None or last is None:
        raise Unanswerable(400, "start and end are asked for together.")
    written = dts_tei.contents if isinstance(chosen.tree, Contents) else dts_tei.pages
    return written(volume, first.order, chosen.tree.last(last))


def _room(request: HttpRequest) -> Room:
    return Room(settings.SITE_URL, settings.SITE_URL + request.path, request.GET.dict())


def _resource(request: HttpRequest) -> str:
    if not (name := request.GET.get("resource", "")):
        raise Unanswerable(400, "resource says which text is asked for.")
    return name


def _volume(identifier: str) -> Volume:
    return addresses.find_volume(dts.volume_of(identifier, settings.SITE_URL))


def _asked(request: HttpRequest) -> Asked:
    """What a request asks of a volume. Raises Unanswerable for what is no number."""
    named = {name: request.GET.get(name) for name in ("ref", "start", "end", "tree")}
    return Asked(**named, down=_number(request, "down"), page=_page(request))


def _page(request: HttpRequest) -> int | None:
    page = _number(request, "page")
    if page is not None and page < 1:
        raise Unanswerable(400, "page counts from 1.")
    return page


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name)
    if said is None:
        return None
    if not NUMBER.fullmatch(said):
        raise Unanswerable(400, f"{name} is a whole number.")
    return int(said)


def _answer(said: Json) -> HttpResponse:
    return JsonResponse(said, content_type=dts.TYPE)
