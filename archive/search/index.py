"""The full-text index: made from the database, following it, and searched.

Whoever finds it behind the archive's revision brings it up to date under a lock, and says how far it came only after
the index has been committed; so a crash, a restored backup, another process or another host costs some work and nothing
else.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

import tantivy
from django.db import connection
from django.db.models import Q
from tantivy import Searcher

from archive.models import Document, Revision
from archive.models.document import DocumentQuerySet

from . import entry, schema, standing
from .standing import Standing

LOG = logging.getLogger(__name__)
MAKER = schema.fingerprint(entry)
HEAP = 64_000_000  # bytes, for each thread that writes
FEW = 500  # documents: as many as a reader waits for
A_START = 5_000  # documents: as many where there is no index at all
PATIENCE = 1.0  # seconds that a reader waits for another process to bring the index up to date
SHOWN = Q(withdrawn_at=None, volume__withdrawn_at=None)

Told = Callable[[int], None]  # how many documents more have been written


class Unavailable(Exception):
    """There is no index to search yet; one is being made."""


class Reader(NamedTuple):
    """What one search is made with: the index as it is, the revision it has reached, and whether that is the archive's."""

    searcher: Searcher
    revision: str
    is_current: bool


class _Held(NamedTuple):
    standing: Standing
    words: tantivy.Index


_held: _Held | None = None
_holding = threading.RLock()
_follower: threading.Thread | None = None


def reader() -> Reader:
    """The index to search now, brought up to date first where that is quickly done.

    Raises Unavailable where there is none yet.
    """
    latest = Revision.latest()
    now = standing.read()
    held = _opened(now)
    if now is None or held is None or now.revision != latest:
        try:
            _hurry(now if held else None)
        except OSError:
            LOG.exception("The index in %s cannot be written", standing.home())
        now = standing.read()
        held = _opened(now)
    if now is None or held is None or not (now.revision == latest or _is_usable(now)):
        raise Unavailable
    return Reader(held.words.searcher(), now.token, now.revision == latest)


def follow(done: Told = lambda documents: None) -> int:
    """Bring the index up to date, however long that takes; gives how many documents were written or taken out."""
    with standing.locked():
        return _follow(done)


def rebuild(done: Told = lambda documents: None) -> int:
    """Make the index anew beside the one there is, and put it in its place; gives how many documents it holds."""
    with standing.locked():
        return _rebuild(done)


def pending() -> int:
    """How many documents that readers may see are still to be written."""
    now = standing.read()
    return _changed(now if _is_usable(now) else None).filter(SHOWN).count()


def _hurry(now: Standing | None) -> None:
    """Follow at once if it is little, else behind the reader's back."""
    usable = _is_usable(now)
    few = FEW if usable else A_START
    if _changed(now if usable else None).filter(SHOWN)[: few + 1].count() > few:
        _follow_behind()
        return
    with standing.locked(PATIENCE) as is_mine:
        if is_mine:
            _follow()


def _follow_behind() -> None:
    global _follower
    with _holding:
        if _follower is None or not _follower.is_alive():
            _follower = threading.Thread(target=_follow_and_leave, name="index", daemon=True)
            _follower.start()


def _follow_and_leave() -> None:
    try:
        with standing.locked(0) as is_mine:
            if is_mine:
                _follow()
    except Exception:
        LOG.exception("The index could not be brought up to date")
    finally:
        connection.close()


def _follow(done: Told = lambda documents: None) -> int:
    now = standing.read()
    held = _opened(now)
    if now is None or held is None or not _is_usable(now):
        return _rebuild(done)
    latest = Revision.latest()
    if now.revision == latest:
        return 0
    count = _write(held.words, _changed(now), done)
    standing.write(replace(now, number=latest[0], token=latest[1]))
    return count


def _rebuild(done: Told = lambda documents: None) -> int:
    fresh = Standing(f"{MAKER}-{secrets.token_hex(4)}", MAKER, *Revision.latest())
    fresh.path.mkdir(parents=True)
    index = schema.prepare(tantivy.Index(schema.SCHEMA, str(fresh.path)))
    count = _write(index, _changed(None), done, threads=2)
    standing.write(fresh)
    standing.sweep(fresh.folder)
    return count


def _is_usable(now: Standing | None) -> bool:
    """Whether an index can be brought up to date: made by this code, from an earlier state of this archive."""
    if now is None or now.maker != MAKER:
        return False
    return now.revision == (0, "") or Revision.objects.filter(number=now.number, token=now.token).exists()


def _opened(now: Standing | None) -> _Held | None:
    """The index that stands there, open and as it is now; None if it cannot be opened."""
    global _held
    if now is None or now.maker != MAKER or not now.path.exists():
        return None
    with _holding:
        try:
            if _held is None or _held.standing.path != now.path:
                _held = _Held(now, schema.prepare(tantivy.Index.open(str(now.path))))
            elif _held.standing != now:
                _held.words.reload()
                _held = _Held(now, _held.words)
        except (ValueError, OSError):
            LOG.exception("The index in %s cannot be read", now.path)
            _held = None
        return _held


def _changed(since: Standing | None) -> DocumentQuerySet:
    """The documents that changed since an index stood there, or all there are."""
    changed = Document.objects.filter(revision__gt=since.number) if since else Document.objects.all()
    return changed.order_by("pk")


def _write(index: tantivy.Index, changed: DocumentQuerySet, done: Told, threads: int = 1) -> int:
    """Take the changed documents out of the index, and put in again those that readers may see."""
    writer = index.writer(HEAP * threads, threads)
    shown = list(changed.filter(SHOWN).values_list("pk", flat=True))
    gone = list(changed.exclude(SHOWN).values_list("pk", flat=True))
    _take_out(writer, gone)
    if gone and len(shown) > FEW:
        writer.commit()  # what has gone does not wait for what has come
    _take_out(writer, shown)
    for document in entry.of(shown):
        writer.add_document(document)
        done(1)
    writer.commit()
    writer.wait_merging_threads()
    return len(shown) + len(gone)


def _take_out(writer: tantivy.IndexWriter, keys: Iterable[int]) -> None:
    for key in keys:
        writer.delete_documents_by_term(schema.KEY, key)
