"""The loading dock: several files at once, which of them are meant, in what order, and by how many hands."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from archive import models
from archive.ingest import exported, readers
from archive.records.origin import TRANSCRIPT

from . import crew
from .crew import Job, Lost
from .intake import Taken

TAKE, RETAKE = "archive.store.intake.take", "archive.store.intake.retake"
IN_ORDER = "transcripts, in order"  # of their names: so they stand in their volume


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file of a delivery, or one source that the archive holds already.

    ``size`` is in bytes, as it lies on the disk; ``source`` is what it will be known by, "" where it does not say;
    ``refusal`` says why it is not to be taken in, or is "".
    """

    name: str
    size: int
    job: Job
    source: str = ""
    refusal: str = ""


def of_files(paths: Iterable[Path], volume: str = "", dry_run: bool = False) -> list[Parcel]:
    """The files among ``paths`` and in folders there, each once, in the order in which they are to be taken in.

    Large volumes come first, so that two hands end together; files for the same source keep their order, and so do
    transcripts. A folder without sources is refused.
    """
    parcels: dict[Path, Parcel] = {}
    for given in paths:
        for path in readers.files([given]):
            if path.resolve() not in parcels:
                parcels[path.resolve()] = _parcel(path, volume, dry_run)
        if given.is_dir() and not any(place.is_relative_to(given.resolve()) for place in parcels):
            refusal = f"no source is in it ({', '.join(readers.FORMS)})"
            parcels[given.resolve()] = Parcel(str(given), 0, Job(()), refusal=refusal)
    return _large_first(parcels.values())


def count_anew(documents: int) -> None:
    """Have the database count its tables where so many new documents are a tenth of all.

    It would do so by itself within a minute (PostgreSQL, "The Autovacuum Daemon"); until then it plans for the tables
    as they were, and what asks an archive that was empty may take minutes.
    """
    if documents * 10 < models.Document.objects.count():
        return
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_app_config("archive").get_models()]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _large_first(parcels: Iterable[Parcel]) -> list[Parcel]:
    """By the size of the first file for the same source; transcripts last."""
    size: dict[str, int] = {}
    for parcel in parcels:
        size.setdefault(parcel.source or parcel.name, parcel.size)

    def turn(parcel: Parcel) -> tuple[bool, int]:
        return (True, 0) if parcel.job.queue == IN_ORDER else (False, -size[parcel.source or parcel.name])

    return sorted(parcels, key=turn)


def _parcel(path: Path, volume: str, dry_run: bool) -> Parcel:
    left = exported.volume_of(path)  # an archive is the same again only in the order in which it came to be
    volume = volume or left
    source = readers.known_by(path, volume)
    queue = IN_ORDER if left or readers.form_of(path) == TRANSCRIPT else source
    return Parcel(str(path), _size(path), Job((path, volume, dry_run), queue), source)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it is not there or not ours to see: taking it in says so


def of_held() -> list[Parcel]:
    """Every source that the archive keeps, large ones first."""
    current = models.Ingestion.objects.filter(is_current=True).order_by("source__volume__identifier", "source")
    rows = current.values_list("pk", "file", "size", "source__volume__identifier")
    return _large_first([_held(f"{volume} ({file})", size, key, volume) for key, file, size, volume in rows])


def _held(name: str, size: int, ingestion: int, volume: str) -> Parcel:
    return Parcel(name, size, Job((ingestion, name), queue=volume))


def taken(parcels: Sequence[Parcel], task: str = TAKE, hands: int | None = None) -> Generator[tuple[Parcel, Taken]]:
    """Take the parcels in, one after another as they are done, with ``hands`` processes (1: this one).

    Left to itself it uses two where there is more than one file. A process that dies costs its own file. Once a source
    is in, further files for it are refused: neither knows which of them is right.
    """
    sources: dict[str, str] = {}
    wanted = {number: parcel for number, parcel in enumerate(parcels) if not parcel.refusal}
    jobs = {number: parcel.job for number, parcel in wanted.items()}
    for number, result in _done(task, jobs, hands, lambda number: wanted[number].source not in sources):
        parcel = wanted.pop(number)
        found = Taken(parcel.name, error=str(result)) if isinstance(result, Lost) else result
        if found.is_in and parcel.source:
            sources[parcel.source] = parcel.name
        yield parcel, found
    for parcel in parcels:
        if parcel.refusal or parcel in wanted.values():
            twice = f"it is {parcel.source}, which was taken from {sources.get(parcel.source)} already"
            yield parcel, Taken(parcel.name, error=parcel.refusal or twice)


def _done(
    task: str, jobs: dict[int, Job], hands: int | None, is_wanted: Callable[[int], bool]
) -> Iterator[tuple[int, Any]]:
    hands = hands or min(os.cpu_count() or 1, 2)
    if hands > 1 and len(jobs) > 1:
        yield from crew.results(task, jobs, hands, is_wanted)
        return
    for number, job in jobs.items():
        if is_wanted(number):
            yield number, import_string(task)(*job.arguments)
