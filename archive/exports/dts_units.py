"""What can be cited of a volume, as Distributed Text Services list it: its sections and documents, or printed pages.

Units stand in the order of the source, in which whatever is above another stands before it. However many there are,
each answer here is one query, and gives only those that are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import F, IntegerField, Max, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from archive.models import Document, Page, Section, Volume

DOCUMENT, PAGE = "document", "page"
BOTTOM = -1  # as deep as there are units
DEEPEST = 1_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A section, document or page: ``level`` counts from 1, ``parent`` is the id of what it stands in."""

    order: int
    identifier: str
    kind: str
    level: int
    parent: str | None
    title: str
    date: str | None = None


class Units:
    """Some units of a volume, in order: sections and documents together, or pages."""

    def __init__(self, rows: QuerySet[Any, tuple[Any, ...]]) -> None:
        self.rows = rows

    def count(self) -> int:
        """How many there are."""
        return self.rows.count()

    def some(self, start: int, most: int) -> list[Unit]:
        """``most`` of them from ``start`` (from 0) on."""
        return [_unit(row) for row in self.rows[start : start + most]]


class Contents:
    """The citation tree of sections and documents."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume

    def find(self, identifier: str) -> Unit | None:
        """The unit of that id, if there is one."""
        return next(iter(self._units(Q(identifier=identifier), Q(identifier=identifier)).some(0, 1)), None)

    def every(self, down: int) -> Units:
        """Those of the first levels, as many as ``down`` says."""
        return self._units(Q(), Q(), down)

    def below(self, unit: Unit, down: int) -> Units:
        """A unit and those ``down`` levels below it."""
        if unit.kind == DOCUMENT:
            return self._units(Q(pk__in=[]), Q(identifier=unit.identifier))
        within, level = [unit.identifier], _deepest(down, unit.level)
        return self._units(Q(path__contains=within), Q(section__path__contains=within), level)

    def beside(self, unit: Unit) -> Units:
        """A unit and those that stand in the same as it does."""
        if unit.parent is None:
            return self.every(1)
        return self._units(Q(parent__identifier=unit.parent), Q(section__identifier=unit.parent))

    def between(self, start: Unit, end: Unit, down: int) -> Units:
        """Those from one unit to the end of another, down to ``down`` levels below the deeper of the two."""
        here = Q(order__gte=start.order, order__lte=self.last(end))
        return self._units(here, here, _deepest(down, max(start.level, end.level)))

    def last(self, unit: Unit) -> int:
        """The place in the order at which a unit ends."""
        if unit.kind == DOCUMENT:
            return unit.order
        within = [unit.identifier]
        documents = Document.objects.filter(volume=self.volume, section__path__contains=within)
        sections = Section.objects.filter(volume=self.volume, path__contains=within)
        ends = [rows.aggregate(last=Max("order"))["last"] for rows in (documents, sections)]
        return max(end for end in (*ends, unit.order) if end is not None)

    def kinds(self) -> list[list[str]]:
        """The kinds of sections from the outermost to each in which documents stand, and to those without."""
        rows = Section.objects.filter(volume=self.volume).order_by("order")
        paths = list(rows.values_list("identifier", "kind", "path"))
        known = {identifier: kind for identifier, kind, _ in paths}
        return [[known[name] for name in path] for *_, path in paths]

    def _units(self, sections: Q, documents: Q, deepest: int = BOTTOM) -> Units:
        """Sections and documents that are asked for, no deeper than a level."""
        level = F("path__len")
        above = Coalesce(F("section__path__len"), 0, output_field=IntegerField()) + 1
        none = Value(None, TextField())
        some = Section.objects.filter(sections, volume=self.volume).annotate(depth=level)
        texts = Document.objects.letters().filter(documents, volume=self.volume, withdrawn_at=None, order__isnull=False)
        texts = texts.annotate(depth=above)
        if deepest != BOTTOM:
            some, texts = some.filter(depth__lte=deepest), texts.filter(depth__lte=deepest)
        printed = KeyTextTransform("edtf", "date")
        first = some.order_by().values_list("order", "identifier", "kind", "depth", "parent__identifier", "title", none)
        second = texts.order_by().values_list(
            *("order", "identifier", Value(DOCUMENT), "depth", "section__identifier", "heading", printed)
        )
        return Units(first.union(second, all=True).order_by("order"))


class Pages:
    """The citation tree of printed pages, which has one level."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume

    def find(self, identifier: str) -> Unit | None:
        """The page of that id, if there is one."""
        return next(iter(self._units(identifier=identifier).some(0, 1)), None)

    def every(self, down: int) -> Units:
        """All pages."""
        return self._units()

    def below(self, unit: Unit, down: int) -> Units:
        """A page: there is nothing below one."""
        return self._units(identifier=unit.identifier)

    def beside(self, unit: Unit) -> Units:
        """All pages."""
        return self._units()

    def between(self, start: Unit, end: Unit, down: int) -> Units:
        """The pages from one to another."""
        return self._units(order__gte=start.order, order__lte=end.order)

    def last(self, unit: Unit) -> int:
        """The place in the order at which a page ends."""
        return unit.order

    def _units(self, **asked: Any) -> Units:
        rows = Page.objects.filter(volume=self.volume, order__isnull=False, **asked).order_by("order")
        level, none = Value(1), Value(None, TextField())
        return Units(rows.values_list("order", "identifier", Value(PAGE), level, none, "label", "supplied"))


Tree = Contents | Pages


def structure(volume: Volume) -> list[dict[str, Any]]:
    """The kinds of units in one another, as the tree of contents may have them at each level."""
    tree: dict[str, Any] = {DOCUMENT: {}}
    for path in Contents(volume).kinds():
        at = reduce(lambda level, kind: level.setdefault(kind, {}), path, tree)
        at.setdefault(DOCUMENT, {})
    return _written(tree)


def _written(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"@type": "CiteStructure", "citeType": kind, **({"citeStructure": _written(below)} if below else {})}
        for kind, below in sorted(tree.items(), key=lambda item: item[0] == DOCUMENT)
    ]


def _deepest(down: int, level: int) -> int:
    return BOTTOM if down == BOTTOM else min(level + down, DEEPEST)


def _unit(row: tuple[Any, ...]) -> Unit:
    order, identifier, kind, level, parent, title, more = row
    if kind == PAGE:
        return Unit(order, identifier, kind, level, None, Page(identifier=identifier, label=title, supplied=more).name)
    return Unit(order, identifier, kind, level, parent, title, more or None)
