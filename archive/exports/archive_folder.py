"""A whole archive written into a folder, part by part: what stopped goes on, and what has not changed is left alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from archive.ingest.exported import BETWEEN, MANIFEST
from archive.models import Revision

from . import archive_parts, data_package
from .archive_parts import ANNOTATIONS, AUTHORITIES, FORMATS, Part

LISTS = ".export"  # what was written so far, and from which state of the archive


class NotEmpty(Exception):
    """The folder holds something else."""


@dataclass(slots=True)
class Outcome:
    """How many files were written, were there already, and were taken away because the archive has them no more."""

    written: int = 0
    there: int = 0
    removed: int = 0

    def __iadd__(self, other: Outcome) -> Outcome:
        self.written += other.written
        self.there += other.there
        self.removed += other.removed
        return self


@dataclass(slots=True)
class _List:
    """The files of a part with their checksums, and the state of the archive from which they were made."""

    state: str = ""
    sums: dict[str, str] = field(default_factory=dict)


class Folder:
    """A folder that holds an archive, or will. Raises NotEmpty for one that holds something else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_dir() and any(path.iterdir()) and not ((path / MANIFEST).exists() or (path / LISTS).exists()):
            raise NotEmpty
        (path / LISTS).mkdir(parents=True, exist_ok=True)
        if not (path / MANIFEST).exists():  # so that nobody takes in what is half written
            self._put(MANIFEST, [])

    def write(self, part: Part) -> Outcome:
        """Write one part, as far as it is not there as it should be."""
        held, state = self._held(part.name), _state()
        if held.state == state and part.form not in (AUTHORITIES, ANNOTATIONS) and self._is_sound(held):
            return Outcome(there=len(held.sums))
        outcome, sums = Outcome(), {}
        for path, content in archive_parts.files(part):
            sums[path], is_new = self._put(path, content)
            outcome.written += is_new
            outcome.there += not is_new
        outcome.removed = self._drop(held.sums.keys() - sums.keys())
        said = [f"{state}\n", *(f"{checksum}{BETWEEN}{path}\n" for path, checksum in sums.items())]
        self._put(f"{LISTS}/{part.name}", [line.encode() for line in said])
        return outcome

    def close(self, parts: Iterable[Part]) -> Outcome:
        """Take away what the archive has no more of the forms that were written, and tell of all that is there."""
        wanted = {part.name for part in parts}
        forms = {name.partition(".")[0] for name in wanted}
        outcome = Outcome()
        for name in list(self._lists()):
            if name not in wanted and name.partition(".")[0] in forms:
                outcome.removed += self._drop(self._held(name).sums)
                (self.path / LISTS / name).unlink()
        sums = {}
        for path, content in data_package.files(self.listed):
            sums[path], is_new = self._put(path, content)
            outcome.written += is_new
            outcome.there += not is_new
        told = f"{sums[data_package.NAME]}{BETWEEN}{data_package.NAME}\n".encode()
        self._put(MANIFEST, (line for some in (self._lines(), [told]) for line in some))
        return outcome

    def listed(self, form: str) -> Iterator[str]:
        """The paths of the files of one form, in order."""
        for name in self._lists():
            if name.partition(".")[0] == form:
                yield from self._held(name).sums

    def _lists(self) -> Iterator[str]:
        """The names of the parts that were written, in the order of the manifest."""
        names = [name for name in os.listdir(self.path / LISTS) if name.partition(".")[0] in FORMATS]
        yield from sorted(names, key=lambda name: (FORMATS.index(name.partition(".")[0]), name))

    def _lines(self) -> Iterator[bytes]:
        for name in self._lists():
            for path, checksum in self._held(name).sums.items():
                yield f"{checksum}{BETWEEN}{path}\n".encode()

    def _held(self, name: str) -> _List:
        try:
            state, *lines = (self.path / LISTS / name).read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return _List()
        pairs = (line.partition(BETWEEN) for line in lines if line)
        return _List(state, {path: checksum for checksum, _, path in pairs})

    def _is_sound(self, held: _List) -> bool:
        return all(_checksum(self.path / path) == checksum for path, checksum in held.sums.items())

    def _put(self, path: str, content: Iterable[bytes]) -> tuple[str, bool]:
        """Write a file under another name and rename it, unless it is there already; gives its checksum, and whether
        it was written."""
        whole = self.path / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        part = whole.with_name(f".{hashlib.sha256(whole.name.encode()).hexdigest()[:16]}.part")
        try:
            with part.open("wb") as file:
                checksum = _write(file, content)
            is_new = _checksum(whole) != checksum
            if is_new:
                part.replace(whole)
        finally:
            part.unlink(missing_ok=True)
        return checksum, is_new

    def _drop(self, paths: Iterable[str]) -> int:
        """Remove files, and the folders that are empty then; gives how many there were."""
        count = 0
        for path in (self.path / each for each in paths):
            if path.is_file():
                path.unlink()
                count += 1
            if path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        return count


def _state() -> str:
    """What all that is written rests on, but for notes and authorities: if this is the same, so are they."""
    number, token = Revision.latest()
    return f"{number} {token} {settings.SITE_URL} {settings.RELEASE}"


def _write(file: BinaryIO, content: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in content:
        file.write(piece)
        found.update(piece)
    return found.hexdigest()


def _checksum(path: Path) -> str:
    """The SHA-256 of a file; "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
