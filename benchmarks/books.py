"""How long a volume's EPUB takes, beside the same volume as plain text, which is the least that can be sent of it.

    python -m benchmarks.books [VOLUME…]

measures the volumes of the archive that DATABASE_URL, or the bundled database, holds: all of them unless some are
named. *Seconds* is the wall, *work* the processor's time in this process; *memory* is the process's peak so far.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from tempfile import TemporaryFile
from typing import Any

from archive import local_postgres


def main(names: list[str]) -> None:
    """Print what each volume costs."""
    local_postgres.start_unless_given()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import_module("django").setup()
    volumes = import_module("archive.models").Volume.objects.shown().order_by("identifier")
    print(f"{'':24} {'documents':>9} {'MB':>6} {'seconds':>8} {'work':>6} {'text, s':>8} {'memory MiB':>11}")
    for volume in volumes.filter(identifier__in=names) if names else volumes:
        _measure(volume)


def _measure(volume: Any) -> None:
    size, seconds, work = _spent(lambda: _epub(volume))
    _, plain, _ = _spent(lambda: _text(volume))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{volume.identifier:24} {volume.document_count:9,} {size / 1e6:6.2f} {seconds:8.2f} {work:6.2f}"
    print(f"{told} {plain:8.2f} {peak:11.0f}", flush=True)


def _spent(make: Callable[[], int]) -> tuple[int, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    size = make()
    return size, time.perf_counter() - wall, time.process_time() - processor


def _epub(volume: Any) -> int:
    books, epub = (import_module(f"archive.exports.{name}") for name in ("books", "epub"))
    with TemporaryFile() as file:
        epub.write(books.of_volume(volume), file)
        return file.tell()


def _text(volume: Any) -> int:
    answer = import_module("django.test").Client(headers={"host": "localhost"}).get(f"/volumes/{volume.identifier}.txt")
    return sum(map(len, answer.streaming_content))


if __name__ == "__main__":
    main(sys.argv[1:])
