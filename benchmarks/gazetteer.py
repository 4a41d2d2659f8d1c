"""Names sought in untagged text: 115,000 invented ones, and those of the authority file, over published volumes.

    python -m benchmarks.gazetteer FOLDER

takes the texts and footnotes of the volumes in FOLDER and searches them on one core, without a database. The words of
the text itself are given to some of the invented names, so that names are found as often as in a well-tended archive.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib import import_module
from itertools import islice
from pathlib import Path

from archive.entities import authorities
from archive.entities.gazetteer import Gazetteer, Name
from archive.ingest import readers

SEED = 1
NAMES = 115_000
OF_THE_TEXT = 5_000  # names among them that stand in the texts
MEGABYTE = 1e6
AUTHORITY_FILE = Path(__file__).resolve().parent.parent / "fixtures" / "authorities"
TWO_WORDS = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


def main(folder: Path) -> None:
    """Print the rate of matching, and what is found."""
    texts = list(_texts(folder))
    print(f"{len(texts):,} texts and footnotes, {_size(texts):.1f} MB")
    _measure("authority file", list(_of_authorities()), texts)
    _measure(f"{NAMES:,} names", _invented(texts), texts)


def _texts(folder: Path) -> Iterable[str]:
    for file in sorted(folder.glob("*.xml")):
        for text in readers.read(readers.opened(file, "")).texts:
            yield text.text
            yield from (note.text for note in text.notes)


def _of_authorities() -> Iterable[Name]:
    for number, record in enumerate(authorities.read(AUTHORITY_FILE).records):
        yield from (Name(form, record.kind, number) for form in record.forms)


def _invented(texts: list[str]) -> list[Name]:
    """Invented names, and some that the texts have."""
    dice = random.Random(SEED)
    invented = import_module("benchmarks.named").invented
    found = sorted({match.group() for text in texts for match in TWO_WORDS.finditer(text)})
    names = [Name(text, "body", key) for key, text in enumerate(dice.sample(found, min(OF_THE_TEXT, len(found))))]
    wanted = {name.name: name.kind for name in islice(invented(dice), 3 * NAMES)}
    rest = islice(wanted.items(), NAMES - len(names))
    return [*names, *(Name(text, kind, key) for key, (text, kind) in enumerate(rest, len(names)))]


def _measure(what: str, names: list[Name], texts: list[str]) -> None:
    begun = time.perf_counter()
    gazetteer = Gazetteer(names)
    built = time.perf_counter() - begun
    begun, used = time.perf_counter(), time.process_time()
    found = sum(len(gazetteer.find(text)) for text in texts)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(
        f"{what}: {len(names):,} names, {len(gazetteer):,} forms made ready in {built:.2f} s; "
        f"{found:,} found in {seconds:.2f} s: {_size(texts) / seconds:.1f} MB/s, {_size(texts) / cpu:.1f} of its core"
    )


def _size(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / MEGABYTE


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SECRET_KEY": "of no use", "DATA_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "archive.settings"}
        import_module("django").setup()
        main(Path(sys.argv[1]))
