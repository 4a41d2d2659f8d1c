"""What Prometheus asks for: requests and queries since the server was opened, summed over its processes.

Names of views stand in the labels, never addresses, so that their number is bounded.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where the library has its processes meet
MEMORY = Path("/dev/shm")
NAME = "chancery-metrics-"

REQUESTS = Counter(
    "chancery_requests", "Requests answered; those turned away have status 429.", ["view", "method", "status"]
)
SECONDS = Histogram(
    "chancery_request_seconds",
    "Seconds until an answer was made, or began to be sent.",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 1, 2.5, 5, 10),
)
QUERIES = Counter("chancery_queries", "Queries sent to a database while requests were answered.", ["database"])
QUERY_SECONDS = Counter("chancery_query_seconds", "Seconds that those queries took.", ["database"])


def gather() -> Path:
    """Have the processes that this one starts count together, from nothing; gives the folder where they do.

    What servers that were killed left behind goes. To be called before anything is counted.
    """
    home = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    for left in home.glob(f"{NAME}*"):
        if not psutil.pid_exists(int(left.name.rpartition("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"{NAME}{os.getpid()}"
    folder.mkdir(mode=0o700)
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.get_value_class()  # it was chosen when the library was imported
    return folder


def exposition(measured: Collector) -> bytes:
    """All that is counted, and what is measured at this moment, in Prometheus's text format."""
    together = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(together)
    else:
        for metric in (REQUESTS, SECONDS, QUERIES, QUERY_SECONDS):
            together.register(metric)
    together.register(measured)
    return generate_latest(together)
