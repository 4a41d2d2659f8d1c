"""Where a volume's records were read from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

TEI = "tei"
TRANSCRIPT = "transcript"


@dataclass(frozen=True)
class Origin:
    """A source as it came: ``form`` is ``tei`` or ``transcript``, ``file`` the file's name, ``data`` its bytes.

    ``volume`` and ``name`` are what a transcript is known again by; a TEI volume names itself, so both are "".
    """

    form: str
    file: str
    data: bytes
    volume: str = ""
    name: str = ""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
