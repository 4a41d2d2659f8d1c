"""Every setting comes from the environment, and one that makes no sense is refused with a sentence."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive import local_postgres
from archive import settings as project

NAMES = (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_REPLICA_URL",
    "DATABASE_URL",
    "DEBUG",
    "FRUS_SOURCE_URL",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "PUBLIC_NOTES",
    "PURGE_URL",
    "RATE_LIMITS",
    "REPLICA_LAG_SECONDS",
    "SECRET_KEY",
    "SHARED_CACHE_SECONDS",
    "SITE_URL",
    "SLOW_QUERY_MS",
)
ELSEWHERE = "postgresql://reader:secret@db.example.org/chancery"

Read = Callable[..., ModuleType]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """Reads the settings anew from an environment that holds nothing but what is named."""
    monkeypatch.setattr(local_postgres, "FOLDER", tmp_path)

    def read(**environment: str) -> ModuleType:
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("settings_read_anew", str(project.__file__))
        assert spec is not None
        assert spec.loader is not None
        settings = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(settings)
        return settings

    return read


def test_an_empty_environment_gives_an_archive_on_one_s_own_machine(read: Read) -> None:
    settings = read()
    assert settings.DEBUG is False
    assert settings.RATE_LIMITS is True
    assert settings.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]"]
    assert settings.SITE_URL == "http://127.0.0.1:8000"
    assert settings.FRUS_SOURCE_URL.endswith("/frus/master/volumes/")
    assert settings.DATABASE_URL == local_postgres.address()
    assert list(settings.DATABASES) == ["default"]


def test_a_variable_set_to_nothing_counts_as_unset(read: Read) -> None:
    settings = read(DATABASE_URL="", ALLOWED_HOSTS=" ", DEBUG="")
    assert settings.DATABASE_URL == local_postgres.address()
    assert settings.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DEBUG", "yes", "'1' or '0'"),
        ("RATE_LIMITS", "none", "'on' or 'off'"),
        ("PUBLIC_NOTES", "yes", "'asked'"),
        ("DATABASE_URL", "mysql://host/name", "PostgreSQL"),
        ("DATABASE_URL", "postgresql://host/", "PostgreSQL"),
        ("DATABASE_URL", "postgresql://host:port/name", "PostgreSQL"),
        ("DATABASE_URL", "chancery.db", "PostgreSQL"),
        ("DATABASE_REPLICA_URL", "sqlite:///x", "PostgreSQL"),
        ("DATABASE_URL", "postgresql://one:5432,two:port/name", "PostgreSQL"),
        ("DATABASE_URL", "postgresql://one,/name", "PostgreSQL"),
        ("REPLICA_LAG_SECONDS", "0", "number of seconds"),
        ("REPLICA_LAG_SECONDS", "soon", "number of seconds"),
        ("ALLOWED_HOSTS", "https://archive.example.org", "host name"),
        ("CSRF_TRUSTED_ORIGINS", "archive.example.org", "origin"),
        ("SITE_URL", "archive.example.org", "address of the site"),
        ("SITE_URL", "https://example.org/archive", "without a path"),
        ("FRUS_SOURCE_URL", "/home/volumes", "web address"),
        ("SHARED_CACHE_SECONDS", "a while", "whole number"),
        ("PURGE_URL", "varnish:6081", "web address"),
        ("CACHE_URL", "memcached://host", "Redis"),
        ("LOG_FORMAT", "xml", "'json' or 'plain'"),
        ("SLOW_QUERY_MS", "-1", "whole number"),
        ("SLOW_QUERY_MS", "0.5", "whole number"),
        ("REGISTRATION", "no", "'open' or 'closed'"),
        ("MAIL_URL", "mail.example.org", "mail server"),
        ("MAIL_URL", "imap://mail.example.org", "mail server"),
        ("MAIL_URL", "smtp://", "mail server"),
        ("MAIL_URL", "smtp://mail.example.org:post", "mail server"),
        ("MAIL_FROM", "the archive", "mail address"),
    ],
)
def test_a_bad_value_is_refused_by_name(read: Read, name: str, value: str, expected: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(**{name: value})
    assert name in str(refusal.value)
    assert value in str(refusal.value)
    assert expected in str(refusal.value)


def test_a_refusal_does_not_tell_the_password(read: Read) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(DATABASE_URL="mysql://reader:secret@db.example.org/chancery")
    assert "secret" not in str(refusal.value)
    assert "reader" in str(refusal.value)


def test_without_a_mail_server_messages_stand_in_the_terminal(read: Read) -> None:
    settings = read(SITE_URL="https://archive.example.org")
    assert settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    assert settings.DEFAULT_FROM_EMAIL == "chancery@archive.example.org"
    assert settings.REGISTRATION is True


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://davies:a%2Fb@mail.example.org", 587, True, False),
        ("smtps://davies:a%2Fb@mail.example.org:4650/", 4650, False, True),
    ],
)
def test_a_mail_server_is_one_address(read: Read, address: str, port: int, tls: bool, ssl: bool) -> None:
    settings = read(MAIL_URL=address, MAIL_FROM="Archive <post@example.org>")
    assert settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    assert (settings.EMAIL_HOST, settings.EMAIL_PORT) == ("mail.example.org", port)
    assert (settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL) == (tls, ssl)
    user = ("davies", "a/b") if "@" in address else ("", "")
    assert (settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD) == user
    assert settings.DEFAULT_FROM_EMAIL == "Archive <post@example.org>"


def test_lists_are_parted_by_commas(read: Read) -> None:
    settings = read(
        ALLOWED_HOSTS="archive.example.org, .example.net",
        SITE_URL="https://archive.example.org/",
        CSRF_TRUSTED_ORIGINS="https://mirror.example.net",
    )
    assert settings.ALLOWED_HOSTS == ["archive.example.org", ".example.net"]
    assert settings.CSRF_TRUSTED_ORIGINS == [
        "https://archive.example.org",
        "https://mirror.example.net",
    ]


def test_connections_are_pooled_and_checked(read: Read) -> None:
    database = read(DATABASE_URL=ELSEWHERE, SECRET_KEY="k").DATABASES["default"]
    assert database["HOST"] == "db.example.org"
    assert database["OPTIONS"]["pool"]
    assert database["CONN_HEALTH_CHECKS"] is True


def test_a_replica_is_a_second_database(read: Read) -> None:
    settings = read(DATABASE_REPLICA_URL="postgresql://replica.example.org/chancery")
    assert settings.DATABASES["replica"]["HOST"] == "replica.example.org"


def test_reads_go_by_a_router_where_there_is_a_replica(read: Read) -> None:
    assert read(DATABASE_REPLICA_URL=ELSEWHERE, REPLICA_LAG_SECONDS="2.5").DATABASE_ROUTERS == [
        "archive.replicas.Router"
    ]
    assert not hasattr(read(), "DATABASE_ROUTERS")
    assert read().REPLICA_LAG_SECONDS == 1


@pytest.mark.parametrize(
    ("hosts", "host", "port"),
    [
        ("one:5433,two", "one,two", "5433,5432"),
        ("10.0.0.1,10.0.0.2", "10.0.0.1,10.0.0.2", "5432,5432"),
        ("[::1]:5433,[fe80::2]", "::1,fe80::2", "5433,5432"),
    ],
)
def test_a_database_may_be_at_one_of_several_hosts(read: Read, hosts: str, host: str, port: str) -> None:
    settings = read(DATABASE_URL=f"postgresql://reader:a%2Fb,c@{hosts}/chancery?connect_timeout=5", SECRET_KEY="k")
    database = settings.DATABASES["default"]
    assert (database["HOST"], database["PORT"]) == (host, port)
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("reader", "a/b,c", "chancery")
    assert database["OPTIONS"]["connect_timeout"] in (5, "5")


def test_writes_go_to_that_host_which_takes_them(read: Read) -> None:
    of = read(DATABASE_URL=ELSEWHERE, DATABASE_REPLICA_URL=ELSEWHERE, SECRET_KEY="k").DATABASES
    assert of["default"]["OPTIONS"]["target_session_attrs"] == "read-write"
    assert "target_session_attrs" not in of["replica"]["OPTIONS"]
    chosen = read(DATABASE_URL=f"{ELSEWHERE}?target_session_attrs=primary", SECRET_KEY="k").DATABASES["default"]
    assert chosen["OPTIONS"]["target_session_attrs"] == "primary"


def test_one_s_own_machine_keeps_one_key(read: Read, tmp_path: Path) -> None:
    key = read().SECRET_KEY
    assert len(key) >= 50
    assert read().SECRET_KEY == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_server_with_its_own_database_must_be_given_a_key(read: Read) -> None:
    settings = read(DATABASE_URL=ELSEWHERE)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        settings.refuse_to_serve_without_a_key()


@pytest.mark.parametrize(
    "environment",
    [{}, {"DATABASE_URL": ELSEWHERE, "SECRET_KEY": "k"}, {"DATABASE_URL": ELSEWHERE, "DEBUG": "1"}],
    ids=["own machine", "key given", "debugging"],
)
def test_every_other_server_may_start(read: Read, environment: dict[str, str]) -> None:
    read(**environment).refuse_to_serve_without_a_key()


def test_behind_https_cookies_never_travel_in_the_clear(read: Read) -> None:
    settings = read(SITE_URL="https://archive.example.org")
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE
    assert settings.SECURE_HSTS_SECONDS
    assert not hasattr(read(), "SESSION_COOKIE_SECURE")


@pytest.mark.parametrize("token", ["short", "with a space in the midst", "längst-ein-geheimnis"])
def test_a_token_that_is_none_is_refused_and_not_repeated(read: Read, token: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(METRICS_TOKEN=token)
    assert "METRICS_TOKEN" in str(refusal.value)
    assert token not in str(refusal.value)


def test_hosts_share_what_they_remember_but_for_finished_pages(read: Read) -> None:
    settings = read(CACHE_URL="redis://cache.example.org:6379/0")
    shared = {name: cache["BACKEND"].endswith("RedisCache") for name, cache in settings.CACHES.items()}
    assert shared == {name: name != "pages" for name in shared}
