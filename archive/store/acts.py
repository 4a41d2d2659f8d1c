"""What curators do to places and actors, in the log; and what their acts have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from archive.entities import full_names
from archive.entities.identity import LONGEST_NAME, Identity, folded, identity, is_bare
from archive.models import Act, Entity, EntityName, Mention, Suggestion

from . import naming, rematching, resolving


class CurationError(Exception):
    """It cannot be done, or undone; the message says why."""


def record(kind: str, entity: Entity, said: str, before: dict[str, Any], by: User | None) -> Act:
    """Log an act."""
    return Act.objects.create(kind=kind, entity=entity, said=said, before=before, by=by)


def opened(act: Act) -> Act:
    """An act that may be undone, as it stands now. Raises CurationError for one that is undone already."""
    now = Act.objects.select_related("entity").get(pk=act.pk)
    if now.entity_id is None:
        raise CurationError(f"This is undone at the desk of notes, by deciding otherwise: {now.said}.")
    if now.undone_at is not None:
        raise CurationError(f"This was undone already, on {now.undone_at:%Y-%m-%d}: {now.said}.")
    return now


def close(act: Act, by: User | None) -> None:
    """Log that an act is undone."""
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])


def living(entity: Entity) -> Entity:
    """An entity as it stands now. Raises CurationError for one that was merged meanwhile."""
    now = Entity.objects.select_related("merged_into").get(pk=entity.pk)
    if now.merged_into is not None:
        raise CurationError(f"{now} was merged into {now.merged_into} in the meantime.")
    return now


def plain(text: str) -> str:
    """A name as it is kept: white space is a single space between words. Raises CurationError for what is no name."""
    name = " ".join(text.replace("\0", " ").split())
    if len(name) > LONGEST_NAME:
        raise CurationError(f"A name has at most {LONGEST_NAME} characters.")
    return name


def refuse_taken(entity: Entity, name: str, office: str, volume: str = "") -> None:
    """Raise CurationError if a name means another already."""
    _, holder = means(entity.kind, name, office, volume)
    if holder is not None and holder != entity:
        raise CurationError(
            f"{called(name, office)} means {holder} already: merge the two, or split the name off there first."
        )


def means(kind: str, name: str, office: str, volume: str = "") -> tuple[Identity | None, Entity | None]:
    """By what a printed name is known, and whom it means. A surname alone is known by nothing outside a volume."""
    if kind == "person" and not office and not volume and is_bare(name):
        return None, None
    who = identity(kind, name, office, "", volume)
    row = EntityName.objects.filter(**who._asdict()).select_related("entity").first()
    return who, row.entity if row else None


def claim(entity: Entity, name: str, office: str, volume: str = "") -> list[int]:
    """Let a printed name mean an entity from now on if it means nobody yet; gives the row that is new, if there is
    one."""
    who, holder = means(entity.kind, name, office, volume)
    if who is None or holder is not None:
        return []
    naming.add({who: entity.pk})
    return list(EntityName.objects.filter(**who._asdict()).values_list("pk", flat=True))


def disown(claimed: Iterable[int]) -> set[int]:
    """Let names that were claimed mean nobody; gives the documents that print them."""
    rows = list(EntityName.objects.filter(pk__in=claimed).select_related("entity"))
    documents = {key for row in rows for key in printing(row.entity, [(row.name, row.scope)])}
    EntityName.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return documents


def printing(entity: Entity, names: Collection[tuple[str, str]]) -> set[int]:
    """The documents that print, or may print, one of an entity's names, each folded and with its scope: whom a surname
    means depends on who signs with it."""
    known, lists = {name for name, _ in names if name}, {scope for _, scope in names if scope}
    surnames = set(map(full_names.surname, known))
    rows = Mention.objects.filter(entity=entity).order_by()
    wanted = {
        name
        for kind, name in rows.values_list("kind", "name").distinct()
        if folded(kind, name) in known or (kind == "person" and full_names.surname(name) in surnames)
    }
    return set(rows.filter(Q(name__in=wanted) | Q(key__in=lists)).values_list("document", flat=True))


def finding(entity: Entity, name: str) -> set[int]:
    """The documents in whose texts a form of an entity's name was found, or may be it."""
    found = Mention.objects.filter(entity=entity, name=name).order_by().values_list("document", flat=True)
    return {*found, *Suggestion.objects.filter(candidates=entity).values_list("document", flat=True)}


def again(documents: Collection[int]) -> set[int]:
    """Ask once more what the names in some documents mean; gives those in which something else is meant than before."""
    return resolving.again(documents) | rematching.again(documents)


def called(name: str, office: str = "") -> str:
    """A name as it is quoted in the log."""
    return f"“{name}, {office}”" if office else f"“{name}”"
