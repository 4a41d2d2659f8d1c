"""What belongs with a document: those most like it, those of its file, and the same correspondents' of its month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import Q
from tantivy import DocAddress, FieldType, Order, Query, Searcher

from archive.models import Document, Mention, PartyActor
from archive.models.document import DocumentQuerySet

from . import entry, index, match, schema
from .schema import SCHEMA

MOST = 5  # of each
READ = 50_000  # code points of a text that are compared
TERMS = 25  # words by which documents are compared: those that tell most
COMMON = 10  # a word that one in so many documents has tells nothing
FEW = 100  # documents: in an archive of fewer each word tells something
SHORTEST = 3  # letters of such a word


@dataclass(frozen=True, slots=True)
class Related:
    """The nearest documents in content; the nearest in date of the same ``file``; those between the same
    correspondents, either way, in the same month; and whether the index has seen the archive as it is."""

    file: str
    alike: list[Document]
    same_file: list[Document]
    correspondence: list[Document]
    is_current: bool

    def __bool__(self) -> bool:
        return bool(self.alike or self.same_file or self.correspondence)


def of(document: Document, most: int = MOST) -> Related:
    """At most so many of each kind that belong with a document. Raises index.Unavailable."""
    reader = index.reader()
    alike = _alike(reader.searcher, document, most)
    exchanged = _exchanged(reader.searcher, document, most)
    shown = _shown().in_bulk([*alike, *exchanged])
    return Related(
        file(document),
        [shown[key] for key in alike if key in shown],
        _same_file(document, most),
        [shown[key] for key in exchanged if key in shown],
        reader.is_current,
    )


def file(document: Document) -> str:
    """The file that a document's number belongs to: ``825.512`` of ``825.512/49``."""
    return document.file_number.partition("/")[0].strip() or document.file_number


def _shown() -> DocumentQuerySet:
    return Document.objects.shown().letters().lean().select_related("volume")


def _alike(searcher: Searcher, document: Document, most: int) -> list[int]:
    like = Query.more_like_this_document_fields_query(
        SCHEMA,
        {schema.TEXT: [document.text[:READ]]},
        min_doc_frequency=2,
        max_doc_frequency=max(searcher.num_docs // COMMON, FEW),
        min_term_frequency=1,
        max_query_terms=TERMS,
        min_word_length=SHORTEST,
    )
    found = searcher.search(match.every([like], _not(document)), limit=most, count=False)
    return _keys(searcher, found.hits)


def _exchanged(searcher: Searcher, document: Document, most: int) -> list[int]:
    """What one side wrote to the other in the month, in date order."""
    senders, recipients = _side(document, "sender"), _side(document, "recipient")
    if document.earliest is None or not senders or not recipients:
        return []
    there = match.every([_any("sender", senders), _any("recipient", recipients)])
    back = match.every([_any("sender", recipients), _any("recipient", senders)])
    wanted = [match.any_of([there, back]), _in_month(document.earliest)]
    found = searcher.search(
        match.every(wanted, _not(document)),
        limit=most,
        count=False,
        order_by_field=schema.DATE_UP,
        order=Order.Asc,
    )
    return _keys(searcher, found.hits)


def _side(document: Document, role: str) -> set[int]:
    """The actors on one side, as the index has them."""
    mentioned = Mention.objects.filter(document=document, role=role).exclude(kind="place")
    seated = PartyActor.objects.filter(party__document=document, party__role=role)
    keys = mentioned.order_by().values_list("entity").union(seated.order_by().values_list("entity"))
    return {key for (key,) in keys}


def _any(role: str, actors: Iterable[int]) -> Query:
    return match.any_of(Query.term_query(SCHEMA, schema.actor(role), key) for key in actors)


def _in_month(day: date) -> Query:
    first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return Query.range_query(SCHEMA, schema.EARLIEST, FieldType.Integer, entry.day(first), entry.day(last))


def _not(document: Document) -> list[Query]:
    return [
        Query.term_query(SCHEMA, schema.KEY, document.pk),
        Query.term_query(SCHEMA, schema.KIND, "section"),
    ]


def _keys(searcher: Searcher, hits: Iterable[tuple[object, DocAddress]]) -> list[int]:
    values = searcher.fast_field_values(schema.KEY, [address for _, address in hits])
    return [int(key) for key in values if key is not None]


def _same_file(document: Document, most: int) -> list[Document]:
    """Of its number and then of its file, the nearest in date, in date order."""
    if not document.file_number:
        return []
    filed = _shown().in_file(file(document)).exclude(pk=document.pk)
    numbered = filed.filter(file_number=document.file_number)
    near = dict.fromkeys([*_near(numbered, document.earliest, most), *_near(filed, document.earliest, most)])
    return sorted(islice(near, most), key=lambda one: (one.earliest is None, one.earliest or date.max))


def _near(some: DocumentQuerySet, day: date | None, most: int) -> list[Document]:
    """The nearest to a day; the first ones where there is none."""
    if day is None:
        return list(some.in_date_order()[:most])
    later = some.filter(Q(earliest__gte=day) | Q(earliest=None)).in_date_order()[:most]
    earlier = some.filter(earliest__lt=day).in_date_order().reverse()[:most]
    return sorted([*earlier, *later], key=lambda one: abs(one.earliest - day) if one.earliest else timedelta.max)[:most]
