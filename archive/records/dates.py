"""Dates as statements: what was printed, what the source encoded, and what can be said of the two."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateStatement:
    """A date as a source states it.

    ``text`` is as printed, ``edtf`` the date in EDTF (ISO 8601-2) level 1, ``earliest`` and ``latest`` ISO days
    that bound it, all three "" when unknown; ``encoded`` what the source's markup says (TEI ``date/@when``), as
    written there; ``agrees`` whether markup and print agree, None where there is nothing to compare; ``basis`` one
    of ``dateline heading encoded none``; ``start`` and ``end`` are code points in the document's text, None where
    the date does not stand there. ``time`` is the printed time of day as ``HH:MM`` or "".
    """

    text: str = ""
    edtf: str = ""
    earliest: str = ""
    latest: str = ""
    encoded: str = ""
    agrees: bool | None = None
    basis: str = "none"
    start: int | None = None
    end: int | None = None
    time: str = ""


UNDATED = DateStatement()
