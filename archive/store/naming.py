"""From printed names to the entities they mean: found again by their identity, or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import F, Func, Q, Value

from archive.entities import full_names
from archive.entities.identity import Identity, fold, folded, slug
from archive.models import Entity, EntityName, FormerSlug, ListedPerson, Ruling, Variant

from . import copy, meanings
from .meanings import Meaning, Printed

Ruled = tuple[int, str, str, str]  # a document's primary key, kind, folded name and office


def entities(names: Iterable[Printed], volume: str) -> dict[Printed, int]:
    """The primary key of the entity each printed name means in ``volume``; unknown ones are made.

    To be called in a transaction that holds the writers' lock, so that no name is made twice.
    """
    # Those that are signed first: a surname alone then means whom the signatures around it name, if that is one person.
    wanted = sorted(dict.fromkeys(names), key=lambda name: not name.signed)
    telling = _Telling(meanings.of(wanted, volume))
    for name in wanted:
        telling.tell(name)
    made = make(telling.fresh)
    add({who: made.get(key, key) for who, key in telling.added.items()})
    found = {name: made.get(key, key) for name, key in telling.told.items()}
    _add_signatures({(found[name], name.signed) for name in wanted if name.signed})
    return found


def rulings(documents: Collection[int]) -> dict[Ruled, int]:
    """Whom curators have ruled the names in these documents to mean; what they ruled to mean nobody is not told."""
    rows = Ruling.objects.filter(document__in=documents, entity__isnull=False)
    values = rows.values_list("document", "kind", "name", "office", "entity")
    return {ruled(row[0], Printed(*row[1:4])): row[4] for row in values}


def ruled(document: int, name: Printed) -> Ruled:
    """What a ruling on a printed name in a document would be known by."""
    office = fold(name.office) if name.kind == "person" else ""  # what stands before a place does not tell it
    return document, name.kind, folded(name.kind, name.name), office


class _Telling:
    """Telling which entity each of some names means: ``told`` and ``added`` by primary key, or, for the ``fresh``, by a
    number below 0."""

    def __init__(self, meanings: dict[Printed, Meaning]) -> None:
        self.meanings = meanings
        self.known = known({who for meaning in meanings.values() for who in (*meaning.through, *meaning.also)})
        listed = {who for name, meaning in meanings.items() if name.key for who in meaning.through}
        self.lists = _lists(self.known[who] for who in listed & self.known.keys())
        self.fresh: dict[int, tuple[Identity, Printed]] = {}
        self.added: dict[Identity, int] = {}
        self.told: dict[Printed, int] = {}

    def tell(self, name: Printed) -> None:
        meaning = self.meanings[name]
        key = next(self._found(name, meaning), None)
        if key is None:
            key = -len(self.fresh) - 1
            self.fresh[key] = meaning.own, name
        self.told[name] = key
        for who in (meaning.own, *meaning.also):
            if who not in self.known:
                self.known[who] = self.added[who] = key
        if name.key:
            self.lists[key].add(_list(name.key))

    def _found(self, name: Printed, meaning: Meaning) -> Iterator[int]:
        """What a name may mean; of two entries of one list that are printed alike the second is somebody else."""
        for who in meaning.through:
            key = self.known.get(who)
            if key is not None and (who == meaning.own or not name.key or _list(name.key) not in self.lists[key]):
                yield key


def known(identities: set[Identity]) -> dict[Identity, int]:
    """The primary keys of the entities that those among some identities mean that are known."""
    names = {who.name for who in identities}
    scopes = {who.scope for who in identities}
    rows = EntityName.objects.filter(name__in=names, scope__in=scopes)
    values = rows.values_list("kind", "name", "office", "scope", "entity_id")
    return {Identity(*row[:4]): row[4] for row in values if Identity(*row[:4]) in identities}


def _lists(keys: Iterable[int]) -> dict[int, set[str]]:
    """The persons lists in which some entities have an entry."""
    lists: dict[int, set[str]] = defaultdict(set)
    rows = EntityName.objects.filter(entity__in=set(keys), scope__contains="#")
    for key, scope in rows.values_list("entity", "scope"):
        lists[key].add(_list(scope))
    return lists


def _list(key: str) -> str:
    return key.partition("#")[0]


def make(fresh: dict[int, tuple[Identity, Printed]]) -> dict[int, int]:
    """Write new entities; gives their primary keys by the numbers they had meanwhile."""
    if not fresh:
        return {}
    listed = ListedPerson.objects.in_bulk([who.scope for who, _ in fresh.values()], field_name="key")
    keys = copy.allocate(Entity, len(fresh))
    shown = [_shown(who, printed, listed) for who, printed in fresh.values()]
    addresses = slugs([slug(printed.kind, printed.name, printed.office) for printed, _ in shown])
    copy.rows(
        Entity,
        ("id", "kind", "name", "office", "slug", "description", "identifiers"),
        (
            (key, printed.kind, printed.name, printed.office, address, description, "{}")
            for key, address, (printed, description) in zip(keys, addresses, shown, strict=True)
        ),
    )
    return dict(zip(fresh, keys, strict=True))


def _shown(who: Identity, printed: Printed, listed: dict[str, ListedPerson]) -> tuple[Printed, str]:
    """The preferred name and description: of the persons list, where the source points there; else the printed one, of
    persons in small letters."""
    entry = listed.get(who.scope)
    if entry is None and printed.kind == "person":
        return printed._replace(name=full_names.lowered(printed.name)), ""
    if entry is None:
        return printed._replace(office=""), ""
    return Printed("person", entry.name, ""), entry.description


def add(added: dict[Identity, int]) -> None:
    """Let new identities mean entities, by primary key."""
    if added:
        columns = ("kind", "name", "office", "scope", "entity")
        copy.rows(EntityName, columns, ((*who, key) for who, key in added.items()))


def _add_signatures(signed: set[tuple[int, str]]) -> None:
    """Keep the fuller forms in which actors sign, each once."""
    if not signed:
        return
    known = Variant.objects.filter(entity__in={key for key, _ in signed}).values_list("entity", "name")
    have = {(key, fold(name)) for key, name in known}
    fresh = {(key, fold(name)): name for key, name in sorted(signed, reverse=True) if (key, fold(name)) not in have}
    Variant.objects.bulk_create(
        [Variant(entity_id=key, name=name, basis="signature") for (key, _), name in sorted(fresh.items())]
    )


def slugs(wanted: list[str]) -> list[str]:
    """Addresses like those wanted, with ``-2`` and so on behind those that are or were taken, in the archive or before
    in the list."""
    bases = set(wanted)
    unnumbered = Func(F("slug"), Value(r"-\d+$"), Value(""), function="regexp_replace")
    taken: set[str] = set()
    for table in (Entity, FormerSlug):
        alike = table._default_manager.annotate(base=unnumbered).filter(Q(base__in=bases) | Q(slug__in=bases))
        taken.update(alike.values_list("slug", flat=True))
    given = []
    for base in wanted:
        address, number = base, 1
        while address in taken:
            number += 1
            address = f"{base}-{number}"
        taken.add(address)
        given.append(address)
    return given
