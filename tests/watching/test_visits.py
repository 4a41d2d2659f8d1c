"""A request can be followed: its id in the answer and in every line of the log, its time and its queries."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from archive import log_lines
from archive.watching.queries import tallied


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[io.StringIO]:
    """What goes to stderr while LOG_FORMAT is json."""
    stderr = io.StringIO()
    with monkeypatch.context() as instead:
        instead.setattr("sys.stderr", stderr)
        logging.config.dictConfig(log_lines.written(as_json=True))
    yield stderr
    logging.config.dictConfig(settings.LOGGING)


def lines(written: io.StringIO, logger: str) -> list[dict[str, Any]]:
    every = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line for line in every if line["logger"] == logger]


# Ids


@pytest.mark.parametrize("given", ["0123abcd", "a-proxy_s-own-0123", "0" * 64])
def test_a_request_keeps_the_id_it_came_with(client: Client, given: str) -> None:
    assert client.post("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "short", "0" * 65, "two words here", "a\nline of its own", "ünïcödé", '"}{"a'])
def test_an_id_that_could_be_anything_is_replaced(client: Client, given: str) -> None:
    answer = client.post("/healthz", headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] != given
    assert log_lines.WELL_FORMED.fullmatch(answer["X-Request-ID"])


def test_two_requests_have_two_ids(client: Client) -> None:
    assert client.post("/healthz")["X-Request-ID"] != client.post("/healthz")["X-Request-ID"]


# Lines


@pytest.mark.django_db
def test_each_request_is_a_line_that_programs_read(client: Client, written: io.StringIO) -> None:
    client.get("/volumes/?page=1", headers={"X-Request-ID": "asked-by-a-test"})
    [line] = lines(written, "archive.access")
    assert line.keys() == {
        *("time", "level", "logger", "message", "request_id"),
        *("method", "path", "status", "milliseconds", "queries"),
    }
    assert (line["method"], line["path"], line["status"]) == ("GET", "/volumes/", 200)
    assert (line["request_id"], line["level"]) == ("asked-by-a-test", "INFO")
    assert line["milliseconds"] > 0
    assert line["queries"] > 0


@pytest.mark.django_db
def test_what_a_reader_searches_for_is_written_nowhere(client: Client, written: io.StringIO) -> None:
    client.get("/search/?q=lighthouse")
    client.get("/nowhere/?q=lighthouse")
    client.get("/search/?q=lighthouse", headers={"host": "elsewhere.example.org"})
    assert len(lines(written, "archive.access")) == 3
    assert "lighthouse" not in written.getvalue()


@pytest.mark.django_db
def test_what_lets_somebody_in_is_written_nowhere(client: Client, written: io.StringIO) -> None:
    user = User.objects.create_user("davies", "davies@example.org")
    token = default_token_generator.make_token(user)
    client.get(f"/accounts/reset/{urlsafe_base64_encode(force_bytes(user.pk))}/{token}/")
    [line] = lines(written, "archive.access")
    assert line["path"] == "/accounts/reset/…/…/"
    assert token not in written.getvalue()


def test_every_line_of_a_request_bears_its_id(client: Client, written: io.StringIO) -> None:
    client.get("/healthz", headers={"X-Request-ID": "asked-by-a-test", "host": "elsewhere.example.org"})
    [refused] = lines(written, "django.security.DisallowedHost")
    assert refused["request_id"] == "asked-by-a-test"
    client.post("/healthz", headers={"X-Request-ID": "asked-by-another"})
    [told] = lines(written, "django.request")
    assert told["request_id"] == "asked-by-another"


def test_plain_lines_leave_out_what_only_programs_read() -> None:
    plain = log_lines.written(as_json=False)
    assert plain["loggers"]["archive.access"]["level"] == "WARNING"


# Queries


def sleep(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s), %s", [seconds, "lighthouse"])


@pytest.mark.django_db
def test_a_slow_query_is_written_down_without_what_was_asked_for(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MS = 20
    with tallied() as tally:
        sleep(0)
        sleep(0.03)
    [record] = [record for record in caplog.records if record.name == "archive.slow"]
    assert record.levelno == logging.WARNING
    assert "SELECT pg_sleep(%s), %s" in record.getMessage()
    assert "lighthouse" not in record.getMessage()
    assert tally.count == {"default": 2}
    assert tally.seconds["default"] >= 0.03


@pytest.mark.django_db
def test_slow_queries_need_not_be_written_down(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MS = 0
    with tallied():
        sleep(0.01)
    assert [record for record in caplog.records if record.name == "archive.slow"] == []


@pytest.mark.django_db
def test_queries_after_a_request_are_nobody_s() -> None:
    with tallied() as tally:
        sleep(0)
    sleep(0)
    assert tally.count.total() == 1
