"""The errand: fetches a published volume from where the series keeps it, and goes on where it was cut off.

Beside ``frus1934v05.xml`` or an unfinished ``frus1934v05.xml.part`` stands ``frus1934v05.xml.json``, which says which
version of the file it is, so that the rest of another version is never put behind it and the same is not fetched again.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from .sources import LARGEST_SOURCE, MEBIBYTE

SECONDS = 30  # that a server may keep silent
CHUNK = 256 * 1024
VALIDATORS = ("ETag", "Last-Modified")
AGAIN = "fetching it again goes on from there"
VOLUME = re.compile(r"[A-Za-z0-9_-]{1,200}")
DIGEST = re.compile(r"\bsha-256=:?([A-Za-z0-9+/]{43}=)", re.IGNORECASE)
CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class DownloadError(Exception):
    """A volume could not be fetched; the message names the address and says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole file: where it lies, its size in bytes, its SHA-256, and how many bytes were there before."""

    path: Path
    size: int
    sha256: str
    there_before: int = 0


def volume(name: str, base: str, folder: Path, done: Callable[[int], None] = lambda amount: None) -> Fetched:
    """Fetch ``{base}{name}.xml`` into ``folder``; ``done`` is told how many bytes more have come.

    What an earlier try left unfinished is completed if the server still has the same version, else begun again. Length
    and digest that the server states (Content-Length, Repr-Digest, Digest, Content-MD5) must be those of what came.
    Raises DownloadError; what has come so far then stays for the next try, unless it is not what the server states.
    """
    if not VOLUME.fullmatch(name):
        raise DownloadError(f"{name!r} is no volume's id: letters, digits, hyphens and underscores make one")
    address, target = f"{base}{name}.xml", folder / f"{name}.xml"
    folder.mkdir(parents=True, exist_ok=True)
    with _part(target) as part, _told(address):
        return _fetched(address, target, part, done)


@contextmanager
def _part(target: Path) -> Iterator[IO[bytes]]:
    """The unfinished file, for us alone."""
    with Path(f"{target}.part").open("ab") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DownloadError(f"{target.name} is being fetched by another process") from error
        yield part


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Says in a sentence what kept a file from coming."""
    try:
        yield
    except HTTPError as error:
        reason = {404: "there is no such volume", 410: "there is no such volume any more"}.get(error.code)
        reason = reason or "the server refuses it"
        raise DownloadError(f"{address}: {reason} ({error.code} {error.reason})") from error
    except (OSError, HTTPException) as error:
        raise DownloadError(f"{address}: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, BaseException) else error
    match cause:
        case socket.gaierror():
            return f"the host's name leads nowhere ({cause.strerror})"
        case ConnectionRefusedError():
            return "nobody answers there (connection refused)"
        case TimeoutError():
            return f"the server kept silent for {SECONDS} seconds; {AGAIN}"
        case ConnectionError() | HTTPException():
            return f"the connection was cut ({cause}); {AGAIN}"
    return str(cause)


def _fetched(address: str, target: Path, part: IO[bytes], done: Callable[[int], None]) -> Fetched:
    memory = Path(f"{target}.json")
    answer = _answer(address, target, part.tell(), _remembered(memory))
    if answer is None:
        data = target.read_bytes()
        return Fetched(target, len(data), hashlib.sha256(data).hexdigest(), len(data))
    with answer:
        start = part.tell() if answer.status == HTTPStatus.PARTIAL_CONTENT else 0
        part.truncate(start)
        version = {name: answer.headers[name] for name in VALIDATORS if answer.headers[name]}
        memory.write_text(json.dumps(version))
        done(start)
        _receive(answer, part, _length(answer), done)
    size, sha256 = part.tell(), _checked(address, part, answer)
    os.replace(part.name, target)
    memory.write_text(json.dumps(version | {"whole": sha256}))
    return Fetched(target, size, sha256, start)


def _remembered(memory: Path) -> dict[str, str]:
    """The validators (RFC 9110, 8.8) of the version that we have, whole or in part."""
    try:
        return dict(json.loads(memory.read_text()))
    except (FileNotFoundError, ValueError):
        return {}  # nothing was begun, or a full disk cut even this off: then from the beginning


def _answer(address: str, target: Path, have: int, version: Mapping[str, str]) -> HTTPResponse | None:
    """What the server gives: the rest of what we have, if it is sure to be of the same version, else the whole.

    None where we have the whole of what it would give.
    """
    etag = version.get("ETag", "")
    same = "" if etag.startswith("W/") else etag or version.get("Last-Modified", "")
    try:
        if have and same:
            return _rest(address, have, same, etag)
        if not have and etag and "whole" in version and target.exists():
            return _ask(address, {"If-None-Match": etag})
    except HTTPError as error:
        if error.code == HTTPStatus.NOT_MODIFIED:
            return None
        if error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:  # as much as there is, and yet not finished
            raise
    return _ask(address, {})


def _rest(address: str, have: int, same: str, etag: str) -> HTTPResponse:
    answer = _ask(address, {"Range": f"bytes={have}-", "If-Range": same})
    if answer.status != HTTPStatus.PARTIAL_CONTENT or _continues(answer, have, etag):
        return answer
    answer.close()
    return _ask(address, {})


def _continues(answer: HTTPResponse, have: int, etag: str) -> bool:
    stated = CONTENT_RANGE.fullmatch(answer.headers["Content-Range"] or "")
    return stated is not None and int(stated[1]) == have and (answer.headers["ETag"] or etag) == etag


def _ask(address: str, headers: Mapping[str, str]) -> HTTPResponse:
    request = Request(address, headers={"Accept-Encoding": "identity", "User-Agent": "Chancery", **headers})
    answer = _opener().open(request, timeout=SECONDS)
    assert isinstance(answer, HTTPResponse)
    encoding = answer.headers["Content-Encoding"] or "identity"
    if encoding != "identity":
        raise DownloadError(f"{address}: the server sends it packed ({encoding}), although asked not to")
    return answer


class _Redirects(HTTPRedirectHandler):
    """To web addresses alone, and never from a secured one to one that is not."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        allowed = {"https"} if req.type == "https" else {"http", "https"}
        if urlsplit(newurl).scheme not in allowed:
            raise DownloadError(f"{req.full_url}: the server sends us on to {newurl}, where we do not go")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    """The web and nothing else: no files, no FTP."""
    opener = OpenerDirector()
    handlers = (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor, _Redirects)
    for handler in handlers:
        opener.add_handler(handler())
    return opener


def _length(answer: HTTPResponse) -> int | None:
    """How long the whole file is, if the server says so."""
    stated = CONTENT_RANGE.fullmatch(answer.headers["Content-Range"] or "")
    if answer.status == HTTPStatus.PARTIAL_CONTENT and stated:
        return int(stated[2])
    length = answer.headers["Content-Length"] or ""
    return int(length) if length.isdecimal() else None


def _receive(answer: HTTPResponse, part: IO[bytes], expected: int | None, done: Callable[[int], None]) -> None:
    """Put what comes behind what we have; raises DownloadError when it is too much or too little."""
    too_large = DownloadError(f"{answer.url}: the file is larger than {LARGEST_SOURCE // MEBIBYTE} MiB")
    if (expected or 0) > LARGEST_SOURCE:
        raise too_large
    while chunk := answer.read(CHUNK):
        part.write(chunk)
        done(len(chunk))
        if part.tell() > LARGEST_SOURCE:
            raise too_large
    part.flush()
    os.fsync(part.fileno())
    if expected is not None and part.tell() != expected:
        cut = f"the connection was cut at {part.tell():,} of {expected:,} bytes; {AGAIN}"
        raise DownloadError(f"{answer.url}: {cut}")


def _checked(address: str, part: IO[bytes], answer: HTTPResponse) -> str:
    """The SHA-256 of what came. Raises DownloadError, and throws it away, when the server states another digest."""
    data = Path(part.name).read_bytes()
    sha256 = hashlib.sha256(data)
    for name, stated, found in _digests(answer, data, sha256.digest()):
        if stated != found:
            part.truncate(0)
            fault = f"{name} of what came is {found}, but the server states {stated}"
            raise DownloadError(f"{address}: {fault}")
    return sha256.hexdigest()


def _digests(answer: HTTPResponse, data: bytes, sha256: bytes) -> Iterator[tuple[str, str, str]]:
    """Each digest that is stated, and what it is: of the file (RFC 9530, RFC 3230), of the answer (RFC 1864)."""
    for name in ("Repr-Digest", "Digest"):
        if stated := DIGEST.search(answer.headers[name] or ""):
            yield f"{name} (sha-256)", stated[1], base64.b64encode(sha256).decode()
    if answer.status == HTTPStatus.OK and (md5 := answer.headers["Content-MD5"]):
        found = hashlib.md5(data, usedforsecurity=False).digest()
        yield "Content-MD5", md5.strip(), base64.b64encode(found).decode()
