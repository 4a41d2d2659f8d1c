"""What every test can ask for: the published volumes, and a browser on the running site."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from archive.models import Document
from archive.store import delivery
from tests import browser as browsers
from tests import specimens, tools

# A machine shared with others is slow at times; that says nothing about an example.
hypothesis_settings.register_profile("chancery", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("chancery")


def pytest_configure() -> None:
    """Static files go by their plain names, straight from `static/`; test_assets.py knows the others. Passwords of
    nobody are kept the quick way. Ctrl-C reaches the commands under test, although a shell that starts the tests in
    the background keeps it from its children."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever asks for a fixture is marked by it, so that `-m "not browser"` leaves the right ones."""
    for name in {"browser", "corpus"} & set(getattr(item, "fixturenames", ())):
        item.add_marker(name)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with the published volumes: CORPUS, else `../shared/corpus`."""
    named = os.environ.get("CORPUS")
    folder = Path(named or settings.BASE.parent / "shared" / "corpus")
    if not folder.is_dir():
        (pytest.fail if named else pytest.skip)(f"no published volumes in {folder} (CORPUS=folder names them)")
    return folder


@pytest.fixture(scope="module")
def published(corpus: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Published volumes in the archive, taken in once for all tests of a module: all of them in the proof."""
    with django_db_blocker.unblock():
        try:
            for path in tools.some(sorted(corpus.glob("*.xml")), 3):
                specimens.load(path)
            delivery.count_anew(Document.objects.count())
            yield
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for the whole run, without a window."""
    path = browsers.find() or tools.missing("Chromium", "apt-get install chromium")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # Playwright runs an event loop in this thread, and Django takes the test for asynchronous.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()  # those of its loop, which nobody else finds


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[LiveServer]:
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def site(_server: LiveServer, db: None) -> str:
    """The address of the running site. It shows what a module's fixtures wrote, or a test with `transactional_db`.

    Unlike `live_server` it has nothing emptied behind a test, so that those that only read can share an archive.
    """
    return _server.url


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser complained of; a test that expects a complaint clears the list."""
    return []


@pytest.fixture(scope="module")
def _tab(browser: Browser, _server: LiveServer) -> Iterator[Page]:
    """A tab for a whole module: to open a window costs more than most journeys."""
    context = browser.new_context(base_url=_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(_tab: Page, site: str, console_errors: list[str]) -> Iterator[Page]:
    """An empty tab on the running site (`page.goto("/volumes/")`); fails the test on any complaint.

    It is wiped behind the test. What cannot be wiped, such as scripts that run first or answers in the cache, asks for
    `page_of_its_own`.
    """
    with browsers.watched(_tab, console_errors):
        yield _tab
        browsers.wipe(_tab)
    assert console_errors == []


@pytest.fixture
def page_of_its_own(browser: Browser, site: str, console_errors: list[str]) -> Iterator[Page]:
    """A tab like `page` in which nothing else was done or will be."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    with browsers.watched(page, console_errors):
        yield page
        context.close()
    assert console_errors == []
