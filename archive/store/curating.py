"""The curator's desk: places and actors renamed, called by further names, split and merged; every act can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities.identity import fold
from archive.models import Act, Entity, Variant

from . import acts, deciding, merging, renaming, splitting, varying, write
from .acts import CurationError
from .deciding import GONE, decide
from .holding import Asked
from .merging import merge
from .splitting import Portion, split
from .varying import add as add_variant
from .varying import remove as remove_variant

__all__ = [
    "GONE",
    "CurationError",
    "Portion",
    "add_variant",
    "decide",
    "merge",
    "remove_variant",
    "rename",
    "split",
    "undo",
]


def rename(entity: Entity, name: str, office: str = "", by: User | None = None) -> Act:
    """Give an entity another preferred name, and with it another address; the old ones stay good.

    What searches find does not change, so no document is touched. Raises CurationError with a sentence.
    """
    name, office = acts.plain(name), acts.plain(office)
    with transaction.atomic():
        write.lock()
        entity = acts.living(entity)
        office = office if entity.kind == "person" else ""
        _refuse_name(entity, name, office)
        old, was = str(entity), [entity.name, entity.office, entity.slug]
        before: dict[str, Any] = {"was": was, "now": [name, office], "told": _tell(entity)}
        renaming.rename(entity, name, office)
        before["claimed"] = acts.claim(entity, name, office)
        act = acts.record("rename", entity, f"{old} renamed {entity}", before, by)
        write.stamp()
    return act


def undo(act: Act, by: User | None = None) -> None:
    """Undo an act, unless something done since stands in its way. Raises CurationError with a sentence."""
    asked = varying.ask(act)
    with transaction.atomic():
        write.lock_all()
        act = acts.opened(act)
        write.stamp(_undone(act, by, asked))


def _undone(act: Act, by: User | None, asked: Asked | None) -> set[int]:
    """Undo an act; gives the documents to be stamped."""
    match act.kind:
        case "merge":
            return merging.part(act, by)
        case "split":
            touched = splitting.unite(act)
        case "rename":
            touched = _rename_back(act)
        case "ruling":
            touched = deciding.revoke(act)
        case _:
            touched = varying.undo(act, asked)
    acts.close(act, by)
    return touched


def _rename_back(act: Act) -> set[int]:
    entity = acts.living(act.entity)
    if [entity.name, entity.office] != act.before["now"]:
        raise CurationError(f"It is called {entity} since: undo that first.")
    documents = acts.disown(act.before["claimed"])
    Variant.objects.filter(pk__in=act.before["told"], entity=entity).delete()
    renaming.rename(entity, *act.before["was"])
    return acts.again(documents)


def _refuse_name(entity: Entity, name: str, office: str) -> None:
    if not name:
        raise CurationError(f"{entity} needs a name.")
    if (name, office) == (entity.name, entity.office):
        raise CurationError(f"It is called {entity} already.")
    acts.refuse_taken(entity, name, office, "")


def _tell(entity: Entity) -> list[int]:
    """Keep the preferred name among the others before it is given up; gives the row that is new, if there is one."""
    known = {(fold(variant.name), fold(variant.office)) for variant in entity.variants.all()}
    if (fold(entity.name), fold(entity.office)) in known:
        return []
    told = Variant.objects.create(entity=entity, name=entity.name, office=entity.office, basis="curator")
    return [told.pk]
