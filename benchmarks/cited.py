"""Citations of a volume's documents, each kind of them timed; see ``benchmarks.citing``."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from archive.citations import engine, item, styles
from archive.citations.item import Item
from archive.models import Document

COLD, WARM = 15, 200  # citations of each kind
CHICAGO = "chicago-notes-bibliography"


class Spent(NamedTuple):
    """Milliseconds of one call."""

    wall: float
    processor: float


def spent(one: Item, style: str) -> Spent:
    """What a citation takes."""
    wall, processor = time.perf_counter(), time.process_time()
    styles.cite(one, style)
    return Spent((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000)


def measure(volume: str) -> None:
    """Print, for each style, median and 95th percentile."""
    documents = Document.objects.filter(volume__identifier=volume).lean().order_by("order")[:WARM]
    items = list(item.many(documents))
    print(f"{len(items)} documents of {volume}; milliseconds, median / 95th")
    print(f"{'':26}{'cold':>16}{'(processor)':>16}{'warm':>16}{'(processor)':>16}{'again':>8}")
    for style in styles.STYLES:
        cold = []
        for each in items[:COLD]:
            engine.parsed.cache_clear()
            styles.cite.cache_clear()
            cold.append(spent(each, style.slug))
        styles.cite.cache_clear()
        warm = [spent(each, style.slug) for each in items]
        again = [spent(each, style.slug) for each in items]
        _report(style.slug, cold, warm, again)
    _bare([each.csl() for each in items])


def _report(name: str, cold: Sequence[Spent], warm: Sequence[Spent], again: Sequence[Spent]) -> None:
    columns = [_both([s.wall for s in cold]), _both([s.processor for s in cold])]
    columns += [_both([s.wall for s in warm]), _both([s.processor for s in warm])]
    print(f"{name:26}{''.join(f'{column:>16}' for column in columns)}{statistics.median(s.wall for s in again):8.3f}")


def _both(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[-1]:.1f}"


def _bare(items: Sequence[dict[str, object]]) -> None:
    peer = [sys.executable, "-m", "benchmarks.peers.bare_citeproc"]
    said = subprocess.run(peer, input=json.dumps([CHICAGO, items]), capture_output=True, text=True, check=True)
    print(f"{'bare, ' + CHICAGO:74}{_both(json.loads(said.stdout)):>16}")
