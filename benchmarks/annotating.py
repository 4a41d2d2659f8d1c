"""What readers' notes cost a reading page: the server with a hundred thousand of them, the browser with two hundred.

    python -m benchmarks.annotating [--documents 2000] [--notes 100000] [--keep]

multiplies the archive that DATABASE_URL, or the bundled database, holds (see benchmarks.multiplied) into one of its
own, asks for reading pages without any note, with all of them, and without any again; then opens pages in Chromium, in
turn with two hundred notes and with none. It removes the archive but with ``--keep``, which also uses what was kept.
"""

from __future__ import annotations

import argparse
import shutil
from importlib import import_module
from pathlib import Path

from . import multiplied

DOCUMENTS = 2_000
NOTES = 100_000


def main(documents: int, notes: int, seed: int, is_kept: bool) -> None:
    """Print what the server does, what it asks of the database and how that is answered, and what the browser does."""
    if is_kept and multiplied.is_made(documents):
        multiplied.migrate(documents)
    else:
        multiplied.make(documents, seed)
    multiplied.enter(documents)
    folder = Path(import_module("django.conf").settings.DATA_FOLDER)
    try:
        import_module("django.core.management").call_command("collectstatic", interactive=False, verbosity=0)
        import_module("benchmarks.annotated").measure(notes, seed)
        import_module("benchmarks.annotated_pages").measure(seed)
    finally:
        if not is_kept:
            import_module("django.db").connections.close_all()
            multiplied.drop(documents)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    main(options.documents, options.notes, options.seed, options.keep)
