"""The text of one citation on its way to being understood: what has been read of it is struck out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from re import Match, Pattern
from typing import Any

SERIES, VOLUME, LOCATOR, IMPRINT, LETTER, ADDRESS, NOISE = "\1\2\3\4\5\6\7"
"""What something struck out is replaced by, character for character; its kind says what may stand beside it."""

STRUCK = "\1-\7"
QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"'})
DASHES = str.maketrans(dict.fromkeys("‐‑‒−", "-") | {"―": "—"})
EMPHASIS = re.compile(
    r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|</?(?:i|b|em|strong|cite|span|p|sup|sc)\b[^<>]{0,80}>"
)
DIRECTION, CONTROL = "Cf", "Cc"


def legible(text: str) -> str:
    """The text with one kind of quotation mark and of hyphen, without marks that are not seen; lines stay lines."""
    shown = (_seen(char) for char in text.translate(QUOTES).translate(DASHES))
    return EMPHASIS.sub(lambda mark: " " if "<" in mark[0] else "", "".join(shown))


def _seen(char: str) -> str:
    if char.isspace():
        return "\n" if char in "\n\r\v\f\x85\u2028\u2029" else " "
    category = unicodedata.category(char)
    return "" if category == DIRECTION else " " if category == CONTROL else char


class Paper:
    """A citation of one line: ``text`` as it is, ``left`` what has not been read yet, of the same length.

    ``found`` are the values read, by the fields of ``Cited``; ``words`` what each was read from.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self.left = self.text
        self.found: dict[str, Any] = {}
        self.words: dict[str, str] = {}
        self.problems: list[str] = []
        self.series_at = -1  # where the name of the series ends; -1 where there is none
        self.series_from = -1

    def strike(self, start: int, end: int, kind: str = NOISE) -> None:
        """Take the characters ``start`` to ``end`` as read."""
        self.left = self.left[:start] + kind * (end - start) + self.left[end:]

    def take(self, name: str, value: Any, start: int, end: int, kind: str) -> None:
        """Keep a value, the first of its name, with its words, and strike them out."""
        if name not in self.found:
            self.found[name] = value
            self.words[name] = self.text[start:end].strip(" ,;:.()")
        self.strike(start, end, kind)

    def each(self, pattern: Pattern[str], start: int = 0) -> Iterator[Match[str]]:
        """The places of a pattern in what is left, as it is when each is reached."""
        while (match := pattern.search(self.left, start)) is not None:
            yield match
            start = max(match.end(), start + 1)

    def strike_all(self, pattern: Pattern[str], kind: str = NOISE) -> None:
        """Take all places of a pattern as read and without weight."""
        self.left = pattern.sub(lambda match: kind * len(match[0]), self.left)
