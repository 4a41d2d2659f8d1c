"""Where the index of this host stands: which folder it is in, and which revision of the archive it has reached.

DATA_FOLDER/index/
    standing.json    folder, maker, number and token of the revision; put in place whole, after what it speaks of
    lock             held by whoever writes, and let go by the system when that process ends, however it ends
    <maker>-<mark>/  tantivy's files
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

LOOK_AGAIN = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Standing:
    """Which index is to be searched; ``maker`` is the fingerprint of the code that made it."""

    folder: str
    maker: str
    number: int
    token: str

    @property
    def revision(self) -> tuple[int, str]:
        """The revision of the archive that it has reached: number and token."""
        return self.number, self.token

    @property
    def path(self) -> Path:
        """Where its files lie."""
        return home() / self.folder


def home() -> Path:
    """The folder of this host's index."""
    return Path(settings.DATA_FOLDER) / "index"


def read() -> Standing | None:
    """Where the index stands; None if there is none, or what is written there cannot be read."""
    try:
        return Standing(**json.loads((home() / "standing.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def write(standing: Standing) -> None:
    """Say where the index stands now; a reader sees the old word or the new, never half of one."""
    draft = home() / f"standing-{os.getpid()}"
    draft.write_text(json.dumps(asdict(standing)))
    draft.replace(home() / "standing.json")


def forget() -> None:
    """Say that there is no index: what is there cannot be used."""
    (home() / "standing.json").unlink(missing_ok=True)


def sweep(kept: str) -> None:
    """Remove every index but the one in the folder ``kept``. Whoever still has one open can go on reading it."""
    for folder in home().iterdir():
        if folder.is_dir() and folder.name != kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(patience: float | None = None) -> Iterator[bool]:
    """Hold the writers' lock, if it can be had within ``patience`` seconds (None: however long it takes).

    Gives whether it is held. Raises OSError where the folder cannot be written.
    """
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "lock").open("ab") as file:
        held = _wait(file.fileno(), patience)
        try:
            yield held
        finally:
            if held:
                fcntl.flock(file, fcntl.LOCK_UN)


def _wait(file: int, patience: float | None) -> bool:
    if patience is None:
        fcntl.flock(file, fcntl.LOCK_EX)
        return True
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_AGAIN)
