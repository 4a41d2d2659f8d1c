"""What the tests borrow from the machine, found, or the test is skipped with the line that installs it; and how much of
what there is they look at."""

import os
import shutil
from collections.abc import Sequence
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")

WHOLE = os.environ.get("WHOLE") == "1"
"""Whether everything is looked at, as `make proof` has it."""


def find(*names: str) -> str | None:
    """The path of the first of the programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def require(*names: str, package: str) -> str:
    """The path of the first of the programs that is installed; skips the test when none is.

    With CHANCERY_REQUIRE_TOOLS=1 the test fails instead. `package` is Debian's.
    """
    return find(*names) or missing(names[0], f"apt-get install {package}")


def missing(what: str, install: str) -> NoReturn:
    """Ends the test, saying what it lacks."""
    sentence = f"{what} is not installed (try: {install})"
    if os.environ.get("CHANCERY_REQUIRE_TOOLS") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def some(things: Sequence[T], every: int) -> Sequence[T]:
    """Every so-manieth of the things, from beginning to end; all of them in `make proof`."""
    return things if WHOLE else things[::every]


def examples(count: int) -> int:
    """How many examples to make up where the proof has ``count``."""
    return count if WHOLE else count // 3
