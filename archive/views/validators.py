"""Pages of the edition change only with the archive: readers' copies are validated, and finished pages are kept.

One look at the archive's revision decides. If the reader's copy is of it, a 304 answers; if this process has the page
of it, that is sent again; only else is anything looked up and rendered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from archive import front
from archive.models import Revision
from archive.models.annotation import Reader
from archive.reading import noted

from . import preferences

View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)
LARGEST_KEPT = 128 * 1024  # bytes
FOR_GOOD = None


def edition(view: View) -> View:
    """A view that shows the same to every reader until the archive changes.

    But for the style of citations, which each chooses. Whoever has a session gets a page of their own, without a
    validator, since it may show what is theirs.
    """

    @wraps(view)
    def validated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return _private(view(request, *args, **kwargs))
        return _shared(request, validator(preferences.variant(request)), lambda: view(request, *args, **kwargs))

    return validated


def noted_edition(view: View) -> View:
    """A view of a text with the notes on it that who asks may see; it is given them as ``notes``.

    Without notes it is like any view of the edition. With them its validator covers them too, and for a reader who is
    known also who that is.
    """

    @wraps(view)
    def validated(request: HttpRequest, volume: str, **named: str) -> HttpResponseBase:
        user = request.user
        document = named.get("document")
        notes = noted.of(volume, document, user) if document else noted.at(volume, named["identifier"], user)
        state = f"-{notes.state}" if notes.state else ""
        make = partial(view, request, volume=volume, notes=notes, **named)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return _shared(request, validator(preferences.variant(request) + state), make, in_front=not state)
        if not state:
            return _private(make())
        etag = validator(f"{preferences.variant(request)}{state}-{_who(request, user)}")
        return _private(_validated(get_conditional_response(request, etag=etag) or make(), etag))

    return validated


def validator(variant: str = "") -> str:
    """The validator of every page of the edition (RFC 9110, 8.8.3): the archive's state and the program's release,
    and which of the answers to one address it is."""
    return f'"{Revision.latest()[1]}-{settings.RELEASE}{variant}"'


def passing(response: Response, is_current: bool) -> Response:
    """An answer that nobody is to keep if it does not show the archive as it now is."""
    if not is_current:
        patch_cache_control(response, no_store=True)
    return response


def _shared(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase], in_front: bool = True
) -> HttpResponseBase:
    """The answer that everybody gets, kept by this process too, and perhaps by a cache in front.

    Not there with notes on it: what its writer or a curator takes back is to be gone at once.
    """
    held = get_conditional_response(request, etag=etag) or _kept(request, etag)
    response = held or _keep(request, etag, make())
    if settings.SHARED_CACHE_SECONDS and in_front and _is_to_keep(response):
        response.headers["ETag"] = etag
        patch_vary_headers(response, ["Cookie"])
        front.may_keep(request, response)
        return response
    return _validated(response, etag)


def _is_to_keep(response: HttpResponseBase) -> bool:
    said = response.headers.get("Cache-Control", "")
    return response.status_code in (200, 304) and not {"no-store", "private"} & {*said.split(", ")}


def _validated(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    if "no-store" in response.headers.get("Cache-Control", ""):
        return response
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, no_cache=True)
    return response


def _who(request: HttpRequest, user: Reader) -> str:
    """Who is known, and by which secret their forms are; hashed, since it goes out."""
    said = [user.pk, user.get_username(), user.is_staff, request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")]
    return sha256(repr([*said, settings.SECRET_KEY]).encode()).hexdigest()[:20]


def _private(response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _name(request: HttpRequest, etag: str) -> str:
    """What a finished page is kept under: its whole address, since it may name that; hashed, since a cache's keys are
    short and plain."""
    return sha256(f"{etag}{request.build_absolute_uri()}".encode()).hexdigest()


def _kept(request: HttpRequest, etag: str) -> HttpResponse | None:
    page = None if request.GET else caches["pages"].get(_name(request, etag))
    return HttpResponse(page[0], headers=page[1]) if page else None


def _keep(request: HttpRequest, etag: str, response: HttpResponseBase) -> HttpResponseBase:
    is_page = response.status_code == 200 and not request.GET and request.method == "GET"
    is_page = is_page and "no-store" not in response.headers.get("Cache-Control", "")
    if is_page and isinstance(response, HttpResponse) and len(response.content) <= LARGEST_KEPT:
        caches["pages"].set(_name(request, etag), (response.content, dict(response.headers.items())), FOR_GOOD)
    return response
