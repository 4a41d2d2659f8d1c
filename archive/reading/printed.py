"""What a place or actor is called: forms of the name as authorities have them and as documents print them; offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from archive.entities.identity import fold
from archive.models import Entity, Mention

LOOKED_AT = 2_000  # mentions in which printed forms are looked for


@dataclass(frozen=True, slots=True)
class Office:
    """An office printed with a person's name, and the first and last year of those documents, None where undated."""

    name: str
    first: int | None = None
    last: int | None = None

    @property
    def years(self) -> str:
        """The years as they are written: "1933–1934", "" for none."""
        return "–".join(dict.fromkeys(str(year) for year in (self.first, self.last) if year))

    def also(self, other: Office) -> Office:
        """The same office with the years of more documents."""
        firsts = [year for year in (self.first, other.first) if year]
        lasts = [year for year in (self.last, other.last) if year]
        return replace(self, first=min(firsts, default=None), last=max(lasts, default=None))


class Forms(NamedTuple):
    """The other forms of a name, each once, and the offices of a person; what is printed most often first."""

    names: list[str]
    offices: list[Office]


def of(entity: Entity) -> Forms:
    """How a place or actor is called, as far as its variants and its first mentions tell.

    Where there are more mentions than are looked at, nothing is said of the years of an office.
    """
    rows = _mentions(entity)
    times = Counter((name, office) for name, office, _ in rows)
    printed = [form for form, _ in sorted(times.items(), key=lambda item: (-item[1], item[0]))]
    variants = list(entity.variants.values_list("name", "office", "use"))
    told = [(name, office) for name, office, _ in variants]
    dated = rows if len(rows) < LOOKED_AT else []
    offices = [Office(office) for _, office in [*printed, *told] if office]
    offices += [Office(office, day.year, day.year) for _, office, day in dated if office and day]
    # "Department of State" stands for Washington in a dateline; it is no name of it.
    instead = {fold(name) for name, _, use in variants if use == "dateline"}
    names = [name for name, office in [*printed, *told] if fold(name) not in instead | {fold(office)}]
    return Forms(_once(names, entity.name), _together(offices))


def _mentions(entity: Entity) -> list[tuple[str, str, date | None]]:
    """Names and offices as printed, with the earliest day of the document."""
    shown = Mention.objects.filter(entity=entity, document__withdrawn_at=None, document__volume__withdrawn_at=None)
    return list(shown.order_by().values_list("name", "office", "document__earliest")[:LOOKED_AT])


def _once(names: Iterable[str], known: str) -> list[str]:
    """Each name once, however its letters are printed, without the one that is known."""
    forms: dict[str, str] = {}
    for name in names:
        forms.setdefault(fold(name), name)
    forms.pop(fold(known), None)
    return list(forms.values())


def _together(offices: Iterable[Office]) -> list[Office]:
    """Each office once, with the years of all its documents."""
    known: dict[str, Office] = {}
    for office in offices:
        name = fold(office.name)
        known[name] = known[name].also(office) if name in known else office
    return list(known.values())
