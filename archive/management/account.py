"""The account of a delivery: a line for each file, a table at the end, and the same as JSON for programs."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, fields
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper
from rich import box
from rich.console import Console
from rich.table import Table

from archive.models import Document
from archive.search import index
from archive.store import delivery
from archive.store.delivery import Parcel
from archive.store.documents import Outcome
from archive.store.intake import LOADED, READ, REBUILT, UNCHANGED, Taken

from .progress import Voice, spoken

WIDEST = 1000
COUNTED = ("documents", "pages", "notes", "enclosures")


def taken(
    parcels: Sequence[Parcel], out: OutputWrapper, err: OutputWrapper, task: str, hands: int | None, report: Path | None
) -> None:
    """Take a delivery in and give the account of it, of what was done so far if Ctrl-C stops it.

    Raises CommandError unless every file of it is in.
    """
    found: list[Taken] = []
    try:
        with spoken(out, err, "Reading", sum(parcel.size for parcel in parcels)) as voice:
            for one in _told(parcels, task, hands, voice):
                found.append(one)
    finally:
        _close(found, len(parcels), out, report)
    changed = [one for one in found if one.outcome in (LOADED, REBUILT)]
    if changed:
        delivery.count_anew(sum(one.documents for one in changed))
        searchable(out, err, anew=task == delivery.RETAKE)
    failed = sum(not one.is_in for one in found)
    if failed:
        raise CommandError(f"{failed:,} of {len(parcels):,} could not be taken in; the reasons stand above.")


def searchable(out: OutputWrapper, err: OutputWrapper, anew: bool = False) -> None:
    """Bring the index of words up to date, or make it ``anew``, and say so; where it cannot be written, say why."""
    try:
        with spoken(out, err, "Indexing", Document.objects.count() if anew else index.pending()) as voice:
            count = (index.rebuild if anew else index.follow)(voice.done)
    except OSError as error:
        err.write(f"The index could not be written ({error}); whoever searches next tries again.")
    else:
        out.write(f"Texts indexed: {count:,}.")


def _told(parcels: Sequence[Parcel], task: str, hands: int | None, voice: Voice) -> Iterator[Taken]:
    with closing(delivery.taken(parcels, task, hands)) as work:
        for parcel, one in work:
            voice.done(parcel.size, line(one) if one.is_in else "")
            if not one.is_in:
                voice.wrong(one.reason)
            yield one


def _close(found: Sequence[Taken], wanted: int, out: OutputWrapper, report: Path | None) -> None:
    out.write(table(found))
    if len(found) < wanted:
        out.write(f"{wanted - len(found):,} of {wanted:,} were not come to.")
    if any(one.outcome == READ for one in found):
        out.write("A dry run: nothing was written.")
    if report is not None:
        report.write_text(json.dumps([as_json(one) for one in found], ensure_ascii=False, indent=1) + "\n")


def line(one: Taken) -> str:
    """What became of a file that is in, in a line."""
    if one.outcome == UNCHANGED:
        return f"{one.file}: unchanged"
    counts = ", ".join(f"{getattr(one, name):,} {name}" for name in COUNTED[:2])
    return f"{one.file}: {one.outcome} as {one.volume} ({counts}) in {one.seconds:.1f} s"


def changes(outcome: Outcome) -> str:
    """What a writing changed, in words."""
    told = [f"{count:,} {name}" for name, count in asdict(outcome).items() if count and name != "unchanged"]
    return ", ".join(told) or "nothing"


def table(found: Sequence[Taken]) -> str:
    """The account as a table with a row a volume, then what was kept though it was not understood."""
    rows = Table("volume", box=box.SIMPLE, pad_edge=False)
    for name in (*COUNTED, "findings"):
        rows.add_column(name, justify="right")
    rows.add_column("would change" if any(one.outcome == READ for one in found) else "changed")
    for volume, its in _by_volume(one for one in found if one.is_in).items():
        counts = [sum(getattr(one, name) for one in its) for name in COUNTED]
        findings = sum(len(one.findings) for one in its)
        rows.add_row(volume, *(f"{count:,}" for count in (*counts, findings)), changes(_sum(its)))
    for one in found:
        if not one.is_in:
            rows.add_row(Path(one.file).name, *[""] * (len(COUNTED) + 1), "not taken in")
    kinds = sum((one.kinds for one in found), Counter[str]())
    told = "; ".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
    return _as_text(rows) + (f"\nFindings: {told}." if told else "")


def _by_volume(found: Iterable[Taken]) -> dict[str, list[Taken]]:
    volumes: dict[str, list[Taken]] = {}
    for one in sorted(found, key=lambda one: one.volume):
        volumes.setdefault(one.volume, []).append(one)
    return volumes


def _sum(found: Iterable[Taken]) -> Outcome:
    total = Outcome()
    for one in found:
        for field in fields(Outcome):
            setattr(total, field.name, getattr(total, field.name) + getattr(one.changes, field.name))
    return total


def _as_text(rows: Table) -> str:
    """As wide as it needs to be, for a table that a program reads must not be broken."""
    console = Console(file=io.StringIO(), width=WIDEST, color_system=None)
    with console.capture() as capture:
        console.print(rows)
    return "\n".join(row.rstrip() for row in capture.get().rstrip().splitlines())


def as_json(one: Taken) -> dict[str, object]:
    """The account of one file: its fields, and how many findings of each kind there are."""
    told = asdict(one)
    return told | {"bytes": told.pop("size"), "error": one.error or None, "kinds": one.kinds}
