"""Every query of a request is counted and timed; a slow one is written down, without what was asked for."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connections

SLOW = logging.getLogger("archive.slow")
LONGEST_SHOWN = 2000  # characters


class Tally:
    """How many queries went to each database, and the seconds they took; for ``connection.execute_wrapper``."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: object, params: object, many: bool, context: dict[str, Any]
    ) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self._add(context["connection"].alias, perf_counter() - began, sql)

    def _add(self, alias: str, seconds: float, sql: object) -> None:
        self.count[alias] += 1
        self.seconds[alias] = self.seconds.get(alias, 0.0) + seconds
        if settings.SLOW_QUERY_MS and seconds * 1000 >= settings.SLOW_QUERY_MS:
            SLOW.warning("%d ms: %s", seconds * 1000, str(sql)[:LONGEST_SHOWN])


@contextmanager
def tallied() -> Iterator[Tally]:
    """The queries that this thread makes within."""
    tally = Tally()
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(tally))
        yield tally
