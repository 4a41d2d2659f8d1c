"""Every page of the archive by the one address it goes by, in parts that a crawler can take one after another.

A part holds the texts and printed pages of some consecutive places in a volume, or the names of some consecutive keys,
so that finding it costs the same for the last as for the first, and a change of one volume is a change of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from archive.models import Document, Entity, Mention, Page, PartyActor, Revision, Section, Volume

from . import addresses, dossiers
from .addresses import Missing

PLACES_A_PART = 500  # consecutive places in a volume; their texts may stand on 90 pages each
NAMES_A_PART = 10_000
MOST = 50_000  # addresses in one file, by the protocol (sitemaps.org)
WAYS_IN = ("/", "/volumes/", "/places/", "/places/map/", "/actors/", "/dates/", "/dates/undated/", "/cite/", "/api/")


class Place(NamedTuple):
    """An address, and when what is there last changed, None where that is not known."""

    address: str
    changed_at: datetime | None = None


class Extent(NamedTuple):
    """A volume, how many parts it has, and when it last changed."""

    volume: str
    parts: int
    changed_at: datetime | None


def volumes() -> list[Extent]:
    """The volumes that readers may see, by two queries."""
    return _extents(Volume.objects.shown().order_by("identifier"))


def _extents(shown: QuerySet[Volume]) -> list[Extent]:
    rows = shown.values_list("identifier", _last(Document, "order"), _last(Page, "order"), _last(Document, "revision"))
    found = list(rows)
    revisions = {revision for *_, revision in found}
    times = dict(Revision.objects.filter(number__in=revisions).values_list("number", "at"))
    return [
        Extent(name, max(texts or 0, pages or 0) // PLACES_A_PART + 1, times.get(revision))
        for name, texts, pages, revision in found
    ]


def name_parts() -> range:
    """The numbers of the parts that hold places and actors, from 1."""
    return range(1, (Entity.objects.aggregate(last=Max("pk"))["last"] or 0) // NAMES_A_PART + 2)


def ways_in() -> Iterator[Place]:
    """The pages that lead to all others: the lists, the years and months."""
    yield from (Place(address) for address in WAYS_IN)
    for row in dossiers.years():
        yield Place(f"/dates/{row['year']}/")


def volume(identifier: str, part: int) -> Iterator[Place]:
    """A part of a volume: its own address, then those of the texts, their pages, the sections, the printed pages.

    Raises Missing or Withdrawn.
    """
    found = addresses.find_volume(identifier)
    first, last = (part - 1) * PLACES_A_PART, part * PLACES_A_PART - 1
    (extent,) = _extents(Volume.objects.filter(pk=found.pk))
    if not 1 <= part <= extent.parts:
        raise Missing(f"part {part} of this volume", found)
    return _of_volume(found, first, last)


def names(part: int) -> Iterator[Place]:
    """A part of the places and actors that documents name, behind the list of actors. Raises Missing."""
    if part not in name_parts():
        raise Missing(f"part {part} of the names")
    some = Entity.objects.filter(pk__range=((part - 1) * NAMES_A_PART, part * NAMES_A_PART - 1), merged_into=None)
    used = (Exists(table._default_manager.filter(entity=OuterRef("pk"))) for table in (Mention, PartyActor))
    rows = some.filter(reduce(or_, used)).order_by("pk").values_list("kind", "slug")
    return chain([Place("/actors/")], (Place(addresses.entity(kind, slug)) for kind, slug in rows))


def _last(table: type[Document] | type[Page], field: str) -> Subquery:
    """The highest there is of a volume, by the index."""
    known = {f"{field}__isnull": False}
    rows: QuerySet[Document | Page] = table._default_manager.filter(volume=OuterRef("pk"), **known)
    return Subquery(rows.order_by(f"-{field}").values(field)[:1])


def _of_volume(found: Volume, first: int, last: int) -> Iterator[Place]:
    name, span = found.identifier, (first, last)
    yield Place(addresses.volume(name), found.changed_at)
    texts = Document.objects.filter(volume=found, withdrawn_at=None, order__range=span).order_by("order")
    for text in texts.only("identifier", "frame", "changed_at"):
        yield from (Place(address, text.changed_at) for address in _of_text(name, text))
    bare = Section.objects.filter(volume=found, text=None, order__range=span).order_by("order")
    yield from (Place(addresses.slot(name, section)) for section in bare.values_list("identifier", flat=True))
    printed = Page.objects.filter(volume=found, order__range=span).order_by("order")
    yield from (Place(addresses.slot(name, page)) for page in printed.values_list("identifier", flat=True))


def _of_text(volume: str, text: Document) -> Iterator[str]:
    """A text's first page, its others, and the whole of it where that is more than one page."""
    yield addresses.slot(volume, text.identifier)
    _, *others = [page for page, *_ in text.frame["pages"]] or [""]
    yield from (addresses.page(volume, text.identifier, page) for page in others)
    if others:
        yield addresses.full(volume, text.identifier)
