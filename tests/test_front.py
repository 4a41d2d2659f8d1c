"""A cache in front may keep what everybody gets, for as long as the settings say, and is told when to forget it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings as kept
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from archive.store import withdrawal, write
from tests.specimens import document, take, volume

V = "/volumes/frus1937v01/"


@pytest.fixture
def _taken(db: None) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>") + document(2, "<head>Two</head><p>B.</p>")))


class Cache(BaseHTTPRequestHandler):
    """A cache that writes down what it is to forget, and how many documents were shown by then."""

    told: list[tuple[str, str | None]]

    def do_PURGE(self) -> None:
        self.told.append((self.path, self.headers["Surrogate-Key"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the terminal."""


@pytest.fixture
def told(settings: Settings) -> Iterator[list[tuple[str, str | None]]]:
    """What a cache in front is told to forget."""
    Cache.told = []
    with HTTPServer(("127.0.0.1", 0), Cache) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.PURGE_URLS = [f"http://127.0.0.1:{server.server_port}/purge"]
        yield Cache.told
        server.shutdown()


# What it may keep


@pytest.mark.usefixtures("_taken")
def test_without_the_setting_every_page_is_asked_for_anew(client: Client) -> None:
    answer = client.get(f"{V}d1/")
    assert "no-cache" in answer["Cache-Control"]
    assert "Surrogate-Key" not in answer.headers


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize(
    ("address", "keys"),
    [
        (f"{V}d1/", "archive frus1937v01 frus1937v01/d1"),
        (V, "archive frus1937v01"),
        (f"{V}d1.txt", "archive frus1937v01 frus1937v01/d1"),
        ("/volumes/", "archive"),
    ],
)
def test_what_everybody_gets_may_be_kept_for_a_while(
    client: Client, settings: Settings, address: str, keys: str
) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    for _ in range(2):  # made, and kept by the process
        answer = client.get(address)
        said = {*answer["Cache-Control"].split(", ")}
        assert said == {"public", "max-age=0", "s-maxage=60", "stale-while-revalidate=60"}
        assert answer["Surrogate-Key"] == keys
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, answer["Cache-Control"])


@pytest.mark.usefixtures("_taken")
def test_what_a_reader_who_is_known_gets_is_never_kept(client: Client, settings: Settings) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    client.force_login(User.objects.create_user("davies"))
    for address in (f"{V}d1/", "/volumes/", "/annotations/"):
        answer = client.get(address)
        assert "private" in answer["Cache-Control"]
        assert "s-maxage" not in answer["Cache-Control"]


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("address", [f"{V}d99/", "/nowhere/", "/accounts/login/", "/healthz"])
def test_what_is_not_of_the_edition_is_never_kept(client: Client, settings: Settings, address: str) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    assert "s-maxage" not in client.get(address).headers.get("Cache-Control", "")


# What it is to forget


@pytest.mark.usefixtures("_taken")
def test_a_cache_forgets_once_a_change_is_committed(
    told: list[tuple[str, str | None]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        withdrawal.withdraw("frus1937v01/d1", "by request")
        assert told == []
    assert told == [("/purge", "archive")]


@pytest.mark.usefixtures("_taken")
def test_a_cache_that_does_not_listen_holds_nothing_up(
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.PURGE_URLS = ["http://127.0.0.1:9/"]
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        write.stamp()
    assert "could not be told to forget" in caplog.text


def test_nobody_is_told_unless_the_settings_name_somebody() -> None:
    assert kept.PURGE_URLS == []
