"""The frame of a volume as rows: its pages, its sections, its list of persons, and the places its texts take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, Model

from archive import models
from archive.records.findings import SourceError
from archive.records.origin import TEI
from archive.records.people import Person
from archive.records.volume import Page, Section, Volume

from . import copy


@dataclass(frozen=True, slots=True)
class Target:
    """The volume and the source being written, and the file's name for errors."""

    volume: models.Volume
    source: models.Source
    file: str


def room(target: Target, tables: Sequence[type[Model]], needed: int) -> int:
    """The first of ``needed`` consecutive places among a volume's rows: where the source stood before, else behind
    the other sources; those behind it move on if it has grown."""
    places = [row for table in tables for row in _extent(table, target, own=True)]
    others = [row for table in tables for row in _extent(table, target, own=False)]
    if not places:
        return max(others) + 1 if others else 0
    grown = needed - (max(places) - min(places) + 1)
    if grown > 0:
        for table in tables:
            behind = table._default_manager.filter(volume=target.volume, order__gt=max(places))
            behind.exclude(source=target.source).update(order=F("order") + grown)
    return min(places)


def _extent(table: type[Model], target: Target, own: bool) -> list[int]:
    rows = table._default_manager.filter(volume=target.volume, order__isnull=False)
    rows = rows.filter(source=target.source) if own else rows.exclude(source=target.source)
    return [place for place in rows.aggregate(Min("order"), Max("order")).values() if place is not None]


def refuse_foreign_ids(target: Target, volume: Volume) -> None:
    """Raise SourceError when an address this source wants is one of another source of the same volume."""
    texts = set(volume.places)
    pages = {page.id for page in volume.pages}
    every = texts | pages
    wanted: dict[type[Any], set[str]] = {models.Document: every, models.Section: every, models.Page: texts}
    for table, names in wanted.items():
        foreign = table._default_manager.filter(volume=target.volume, identifier__in=names)
        if clash := foreign.exclude(source=target.source).first():
            what = f"the address {clash.identifier!r} in volume {volume.id!r} is another source's already"
            raise SourceError(target.file, None, what)


def write_pages(target: Target, pages: Sequence[Page]) -> dict[str, int]:
    """Write the page markers; gives their primary keys by id. A page that another source has is shared with it."""
    held = {page.identifier: page for page in models.Page.objects.filter(volume=target.volume)}
    shared = {name for name, row in held.items() if row.source_id != target.source.pk}
    own = [page for page in pages if page.id not in shared]
    start = room(target, [models.Page], len(own))
    models.Page.objects.filter(source=target.source).update(order=None)
    keys = {name: row.pk for name, row in held.items()}
    fresh = [page for page in own if page.id not in held]
    keys.update(zip((page.id for page in fresh), copy.allocate(models.Page, len(fresh)), strict=True))
    places = {page.id: start + number for number, page in enumerate(own)}
    columns = ("id", "volume", "source", "identifier", "label", "image", "supplied", "order")
    copy.rows(models.Page, columns, (_page(target, page, keys, places) for page in fresh))
    kept = [page for page in own if page.id in held]
    models.Page.objects.bulk_update(
        [
            models.Page(
                pk=keys[page.id], label=page.label, image=page.image, order=places[page.id], supplied=page.supplied
            )
            for page in kept
        ],
        ["label", "image", "order", "supplied"],
        batch_size=500,
    )
    return {page.id: keys[page.id] for page in pages}


def _page(target: Target, page: Page, keys: dict[str, int], places: dict[str, int]) -> tuple[object, ...]:
    place = (keys[page.id], target.volume.pk, target.source.pk)
    return *place, page.id, page.label, page.image, page.supplied, places[page.id]


def drop_unused_pages(target: Target, pages: dict[str, int]) -> None:
    """Delete the pages this source no longer has, unless a removed document still stands on one."""
    gone = models.Page.objects.filter(source=target.source).exclude(pk__in=pages.values())
    gone.filter(passages=None, notes=None).delete()


def write_sections(target: Target, sections: Sequence[Section]) -> dict[str, int]:
    """Write the tree of sections anew; gives their primary keys by id."""
    keys = dict(zip((s.id for s in sections), copy.allocate(models.Section, len(sections)), strict=True))
    columns = (
        *("id", "volume", "source", "identifier", "kind", "title"),
        *("parent", "path", "placement", "order", "has_text"),
    )
    place = (target.volume.pk, target.source.pk)
    paths: dict[str, list[str]] = {}
    for section in sections:
        paths[section.id] = [*paths.get(section.parent, []), section.id]
    copy.rows(
        models.Section,
        columns,
        (
            (
                keys[s.id],
                *place,
                s.id,
                s.kind,
                s.title,
                keys.get(s.parent),
                paths[s.id],
                s.placement,
                s.order,
                s.has_text,
            )
            for s in sections
        ),
    )
    return keys


def write_people(target: Target, people: Sequence[Person]) -> None:
    """Write the list of persons anew."""
    if target.source.form != TEI:
        return
    models.ListedPerson.objects.filter(volume=target.volume).delete()
    columns = ("volume", "key", "name", "description", "order")
    copy.rows(
        models.ListedPerson,
        columns,
        ((target.volume.pk, p.key, p.name, p.description, order) for order, p in enumerate(people)),
    )
