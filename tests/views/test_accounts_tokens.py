"""Personal tokens: shown once, hashed, named, revoked."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.annotations import tokens
from archive.models import Token
from tests.views.accounts import shown, told, words
from tests.views.protocol import AT, Program, documents, said

pytestmark = pytest.mark.django_db

TOKENS = "/accounts/tokens/"


@pytest.fixture
def davies(client: Client) -> User:
    user = User.objects.create_user("davies")
    client.force_login(user)
    return user


def secret_made(client: Client, name: str = "Field notes") -> str:
    (found,) = shown(client.post(TOKENS, {"name": name})).xpath("//code[@id='secret']/text()")
    return str(found)


def test_tokens_are_for_who_has_an_account(client: Client) -> None:
    for address in (TOKENS, f"{TOKENS}1/revoke/"):
        assert client.post(address)["Location"].startswith("/accounts/login/")


def test_the_profile_leads_to_the_tokens(client: Client, davies: User) -> None:
    assert TOKENS in shown(client.get("/accounts/")).xpath("//main//a/@href")
    assert "You have none." in words(shown(client.get(TOKENS)))


def test_a_secret_is_shown_once_and_kept_as_a_hash(client: Client, davies: User) -> None:
    secret = secret_made(client)
    page = client.get(TOKENS).content.decode()
    assert "Field notes" in page
    assert secret not in page
    row = Token.objects.get()
    assert row.sha256 == sha256(secret.encode()).hexdigest()
    assert secret not in str(Token.objects.values().get())


def test_a_program_with_the_token_is_its_owner_until_it_is_revoked(client: Client, davies: User) -> None:
    documents()
    program = Program(secret_made(client))
    assert program.post(said()).status_code == 201
    assert program.get().json()["total"] == 1
    assert "last used" in words(shown(client.get(TOKENS)))
    assert "is revoked" in told(client, f"{TOKENS}{Token.objects.get().pk}/revoke/")
    for answer in (program.get(), program.post(said())):
        assert answer.status_code == 401
        assert "total" not in answer.json()


def test_a_token_opens_nothing_but_the_notes(client: Client, davies: User) -> None:
    program = Program(secret_made(client))
    for address in (TOKENS, "/accounts/", "/desk/", "/accounts/everything.json"):
        assert program.get(address).status_code == 302


def test_a_token_of_a_closed_account_is_none(client: Client, davies: User) -> None:
    program = Program(secret_made(client))
    User.objects.update(is_active=False)
    assert program.get(AT).status_code == 401


def test_nobody_revokes_or_sees_another_s_token(client: Client, davies: User) -> None:
    other, _ = tokens.issue(User.objects.create_user("other"), "theirs")
    assert "You have no such token." in told(client, f"{TOKENS}{other.pk}/revoke/")
    assert "theirs" not in words(shown(client.get(TOKENS)))
    assert Token.objects.count() == 1


def test_a_token_needs_a_name_and_there_are_not_too_many(client: Client, davies: User) -> None:
    assert "Give the token a name" in told(client, TOKENS, 400, name=" ")
    for number in range(tokens.MOST):
        tokens.issue(davies, str(number))
    assert "delete one" in told(client, TOKENS, 400, name="one more")
