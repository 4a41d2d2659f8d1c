"""The authority file into the archive: which entity each record is, what it says of it, and what becomes one by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from archive.entities import authorities
from archive.entities.authorities import Authority, AuthorityFile, Faulty
from archive.entities.identity import WRITTEN, Identity, folded
from archive.models import Act, Entity, EntityName, Mention, StopName, Variant
from archive.records.findings import SourceError

from . import dateline_names, merging, naming, rematching, renaming, resolving, write
from .naming import Printed

FACTS = ("description", "latitude", "longitude", "coordinate_source")


@dataclass(slots=True)
class Outcome:
    """What a loading changed: entities by what became of them, the names sought in texts, the documents in which
    another name is found or means another, and each change as a sentence that begins with file and line."""

    added: int = 0
    changed: int = 0
    united: int = 0
    unchanged: int = 0
    names: int = 0
    documents: int = 0
    changes: list[str] = field(default_factory=list)


def load(folder: Path) -> Outcome:
    """Load the authority file in ``folder``, all of it or nothing. Raises Faulty with what is wrong with it."""
    return _loaded(authorities.read(folder), undo=False)


def difference(folder: Path) -> Outcome:
    """What loading the authority file in ``folder`` would change. Raises Faulty as ``load`` does."""
    return _loaded(authorities.read(folder), undo=True)


def _loaded(file: AuthorityFile, undo: bool) -> Outcome:
    with transaction.atomic():
        write.lock_all()
        loading = _Loading(file)
        touched = loading.load()
        if loading.outcome.changes:
            write.stamp(touched)
        transaction.set_rollback(undo)
    loading.outcome.documents = len(touched)
    return loading.outcome


class _Loading:
    """One loading, for who holds the lock on all volumes: what is known of its records, and what it has changed."""

    def __init__(self, file: AuthorityFile) -> None:
        self.file = file
        self.identities = [record.identities() for record in file.records]
        self.owners = _owners(self.identities)
        self.known = naming.known({who for some in self.identities for who in some})
        self.renamed = _renamed_by_curators()
        self.outcome = Outcome()
        self.changed: Counter[int] = Counter()  # of each entity
        self.fresh: list[Variant] = []
        self.forms: set[str] = set()  # sought in texts now and not before, or before and not now
        self.stale: set[int] = set()  # documents in which names may mean others
        self.parted: set[int] = set()  # documents in which names mean others since what was one is two

    def load(self) -> set[int]:
        """Do it; gives the documents to be stamped."""
        keys = self._entities()
        self.entities = Entity.objects.in_bulk(keys)
        self.ours = set(keys)
        variants = _variants(keys)
        for record, key in zip(self.file.records, keys, strict=True):
            self._say(record, self.entities[key])
            self._vary(record, key, variants[key])
        Variant.objects.bulk_create(self.fresh, batch_size=2000)
        touched = self.parted | self._name(keys)
        self._stop()
        touched |= resolving.again(self.stale)
        touched |= self._lead_on(keys)
        touched |= rematching.again(rematching.holding(self.forms)) if self.forms else set()
        self._count(keys)
        return touched

    def _told(self, record: Authority, key: int, what: str) -> None:
        self.changed[key] += 1
        self.outcome.changes.append(f"{record.file}, line {record.line}: {record}: {what}")

    def _entities(self) -> list[int]:
        """Which entity each record is: the bearer of its name, else of another that is its alone, else a new one."""
        found = self._bearers()
        taken = set(found.values())
        for number, some in enumerate(self.identities):
            others = (self.known[who] for who in some if who in self.known and self._owns(number, who))
            key = next((key for key in others if key not in taken), None)
            if number not in found and key is not None:
                found[number] = key
                taken.add(key)
        fresh = {n: some for n, some in enumerate(self.identities) if n not in found}
        made = naming.make({n: (some[0], _printed(self.file.records[n])) for n, some in fresh.items()})
        for number, key in made.items():
            self._told(self.file.records[number], key, "new")
        self.outcome.added = len(made)
        found |= made
        return [found[number] for number in range(len(self.identities))]

    def _bearers(self) -> dict[int, int]:
        """The entities that bear the records' names. Where two records are one in the archive, the one is it that is
        called so there; the other becomes one of its own again, unless a curator has merged them."""
        claims: dict[int, list[int]] = defaultdict(list)
        for number, some in enumerate(self.identities):
            if (key := self.known.get(some[0])) is not None:
                claims[key].append(number)
        found = {}
        shared = Entity.objects.in_bulk([key for key, numbers in claims.items() if len(numbers) > 1])
        for key, numbers in claims.items():
            called = folded(shared[key].kind, shared[key].name) if key in shared else ""
            first, *rest = sorted(numbers, key=lambda number: self.identities[number][0].name != called)
            found[first] = key
            for number in rest:
                if (parted := self._parted(number, first, key)) is not None:
                    found[number] = parted
        return found

    def _parted(self, number: int, other: int, key: int) -> int | None:
        """What a record was before an authority file merged it into another of this file; None where it was nothing."""
        record, first, name = self.file.records[number], self.file.records[other], self.identities[number][0]
        merges = Act.objects.filter(kind="merge", undone_at=None, before__into=key).select_related("entity")
        for act in merges:
            if folded(act.entity.kind, act.entity.name) == name.name:
                if act.by_id is not None:
                    what = f"{record} and {first} (line {first.line}) were merged by a curator, {act.at:%Y-%m-%d}"
                    raise Faulty([SourceError(record.file, record.line, what)])
                self._told(record, act.entity.pk, f"not {first} any more")
                self.parted |= merging.part(act, None)
                self.known = naming.known({who for some in self.identities for who in some})
                return act.entity.pk
        return None

    def _owns(self, number: int, who: Identity) -> bool:
        return self.owners.get(who) == number and who.scope != WRITTEN

    def _say(self, record: Authority, entity: Entity) -> None:
        """Set what the record says; what it leaves out stays as it is."""
        office = record.offices[0] if record.offices else entity.office
        if (record.name, office) != (entity.name, entity.office) and entity.pk not in self.renamed:
            self._told(record, entity.pk, f"was called {entity}")
            renaming.rename(entity, record.name, office)
        before = {name: getattr(entity, name) for name in FACTS}
        said = {name: getattr(record, name) for name in FACTS if getattr(record, name) not in ("", None)}
        for name, value in said.items():
            if before[name] != value:
                was = "not known" if before[name] in ("", None) else before[name]
                self._told(record, entity.pk, f"{name.replace('_', ' ')} {value}, was {was}")
                setattr(entity, name, value)
        for name, value in record.identifiers.items():
            if entity.identifiers.get(name) != value:
                self._told(record, entity.pk, f"{name} {value}")
                entity.identifiers[name] = value
        if self.changed[entity.pk]:
            entity.save(update_fields=[*FACTS, "identifiers"])

    def _vary(self, record: Authority, key: int, held: dict[tuple[str, str], Variant]) -> None:
        """Let the entity have the record's forms; of others those go that an authority file gave it before."""
        wanted = _wanted(record)
        for (name, office), use in wanted.items():
            variant = held.get((name, office))
            if variant is None:
                self.fresh.append(Variant(entity_id=key, name=name, office=office, use=use, basis="authority"))
            elif variant.basis in ("curator", "merge") or (variant.basis, variant.use) == ("authority", use):
                continue
            else:
                Variant.objects.filter(pk=variant.pk).update(use=use, basis="authority")
            self._told(record, key, f"variant {name}{f', {office}' if office else ''}")
            self.forms |= {name} if use == "text" or (variant and variant.use == "text") else set()
        for (name, office), variant in held.items():
            if variant.basis == "authority" and (name, office) not in wanted:
                variant.delete()
                self._told(record, key, f"no longer variant {name}")
                self.forms |= {name} if variant.use == "text" else set()

    def _name(self, keys: list[int]) -> set[int]:
        """Let all names of a record mean its entity; who bears one of them becomes one with it. Gives the documents
        that name such."""
        touched: set[int] = set()
        fresh: dict[Identity, int] = {}
        for number, record in enumerate(self.file.records):
            for who in self.identities[number]:
                holder = self.known.get(who)
                if self.owners.get(who) != number or holder == keys[number]:
                    continue
                if holder is None:
                    fresh[who] = self.known[who] = keys[number]
                elif holder in self.ours or who.scope == WRITTEN:
                    self._reassign(who, holder, keys[number])
                elif not _kept_apart(holder, keys[number]):
                    touched |= self._unite(record, holder, keys[number])
        naming.add(fresh)
        self.stale |= dateline_names.documents({who.name for who in fresh if who.scope == WRITTEN})
        return touched

    def _lead_on(self, keys: list[int]) -> set[int]:
        """Let the address of what was a place only because a dateline printed it lead to the place that it means."""
        owned = {who.name: n for n, some in enumerate(self.identities) for who in some if who.scope == WRITTEN}
        left = {key: owned[name] for name, key in dateline_names.empty(owned).items() if key not in self.ours}
        united = [self._unite(self.file.records[number], key, keys[number]) for key, number in left.items()]
        return set().union(*united)

    def _reassign(self, who: Identity, holder: int, key: int) -> None:
        """Give a name to another of the file's entities."""
        EntityName.objects.filter(kind=who.kind, name=who.name, office=who.office, scope=who.scope).update(entity=key)
        self.known[who] = key
        self.stale |= set(Mention.objects.filter(entity=holder).values_list("document", flat=True))

    def _unite(self, record: Authority, holder: int, key: int) -> set[int]:
        other = Entity.objects.get(pk=holder)
        documents = Mention.objects.filter(entity=other).values("document").distinct().count()
        self._told(record, key, f"united with {other} ({documents:,} documents)")
        self.outcome.united += 1
        _, touched = merging.unite(other, self.entities[key], None)
        for who, known in self.known.items():
            if known == holder:
                self.known[who] = key
        return touched

    def _stop(self) -> None:
        """Let the words be passed over that the file says, and no others."""
        if self.file.stops is None:
            return
        held = set(StopName.objects.values_list("name", flat=True))
        StopName.objects.filter(name__in=held - self.file.stops).delete()
        StopName.objects.bulk_create([StopName(name=name) for name in sorted(self.file.stops - held)])
        for name in sorted(held ^ self.file.stops):
            said = "no name" if name in self.file.stops else "a name again"
            self.outcome.changes.append(f"{authorities.STOPS}: {name}: {said}")
        self.forms |= held ^ self.file.stops

    def _count(self, keys: list[int]) -> None:
        self.outcome.unchanged = sum(not self.changed[key] for key in keys)
        self.outcome.changed = len(keys) - self.outcome.unchanged - self.outcome.added
        self.outcome.names = len(self.forms)


def _owners(identities: list[list[Identity]]) -> dict[Identity, int]:
    """Which record each name belongs to: the one that it is the preferred name of, else the only one that has it."""
    bearers: dict[Identity, list[int]] = defaultdict(list)
    for number, some in enumerate(identities):
        for who in some:
            bearers[who].append(number)
    owners = {who: numbers[0] for who, numbers in bearers.items() if len(numbers) == 1}
    return owners | {some[0]: number for number, some in enumerate(identities)}


def _renamed_by_curators() -> set[int]:
    acts = Act.objects.filter(kind="rename", undone_at=None, by__isnull=False)
    return set(acts.values_list("entity", flat=True))


def _kept_apart(holder: int, key: int) -> bool:
    """Whether a curator has undone that the one was merged into the other."""
    undone = Act.objects.filter(kind="merge", entity=holder, undone_at__isnull=False)
    return any(act.before.get("into") == key for act in undone)


def _printed(record: Authority) -> Printed:
    return Printed(record.kind, record.name, record.offices[0] if record.offices else "")


def _wanted(record: Authority) -> dict[tuple[str, str], str]:
    """The variants an entity should have, name and office, the preferred name among them; and the use of each."""
    texts = [(form, "", "text") for form in record.forms]
    offices = [(record.name, office, "") for office in record.offices[1:]]
    wanted: dict[tuple[str, str], str] = {}
    for name, office, use in (*texts, *offices, *((printed, "", "dateline") for printed in record.datelines)):
        wanted.setdefault((name, office), use)
    return wanted


def _variants(keys: list[int]) -> dict[int, dict[tuple[str, str], Variant]]:
    held: dict[int, dict[tuple[str, str], Variant]] = defaultdict(dict)
    for variant in Variant.objects.filter(entity__in=keys):
        held[variant.entity_id][variant.name, variant.office] = variant
    return held
