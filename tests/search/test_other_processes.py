"""Other processes search what one writes, and whoever is killed while writing it costs no document."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest
from django.db import connection

from archive.search import index, opening, standing
from archive.store import withdrawal
from tests.search.conftest import Process
from tests.search.searching import found, take

HERRING, COD = "frus1937v01", "frus1938v01"

READER = """
import sys
from tests.search.searching import found
for words in sys.stdin:
    print(*found(words.strip()), flush=True)
"""


def test_another_process_reads_what_this_one_writes(process: Process) -> None:
    with process(READER) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def told(words: str) -> int:
            print(words, file=reader.stdin, flush=True)
            return len(reader.stdout.readline().split())  # type: ignore[union-attr]

        for number in range(1, 9):
            take(f"frus1937v{number:02}", "Of herring.", "Of cod.")
            if number % 2:
                follower = threading.Thread(target=follow)
                follower.start()
                assert told("herring") in (number - 1, number)
                follower.join()
            assert told("herring") == number == len(found("herring"))
        withdrawal.withdraw(HERRING, "Rights.")
        assert told("herring") == 7 == len(found("herring"))
        reader.stdin.close()
    assert reader.returncode == 0


def follow() -> None:
    try:
        index.follow()
    finally:
        connection.close()


DIES = """
import os, signal
from archive.search import entry, index, standing
def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
def die_at_the_third(keys, of=entry.of):
    for number, one in enumerate(of(keys)):
        yield die() if number == 2 else one
{where}
index.{what}()
"""
PLACES = {
    "in the middle": "entry.of = die_at_the_third",
    "before it says so": "standing.write = die",
    "while it says so": "standing.Path.replace = die",
    "before it tidies up": "standing.sweep = die",
}


@pytest.mark.parametrize("what", ["follow", "rebuild"])
@pytest.mark.parametrize("where", PLACES)
def test_an_indexing_killed_anywhere_costs_no_document(process: Process, what: str, where: str) -> None:
    take(HERRING, *["Of herring."] * 5)
    assert len(found("herring")) == 5
    take(COD, *["Of cod and herring."] * 5)
    withdrawal.withdraw(f"{HERRING}/d1", "Rights.")
    with process(DIES.format(where=PLACES[where], what=what)) as victim:
        pass
    assert victim.returncode == (0 if (what, where) == ("follow", "before it tidies up") else -signal.SIGKILL)
    opening.close()
    assert (len(found("herring")), len(found("cod"))) == (9, 5)
    assert list(index.differences()) == []


def test_an_indexing_killed_again_and_again_leaves_nothing_behind(process: Process, own_index: Path) -> None:
    take(HERRING, *["Of herring."] * 5)
    for _ in range(3):
        with process(DIES.format(where=PLACES["before it says so"], what="rebuild")):
            pass
    assert len(list(own_index.iterdir())) > 3
    assert len(found("herring")) == 5
    standing.forget()
    assert len(found("herring")) == 5
    assert len([path for path in own_index.iterdir() if path.is_dir()]) == 1
