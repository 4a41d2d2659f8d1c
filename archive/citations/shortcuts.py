"""What citeproc-py looks up anew at each step and for each style, kept for ``repairs.py``."""

from __future__ import annotations

from functools import cache
from typing import Any

from citeproc.formatter import html
from citeproc.frontend import CitationStylesLocale
from citeproc.string import MixedString

SHOWN_SO = {"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"}

Element: Any = object  # what the mixed-in classes stand before


@cache
def language(name: str) -> Any:
    """The engine's own words of a language, read once for all styles; ValueError if it has none."""
    return CitationStylesLocale(name, validate=False).root


class Searching(Element):
    """A parsed style does not change, but is searched from end to end again and again."""

    found: dict[str, list[Any]]

    def xpath_search(self, expression: str) -> list[Any]:
        """What the expression finds from here."""
        kept = self.__dict__.setdefault("found", {})
        if expression not in kept:
            kept[expression] = super().xpath_search(expression)
        return kept[expression]


class Shown(Element):
    """What is written is always HTML, and hardly any of it slanting; the engine asks for both at each step."""

    def get_formatter(self) -> Any:
        """What writes HTML."""
        return html

    def format(self, text: Any) -> Any:
        """The text as the element wants it shown."""
        return (
            text if isinstance(text, str | MixedString) and SHOWN_SO.isdisjoint(self.attrib) else super().format(text)
        )


class Remembering(Searching):
    """Whether an element names a variable does not change either, but is asked at each step down through all macros."""

    calls: bool

    def calls_variable(self) -> bool:
        """Whether anything below names a variable."""
        if "calls" not in self.__dict__:
            self.calls = super().calls_variable()
        return self.calls
