"""Answers that scripts of any other site may read, since they say the same to everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def readable(view: View) -> View:
    """A view whose answers a browser gives to scripts of every site (Fetch, 3.3)."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        response = view(request, *args, **named)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answered
