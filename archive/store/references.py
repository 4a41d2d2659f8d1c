"""Where cross-references lead: looked up when a volume is written, for its own and for all that point to it, and when
something of it is withdrawn or put back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from archive.citations.resolver import crossing, resolve, shelf, understanding
from archive.citations.resolver.crossing import Crossing
from archive.citations.resolver.holding import holding
from archive.citations.resolver.paper import legible
from archive.citations.resolver.resolve import Resolution
from archive.models import Address, Document, Enclosure, Note, Page, Reference, Section, Volume
from archive.records import volume as records
from archive.rendering.walk import identifier

ENCODED, READ = "encoded", "read"
LONGEST = 200  # code points of a target that can name something
VOLUME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SITE = re.compile(r"https?://history\.state\.gov/historicaldocuments/([A-Za-z0-9_-]+)(?:/([A-Za-z0-9_-]+))?/?(?:#.*)?")


def target(encoded: str, own: str) -> tuple[str, str]:
    """The volume and anchor that a TEI ``ref/@target`` names, in the volume ``own``; "" for what it does not name.

    Shapes of the series: ``#pg_12``, ``frus1926v01#pg_548``, ``frus1919Parisv01``, and addresses of its own site;
    other web addresses lead out of the archive, or are scanning noise (``http://thought.it``), and name nothing.
    """
    if site := SITE.fullmatch(encoded):
        return site[1], site[2] or ""
    volume, _, anchor = encoded.partition("#")
    if not (volume or anchor) or (volume and not VOLUME.fullmatch(volume)):
        return "", ""
    return identifier(volume) or own, identifier(anchor)


def within(volume: records.Volume) -> dict[str, str]:
    """Where each anchor of a volume leads, from its records: what follows ``/volumes/`` in the address."""
    names = [*volume.places, *(page.id for page in volume.pages)]
    leads = {"": volume.id} | {name: _slot(volume.id, name) for name in names}
    for text in volume.texts:
        leads |= {note.id: _note(volume.id, text.id, note.page, note.id) for note in text.notes}
        leads |= {enclosure.id: _enclosure(volume.id, text.id, enclosure.id) for enclosure in text.enclosures}
    return leads


def crossings(volume: records.Volume) -> dict[str, list[Crossing]]:
    """The cross-references that a volume prints and its markup lacks, by the ids of its texts."""
    edition = crossing.Edition(volume)
    return {text.id: found for text in volume.texts if (found := edition.crossings(text))}


def join(volume: Volume) -> None:
    """Let the references between this volume and others lead where they can, now that it is written."""
    outward = Reference.objects.exclude(volume__in=("", volume.identifier)).filter(document__volume=volume)
    inward = Reference.objects.filter(volume=volume.identifier)
    if not volume.is_withdrawn and not Document.objects.filter(volume=volume, withdrawn_at__isnull=False).exists():
        inward = inward.exclude(document__volume=volume)  # they were written leading where they should
    _save([*_lead(outward), *_lead(inward)])
    _find(volume)


def lead(volume: Volume) -> None:
    """Let the references into this volume, its own too, lead where they can, now that some of it was withdrawn or
    put back."""
    _save(_lead(Reference.objects.filter(volume=volume.identifier)))
    _find(volume)


def _find(volume: Volume) -> None:
    """Let citations of whole volumes of the series that wait in the texts find what they mean: those that this volume
    prints, and those that may mean it. What is in doubt is none; what is not held waits on."""
    years = holding(volume).years
    mine = Q(document__volume=volume) | (Q(target__contains=str(years[0])) if years else Q())
    waiting = list(Reference.objects.filter(mine, basis=READ, volume="").only("pk", "target"))
    if not waiting:
        return
    held = shelf.load()
    for row, found in zip(
        waiting, resolve.all_of([understanding.one(legible(row.target)) for row in waiting], held), strict=True
    ):
        if found.status == resolve.FOUND:
            _settle(row, found)
        elif any(not each.holding.withdrawn for each in held.candidates(found.cited)):
            row.delete()


def _settle(row: Reference, found: Resolution) -> None:
    match = found.matches[0]
    row.volume, row.anchor = match.volume, match.anchor
    row.leads_to = _slot(match.volume, match.anchor) if match.anchor else match.volume
    row.save(update_fields=["volume", "anchor", "leads_to"])


def _save(changed: Iterable[Reference]) -> None:
    Reference.objects.bulk_update(changed, ["leads_to"], batch_size=500)


def _lead(references: QuerySet[Reference]) -> Iterator[Reference]:
    """The references that lead elsewhere than they did."""
    by_volume: dict[str, list[Reference]] = defaultdict(list)
    for reference in references.only("pk", "volume", "anchor", "leads_to"):
        by_volume[reference.volume].append(reference)
    for name, rows in by_volume.items():
        leads = _held(name, {row.anchor for row in rows})
        for row in rows:
            if row.leads_to != leads.get(row.anchor, ""):
                row.leads_to = leads.get(row.anchor, "")
                yield row


def _held(volume: str, anchors: set[str]) -> Mapping[str, str]:
    """Where those of the anchors lead that the archive holds and shows."""
    if not Volume.objects.shown().filter(identifier=volume).exists():
        return {}
    leads = {"": volume}
    for things in _shown(volume):
        names = things.filter(identifier__in=anchors).values_list("identifier", flat=True)
        leads |= {name: _slot(volume, name) for name in names}
    texts = Document.objects.shown().filter(volume__identifier=volume)
    notes = Note.objects.filter(document__in=texts, identifier__in=anchors)
    for name, text, page in notes.values_list("identifier", "document__identifier", "page__identifier"):
        leads[name] = _note(volume, text, page, name)
    former = Address.objects.filter(volume=volume, identifier__in=anchors, document__in=texts)
    for name, text in former.values_list("identifier", "document__identifier"):
        leads.setdefault(name, _slot(volume, text))
    enclosures = Enclosure.objects.filter(document__in=texts, identifier__in=anchors)
    for name, text in enclosures.values_list("identifier", "document__identifier"):
        leads[name] = _enclosure(volume, text, name)
    return leads


def _shown(volume: str) -> Iterator[QuerySet[Any]]:
    """The pages, sections and texts of a volume that readers may see."""
    in_use = Q(order__isnull=False) | Q(passages__document__order__isnull=False)
    yield Page.objects.filter(in_use, volume__identifier=volume)
    yield Section.objects.filter(volume__identifier=volume).exclude(text__withdrawn_at__isnull=False)
    yield Document.objects.shown().filter(volume__identifier=volume)


def _slot(volume: str, name: str) -> str:
    return f"{volume}/{name}/"


def _note(volume: str, text: str, page: str | None, name: str) -> str:
    return f"{volume}/{text}/{page or 'full'}/#{name}"


def _enclosure(volume: str, text: str, name: str) -> str:
    return f"{volume}/{text}/full/#{name}"
