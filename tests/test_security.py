"""What the browser is told to refuse, and that the site works all the same."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect


@pytest.mark.django_db
def test_a_page_may_load_nothing_but_the_site_s_own_files(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    told = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))
    assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'"
    assert {told[kind] for kind in ("script-src", "style-src", "img-src", "form-action")} == {"'self'"}


@pytest.mark.django_db
def test_a_page_may_not_be_framed_sniffed_or_named_to_others(client: Client) -> None:
    answer = client.get("/admin/login/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "elsewhere.example.org"}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_curator_works_in_the_admin_under_this_policy(page: Page) -> None:
    User.objects.create_superuser("kennan", password="long telegram")
    page.goto("/admin/")
    page.get_by_label("Username").fill("kennan")
    page.get_by_label("Password").fill("long telegram")
    page.get_by_role("button", name="Log in").click()
    page.goto("/admin/auth/user/add/")
    page.get_by_label("Username").fill("davies")
    page.get_by_label("Password:", exact=True).fill("mission to moscow")
    page.get_by_label("Password confirmation:").fill("mission to moscow")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    page.goto("/admin/auth/user/?q=davies")
    expect(page.locator("#result_list")).to_contain_text("davies")
