"""The hands: processes that take in files side by side, so that one killed costs no more than its own file.

Each is a fresh interpreter in a session of its own: it shares no connection with us, and does not hear Ctrl-C.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

import django
from django.utils.module_loading import import_string

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Job:
    """Arguments of the task that can be pickled. Jobs of one ``queue`` are done one after another, in their order."""

    arguments: tuple[Any, ...]
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a job gives whose process died; ``status`` is its exit status, or less the signal that killed it."""

    status: int

    def __str__(self) -> str:
        if self.status >= 0:
            return f"the process at work on it ended with status {self.status}"
        memory = "; perhaps the machine ran out of memory" if self.status == -9 else ""
        return f"the process at work on it was killed by signal {-self.status}{memory}"


def results(
    task: str, jobs: Mapping[int, Job], hands: int, is_wanted: Callable[[int], bool] = lambda number: True
) -> Generator[tuple[int, Any]]:
    """Do the jobs with at most ``hands`` processes; gives each one's number and result as soon as it is done.

    ``task`` is the dotted name of a function. A job that by its turn is not wanted any more is left undone. Closing the
    iterator, or an exception in the loop around it, ends the
    processes; what the database has not got whole by then, it has not got.
    """
    waiting = dict(jobs)
    working: list[_Hand] = []
    try:
        while True:
            _hire(working, waiting, task, hands, is_wanted)
            if not working:
                return
            for hand in _ready(working):
                number, result = hand.finish()
                if isinstance(result, Lost):
                    working.remove(hand)
                    hand.dismiss()
                yield number, result
    finally:
        for hand in working:
            hand.dismiss()


def _hire(
    working: list[_Hand], waiting: dict[int, Job], task: str, hands: int, is_wanted: Callable[[int], bool]
) -> None:
    """Give every hand that is free its next job, new hands too while there are jobs for them."""
    for number in [number for number in waiting if not is_wanted(number)]:
        del waiting[number]
    for hand in [hand for hand in working if hand.job is None]:
        if not _set_to_work(hand, working, waiting):
            working.remove(hand)
            hand.dismiss()
    while len(working) < hands and _next(working, waiting) is not None:
        working.append(_Hand(task))
        _set_to_work(working[-1], working, waiting)


def _set_to_work(hand: _Hand, working: list[_Hand], waiting: dict[int, Job]) -> bool:
    number = _next(working, waiting)
    if number is not None:
        hand.begin(number, waiting.pop(number))
    return number is not None


def _next(working: list[_Hand], waiting: dict[int, Job]) -> int | None:
    """The first job whose queue nobody is at."""
    busy = {hand.job.queue for hand in working if hand.job is not None and hand.job.queue}
    return next((number for number, job in waiting.items() if job.queue not in busy), None)


def _ready(working: list[_Hand]) -> list[_Hand]:
    pipes = wait([hand.pipe for hand in working])
    return [hand for hand in working if hand.pipe in pipes]


class _Hand:
    """One process and what it is at."""

    def __init__(self, task: str) -> None:
        self.pipe, theirs = Pipe()
        with theirs:
            path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH", "")]))
            self.process = subprocess.Popen(
                [sys.executable, "-m", __spec__.name, task, str(theirs.fileno())],
                env=os.environ | {"PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.number = -1
        self.job: Job | None = None

    def begin(self, number: int, job: Job) -> None:
        self.number, self.job = number, job
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: `finish` finds that out
            self.pipe.send(job.arguments)

    def finish(self) -> tuple[int, Any]:
        self.job = None
        try:
            return self.number, self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return self.number, Lost(self.process.wait())

    def dismiss(self) -> None:
        """End the process; the database undoes what it had begun."""
        self.pipe.close()
        self.process.terminate()
        self.process.wait()


def _work(task: str, pipe: Connection) -> None:
    """What a hand does until nobody has a job for it."""
    django.setup()
    function = import_string(task)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the one we work for has gone
        while True:
            pipe.send(function(*pipe.recv()))


if __name__ == "__main__":
    _work(sys.argv[1], Connection(int(sys.argv[2])))
