"""The full-text index: made from the database, following it, and searched.

Whoever finds it behind the archive's revision brings it up to date under a lock, and says how far it came only after
the index has been committed; so a crash, a restored backup, another process or another host costs some work and nothing
else.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import tantivy
from django.db import connection
from django.db.models import Q
from tantivy import Query, Searcher

from archive import replicas
from archive.models import Document, Revision
from archive.models.document import DocumentQuerySet

from . import entry, opening, schema, standing
from .damage import Damaged, damaged, examined
from .opening import Held, Unavailable
from .standing import Standing

__all__ = ["Reader", "Unavailable", "damaged", "differences", "follow", "pending", "reader", "rebuild"]

LOG = logging.getLogger(__name__)
MAKER = schema.fingerprint(entry)
HEAP = 64_000_000  # bytes, for each thread that writes
FEW = 500  # documents: as many as a reader waits for
A_START = 5_000  # documents: as many where there is no index at all
PATIENCE = 1.0  # seconds that a reader waits for another process to bring the index up to date
FOLLOWER = "index follower"
REST = 10.0  # seconds until readers try again what could not be written
SHOWN = Q(withdrawn_at=None, volume__withdrawn_at=None)

Told = Callable[[int], None]  # how many documents more have been written


class Reader(NamedTuple):
    """What one search is made with: the index as it is, the revision it has reached, whether that is the archive's."""

    searcher: Searcher
    revision: str
    is_current: bool


_starting = threading.Lock()
_follower: threading.Thread | None = None
_failed = -REST  # when writing last failed


def reader() -> Reader:
    """The index to search now, brought up to date first where that is quickly done.

    Raises Unavailable where there is none yet, and what its searcher is asked raises it where the index is damaged.
    """
    latest, now = Revision.latest(), standing.read()
    if now and now.number > latest[0] and replicas.leave():  # a replica that has not come as far as the index
        latest = Revision.latest()
    held = _opened(now)
    if held is None or held.standing.revision != latest:
        _hurry(now if held else None)
        held = _opened(standing.read())
    if held is None or not (held.standing.revision == latest or _is_usable(held.standing)):
        raise Unavailable
    behind = replicas.is_behind(held.standing.number, latest[0])
    revision = f"{held.standing.token} {latest[1]}" if behind else held.standing.token
    return Reader(held.searcher(), revision, held.standing.revision == latest)


def follow(done: Told = lambda documents: None) -> int:
    """Bring the index up to date, however long that takes; gives how many documents were written or taken out.

    Raises OSError where it cannot be written.
    """
    with standing.locked():
        return _follow(done)


def rebuild(done: Told = lambda documents: None) -> int:
    """Make the index anew beside the one there is, and put it in its place; gives how many documents it holds.

    Raises OSError where it cannot be written.
    """
    with standing.locked():
        return _rebuild(done)


def pending() -> int:
    """How many documents that readers may see are still to be written."""
    now = standing.read()
    return _changed(now if _is_usable(now) else None).filter(SHOWN).count()


def differences() -> Iterator[str]:
    """What is damaged of the index, and on which documents it and the database disagree: sentences.

    Nothing is said of what is yet to be written, nor of an index that is to be made anew.
    """
    now = standing.read()
    if now is None or not now.path.exists() or not _is_usable(now):
        return
    if files := damaged(now.path):
        yield f"The index is damaged: {', '.join(files)}"
        return
    keys = _keys(opening.words(now.path).searcher())
    settled = Document.objects.filter(revision__lte=now.number).order_by("pk")
    shown = _names(settled.filter(SHOWN))
    yield from (f"{name}: the index does not hold it" for key, name in shown.items() if key not in keys)
    yield from (f"{name}: the index holds it {keys[key]} times" for key, name in shown.items() if keys[key] > 1)
    later = set(_changed(now).values_list("pk", flat=True))
    for key in sorted(keys.keys() - shown.keys() - later):
        name = _names(settled.filter(pk=key)).get(key, f"document {key}, unknown to the archive")
        yield f"{name}: the index holds it, though no reader may see it"


def _keys(searcher: Searcher) -> Counter[int]:
    found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1))
    return Counter(int(key or 0) for key in searcher.fast_field_values(schema.KEY, [at for _, at in found.hits]))


def _names(some: DocumentQuerySet) -> dict[int, str]:
    rows = some.values_list("pk", "volume__identifier", "identifier")
    return {key: f"{volume}/{identifier}" for key, volume, identifier in rows.iterator()}


def _hurry(now: Standing | None) -> None:
    """Follow at once if it is little, else behind the reader's back; what could not be written is tried again later."""
    global _failed
    if time.monotonic() < _failed + REST:
        return
    usable = _is_usable(now)
    few = FEW if usable else A_START
    if _changed(now if usable else None).filter(SHOWN)[: few + 1].count() > few:
        _follow_behind()
        return
    try:
        with standing.locked(PATIENCE) as is_mine:
            if is_mine:
                _follow()
    except OSError:
        _failed = time.monotonic()
        LOG.exception("The index in %s cannot be written", standing.home())


def _follow_behind() -> None:
    global _follower
    with _starting:
        if _follower is None or not _follower.is_alive():
            _follower = threading.Thread(target=_follow_and_leave, name=FOLLOWER, daemon=True)
            _follower.start()


def _follow_and_leave() -> None:
    global _failed
    try:
        with standing.locked(0) as is_mine:
            if is_mine:
                _follow()
    except Exception:
        _failed = time.monotonic()
        LOG.exception("The index could not be brought up to date")
    finally:
        connection.close()


def _follow(done: Told = lambda documents: None) -> int:
    now = standing.read()
    if now is None or not _is_usable(now) or not now.path.exists():
        return _rebuild(done)
    latest = Revision.latest()
    if now.number >= latest[0]:
        return 0
    try:
        count = _write(now, _changed(now), done)
    except Damaged:
        LOG.exception("It is made anew")
        return _rebuild(done)
    standing.write(replace(now, number=latest[0], token=latest[1]))
    return count


def _rebuild(done: Told = lambda documents: None) -> int:
    fresh = Standing(f"{MAKER}-{secrets.token_hex(4)}", MAKER, *Revision.latest())
    fresh.path.mkdir(parents=True)
    with examined(fresh.path):
        tantivy.Index(schema.SCHEMA, str(fresh.path))
    count = _write(fresh, _changed(None), done, threads=2)
    standing.write(fresh)
    standing.sweep(fresh.folder)
    return count


def _is_usable(now: Standing | None) -> bool:
    """Whether an index can be brought up to date: made by this code, from an earlier state of this archive.

    One that was made while there was nothing to index is of no use to an archive that holds something.
    """
    if now is None or now.maker != MAKER:
        return False
    if Revision.objects.filter(number=now.number, token=now.token).exists():
        return True
    latest = Revision.latest()
    return now.revision == latest or replicas.is_behind(now.number, latest[0])


def _opened(now: Standing | None) -> Held | None:
    """The index that stands there, if it was made by this code and can be opened."""
    return opening.opened(now) if now and now.maker == MAKER and now.path.exists() else None


def _changed(since: Standing | None) -> DocumentQuerySet:
    """The documents that changed since an index stood there, or all there are."""
    changed = Document.objects.filter(revision__gt=since.number) if since else Document.objects.all()
    return changed.order_by("pk")


def _write(now: Standing, changed: DocumentQuerySet, done: Told, threads: int = 1) -> int:
    """Take the changed documents out of the index, and put in again those that readers may see."""
    shown = list(changed.filter(SHOWN).values_list("pk", flat=True))
    gone = list(changed.exclude(SHOWN).values_list("pk", flat=True))
    with examined(now.path):
        # Not the one that is searched, which may be open where nothing can be written.
        writer = schema.prepare(tantivy.Index.open(str(now.path))).writer(HEAP * threads, threads)
        try:
            _take_out(writer, gone)
            if gone and len(shown) > FEW:
                writer.commit()  # what has gone does not wait for what has come
            _take_out(writer, shown)
            for document in entry.of(shown):
                writer.add_document(document)
                done(1)
            writer.commit()
            writer.wait_merging_threads()
        finally:
            del writer  # lets go of tantivy's lock, also where the error that came is kept
    return len(shown) + len(gone)


def _take_out(writer: tantivy.IndexWriter, keys: Iterable[int]) -> None:
    for key in keys:
        writer.delete_documents_by_term(schema.KEY, key)
