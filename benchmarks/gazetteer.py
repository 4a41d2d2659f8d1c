"""Names sought in untagged text: 115,000 invented ones, and those of the authority file, over published volumes; beside
the automaton alone, flashtext (if it is installed) and a regular expression.

    python -m benchmarks.gazetteer FOLDER

takes the texts and footnotes of the volumes in FOLDER and searches them on one core, without a database. The words of
the text itself are given to some of the invented names, so that names are found as often as in a well-tended archive.
Of each the best of three rounds is told; what takes longer than its patience is told as far as it came.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from pathlib import Path

import ahocorasick

from archive.entities import authorities
from archive.entities.gazetteer import Gazetteer, Name
from archive.ingest import readers

SEED = 1
NAMES = 115_000
OF_THE_TEXT = 5_000  # names among them that stand in the texts
MEGABYTE = 1e6
ROUNDS = 3
PATIENCE = 20  # seconds
AUTHORITY_FILE = Path(__file__).resolve().parent.parent / "fixtures" / "authorities"
Finding = Callable[[str], int]  # how many names are found in a text
TWO_WORDS = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


def main(folder: Path) -> None:
    """Print the rate of matching, and what is found."""
    texts = list(_texts(folder))
    print(f"{len(texts):,} texts and footnotes, {_size(texts):.1f} MB")
    for what, names in (("authority file", list(_of_authorities())), (f"{NAMES:,} names", _invented(texts))):
        print(f"\n{what}: {len(names):,} forms of names")
        print(f"  {'':24} {'ready in':>9} {'found':>9} {'of MB':>6} {'MB/s':>7} {'MB per second of its core':>26}")
        for make in (_ours, _automaton, _flashtext, _expression):
            _measure(make, names, texts)


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


def _ours(names: list[Name]) -> Finding:
    gazetteer = Gazetteer(names)
    return lambda text: len(gazetteer.find(text))


def _automaton(names: list[Name]) -> Finding:
    """The automaton under ours alone: parts of words as well, and every name inside another."""
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name.text, name.text)
    automaton.make_automaton()
    return lambda text: sum(1 for _ in automaton.iter(text))


def _flashtext(names: list[Name]) -> Finding | None:
    """A trie of characters in Python: whole words, the longest, without capitals of their own and ambiguity."""
    try:
        processor = import_module("flashtext").KeywordProcessor(case_sensitive=True)
    except ImportError:
        return None
    for name in names:
        processor.add_keyword(name.text)
    return lambda text: len(processor.extract_keywords(text))


def _expression(names: list[Name]) -> Finding:
    """All names as alternatives, the longest first."""
    forms = sorted({re.escape(name.text) for name in names}, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
    return lambda text: sum(1 for _ in pattern.finditer(text))


def _measure(make: Callable[[list[Name]], Finding | None], names: list[Name], texts: list[str]) -> None:
    begun = time.perf_counter()
    find = make(names)
    ready = time.perf_counter() - begun
    what = make.__name__.strip("_")
    if find is None:
        print(f"  {what:24} is not installed")
        return
    rounds = [_round(find, texts) for _ in range(ROUNDS)]
    found, size, seconds, cpu = min(rounds, key=lambda one: one[3] / one[1])
    print(f"  {what:24} {ready:7.2f} s {found:9,} {size:6.1f} {size / seconds:7.1f} {size / cpu:26.1f}", flush=True)


def _round(find: Finding, texts: list[str]) -> tuple[int, float, float, float]:
    """What was found in how many megabytes, in how many seconds, of the clock and of the core."""
    begun, used = time.perf_counter(), time.process_time()
    found = done = 0
    for done, text in enumerate(texts, 1):  # noqa: B007
        found += find(text)
        if time.perf_counter() - begun > PATIENCE:
            break
    return found, _size(texts[:done]), time.perf_counter() - begun, time.process_time() - used


def _size(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / MEGABYTE


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SECRET_KEY": "of no use", "DATA_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "archive.settings"}
        import_module("django").setup()
        main(Path(sys.argv[1]))
