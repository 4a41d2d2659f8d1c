"""Suggestions while typing, through the view, in an archive with 100,000 names and 60,000 documents that have them.

    python -m benchmarks.suggesting [NAMES]

writes into a database of its own on the server that DATABASE_URL, or the bundled database, names, and drops it after.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib import import_module

from archive import local_postgres

from .ingestion import scratch_database

NAMES = 100_000
SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "SECRET_KEY": "of an archive that nobody logs in to"}


def main(names: int) -> None:
    """Measure in a process of its own, whose index lies in a folder of its own."""
    local_postgres.start_unless_given()
    with scratch_database() as environment, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.suggesting", str(names), "measure"]
        subprocess.run(command, env={**environment, **SETTINGS, "DATA_FOLDER": folder}, check=True)


def measure(names: int) -> None:
    """Make the archive, and print the median and 95th percentile in milliseconds for each kind of input."""
    import_module("django").setup()
    named = import_module("benchmarks.named")
    named.make(names)
    named.measure()


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else NAMES
    (measure if sys.argv[2:] == ["measure"] else main)(count)
