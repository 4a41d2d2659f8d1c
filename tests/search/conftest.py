"""What the tests of the index ask for: a folder of its own for it, and another process on the test's own database."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from archive.search import index, opening

Process = Callable[[str], "subprocess.Popen[str]"]
BEGIN = "import django; django.setup()\n"


@pytest.fixture
def own_index(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that this test's index will lie in."""
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr(index, "REST", 0.0)
    monkeypatch.setattr(index, "_failed", index._failed)  # so that what fails here troubles no other test
    opening.close()
    yield tmp_path / "index"
    settle()
    opening.close()


def settle() -> None:
    """Wait for what goes on behind the reader's back."""
    for thread in threading.enumerate():
        if thread.name in (index.FOLLOWER, opening.INSPECTION):
            thread.join()


@pytest.fixture
def process(transactional_db: None, own_index: Path) -> Process:
    """Starts lines of Python in a process of its own, which knows the archive."""

    def process(lines: str) -> "subprocess.Popen[str]":
        name = str(connection.settings_dict["NAME"])
        address = re.sub(r"/[^/?]+(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"])
        ours = {
            "DATABASE_URL": address,
            "DATA_FOLDER": str(own_index.parent),
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        return subprocess.Popen(
            [sys.executable, "-c", BEGIN + lines],
            env=os.environ | ours,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return process
