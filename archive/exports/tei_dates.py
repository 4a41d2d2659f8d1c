"""A date as a statement into the attributes by which TEI says it (att.datable.w3c)."""

from __future__ import annotations

import re
from datetime import date

EXACT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
UNKNOWN_PARTS = re.compile(r"(?:-XX){1,2}$")
QUALIFIED = re.compile(r"[~?%]")


def attributes(said: dict[str, str]) -> dict[str, str]:
    """``when`` of a day, month or year, ``from`` and ``to`` of an interval, else ``notBefore`` and ``notAfter`` of what
    bounds it; {} where nothing is known. ``cert`` is low where the date is called uncertain or approximate.

    ``said`` is a statement's EDTF (level 1), with its ``earliest`` and ``latest`` day.
    """
    edtf = said.get("edtf") or ""
    sure = {"cert": "low"} if QUALIFIED.search(edtf) else {}
    ends = [_exact(end) for end in edtf.split("/")]
    if len(ends) == 1 and ends[0]:
        return {"when": ends[0], **sure}
    if len(ends) == 2 and all(ends):
        return {"from": ends[0], "to": ends[1], **sure}
    bounds = {"notBefore": said.get("earliest") or "", "notAfter": said.get("latest") or ""}
    known = {name: day for name, day in bounds.items() if day}
    return {**known, **sure} if known else {}


def _exact(end: str) -> str:
    """A day, month or year as XML Schema writes it; "" for what it has no word for: a decade, a season, an open end."""
    bare = UNKNOWN_PARTS.sub("", QUALIFIED.sub("", end))
    shape = EXACT.fullmatch(bare)
    try:
        date(*([int(part) for part in shape.groups() if part] + [1, 1])[:3]) if shape else None
    except ValueError:  # a season, a thirtieth of February
        return ""
    return bare if shape else ""
