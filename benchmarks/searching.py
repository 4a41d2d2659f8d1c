"""Searching a large archive, beside other ways of searching the same documents, in one run.

    python -m benchmarks.searching [--documents 300000] [--keep] [--without sqlite,postgresql]

multiplies the archive that DATABASE_URL, or the bundled database, holds (see benchmarks.multiplied), makes each index,
asks each some sixty queries, and removes all of it but with ``--keep``, which also uses what was kept.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from . import multiplied, queries
from .table import Times, lines, summary

if TYPE_CHECKING:
    from archive.search.searches import Search

    from .peers.peer import Asking, Peer

MOST = 40  # values of each facet
ROUNDS = 5
LONG = 1.0  # seconds: what took longer is not asked again
PATIENCE = 10.0  # seconds that a peer has for one query
FRESH = "zyxwvutsrqponm"  # a word that no document has


def main(documents: int, seed: int, without: Sequence[str], is_kept: bool) -> None:
    """Print each query's milliseconds in each way of searching, and what they come to."""
    if is_kept and multiplied.is_made(documents):
        multiplied.migrate(documents)
    else:
        multiplied.make(documents, seed)
    multiplied.enter(documents)
    folder = Path(import_module("django.conf").settings.DATA_FOLDER)
    import_module("django.core.management").call_command("collectstatic", interactive=False, verbosity=0)
    try:
        peers = [peer for peer in _peers(multiplied.address(documents), folder) if peer.name not in without]
        for peer in peers:
            _build(peer, folder / f"built-{peer.name}.json")
        _load()
        _measure(documents, peers)
        _load()
    finally:
        if not is_kept:
            import_module("django.db").connections.close_all()
            multiplied.drop(documents)
            shutil.rmtree(folder, ignore_errors=True)


def _load() -> None:
    """What else the machine does says how far the figures can be trusted."""
    waiting, *_ = os.getloadavg()
    print(f"{os.cpu_count()} processors, {waiting:.1f} processes at work in the last minute", flush=True)


def _peers(address: str, folder: Path) -> list[Peer]:
    """Ours first; what is imported here needs Django to know the archive."""
    names = ("ours", "bare", "sqlite", "postgresql")
    ours, bare, sqlite, postgresql = (import_module(f"benchmarks.peers.{name}") for name in names)
    return [
        ours.Ours(MOST),
        bare.Bare(folder, MOST),
        sqlite.Sqlite(folder, MOST, PATIENCE),
        postgresql.Postgresql(address, MOST, PATIENCE),
    ]


def _build(peer: Peer, told: Path) -> None:
    """Build an index, if it is not kept, and say how long that took, now or then."""
    if not peer.is_built() or not told.exists():
        told.parent.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        peer.build()
        told.write_text(json.dumps(time.perf_counter() - begun))
    seconds = json.loads(told.read_text())
    print(f"{peer.name}: made in {seconds:.0f} s, {peer.size() / 1e6:,.0f} MB; {peer.does}", flush=True)


def _measure(documents: int, peers: list[Peer]) -> None:
    site = import_module("benchmarks.peers.ours").Site
    asked = queries.every(multiplied.address(documents))
    searches = [_search(one) for one in asked]
    ways: list[Peer] = [*peers, site("/search/"), site("/search.json")]
    for way in ways[-2:]:
        print(f"{way.name}: {way.does}")
    measured = (
        Times(str(one), {way.name: _timed(way.asking(search)) for way in ways})
        for one, search in zip(asked, searches, strict=True)
    )
    names = [way.name for way in ways]
    summary(list(lines(measured, names)), names, PATIENCE)
    for peer in [*peers, ways[-2]]:
        print(f"a changed document is found after {_freshness(peer):.3f} s by {peer.name}", flush=True)
    for line in _private(documents):
        print(line)


def _search(asked: queries.Asked) -> Search:
    filters, http = import_module("archive.search.filters"), import_module("django.http")
    read = filters.SearchFilter(http.QueryDict(asked.address))
    if not read.form.is_valid():
        raise ValueError(f"{asked}: {read.faults()}")
    found: Search = read.search
    return found


def _timed(asking: Asking) -> tuple[float | None, int | None]:
    """The median of some rounds in seconds, after one that warms, and how many documents were found."""
    begun = time.perf_counter()
    count = asking()
    first = time.perf_counter() - begun
    if count is None or first > LONG:
        return (None if count is None else first), count
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        asking()
        times.append(time.perf_counter() - begun)
    return statistics.median(times), count


def _freshness(peer: Peer) -> float:
    """How long it takes from the beginning of a change of one document until a search finds what is new in it."""
    rows = import_module("archive.models").Document.objects
    key, old = rows.order_by("pk").values_list("pk", "text")[rows.count() // 2]
    search = _search(queries.Asked("fresh", {"q": FRESH}))
    asking = peer.asking(search)
    empty = asking()
    begun = time.perf_counter()
    peer.change(key, old, FRESH + old[len(FRESH) :])
    while asking() == empty:
        time.sleep(0.001)
    took = time.perf_counter() - begun
    peer.change(key, old, old)
    return took


def _private(documents: int) -> Iterator[str]:
    """What a process that has searched keeps for itself; this one has the same index open, so what is mapped of it is
    shared, as among the processes of a server."""
    command = [sys.executable, "-m", "benchmarks.searching", "--documents", str(documents), "--private"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    yield from done.stdout.splitlines()


def private(documents: int) -> None:
    """Ask every query through the site, and print the private memory of this process before and after."""
    multiplied.enter(documents)
    site: Any = import_module("benchmarks.peers.ours").Site("/search/")
    process = psutil.Process()
    site.asking(_search(queries.Asked("", {"q": FRESH})))()
    before = process.memory_full_info().uss
    for asked in queries.every(multiplied.address(documents)):
        site.asking(_search(asked))()
    after = process.memory_full_info().uss
    print(f"private memory of a process: {before / 1e6:.0f} MB at first, {after / 1e6:.0f} MB after every query")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=multiplied.DOCUMENTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", help="peers to leave out: sqlite,postgresql")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--private", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.private:
        private(options.documents)
    else:
        main(options.documents, options.seed, options.without.split(","), options.keep)
