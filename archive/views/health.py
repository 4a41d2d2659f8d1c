"""The pulse: tells load balancers and monitors whether this process can serve, and how the rest of the archive is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive import replicas
from archive.search import index

RETRY_AFTER_SECONDS = "5"
AWAY = "the database does not answer"
TO_MIGRATE = "migrations are still to be applied"

_is_migrated = False  # whether it was once: what this program needs does not become more while it runs


@dataclass(frozen=True, slots=True)
class State:
    """How the archive is at this moment; what cannot be known, or is not there, is None."""

    trouble: str | None  # what keeps it from serving
    index: int | None  # documents that are still to be written into the index
    replica: float | None  # seconds that the replica is behind
    disk: int | None  # bytes that are free for the index

    @property
    def told(self) -> dict[str, object]:
        """The answer of ``/healthz``."""
        database = {AWAY: "away", TO_MIGRATE: "to be migrated", None: "ok"}[self.trouble]
        whole = {"status": self.trouble or "ok", "database": database}
        return whole | {"replica": self.replica, "index": self.index, "disk": self.disk}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers and is fully migrated; else 503 and why.

    Nothing else takes a host out of service, for it would take out every host at once, or one that still serves: a
    replica that is behind is passed over by its router; an index that is behind still answers, and every host's is
    after an ingestion; a full disk keeps the index from following, while every page can be read. They are told,
    for monitors.
    """
    state = now()
    if state.trouble is None:
        return JsonResponse(state.told)
    return JsonResponse(state.told, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})


def now() -> State:
    """How the archive is, told without any detail of the machine."""
    try:
        trouble = _trouble()
        behind = None if trouble else index.pending()
    except Error:
        trouble, behind = AWAY, None
    return State(trouble, behind, replicas.lag(), _free())


def _trouble() -> str | None:
    """Raises Error where the database does not answer."""
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return None if _is_migrated else TO_MIGRATE


def _free() -> int | None:
    try:
        return shutil.disk_usage(settings.DATA_FOLDER).free
    except OSError:
        return None
