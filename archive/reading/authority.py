"""A place or actor as its curator sees it: under which names it is printed how often, what would move with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from archive.entities import full_names
from archive.entities.identity import WRITTEN, fold, folded
from archive.ingest import mentions
from archive.models import Act, Document, Entity, EntityName, ListedPerson, Mention, Suggestion, Volume
from archive.search import names

from .entities import AT

FOUND = ("gazetteer", "curator")  # bases of mentions that are no printed name of a source's
MOST = 30  # entities that a name is looked up to
LONGEST = 200  # code points of what is typed


class Row(NamedTuple):
    """How often a name is printed: kind, name, office, entry of a persons list, volume, the sections around it."""

    kind: str
    name: str
    office: str
    key: str
    volume: str
    sections: list[str] | None
    times: int

    @property
    def said(self) -> str:
        """Name and office as printed."""
        return f"{self.name}, {self.office}" if self.office and self.kind == "person" else self.name


@dataclass(slots=True)
class PrintedName:
    """A name by which an entity is known: the forms in which documents print it, the most frequent first."""

    row: EntityName
    told: str = ""
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def said(self) -> str:
        """The form printed most often, else what it is told by, else as it is compared."""
        known = ", ".join(filter(None, (self.row.name, self.row.office)))
        return next((form for form, _ in self.forms.most_common(1)), "") or self.told or known

    @property
    def times(self) -> int:
        """How often it is printed."""
        return self.forms.total()

    @property
    def within(self) -> str:
        """Within what it means the entity, in words; "" for everywhere."""
        scope = self.row.scope
        if scope == WRITTEN:
            return "in datelines"
        return f"entry {scope}" if "#" in scope else f"in {scope}" if scope else ""


@dataclass(frozen=True, slots=True)
class Moving:
    """What would mean another after a merger; in how many documents both are named, and which catalogues tell one from
    the other."""

    mentions: int
    documents: int
    names: int
    variants: int
    suggestions: int
    together: int
    apart: list[str]


def held(slug: str) -> Entity | None:
    """The entity that has an address, also if it was merged since, or that left it for another."""
    return Entity.objects.filter(slug=slug).first() or Entity.objects.filter(former_slugs__slug=slug).first()


def find(slug: str) -> Entity | None:
    """The entity at an address, or what it was merged into."""
    entity = held(slug)
    return entity and standing(entity)


def followed(entity: Entity) -> Iterator[Entity]:
    """An entity, what it was merged into, what that was merged into, and so on."""
    yield entity
    while entity.merged_into is not None:
        entity = entity.merged_into
        yield entity


def standing(entity: Entity) -> Entity:
    """What an entity is now: what it was merged into in the end, or itself."""
    return list(followed(entity))[-1]


def printed(entity: Entity) -> list[PrintedName]:
    """The names by which an entity is known, those printed most often first."""
    rows = list(entity.names.all())
    listed = dict(ListedPerson.objects.filter(key__in=[row.scope for row in rows]).values_list("key", "name"))
    variants = {(folded(entity.kind, one.name), fold(one.office)): str(one) for one in entity.variants.all()}
    forms = _forms(entity)
    known = []
    for row in rows:
        name = PrintedName(row, listed.get(row.scope, "") or variants.get((row.name, row.office), ""))
        for form in forms[row.scope if "#" in row.scope else "", row.name]:
            if _is_it(row, form):
                name.forms[form.said] += form.times
        known.append(name)
    return sorted(known, key=lambda name: (-name.times, name.row.name, name.row.pk))


def _forms(entity: Entity) -> dict[tuple[str, str], list[Row]]:
    """What documents print, by the entry of a persons list, else by the name as it is compared: that of their headings,
    and the fuller one that they are signed with."""
    rows = Mention.objects.filter(entity=entity).exclude(basis__in=FOUND).order_by()
    where = ("document__volume__identifier", "document__section__path")
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    columns = rows.values_list("kind", "name", "office", "key", *where)
    for row in map(Row._make, columns.annotate(times=Count("pk"))):
        found[(row.key, "") if row.key else ("", folded(row.kind, row.name))].append(row)
    signed = rows.filter(role="signatory", kind="person", key="").values_list("text", "name", "office", *where)
    for text, name, *rest in signed.annotate(times=Count("pk")):
        if fuller := full_names.fuller(name, mentions.signature(text)):
            office, volume, sections, times = rest
            found["", fold(fuller)].append(Row("person", fuller, office, "", volume, sections, times))
    return found


def _is_it(name: EntityName, row: Row) -> bool:
    if row.key:
        return True
    office = fold(row.office) if row.kind == "person" else ""
    within = ("", WRITTEN, row.volume, *(f"{row.volume}/{section}" for section in row.sections or ()))
    return (name.kind, name.office) == (row.kind, office) and name.scope in within


def documents(entity: Entity, volume: str = "") -> QuerySet[Document]:
    """The documents that name an entity, lean, in date order; those of one volume, if it is named."""
    named = Document.objects.filter(pk__in=Mention.objects.filter(entity=entity).values("document"))
    named = named.filter(volume__identifier=volume) if volume else named
    return named.lean().select_related("volume").order_by("earliest", "volume__identifier", "order")


def volumes(entity: Entity) -> list[str]:
    """The volumes that name an entity, by their ids."""
    named = Mention.objects.filter(entity=entity, document__volume=OuterRef("pk"))
    return list(Volume.objects.filter(Exists(named)).order_by("identifier").values_list("identifier", flat=True))


def moving(from_: Entity, into: Entity) -> Moving:
    """What merging one entity into another would move."""
    mentions = Mention.objects.filter(entity=from_).order_by()
    named = mentions.values("document").distinct()
    return Moving(
        mentions.count(),
        named.count(),
        from_.names.count(),
        from_.variants.count(),
        Suggestion.objects.filter(candidates=from_).count(),
        Mention.objects.filter(entity=into, document__in=named).order_by().values("document").distinct().count(),
        [at for key, (at, _) in AT.items() if _differ(from_.identifiers.get(key), into.identifiers.get(key))],
    )


def _differ(one: object, other: object) -> bool:
    return bool(one and other) and one != other


def acts(entity: Entity) -> QuerySet[Act]:
    """What was done to an entity, the last first."""
    concerned = Q(entity=entity) | Q(before__into=entity.pk) | Q(before__new=entity.pk) | Q(before__means=entity.pk)
    return Act.objects.filter(concerned).select_related("by", "undone_by", "entity")


def named(text: str, is_place: bool | None = None) -> list[Entity]:
    """The places or actors with a name as ``text`` is typed, or, where there are none, with one that is like it."""
    typed = names.plain(text[:LONGEST].replace("\0", " ").encode(errors="replace").decode())
    if not typed:
        return []
    held = sorted(names.find_holding(typed), key=lambda one: (not one.begins(typed), len(one.plain), one.plain))
    return _living(held, is_place) or _living(names.find_nearest(typed), is_place)


def _living(some: Iterable[names.Named], is_place: bool | None) -> list[Entity]:
    keys = [one.key for one in some if is_place is None or (one.kind == "place") == is_place]
    found = Entity.objects.filter(merged_into=None).in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found][:MOST]
