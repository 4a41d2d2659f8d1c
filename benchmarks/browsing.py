"""Pages of places and actors in a large archive, through the whole site, beside plain SQL that counts the same.

    python -m benchmarks.browsing [--documents 300000] [--names 115000] [--keep]

multiplies the archive that DATABASE_URL, or the bundled database, holds (see benchmarks.multiplied), says of nine in
ten places where they are, makes the index, asks for each kind of page, and removes all of it but with ``--keep``,
which also uses what was kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
from importlib import import_module
from pathlib import Path

import psycopg

from . import multiplied

NAMES = 115_000  # of which some hundred thousand are met in so many documents
# Anywhere, but the same place always; what is not placed is told as such.
POINTS = """
UPDATE archive_entity SET latitude = hashint8(id) % 60, longitude = hashint8(id + 1) % 180
WHERE kind = 'place' AND latitude IS NULL AND id % 10 <> 0
"""


def main(documents: int, names: int, seed: int, is_kept: bool) -> None:
    """Print what each kind of page costs."""
    if is_kept and multiplied.is_made(documents, names):
        multiplied.migrate(documents, names)
    else:
        multiplied.make(documents, seed, names)
    multiplied.enter(documents, names)
    folder = Path(import_module("django.conf").settings.DATA_FOLDER)
    address = multiplied.address(documents, names)
    try:
        with psycopg.connect(address) as connection:
            connection.execute(POINTS)
        import_module("django.core.management").call_command("collectstatic", interactive=False, verbosity=0)
        index = import_module("archive.search.index")
        if index.pending():
            index.rebuild()
        _load()
        import_module("benchmarks.browsed").measure(address)
        _load()
    finally:
        if not is_kept:
            import_module("django.db").connections.close_all()
            multiplied.drop(documents, names)
            shutil.rmtree(folder, ignore_errors=True)


def _load() -> None:
    """What else the machine does says how far the figures can be trusted."""
    waiting, *_ = os.getloadavg()
    print(f"{os.cpu_count()} processors, {waiting:.1f} processes at work in the last minute", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=multiplied.DOCUMENTS)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    main(options.documents, options.names, options.seed, options.keep)
