"""What a parameter of a search may say, and the sentence that refuses what it may not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from .query import QueryError, parse

MOST = 50  # values of one parameter
LONGEST = 500  # code points of one, where they are names
ON, OFF = ("1", "true", "on"), ("0", "false", "off")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class Words(forms.CharField):
    """The words of a query, and the tree that was read in them."""

    def clean(self, value: Any) -> Any:
        """The words and their tree; a fault's ``params`` say at which code point (``at``, from 0) it stands."""
        text = super().clean(value)
        try:
            tree = parse(text)
        except QueryError as error:
            raise forms.ValidationError(error.what, params={"at": error.at}) from None
        return (text, tree) if tree else None


class Several(forms.Field):
    """Values of a parameter that may be repeated, each of them once."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, choices: Iterable[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.choices = tuple(choices)

    def clean(self, value: Any) -> list[str]:
        """The values without empty ones."""
        values = list(dict.fromkeys(text.strip() for text in value or () if text.strip()))
        if len(values) > MOST:
            raise forms.ValidationError(f"At most {MOST} can be asked for at once.")
        for text in values:
            if len(text) > LONGEST:
                raise forms.ValidationError(f"A name has at most {LONGEST} characters.")
            if "\0" in text:
                raise forms.ValidationError("A name cannot hold that character.")
            if self.choices and text not in self.choices:
                raise forms.ValidationError(f"“{text}” is none of: {', '.join(self.choices)}.")
        return values


class OneOf(forms.CharField):
    """One of some values."""

    def __init__(self, *, choices: Iterable[str], **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)
        self.choices = tuple(choices)

    def clean(self, value: Any) -> str:
        """The value, "" for none."""
        text = str(super().clean(value))
        if text and text not in self.choices:
            raise forms.ValidationError(f"“{text}” is none of: {', '.join(self.choices)}.")
        return text


class Switch(OneOf):
    """Whether something is asked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=(*ON, *OFF), **options)

    def clean(self, value: Any) -> bool:  # type: ignore[override]
        """True for one of the words that say so."""
        return super().clean(value) in ON


class Period(forms.CharField):
    """A year, month or day, as the first and last day of it."""

    def clean(self, value: Any) -> tuple[date, date] | None:
        """Two days, both included."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return days(text)
        except ValueError:
            raise forms.ValidationError(f"“{text}” is no date: write 1937, 1937-02 or 1937-02-14.") from None


def days(text: str) -> tuple[date, date]:
    """The first and last day of ``1937``, ``1937-02`` or ``1937-02-14``. Raises ValueError for anything else."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in found.groups())
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])
