"""One entity made two: some of its printed names, or what it means in some documents, become another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.entities.identity import fold, folded, slug
from archive.models import Act, Document, Entity, EntityName, Mention, Ruling, Suggestion, Variant
from archive.reading import authority

from . import acts, merging, naming, write
from .acts import CurationError
from .naming import Printed


@dataclass(frozen=True, slots=True)
class Portion:
    """What is to become another entity: printed names, and documents, by their primary keys."""

    names: Collection[int] = ()
    documents: Collection[int] = ()


def split(entity: Entity, portion: Portion, name: str, office: str = "", by: User | None = None) -> Act:
    """Let a portion of an entity be another, of the same kind, with a preferred name of its own.

    Of documents a ruling is kept, so that the next ingestion knows it. Raises CurationError with a sentence.
    """
    with transaction.atomic():
        write.lock_all()
        entity = acts.living(entity)
        rows = _names(entity, portion)
        documents = acts.printing(entity, [(row.name, row.scope) for row in rows]) if rows else set()
        named = _documents(entity, portion)
        said = _said(entity, portion, named)
        new = _made(entity, acts.plain(name), acts.plain(office))
        before = {"new": new.pk, **_give(entity, new, rows), "rulings": _rule(named, entity, new)}
        before["claimed"] = acts.claim(new, new.name, new.office)
        unsure = Suggestion.objects.filter(candidates=entity).values_list("document", flat=True)
        touched = acts.again(documents | set(named) | (set(unsure) if rows else set()))
        act = acts.record("split", entity, f"{said} split off {entity} as {new}", before, by)
        write.stamp(touched)
    return act


def unite(act: Act) -> set[int]:
    """Undo a splitting for who holds the writers' lock and will stamp the documents whose primary keys this gives.

    All that the new one means by now is the old one's again, and its address leads there.
    """
    new, entity = acts.living(Entity.objects.get(pk=act.before["new"])), acts.living(act.entity)
    _refuse_changed(new)
    claimed = acts.disown(act.before["claimed"])
    moved, touched = merging.fuse(new, entity)
    Variant.objects.filter(pk__in=moved["told"]).delete()
    ruled = _lift(act.before["rulings"])
    return touched | acts.again(claimed | ruled)


def _refuse_changed(new: Entity) -> None:
    """What was done to it since would otherwise be done to nothing, and could not be undone."""
    since = Act.objects.filter(entity=new, undone_at=None).exclude(kind="ruling").first()
    if since is not None:
        raise CurationError(f"More has been done to {new} since: undo that first. {since.said}.")


def _names(entity: Entity, portion: Portion) -> list[EntityName]:
    rows = list(EntityName.objects.filter(entity=entity, pk__in=portion.names).order_by("pk"))
    if len(rows) < len(set(portion.names)):
        raise CurationError(f"Not all of these names mean {entity} any more: look at it again.")
    if rows and len(rows) == entity.names.count():
        raise CurationError(f"Nothing would be left of {entity}: rename it instead.")
    return rows


def _documents(entity: Entity, portion: Portion) -> dict[int, str]:
    """The documents of a portion by primary key, each as it is called."""
    rows = (
        Document.objects.filter(pk__in=portion.documents, mentions__entity=entity).distinct().select_related("volume")
    )
    named = {row.pk: row.id_in_archive for row in rows.defer("text", "tei")}
    if len(named) < len(set(portion.documents)):
        raise CurationError(f"Not all of these documents name {entity} any more: look at it again.")
    if not portion.names and not named:
        raise CurationError("Choose the names, or the documents, that are to become another.")
    return named


def _made(entity: Entity, name: str, office: str) -> Entity:
    if not name:
        raise CurationError("What is split off needs a name.")
    office = office if entity.kind == "person" else ""
    address = naming.slugs([slug(entity.kind, name, office)])[0]
    return Entity.objects.create(kind=entity.kind, name=name, office=office, slug=address)


def _give(entity: Entity, new: Entity, rows: Collection[EntityName]) -> dict[str, list[int]]:
    """Printed names go over, and with them the forms that are looked for in texts."""
    keys = [row.pk for row in rows]
    EntityName.objects.filter(pk__in=keys).update(entity=new)
    theirs = {(row.name, row.office) for row in rows}
    forms = [v.pk for v in entity.variants.all() if (folded(entity.kind, v.name), fold(v.office)) in theirs]
    Variant.objects.filter(pk__in=forms).update(entity=new)
    return {"names": keys, "variants": forms}


def _rule(documents: Collection[int], entity: Entity, new: Entity) -> list[dict[str, Any]]:
    """Rule that the names of an entity mean the new one in some documents; gives what was ruled before."""
    rows = Mention.objects.filter(document__in=documents, entity=entity).order_by()
    columns = rows.values_list("document", "kind", "name", "office").distinct()
    printed = {naming.ruled(document, Printed(kind, name, office)) for document, kind, name, office in columns}
    before = []
    for document, kind, name, office in sorted(printed):
        what: dict[str, Any] = {"document_id": document, "kind": kind, "name": name, "office": office}
        ruling = Ruling.objects.filter(**what).first()
        before.append({**what, "was_ruled": ruling is not None, "entity_id": ruling and ruling.entity_id})
        Ruling.objects.update_or_create(**what, defaults={"entity": new})
    return before


def _lift(before: Collection[dict[str, Any]]) -> set[int]:
    """Rule as it was ruled before; gives the documents."""
    for what in before:
        ruled = {name: what[name] for name in ("document_id", "kind", "name", "office")}
        if what["was_ruled"]:
            Ruling.objects.filter(**ruled).update(entity=what["entity_id"])
        else:
            Ruling.objects.filter(**ruled).delete()
    return {what["document_id"] for what in before}


def _said(entity: Entity, portion: Portion, documents: dict[int, str]) -> str:
    """What is to be split off, in words."""
    names = [f"“{name.said}”" for name in authority.printed(entity) if name.row.pk in portion.names]
    where = list(documents.values())
    if len(where) > 3:
        where = [f"{len(where)} documents"]
    return ", ".join([*names, *where])
