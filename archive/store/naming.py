"""From printed names to the entities they mean: found again by their identity, or new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Func, Q, Value

from archive.entities.identity import Identity, identity, slug
from archive.models import Entity, EntityName, ListedPerson

from . import copy


class Printed(NamedTuple):
    """A name as a source prints it, with the entry of a persons list it is tied to or ""."""

    kind: str
    name: str
    office: str
    key: str = ""


def entities(names: Iterable[Printed], volume: str) -> dict[Printed, int]:
    """The primary key of the entity each printed name means in ``volume``; unknown ones are made.

    To be called in a transaction that holds the writers' lock, so that no name is made twice.
    """
    wanted = {name: identity(*name, volume) for name in dict.fromkeys(names)}
    known = _known(set(wanted.values()))
    fresh = {who: name for name, who in reversed(wanted.items()) if who not in known}
    if fresh:
        known.update(_make(dict(reversed(fresh.items()))))
    return {name: known[who] for name, who in wanted.items()}


def _known(identities: set[Identity]) -> dict[Identity, int]:
    folded = {who.name for who in identities}
    scopes = {who.scope for who in identities}
    rows = EntityName.objects.filter(name__in=folded, scope__in=scopes)
    values = rows.values_list("kind", "name", "office", "scope", "entity_id")
    return {Identity(*row[:4]): row[4] for row in values if Identity(*row[:4]) in identities}


def _make(fresh: dict[Identity, Printed]) -> dict[Identity, int]:
    listed = ListedPerson.objects.in_bulk([who.scope for who in fresh], field_name="key")
    keys = copy.allocate(Entity, len(fresh))
    shown = [_shown(who, printed, listed) for who, printed in fresh.items()]
    slugs = _slugs([slug(printed.kind, printed.name, printed.office) for printed, _ in shown])
    copy.rows(
        Entity,
        ("id", "kind", "name", "office", "slug", "description", "identifiers"),
        (
            (key, printed.kind, printed.name, printed.office, address, description, "{}")
            for key, address, (printed, description) in zip(keys, slugs, shown, strict=True)
        ),
    )
    copy.rows(
        EntityName,
        ("kind", "name", "office", "scope", "entity"),
        ((*who, key) for who, key in zip(fresh, keys, strict=True)),
    )
    return dict(zip(fresh, keys, strict=True))


def _shown(who: Identity, printed: Printed, listed: dict[str, ListedPerson]) -> tuple[Printed, str]:
    """The preferred name and description: of the persons list, where the source points there."""
    entry = listed.get(who.scope)
    if entry is None:
        return printed, ""
    return Printed("person", entry.name, ""), entry.description


def _slugs(wanted: list[str]) -> list[str]:
    """The addresses, with ``-2`` and so on behind those that are taken, in the archive or before in the list."""
    bases = set(wanted)
    unnumbered = Func(F("slug"), Value(r"-\d+$"), Value(""), function="regexp_replace")
    alike = Entity.objects.annotate(base=unnumbered).filter(Q(base__in=bases) | Q(slug__in=bases))
    taken = set(alike.values_list("slug", flat=True))
    given = []
    for base in wanted:
        address, number = base, 1
        while address in taken:
            number += 1
            address = f"{base}-{number}"
        taken.add(address)
        given.append(address)
    return given
