"""The loading dock: several files at once, which of them are meant, in what order, and by how many hands."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.module_loading import import_string

from archive import models
from archive.ingest import readers
from archive.records.origin import TRANSCRIPT

from . import crew
from .crew import Job, Lost
from .intake import Taken

TAKE, RETAKE = "archive.store.intake.take", "archive.store.intake.retake"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file of a delivery, or one source that the archive holds already.

    ``size`` is in bytes, as it lies on the disk; ``refusal`` says why it is not to be taken in, or is "".
    """

    name: str
    size: int
    job: Job
    refusal: str = ""


def of_files(paths: Iterable[Path], volume: str = "", dry_run: bool = False) -> list[Parcel]:
    """The files among ``paths`` and in folders there, each once, in the order in which they are to be taken in.

    Large volumes come first, so that two hands end together; transcripts keep the order of their names. A second file
    for what another one of the same delivery already is, and a folder without sources, are refused.
    """
    parcels: dict[Path, Parcel] = {}
    known: dict[str, Path] = {}
    for given in paths:
        for path in readers.files([given]):
            if path.resolve() not in parcels:
                parcels[path.resolve()] = _parcel(path, volume, dry_run, known)
        if given.is_dir() and not any(place.is_relative_to(given.resolve()) for place in parcels):
            parcels[given.resolve()] = _refused(given, f"no source is in it ({', '.join(readers.FORMS)})")
    return sorted(parcels.values(), key=_turn)


def _turn(parcel: Parcel) -> tuple[bool, int]:
    return (True, 0) if parcel.job.queue else (False, -parcel.size)


def _parcel(path: Path, volume: str, dry_run: bool, known: dict[str, Path]) -> Parcel:
    source = readers.known_by(path, volume)
    first = known.setdefault(source, path) if source else path
    if first != path:
        return _refused(path, f"it is {source}, which is taken from {first} already")
    queue = "transcripts" if readers.form_of(path) == TRANSCRIPT else ""
    return Parcel(str(path), _size(path), Job((path, volume, dry_run), queue))


def _refused(path: Path, refusal: str) -> Parcel:
    return Parcel(str(path), 0, Job(()), refusal)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it is not there or not ours to see: taking it in says so


def of_held(volumes: Sequence[str] = ()) -> list[Parcel]:
    """Every source that the archive keeps, or those of some volumes, large ones first."""
    current = models.Ingestion.objects.filter(is_current=True).order_by("source__volume__identifier", "source")
    if volumes:
        current = current.filter(source__volume__identifier__in=volumes)
    rows = current.values_list("pk", "file", "size", "source__volume__identifier")
    parcels = (_held(f"{volume} ({file})", size, key, volume) for key, file, size, volume in rows)
    return sorted(parcels, key=lambda parcel: -parcel.size)


def _held(name: str, size: int, ingestion: int, volume: str) -> Parcel:
    return Parcel(name, size, Job((ingestion, name), queue=volume))


def taken(parcels: Sequence[Parcel], task: str = TAKE, hands: int | None = None) -> Generator[tuple[Parcel, Taken]]:
    """Take the parcels in, one after another as they are done, with ``hands`` processes (1: this one).

    Left to itself it uses two where there is more than one file. A process that dies costs its own file.
    """
    for parcel in parcels:
        if parcel.refusal:
            yield parcel, Taken(parcel.name, error=parcel.refusal)
    wanted = [parcel for parcel in parcels if not parcel.refusal]
    hands = hands or min(os.cpu_count() or 1, 2)
    if hands == 1 or len(wanted) < 2:
        for parcel in wanted:
            yield parcel, import_string(task)(*parcel.job.arguments)
        return
    for number, result in crew.results(task, [parcel.job for parcel in wanted], hands):
        parcel = wanted[number]
        yield parcel, Taken(parcel.name, error=str(result)) if isinstance(result, Lost) else result
