"""How long this process, and the database's processes for it, have worked, whatever else the machine does."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import connection


def servers() -> list[Path]:
    """Where the system tells how long the database's processes for this archive have worked, if it does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        files = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
    return [file for file in files if file.exists()]


def done(servers: list[Path]) -> float:
    """Seconds that this process and the database's for it have worked."""
    return time.process_time() + sum(int(file.read_text().split()[0]) for file in servers if file.exists()) / 1e9
