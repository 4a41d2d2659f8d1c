"""The visitors' book: each request gets an id, is counted and timed with its queries, and may be written down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.log_lines import identified, request_id

from .metrics import QUERIES, QUERY_SECONDS, REQUESTS, SECONDS
from .queries import Tally, tallied

ACCESS = logging.getLogger("archive.access")
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"}
SECRETS = ("token", "uidb64", "address")  # what a view takes from its address that opens something


class Watched:
    """Middleware, the outermost: whatever answers, the answer bears the request's id and is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id.set(identified(request.headers.get("X-Request-ID", "")))  # until this thread's next request
        began = perf_counter()
        with tallied() as tally:
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id.get()
        _count(request, response.status_code, perf_counter() - began, tally)
        return response


def _count(request: HttpRequest, status: int, seconds: float, tally: Tally) -> None:
    view = (request.resolver_match and request.resolver_match.view_name) or "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(view, method, str(status)).inc()
    SECONDS.labels(view).observe(seconds)
    for alias, count in tally.count.items():
        QUERIES.labels(alias).inc(count)
        QUERY_SECONDS.labels(alias).inc(tally.seconds[alias])
    said = {
        "method": method,
        "path": _path(request),
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "queries": tally.count.total(),
    }
    ACCESS.info("%(method)s %(path)s %(status)d", said, extra=said)


def _path(request: HttpRequest) -> str:
    """The path that was asked for: without the query string, which has a reader's words, and without what lets
    somebody in."""
    path = request.path
    match = request.resolver_match
    for name in SECRETS:
        if match and name in match.kwargs:
            path = path.replace(str(match.kwargs[name]), "…")
    return path
