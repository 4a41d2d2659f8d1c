"""A reader's account: the way in and out, the profile, the password; and that nobody else sees what is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from lxml import html

from archive.citations import styles
from tests.specimens import document, page, take, volume
from tests.views.accounts import PASSWORD, message, said_of, shown, told, way, words

LOG_IN, PROFILE = "/accounts/login/", "/accounts/"
DAVIES: dict[str, Any] = {"username": "davies", "password": PASSWORD}
FOR_READERS = (
    PROFILE,
    "/accounts/password/",
    "/accounts/address/",
    "/accounts/delete/",
    "/accounts/everything.json",
)
WRITES = (
    LOG_IN,
    "/accounts/logout/",
    "/accounts/style/",
    "/accounts/password/",
    "/accounts/reset/",
    "/accounts/signup/",
    "/accounts/address/",
    "/accounts/delete/",
)
ANYBODY_S = ("/", "/volumes/", "/volumes/frus1937v01/d1/", "/search/?q=a", "/volumes/none/", "/cite/", "/desk/")

pytestmark = pytest.mark.django_db


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies", "davies@example.org", PASSWORD)


@pytest.fixture
def reader(client: Client, davies: User) -> Client:
    """The browser of somebody who is logged in."""
    client.force_login(davies)
    return client


# In and out


@pytest.mark.usefixtures("davies")
def test_a_reader_logs_in_sees_their_name_and_logs_out(client: Client) -> None:
    tree = shown(client.post(LOG_IN, DAVIES, follow=True))
    assert words(tree, "//h1") == "Your account"
    assert words(tree, "//header//a[@class='reader']") == "Your account: davies"
    assert client.get("/accounts/logout/").status_code == 405
    answer = client.post("/accounts/logout/")
    assert answer["Location"] == "/"
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.get(PROFILE)["Location"] == f"{LOG_IN}?next=/accounts/"
    assert not Session.objects.exists()


@pytest.mark.usefixtures("davies")
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "///example.org",
        "/\\example.org",
        "\\\\example.org",
        "javascript:alert(1)",
        "http:example.org",
        "\thttps://example.org",
        "",
    ],
)
def test_nobody_is_led_to_another_site_by_logging_in(client: Client, elsewhere: str) -> None:
    assert client.post(LOG_IN, DAVIES | {"next": elsewhere})["Location"] == PROFILE


@pytest.mark.usefixtures("davies")
def test_who_logs_in_is_led_back_to_where_they_were(client: Client) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A.</p>")))
    here = "/volumes/frus1937v01/d1/pg_1/?q=a&hit=4"
    (link,) = html_links(client, here)
    assert link == "/accounts/login/?next=/volumes/frus1937v01/d1/pg_1/%3Fq%3Da%26hit%3D4"
    kept = shown(client.get(link)).xpath("//main//input[@name='next']/@value")[0]
    assert client.post(LOG_IN, DAVIES | {"next": kept})["Location"] == here


def html_links(client: Client, address: str) -> list[str]:
    return [str(link) for link in html.fromstring(client.get(address).content).xpath("//a[@class='reader']/@href")]


@pytest.mark.parametrize("name", ["davies", "nobody", "da\0vies", "<b>", "x" * 400])
def test_a_name_that_nobody_has_is_answered_as_a_wrong_password_is(client: Client, davies: User, name: str) -> None:
    assert "No account has this username and password" in told(client, LOG_IN, username="davies", password="wrong")
    answer = told(client, LOG_IN, username=name, password="wrong")
    assert "davies" not in answer
    if "\0" not in name and len(name) <= 150:
        assert answer == told(client, LOG_IN, username="kennan", password="wrong")


def test_an_account_that_was_closed_is_answered_as_one_that_never_was(client: Client, davies: User) -> None:
    unknown = told(client, LOG_IN, username="nobody", password=PASSWORD)
    davies.is_active = False
    davies.save()
    assert told(client, LOG_IN, **DAVIES) == unknown


def test_curators_are_led_to_the_desk(client: Client, davies: User) -> None:
    davies.is_staff = True
    davies.save()
    assert client.post(LOG_IN, DAVIES)["Location"] == "/desk/"


def test_who_is_logged_in_already_is_told_so_instead_of_being_sent_round(reader: Client) -> None:
    assert "You are logged in as davies" in words(shown(reader.get(f"{LOG_IN}?next=/admin/")))


@pytest.mark.usefixtures("davies")
def test_a_session_that_somebody_else_laid_out_is_not_the_one_that_is_logged_in(client: Client) -> None:
    laid_out = client.session
    laid_out["mine"] = "a trap"
    laid_out.save()
    key = laid_out.session_key
    client.post(LOG_IN, DAVIES)
    assert client.session.session_key != key
    assert not Session.objects.filter(session_key=key).exists()
    stranger = Client()
    stranger.cookies["sessionid"] = str(key)
    assert stranger.get(PROFILE).status_code == 302


def test_the_session_s_cookie_is_out_of_reach_for_scripts_and_other_sites(client: Client, davies: User) -> None:
    cookie = client.post(LOG_IN, DAVIES).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("address", WRITES)
def test_nothing_is_written_for_a_form_of_another_site(davies: User, address: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(davies)
    fields = DAVIES | {"email": "new@example.org", "style": "mla", "old_password": PASSWORD}
    assert careful.post(address, fields).status_code == 403
    davies.refresh_from_db()
    assert davies.email == "davies@example.org"
    assert mail.outbox == []


@pytest.mark.parametrize("address", FOR_READERS)
def test_what_is_a_reader_s_own_asks_others_to_log_in(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer["Location"] == f"{LOG_IN}?next={address}"
            assert "no-store" in answer["Cache-Control"]


# What others may be shown of it


@pytest.mark.parametrize("address", ANYBODY_S)
def test_a_reader_s_pages_are_kept_by_no_cache_that_others_use(reader: Client, address: str) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A.</p>")))
    answer = reader.get(address)
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer


@pytest.mark.parametrize("address", ANYBODY_S[:-1])
def test_a_stranger_s_page_is_the_same_before_and_after_a_reader_was_there(davies: User, address: str) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A.</p>")))
    before = Client().get(address)
    reader = Client()
    reader.force_login(davies)
    assert b"davies" in reader.get(address).content
    after = Client().get(address)
    assert b"davies" not in after.content
    assert (after.content, after.headers.get("ETag")) == (before.content, before.headers.get("ETag"))
    assert "private" not in after.headers.get("Cache-Control", "")
    assert "sessionid" not in after.cookies
    assert "Cookie" in after["Vary"]


def test_a_copy_from_before_logging_in_is_not_good_afterwards(client: Client, davies: User) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A.</p>")))
    tag = client.get("/volumes/frus1937v01/d1/")["ETag"]
    client.force_login(davies)
    answer = client.get("/volumes/frus1937v01/d1/", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert b"davies" in answer.content


# Profile


def test_the_profile_says_what_the_archive_knows(reader: Client) -> None:
    tree = shown(reader.get(PROFILE))
    assert "Username davies" in words(tree)
    assert "Messages go to davies@example.org" in words(tree)
    assert "Role reader" in words(tree)
    assert "desk" not in words(tree)


@pytest.mark.parametrize(("staff", "superuser", "role"), [(True, False, "curator"), (True, True, "administrator")])
def test_who_may_do_more_is_told_so(reader: Client, davies: User, staff: bool, superuser: bool, role: str) -> None:
    User.objects.filter(pk=davies.pk).update(is_staff=staff, is_superuser=superuser)
    tree = shown(reader.get(PROFILE))
    assert f"Role {role} · to the desk" in words(tree)
    assert ("/admin/" in tree.xpath("//main//a/@href")) is superuser


def test_a_style_of_citations_is_remembered(reader: Client) -> None:
    wanted = styles.STYLES[3]
    assert f"in this style from now on: {wanted.title}" in told(reader, "/accounts/style/", style=wanted.slug)
    assert shown(reader.get(PROFILE)).xpath("//option[@selected]/@value") == [wanted.slug]
    assert "There is no such style" in told(reader, "/accounts/style/", style="none")
    assert shown(reader.get(PROFILE)).xpath("//option[@selected]/@value") == [wanted.slug]


# Password


def change(client: Client, old: str = PASSWORD, new: str = "mission to moscow", again: str = "") -> str:
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return words(shown(client.post("/accounts/password/", fields, follow=True)))


def test_a_changed_password_logs_out_every_other_device_and_not_this_one(reader: Client, davies: User) -> None:
    other = Client()
    other.force_login(davies)
    assert "Your password is changed" in change(reader)
    assert reader.get(PROFILE).status_code == 200
    assert other.get(PROFILE).status_code == 302
    davies.refresh_from_db()
    assert davies.check_password("mission to moscow")


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"old": "wrong"}, "old_password", "incorrectly"),
        ({"again": "mission to kiev"}, "new_password2", "match"),
        ({"new": "davies@example.org"}, "new_password2", "similar"),
        ({"new": "1234567"}, "new_password2", "too short"),
        ({"new": "password"}, "new_password2", "too common"),
    ],
)
def test_a_password_that_cannot_be_changed_is_told_beside_its_field(
    reader: Client, davies: User, fields: dict[str, str], field: str, said: str
) -> None:
    new = fields.get("new", "mission to moscow")
    sent = {"old_password": fields.get("old", PASSWORD), "new_password1": new}
    sent["new_password2"] = fields.get("again", new)
    assert said in said_of(shown(reader.post("/accounts/password/", sent)), field)
    davies.refresh_from_db()
    assert davies.check_password(PASSWORD)


def test_password_managers_are_told_which_password_is_meant(reader: Client, client: Client) -> None:
    fields = shown(reader.get("/accounts/password/")).xpath("//main//input[@type='password']/@autocomplete")
    assert fields == ["current-password", "new-password", "new-password"]
    fields = shown(Client().get(LOG_IN)).xpath("//main//input[not(@type='hidden')]/@autocomplete")
    assert fields == ["username", "current-password"]


# Address


def test_another_address_holds_when_its_link_was_followed_and_the_old_one_is_told(reader: Client, davies: User) -> None:
    assert "Look into your mail" in told(reader, "/accounts/address/", email="joe@example.net", password=PASSWORD)
    sent = message()
    assert sent.to == ["joe@example.net"]
    davies.refresh_from_db()
    assert davies.email == "davies@example.org"
    link = way(sent)
    assert "joe@example.net" in words(shown(reader.get(link)))
    davies.refresh_from_db()
    assert davies.email == "davies@example.org"
    assert "Messages go to joe@example.net" in told(reader, link)
    davies.refresh_from_db()
    assert davies.email == "joe@example.net"
    assert message().to == ["davies@example.org"]
    assert "This link has run out" in told(reader, link, 410)


def test_another_address_takes_the_password_and_its_link_the_same_reader(reader: Client, davies: User) -> None:
    tree = shown(reader.post("/accounts/address/", {"email": "joe@example.net", "password": "wrong"}))
    assert said_of(tree, "password") == "This is not your password."
    assert mail.outbox == []
    told(reader, "/accounts/address/", email="joe@example.net", password=PASSWORD)
    link = way(message())
    other = Client()
    assert other.post(link)["Location"].startswith(LOG_IN)
    other.force_login(User.objects.create_user("kennan", "k@example.org", PASSWORD))
    assert other.post(link).status_code == 410
    assert reader.post(link[:-3] + "x/").status_code == 410
    davies.refresh_from_db()
    assert davies.email == "davies@example.org"
