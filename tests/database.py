"""The tests' own ground: a throw-away data folder and PostgreSQL, there before Django reads its settings."""

import os
import shutil
import tempfile
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from execnet import XSpec

from archive.local_postgres import LocalServer

# What a test run writes need not outlive a power cut. And nobody counts tables between two tests: what was counted
# while they were empty makes plans that take minutes.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class Ground:
    """What the process that steers the tests makes first and removes last; its workers inherit it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chancery-tests-"))
        self.folder.chmod(0o755)
        self.server = LocalServer(self.folder, HASTY)
        os.environ.setdefault("SECRET_KEY", "known to everybody, good for tests alone")
        self.settle("main", os.environ)
        if not os.environ.get("DATABASE_URL"):
            self.server.start()
            os.environ["DATABASE_URL"] = self.server.address

    def settle(self, name: str, environment: MutableMapping[str, Any]) -> None:
        """Gives a process a data folder of its own, as it has a database of its own."""
        environment["DATA_FOLDER"] = str(self.folder / name)
        (self.folder / name / "static").mkdir(parents=True)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_setupnodes(self, specs: list[XSpec]) -> None:
        for number, spec in enumerate(specs):
            self.settle(f"gw{number}", spec.env)

    def pytest_unconfigure(self) -> None:
        self.server.stop()
        for folder in {self.folder, self.server.home}:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    early_config.pluginmanager.register(Ground())
