"""Numbers as volumes and pages bear them, arabic or roman, brought to one form so that they can be compared."""

from __future__ import annotations

import re

ROMAN = re.compile(r"M{0,4}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.IGNORECASE)
LETTERS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
VALUES = {letters: value for value, letters in LETTERS}
ELECTRONIC = re.compile(r"E\s?[-–]?\s?(\d{1,2})", re.IGNORECASE)  # "Volume E–5" of the subseries 1969–1976


def is_roman(text: str) -> bool:
    """Whether it is a roman numeral: "IV", "xii", also "IIII"."""
    return bool(text) and ROMAN.fullmatch(text) is not None


def arabic(roman: str) -> int:
    """``XIX`` as 19; what is no roman numeral is 0."""
    if not is_roman(roman):
        return 0
    values = [VALUES[letter] for letter in roman.upper()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def roman(number: int) -> str:
    """19 as ``XIX``."""
    written = ""
    for value, letters in LETTERS:
        written += letters * (number // value)
        number %= value
    return written


def plain(number: str) -> str:
    """A volume's number in figures: "V", "v" and "05" are "5", "E–5" is "E5"; "" for what is no number."""
    number = number.strip()
    if electronic := ELECTRONIC.fullmatch(number):
        return f"E{int(electronic[1])}"
    if number.isascii() and number.isdigit():
        return str(int(number))
    return str(arabic(number)) if is_roman(number) else ""


def shown(number: str) -> str:
    """A volume's number as the series prints it: "5" is "V", "E5" is "E–5"."""
    if number.isdigit() and 0 < int(number) < 1000:
        return roman(int(number))
    return number.replace("E", "E–")
