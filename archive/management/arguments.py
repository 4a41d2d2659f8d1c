"""What a command may be told, and the sentence for what it may not."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError


def volume_name(given: str) -> str:
    """A volume's id. Raises ArgumentTypeError for what no address could hold."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,200}", given):
        raise ArgumentTypeError(f"{given!r} is no volume's id: letters, digits, hyphens and underscores make one")
    return given


def hands(given: str) -> int:
    """A number of processes. Raises ArgumentTypeError for what is none."""
    if not given.isdecimal() or not 1 <= int(given) <= 64:
        raise ArgumentTypeError(f"{given!r} is no number of processes (1 to 64)")
    return int(given)
