"""A running site that holds the archive's own fixtures, as a fresh install does."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from archive.models import Volume
from archive.search import index
from tests import specimens


@pytest.fixture(scope="module")
def specimen(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Volume]:
    """The specimen volume and the despatch 761.93/1583, taken in and indexed once for a module; gives the volume.

    A module may take in more beside them. A test that writes stands in another, with a database of its own.
    """
    with django_db_blocker.unblock():
        try:
            specimens.load(specimens.SEED)
            volume = specimens.load(specimens.SPECIMEN)
            index.follow()
            yield volume
        finally:
            call_command("flush", interactive=False, verbosity=0)
