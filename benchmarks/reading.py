"""Reading pages under the production server, beside a constant view under the same middleware, in one run.

    python -m benchmarks.reading VOLUME/DOCUMENT [VOLUME/DOCUMENT …]

measures the archive that DATABASE_URL, or the bundled database, holds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from archive import local_postgres

from . import client

PORT = 8765
ROUNDS = 5
SECONDS = 2.0


@contextmanager
def served(settings: str = "benchmarks.settings", workers: int = 2) -> Iterator[subprocess.Popen[bytes]]:
    """The production server, as ``make demo`` starts it, with the constant view beside the site."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "manage.py", "serve", "--port", str(PORT), "--workers", str(workers)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait()
            yield server
        finally:
            server.terminate()


def _wait() -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def main(documents: list[str]) -> None:
    """Print, for each page, the median of some rounds and its ratio to the constant view of the same round."""
    local_postgres.start_unless_given()
    paths = [f"/volumes/{document}/" for document in documents]
    with served():
        tag = client.header(PORT, paths[0], "etag")
        cases = {path: (path, "") for path in paths} | {"304": (paths[0], f"If-None-Match: {tag}\r\n")}
        print(f"{'':44} requests/s   of constant   median ms   95th ms   bytes")
        rates: dict[str, list[client.Rate]] = {name: [] for name in ("constant", *cases)}
        for _ in range(ROUNDS):
            rates["constant"].append(client.measure(PORT, "/constant/", SECONDS))
            for name, (path, headers) in cases.items():
                rates[name].append(client.measure(PORT, path, SECONDS, headers=headers))
        for name, runs in rates.items():
            _report(name, runs, rates["constant"])


def _report(name: str, runs: list[client.Rate], constant: list[client.Rate]) -> None:
    ratio = statistics.median(run.per_second / other.per_second for run, other in zip(runs, constant, strict=True))
    middle = sorted(runs, key=lambda run: run.per_second)[len(runs) // 2]
    print(f"{name:44} {middle.per_second:10.0f} {ratio:13.2f} {middle.median:11.1f} {middle.slow:9.1f} {middle.size:7}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["transcripts/761-93-1583"])
