"""What became of pasted citations, for programs: as JSON, and as a table (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from archive.citations.resolver.resolve import Resolution
from archive.citations.table import Lines, cell

from .record_json import Json

COLUMNS = ("citation", "found", "address", "passage", "understood", "remarks")
SAID = {302: "yes", 300: "in doubt", 404: "no"}


def as_json(resolutions: Iterable[Resolution], site: str) -> Json:
    """Each citation with what was understood and what it may mean."""
    return {"citations": [_one(each, site) for each in resolutions]}


def table(resolutions: Iterable[Resolution], site: str) -> Iterator[str]:
    """The same, a line for each citation; of several passages that one may mean, each a line."""
    writer = csv.writer(Lines())
    yield writer.writerow(COLUMNS)
    for each in resolutions:
        understood = "; ".join(f"{name}: {value}" for name, value in each.cited.understood.items())
        passages = [(site + match.url, match.label) for match in each.matches] or [("", "")]
        for address, label in passages:
            row = (each.cited.text, SAID[each.status], address, label, understood, " ".join(each.why_not))
            yield writer.writerow([cell(value) for value in row])


def _one(resolution: Resolution, site: str) -> Json:
    return {
        "text": resolution.cited.text,
        "status": resolution.status,
        "understood": resolution.cited.understood,
        "matches": [{"url": match.url, "label": match.label, "kind": match.kind} for match in resolution.matches],
        "why_not": list(resolution.why_not),
    }
