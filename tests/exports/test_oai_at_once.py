"""A harvest while the archive changes: nothing gets a time before one that did not see it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from archive.models import Revision
from archive.reading import harvest
from archive.reading.harvest import Asked
from archive.store import write
from tests.specimens import document, take, volume

WAITING = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND mode = 'ShareLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def harvested() -> tuple[datetime, list[datetime]]:
    """When a harvest began, and the times of all it saw."""
    begun = datetime.now(UTC)
    try:
        return begun, [entry.at for entry in harvest.page(Asked(), None, 100)[0]]
    finally:
        connection.close()


def is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        row = cursor.fetchone()
    return bool(row and row[0])


@pytest.mark.django_db(transaction=True)
def test_who_harvests_waits_for_a_change_that_has_a_time_and_is_not_committed() -> None:
    row = take(volume(document(1, "<head>One</head><p>A.</p>")))
    with ThreadPoolExecutor() as others:
        with transaction.atomic():
            write.lock()
            write.stamp(row.documents.values_list("pk", flat=True))
            asked = others.submit(harvested)
            while not is_waiting():
                assert not asked.done(), "it did not wait"
        begun, seen = asked.result()
    assert seen == [Revision.objects.latest().at]
    assert seen[0] < begun
