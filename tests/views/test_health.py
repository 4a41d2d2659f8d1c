"""`/healthz` says whether this process can serve, and how the rest of the archive is."""

import shutil

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from archive.views import health
from tests.specimens import document, take, volume

TOLD = {"status", "database", "replica", "index", "disk"}


@pytest.fixture(autouse=True)
def _just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_is_migrated", False)


def refuse(*_: object) -> None:
    raise OperationalError("connection to server at 10.0.0.7 failed")


@pytest.mark.django_db
def test_it_works(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    told = answer.json()
    assert told.keys() == TOLD
    assert (told["status"], told["database"], told["replica"], told["index"]) == ("ok", "ok", None, 0)
    assert told["disk"] > 0
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_an_index_that_is_behind_is_told_and_takes_nobody_out_of_service(client: Client) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>") + document(2, "<head>Two</head><p>B.</p>")))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["index"]) == (200, 2)


@pytest.mark.django_db
def test_a_disk_that_cannot_be_read_takes_nobody_out_of_service(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError("/srv/archive: input/output error")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["disk"]) == (200, None)


@pytest.mark.django_db
def test_a_database_with_migrations_to_come_is_not_ready(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer.json()["status"] == "migrations are still to be applied"
    assert answer.json()["database"] == "to be migrated"


@pytest.mark.django_db
def test_migrations_are_looked_for_until_there_are_none_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200
    monkeypatch.setattr(health, "MigrationExecutor", refuse)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("since", [False, True], ids=["from the start", "since a while"])
@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch, since: bool
) -> None:
    monkeypatch.setattr(health, "_is_migrated", since)
    monkeypatch.setattr(health, "MigrationExecutor", refuse)
    monkeypatch.setattr(health.index, "pending", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "the database does not answer"
    assert (answer.json()["database"], answer.json()["index"]) == ("away", None)
    assert "10.0.0.7" not in answer.content.decode()


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
