"""Whether an index is as it was written: tantivy ends each of its files with a checksum of what stands before it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

META = "meta.json"  # names the segments that count; replaced whole, so it needs no checksum
PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
MAGIC = 1337
END = struct.Struct("<II")  # length of the footer, which is JSON, and the magic number
LONGEST_FOOTER = 4096
AT_ONCE = 2**20  # bytes held in memory
PANIC = "PanicException"  # pyo3's, which has no address to import it from, and is no Exception


class Damaged(Exception):
    """An index whose ``files`` are not as they were written."""

    def __init__(self, path: Path, files: list[str]) -> None:
        super().__init__(f"The index in {path} is damaged: {', '.join(files)}")
        self.files = files


class Failed(OSError):
    """Something that tantivy could not do although the index is sound: on a full disk, for instance."""


def damaged(path: Path) -> list[str]:
    """The names of the files of the index in ``path`` that are missing or not as they were written."""
    while True:
        said = _read(path / META)
        try:
            names = [META] if said is None else _names(said)
        except (ValueError, LookupError, TypeError, AttributeError):
            names = [META]
        wrong = [name for name in names if name == META or not _is_sound(path / name)]
        if not wrong or said == _read(path / META):  # else others wrote meanwhile, and it is another index now
            return wrong


@contextmanager
def examined(path: Path) -> Iterator[None]:
    """Whatever goes wrong inside may be the fault of the index in ``path``.

    Raises Damaged where it is, else Failed for what tantivy says, and anything else as it came.
    """
    try:
        yield
    except BaseException as error:
        if not is_tantivys(error):
            raise
        if files := damaged(path):
            raise Damaged(path, files) from error
        raise Failed(str(error)) from error


def is_tantivys(error: BaseException) -> bool:
    """Whether it may have come from the index, which says ValueError to everything it does not die of."""
    return isinstance(error, ValueError | OSError) or type(error).__name__ == PANIC


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _names(meta: bytes) -> list[str]:
    names: list[str] = []
    for segment in json.loads(meta)["segments"]:
        name = segment["segment_id"].replace("-", "")
        names += [f"{name}.{part}" for part in PARTS]
        if deletes := segment["deletes"]:
            names.append(f"{name}.{deletes['opstamp']}.del")
    return names


def _is_sound(file: Path) -> bool:
    try:
        with file.open("rb") as data:
            size = file.stat().st_size
            data.seek(max(size - LONGEST_FOOTER, 0))
            crc, behind = _footer(data.read())
            data.seek(0)
            return _crc(data, size - behind) == crc
    except (OSError, ValueError, LookupError, TypeError, struct.error):
        return False


def _footer(end: bytes) -> tuple[int, int]:
    """The checksum that a file ends with, and how many bytes there are behind what it was made of."""
    length, magic = END.unpack(end[-END.size :])
    footer = json.loads(end[-END.size - length : -END.size])
    if magic != MAGIC:
        raise ValueError(magic)
    return footer["crc"], length + END.size


def _crc(data: IO[bytes], size: int) -> int:
    crc = 0
    while size > 0 and (piece := data.read(min(AT_ONCE, size))):
        crc = zlib.crc32(piece, crc)
        size -= len(piece)
    return crc
