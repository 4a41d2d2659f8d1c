"""Without its database the archive answers every page with 503 at once, and a fault of its own with 500."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from psycopg_pool import PoolTimeout

from archive.views import away
from tests.views.shown import Shown

PAGES = ("/", "/volumes/", "/search/?q=oslo", "/nowhere/", "/volumes/frus1934v05.json", "/admin/", "/accounts/login/")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"X-Request-ID": "asked-by-a-test"})


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(away, "_next_trial", 0.0)


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Has nobody get a connection; gives a list with a member for each who tried."""
    tried: list[None] = []

    def ensure_connection(_: BaseDatabaseWrapper) -> None:
        tried.append(None)
        raise error

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)
    return tried


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("error", [OperationalError("refused by 10.0.0.7"), InterfaceError("closed")])
def test_every_page_says_that_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, error: Exception
) -> None:
    fail_with(error, monkeypatch)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # so that middleware asks the database too
    answer = client.get(address)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"].startswith("no-store")
    assert answer["Content-Security-Policy"]
    body = answer.content.decode()
    assert "10.0.0.7" not in body
    if address.endswith(".json"):
        assert json.loads(body)["error"]
    else:
        shown = Shown(address, body)
        assert shown.faults == []
        assert "away" in shown.text


def test_pages_that_need_no_database_stay(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(OperationalError("refused"), monkeypatch)
    assert client.get("/volumes/", headers={"host": "elsewhere.example.org"}).status_code == 400
    assert client.get("/healthz").json()["status"] == "the database does not answer"


def test_who_comes_while_nobody_gets_a_connection_does_not_wait_for_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = fail_with(caused(OperationalError("no connection"), PoolTimeout("no connection")), monkeypatch)
    assert client.get("/volumes/").status_code == 503
    monkeypatch.setattr(away.time, "monotonic", lambda: away._next_trial - 0.5)
    asked = len(tried)
    assert [client.get(page).status_code for page in PAGES] == [503] * len(PAGES)
    assert len(tried) == asked


@pytest.mark.django_db
def test_once_the_database_is_back_so_is_the_archive(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as meanwhile:
        fail_with(caused(OperationalError("no connection"), PoolTimeout("no connection")), meanwhile)
        assert client.get("/volumes/").status_code == 503
        meanwhile.setattr(away, "_next_trial", 1.0)  # the time of the next trial has come
        assert client.get("/volumes/").status_code == 503
    monkeypatch.setattr(away, "_next_trial", 1.0)
    assert client.get("/volumes/").status_code == 200
    assert away._next_trial == 0


def test_a_standby_takes_no_writes_and_that_is_no_fault(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    standby = psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction")
    fail_with(caused(InternalError(str(standby)), standby), monkeypatch)
    assert client.get("/volumes/").status_code == 503


@pytest.mark.django_db
def test_a_database_that_is_read_only_takes_no_writes(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    answer = client.post("/accounts/login/", {"username": "davies", "password": "wrong"})
    assert answer.status_code == 503


@pytest.mark.parametrize("fault", [ProgrammingError, DataError, IntegrityError, InternalError, ZeroDivisionError])
def test_a_fault_of_the_archive_s_own_is_a_500_with_a_number_to_quote(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    fail_with(fault("column 10.0.0.7 does not exist"), monkeypatch)
    answer = client.get("/volumes/")
    assert answer.status_code == 500
    shown = Shown("/volumes/", answer.content.decode())
    assert shown.faults == []
    assert answer["X-Request-ID"] == "asked-by-a-test"
    assert "asked-by-a-test" in shown.text
    assert "10.0.0.7" not in answer.content.decode()
    assert client.get("/volumes/x.json").json() == {"error": "something broke", "request_id": "asked-by-a-test"}


def test_forms_from_elsewhere_are_refused_on_a_page_of_the_archive_s(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(OperationalError("refused"), monkeypatch)
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "davies"})
    assert answer.status_code == 403
    assert "not for you to do" in Shown("/accounts/login/", answer.content.decode()).text


ASKED = """
import django; django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
print(*(client.get(page).status_code for page in {pages!r}))
"""


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nobody listens, kept from others."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_real_address_at_which_nobody_listens(closed_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{closed_port}/nothing")
    monkeypatch.setenv("ALLOWED_HOSTS", "testserver")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "archive.settings")
    code = ASKED.format(pages=[*PAGES, "/healthz"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE, check=True)
    assert done.stdout.split() == ["503"] * (len(PAGES) + 1)
    assert "Traceback" not in done.stderr


def test_while_a_replica_is_read_from_nobody_is_turned_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes is told that the archive is away; that is no reason to keep others from reading."""
    monkeypatch.setattr(away, "_next_trial", float("inf"))
    assert client.post("/volumes/").status_code == 503
    monkeypatch.setattr(away.replicas.WATCH, "replica_answers", True)
    assert client.post("/volumes/").status_code == 405
