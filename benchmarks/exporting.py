"""A whole result as each kind of file, under the production server: when it begins, when it ends, in how much memory.

    python -m benchmarks.exporting [--documents 20000] [--keep]

multiplies the archive that DATABASE_URL, or the bundled database, holds (see benchmarks.multiplied), asks for a
result of about a thousandth part and for everything, and removes it all but with ``--keep``, which also uses what was
kept. *Memory* is how far the worker's peak rose above what it held before; *work* is its processor time.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from . import multiplied, reading

DOCUMENTS = 20_000
FORMS = ("ris", "bib", "csl.json", "csv")
RESULTS = ("?volume={}", "")  # one volume, and everything
AT_ONCE = 1 << 16  # bytes


class Fetched(NamedTuple):
    """A file: how many records it was said to have, its bytes, seconds to the first and to the last of them."""

    records: int
    size: int
    first: float
    last: float


def main(documents: int, is_kept: bool) -> None:
    """Print what each kind of file costs."""
    if not (is_kept and multiplied.is_made(documents)):
        multiplied.make(documents, seed=1)
    multiplied.migrate(documents)
    multiplied.enter(documents)
    folder = Path(import_module("django.conf").settings.DATA_FOLDER)
    try:
        _prepare()
        with reading.served("benchmarks.multiplied_settings", workers=1) as server:
            _measure(_worker(server.pid))
    finally:
        if not is_kept:
            import_module("django.db").connections.close_all()
            multiplied.drop(documents)
            shutil.rmtree(folder, ignore_errors=True)


def _prepare() -> None:
    import_module("django.core.management").call_command("collectstatic", interactive=False, verbosity=0)
    index = import_module("archive.search.index")
    if index.pending():
        index.rebuild()


def _measure(worker: Path) -> None:
    volume = import_module("archive.models").Volume.objects.shown().latest("pk").identifier
    fetch("/search.ris?id=none/none")
    print(f"{'':10} {'records':>8} {'MB':>7} {'first s':>8} {'last s':>7} {'work s':>7} {'memory MiB':>11}")
    for form in FORMS:
        for result in RESULTS:
            _report(worker, form, f"/search.{form}{result.format(volume)}")
    print(f"{os.getloadavg()[0]:.1f} processes at work in the last minute", flush=True)


def _report(worker: Path, form: str, path: str) -> None:
    (worker / "clear_refs").write_text("5")  # the peak begins anew
    held, worked = _memory(worker, "VmRSS"), _work(worker)
    got = fetch(path)
    said = f"{form:10} {got.records:8,} {got.size / 1e6:7.1f} {got.first:8.2f} {got.last:7.1f}"
    print(f"{said} {_work(worker) - worked:7.1f} {_memory(worker, 'VmHWM') - held:11.1f}", flush=True)


def fetch(path: str) -> Fetched:
    """A file, taken as it comes and not held."""
    connection = http.client.HTTPConnection("127.0.0.1", reading.PORT)
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    size = len(answer.read(1))
    first = time.perf_counter() - begun
    while piece := answer.read1(AT_ONCE):
        size += len(piece)
    records = int(answer.headers.get("X-Total-Count", 0))
    return Fetched(records, size, first, time.perf_counter() - begun)


def _worker(server: int) -> Path:
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return next(Path("/proc", child) for child in children if _memory(Path("/proc", child), "VmRSS") > 40)


def _memory(process: Path, name: str) -> float:
    """In MiB."""
    lines = (process / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _work(process: Path) -> float:
    """Seconds of the processor, in all threads."""
    ticks = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    main(options.documents, options.keep)
