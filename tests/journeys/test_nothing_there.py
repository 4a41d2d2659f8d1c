"""What readers are told where nothing is, yet or any more."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from archive.store import withdrawal
from tests import specimens
from tests.journeys.test_accessibility import WIDE, judge

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_has_been_withdrawn_says_why(page: Page, console_errors: list[str]) -> None:
    specimens.load(specimens.SEED)
    withdrawal.withdraw("transcripts/761-93-1583", "Read wrongly; a better transcript is awaited.")
    page.goto("/volumes/transcripts/761-93-1583/")
    assert "a better transcript is awaited" in page.get_by_role("main").inner_text()
    judge(page)
    assert all("status of 410" in said for said in console_errors)
    console_errors.clear()


@pytest.mark.parametrize("address", ["/", "/volumes/", "/dates/"])
def test_an_empty_archive_says_how_to_fill_it_or_that_it_is_empty(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert any(said in page.get_by_role("main").inner_text() for said in ("manage.py ingest", "No document here"))
    assert page.evaluate(WIDE) <= 0
    judge(page)
