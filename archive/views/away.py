"""When the database is away every page says so, at once and without it: 503, and when to come again."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout

from archive import replicas
from archive.log_lines import request_id

LOG = logging.getLogger(__name__)
JSON = ".json"
SECONDS_TO_WAIT = 5
REST = 1.0  # seconds between two trials of a database that is away
FOR_MONITORS = {"/healthz", "/metrics"}  # they answer for themselves

_lock = threading.Lock()
_next_trial = 0.0  # by the monotonic clock; 0 while the database is there


class WhileAway:
    """Middleware: once no connection could be had, one request after another tries, and the others do not wait for it.

    Else each would wait for the pool of connections until its patience ends, and those behind it longer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _next_trial and request.path not in FOR_MONITORS and not _serves():
            return unreachable(request)
        return self.get_response(request)


def broken(request: HttpRequest) -> HttpResponse:
    """What Django asks for where an error is nobody's (``handler500``): in a view, a template, a middleware.

    503 if the database is away or takes no writes, else 500, with the request's id to quote.
    """
    error = sys.exc_info()[1]
    if error is not None and is_away(error):
        LOG.error("The database cannot serve: %s", error)
        _remember(error)
        return unreachable(request)
    context = {"request_id": request_id.get()}
    if request.path.endswith(JSON):
        return JsonResponse({"error": "something broke", **context}, status=500)
    return HttpResponse(render_to_string("500.html", context), status=500)


def unreachable(request: HttpRequest) -> HttpResponse:
    """503, without asking anything of the database."""
    headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
    if request.path.endswith(JSON):
        return JsonResponse({"error": "the archive is away for a moment"}, status=503, headers=headers)
    return HttpResponse(render_to_string("away.html", {"request_id": request_id.get()}), status=503, headers=headers)


def is_away(error: BaseException) -> bool:
    """Whether a database that cannot be reached, or is a standby and takes no writes, is to blame; not a statement."""
    return any(isinstance(one, OperationalError | InterfaceError | ReadOnlySqlTransaction) for one in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__


def _remember(error: BaseException) -> None:
    global _next_trial
    if any(isinstance(one, PoolTimeout) for one in _causes(error)):
        _next_trial = time.monotonic() + REST


def _serves() -> bool:
    """Whether a replica can be read from, or a connection be had again; of those who ask at a time, one tries."""
    global _next_trial
    if replicas.WATCH.replica_answers:
        return True
    if time.monotonic() < _next_trial or not _lock.acquire(blocking=False):
        return False
    try:
        if "replica" in settings.DATABASES:
            replicas.WATCH.look(at_once=True)
        if not replicas.WATCH.replica_answers:
            connection.ensure_connection()
        _next_trial = 0.0
    except Error:
        _next_trial = time.monotonic() + REST
    finally:
        _lock.release()
    return not _next_trial
