"""A large archive, made by recombining the paragraphs of the one there is, volume by volume, in bounded memory.

    python -m benchmarks.multiplied [--documents 300000] [--seed 1] [--names 20000]

makes a database of its own, ``chancery_multiplied_300000`` (with another number of names, that too is in what it is
called), on the server that DATABASE_URL, or the bundled database,
names. Its documents are written as ingestion writes them. The same archive and seed give the same documents.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from archive import local_postgres

from . import recombined, stock
from .recombined import NAMES

DOCUMENTS = 300_000
EVERY = 10_000  # documents between two lines of progress, where there is no terminal


def source() -> str:
    """The address of the archive that is multiplied."""
    local_postgres.start_unless_given()
    return os.environ.setdefault("MULTIPLIED_FROM", os.environ["DATABASE_URL"])


def name(documents: int, names: int = NAMES) -> str:
    """What the database of so many is called."""
    return f"chancery_multiplied_{documents}" + ("" if names == NAMES else f"_{names}")


def address(documents: int, names: int = NAMES) -> str:
    """The address of the multiplied one."""
    return urlunsplit(urlsplit(source())._replace(path=f"/{name(documents, names)}"))


def enter(documents: int, names: int = NAMES) -> None:
    """From here on, this process and its children are those of the multiplied archive."""
    os.environ["DATABASE_URL"] = address(documents, names)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.multiplied_settings"
    import_module("django").setup()


def is_made(documents: int, names: int = NAMES) -> bool:
    """Whether it is there, and was finished."""
    try:
        with psycopg.connect(address(documents, names)) as connection:
            return connection.execute("SELECT to_regclass('multiplied')").fetchone() != (None,)
    except psycopg.Error:
        return False


def make(documents: int, seed: int, names: int = NAMES) -> None:
    """Make it anew, in a process of its own."""
    options = ["--documents", str(documents), "--seed", str(seed), "--names", str(names)]
    subprocess.run([sys.executable, "-m", "benchmarks.multiplied", *options], check=True)


def migrate(documents: int, names: int = NAMES) -> None:
    """Give it the tables of today."""
    environment = {**os.environ, "DATABASE_URL": address(documents, names)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True)


def drop(documents: int, names: int = NAMES) -> None:
    """Remove it."""
    with psycopg.connect(source(), autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name(documents, names))))


def _create(documents: int, names: int = NAMES) -> None:
    drop(documents, names)
    database = Identifier(name(documents, names))
    with psycopg.connect(source(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(database))
        # What is lost in a crash is made again.
        connection.execute(SQL("ALTER DATABASE {} SET synchronous_commit = off").format(database))
    migrate(documents, names)


def _fill(documents: int, seed: int, names: int) -> None:
    dice = random.Random(seed)
    found = stock.of(source(), dice)
    enter(documents, names)
    write, origin = import_module("archive.store.write"), import_module("archive.records.origin")
    columns = (TextColumn("multiplying"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=documents)
        done = 0
        for volume in recombined.volumes(found, documents, seed, names):
            write.source(volume, origin.Origin(origin.TEI, f"{volume.id}.xml", volume.id.encode()))
            done += len(volume.documents)
            bar.update(task, completed=done)
            if bar.disable and done // EVERY > (done - len(volume.documents)) // EVERY:
                print(f"{done:,} documents", flush=True)


def _finish(documents: int, names: int = NAMES) -> None:
    with psycopg.connect(address(documents, names), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CREATE TABLE multiplied ()")
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    print(f"database: {size[0] / 1e6 if size else 0:,.0f} MB")


def main(documents: int, seed: int, names: int) -> None:
    """Make it, and say how long that took and how much memory at most."""
    begun = time.perf_counter()
    _create(documents, names)
    _fill(documents, seed, names)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _finish(documents, names)
    print(f"{documents:,} documents in {time.perf_counter() - begun:,.0f} s, peak memory {peak:.0f} MiB", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=int, default=NAMES)
    asked = parser.parse_args()
    main(asked.documents, asked.seed, asked.names)
