"""Records into rows: one source, in one transaction, and everything that was there before accounted for."""

from __future__ import annotations

import secrets
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive import front, models
from archive.models.ingestion import REVISION_LOCK
from archive.records.findings import SourceError
from archive.records.origin import TEI, TRANSCRIPT, Origin
from archive.records.volume import Header, Volume

from . import copy, documents, frames, gazetteering, layout, references, rows
from .documents import Outcome
from .layout import Target

WRITERS_LOCK = 0x6368616E  # "chan": one writer of the edition at a time


def is_current(origin: Origin) -> bool:
    """Whether the archive holds these very bytes as the newest of their source."""
    return held(origin).exists()


def held(origin: Origin) -> QuerySet[models.Ingestion]:
    """The current ingestion of these very bytes, if the archive holds them."""
    same = models.Ingestion.objects.filter(is_current=True, sha256=origin.sha256, source__form=origin.form)
    if origin.form == TRANSCRIPT:
        same = same.filter(source__name=origin.name, source__volume__identifier=origin.volume)
    return same


def source(volume: Volume, origin: Origin) -> Outcome:
    """Write what a source says, all of it or nothing; the identities of documents outlive corrections.

    Raises SourceError when an id is already another source's of the same volume.
    """
    with transaction.atomic():
        lock_volume(volume.id)
        is_described_anew = _is_described_anew(volume, origin)
        target = _target(volume, origin)
        layout.refuse_foreign_ids(target, volume)
        changes = documents.compare(target, volume)
        before = gazetteering.held([row.pk for row in changes.held.values()])
        documents.clear(target, changes)
        pages = layout.write_pages(target, volume.pages)
        sections = layout.write_sections(target, volume.sections)
        layout.write_people(target, volume.people)
        owned = documents.write(target, changes, sections)
        keys = rows.Keys(volume.id, references.within(volume), pages, references.crossings(volume))
        rows.write_parts(owned, keys)
        layout.drop_unused_pages(target, pages)
        _keep(target, origin, volume)
        searching = gazetteering.Searching(gazetteering.of_record(*text) for text in owned)
        lock()
        rows.write_names(owned, volume.id)
        found = searching.found()
        gazetteering.write(searching.readings, found)
        changes.touched |= {key for key, some in found.items() if before.get(key, []) != gazetteering.sure(some)}
        references.join(target.volume)
        frames.rebuild(target.volume)
        count(target.volume)
        if is_described_anew:  # what is told of a document names its volume
            changes.touched |= set(target.volume.documents.values_list("pk", flat=True))
        stamp(changes.touched)
        return changes.outcome


def lock() -> None:
    """Wait until no other process writes what volumes share; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def lock_volume(volume: str) -> None:
    """Wait until no other process writes this volume; always taken before the lock on what volumes share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [WRITERS_LOCK, volume])


def lock_all() -> None:
    """Wait until no other process writes anything: every volume, in order, and what they share."""
    with connection.cursor() as cursor:
        volumes = models.Volume.objects.order_by("identifier").values_list("identifier", flat=True)
        cursor.executemany("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [(WRITERS_LOCK, name) for name in volumes])
    lock()


def stamp(touched: Iterable[int] = ()) -> None:
    """Give the archive its next revision, and note it in the documents with the primary keys ``touched``.

    The last thing of a transaction that changes what readers see. It holds the writers' lock until it is committed,
    so revisions are committed in the order of their numbers, and whoever has seen one has seen all before it. The
    clock is looked at last, and whoever asks for all that changed until now waits from then on.
    """
    number = models.Revision.latest()[0] + 1
    models.Document.objects.filter(pk__in=list(touched)).update(revision=number)
    models.Address.objects.filter(revision=None).update(revision=number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REVISION_LOCK])
    before = models.Revision.objects.filter(number=number - 1).values_list("at", flat=True).first()
    at = max(filter(None, [before, timezone.now()]))
    models.Revision.objects.create(number=number, token=secrets.token_hex(8), at=at)
    front.forget_once_committed()


def _is_described_anew(volume: Volume, origin: Origin) -> bool:
    """Whether a source says something else of the volume as a whole than the archive does."""
    if origin.form != TEI:
        return False
    held = models.Volume.objects.filter(identifier=volume.id).values(*(said := _said(volume))).first()
    return held is not None and held != said


def _said(volume: Volume) -> dict[str, object]:
    """What a header says, by the columns that keep it."""
    said = {field.name: getattr(volume.header, field.name) for field in fields(Header)}
    said["source_note"] = said.pop("source")
    return said | {name: list(said[name]) for name in ("editors", "revisions")}


def _target(volume: Volume, origin: Origin) -> Target:
    """The rows of the volume and the source; a transcript that joins a volume does not speak for the whole."""
    said = _said(volume)
    find = models.Volume.objects.update_or_create if origin.form == TEI else models.Volume.objects.get_or_create
    row, _ = find(identifier=volume.id, defaults=said)
    name = origin.name or volume.id
    made, _ = models.Source.objects.get_or_create(volume=row, name=name, defaults={"form": origin.form})
    if made.form != origin.form:
        raise SourceError(
            origin.file, None, f"{volume.id!r} already holds a {made.get_form_display()} of the name {name!r}"
        )
    return Target(row, made, origin.file)


def _keep(target: Target, origin: Origin, volume: Volume) -> None:
    """Keep the source's bytes, what was counted in them and what was not understood."""
    ingestion = _ingestion(target, origin)
    ingestion.counts = Counter(finding.kind for finding in volume.findings)
    ingestion.save()
    ingestion.findings.all().delete()
    copy.rows(
        models.Finding,
        ("ingestion", "kind", "what", "where", "line"),
        ((ingestion.pk, f.kind, f.what, f.where, f.line) for f in volume.findings),
    )


def _ingestion(target: Target, origin: Origin) -> models.Ingestion:
    """The current one of these very bytes, else a new one; what is read again was not taken in again."""
    current = target.source.ingestions.filter(is_current=True)
    if (same := current.filter(sha256=origin.sha256).defer("packed").first()) is not None:
        return same
    current.update(is_current=False)
    packed = zlib.compress(origin.data, 3)
    return models.Ingestion(
        source=target.source, file=origin.file, sha256=origin.sha256, size=len(origin.data), packed=packed
    )


def counts(volume: models.Volume) -> dict[str, int]:
    """How many documents, pages, notes and enclosures of the volume readers may see, by the columns that say so."""
    texts = models.Document.objects.filter(volume=volume, order__isnull=False, withdrawn_at=None)
    return {
        "document_count": texts.letters().count(),
        "page_count": models.Page.objects.filter(volume=volume, supplied=False, order__isnull=False).count(),
        "note_count": models.Note.objects.filter(document__in=texts).count(),
        "enclosure_count": models.Enclosure.objects.filter(document__in=texts).count(),
    }


def count(volume: models.Volume) -> None:
    """Set the columns that count what the volume holds."""
    for name, number in counts(volume).items():
        setattr(volume, name, number)
    volume.save()
