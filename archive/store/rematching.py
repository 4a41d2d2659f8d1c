"""Documents searched again after names have changed; only those in which something else is found are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from archive.entities.gazetteer import Gazetteer, Name
from archive.models import Document, Mention, Note, Party

from . import gazetteering
from .gazetteering import BASES, Found, Reading

AT_ONCE = 200  # documents looked up and held in memory together


def again(documents: Iterable[int]) -> set[int]:
    """Search some documents for names once more; gives those in which others are found than before.

    To be called in a transaction that holds the writers' lock, and to be followed by a stamp on what it gives.
    """
    changed: set[int] = set()
    wanted = iter(sorted(set(documents)))
    while some := list(islice(wanted, AT_ONCE)):
        searching = gazetteering.Searching(_readings(some))
        changed |= _rewrite(searching.readings, searching.found())
    return changed


def holding(names: Collection[str]) -> set[int]:
    """The documents in whose texts or footnotes one of some forms of names stands."""
    gazetteer = Gazetteer(Name(name, "body", 0) for name in names)
    if not gazetteer:
        return set()
    return {key for key, text in _texts() if gazetteer.find(text)}


def _texts() -> Iterator[tuple[int, str]]:
    yield from Document.objects.order_by().values_list("pk", "text").iterator(AT_ONCE)
    yield from Note.objects.order_by().values_list("document", "text").iterator(AT_ONCE)


def _readings(documents: list[int]) -> Iterator[Reading]:
    texts: dict[int, dict[str, str]] = {
        key: {"": text} for key, text in Document.objects.filter(pk__in=documents).values_list("pk", "text")
    }
    for key, note, text in _of(Note.objects.order_by("order"), documents, "identifier", "text"):
        texts[key][note] = text
    known: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    sources = Mention.objects.exclude(basis__in=BASES).order_by("order")
    for key, *where in _of(sources, documents, "note", "role", "start", "end"):
        known[key].append(tuple(where))
    sides: dict[int, list[str]] = defaultdict(list)
    for key, text in _of(Party.objects.order_by("role", "order"), documents, "text"):
        sides[key].append(text)
    return (gazetteering.reading(key, own, known[key], sides[key]) for key, own in texts.items())


def _of(rows: QuerySet, documents: list[int], *columns: str) -> QuerySet:
    return rows.filter(document__in=documents).values_list("document", *columns)


def _rewrite(readings: list[Reading], found: dict[int, list[Found]]) -> set[int]:
    """Write what is found where it is not written so already; gives the documents whose mentions changed."""
    keys = [each.key for each in readings]
    held, suggested = gazetteering.held(keys), gazetteering.suggested(keys)
    mentions = {key for key in keys if held.get(key, []) != gazetteering.sure(found[key])}
    others = {key for key in keys if suggested.get(key, set()) != gazetteering.unsure(found[key])}
    stale = [each for each in readings if each.key in mentions | others]
    gazetteering.clear([each.key for each in stale])
    gazetteering.write(stale, {each.key: found[each.key] for each in stale})
    return mentions
