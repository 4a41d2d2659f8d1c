"""`/metrics` tells Prometheus what was counted and how the archive is, and nobody else that it is there."""

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from archive.models import Ingestion
from tests.specimens import document, take, volume

pytestmark = pytest.mark.django_db
TOKEN = "known-to-prometheus-alone"


@pytest.fixture(autouse=True)
def _with_a_token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def measured(client: Client) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (s.name, *(s.labels[name] for name in sorted(s.labels))): s.value for family in families for s in family.samples
    }


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Bearer known", f"Basic {TOKEN}", "Bearer tökén"])
def test_who_has_no_token_finds_nothing(client: Client, shown: str) -> None:
    assert client.get("/metrics", headers={"authorization": shown}).status_code == 404


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer "])
def test_without_a_token_in_the_settings_nobody_finds_it(client: Client, settings: Settings, shown: str) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": shown}).status_code == 404


def test_requests_are_counted_by_view_method_and_status(client: Client) -> None:
    before = measured(client)
    for _ in range(3):
        client.get("/volumes/")
    client.get("/volumes/frus1999v01/")
    client.generic("MADE-UP", "/volumes/")
    after = measured(client)

    def more(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert more("chancery_requests_total", "GET", "200", "library") == 3
    assert more("chancery_requests_total", "GET", "404", "volume") == 1
    assert more("chancery_requests_total", "other", "405", "library") == 1
    assert more("chancery_request_seconds_count", "library") == 4
    assert more("chancery_queries_total", "default") > 3
    assert more("chancery_query_seconds_total", "default") > 0


def test_no_address_stands_in_a_label(client: Client) -> None:
    client.get("/volumes/never-held/")
    client.get("/never/an-address")
    told = measured(client)
    assert not [key for key in told if "never" in "".join(key)]
    assert told["chancery_requests_total", "GET", "404", "none"] >= 1


def test_the_archive_s_standing_is_measured(client: Client) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>")))
    told = measured(client)
    assert told["chancery_database_up",] == 1
    assert told["chancery_index_pending",] == 1
    assert told["chancery_disk_free_bytes",] > 0
    assert told["chancery_ingestions_total",] == Ingestion.objects.count() == 1
    assert ("chancery_replica_lag_seconds",) not in told
