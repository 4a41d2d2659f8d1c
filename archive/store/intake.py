"""The counter: one file on its way from the disk into the archive, and an account of what became of it."""

from __future__ import annotations

import logging
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import psycopg
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction

from archive import models
from archive.ingest import readers
from archive.records.findings import Finding, SourceError
from archive.records.origin import TEI, Origin
from archive.records.volume import Volume

from . import write
from .documents import Outcome

LOADED, REBUILT, UNCHANGED, READ, FAILED = "loaded", "rebuilt", "unchanged", "read", "failed"
LONGEST_CONTEXT = 120
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file, named as it was given.

    ``outcome`` is ``loaded``, ``rebuilt`` (from bytes held before), ``unchanged`` (these very bytes are held already),
    ``read`` (a dry run: nothing was written) or ``failed``; then ``error`` says why, and ``line``, counted from 1,
    where, if that is known. The counts are those of the file; ``size`` is in bytes, unpacked; ``changes`` tells what
    was written, or in a dry run would be.
    """

    file: str
    outcome: str = FAILED
    volume: str = ""
    documents: int = 0
    pages: int = 0
    notes: int = 0
    enclosures: int = 0
    findings: tuple[Finding, ...] = ()
    changes: Outcome = field(default_factory=Outcome)
    size: int = 0
    seconds: float = 0.0
    error: str = ""
    line: int | None = None

    @property
    def is_in(self) -> bool:
        """Whether the archive holds the file, or in a dry run would."""
        return self.outcome != FAILED

    @property
    def reason(self) -> str:
        """Why it is not in: file, line and fault."""
        return str(SourceError(self.file, self.line, self.error))

    @property
    def kinds(self) -> Counter[str]:
        """How many findings there are of each kind."""
        return Counter(finding.kind for finding in self.findings)


def take(path: Path, volume: str = "", dry_run: bool = False, again: bool = False) -> Taken:
    """Take in one file, all of it or nothing; ``volume`` is the volume that a transcript belongs to.

    With ``dry_run`` everything is done and undone; with ``again`` bytes that are held already are written once more.
    Raises nothing but what ends the process: every fault is told in what it gives.
    """
    return _accounted(str(path), lambda: _taken(readers.opened(path, volume), dry_run, again))


def retake(ingestion: int, file: str) -> Taken:
    """Write anew, from the bytes that the archive keeps, the source that was taken in as ``file`` by an ingestion.

    ``ingestion`` is its primary key. What cannot be done is told in what this gives, and the archive is as before.
    """
    return _accounted(file, lambda: _taken(_kept(ingestion), dry_run=False, again=True))


def _accounted(file: str, work: Callable[[], Taken]) -> Taken:
    began = perf_counter()
    if not connection.in_atomic_block:
        close_old_connections()  # one that the file before this lost
    try:
        taken = work()
    except SourceError as error:
        taken = Taken(file, error=error.what, line=error.line)
    except (DatabaseError, psycopg.Error) as error:
        taken = Taken(file, error=_told_by_database(error))
    except MemoryError:
        taken = Taken(file, error="there is not memory enough to read it")
    except Exception as error:
        LOG.exception("%s could not be taken in", file)
        taken = Taken(
            file, error=f"Chancery failed at it, which is a fault of its own: {type(error).__name__}: {error}"
        )
    return replace(taken, file=file, seconds=perf_counter() - began)


def _taken(origin: Origin, dry_run: bool, again: bool) -> Taken:
    held = None if again else write.held(origin).select_related("source__volume").first()
    if held is not None:
        return _unchanged(held)
    volume = readers.read(origin)
    taken = _counted(volume, origin)
    if dry_run:
        return replace(taken, outcome=READ, changes=_tried(volume, origin))
    return replace(taken, outcome=REBUILT if again else LOADED, changes=write.source(volume, origin))


def _tried(volume: Volume, origin: Origin) -> Outcome:
    """What writing would change: it is written, checked and undone."""
    with transaction.atomic():
        outcome = write.source(volume, origin)
        connection.check_constraints()
        transaction.set_rollback(True)
    return outcome


def _counted(volume: Volume, origin: Origin) -> Taken:
    return Taken(
        origin.file,
        volume=volume.id,
        documents=len(volume.documents),
        pages=sum(not page.supplied for page in volume.pages),
        notes=sum(len(text.notes) for text in volume.texts),
        enclosures=sum(len(text.enclosures) for text in volume.texts),
        findings=volume.findings,
        size=len(origin.data),
    )


def _unchanged(held: models.Ingestion) -> Taken:
    texts = models.Document.objects.filter(source=held.source, order__isnull=False)
    documents = texts.letters().count()
    return Taken(
        held.file,
        UNCHANGED,
        held.source.volume.identifier,
        documents=documents,
        pages=held.source.pages.filter(supplied=False, order__isnull=False).count(),
        notes=models.Note.objects.filter(document__in=texts).count(),
        enclosures=models.Enclosure.objects.filter(document__in=texts).count(),
        findings=tuple(Finding(f.kind, f.what, f.where, f.line) for f in held.findings.all()),
        changes=Outcome(unchanged=texts.count()),
        size=held.size,
    )


def _kept(ingestion: int) -> Origin:
    """A source as it came, out of the archive. Raises SourceError when the bytes kept are not those that came."""
    kept = models.Ingestion.objects.select_related("source__volume").get(pk=ingestion)
    try:
        data = kept.content()
    except zlib.error as error:
        raise SourceError(kept.file, None, f"the bytes that the archive keeps cannot be unpacked: {error}") from error
    known_by = ("", "") if kept.source.form == TEI else (kept.source.volume.identifier, kept.source.name)
    origin = Origin(kept.source.form, kept.file, data, *known_by)
    if origin.sha256 != kept.sha256:
        raise SourceError(kept.file, None, "the bytes that the archive keeps are not those that came: run verify")
    return origin


def _told_by_database(error: Exception) -> str:
    """Why the database did not take it, in its own words, and first what to do about it where that is known."""
    told = error if isinstance(error, psycopg.Error) else error.__cause__
    reason = _reason(error, told)
    match told:
        case psycopg.errors.UndefinedTable() | psycopg.errors.UndefinedColumn():
            return f"the database is not set up for it (python manage.py migrate): {reason}"
        case psycopg.errors.DiskFull():
            return f"the database has no room for it: {reason}"
    return f"the database did not take it: {reason}"


def _reason(error: Exception, told: BaseException | None) -> str:
    """The database's sentence, and which row it was about ("COPY archive_note, line 3, column mark")."""
    said = (told.diag.message_primary if isinstance(told, psycopg.Error) else "") or str(error).strip()
    context = (told.diag.context if isinstance(told, psycopg.Error) else "") or ""
    about = f" ({context.splitlines()[0][:LONGEST_CONTEXT]})" if context.startswith("COPY") else ""
    return (said.splitlines()[0] if said else type(error).__name__) + about
