"""Two entities made one, and made two again: names, mentions and addresses go over, so that re-ingestion keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q

from archive.entities.identity import fold, folded, is_bare
from archive.models import Act, Entity, EntityName, FormerSlug, Mention, PartyActor, Ruling, Suggestion, Variant
from archive.reading import authority

from . import acts, rematching, write
from .acts import CurationError
from .gazetteering import BASES

# What an entity that lacks it takes over from the other: fields, each with what it holds where nothing is known.
FACTS: dict[str, dict[str, Any]] = {
    "description": {"description": ""},
    "point": {"latitude": None, "longitude": None, "coordinate_source": ""},
}
FIELDS = [name for fields in FACTS.values() for name in fields]


def merge(from_: Entity, into: Entity, by: User | None = None) -> Act:
    """Let all that means ``from_`` mean ``into`` from now on, or what ``into`` was merged into itself.

    Of two who merge the same at once the second is told that it is done. Raises CurationError with a sentence.
    """
    with transaction.atomic():
        write.lock_all()
        act, touched = unite(from_, into, by)
        write.stamp(touched)
    return act


def unite(from_: Entity, into: Entity, by: User | None) -> tuple[Act, set[int]]:
    """Merge for who holds the writers' lock and will stamp the documents whose primary keys this gives."""
    from_, into = Entity.objects.get(pk=from_.pk), authority.standing(Entity.objects.get(pk=into.pk))
    before, touched = fuse(from_, into)
    said = f"{from_} ({from_.kind}) merged into {into} ({into.kind})"
    return acts.record("merge", from_, said, before, by), touched


def fuse(from_: Entity, into: Entity) -> tuple[dict[str, Any], set[int]]:
    """Give all that one entity means to another; gives what went over, and the documents to be stamped."""
    _refuse(from_, into)
    touched = _documents(from_)
    unsure = set(Suggestion.objects.filter(candidates=from_).values_list("document", flat=True))
    before = {"into": into.pk, **_move_names(from_, into), **_move_addresses(from_, into), **_fill(from_, into)}
    for table in (Mention, PartyActor):
        table._default_manager.filter(entity=from_).update(entity=into)
    Mention.objects.filter(entity=into, basis__in=BASES).exclude(kind=into.kind).update(kind=into.kind)
    from_.merged_into = into
    from_.save(update_fields=["merged_into"])
    return before, touched | rematching.again(unsure)


def part(act: Act, by: User | None) -> set[int]:
    """Undo a merge for who holds the writers' lock and will stamp the documents whose primary keys this gives.

    Names, the mentions they mean, rulings and addresses come back, as far as nothing else was done with them since.
    """
    act = acts.opened(act)
    from_ = act.entity
    holders = list(authority.followed(Entity.objects.get(pk=act.before["into"])))
    _give_back(act.before, from_, [holder.pk for holder in holders])
    _empty(act.before, holders)
    from_.merged_into = None
    from_.save(update_fields=["merged_into"])
    acts.close(act, by)
    return acts.again(_naming(holders[-1], from_))


def _refuse(from_: Entity, into: Entity) -> None:
    if from_.merged_into is not None:
        raise CurationError(f"{from_} was merged into {from_.merged_into} already.")
    if from_ == into:
        raise CurationError(f"{from_} cannot be merged into itself, nor into what was merged into it.")
    if (from_.kind == "place") != (into.kind == "place"):
        raise CurationError(f"{from_} ({from_.kind}) and {into} ({into.kind}): a place and an actor are never one.")
    if (from_.kind == "person") != (into.kind == "person"):
        for form in from_.variants.filter(use="text"):
            if is_bare(form.name):  # a surname alone is looked for nowhere, the same word for a body is
                said = f"{acts.called(form.name)} alone is looked for in texts for no person"
                raise CurationError(f"{said}: remove that form first.")


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
    """Names, rulings, and the variants that the other has not; the former preferred name becomes one of them."""
    theirs = {(variant.name, variant.office): variant for variant in into.variants.all()}
    known = {(fold(name), fold(office)) for name, office in theirs} | {(fold(into.name), fold(into.office))}
    new, raised = [], []
    for variant in from_.variants.all():
        held = theirs.get((variant.name, variant.office))
        if held is None and (variant.use or (fold(variant.name), fold(variant.office)) not in known):
            new.append(variant.pk)
            known.add((fold(variant.name), fold(variant.office)))
        elif held is not None and variant.use == "text" != held.use:
            raised.append([held.pk, held.use])
    Variant.objects.filter(pk__in=[pk for pk, _ in raised]).update(use="text")
    office = from_.office if from_.kind == "person" else ""
    is_known = (fold(from_.name), fold(office)) in known
    return {
        "names": _move(EntityName, Q(), from_, into),
        "rulings": _move(Ruling, Q(), from_, into),
        "variants": _move(Variant, Q(pk__in=new), from_, into),
        "raised": raised,
        "told": [] if is_known else [into.variants.create(name=from_.name, office=office, basis="merge").pk],
    }


def _move_addresses(from_: Entity, into: Entity) -> dict[str, Any]:
    moved = _move(FormerSlug, Q(), from_, into)
    return {"slugs": moved, "slug": FormerSlug.objects.create(slug=from_.slug, entity=into).pk}


def _fill(from_: Entity, into: Entity) -> dict[str, Any]:
    """Let the other have what it lacks: a description, a point on the map, identifiers elsewhere."""
    lacking = [what for what, fields in FACTS.items() if _said(into, what) == list(fields.values())]
    filled = {what: _said(from_, what) for what in lacking}
    identifiers = {name: value for name, value in from_.identifiers.items() if name not in into.identifiers}
    for what, values in filled.items():
        _say(into, what, values)
    into.identifiers |= identifiers
    into.save(update_fields=[*FIELDS, "identifiers"])
    return {"filled": filled, "identifiers": identifiers}


def _said(entity: Entity, what: str) -> list[Any]:
    return [getattr(entity, name) for name in FACTS[what]]


def _say(entity: Entity, what: str, values: Iterable[Any]) -> None:
    for name, value in zip(FACTS[what], values, strict=True):
        setattr(entity, name, value)


def _give_back(before: dict[str, Any], from_: Entity, holders: Collection[int]) -> None:
    """Return what went over and is still where it went, or where that went since."""
    for table, what in ((EntityName, "names"), (Ruling, "rulings"), (Variant, "variants"), (FormerSlug, "slugs")):
        table._default_manager.filter(pk__in=before[what], entity__in=holders).update(entity=from_)
    for key, use in before["raised"]:
        Variant.objects.filter(pk=key, use="text").update(use=use)
    Variant.objects.filter(pk__in=before["told"], entity__in=holders).delete()
    FormerSlug.objects.filter(pk=before["slug"]).delete()


def _empty(before: dict[str, Any], holders: Collection[Entity]) -> None:
    """Take back what the others were given, one by the other, unless they have been given something else since."""
    filled, identifiers = before["filled"], before["identifiers"]
    for holder in holders:
        for what, values in filled.items():
            if _said(holder, what) == values:
                _say(holder, what, FACTS[what].values())
        for name, value in identifiers.items():
            if holder.identifiers.get(name) == value:
                del holder.identifiers[name]
        holder.save(update_fields=[*FIELDS, "identifiers"])
        went = Act.objects.filter(kind="merge", entity=holder, undone_at=None).first()
        given = went.before if went else {"filled": {}, "identifiers": {}}
        filled = {what: values for what, values in filled.items() if given["filled"].get(what) == values}
        identifiers = {name: value for name, value in identifiers.items() if given["identifiers"].get(name) == value}


def _naming(entity: Entity, bearer: Entity) -> set[int]:
    """The documents that name an entity in a way that may mean the ``bearer`` of some of the names."""
    names = {*EntityName.objects.filter(entity=bearer).values_list("name", "scope")}
    names |= {(folded(bearer.kind, variant.name), "") for variant in bearer.variants.all()}
    ruled = Mention.objects.filter(entity=entity, document__rulings__entity=bearer).order_by()
    unsure = Suggestion.objects.filter(candidates=entity)
    some = (rows.values_list("document", flat=True) for rows in (ruled, unsure))
    return acts.printing(entity, names).union(*some)
