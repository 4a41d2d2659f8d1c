"""The curator's desk: places and actors renamed, called by further names, split and merged; every act can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities.identity import Identity, fold, folded, is_bare
from archive.models import Act, Entity, EntityName, Mention, Variant, Volume

from . import acts, deciding, holding, merging, naming, rematching, renaming, splitting, write
from .acts import CurationError, called
from .deciding import decide
from .gazetteering import BASES
from .holding import Asked
from .merging import MergeError
from .splitting import Portion, split

__all__ = ["CurationError", "Portion", "add_variant", "decide", "merge", "remove_variant", "rename", "split", "undo"]


def merge(from_: Entity, into: Entity, by: User | None = None) -> Act:
    """Let all that means ``from_`` mean ``into`` from now on. Raises CurationError with a sentence."""
    try:
        return merging.merge(from_, into, by)
    except MergeError as error:
        raise CurationError(str(error)) from error


def rename(entity: Entity, name: str, office: str = "", by: User | None = None) -> Act:
    """Give an entity another preferred name, and with it another address; the old ones stay good.

    What searches find does not change, so no document is touched. Raises CurationError with a sentence.
    """
    name, office = _plain(name), _plain(office)
    with transaction.atomic():
        write.lock()
        entity = acts.living(entity)
        office = office if entity.kind == "person" else ""
        _refuse_name(entity, name, office)
        before: dict[str, Any] = {"name": entity.name, "office": entity.office, "now": [name, office]}
        old, before["told"] = str(entity), _tell(entity)
        renaming.rename(entity, name, office)
        before["claimed"] = acts.claim(entity, name, office)
        act = acts.record("rename", entity, f"{old} renamed {entity}", before, by)
        write.stamp()
    return act


def add_variant(
    entity: Entity, name: str, office: str = "", volume: str = "", *, is_sought: bool = True, by: User | None = None
) -> Act:
    """Let a further name mean an entity, a surname alone in ``volume``; texts are searched for it if it ``is_sought``.

    Raises CurationError with a sentence.
    """
    name, office, use = _plain(name), _plain(office), "text" if is_sought else ""
    asked = holding.ask(name) if is_sought and name else None
    with transaction.atomic():
        write.lock_all()
        entity = acts.living(entity)
        office = office if entity.kind == "person" else ""
        _refuse_variant(entity, name, office, volume.strip())
        held = Variant.objects.filter(entity=entity, name=name, office=office).first()
        if held is not None and held.use in ("text", use):
            raise CurationError(f"{called(name, office)} means {entity} already.")
        defaults = {"use": use, "basis": "curator"}
        variant, _ = Variant.objects.update_or_create(entity=entity, name=name, office=office, defaults=defaults)
        before: dict[str, Any] = {"variant": variant.pk, "was": held and [held.use, held.basis]}
        before["claimed"] = acts.claim(entity, name, office, volume.strip())
        touched = rematching.again(holding.of(name, asked)) if is_sought else set()
        act = acts.record("variant", entity, f"{called(name, office)} means {entity}", before, by)
        write.stamp(touched)
    return act


def remove_variant(variant: Variant, by: User | None = None) -> Act:
    """Let a further name mean an entity no longer, except where documents print it for the entity: from there it can
    only be split off. Raises CurationError with a sentence."""
    with transaction.atomic():
        write.lock_all()
        held = Variant.objects.filter(pk=variant.pk).select_related("entity").first()
        if held is None:
            raise CurationError(f"{called(variant.name, variant.office)} was removed in the meantime.")
        entity = acts.living(held.entity)
        documents = acts.finding(entity, held.name) if held.use == "text" else set()
        removed = [held.name, held.office, held.use, held.basis]
        before = {"removed": removed, "names": _forget(entity, held.name, held.office)}
        held.delete()
        touched = rematching.again(documents)
        said = f"{called(held.name, held.office)} no longer means {entity}"
        act = acts.record("variant", entity, said, before, by)
        write.stamp(touched)
    return act


def undo(act: Act, by: User | None = None) -> None:
    """Undo an act, unless something done since stands in its way. Raises CurationError with a sentence."""
    if act.kind == "merge":
        try:
            return merging.undo(act, by)
        except MergeError as error:
            raise CurationError(str(error)) from error
    asked = holding.ask(act.before["removed"][0]) if "removed" in act.before else None
    with transaction.atomic():
        write.lock_all()
        act = acts.opened(act)
        touched = _undone(act, by, asked)
        acts.close(act, by)
        write.stamp(touched)


def _undone(act: Act, by: User | None, asked: Asked | None) -> set[int]:
    match act.kind:
        case "split":
            return splitting.unite(act, by)
        case "rename":
            return _rename_back(act)
        case "ruling":
            return deciding.revoke(act)
        case _ if "removed" in act.before:
            return _give_back(act, asked)
        case _:
            return _take_back(act)


def _rename_back(act: Act) -> set[int]:
    entity = acts.living(act.entity)
    if [entity.name, entity.office] != act.before["now"]:
        raise CurationError(f"It is called {entity} since: undo that first.")
    documents = acts.disown(act.before["claimed"])
    Variant.objects.filter(pk__in=act.before["told"], entity=entity).delete()
    renaming.rename(entity, act.before["name"], act.before["office"])
    return acts.again(documents)


def _take_back(act: Act) -> set[int]:
    """Undo that a variant was added."""
    variant = Variant.objects.filter(pk=act.before["variant"]).select_related("entity").first()
    if variant is None:
        raise CurationError(f"The name was removed since: {act.said}.")
    documents = acts.finding(variant.entity, variant.name)
    if act.before["was"]:
        variant.use, variant.basis = act.before["was"]
        variant.save(update_fields=["use", "basis"])
    else:
        variant.delete()
    return acts.again(documents | acts.disown(act.before["claimed"]))


def _give_back(act: Act, asked: Asked | None) -> set[int]:
    """Undo that a variant was removed."""
    name, office, use, basis = act.before["removed"]
    entity = acts.living(act.entity)
    _, is_new = Variant.objects.get_or_create(
        entity=entity, name=name, office=office, defaults={"use": use, "basis": basis}
    )
    if not is_new:
        raise CurationError(f"{called(name, office)} means {entity} again already.")
    wanted = {Identity(*row) for row in act.before["names"]}
    naming.add(dict.fromkeys(wanted - naming.known(wanted).keys(), entity.pk))
    return rematching.again(holding.of(name, asked)) if use == "text" else set()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _refuse_name(entity: Entity, name: str, office: str) -> None:
    if not name:
        raise CurationError(f"{entity} needs a name.")
    if (name, office) == (entity.name, entity.office):
        raise CurationError(f"It is called {entity} already.")
    _refuse_taken(entity, name, office, "")


def _refuse_variant(entity: Entity, name: str, office: str, volume: str) -> None:
    if not name:
        raise CurationError("Which name?")
    if volume and not Volume.objects.filter(identifier=volume).exists():
        raise CurationError(f"The archive holds no volume {volume!r}.")
    if entity.kind == "person" and not office and not volume and is_bare(name):
        raise CurationError(
            f"{called(name)} is a surname alone, which many bear: say with which office, or in which volume."
        )
    _refuse_taken(entity, name, office, volume)


def _refuse_taken(entity: Entity, name: str, office: str, volume: str) -> None:
    _, holder = acts.means(entity.kind, name, office, volume)
    if holder is not None and holder != entity:
        raise CurationError(
            f"{called(name, office)} means {holder} already: merge the two, or split the name off there first."
        )


def _tell(entity: Entity) -> list[int]:
    """Keep the preferred name among the others before it is given up; gives the row that is new, if there is one."""
    known = {(fold(variant.name), fold(variant.office)) for variant in entity.variants.all()}
    if (fold(entity.name), fold(entity.office)) in known:
        return []
    told = Variant.objects.create(entity=entity, name=entity.name, office=entity.office, basis="curator")
    return [told.pk]


def _forget(entity: Entity, name: str, office: str) -> list[list[str]]:
    """Let a name mean nobody if no document prints it for the entity; gives what it was known by."""
    rows = EntityName.objects.filter(entity=entity, name=folded(entity.kind, name), office=fold(office))
    printed = Mention.objects.filter(entity=entity).exclude(basis__in=BASES).order_by()
    names = {(folded(kind, n), fold(o)) for kind, n, o in printed.values_list("kind", "name", "office").distinct()}
    gone = [row for row in rows if (row.name, row.office) not in names]
    EntityName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return [[row.kind, row.name, row.office, row.scope] for row in gone]
