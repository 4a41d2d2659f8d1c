"""Who tries too often must wait, longer each time; whoever they say they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.db.models import F
from django.test import Client

from archive.models import Attempt
from archive.views import accounts_throttle as throttle
from tests.views.accounts import PASSWORD, shown, words

LOG_IN = "/accounts/login/"
DAVIES = {"username": "davies", "password": PASSWORD}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def davies(db: None) -> User:
    return User.objects.create_user("davies", "davies@example.org", PASSWORD)


def later(seconds: float) -> None:
    """Let that much time have gone by."""
    Attempt.objects.update(last_at=F("last_at") - timedelta(seconds=seconds))


def fail(client: Client, times: int, name: str = "davies") -> None:
    for _ in range(times):
        assert client.post(LOG_IN, {"username": name, "password": "wrong"}).status_code == 200


@pytest.mark.parametrize("name", ["davies", "nobody"])
def test_after_five_wrong_passwords_one_must_wait_even_with_the_right_one(client: Client, name: str) -> None:
    fail(client, 5, name)
    answer = client.post(LOG_IN, DAVIES | {"username": name})
    tree = shown(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 30
    assert f"That was too often. Wait {answer['Retry-After']} seconds, then try again." in words(tree)
    assert "_auth_user_id" not in client.session


def test_what_is_said_of_waiting_is_the_same_for_names_that_nobody_has(client: Client) -> None:
    for name in ("davies", "nobody"):
        fail(client, 5, name)
    Attempt.objects.update(last_at=Attempt.objects.earliest("last_at").last_at)
    said = [client.post(LOG_IN, DAVIES | {"username": name}) for name in ("davies", "nobody")]
    shown_words = [words(shown(answer, 429)) for answer in said]
    assert abs(int(said[0]["Retry-After"]) - int(said[1]["Retry-After"])) <= 1
    assert [text[:40] for text in shown_words[:1]] == [text[:40] for text in shown_words[1:]]


def test_after_the_wait_one_may_try_again_and_the_next_wait_is_twice_as_long(client: Client) -> None:
    fail(client, 5)
    for wait in (30, 60, 120, 240, 480, 900, 900):
        answer = client.post(LOG_IN, DAVIES)
        assert wait - 5 < int(answer["Retry-After"]) <= wait
        later(wait)
        fail(client, 1)


def test_asking_while_one_must_wait_does_not_make_it_longer(client: Client) -> None:
    fail(client, 5)
    for _ in range(3):
        assert client.post(LOG_IN, DAVIES).status_code == 429
    later(30)
    assert client.post(LOG_IN, DAVIES).status_code == 302


def test_who_gets_in_begins_anew(client: Client) -> None:
    fail(client, 4)
    assert client.post(LOG_IN, DAVIES).status_code == 302
    fail(client, 5)


@pytest.mark.parametrize("typed", ["DAVIES", " davies ", "ｄａｖｉｅｓ"])
def test_a_name_typed_otherwise_is_the_same_name(client: Client, typed: str) -> None:
    fail(client, 5)
    assert client.post(LOG_IN, DAVIES | {"username": typed}).status_code == 429


def test_one_who_fails_keeps_no_other_out(client: Client) -> None:
    User.objects.create_user("kennan", password=PASSWORD)
    fail(client, 5)
    assert client.post(LOG_IN, DAVIES | {"username": "kennan"}).status_code == 302
    assert Client(REMOTE_ADDR="192.0.2.7").post(LOG_IN, DAVIES).status_code == 302


def test_who_tries_many_names_must_wait_too(client: Client) -> None:
    for number in range(50):
        fail(client, 1, f"name{number}")
    assert client.post(LOG_IN, DAVIES).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post(LOG_IN, DAVIES).status_code == 302


def test_a_name_that_is_tried_from_many_addresses_must_wait_too() -> None:
    for number in range(100):
        fail(Client(REMOTE_ADDR=f"192.0.2.{number}"), 1)
    assert Client(REMOTE_ADDR="198.51.100.1").post(LOG_IN, DAVIES).status_code == 429


def test_attempts_are_forgotten_and_nothing_in_them_names_anybody(client: Client) -> None:
    fail(client, 5)
    assert all(len(row.key) == 64 and "davies" not in str(row) for row in Attempt.objects.all())
    later(throttle.FORGOTTEN_AFTER.total_seconds() + 1)
    fail(client, 5)
    assert Attempt.objects.count() == 3


def test_limits_can_be_switched_off(client: Client, settings: LazySettings) -> None:
    settings.RATE_LIMITS = False
    fail(client, 12)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/accounts/password/", {"old_password": "wrong", "new_password1": "a b c d e", "new_password2": "a b c d e"}),
        ("/accounts/address/", {"email": "x@example.org", "password": "wrong"}),
        ("/accounts/delete/", {"password": "wrong"}),
    ],
)
def test_a_password_cannot_be_guessed_in_a_session_that_was_left_open(
    client: Client, davies: User, address: str, fields: dict[str, str]
) -> None:
    client.force_login(davies)
    for _ in range(5):
        shown(client.post(address, fields))
    answer = client.post(address, fields)
    assert "That was too often" in words(shown(answer, 429))
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize("email", ["davies@example.org", "nobody@example.org"])
def test_nobody_s_mail_is_filled(client: Client, email: str) -> None:
    for _ in range(4):
        assert client.post("/accounts/reset/", {"email": email}).status_code == 302
    for address, more in (("/accounts/reset/", {}), ("/accounts/signup/", {"username": "x"})):
        answer = client.post(address, {"email": email, **more})
        assert "That was too often" in words(shown(answer, 429))
    assert len(mail.outbox) == 4


def test_behind_a_proxy_the_visitor_is_whom_the_proxy_spoke_with(settings: LazySettings) -> None:
    settings.SITE_URL = "https://archive.example.org"
    for number in range(5):
        forged = {"x-forwarded-for": f"203.0.113.{number}, 192.0.2.1"}
        Client(headers=forged).post(LOG_IN, {"username": "davies", "password": "wrong"})
    assert Client(headers={"x-forwarded-for": "192.0.2.1"}).post(LOG_IN, DAVIES).status_code == 429
    assert Client(headers={"x-forwarded-for": "192.0.2.2"}).post(LOG_IN, DAVIES).status_code == 302


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (30, "30 seconds"), (89, "89 seconds"), (91, "2 minutes"), (900, "15 minutes")],
)
def test_a_wait_is_said_in_words(seconds: int, said: str) -> None:
    assert throttle.in_words(seconds) == said
