"""Taking volumes in, beside what merely parsing them costs, in one run.

    python -m benchmarks.ingestion FOLDER

writes into a database of its own on the server that DATABASE_URL, or the bundled database, names, and drops it after.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from lxml import etree
from psycopg import sql

from archive import local_postgres

MEGABYTE = 1e6
SCRATCH = "chancery_benchmark"


@contextmanager
def scratch_database() -> Iterator[dict[str, str]]:
    """An environment whose DATABASE_URL names an empty, migrated database; gone afterwards."""
    address = os.environ["DATABASE_URL"]
    parts = urlsplit(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(SCRATCH)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(SCRATCH)))
        environment = {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{SCRATCH}"))}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True)
        try:
            yield environment
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(SCRATCH)))


def main(folder: Path) -> None:
    """Print the rate of the whole folder with two jobs, of its smaller and larger half, and of parsing alone."""
    local_postgres.start_unless_given()
    files = sorted(folder.glob("*.xml"), key=lambda file: file.stat().st_size)
    half = len(files) // 2
    for name, some in (("all", files), ("smaller half", files[:half]), ("larger half", files[half:])):
        with scratch_database() as environment:
            _report(f"ingest, 2 jobs, {name}", some, _ingest(some, environment))
    _report("lxml alone, 1 process, all", files, _parse(files))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of the largest process: {peak:.0f} MiB")


def _ingest(files: list[Path], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "ingest", "--jobs", "2", *map(str, files)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _parse(files: list[Path]) -> float:
    begun = time.perf_counter()
    for file in files:
        "".join(etree.parse(file).getroot().itertext())
    return time.perf_counter() - begun


def _report(name: str, files: list[Path], seconds: float) -> None:
    size = sum(file.stat().st_size for file in files) / MEGABYTE
    print(f"{name:32} {len(files):3} files {size:7.1f} MB {seconds:7.2f} s {size / seconds:7.2f} MB/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
