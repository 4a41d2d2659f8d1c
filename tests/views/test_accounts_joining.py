"""How one comes to an account and to a new password; and that nobody learns from it who has one."""

from __future__ import annotations

from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail, signing
from django.core.mail import EmailMessage
from django.test import Client

from archive.views import accounts_joining
from tests.views.accounts import PASSWORD, message, said_of, shown, told, way, words

SIGN_UP, RESET, LOG_IN, PROFILE = "/accounts/signup/", "/accounts/reset/", "/accounts/login/", "/accounts/"
KENNAN: dict[str, Any] = {"username": "kennan", "email": "kennan@example.org"}
NEW = {"new_password1": "long telegram", "new_password2": "long telegram"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies", "davies@example.org", PASSWORD)


# A new account


def test_an_account_is_made_by_the_link_that_comes_by_mail(client: Client) -> None:
    assert "Look into your mail" in told(client, SIGN_UP, **KENNAN)
    assert not User.objects.exists()
    sent = message()
    assert sent.to == ["kennan@example.org"]
    tree = shown(client.get(way(sent)))
    assert words(tree, "//h1") == "Choose a password"
    tree = shown(client.post(way(sent), NEW, follow=True))
    assert "Welcome, kennan. This is your account." in words(tree)
    user = User.objects.get()
    assert (user.username, user.email, user.is_staff, user.is_superuser) == (*KENNAN.values(), False, False)
    assert user.check_password("long telegram")


def test_who_signs_up_on_a_page_is_led_back_there(client: Client) -> None:
    (link,) = shown(client.get(f"{LOG_IN}?next=/dates/")).xpath("//main//a[contains(., 'sign up')]/@href")
    (onward,) = shown(client.get(link)).xpath("//input[@name='next']/@value")
    client.post(SIGN_UP, KENNAN | {"next": onward})
    assert client.post(way(message()), NEW)["Location"] == "/dates/"
    client.post("/accounts/logout/")
    client.post(SIGN_UP, {"username": "bohlen", "email": "b@example.org", "next": "https://example.org/"})
    assert client.post(way(message()), NEW)["Location"] == PROFILE


@pytest.mark.usefixtures("davies")
def test_signing_up_answers_the_same_whether_or_not_name_and_address_are_known(client: Client) -> None:
    asked = [
        KENNAN,
        {"username": "davies", "email": "new@example.org"},
        {"username": "DAVIES", "email": "other@example.org"},
        {"username": "somebody", "email": "davies@example.org"},
        {"username": "davies", "email": "Davies@example.org"},
    ]
    answers = [client.post(SIGN_UP, fields) for fields in asked]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (302, "/accounts/signup/sent/", b"")
    }
    assert [sent.to for sent in mail.outbox] == [[fields["email"]] for fields in asked]
    said = [str(sent.body) for sent in mail.outbox]
    assert "choose a password" in said[0]
    assert "Somebody else has this name" in said[1]
    assert "Somebody else has this name" in said[2]
    assert "your username is davies" in said[3]
    assert "your username is davies" in said[4]
    assert {sent.subject for sent in mail.outbox} == {"Your account at Chancery"}


def test_a_link_makes_one_account_and_runs_out(client: Client, settings: LazySettings) -> None:
    client.post(SIGN_UP, KENNAN)
    link = way(message())
    assert client.get(link[:-4] + "abc/").status_code == 410
    client.post(link, NEW)
    assert Client().post(link, NEW).status_code == 410
    assert User.objects.count() == 1
    other = signing.dumps(["x", "x@example.org", ""], salt="another purpose", compress=True)
    assert client.get(f"{SIGN_UP}{other}/").status_code == 410


def test_an_old_link_has_run_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post(SIGN_UP, KENNAN)
    monkeypatch.setattr(accounts_joining, "GOOD_FOR", -1)
    assert "This link has run out" in words(shown(client.get(way(message())), 410))


def test_a_name_that_was_taken_in_the_meantime_is_not_given_twice(client: Client) -> None:
    client.post(SIGN_UP, KENNAN)
    User.objects.create_user("Kennan")
    assert client.post(way(message()), NEW).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "a name"}, "username"),
        ({"username": "<b>"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "x" * 151}, "username"),
        ({"username": "da\0vies"}, "username"),
        ({"email": "kennan"}, "email"),
        ({"email": "a@b.example\nBcc: c@example.org"}, "email"),
        ({"email": ""}, "email"),
    ],
)
def test_a_form_that_cannot_be_read_says_so_beside_the_field(
    client: Client, fields: dict[str, str], field: str
) -> None:
    assert said_of(shown(client.post(SIGN_UP, KENNAN | fields)), field)
    assert mail.outbox == []


def test_a_weak_password_makes_no_account(client: Client) -> None:
    client.post(SIGN_UP, KENNAN)
    link = way(message())
    for weak in ("kennan123", "password", "12345678", "short"):
        answer = client.post(link, {"new_password1": weak, "new_password2": weak})
        assert said_of(shown(answer), "new_password2")
    assert not User.objects.exists()


def test_an_archive_can_be_closed_for_new_accounts(client: Client, settings: LazySettings, davies: User) -> None:
    client.post(SIGN_UP, KENNAN)
    link = way(message())
    settings.REGISTRATION = False
    for answer in (client.get(SIGN_UP), client.post(SIGN_UP, KENNAN)):
        assert "takes no new accounts" in words(shown(answer, 403))
    assert "sign up" not in words(shown(client.get(LOG_IN)))
    assert client.post(link, NEW).status_code == 410
    assert User.objects.count() == 1
    assert client.post(LOG_IN, {"username": "davies", "password": PASSWORD})["Location"] == PROFILE


# A forgotten password


def test_a_new_password_is_chosen_by_the_link_and_ends_every_session(client: Client, davies: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(davies)
    assert "Look into your mail" in told(client, RESET, email="DAVIES@example.org")
    sent = message()
    assert sent.to == ["davies@example.org"]
    assert "Your username is davies" in str(sent.body)
    answer = client.get(way(sent))
    tree = shown(client.get(answer["Location"]))
    assert words(tree, "//h1") == "Choose a new password"
    tree = shown(client.post(answer["Location"], NEW, follow=True))
    assert "Your password is changed" in words(tree)
    assert elsewhere.get(PROFILE).status_code == 302
    davies.refresh_from_db()
    assert davies.check_password("long telegram")
    again = Client().get(way(sent), follow=True)
    assert "This link has run out" in words(shown(again))


def test_the_secret_of_a_link_does_not_stand_in_the_address_of_the_page(client: Client, davies: User) -> None:
    client.post(RESET, {"email": "davies@example.org"})
    link = way(message())
    assert link.split("/")[-2] not in client.get(link)["Location"]


def test_asking_for_a_new_password_answers_the_same_for_an_address_that_nobody_has(
    client: Client, davies: User
) -> None:
    User.objects.create_user("gone", "gone@example.org", PASSWORD, is_active=False)
    User.objects.create_user("without", "without@example.org")
    answers = [client.post(RESET, {"email": f"{name}@example.org"}) for name in ("davies", "nobody", "gone", "without")]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (302, "/accounts/reset/sent/", b"")
    }
    assert len(mail.outbox) == 4
    assert ["No account there has it" in str(sent.body) for sent in mail.outbox] == [False, True, True, True]
    assert {sent.subject for sent in mail.outbox} == {"A new password for Chancery"}


def test_links_in_messages_lead_to_the_site_whatever_host_was_asked(
    client: Client, davies: User, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://archive.example.org"
    client.post(RESET, {"email": "davies@example.org"}, headers={"host": "evil.example.com"})
    body = str(mail.outbox[0].body)
    assert "https://archive.example.org/accounts/reset/" in body
    assert "evil" not in body


@pytest.mark.parametrize(
    ("address", "fields"), [(SIGN_UP, KENNAN), (RESET, {"email": "davies@example.org"}), (RESET, {"email": "x@y.org"})]
)
def test_where_no_message_can_be_sent_that_is_said(
    client: Client, davies: User, monkeypatch: pytest.MonkeyPatch, address: str, fields: dict[str, str]
) -> None:
    def fails(_: EmailMessage) -> int:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailMessage, "send", fails)
    assert "No message can be sent at the moment" in told(client, address, 503, **fields)


def test_without_a_mail_server_one_is_told_to_look_at_the_terminal(client: Client, settings: LazySettings) -> None:
    assert "terminal" not in words(shown(client.get("/accounts/signup/sent/")))
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "stands in the terminal" in words(shown(client.get("/accounts/signup/sent/")))
