"""The way to a database: an address as libpq takes it (PostgreSQL's manual, 32.1.1), turned into Django's settings."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

ENGINE = "django.db.backends.postgresql"
PORT = "5432"
HOST = re.compile(r"\[([\da-fA-F:.]+)\](?::(\d+))?|([^\s:\[\]]+)(?::(\d+))?")

# Connections are kept between requests: opening one costs more than most pages do. Unless told otherwise a pool waits
# ever longer, up to minutes, before it tries again to reach a server that was away.
POOL = {"min_size": 0, "max_size": 16, "timeout": 5, "reconnect_timeout": 4}
# Of several hosts the next is tried after so many seconds; one that has vanished without a word is given up after ten.
GIVING_UP = {
    "connect_timeout": 2,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


def settings(url: str, options: Mapping[str, object]) -> dict[str, Any]:
    """An entry of DATABASES; ``options`` are libpq's, where the address does not say otherwise.

    Raises ValueError for what is no address of a PostgreSQL database.
    """
    first, several = _hosts(url)
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(first))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise ValueError(url) from error
    if found["ENGINE"] != ENGINE or not found["NAME"]:
        raise ValueError(url)
    given = found.get("OPTIONS", {})
    wanted = {**GIVING_UP, **options, **given, "pool": POOL}
    return found | several | {"OPTIONS": wanted, "CONN_HEALTH_CHECKS": True}


def _hosts(url: str) -> tuple[str, dict[str, str]]:
    """An address with its first host alone, and all its hosts and ports where it has several."""
    netloc = urlsplit(url).netloc
    user, at, hosts = netloc.rpartition("@")
    if "," not in hosts:
        return url, {}
    named = [HOST.fullmatch(host) for host in hosts.split(",")]
    found = [(match[1] or match[3], match[2] or match[4] or PORT) for match in named if match]
    if len(found) < len(named):
        raise ValueError(url)
    names, ports = zip(*found, strict=True)
    several = {"HOST": ",".join(names), "PORT": ",".join(ports)}
    return url.replace(netloc, user + at + hosts.partition(",")[0], 1), several
