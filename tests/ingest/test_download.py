"""Published volumes are fetched whole, or their beginning is kept until the rest can be had."""

import base64
import fcntl
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.request import Request

import pytest

from archive.ingest import download
from archive.ingest.download import DownloadError

VOLUME = b"<TEI>" + bytes(range(256)) * 400 + b"</TEI>"
WHOLE = len(VOLUME)


@dataclass
class Server:
    """A web server on this machine: what it holds, how it behaves, and what it was asked."""

    base: str = ""
    content: bytes = VOLUME
    etag: str = '"one"'
    modified: str = ""
    cut_at: int | None = None
    knows_ranges: bool = True
    continues_at: int | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def ranges(self) -> list[str | None]:
        return [headers.get("Range") for _, headers in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: "_Http"

    def do_GET(self) -> None:
        told, wanted = self.server.told, self.headers
        told.asked.append((self.path, dict(wanted)))
        if wanted.get("If-None-Match") == told.etag and told.etag:
            self._head(304, 0, {})
        elif told.status != 200:
            self._head(told.status, 0, told.headers)
        elif told.knows_ranges and "Range" in wanted and wanted.get("If-Range") in (told.etag, told.modified):
            self._part(told, int(wanted["Range"].removeprefix("bytes=").removesuffix("-")))
        else:
            self._head(200, len(told.content), told.headers)
            self.wfile.write(told.content[: told.cut_at])

    def _part(self, told: Server, start: int) -> None:
        if start >= len(told.content):
            self._head(416, 0, {"Content-Range": f"bytes */{len(told.content)}"})
            return
        start = start if told.continues_at is None else told.continues_at
        stated = {"Content-Range": f"bytes {start}-{len(told.content) - 1}/{len(told.content)}"}
        self._head(206, len(told.content) - start, told.headers | stated)
        self.wfile.write(told.content[start : told.cut_at])

    def _head(self, status: int, length: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        told = self.server.told
        ours = {"Content-Length": str(length), "ETag": told.etag, "Last-Modified": told.modified}
        for name, value in (ours | headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test asks what it was asked."""


class _Http(ThreadingHTTPServer):
    told: Server


@pytest.fixture
def server() -> Iterator[Server]:
    with _Http(("127.0.0.1", 0), _Handler) as http:
        http.told = Server(f"http://127.0.0.1:{http.server_address[1]}/volumes/")
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield http.told
        http.shutdown()


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Callable[[], download.Fetched]:
    return lambda: download.volume("frus1934v05", server.base, tmp_path)


Fetch = Callable[[], download.Fetched]


def cut(server: Server, fetch: Fetch, at: int = 1000) -> None:
    """Lets a first try get no further than ``at``."""
    server.cut_at = at
    with pytest.raises(DownloadError, match="cut"):
        fetch()
    server.cut_at = None
    server.asked.clear()


def test_a_volume_is_fetched_whole(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    found = fetch()
    assert found == download.Fetched(tmp_path / "frus1934v05.xml", WHOLE, hashlib.sha256(VOLUME).hexdigest())
    assert found.path.read_bytes() == VOLUME
    assert server.asked[0][0] == "/volumes/frus1934v05.xml"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frus1934v05.xml", "frus1934v05.xml.json"]


def test_how_much_has_come_is_told(server: Server, tmp_path: Path) -> None:
    came: list[int] = []
    download.volume("frus1934v05", server.base, tmp_path, came.append)
    assert sum(came) == WHOLE


def test_after_a_cut_only_the_rest_is_fetched(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    server.cut_at = 1000
    with pytest.raises(DownloadError, match=r"cut at 1,000 of 102,411 bytes; fetching it again goes on from there"):
        fetch()
    assert not (tmp_path / "frus1934v05.xml").exists()
    server.cut_at = None
    found = fetch()
    assert (found.there_before, found.size) == (1000, WHOLE)
    assert found.path.read_bytes() == VOLUME
    assert server.ranges() == [None, "bytes=1000-"]


def test_a_rest_can_be_cut_off_too(server: Server, fetch: Fetch) -> None:
    for at in (1000, 2000, 3000):
        cut(server, fetch, at)
    assert fetch().path.read_bytes() == VOLUME
    assert server.ranges() == ["bytes=3000-"]


def test_a_version_that_was_changed_meanwhile_is_fetched_from_its_beginning(server: Server, fetch: Fetch) -> None:
    cut(server, fetch)
    server.content, server.etag = VOLUME[::-1], '"two"'
    found = fetch()
    assert (found.there_before, found.path.read_bytes()) == (0, VOLUME[::-1])


def test_a_server_without_ranges_begins_again(server: Server, fetch: Fetch) -> None:
    cut(server, fetch)
    server.knows_ranges = False
    found = fetch()
    assert (found.there_before, found.path.read_bytes()) == (0, VOLUME)


@pytest.mark.parametrize(
    ("etag", "modified", "before"), [('W/"one"', "", 0), ("", "", 0), ("", "Mon, 02 Nov 2026", 1000)]
)
def test_only_what_tells_one_version_from_another_is_relied_on(
    server: Server, fetch: Fetch, etag: str, modified: str, before: int
) -> None:
    server.etag, server.modified = etag, modified
    cut(server, fetch)
    found = fetch()
    assert (found.there_before, found.path.read_bytes()) == (before, VOLUME)


def test_a_server_that_continues_elsewhere_is_asked_for_the_whole(server: Server, fetch: Fetch) -> None:
    cut(server, fetch)
    server.continues_at = 999
    assert fetch().path.read_bytes() == VOLUME
    assert server.ranges() == ["bytes=1000-", None]


def test_a_part_as_long_as_the_whole_is_not_taken_for_it(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    cut(server, fetch)
    (tmp_path / "frus1934v05.xml.part").write_bytes(b"?" * WHOLE)
    assert fetch().path.read_bytes() == VOLUME


def test_notes_on_a_part_that_are_damaged_mean_from_the_beginning(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    cut(server, fetch)
    (tmp_path / "frus1934v05.xml.json").write_text('{"ETag": ')
    assert fetch().there_before == 0


def test_what_is_here_already_is_not_fetched_again(server: Server, fetch: Fetch) -> None:
    first = fetch()
    again = fetch()
    assert (again.sha256, again.there_before) == (first.sha256, WHOLE)
    assert server.asked[1][1]["If-None-Match"] == '"one"'
    server.content, server.etag = VOLUME[::-1], '"two"'
    assert fetch().path.read_bytes() == VOLUME[::-1]


def test_a_new_version_that_is_cut_off_leaves_the_old_one_and_is_not_taken_for_it(
    server: Server, fetch: Fetch, tmp_path: Path
) -> None:
    fetch()
    server.content, server.etag = VOLUME[::-1], '"two"'
    cut(server, fetch, 0)
    assert (tmp_path / "frus1934v05.xml").read_bytes() == VOLUME
    assert fetch().path.read_bytes() == VOLUME[::-1]


SHA256 = base64.b64encode(hashlib.sha256(VOLUME).digest()).decode()
MD5 = base64.b64encode(hashlib.md5(VOLUME).digest()).decode()
RIGHT = [{"Repr-Digest": f"sha-256=:{SHA256}:"}, {"Digest": f"SHA-256={SHA256}"}, {"Content-MD5": MD5}]


@pytest.mark.parametrize("headers", RIGHT)
def test_what_came_has_the_digest_that_the_server_states(
    server: Server, fetch: Fetch, tmp_path: Path, headers: dict[str, str]
) -> None:
    server.headers = headers
    assert fetch().size == WHOLE
    server.etag, server.content = '"two"', VOLUME[::-1]
    with pytest.raises(DownloadError, match=rf"{next(iter(headers))}.* of what came is .*, but the server states"):
        fetch()
    assert (tmp_path / "frus1934v05.xml").read_bytes() == VOLUME
    assert (tmp_path / "frus1934v05.xml.part").read_bytes() == b""


def test_a_digest_of_the_file_holds_for_its_rest_too(server: Server, fetch: Fetch) -> None:
    cut(server, fetch)
    server.headers = {
        "Repr-Digest": f"sha-256=:{SHA256}:",
        "Content-MD5": "that of the rest, which is no digest of the file",
    }
    assert fetch().there_before == 1000


def test_a_longer_file_than_stated_is_not_taken_for_whole(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    server.headers = {"Content-Length": str(WHOLE + 1)}
    with pytest.raises(DownloadError, match=f"cut at {WHOLE:,} of {WHOLE + 1:,} bytes"):
        fetch()
    assert not (tmp_path / "frus1934v05.xml").exists()


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(404, "there is no such volume \\(404"), (410, "any more \\(410"), (503, "the server refuses it \\(503")],
)
def test_what_the_server_does_not_give_is_told(server: Server, fetch: Fetch, status: int, sentence: str) -> None:
    server.status = status
    with pytest.raises(DownloadError, match=sentence):
        fetch()


def test_nobody_there_and_no_such_host_are_told(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"http://127.0.0.1:9/frus1934v05.xml: nobody answers there"):
        download.volume("frus1934v05", "http://127.0.0.1:9/", tmp_path)
    with pytest.raises(DownloadError, match="the host's name leads nowhere"):
        download.volume("frus1934v05", "http://host.invalid/", tmp_path)


def test_a_silent_server_is_not_waited_for_for_ever(
    server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "SECONDS", 0.2)
    monkeypatch.setattr(_Handler, "do_GET", lambda self: threading.Event().wait(2))
    with pytest.raises(DownloadError, match="kept silent"):
        fetch()


@pytest.mark.parametrize("name", ["../passwd", "a/b", "", "frus1934v05.xml", "frus 1934", "%2e%2e", "x" * 201])
def test_a_name_leads_nowhere_but_to_a_volume(server: Server, tmp_path: Path, name: str) -> None:
    with pytest.raises(DownloadError, match="is no volume's id"):
        download.volume(name, server.base, tmp_path)
    assert server.asked == []
    assert list(tmp_path.iterdir()) == []


def test_a_redirection_is_followed_on_the_web(server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    server.status, server.headers = 302, {"Location": f"{server.base}moved"}
    kept = _Handler.do_GET

    def once(self: _Handler) -> None:
        kept(self)
        server.status, server.headers = 200, {}

    monkeypatch.setattr(_Handler, "do_GET", once)
    assert fetch().size == WHOLE
    assert server.asked[1][0] == "/volumes/moved"


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "ftp://127.0.0.1/frus.xml", "gopher://127.0.0.1/"])
def test_a_redirection_leads_nowhere_but_on_the_web(server: Server, fetch: Fetch, elsewhere: str) -> None:
    server.status, server.headers = 302, {"Location": elsewhere}
    with pytest.raises(DownloadError, match=rf"sends us on to {elsewhere}, where|url '{elsewhere}' is not allowed"):
        fetch()


def test_a_secured_address_is_not_left_for_one_that_is_not() -> None:
    with pytest.raises(DownloadError, match=r"sends us on to http://example\.org/, where"):
        download._Redirects().redirect_request(
            Request("https://example.org/"), BytesIO(), 302, "Found", HTTPMessage(), "http://example.org/"
        )


def test_what_is_larger_than_a_source_may_be_is_not_fetched(
    server: Server, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LARGEST_SOURCE", 1000)
    with pytest.raises(DownloadError, match="the file is larger than"):
        fetch()


def test_what_is_sent_packed_is_not_taken_for_a_volume(server: Server, fetch: Fetch) -> None:
    server.headers = {"Content-Encoding": "gzip"}
    with pytest.raises(DownloadError, match="sends it packed"):
        fetch()


def test_two_do_not_fetch_the_same_volume_at_once(fetch: Fetch, tmp_path: Path) -> None:
    with (tmp_path / "frus1934v05.xml.part").open("ab") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        with pytest.raises(DownloadError, match="being fetched by another process"):
            fetch()


def test_which_version_lies_there_is_noted(server: Server, fetch: Fetch, tmp_path: Path) -> None:
    found = fetch()
    noted = json.loads((tmp_path / "frus1934v05.xml.json").read_text())
    assert noted == {"ETag": '"one"', "whole": found.sha256}
