"""What was measured, as a table: a line for each query, and what they come to."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

OURS, BARE = "ours", "tantivy"
WIDTH = 44


class Times(NamedTuple):
    """A query, and for each way of searching its seconds (None where it took too long) and what it found."""

    query: str
    ways: dict[str, tuple[float | None, int | None]]


def lines(times: Iterable[Times], ways: Sequence[str]) -> Iterator[Times]:
    """The same, each printed in milliseconds as it comes."""
    print(f"\n{'milliseconds':{WIDTH}} {'found':>8}" + "".join(f"{way:>13}" for way in ways))
    for one in times:
        cells = "".join(_cell(one.ways[way][0]) for way in ways)
        print(f"{one.query[:WIDTH]:{WIDTH}} {one.ways[ways[0]][1]:8,}{cells}", flush=True)
        yield one


def summary(times: Sequence[Times], ways: Sequence[str], patience: float) -> None:
    """Print the medians and 95th percentiles, and how ours compare with bare tantivy's."""
    lists = {way: [patience if (s := one.ways[way][0]) is None else s for one in times] for way in ways}
    for name, value in (("median", statistics.median), ("95th percentile", _slow)):
        print(f"{name:{WIDTH}} {'':8}" + "".join(_cell(value(lists[way])) for way in ways))
    print(
        f"{'stopped after ' + f'{patience:.0f} s':{WIDTH}} {'':8}" + "".join(f"{_stopped(times, w):13}" for w in ways)
    )
    print(f"{'as many found as by ours':{WIDTH}} {'':8}" + "".join(f"{_agreed(times, way):>13}" for way in ways))
    if BARE in ways:
        _compare(lists)


def _compare(lists: dict[str, list[float]]) -> None:
    ours, bare = lists[OURS], lists[BARE]
    each = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    print(
        f"\nours of bare tantivy: {statistics.median(ours) / statistics.median(bare):.2f} at the median, "
        f"{_slow(ours) / _slow(bare):.2f} at the 95th percentile, {each:.2f} in the median query"
    )


def _cell(seconds: float | None) -> str:
    return f"{'—':>13}" if seconds is None else f"{seconds * 1000:13,.1f}"


def _slow(values: Sequence[float]) -> float:
    """The 95th percentile: what 95 of 100 do not exceed."""
    return sorted(values)[ceil(len(values) * 0.95) - 1]


def _stopped(times: Sequence[Times], way: str) -> int:
    return sum(one.ways[way][0] is None for one in times)


def _agreed(times: Sequence[Times], way: str) -> str:
    """In how many queries a way found as many documents as ours; the site's pages are not read for that."""
    if way.startswith("/"):
        return ""
    return f"{sum(one.ways[way][1] == one.ways[OURS][1] for one in times)} of {len(times)}"
