"""Requests are counted over all processes of a server, and what a killed one left behind is swept away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from archive.watching import metrics

COUNTED = """
import os, sys
from pathlib import Path
from archive.watching import metrics
from prometheus_client.registry import Collector

class Nothing(Collector):
    def collect(self):
        return []

metrics.MEMORY = Path(sys.argv[1])
folder = metrics.gather()
workers = [os.fork() for _ in range(2) if os.getpid() == int(folder.name.rpartition("-")[2])]
if 0 in workers:
    for _ in range(3):
        metrics.REQUESTS.labels("slot", "GET", "200").inc()
        metrics.SECONDS.labels("slot").observe(0.3)
    os._exit(0)
for worker in workers:
    os.waitpid(worker, 0)
print(metrics.exposition(Nothing()).decode())
"""


@pytest.fixture
def counted(tmp_path: Path) -> str:
    """What a server tells after each of its two workers has answered three requests."""
    command = [sys.executable, "-c", COUNTED, str(tmp_path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=settings.BASE, check=True).stdout


def test_a_server_s_workers_are_counted_together(counted: str) -> None:
    assert 'chancery_requests_total{method="GET",status="200",view="slot"} 6.0' in counted
    assert 'chancery_request_seconds_count{view="slot"} 6.0' in counted
    assert 'chancery_request_seconds_bucket{le="0.2",view="slot"} 0.0' in counted


def test_what_a_killed_server_left_is_swept_away(tmp_path: Path) -> None:
    for _ in range(2):
        command = [sys.executable, "-c", COUNTED, str(tmp_path)]
        subprocess.run(command, capture_output=True, cwd=settings.BASE, check=True)
    assert len([*tmp_path.glob(f"{metrics.NAME}*")]) == 1
