"""The signpost: which database a request reads from, the primary or a replica that streams from it.

Where DATABASE_REPLICA_URL is set, whoever is not known (no session, no token) reads from the replica; all else is asked
of the primary: what is written, what stands in a transaction, every command, and whatever is shown to somebody who can
write. So a reader's own writes are seen at once, without noting on anybody's way who wrote when.

A request reads from one place, and may move on from the replica to the primary but never back: so what a process keeps
for a revision of the archive is never made from a replica that has not come to it.

What the replica shows is never older than REPLICA_LAG_SECONDS. That is known without any clock but our own: the primary
says how far it has written, and once the replica says that it has come so far, it shows all that was so when we asked.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic
from typing import Any, NamedTuple, cast

import psycopg
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

PRIMARY, REPLICA = "default", "replica"
SAFE = {"GET", "HEAD", "OPTIONS"}
OF_WRITERS = "/accounts/"  # pages that lead on from what was just written, before anybody is known
REST = 2.0  # seconds until a server that did not answer is asked again
LOOKS = 4  # at a replica, in the time that it may be behind
MARKS_KEPT = 1000
READ_AGAIN = "archive.read_again"

_POSITION = """
SELECT pg_postmaster_start_time(), pg_is_in_recovery(),
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0'::pg_lsn
"""

_place: ContextVar[str] = ContextVar("place", default=PRIMARY)


class Server(NamedTuple):
    """How a server stands: when it was started, whether it follows another, how far it has written or followed."""

    started: Any
    follows: bool
    position: int


class Watch:
    """What this process knows of the two servers, looked at in line with requests."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._lines: dict[str, psycopg.Connection] = {}
        self._marks: deque[tuple[float, int]] = deque(maxlen=MARKS_KEPT)
        self._first: float | None = None
        self._last = self._ended = float("-inf")
        self._as_of: float | None = None  # the replica shows all that was so at that moment
        self.primary_answers = True
        self.replica_answers = False

    def look(self, at_once: bool = False) -> None:
        """Asks both servers, if it is time to; one thread does, the others go by what is known."""
        pause = settings.REPLICA_LAG_SECONDS / LOOKS if self.primary_answers and self.replica_answers else REST
        if not (at_once or monotonic() >= self._ended + pause) or not self._looking.acquire(blocking=at_once):
            return
        try:
            self._compare(monotonic(), self._ask(PRIMARY), self._ask(REPLICA))
        finally:
            self._ended = monotonic()
            self._looking.release()

    @property
    def is_fresh(self) -> bool:
        """Whether anybody may read from the replica: it is near enough behind, or all that there is."""
        if not self.replica_answers or not self.primary_answers:
            return self.replica_answers
        return self._as_of is not None and monotonic() - self._as_of <= settings.REPLICA_LAG_SECONDS

    @property
    def lag(self) -> float | None:
        """Seconds that the replica was behind when it was last looked at; None where one of the two is away."""
        if self._first is None or not (self.primary_answers and self.replica_answers):
            return None
        return self._last - (self._first if self._as_of is None else self._as_of)

    def _compare(self, asked: float, primary: Server | None, replica: Server | None) -> None:
        """Takes in what the servers said; ``asked`` is a moment before the primary was."""
        self.primary_answers = primary is not None
        self.replica_answers = replica is not None
        if primary is None or replica is None:
            return
        if not replica.follows and replica.started != primary.started:  # an old primary that has come back
            self.replica_answers = False
            return
        self._first, self._last = self._first or asked, asked
        if self._marks and primary.position < self._marks[-1][1]:  # a replica has taken over that had not come so far
            self._marks.clear()
        self._marks.append((asked, primary.position))
        while self._marks and self._marks[0][1] <= replica.position:
            self._as_of, _ = self._marks.popleft()

    def _ask(self, which: str) -> Server | None:
        """On a line of our own: a pool would have us wait for a server that is away."""
        try:
            return self._said(which)
        except psycopg.Error:
            self._hang_up(which)
        try:  # the line may have been cut, and the server be there
            return self._said(which)
        except psycopg.Error:
            self._hang_up(which)
            return None

    def _said(self, which: str) -> Server:
        if which not in self._lines:
            self._lines[which] = psycopg.connect(**connections[which].get_connection_params(), autocommit=True)
        row = self._lines[which].execute(_POSITION).fetchone()
        assert row is not None
        return Server(row[0], row[1], int(row[2]))

    def _hang_up(self, which: str) -> None:
        if line := self._lines.pop(which, None):
            with suppress(psycopg.Error):
                line.close()


WATCH = Watch()


def lag() -> float | None:
    """Seconds that the replica is behind the primary; None without a replica, or where one of the two is away.

    Nothing is behind where nothing is written.
    """
    if REPLICA not in settings.DATABASES:
        return None
    WATCH.look()
    return WATCH.lag


def connection() -> BaseDatabaseWrapper:
    """The connection to read from here and now."""
    return connections[_reading_from()]


def leave() -> bool:
    """Reads from the primary from here on, to the end of the request; gives whether that is something else.

    Who reads from the replica because the primary is away, goes on.
    """
    if _place.get() == PRIMARY or not WATCH.primary_answers:
        return False
    _place.set(PRIMARY)
    return True


def is_behind(number: int, latest: int) -> bool:
    """Whether a revision that is later than the latest is one that the replica, from which we read, is yet to get."""
    return _place.get() == REPLICA and number > latest


@contextmanager
def reading_from(place: str) -> Iterator[None]:
    """Reads from one of the two databases meanwhile."""
    before = _place.set(place)
    try:
        yield
    finally:
        _place.reset(before)


def _reading_from() -> str:
    if connections[PRIMARY].in_atomic_block:
        _place.set(PRIMARY)
    return _place.get()


class Router:
    """Django's question for each query, answered for the whole request."""

    def db_for_read(self, model: object, **hints: object) -> str:
        return _reading_from()

    def db_for_write(self, model: object, **hints: object) -> str:
        """What follows on a write sees it."""
        _place.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == PRIMARY


class Reading:
    """Middleware, the innermost: says where a request reads from, and has it read again from the other place if the
    database goes away under it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_from(_place_for(request)):
            response = self.get_response(request)
            if response.streaming:
                sent = cast(StreamingHttpResponse, response)
                sent.streaming_content = _going_on(sent.streaming_content, _place.get())
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The same page from the other server, once; None where there is none, or another fault."""
        if not isinstance(exception, OperationalError | InterfaceError) or request.method not in SAFE:
            return None
        if READ_AGAIN in request.META or (other := _other_place()) is None:
            return None
        request.META[READ_AGAIN] = other
        for each in connections.all(initialized_only=True):
            each.close_if_unusable_or_obsolete()
        _place.set(other)
        return self.get_response(request)


def _place_for(request: HttpRequest) -> str:
    if request.method not in SAFE:
        return PRIMARY
    WATCH.look()
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    if is_known or request.path.startswith(OF_WRITERS):
        return PRIMARY if WATCH.primary_answers or not WATCH.replica_answers else REPLICA
    return REPLICA if WATCH.is_fresh else PRIMARY


def _other_place() -> str | None:
    """Where else there is to read from, now that the place we read from has failed."""
    WATCH.look(at_once=True)
    if _place.get() == REPLICA:
        return PRIMARY if WATCH.primary_answers else None
    return REPLICA if WATCH.replica_answers and not WATCH.primary_answers else None


def _going_on(content: Any, place: str) -> Iterator[bytes]:
    """What is sent while it is made goes on where it was begun."""
    with reading_from(place):
        yield from content
