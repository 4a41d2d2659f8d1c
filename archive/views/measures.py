"""The gauges: what a Prometheus server collects, for whoever holds the token."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from archive.models import Ingestion
from archive.watching.metrics import exposition

from . import health


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """What was counted since the server was opened; 404 without the token, as if there were nothing here.

    Whoever asks shows METRICS_TOKEN (RFC 6750, 2.1); where that is unset, nobody is shown anything. An address proves
    nothing: behind a proxy on the same machine, every request comes from 127.0.0.1.
    """
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(request.headers.get("Authorization", ""), expected):
        raise Http404
    return HttpResponse(exposition(Standing()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Standing(Collector):
    """How the archive is at this moment; what is not known is left out."""

    def collect(self) -> Iterator[Metric]:
        """The measures that ``/healthz`` tells too, and how many sources were ever taken in."""
        state = health.now()
        measured = {
            "database_up": ("Whether the database answers and is up to date.", int(state.trouble is None)),
            "index_pending": ("Documents still to be written into this host's index.", state.index),
            "replica_lag_seconds": ("Seconds that the replica is behind.", state.replica),
            "disk_free_bytes": ("Bytes free where the index is kept.", state.disk),
        }
        for name, (about, value) in measured.items():
            if value is not None:
                yield GaugeMetricFamily(f"chancery_{name}", about, value)
        if state.trouble is None:
            yield from _ingestions()


def _ingestions() -> Iterator[Metric]:
    try:
        count = Ingestion.objects.count()
    except Error:
        return
    yield CounterMetricFamily("chancery_ingestions", "Sources taken in, on whatever machine.", count)
