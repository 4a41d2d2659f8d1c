"""Taking a volume or a document out of readers' sight, and putting it back: the rows stay, their addresses say why."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from archive.models import Address, Document, Section, Volume

from . import frames, references, write


class WithdrawalError(Exception):
    """It cannot be withdrawn or put back; the message says why."""


def withdraw(name: str, reason: str) -> Volume | Document:
    """Take ``volume`` or ``volume/document`` out of sight; its addresses answer 410 with ``reason`` from now on.

    Raises WithdrawalError for what is not held or is withdrawn already.
    """
    if not reason.strip():
        raise WithdrawalError("A withdrawal needs a reason: readers who come to its address are told it.")
    with transaction.atomic():
        _lock(name)
        thing = _held(name)
        if thing.withdrawn_at is not None:
            raise WithdrawalError(
                f"{name} is withdrawn already, since {thing.withdrawn_at:%Y-%m-%d}: {thing.withdrawn_reason}"
            )
        thing.withdrawn_at, thing.withdrawn_reason = timezone.now(), reason.strip()
        _keep(thing)
    return thing


def restore(name: str) -> Volume | Document:
    """Put ``volume`` or ``volume/document`` back. Raises WithdrawalError for what is not held or not withdrawn."""
    with transaction.atomic():
        _lock(name)
        thing = _held(name)
        if thing.withdrawn_at is None:
            raise WithdrawalError(f"{name} is not withdrawn.")
        if isinstance(thing, Document) and thing.order is None:
            raise WithdrawalError(
                f"{name} cannot be put back: it is no longer in the source of its volume, so it has no place there. "
                "It comes back by itself with a source that has it again."
            )
        thing.withdrawn_at, thing.withdrawn_reason = None, ""
        _keep(thing)
    return thing


def _lock(name: str) -> None:
    """Keep whoever takes in a corrected source from writing over it what it was before."""
    write.lock_volume(name.strip("/").partition("/")[0])
    write.lock()


def _held(name: str) -> Volume | Document:
    identifier, slash, inside = name.strip("/").partition("/")
    volume = Volume.objects.filter(identifier=identifier).first()
    if volume is None:
        raise WithdrawalError(f"The archive holds no volume {identifier!r}.")
    if not slash:
        return volume
    document = Document.objects.filter(volume=volume, identifier=inside).select_related("volume").first()
    if document is None:
        raise WithdrawalError(_unknown(volume, inside))
    return document


def _unknown(volume: Volume, identifier: str) -> str:
    """Why there is no such document, and which one may be meant."""
    moved = Address.objects.filter(volume=volume.identifier, identifier=identifier).select_related("document").first()
    if moved is not None:
        return f"{volume.identifier}/{identifier} is {moved.document.id_in_archive} now."
    if Section.objects.filter(volume=volume, identifier=identifier).exists():
        return f"{volume.identifier}/{identifier} is a section without a text of its own: withdraw its documents."
    return f"The archive holds no document {identifier!r} in {volume.identifier}."


def _keep(thing: Volume | Document) -> None:
    """Write it, with what follows: what points to it leads elsewhere, and its neighbours have others."""
    thing.changed_at = timezone.now()
    thing.save(update_fields=["withdrawn_at", "withdrawn_reason", "changed_at"])
    if isinstance(thing, Document):
        frames.rebuild(thing.volume)
        write.count(thing.volume)
        references.lead(thing.volume)
        write.stamp([thing.pk])
    else:
        references.lead(thing)
        write.stamp(thing.documents.values_list("pk", flat=True))
