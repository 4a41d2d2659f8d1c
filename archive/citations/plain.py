"""Printed words as one line of plain text, as every form of a citation needs them."""

from __future__ import annotations

import re
import unicodedata

UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, marks of direction, what is no character


def line(text: str) -> str:
    """Without control characters and marks of direction, each run of white space one space."""
    shown = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_printed(char))
    return re.sub(r" {2,}", " ", shown).strip()


def _is_printed(char: str) -> bool:
    return char.isascii() and char.isprintable() or unicodedata.category(char) not in UNPRINTED
