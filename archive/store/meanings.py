"""By what printed names are found: the identities that tell whom each means, of namesakes those that sign with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q

from archive.entities import full_names
from archive.entities.identity import WRITTEN, Identity, fold, identity, is_bare
from archive.models import EntityName


class Printed(NamedTuple):
    """A name as a document prints it, with the entry of a persons list it is tied to or ""; ``signed`` is the fuller
    form in which the document is signed, ``written`` tells the place it was written from; ``sections`` are the ids of
    the sections around the document, the outermost first."""

    kind: str
    name: str
    office: str
    key: str = ""
    signed: str = ""
    written: bool = False
    sections: tuple[str, ...] = ()


class Meaning(NamedTuple):
    """By what a name is found, the first that is known deciding; and what means the same from then on, if free."""

    own: Identity
    through: tuple[Identity, ...]
    also: tuple[Identity, ...] = ()


def of(names: Iterable[Printed], volume: str) -> dict[Printed, Meaning]:
    """The meaning of each printed name in ``volume``."""
    found = {name: _alone(name, volume) for name in names}
    found |= _listed([name for name in found if name.key], volume)
    shared: dict[Identity, list[Printed]] = defaultdict(list)
    for name in found:
        if name.kind == "person" and not name.key and (name.office or is_bare(name.name)):
            shared[_base(name, volume)].append(name)
    known = _Known(shared, volume)
    for base, namesakes in shared.items():
        found |= _Namesakes(base, namesakes, known, volume).meanings()
    return found


def _alone(name: Printed, volume: str) -> Meaning:
    """What a name means that is told by nothing around it."""
    own = identity(name.kind, name.name, name.office, name.key, volume)
    if name.written:
        return Meaning(own, (own._replace(scope=WRITTEN), own))
    if name.kind == "person" and not own.scope and not name.office:
        also = _everywhere(name.name)
        return Meaning(own, (own, *also), also)
    return Meaning(own, (own,))


def _listed(names: Iterable[Printed], volume: str) -> Iterator[tuple[Printed, Meaning]]:
    """What names mean that are tied to entries of persons lists: the entry, or whoever bears a name that is printed for
    it, in full or with an office."""
    printed: dict[Identity, list[Printed]] = defaultdict(list)
    for name in names:
        printed[identity(name.kind, "", "", name.key, volume)].append(name)
    for own, some in printed.items():
        alike = {name: _base(name, volume) for name in some if name.office or not is_bare(name.name)}
        through = (own, *sorted(set(alike.values())))
        for name in some:
            yield name, Meaning(own, through, (alike[name],) if name in alike else ())


def _base(name: Printed, volume: str) -> Identity:
    return identity(name.kind, name.name, name.office, "", volume)


def _everywhere(full_name: str) -> tuple[Identity, ...]:
    """What a full name is known by in every volume: as it is compared, and without stops and short cuts."""
    names = dict.fromkeys((fold(full_name), full_names.plain(full_name)))
    return tuple(Identity("person", name, "", "") for name in names)


class _Known:
    """The names that the archive has of persons with the same surname, or surname and office, as some."""

    def __init__(self, bases: Collection[Identity], volume: str) -> None:
        offices = {base.office for base in bases if base.office}
        inside = Q(office="") & (Q(scope=volume) | Q(scope__startswith=f"{volume}/"))
        rows = EntityName.objects.filter(inside | Q(scope="", office__in=offices) | _within(volume, offices))
        self.bearers: dict[Identity, int] = {}
        self._fuller: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
        for *who, entity in rows.filter(kind="person").values_list("kind", "name", "office", "scope", "entity"):
            identity_ = Identity(*who)
            self.bearers[identity_] = entity
            self._fuller[full_names.surname(identity_.name), identity_.office, identity_.scope].append(
                (identity_.name, entity)
            )

    def fuller(self, base: Identity) -> dict[str, int]:
        """The fuller forms of a name, each with whom it means."""
        some = self._fuller[full_names.surname(base.name), base.office, base.scope]
        return {name: entity for name, entity in some if full_names.is_fuller(name, base.name)}


def _within(volume: str, offices: set[str]) -> Q:
    return Q(scope__startswith=f"{volume}/", office__in=offices)


class _Namesakes:
    """All that print one surname, or surname and office, in a volume: one person, unless those who sign are several.

    Of several a name without a signature is whoever alone signs so in the section around it, the nearest deciding.
    """

    def __init__(self, base: Identity, names: list[Printed], known: _Known, volume: str) -> None:
        self.base, self.names, self.known, self.volume = base, names, known, volume
        self.before = known.fuller(base)
        self.groups = full_names.persons({*(name.signed for name in names if name.signed), *self.before})
        self.group_of = {form: number for number, group in enumerate(self.groups) for form in group}
        self.are_several = len(self.groups) > 1
        self.signing: dict[str, set[int]] = defaultdict(set)
        for name in names:
            if name.signed:
                for section in name.sections:
                    self.signing[section].add(self.group_of[name.signed])

    def meanings(self) -> Iterator[tuple[Printed, Meaning]]:
        """The meaning of each."""
        for name in self.names:
            yield name, self._of_signed(name) if name.signed else self._of_unsigned(name)

    def _of_signed(self, name: Printed) -> Meaning:
        number = self.group_of[name.signed]
        own = self._specific(name.signed)
        everywhere = self._everywhere(name.signed)
        mates = [who for form in self.groups[number] for who in (self._specific(form), *self._everywhere(form))]
        base = [self.base] if self._bears(number) else []
        also = (*everywhere, *self._signing_alone(name.sections, number), *([] if self.are_several else base))
        return Meaning(own, tuple(dict.fromkeys((own, *everywhere, *mates, *base))), also)

    def _signing_alone(self, sections: Iterable[str], number: int) -> Iterator[Identity]:
        """What the name is known by in those sections in which, of several, one alone signs."""
        return (self._in(section) for section in sections if self.are_several and self.signing[section] == {number})

    def _of_unsigned(self, name: Printed) -> Meaning:
        here = [self._in(section) for section in reversed(name.sections or ("",))]
        own = here[0] if self.are_several and not self.base.office else self.base
        told = [who for who in here if self.are_several or who in self.known.bearers]
        return Meaning(own, (*told, self.base))

    def _specific(self, form: str) -> Identity:
        return self.base._replace(name=fold(form))

    def _everywhere(self, form: str) -> tuple[Identity, ...]:
        return _everywhere(form) if not self.base.office and full_names.is_spelt_out(form) else ()

    def _in(self, section: str) -> Identity:
        return self.base._replace(scope=f"{self.volume}/{section}")

    def _bears(self, number: int) -> bool:
        """Whether one of those who sign is whoever bears the name without a signature."""
        if not self.are_several:
            return True
        bearer = self.known.bearers.get(self.base)
        return bearer is not None and any(self.before.get(form) == bearer for form in self.groups[number])
