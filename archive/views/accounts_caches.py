"""No shared cache keeps what was shown to a reader who is known: the page may show their name and what is theirs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers


class PrivateForReaders:
    """Middleware: whoever has a session, or is given one, gets answers for themselves alone. Others get the one page
    that everybody gets, which any cache may keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified:
            patch_vary_headers(response, ["Cookie"])
            patch_cache_control(response, private=True)
        return response
