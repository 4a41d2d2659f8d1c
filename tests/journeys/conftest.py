"""A running site that holds the archive's own fixtures, as a fresh install does."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from archive.models import Document, Volume
from archive.search import index
from tests import specimens
from tests.journeys import marking


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


@pytest.fixture
def letter(transactional_db: None) -> Document:
    """A letter on two pages, with a footnote, for tests that write notes on it."""
    specimens.take(specimens.volume(specimens.page("1") + specimens.document(1, marking.LETTER)))
    index.follow()
    return Document.objects.get(identifier="d1")


@pytest.fixture
def davies(transactional_db: None) -> User:
    """Its reader."""
    return User.objects.create_user("davies", password=marking.PASSWORD)


@pytest.fixture
def reader(letter: Document, davies: User, page: Page, site: str) -> Page:
    """A tab of a reader who is logged in."""
    marking.known(page, davies, site)
    return page
