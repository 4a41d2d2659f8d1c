"""What the tests of commands ask for: manage.py in a process of its own, on the test's own database."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

Manage = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of this test's own database, for another process."""
    name = str(connection.settings_dict["NAME"])
    return re.sub(r"/[^/?]+(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"])


@pytest.fixture
def manage(database_url: str) -> Manage:
    """Starts `manage.py` with arguments."""

    def manage(*arguments: object, **options: Any) -> "subprocess.Popen[str]":
        ours: dict[str, Any] = {
            "env": os.environ | {"DATABASE_URL": database_url},
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        command = [sys.executable, str(settings.BASE / "manage.py"), *map(str, arguments)]
        return subprocess.Popen(command, text=True, **(ours | options))

    return manage
