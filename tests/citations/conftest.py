"""What the tests of the resolver ask for: a library in the shape of the series."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests import specimens
from tests.citations import library as books


@pytest.fixture(scope="module")
def library(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The library of invented volumes, taken in once for all tests of a module."""
    with django_db_blocker.unblock():
        try:
            books.take()
            specimens.load(specimens.SPECIMEN)
            specimens.load(specimens.SEED)
            yield
        finally:
            call_command("flush", interactive=False, verbosity=0)
