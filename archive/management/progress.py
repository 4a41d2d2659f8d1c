"""What a command says while it works: a bar on a terminal, plain lines elsewhere; what went wrong always in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.core.management.base import CommandError, OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

INTERRUPTED = 130  # the status that shells know for Ctrl-C


class Voice(Protocol):
    """How a command tells what it has done."""

    def done(self, amount: float, line: str = "") -> None:
        """``amount`` more of the total is done; ``line`` is said only where there is no bar."""

    def wrong(self, line: str) -> None:
        """Something went wrong."""


@contextmanager
def spoken(out: OutputWrapper, err: OutputWrapper, task: str, total: float) -> Iterator[Voice]:
    """A bar of ``total`` on the standard error if that is a terminal, else lines on the standard output.

    Ctrl-C meanwhile raises CommandError.
    """
    try:
        if not err.isatty():
            yield _Lines(out, err)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield _Bar(bar, task, total)
    except KeyboardInterrupt:
        raise CommandError("Stopped.", returncode=INTERRUPTED) from None


class _Lines:
    def __init__(self, out: OutputWrapper, err: OutputWrapper) -> None:
        self.out = out
        self.err = err

    def done(self, amount: float, line: str = "") -> None:
        if line:
            self.out.write(line)
            self.out.flush()

    def wrong(self, line: str) -> None:
        self.err.write(line)
        self.err.flush()


class _Bar:
    def __init__(self, bar: Progress, task: str, total: float) -> None:
        self.bar = bar
        self.task = bar.add_task(task, total=total or None)

    def done(self, amount: float, line: str = "") -> None:
        self.bar.advance(self.task, amount)

    def wrong(self, line: str) -> None:
        self.bar.console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
