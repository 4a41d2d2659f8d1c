"""Printed words as one line of plain text, as every form of a citation needs them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, marks of direction, halves and what is no character
JOINERS = "\u200c\u200d"  # without which some scripts are spelt wrong


def line(text: str) -> str:
    """Without control characters and marks of direction, each run of white space one space."""
    shown = "".join(" " if char.isspace() else char for char in text if _is_shown(char))
    return re.sub(r" {2,}", " ", shown).strip()


def join(parts: Iterable[str], between: str = ", ") -> str:
    """Those of the parts that say anything; a comma stands inside a closing quotation mark, as Americans print it."""
    said = between.join(filter(None, parts))
    return re.sub(r"(?<=[?!])”, ", "” ", said).replace("”, ", ",” ") if between == ", " else said


def _is_shown(char: str) -> bool:
    return char.isspace() or char in JOINERS or unicodedata.category(char) not in UNPRINTED
