"""A folder into which a whole archive was written, as it is taken in again: its sources alone, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MANIFEST = "manifest-sha256.txt"
SOURCES = "sources"
BETWEEN = "  "  # checksum and path, as sha256sum has it


def is_archive(folder: Path) -> bool:
    """Whether a folder holds an exported archive."""
    return (folder / MANIFEST).is_file()


def sources(folder: Path) -> Iterator[Path]:
    """The sources of an exported archive, in the order in which they stand there; its other files are made of them."""
    with (folder / MANIFEST).open(encoding="utf-8") as manifest:
        for line in manifest:
            path = PurePosixPath(line.rstrip("\n").partition(BETWEEN)[2])
            if path.parts[:1] == (SOURCES,) and len(path.parts) == 3 and ".." not in path.parts:
                yield folder / path


def volume_of(path: Path) -> str:
    """The volume that a transcript of an exported archive belongs to: the name of its folder; "" of any other file."""
    folder = path.absolute().parent
    return folder.name if folder.parent.name == SOURCES and is_archive(folder.parent.parent) else ""
