"""`fetch` brings volumes from where they are published, and takes them in."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from archive import models
from tests import specimens


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test looks at what came."""


@pytest.fixture
def published(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A folder that is served as the place where the series is published."""
    folder = tmp_path / "published"
    folder.mkdir()
    settings.DATA_FOLDER = tmp_path / "data"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as http:
        settings.FRUS_SOURCE_URL = f"http://127.0.0.1:{http.server_address[1]}/"
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield folder
        http.shutdown()


def publish(folder: Path, name: str) -> None:
    (folder / f"{name}.xml").write_text(specimens.volume(specimens.document(1, "<p>A word.</p>"), name=name))


def said(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("fetch", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error}\n")
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_a_volume_is_fetched_and_taken_in(published: Path, tmp_path: Path) -> None:
    publish(published, "frus1937v01")
    out, err = said("frus1937v01")
    assert err == ""
    assert "frus1937v01: 319 bytes, SHA-256 " in out
    assert f"{tmp_path}/data/fetched/frus1937v01.xml: loaded as frus1937v01 (1 documents" in out
    assert models.Document.objects.get().text == "A word."


@pytest.mark.django_db
def test_what_is_not_published_is_named_and_the_other_is_taken_in(published: Path) -> None:
    publish(published, "frus1937v01")
    _, err = said("frus1999v01", "frus1937v01", "frus1937v01")
    told, verdict = err.splitlines()
    assert told.endswith("/frus1999v01.xml: there is no such volume (404 File not found)")
    assert verdict == "1 of 2 volumes could not be fetched; the reasons stand above."
    assert models.Volume.objects.get().identifier == "frus1937v01"


@pytest.mark.django_db
def test_what_is_published_broken_is_named(published: Path) -> None:
    (published / "frus1937v01.xml").write_text("<html>Come back later</html>")
    _, err = said("frus1937v01")
    assert "frus1937v01.xml, line 1: the root element is 'html', not TEI P5's TEI" in err


def test_a_name_that_is_no_volume_s_is_refused(published: Path) -> None:
    assert "'../secret' is no volume's id" in said("../secret")[1]
