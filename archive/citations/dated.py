"""The date of a document for citations: out of EDTF, into CSL's date parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

Parts = list[int]

SHAPE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
UNCERTAIN = re.compile(r"[~?%]")
UNKNOWN_DIGITS = re.compile(r"(?:-XX){1,2}$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as EDTF (level 1) and as printed; both "" where there is none."""

    edtf: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def parts(self) -> list[Parts]:
        """``[[1933, 10, 3]]``, of an interval both ends, of a date that cannot be given in numbers nothing."""
        ends = [_parts(end) for end in _ends(self.edtf)]
        return [end for end in ends if end]

    @property
    def is_uncertain(self) -> bool:
        """Whether the edition calls it uncertain or approximate."""
        return bool(UNCERTAIN.search(self.edtf))

    @property
    def iso(self) -> str:
        """``1933-10-03``, ``1861-06``, ``1937-05-03/1937-05-05``; "" where there is none."""
        return "/".join("-".join(f"{part:02}" for part in end) for end in self.parts)

    def csl(self) -> dict[str, Any] | None:
        """As a CSL date; None where there is none."""
        if not self.parts:
            return None
        return {"date-parts": self.parts, **({"circa": True} if self.is_uncertain else {})}


def _ends(edtf: str) -> list[str]:
    ends = [UNCERTAIN.sub("", end) for end in edtf.split("/")]
    if len(ends) == 1 and ends[0].rstrip("X") != ends[0] and "-" not in ends[0]:
        return [ends[0].replace("X", "0"), ends[0].replace("X", "9")]
    return [UNKNOWN_DIGITS.sub("", end) for end in ends]


def _parts(end: str) -> Parts:
    shape = SHAPE.fullmatch(end)
    parts = [int(part) for part in shape.groups() if part] if shape else []
    return parts if _is_a_date(parts) else parts[:1]


def _is_a_date(parts: Parts) -> bool:
    try:
        date(*(parts + [1, 1])[:3])
    except (TypeError, ValueError):
        return False
    return True
