"""Where the tests find a browser: the machine's own Chromium, else the one that Playwright downloads; and its tabs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Page, ViewportSize, sync_playwright

from tests import tools

# The shell first: it is Chromium without windows, and opens a tab for a tenth of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

# Quiet: nothing is asked of any other machine.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
if os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")

WINDOW: ViewportSize = {"width": 1280, "height": 720}
FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch { /* an empty page has none */ }"


def find() -> str | None:
    """The path of a Chromium, None if there is none."""
    return tools.find(*NAMES, ON_MACOS) or _downloaded()


def _downloaded() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def watched(page: Page, errors: list[str]) -> Iterator[None]:
    """Whatever the browser complains of in a tab meanwhile comes into ``errors``."""

    def failed(error: Error) -> None:
        errors.append(str(error))

    def said(message: ConsoleMessage) -> None:
        is_unbidden = message.location["url"].endswith("/favicon.ico")
        if message.type == "error" and not is_unbidden:
            errors.append(message.text)

    page.on("pageerror", failed)
    page.on("console", said)
    try:
        yield
    finally:
        page.remove_listener("pageerror", failed)
        page.remove_listener("console", said)


def wipe(page: Page) -> None:
    """Make a tab as it was when it was new: an empty page, nothing kept, routed, permitted or emulated."""
    page.unroute_all()
    page.evaluate(FORGET)
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.emulate_media(media="null", color_scheme="null", forced_colors="null")
    page.set_viewport_size(WINDOW)


if __name__ == "__main__":
    sys.exit(find() is None)
