"""What harvesters are told of: every text, and every address that a text has left, in the order of their changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from archive.models import Address, Document, Revision, Volume

NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
TEXTS, LEFT = 0, 1
SET_ASIDE = "~"  # in what a removed text is called once another has its identifier


class Place(NamedTuple):
    """Where in the order something stands: the revision it last changed with, its table, its primary key.

    What changes moves behind everything else, so whoever goes on from a place misses nothing that changes meanwhile.
    """

    revision: int
    table: int
    key: int


class Asked(NamedTuple):
    """Of what is asked: changed in these moments, both included, and of one volume; None and "" for any."""

    since: datetime | None = None
    until: datetime | None = None
    volume: str = ""


class Entry(NamedTuple):
    """What is told of one identifier (``frus1934v05/d41``): its text, None where there is none any more, and since
    when that is so."""

    id: str
    volume: str
    at: datetime
    text: Document | None
    place: Place


class _Row(NamedTuple):
    place: Place
    row: Document | Address


def page(asked: Asked, after: Place | None, most: int) -> tuple[list[Entry], bool]:
    """The next so many behind a place, and whether there are more."""
    Revision.settle()
    if (span := _revisions(asked)) is None:
        return [], False
    texts, left = _texts().filter(revision__range=span), Address.objects.filter(revision__range=span)
    if asked.volume:
        volume = Volume.objects.filter(identifier=asked.volume).values_list("pk", flat=True).first()
        texts, left = texts.filter(volume=volume), left.filter(volume=asked.volume)
    both = merge(_behind(texts, TEXTS, after, most + 1), _behind(left, LEFT, after, most + 1))
    found = list(islice(both, most + 1))
    return _entries(found[:most]), len(found) > most


def find(volume: str, identifier: str) -> Entry | None:
    """What is told of one identifier, None where it was never one."""
    row: Document | Address | None = _texts().filter(volume__identifier=volume, identifier=identifier).first()
    table = TEXTS
    if row is None:
        row, table = Address.objects.filter(volume=volume, identifier=identifier, revision__isnull=False).first(), LEFT
    return _entries([_Row(_place(table, row), row)])[0] if row else None


def earliest() -> datetime:
    """When the first change was."""
    return Revision.objects.aggregate(at=Min("at"))["at"] or NOTHING_YET


def volumes(after: str, most: int) -> list[Volume]:
    """The next so many volumes behind one, by their ids; withdrawn ones too, since their texts' going is told."""
    return list(Volume.objects.filter(identifier__gt=after).order_by("identifier")[:most])


def _texts() -> QuerySet[Document]:
    """Every text there is or was, but for one whose identifier another has now."""
    return Document.objects.exclude(identifier__contains=SET_ASIDE).select_related("volume").lean()


def _revisions(asked: Asked) -> tuple[int, int] | None:
    """The first and last revision of the moments asked for, None where nothing changed in them.

    What says 0 changed before revisions were counted: it is told with the first.
    """
    some = Revision.objects.all()
    if asked.since:
        some = some.filter(at__gte=asked.since)
    if asked.until:
        some = some.filter(at__lte=asked.until)
    found = some.aggregate(first=Min("number"), last=Max("number"))
    if found["first"] is None:
        return None
    is_from_the_start = not asked.since or asked.since <= earliest()
    return 0 if is_from_the_start else found["first"], found["last"]


def _behind(rows: QuerySet[Any], table: int, after: Place | None, most: int) -> Iterable[_Row]:
    """The first rows of a table behind a place."""
    if after and after.table == table:
        rows = rows.filter(TupleGreaterThan(Tuple(F("revision"), F("pk")), (after.revision, after.key)))
    elif after:
        rows = rows.filter(Q(revision__gt=after.revision) if after.table > table else Q(revision__gte=after.revision))
    return [_Row(_place(table, row), row) for row in rows.order_by("revision", "pk")[:most]]


def _place(table: int, row: Document | Address) -> Place:
    return Place(row.revision or 0, table, row.pk)


def _entries(found: list[_Row]) -> list[Entry]:
    times = dict(Revision.objects.filter(number__in={at.revision for at, _ in found}).values_list("number", "at"))
    first = earliest() if any(at.revision not in times for at, _ in found) else NOTHING_YET
    return [_entry(at, row, times.get(at.revision, first)) for at, row in found]


def _entry(place: Place, row: Document | Address, at: datetime) -> Entry:
    if isinstance(row, Address):
        return Entry(f"{row.volume}/{row.identifier}", row.volume, at, None, place)
    is_gone = row.is_withdrawn or row.volume.is_withdrawn
    return Entry(row.id_in_archive, row.volume.identifier, at, None if is_gone else row, place)
