"""Two entities made one, and made two again: names, mentions and addresses go over, so that re-ingestion keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from archive.entities.identity import fold, folded, is_bare
from archive.models import Act, Entity, EntityName, FormerSlug, Mention, PartyActor, Ruling, Suggestion, Variant

from . import rematching, resolving, write

# What an entity that lacks it takes over from the other, and how it looks where it lacks it.
FILLED: dict[str, Any] = {"description": "", "latitude": None, "longitude": None, "coordinate_source": ""}


class MergeError(Exception):
    """They cannot be made one, or two again; the message says why."""


def merge(from_: Entity, into: Entity, by: User | None = None) -> Act:
    """Let all that means ``from_`` mean ``into`` from now on, or what ``into`` was merged into itself.

    Of two who merge the same at once the second is told that it is done. Raises MergeError with a sentence.
    """
    with transaction.atomic():
        write.lock_all()
        act, touched = unite(from_, into, by)
        write.stamp(touched)
    return act


def undo(act: Act, by: User | None = None) -> None:
    """Give back what a merge took: names, the mentions they mean, rulings and addresses, as far as nothing else was
    done with them since. Raises MergeError with a sentence."""
    with transaction.atomic():
        write.lock_all()
        write.stamp(part(act, by))


def standing(entity: Entity) -> Entity:
    """What an entity is now: what it was merged into, and that in turn, or itself."""
    while entity.merged_into is not None:
        entity = entity.merged_into
    return entity


def unite(from_: Entity, into: Entity, by: User | None) -> tuple[Act, set[int]]:
    """Merge for who holds the writers' lock and will stamp the documents whose primary keys this gives."""
    from_ = Entity.objects.select_related("merged_into").get(pk=from_.pk)
    into = standing(Entity.objects.get(pk=into.pk))
    _refuse(from_, into)
    touched = _documents(from_)
    unsure = set(Suggestion.objects.filter(candidates=from_).values_list("document", flat=True))
    before = {"into": into.pk, **_move_names(from_, into), **_move_addresses(from_, into), **_fill(from_, into)}
    for table in (Mention, PartyActor):
        table._default_manager.filter(entity=from_).update(entity=into)
    from_.merged_into = into
    from_.save(update_fields=["merged_into"])
    said = f"{from_} ({from_.kind}) merged into {into} ({into.kind})"
    act = Act.objects.create(kind="merge", entity=from_, said=said, before=before, by=by)
    return act, touched | rematching.again(unsure)


def part(act: Act, by: User | None) -> set[int]:
    """Undo a merge for who holds the writers' lock and will stamp the documents whose primary keys this gives."""
    act.refresh_from_db()
    from_, into = act.entity, Entity.objects.get(pk=act.before["into"])
    if act.undone_at is not None:
        raise MergeError(f"This was undone already, on {act.undone_at:%Y-%m-%d}: {act.said}.")
    if from_.merged_into_id != into.pk:
        raise MergeError(f"{from_} is not merged into {into} any more.")
    heir = standing(into)
    names = _give_back(act.before, from_, {into.pk, heir.pk})
    from_.merged_into = None
    from_.save(update_fields=["merged_into"])
    _empty(act.before, from_, into)
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    documents = _printing(heir, from_, names)
    return resolving.again(documents) | rematching.again(documents)


def _refuse(from_: Entity, into: Entity) -> None:
    if from_.merged_into is not None:
        raise MergeError(f"{from_} was merged into {from_.merged_into} already.")
    if from_ == into:
        raise MergeError(f"{from_} cannot be merged into itself, nor into what was merged into it.")
    if (from_.kind == "place") != (into.kind == "place"):
        raise MergeError(f"{from_} is a {from_.kind} and {into} a {into.kind}: a place and an actor are never one.")


def _documents(entity: Entity) -> set[int]:
    """The documents that name an entity."""
    mentions = Mention.objects.filter(entity=entity).order_by().values_list("document", flat=True).distinct()
    seats = PartyActor.objects.filter(entity=entity).order_by().values_list("party__document", flat=True).distinct()
    return {*mentions, *seats}


def _move(table: type[Model], which: Q, from_: Entity, into: Entity) -> list[int]:
    """Give rows to the other entity; gives their primary keys."""
    keys = list(table._default_manager.filter(which, entity=from_).values_list("pk", flat=True))
    table._default_manager.filter(pk__in=keys).update(entity=into)
    return keys


def _move_names(from_: Entity, into: Entity) -> dict[str, Any]:
    """Names, rulings, and those variants that the other has not; the former preferred name becomes one of them."""
    known = {(fold(variant.name), fold(variant.office)) for variant in into.variants.all()}
    new = [v.pk for v in from_.variants.all() if (fold(v.name), fold(v.office)) not in known]
    moved = {
        "names": _move(EntityName, Q(), from_, into),
        "rulings": _move(Ruling, Q(), from_, into),
        "variants": _move(Variant, Q(pk__in=new), from_, into),
        "told": [],
    }
    known |= {(fold(variant.name), fold(variant.office)) for variant in into.variants.all()}
    office = from_.office if from_.kind == "person" else ""
    if (fold(from_.name), fold(office)) not in {*known, (fold(into.name), fold(into.office))}:
        moved["told"] = [Variant.objects.create(entity=into, name=from_.name, office=office, basis="merge").pk]
    return moved


def _move_addresses(from_: Entity, into: Entity) -> dict[str, Any]:
    moved = _move(FormerSlug, Q(), from_, into)
    return {"slugs": moved, "slug": FormerSlug.objects.create(slug=from_.slug, entity=into).pk}


def _fill(from_: Entity, into: Entity) -> dict[str, Any]:
    """Let the other have what it lacks: a description, coordinates, identifiers elsewhere."""
    filled = [name for name, empty in FILLED.items() if getattr(into, name) == empty != getattr(from_, name)]
    if into.latitude is not None:
        filled = [name for name in filled if name == "description"]
    for name in filled:
        setattr(into, name, getattr(from_, name))
    identifiers = [name for name in from_.identifiers if name not in into.identifiers]
    into.identifiers = {**from_.identifiers, **into.identifiers}
    into.save(update_fields=[*FILLED, "identifiers"])
    return {"filled": filled, "identifiers": identifiers}


def _empty(before: dict[str, Any], from_: Entity, into: Entity) -> None:
    """Take back what the other was given, unless it has been given something else since."""
    for name in before["filled"]:
        if getattr(into, name) == getattr(from_, name):
            setattr(into, name, FILLED[name])
    for name in before["identifiers"]:
        if into.identifiers.get(name) == from_.identifiers.get(name):
            into.identifiers.pop(name, None)
    into.save(update_fields=[*FILLED, "identifiers"])


def _give_back(before: dict[str, Any], from_: Entity, holders: Collection[int]) -> set[tuple[str, str]]:
    """Return what went over and is still where it went; gives the names that come back, and the ids of lists."""
    for table, what in ((EntityName, "names"), (Ruling, "rulings"), (Variant, "variants"), (FormerSlug, "slugs")):
        table._default_manager.filter(pk__in=before[what], entity__in=holders).update(entity=from_)
    Variant.objects.filter(pk__in=before["told"], entity__in=holders).delete()
    FormerSlug.objects.filter(pk=before["slug"]).delete()
    names = EntityName.objects.filter(entity=from_).values_list("name", "scope")
    return {*names, *((folded(from_.kind, variant.name), "") for variant in from_.variants.all())}


def _printing(entity: Entity, bearer: Entity, names: Iterable[tuple[str, str]]) -> set[int]:
    """The documents that name an entity in a way that may mean the ``bearer`` of ``names``, folded, with scopes."""
    known, lists = {name for name, _ in names}, {scope for _, scope in names}
    rows = Mention.objects.filter(entity=entity).order_by()
    printed = rows.values_list("kind", "name", "office", "key").distinct()
    wanted = {
        name
        for kind, name, office, key in printed
        if folded(kind, name) in known or (key and key in lists) or (kind == "person" and not office and is_bare(name))
    }
    named = rows.filter(Q(name__in=wanted) | Q(document__rulings__entity=bearer))
    unsure = Suggestion.objects.filter(candidates=entity)
    return {*named.values_list("document", flat=True), *unsure.values_list("document", flat=True)}
