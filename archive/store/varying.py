"""Further forms of a name: added and removed by curators, found in texts and known to volumes to come."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities import full_names
from archive.entities.identity import fold, folded, is_bare
from archive.ingest import mentions
from archive.models import Act, Entity, EntityName, Mention, Variant, Volume

from . import acts, holding, rematching, write
from .acts import CurationError, called
from .gazetteering import BASES
from .holding import Asked


def add(
    entity: Entity, name: str, office: str = "", volume: str = "", *, is_sought: bool = True, by: User | None = None
) -> Act:
    """Let a further name mean an entity, a surname alone in ``volume``; texts are searched for it if it ``is_sought``.

    Raises CurationError with a sentence.
    """
    name, office, volume = acts.plain(name), acts.plain(office), acts.plain(volume)
    is_sought &= not (entity.kind == "person" and is_bare(name))  # a surname alone is looked for nowhere
    asked = holding.ask(name) if is_sought and name else None
    with transaction.atomic():
        write.lock_all()
        entity = acts.living(entity)
        office = office if entity.kind == "person" else ""
        _refuse(entity, name, office, volume)
        held = Variant.objects.filter(entity=entity, name=name, office=office).first()
        if held is not None and (held.use == "text" or not is_sought):
            raise CurationError(f"{called(name, office)} means {entity} already.")
        defaults = {"use": "text" if is_sought else "", "basis": "curator"}
        variant, _ = Variant.objects.update_or_create(entity=entity, name=name, office=office, defaults=defaults)
        before: dict[str, Any] = {"variant": variant.pk, "was": held and [held.use, held.basis]}
        before["claimed"] = acts.claim(entity, name, office, volume)
        touched = rematching.again(holding.of(name, asked)) if is_sought else set()
        act = acts.record("variant", entity, f"{called(name, office)} means {entity}", before, by)
        write.stamp(touched)
    return act


def remove(variant: Variant, by: User | None = None) -> Act:
    """Let a further name mean an entity no longer, except where documents print it for the entity: from there it can
    only be split off. Raises CurationError with a sentence."""
    with transaction.atomic():
        write.lock_all()
        held = Variant.objects.filter(pk=variant.pk).select_related("entity").first()
        if held is None:
            raise CurationError(f"{called(variant.name, variant.office)} was removed in the meantime.")
        entity = acts.living(held.entity)
        documents = acts.finding(entity, held.name) if held.use == "text" else set()
        removed = {name: getattr(held, name) for name in ("pk", "name", "office", "use", "basis")}
        before = {"removed": removed, "names": _forget(entity, held.name, held.office)}
        _drop(held)
        touched = rematching.again(documents)
        said = f"{called(held.name, held.office)} no longer means {entity}"
        act = acts.record("variant", entity, said, before, by)
        write.stamp(touched)
    return act


def ask(act: Act) -> Asked | None:
    """What the index tells of the name that undoing an act gives back; to be asked before the undoing begins."""
    return holding.ask(act.before["removed"]["name"]) if "removed" in act.before else None


def undo(act: Act, asked: Asked | None) -> set[int]:
    """Undo one of these acts for who holds the writers' lock and will stamp the documents whose keys this gives."""
    return _give_back(act, asked) if "removed" in act.before else _take_back(act)


def _take_back(act: Act) -> set[int]:
    """Undo that a name was added."""
    variant = Variant.objects.filter(pk=act.before["variant"]).select_related("entity").first()
    if variant is None:
        raise CurationError(f"The name was removed since: {act.said}.")
    documents = acts.finding(variant.entity, variant.name)
    if act.before["was"]:
        variant.use, variant.basis = act.before["was"]
        variant.save(update_fields=["use", "basis"])
    else:
        _drop(variant)
    return acts.again(documents | acts.disown(act.before["claimed"]))


def _give_back(act: Act, asked: Asked | None) -> set[int]:
    """Undo that a name was removed."""
    removed, entity = act.before["removed"], acts.living(act.entity)
    name, office = removed["name"], removed["office"]
    held = Variant.objects.filter(entity=entity, name=name, office=office).first()
    if held is not None and held.basis != "signature":
        raise CurationError(f"{called(name, office)} means {entity} again already.")
    if held is None:
        Variant.objects.create(entity=entity, **removed)
    else:
        Variant.objects.filter(pk=held.pk).update(use=removed["use"], basis=removed["basis"])
    rows = [EntityName(entity=entity, **row) for row in act.before["names"]]
    EntityName.objects.bulk_create(rows, ignore_conflicts=True)  # a name that means another by now is that one's
    return rematching.again(holding.of(name, asked)) if removed["use"] == "text" else set()


def _drop(variant: Variant) -> None:
    """Delete a form; one in which documents are signed is told on, as the next ingestion would."""
    if _is_known_besides(variant) or not _signs(variant.entity, variant.name):
        variant.delete()
    elif variant.basis == "signature":
        raise CurationError(f"Documents are signed {called(variant.name)}: it would come back with them.")
    else:
        Variant.objects.filter(pk=variant.pk).update(use="", office="", basis="signature")


def _is_known_besides(variant: Variant) -> bool:
    """Whether the name is a form of its entity's also in another office or without one; no signature adds it then."""
    others = Variant.objects.filter(entity=variant.entity).exclude(pk=variant.pk)
    return any(fold(name) == fold(variant.name) for name in others.values_list("name", flat=True))


def _signs(entity: Entity, name: str) -> bool:
    """Whether an entity signs documents with this fuller form of its name."""
    signed = Mention.objects.filter(entity=entity, role="signatory", kind="person", key="").order_by()
    rows = signed.values_list("name", "text").distinct()
    return any(fold(full_names.fuller(bare, mentions.signature(text))) == fold(name) for bare, text in rows)


def _refuse(entity: Entity, name: str, office: str, volume: str) -> None:
    if not name:
        raise CurationError("Which name?")
    if volume and not Volume.objects.filter(identifier=volume).exists():
        raise CurationError(f"The archive holds no volume {volume!r}.")
    if entity.kind == "person" and not office and not volume and is_bare(name):
        raise CurationError(
            f"{called(name)} is a surname alone, which many bear: say with which office, or in which volume."
        )
    acts.refuse_taken(entity, name, office, volume)


def _forget(entity: Entity, name: str, office: str) -> list[dict[str, Any]]:
    """Let a name mean nobody if no document prints it for the entity; gives what it was known by."""
    rows = EntityName.objects.filter(entity=entity, name=folded(entity.kind, name), office=fold(office))
    printed = Mention.objects.filter(entity=entity).exclude(basis__in=BASES).order_by()
    names = {(folded(kind, n), fold(o)) for kind, n, o in printed.values_list("kind", "name", "office").distinct()}
    gone = [row for row in rows if (row.name, row.office) not in names]
    EntityName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return [{name: getattr(row, name) for name in ("pk", "kind", "name", "office", "scope")} for row in gone]
