"""The years of a result as bars of a picture: where each stands and how high it is. No database, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT = 270.0, 66.0
SHARE = 0.82  # of its place that a bar takes
WIDEST = 22.0  # that it is at most
LOWEST = 1.5  # a bar that stands for one document among thousands is seen, too
MANY = 60  # years that are drawn one by one


@dataclass(frozen=True, slots=True)
class Bar:
    """The years ``first`` to ``last`` (both included), how many documents are of them, and the bar drawn for that."""

    first: int
    last: int
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def said(self) -> str:
        """The years as they are written: "1937", "1930–1939"."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars side by side in a picture of ``width`` by ``height``; years without a document have their place, no bar.

    ``first`` and ``last`` are the years that have documents.
    """

    bars: list[Bar]
    first: int
    last: int
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def most(self) -> Bar:
        """The highest bar, of several the first."""
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def said(self) -> str:
        """The years it spans: "1807–1936"."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


def of(years: Mapping[int, int]) -> Histogram | None:
    """The histogram of years and how many documents each has: by decades where many years lie between the first and
    the last; None without any."""
    if not years:
        return None
    step = 1 if max(years) - min(years) < MANY else 10
    counts: dict[int, int] = {}
    for year, count in years.items():
        counts[year // step * step] = counts.get(year // step * step, 0) + count
    begin, end, most = min(counts), max(counts), max(counts.values())
    place = WIDTH / ((end - begin) // step + 1)
    bars = [_bar(begin, year, step, counts[year], place, most) for year in sorted(counts)]
    return Histogram(bars, min(years), max(years))


def _bar(begin: int, year: int, step: int, count: int, place: float, most: int) -> Bar:
    height = max(round(HEIGHT * count / most, 2), LOWEST)
    width = round(min(place * SHARE, WIDEST), 2)
    x = round(((year - begin) // step + 0.5) * place - width / 2, 2)
    return Bar(year, year + step - 1, count, x, round(HEIGHT - height, 2), width, height)
