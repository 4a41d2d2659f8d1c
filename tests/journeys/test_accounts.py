"""A reader's errands with an account: sign up by mail, cite in a style of theirs, forget the password, go; on any
screen, by keyboard, with or without scripts."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, SHOWN, WIDE, judge, outline
from tests.views.accounts import PASSWORD, message, way

OPEN_TO_ALL = ("login/", "signup/", "signup/sent/", "reset/", "reset/none/none/", "deleted/")
FOR_READERS = ("", "login/", "password/", "address/", "delete/")
PROBLEMS = ("signup/none/", "address/none/")

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def davies(transactional_db: None) -> User:
    return User.objects.create_user("davies", "davies@example.org", PASSWORD)


def log_in(page: Page, address: str = "/accounts/", name: str = "davies") -> None:
    page.goto(f"/accounts/login/?next={address}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile(rf"^[a-z]+://[^/]+{re.escape(address)}$"))


def looked_at(page: Page) -> None:
    """A page that is open, judged light and dark, wide and narrow."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    outline(page)
    judge(page)
    page.emulate_media(color_scheme="dark")
    judge(page, IN_THE_DARK)
    page.set_viewport_size({"width": 320, "height": 640})
    judge(page, ON_A_PHONE)
    assert page.evaluate(WIDE) <= 0, page.url


def test_the_pages_for_everybody_have_no_fault_that_can_be_found_by_rule(page: Page) -> None:
    for name in OPEN_TO_ALL:
        page.goto(f"/accounts/{name}")
        looked_at(page)


@pytest.mark.usefixtures("davies")
def test_the_pages_for_readers_have_no_fault_that_can_be_found_by_rule(page: Page, console_errors: list[str]) -> None:
    log_in(page)
    for name in (*FOR_READERS, *PROBLEMS):
        page.goto(f"/accounts/{name}")
        looked_at(page)
    console_errors[:] = [said for said in console_errors if "status of 410" not in said]


def test_a_name_of_any_length_leaves_the_page_as_wide_as_the_window(page: Page) -> None:
    name = "the.envoy.extraordinary.and.minister.plenipotentiary" * 2
    User.objects.create_user(name, f"{name[:60]}@example.org", PASSWORD)
    log_in(page, name=name)
    looked_at(page)


@pytest.mark.usefixtures("davies")
def test_faults_are_told_where_they_are_and_to_who_hears_the_page(page: Page) -> None:
    log_in(page, "/accounts/password/")
    page.get_by_label("Your password until now").fill("wrong")
    page.get_by_label("New password").fill("mission to moscow")
    page.get_by_label("The same again").fill("mission to kiev")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_label("Your password until now")).to_have_accessible_description(
        "Your old password was entered incorrectly. Please enter it again."
    )
    expect(page.get_by_label("The same again")).to_have_attribute("aria-invalid", "true")
    looked_at(page)


@pytest.mark.usefixtures("davies")
def test_who_must_wait_is_told_how_long(page: Page, console_errors: list[str]) -> None:
    page.goto("/accounts/login/")
    for _ in range(6):
        page.get_by_label("Username").fill("davies")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("alert").wait_for()
    expect(page.get_by_role("alert")).to_contain_text("That was too often. Wait")
    expect(page.get_by_label("Username")).to_have_value("davies")
    looked_at(page)
    console_errors[:] = [said for said in console_errors if "status of 429" not in said]


def sign_up_and_go(page: Page) -> None:
    """The whole errand, from a page of the archive and back to it, until the account is gone."""
    page.goto("/dates/")
    page.get_by_role("link", name="Log in").click()
    page.get_by_role("link", name="sign up").click()
    page.get_by_label("Username").fill("kennan")
    page.get_by_label("Email address").fill("kennan@example.org")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(way(message()))
    page.get_by_label("New password").fill("long telegram")
    page.get_by_label("The same again").fill("long telegram")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Choose a password")
    assert page.url.endswith("/dates/")
    page.get_by_role("link", name="Your account: kennan").click()
    page.get_by_label("Style of citations").select_option(index=4)
    page.get_by_role("button", name="Use this style").click()
    expect(page.locator(".account-said")).to_contain_text("Citations are in this style from now on")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take everything I have with me").click()
    assert taken.value.suggested_filename == "chancery-kennan.json"
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    page.goto("/accounts/reset/")
    page.get_by_label("Email address").fill("kennan@example.org")
    page.get_by_role("button", name="Send me the link").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    page.goto(way(message()))
    page.get_by_label("New password").fill("longer telegram")
    page.get_by_label("The same again").fill("longer telegram")
    page.get_by_role("button", name="Change the password").click()
    expect(page.locator(".account-said")).to_contain_text("Your password is changed")
    page.get_by_role("link", name="Delete the account").click()
    page.get_by_label("Your password").fill("longer telegram")
    page.get_by_role("button", name="Delete the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The account is deleted")
    assert not User.objects.exists()


def test_a_reader_comes_stays_and_goes(page: Page) -> None:
    sign_up_and_go(page)


def test_a_reader_comes_stays_and_goes_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    sign_up_and_go(context.new_page())
    context.close()


@pytest.mark.usefixtures("davies")
def test_one_logs_in_by_keyboard_and_may_paste_the_password(page: Page) -> None:
    page.goto("/accounts/login/?next=/accounts/")
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("davies")
    page.keyboard.press("Tab")
    page.evaluate(
        """secret => {
            const data = new DataTransfer();
            data.setData("text/plain", secret);
            const pasted = new ClipboardEvent("paste", {clipboardData: data, cancelable: true, bubbles: true});
            window.isAllowed = document.activeElement.dispatchEvent(pasted);
        }""",
        PASSWORD,
    )
    assert page.evaluate("isAllowed")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    wanted = page.evaluate(f"(window.wanted = {SHOWN}).length")
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("window.wanted.indexOf(document.activeElement)"))
    assert reached == [*range(wanted)]


@pytest.mark.usefixtures("davies")
def test_who_goes_back_after_logging_out_sees_nothing_of_theirs(page: Page) -> None:
    log_in(page)
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="Log in").wait_for()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    expect(page.locator("body")).not_to_contain_text("davies")
