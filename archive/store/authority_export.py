"""The archive's places, bodies, offices and persons, written out as an authority file."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from archive.entities import authorities
from archive.entities.authorities import COLUMNS, FILES, IDENTIFIERS, SEPARATOR, STOPS
from archive.entities.identity import Identity
from archive.models import Entity, EntityName, StopName, Variant

KEPT = ("authority", "curator", "merge")  # the variants that an authority file holds; signatures stand in the sources


def export(folder: Path, every: bool = False) -> dict[str, int]:
    """Write the authority file into ``folder``; gives how many lines each file has.

    It holds what came from an authority file or has a curator's variant; what is loaded again from it changes nothing.
    With ``every`` it holds all that a full name, or a person's name and office, tells, as far as it can be loaded.
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
    variants = _variants(kind, KEPT)
    listed: dict[int, list[str]] = defaultdict(list)
    entries = EntityName.objects.filter(kind=kind, scope__contains="#").order_by("pk")
    for key, entry in entries.values_list("entity", "scope"):
        listed[key].append(entry)
    plain = set(EntityName.objects.filter(kind=kind, scope="").values_list("entity", flat=True)) if every else set()
    signed = _variants(kind, ("signature",)) if every else {}
    known: set[Identity] = set()
    for entity in Entity.objects.filter(kind=kind, merged_into=None).order_by("name", "office", "pk").iterator():
        if entity.pk in variants:
            yield _row(entity, variants[entity.pk], listed[entity.pk])
        elif entity.pk in plain:
            row = _row(entity, signed.get(entity.pk, []), listed[entity.pk])
            record = authorities.line(kind, row)
            if record is not None and (own := record.identities()[0]) not in known:
                known.add(own)
                yield row


def _variants(kind: str, bases: tuple[str, ...]) -> dict[int, list[Variant]]:
    variants: dict[int, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(entity__kind=kind, entity__merged_into=None, basis__in=bases).order_by("pk"):
        variants[variant.entity_id].append(variant)
    return variants


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
