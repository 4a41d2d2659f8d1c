"""What is asked of the pages of places and actors, and how long that took; see ``benchmarks.browsing``."""

from __future__ import annotations

import logging
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import psycopg
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from . import work

SEED = 1
ROUNDS = 60  # requests for each kind of page
SQL_ROUNDS = 5
PATIENCE = 10.0  # seconds that SQL has
WIDTH = 30

# The same counts of documents, in plain SQL over the mentions.
ROLES = """
SELECT role, count(DISTINCT document_id) FROM archive_mention WHERE entity_id = %(key)s GROUP BY role
UNION ALL SELECT 'any', count(DISTINCT document_id) FROM archive_mention WHERE entity_id = %(key)s
"""
YEARS = """
SELECT extract(year FROM d.earliest), count(DISTINCT d.id) FROM archive_mention m
JOIN archive_document d ON d.id = m.document_id WHERE m.entity_id = %(key)s GROUP BY 1
"""
BESIDE = """
SELECT b.entity_id, count(DISTINCT b.document_id) FROM archive_mention a JOIN archive_mention b USING (document_id)
WHERE a.entity_id = %(key)s GROUP BY 1 ORDER BY 2 DESC LIMIT 26
"""
PAIRS = """
SELECT s.entity_id, r.entity_id, count(DISTINCT s.document_id) FROM archive_mention s
JOIN archive_mention r ON r.document_id = s.document_id AND r.role = 'recipient' WHERE s.role = 'sender'
"""
OWN = f"{PAIRS} AND (s.entity_id = %(key)s OR r.entity_id = %(key)s) GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 60"
LISTED = """
SELECT e.id, count(DISTINCT m.document_id) FROM archive_entity e JOIN archive_mention m ON m.entity_id = e.id
WHERE e.kind = 'place' {} GROUP BY e.id ORDER BY {} LIMIT 100
"""
MAPPED = """
SELECT m.entity_id, count(DISTINCT m.document_id) FROM archive_mention m JOIN archive_document d ON d.id = m.document_id
WHERE m.role = 'written' {} GROUP BY 1 ORDER BY 2 DESC LIMIT 200
"""
BETWEEN = "AND d.latest >= '1917-01-01' AND d.earliest <= '1919-12-31'"


class Kind(NamedTuple):
    """A kind of page: some addresses of it, and for each the SQL that counts the same, if there is any."""

    name: str
    addresses: list[str]
    queries: list[tuple[str, dict[str, Any]]] = []


def measure(address: str) -> None:
    """Print for each kind of page how many questions it asks of the database, and what a reader waits, and how much of
    that is work of this process and the database's; all else is others'."""
    client = Client(SERVER_NAME="localhost")
    logging.getLogger("django.request").setLevel(logging.ERROR)  # of what is not there
    print(f"the first list, which finds out what is listed: {_timed(lambda: client.get('/places/')):.0f} ms; ", end="")
    print(f"that of actors: {_timed(lambda: client.get('/actors/')):.0f} ms")
    head = f"{'':{WIDTH}} {'pages':>6} {'queries':>8} {'kB':>6} {'median ms':>10} {'95th ms':>9}"
    print(f"{head} {'median work':>12} {'95th work':>10} {'SQL ms':>9}", flush=True)
    with psycopg.connect(address, autocommit=True) as peer:
        peer.execute(f"SET statement_timeout = {int(PATIENCE * 1000)}")
        for kind in _kinds(random.Random(SEED)):
            _report(client, peer, kind)


def _kinds(dice: random.Random) -> Iterable[Kind]:
    """Every kind of page, about the names that the archive has."""
    places, actors = _named("= 'place'"), _named("<> 'place'")
    most, tail = places[:3], dice.sample(places[len(places) // 2 :], 30)
    busy, rare = actors[:3], dice.sample(actors[len(actors) // 2 :], 30)
    yield _of("place with most documents", most, "/places/{}/", ROLES, YEARS, BESIDE)
    yield _of("its tab", most, "/places/{}/written/", ROLES, YEARS)
    yield _of("its 100th page", most, "/places/{}/?page=100", ROLES, YEARS, BESIDE)
    yield _of("place with few", tail, "/places/{}/", ROLES, YEARS, BESIDE)
    yield _of("actor with most documents", busy, "/actors/{}/", ROLES, YEARS, BESIDE, OWN)
    yield _of("its tab", busy, "/actors/{}/sent/", ROLES, YEARS)
    yield _of("actor with few", rare, "/actors/{}/", ROLES, YEARS, BESIDE, OWN)
    yield _of("place as JSON", most, "/places/{}.json", ROLES, YEARS, BESIDE)
    yield _of("actor as JSON", busy, "/actors/{}.json", ROLES, YEARS, BESIDE, OWN)
    yield Kind("list", ["/places/", "/actors/"], [(LISTED.format("", "e.plain"), {})])
    yield Kind("its last page", ["/places/?page=9999", "/actors/?page=9999"])
    yield Kind("by number of documents", ["/places/?sort=documents"], [(LISTED.format("", "2 DESC"), {})])
    yield Kind("letter", ["/places/?letter=S", "/actors/?letter=M"], [(_lettered("%(begins)s"), {"begins": " s%"})])
    yield Kind("of a kind", ["/actors/?kind=office", "/actors/?kind=body&letter=A"])
    names = [name for _, _, name in dice.sample(places, ROUNDS)]
    begun = [(name[:n], name) for n, name in zip((1, 2, 3, 4, 5, 6) * ROUNDS, names, strict=False)]
    asked = [(_lettered("%(begins)s"), {"begins": f" {text.lower()}%"}) for text, _ in begun[:SQL_ROUNDS]]
    yield Kind("beginning typed", [f"/places/?q={text}" for text, _ in begun], asked)
    yield Kind(
        "word inside typed", [f"/actors/?q={name.split()[-1][:4]}" for _, _, name in dice.sample(actors, ROUNDS)]
    )
    yield Kind("misspelt", [f"/places/?q={_misspelt(name, dice)}" for name in names if len(name) > 4])
    yield Kind("nothing like it", ["/places/?q=" + "".join(dice.choices("bcdfgjklqxz", k=9)) for _ in range(ROUNDS)])
    yield Kind("no such place", [f"/places/{slug}x/" for _, slug, _ in tail])
    yield Kind("map", ["/places/map/"], [(MAPPED.format(""), {})])
    yield Kind("map of an area", ["/places/map/?area=europe"], [(MAPPED.format(""), {})])
    yield Kind(
        "map of what is mentioned",
        ["/places/map/?by=mentioned"],
        [(MAPPED.format("").replace("written", "mentioned"), {})],
    )
    yield Kind("map of some years", ["/places/map/?after=1917&before=1919"], [(MAPPED.format(BETWEEN), {})])
    yield Kind("map of a word", ["/places/map/?q=treaty", "/places/map/?q=railway"])
    yield Kind("network", ["/search/network/"], [(f"{PAIRS} GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 60", {})])
    yield Kind("network of a word", ["/search/network/?q=treaty", "/search/network/?q=railway"])
    yield Kind("network of some years", ["/search/network/?after=1917&before=1919"])
    yield _of("network of a place", most, "/search/network/?place_written={}")
    yield _of("network of an actor", busy, "/actors/{}/network/", OWN)
    yield _of("network of a rare actor", rare, "/actors/{}/network/", OWN)


def _named(which: str) -> list[tuple[int, str, str]]:
    """Key, slug and name of every place or actor that documents have, those with most mentions first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.slug, e.name FROM archive_entity e JOIN archive_mention m ON m.entity_id = e.id "
            f"WHERE e.kind {which} GROUP BY e.id ORDER BY count(*) DESC, e.id"
        )
        return cursor.fetchall()


def _of(name: str, some: Iterable[tuple[int, str, str]], path: str, *queries: str) -> Kind:
    rows = list(some)
    asked = [(query, {"key": key}) for key, *_ in rows[:SQL_ROUNDS] for query in queries]
    return Kind(name, [path.format(slug) for _, slug, _ in rows], asked)


def _lettered(begins: str) -> str:
    return LISTED.format(f"AND e.plain LIKE {begins}", "e.plain")


def _misspelt(name: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(name) - 1)
    return dice.choice([name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :]])


def _report(client: Client, peer: psycopg.Connection[Any], kind: Kind) -> None:
    client.get(kind.addresses[0])
    times, works, queries, sizes = [], [], [], []
    servers = work.servers()
    for number in range(ROUNDS):
        path = kind.addresses[number % len(kind.addresses)]
        caches["pages"].clear()  # a page that was kept would be sent as it is
        if number < len(kind.addresses):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            queries.append(len(asked))
            sizes.append(len(answer.content))
            if answer.status_code not in (200, 404):
                raise RuntimeError(f"{path}: {answer.status_code}")
            caches["pages"].clear()
        before = work.done(servers)
        times.append(_timed(lambda path=path: client.get(path)))
        works.append(1000 * (work.done(servers) - before))
    said = f"{len(kind.addresses):6} {max(queries):8} {max(sizes) / 1000:6.0f} {statistics.median(times):10.1f}"
    said += f" {_slow(times):9.1f} {statistics.median(works):12.1f} {_slow(works):10.1f}"
    print(f"{kind.name:{WIDTH}} {said} {_sql(peer, kind):>9}", flush=True)


def _sql(peer: psycopg.Connection[Any], kind: Kind) -> str:
    """The milliseconds of all its queries for one page, in the median page."""
    if not kind.queries:
        return ""
    each = max(len({query for query, _ in kind.queries}), 1)
    some = [kind.queries[at : at + each] for at in range(0, len(kind.queries), each)]
    try:
        times = [_timed(lambda group=group: [peer.execute(*one).fetchall() for one in group]) for group in some]
    except psycopg.errors.QueryCanceled:
        return f"> {PATIENCE * 1000:,.0f}"
    return f"{statistics.median(times):,.1f}"


def _slow(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _timed(doing: Callable[[], object]) -> float:
    begun = time.perf_counter()
    doing()
    return 1000 * (time.perf_counter() - begun)
