"""Notes as the tests of the browser write them: a short letter, the form, the highlights, and what stands beside."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_citing import V, select, tools
from tests.specimens import page as marker

NOTE = '<note n="3" xml:id="d1fn1">The <hi rend="italic">lamp</hi> was trimmed at six.</note>'
LETTER = (
    "<head>The Consul to the Governor</head><p>𝔄 wharf, they say, is sound, "
    f"{marker('2')}and the crane{NOTE} is <hi rend='italic'>not</hi> so.</p><p>So much for it.</p>"
)
FULL = f"{V}d1/full/"
PASSWORD = "treaty of oregon"


def known(page: Page, user: User, site: str) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def dialog(page: Page) -> Locator:
    return page.locator("dialog.note-dialog")


def marked(page: Page) -> Locator:
    return page.locator("mark.noted")


def beside(page: Page) -> Locator:
    return page.get_by_role("region", name="Notes", exact=True)


def undo(page: Page) -> Locator:
    return page.locator(".undo")


def write(page: Page, first: str, last: str, text: str, where: str = "[data-text]") -> None:
    """Mark some words, and note something."""
    select(page, first, last, where)
    tools(page).get_by_role("button", name="Note").click()
    dialog(page).get_by_label("Note", exact=True).fill(text)
    dialog(page).get_by_role("button", name="Save").click()
    expect(dialog(page)).to_be_hidden()
