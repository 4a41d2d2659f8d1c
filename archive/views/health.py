"""The pulse: tells load balancers and monitors whether this process can serve."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

RETRY_AFTER_SECONDS = "5"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `{"status": "ok"}` once the database answers and is fully migrated; else 503 and why."""
    trouble = _trouble()
    if trouble is None:
        return JsonResponse({"status": "ok"})
    headers = {"Retry-After": RETRY_AFTER_SECONDS}
    return JsonResponse({"status": trouble}, status=503, headers=headers)


def _trouble() -> str | None:
    """What keeps the archive from serving, told without any detail of the machine; None if nothing."""
    try:
        executor = MigrationExecutor(connection)
    except Error:
        return "the database does not answer"
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are still to be applied"
    return None
