"""Whom a name in a document means where it may mean several: the curator's word, which the next search for it asks."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities.identity import folded
from archive.models import Act, Entity, Ruling, Suggestion

from . import acts, merging, write
from .acts import CurationError

GONE = "Somebody else has decided this in the meantime, or the text has changed."


def decide(suggestion: Suggestion, entity: Entity | None, by: User | None = None) -> Act:
    """Let a name mean one of its candidates, or none, wherever it stands in its document.

    Raises CurationError with a sentence.
    """
    with transaction.atomic():
        write.lock_volume(suggestion.document.volume.identifier)
        write.lock()
        now = Suggestion.objects.filter(pk=suggestion.pk, text=suggestion.text).first()
        if now is None:
            raise CurationError(GONE)
        some = list(now.candidates.all())
        if entity is not None and entity not in some:
            raise CurationError(f"{entity} is none of those that {acts.called(now.text)} may mean there.")
        kind = entity.kind if entity else now.kind
        before = _rule(now, kind, entity)
        touched = acts.again([now.document_id])
        act = acts.record("ruling", entity or some[0], _said(suggestion, entity, some), before, by)
        if touched:  # of a name that means nobody readers see nothing
            write.stamp(touched)
    return act


def revoke(act: Act) -> set[int]:
    """Undo a ruling for who holds the writers' lock and will stamp the documents whose primary keys this gives."""
    what = {name: act.before[name] for name in ("document_id", "kind", "name", "office")}
    ruling = Ruling.objects.filter(**what).select_related("entity").first()
    said = act.before["means"] and merging.standing(Entity.objects.get(pk=act.before["means"])).pk
    if ruling is None or ruling.entity_id != said:
        raise CurationError(f"It has been ruled otherwise since: {act.said}.")
    if act.before["was_ruled"]:
        Ruling.objects.filter(pk=ruling.pk).update(entity=act.before["entity_id"])
    else:
        ruling.delete()
    return acts.again([what["document_id"]])


def _rule(suggestion: Suggestion, kind: str, entity: Entity | None) -> dict[str, Any]:
    """Write the ruling; gives what it says, and what was ruled before."""
    name = folded(kind, suggestion.text)
    what: dict[str, Any] = {"document_id": suggestion.document_id, "kind": kind, "name": name, "office": ""}
    before = Ruling.objects.filter(**what).first()
    Ruling.objects.update_or_create(**what, defaults={"entity": entity})
    means = entity.pk if entity else None
    return {**what, "means": means, "was_ruled": before is not None, "entity_id": before and before.entity_id}


def _said(suggestion: Suggestion, entity: Entity | None, some: list[Entity]) -> str:
    where = f"{acts.called(suggestion.text)} in {suggestion.document.id_in_archive}"
    return f"{where} means {entity}" if entity else f"{where} means none of {'; '.join(map(str, some))}"
