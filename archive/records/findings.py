"""What a reader of sources could not make sense of: errors that refuse a source, findings that are kept beside it."""

from __future__ import annotations

from dataclasses import dataclass


class SourceError(Exception):
    """A source cannot be taken in; says which file, which line (counted from 1, or None) and what is wrong."""

    def __init__(self, file: str, line: int | None, what: str) -> None:
        super().__init__(file, line, what)
        self.file = file
        self.line = line
        self.what = what

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a source that was kept although it was not understood.

    ``where`` is the identifier of the document or section ("" for the volume), ``line`` counts from 1,
    ``kind`` is a short name to count by ("unknown element"), ``what`` the particular ("term:quux").
    """

    kind: str
    what: str
    where: str = ""
    line: int | None = None
