"""What every test can ask for: the published volumes, and a browser on the running site."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import browser as browsers
from tests import tools

# A machine shared with others is slow at times; that says nothing about an example.
hypothesis_settings.register_profile("chancery", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("chancery")


def pytest_configure() -> None:
    """Static files go by their plain names, straight from `static/`; test_assets.py knows the others."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a fixture is marked by it, so that `-m "not browser"` leaves the right ones."""
    for item in items:
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run, without a window."""
    path = browsers.find() or tools.missing("Chromium", "apt-get install chromium")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # Playwright runs an event loop in this thread, and Django takes the test for asynchronous.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser complained of; a test that expects a complaint clears the list."""
    return []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, console_errors: list[str]) -> Iterator[Page]:
    """An empty tab on the running site (`page.goto("/volumes/")`); fails the test on any complaint."""
    context = browser.new_context(base_url=live_server.url)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # asked for unbidden
    page = context.new_page()
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    page.on(
        "console",
        lambda message: console_errors.append(message.text) if message.type == "error" else None,
    )
    yield page
    context.close()
    assert console_errors == []
