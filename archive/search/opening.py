"""The index that this process has open: looked through for damage when it is opened, and forgotten when it has any."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import tantivy
from tantivy import Searcher

from . import schema, standing
from .damage import Damaged, Failed, damaged, examined
from .standing import Standing

LOG = logging.getLogger(__name__)
LOCKS = ".tantivy-"
INSPECTION = "index inspection"


class Unavailable(Exception):
    """There is no index to search yet; one is being made."""


@dataclass(frozen=True, slots=True)
class Held:
    """An index that is open, as it stood when it was last looked at."""

    standing: Standing
    words: tantivy.Index

    def searcher(self) -> Searcher:
        """What it is searched with: as tantivy's own, but where its files turn out to be damaged, it is forgotten and
        Unavailable is raised."""
        return cast(Searcher, _Watched(self.words.searcher(), self.standing))


_held: Held | None = None
_holding = threading.RLock()


def opened(now: Standing) -> Held | None:
    """The index that stands there, as it is now; None if it cannot be opened."""
    global _held
    with _holding:
        try:
            if _held is None or _held.standing.path != now.path:
                _held = Held(now, words(now.path))
                threading.Thread(target=inspect, args=[now], name=INSPECTION, daemon=True).start()
            elif _held.standing != now:
                _held = Held(now, _reloaded(_held))
        except Damaged:
            LOG.exception("It cannot be opened")
            forget(now, patience=0)
        except OSError:
            LOG.exception("The index in %s cannot be opened", now.path)
            _held = None
        return _held


def close() -> None:
    """Let go of the index."""
    global _held
    with _holding:
        _held = None


def words(path: Path) -> tantivy.Index:
    """The index in a folder. Raises Damaged, or OSError where it cannot be opened although it is sound."""
    with examined(path):
        try:
            return schema.prepare(tantivy.Index.open(str(path)))
        except ValueError:
            return _linked(path)


def inspect(now: Standing) -> None:
    """Look through all files of an index, for not every damage shows when it is searched; forget it if there is any."""
    if (files := damaged(now.path)) and forget(now):
        LOG.error("The index in %s is damaged (%s) and not used any more", now.path, ", ".join(files))


def forget(now: Standing, patience: float | None = None) -> bool:
    """Say that this index cannot be used; false where another has taken its place, or it cannot be said."""
    global _held
    is_forgotten = False
    with suppress(OSError), standing.locked(patience) as is_mine:
        latest = standing.read()
        is_forgotten = is_mine and latest is not None and latest.folder == now.folder
        if is_forgotten:
            standing.forget()
    with _holding:
        if _held is not None and _held.standing.path == now.path:
            _held = None
    return is_forgotten


def _reloaded(held: Held) -> tantivy.Index:
    try:
        with examined(held.standing.path):
            held.words.reload()
        return held.words
    except Failed:
        return words(held.standing.path)


def _linked(path: Path) -> tantivy.Index:
    """An index opened through links from a folder of our own: tantivy locks what it opens, which it cannot where
    nothing may be written. What is open stays so when the links are gone."""
    with TemporaryDirectory(prefix="chancery-index-") as folder:
        for file in path.iterdir():
            if not file.name.startswith(LOCKS):
                (Path(folder) / file.name).symlink_to(file)
        return schema.prepare(tantivy.Index.open(folder))


class _Watched:
    """A searcher of an index that may be damaged."""

    def __init__(self, searcher: Searcher, now: Standing) -> None:
        self._searcher = searcher
        self._standing = now

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._searcher, name)
        return self._answering(asked) if callable(asked) else asked

    def _answering(self, asked: Callable[..., Any]) -> Callable[..., Any]:
        def answered(*arguments: Any, **options: Any) -> Any:
            try:
                with examined(self._standing.path):
                    return asked(*arguments, **options)
            except Damaged as error:
                LOG.exception("It cannot be searched")
                forget(self._standing, patience=0)
                raise Unavailable from error

        return answered
