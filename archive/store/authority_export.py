"""The archive's places, bodies, offices and persons, written out as an authority file."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from archive.entities.authorities import COLUMNS, FILES, IDENTIFIERS, SEPARATOR, STOPS
from archive.models import Entity, EntityName, StopName, Variant

KEPT = ("authority", "curator", "merge")  # the variants that an authority file holds; signatures stand in the sources


def export(folder: Path, every: bool = False) -> dict[str, int]:
    """Write the authority file into ``folder``; gives how many lines each file has.

    It holds what came from an authority file or has a curator's variant; with ``every`` all that a name alone, or a
    person's name and office, tells. What is loaded again from it changes nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for file, kind in FILES.items():
        counts[file] = _write(folder / file, COLUMNS[kind], _rows(kind, every))
    stops = ({"name": name} for name in StopName.objects.values_list("name", flat=True))
    counts[STOPS] = _write(folder / STOPS, COLUMNS["stop"], stops)
    return counts


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[dict[str, str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow({name: value for name, value in row.items() if name in columns})
    return count


def _rows(kind: str, every: bool) -> Iterator[dict[str, str]]:
    variants: dict[int, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(entity__kind=kind, entity__merged_into=None, basis__in=KEPT).order_by("pk"):
        variants[variant.entity_id].append(variant)
    listed: dict[int, list[str]] = defaultdict(list)
    entries = EntityName.objects.filter(kind=kind, scope__contains="#").order_by("pk")
    for key, entry in entries.values_list("entity", "scope"):
        listed[key].append(entry)
    entities = Entity.objects.filter(kind=kind, merged_into=None).order_by("name", "office", "pk")
    plain = set(EntityName.objects.filter(kind=kind, scope="").values_list("entity", flat=True)) if every else set()
    for entity in entities.iterator():
        if entity.pk in variants or entity.pk in plain:
            yield _row(entity, variants[entity.pk], listed[entity.pk])


def _row(entity: Entity, variants: list[Variant], listed: list[str]) -> dict[str, str]:
    names = [variant.name for variant in variants if variant.use != "dateline" and variant.name != entity.name]
    offices = [entity.office, *(variant.office for variant in variants)]
    return {
        "name": entity.name,
        "variants": _joined(names),
        "datelines": _joined([variant.name for variant in variants if variant.use == "dateline"]),
        "office": _joined(offices) if entity.kind == "person" else "",
        "listed": _joined(listed),
        "latitude": _degrees(entity.latitude),
        "longitude": _degrees(entity.longitude),
        "coordinate_source": entity.coordinate_source,
        "description": entity.description,
        **{name: str(entity.identifiers.get(name, "")) for name in IDENTIFIERS},
    }


def _joined(parts: list[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(filter(None, parts)))


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
