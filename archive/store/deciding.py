"""Whom a name in a document means where it may mean several: the curator's word, which the next search for it asks."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities.identity import folded
from archive.models import Act, Entity, Ruling, Suggestion
from archive.reading import authority

from . import acts, write
from .acts import CurationError

GONE = "Somebody else has decided this in the meantime, or the text has changed."


def decide(suggestion: Suggestion, entity: Entity | None, by: User | None = None) -> Act:
    """Let a name mean one of its candidates, another of their kind, or none, wherever it stands in its document.

    Of places and actors only such are of a kind as the candidates are. Raises CurationError with a sentence.
    """
    with transaction.atomic():
        write.lock_volume(suggestion.document.volume.identifier)
        write.lock()
        now = Suggestion.objects.filter(pk=suggestion.pk, text=suggestion.text).first()
        if now is None:
            raise CurationError(GONE)
        some = list(now.candidates.all())
        entity = entity and acts.living(entity)
        if entity and (entity.kind == "place") not in {one.kind == "place" for one in some}:
            other = "an actor" if entity.kind == "place" else "a place"
            raise CurationError(f"{acts.called(now.text)} may mean {other} there: {entity} is none.")
        kind = entity.kind if entity else now.kind
        document, name = now.document_id, folded(kind, now.text)
        ruling = Ruling.objects.create(document_id=document, kind=kind, name=name, entity=entity)
        before = {"ruling": ruling.pk, "document_id": document, "means": entity and entity.pk}
        touched = acts.again([now.document_id])
        act = acts.record("ruling", entity or some[0], _said(suggestion, entity, some), before, by)
        if touched:  # of a name that means nobody readers see nothing
            write.stamp(touched)
    return act


def revoke(act: Act) -> set[int]:
    """Undo a ruling for who holds the writers' lock and will stamp the documents whose primary keys this gives."""
    means = act.before["means"] and authority.standing(Entity.objects.get(pk=act.before["means"])).pk
    ruling = Ruling.objects.filter(pk=act.before["ruling"], entity=means)
    if not ruling.delete()[0]:
        raise CurationError(f"It has been ruled otherwise since: {act.said}.")
    return acts.again([act.before["document_id"]])


def _said(suggestion: Suggestion, entity: Entity | None, some: list[Entity]) -> str:
    where = f"{acts.called(suggestion.text)} in {suggestion.document.id_in_archive}"
    return f"{where} means {entity}" if entity else f"{where} means none of {'; '.join(map(str, some))}"
