"""Where a request reads from: a replica that is near enough, the primary for all who write, whichever is left."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from archive import replicas
from archive.models import Revision, Volume
from archive.replicas import PRIMARY, REPLICA, Server, Watch
from archive.search import index

ROUTER = replicas.Router()


class Servers(Watch):
    """A watch on two servers that are only said to be there."""

    def __init__(self) -> None:
        super().__init__()
        self.primary: Server | None = Server("one", False, 100)
        self.replica: Server | None = Server("two", True, 100)

    def _ask(self, which: str) -> Server | None:
        return self.primary if which == PRIMARY else self.replica

    def write(self, to: int = 200) -> None:
        self.primary = Server("one", False, to)

    def replay(self, to: int = 200) -> None:
        self.replica = Server("two", True, to)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Servers:
    """Two servers, and time that stands still until it is set on."""
    servers, clock = Servers(), SimpleNamespace(now=1000.0)
    monkeypatch.setattr(replicas, "monotonic", lambda: clock.now)
    monkeypatch.setattr(replicas, "WATCH", servers)
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES[PRIMARY])
    servers.pass_ = lambda seconds: setattr(clock, "now", clock.now + seconds)  # type: ignore[attr-defined]
    return servers


def wait(servers: Any, seconds: float) -> None:
    servers.pass_(seconds)


def read_from(method: str = "GET", path: str = "/volumes/", cookie: str = "", **headers: str) -> str:
    """Where a request reads from."""
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(ROUTER.db_for_read(Volume))
        return HttpResponse()

    request = RequestFactory().generic(method, path, headers=headers)
    if cookie:
        request.COOKIES[cookie] = "x"
    replicas.Reading(view)(request)
    return seen[0]


def test_whoever_is_not_known_reads_from_the_replica(servers: Servers) -> None:
    assert [read_from(), read_from("HEAD"), read_from(path="/search/")] == [REPLICA] * 3


def test_whoever_can_write_reads_from_the_primary(servers: Servers) -> None:
    assert read_from("POST") == PRIMARY
    assert read_from(cookie=settings.SESSION_COOKIE_NAME) == PRIMARY
    assert read_from(Authorization="Bearer chancery_x") == PRIMARY
    assert read_from(path="/accounts/login/") == PRIMARY
    assert read_from(cookie="theme") == REPLICA


def test_outside_a_request_everything_is_asked_of_the_primary(servers: Servers) -> None:
    assert read_from() == REPLICA
    assert ROUTER.db_for_read(Volume) == PRIMARY
    assert not ROUTER.allow_migrate(REPLICA, "archive")


def test_what_follows_on_a_write_sees_it(servers: Servers) -> None:
    with replicas.reading_from(REPLICA):
        assert ROUTER.db_for_read(Volume) == REPLICA
        assert ROUTER.db_for_write(Volume) == PRIMARY
        assert ROUTER.db_for_read(Volume) == PRIMARY


@pytest.mark.django_db(transaction=True)
def test_what_stands_in_a_transaction_is_asked_where_it_is_and_so_is_what_follows(servers: Servers) -> None:
    with replicas.reading_from(REPLICA):
        assert ROUTER.db_for_read(Volume) == REPLICA
        with transaction.atomic():
            assert ROUTER.db_for_read(Volume) == PRIMARY
        assert ROUTER.db_for_read(Volume) == PRIMARY


def test_an_idle_archive_is_not_behind(servers: Servers) -> None:
    assert replicas.lag() == 0
    wait(servers, 3600)
    assert replicas.lag() == 0
    assert read_from() == REPLICA


def test_a_replica_that_stands_still_is_left_before_it_shows_what_is_older_than_it_may(servers: Servers) -> None:
    assert read_from() == REPLICA
    servers.write()
    wait(servers, 0.9)
    assert read_from() == REPLICA
    wait(servers, 0.2)
    assert read_from() == PRIMARY
    wait(servers, 60)
    assert replicas.lag() == pytest.approx(61.1)
    servers.replay()
    wait(servers, 0.3)
    assert read_from() == REPLICA
    assert replicas.lag() == 0


def test_a_replica_that_is_always_a_little_behind_is_read_from(servers: Servers) -> None:
    replicas.lag()
    for position in range(200, 3000, 100):
        servers.write(position)
        servers.replay(position - 100)
        wait(servers, 0.3)
        assert read_from() == REPLICA
        assert replicas.lag() == pytest.approx(0.3)


def test_a_replica_is_trusted_only_once_it_has_come_as_far_as_the_primary_was(servers: Servers) -> None:
    servers.write()
    assert read_from() == PRIMARY
    assert replicas.lag() == 0
    wait(servers, 5)
    assert replicas.lag() == 5


def test_a_replica_that_is_away_is_not_asked_at_each_request(servers: Servers) -> None:
    servers.replica = None
    assert read_from() == PRIMARY
    assert replicas.lag() is None
    servers.replay(100)
    wait(servers, replicas.REST / 2)
    assert read_from() == PRIMARY
    wait(servers, replicas.REST)
    assert read_from() == REPLICA


def test_while_the_primary_is_away_everybody_reads_from_the_replica(servers: Servers) -> None:
    assert read_from() == REPLICA
    servers.primary = None
    wait(servers, 60)
    assert read_from() == read_from(cookie=settings.SESSION_COOKIE_NAME) == REPLICA
    assert read_from("POST") == PRIMARY
    assert replicas.lag() is None


def test_an_old_primary_that_has_come_back_is_no_replica(servers: Servers) -> None:
    servers.replica = Server("three", False, 900)
    assert read_from() == PRIMARY
    servers.replica = servers.primary  # the replica, that has taken over
    wait(servers, replicas.REST)
    assert read_from() == REPLICA


def test_a_replica_that_takes_over_may_not_have_come_so_far(servers: Servers) -> None:
    servers.write(900)
    assert read_from() == PRIMARY
    servers.primary = servers.replica = Server("two", False, 120)
    wait(servers, 1)
    assert read_from() == REPLICA


# What fails meanwhile


def failing(servers: Servers, at: str) -> list[str]:
    """The places that a page was read from, one of which goes away under it."""
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(ROUTER.db_for_read(Volume))
        if seen[-1] != at:
            return HttpResponse()
        setattr(servers, "primary" if at == PRIMARY else "replica", None)
        return middleware.process_exception(request, OperationalError("gone")) or HttpResponse(status=500)

    middleware = replicas.Reading(view)
    request = RequestFactory().get("/")
    if at == PRIMARY:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert middleware(request).status_code == 200
    return seen


@pytest.mark.django_db
def test_a_page_is_made_again_from_the_primary_when_the_replica_goes_away(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "_reading_from", replicas._place.get)  # each test stands in a transaction
    assert failing(servers, REPLICA) == [REPLICA, PRIMARY]
    assert read_from() == PRIMARY


@pytest.mark.django_db
def test_a_page_is_made_again_from_the_replica_when_the_primary_goes_away(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "_reading_from", replicas._place.get)
    assert failing(servers, PRIMARY) == [PRIMARY, REPLICA]


@pytest.mark.parametrize(
    ("method", "exception"), [("POST", OperationalError()), ("GET", ValueError())], ids=["a write", "another fault"]
)
def test_nothing_else_is_done_twice(servers: Servers, method: str, exception: Exception) -> None:
    servers.primary = None
    request = RequestFactory().generic(method, "/")
    assert replicas.Reading(lambda request: HttpResponse()).process_exception(request, exception) is None


def test_what_is_sent_while_it_is_made_goes_on_where_it_was_begun(servers: Servers) -> None:
    def pieces() -> Iterator[str]:
        yield ROUTER.db_for_read(Volume)

    response = replicas.Reading(lambda request: StreamingHttpResponse(pieces()))(RequestFactory().get("/"))  # type: ignore[arg-type, return-value]
    assert ROUTER.db_for_read(Volume) == PRIMARY
    assert response.getvalue() == REPLICA.encode()
    assert ROUTER.db_for_read(Volume) == PRIMARY


# The index, which follows whatever database is asked


@pytest.mark.django_db
def test_an_index_that_is_further_than_the_replica_is_searched_and_not_made_anew(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.rebuild()
    Revision.objects.create(number=7, token="seven")
    index.follow()
    before = index.standing.read()
    assert before is not None
    assert before.number == 7
    Revision.objects.all().delete()
    monkeypatch.setattr(replicas, "_reading_from", replicas._place.get)
    servers.primary_answers = False
    with replicas.reading_from(REPLICA), monkeypatch.context() as patch:
        patch.setattr(replicas, "connection", lambda: replicas.connections[PRIMARY])
        patch.setattr(replicas.Router, "db_for_read", lambda *_, **__: PRIMARY)
        reader = index.reader()
        assert not reader.is_current
        assert reader.revision != before.token
        assert index.follow() == 0
    assert index.standing.read() == before


def test_it_moves_on_to_the_primary_where_there_is_one(servers: Servers) -> None:
    with replicas.reading_from(REPLICA):
        assert replicas.leave()
        assert ROUTER.db_for_read(Volume) == PRIMARY
        assert not replicas.leave()
