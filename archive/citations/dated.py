"""The date of a document for citations: out of EDTF, into CSL's date parts and into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

Parts = tuple[int, ...]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ABBREVIATED = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
MONTH_FIRST, DAY_FIRST, SHORT = "October 3, 1933", "3 October 1933", "3 Oct. 1933"

SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
QUALIFIED = re.compile(r"[~?%]")
UNKNOWN_PARTS = re.compile(r"(?:-XX){1,2}$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as EDTF (level 1) and as printed, both "" where there is none.

    ``is_supplied`` tells that print has none and the date is the edition's.
    """

    edtf: str = ""
    text: str = ""
    is_supplied: bool = False

    def __bool__(self) -> bool:
        return bool(self.edtf or self.text)

    @property
    def parts(self) -> tuple[Parts, ...]:
        """``((1933, 10, 3),)``, of an interval both ends; () where it cannot be given in numbers."""
        ends = [_parts(end) for end in _ends(self.edtf)]
        return tuple(ends) if all(ends) else ()

    @property
    def is_approximate(self) -> bool:
        """Whether the edition calls it approximate or uncertain."""
        return bool(QUALIFIED.search(self.edtf))

    @property
    def iso(self) -> str:
        """``1933-10-03``, ``1861-06``, ``1937-05-03/1937-05-05``; "" where it cannot be given in numbers."""
        return "/".join("-".join(f"{part:02}" for part in end) for end in self.parts)

    def csl(self) -> dict[str, Any] | None:
        """As a CSL date; None where there is none."""
        if not self.parts:
            return None
        parts = {"date-parts": [list(end) for end in self.parts]}
        return {**parts, "circa": True} if self.is_approximate else parts

    def words(self, form: str = MONTH_FIRST) -> str:
        """Written out, in brackets where the edition supplied it; as printed where it is not a date in numbers."""
        said = _span(self.parts, form) if self.parts else self.text or self.edtf
        if "?" in self.edtf:
            said = f"{said}?"
        elif self.is_approximate:
            said = f"circa {said}"
        return f"[{said}]" if said and self.is_supplied else said


def _ends(edtf: str) -> list[str]:
    ends = [UNKNOWN_PARTS.sub("", QUALIFIED.sub("", end)) for end in edtf.split("/")]
    if len(ends) == 1 and ends[0].endswith("X"):  # a decade or a century
        return [ends[0].replace("X", "0"), ends[0].replace("X", "9")]
    return ends


def _parts(end: str) -> Parts:
    shape = SHAPE.fullmatch(end)
    parts = tuple(int(part) for part in shape.groups() if part) if shape else ()
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):  # a season, a thirtieth of February
        return parts[:1]
    return parts


def _span(ends: tuple[Parts, ...], form: str) -> str:
    first, last = ends[0], ends[-1]
    if first == last:
        return _one(first, form)
    if len(first) == len(last) == 1 or first[0] != last[0]:
        return f"{_one(first, form)}–{_one(last, form)}"
    if len(first) == len(last) == 3 and first[1] == last[1]:
        return _one(last, form, days=f"{first[2]}–{last[2]}")
    before = _one(first, form).removesuffix(str(first[0])).rstrip(" ,")
    return f"{before}–{_one(last, form)}"


def _one(parts: Parts, form: str, days: str = "") -> str:
    year = str(parts[0])
    month = (ABBREVIATED if form == SHORT else MONTHS)[parts[1] - 1] if len(parts) > 1 else ""
    day = days or (str(parts[2]) if len(parts) > 2 else "")
    if form == MONTH_FIRST and day:
        return f"{month} {day}, {year}"
    return " ".join(filter(None, [day, month, year]))
