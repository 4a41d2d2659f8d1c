"""What the tests borrow from the machine: found, or the test is skipped with the line that installs it."""

import os
import shutil
from typing import NoReturn

import pytest


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
