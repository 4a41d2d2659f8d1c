"""Where the tests find a browser: the machine's own Chromium, else the one that Playwright downloads."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import tools

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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


def find() -> str | None:
    """The path of a Chromium, None if there is none."""
    return tools.find(*NAMES, ON_MACOS) or _downloaded()


def _downloaded() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    sys.exit(find() is None)
