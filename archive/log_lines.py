"""Log lines that belong together say so: each carries the id of the request during which it was written."""

from __future__ import annotations

import logging
import re
import secrets
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

NOBODY_S = "-"  # outside of any request
WELL_FORMED = re.compile(r"[\w-]{8,64}", re.ASCII)

request_id: ContextVar[str] = ContextVar("request_id", default=NOBODY_S)


def identified(given: str) -> str:
    """The id that a proxy gave a request, if nothing can be smuggled into a log with it; else a new one."""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def written(as_json: bool) -> dict[str, Any]:
    """How lines are written to stderr: for people, or each an object for programs; for ``logging.config.dictConfig``.

    A line for each request is for programs: people who read the log look for what went wrong.
    """
    plain = {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}
    json = {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "%(levelname)s %(name)s %(message)s %(request_id)s",
        "rename_fields": {"levelname": "level", "name": "logger"},
        "timestamp": "time",
        # Django hangs the whole request on some lines, and with it what a reader searched for.
        "reserved_attrs": [*RESERVED_ATTRS, "request"],
    }
    stderr = {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["request"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": OfTheRequest}},
        "formatters": {"lines": json if as_json else plain},
        "handlers": {"stderr": stderr},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "archive": {"level": "INFO"},
            "archive.access": {"level": "INFO" if as_json else "WARNING"},
            "django": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }


class OfTheRequest(logging.Filter):
    """Lets every line pass, with ``request_id``.

    What answers 503 needs no traceback: it says that something else is away, and would say so for every reader.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        if getattr(record, "status_code", None) == 503:
            record.exc_info = None
        return True
