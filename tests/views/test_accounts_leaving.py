"""Taking along what is one's own, and going."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from archive.exports import belongings
from archive.models import Act
from archive.store import curating
from tests.curated import letter, named
from tests.specimens import page, take, volume
from tests.views.accounts import PASSWORD, said_of, shown, told, words

DELETE, EVERYTHING = "/accounts/delete/", "/accounts/everything.json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies", "davies@example.org", PASSWORD)


@pytest.fixture
def reader(client: Client, davies: User) -> Client:
    client.force_login(davies)
    return client


def test_a_reader_takes_everything_along(reader: Client, davies: User) -> None:
    reader.cookies["citation-style"] = "turabian"
    answer = reader.get(EVERYTHING)
    assert answer["Content-Disposition"] == 'attachment; filename="chancery-davies.json"'
    assert "no-store" in answer["Cache-Control"]
    file = b"".join(answer)
    told = json.loads(file)
    assert told["account"]["name"] == "davies"
    assert told["account"]["address"] == "davies@example.org"
    assert told["account"]["role"] == "reader"
    assert told["preferences"] == {"citation_style": "turabian"}
    assert (told["annotations"], told["deleted_annotations"]) == ([], [])
    assert davies.password.encode() not in file


def test_a_part_more_of_what_is_a_reader_s_is_a_line(
    reader: Client, davies: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(belongings.PARTS, "postcards", lambda user: [f"from {user.username}"])
    assert json.loads(b"".join(reader.get(EVERYTHING)))["postcards"] == ["from davies"]


def test_a_name_in_another_script_makes_no_trouble_in_a_file_s_name(client: Client) -> None:
    client.force_login(User.objects.create_user("Молотов+1"))
    assert client.get(EVERYTHING)["Content-Disposition"] == 'attachment; filename="chancery-1.json"'


def test_deleting_says_what_goes_and_takes_the_password(reader: Client, davies: User) -> None:
    tree = shown(reader.get(DELETE))
    assert "the name davies and address davies@example.org" in words(tree)
    assert EVERYTHING in tree.xpath("//main//a/@href")
    tree = shown(reader.post(DELETE, {"password": "wrong"}))
    assert said_of(tree, "password") == "This is not your password. Nothing was deleted."
    assert said_of(shown(reader.post(DELETE, {})), "password")
    assert User.objects.filter(pk=davies.pk).exists()


def test_a_deleted_account_is_gone_on_every_device(reader: Client, davies: User) -> None:
    other = Client()
    other.force_login(davies)
    assert "The account is deleted" in told(reader, DELETE, password=PASSWORD)
    assert not User.objects.exists()
    assert other.get("/accounts/").status_code == 302
    assert reader.get("/accounts/").status_code == 302
    assert b"davies" not in other.get("/").content
    assert Session.objects.count() <= 1  # that of the other device leads to nobody


def test_what_a_curator_did_stays_when_they_go(client: Client, davies: User) -> None:
    take(volume(page("7") + letter(1)))
    davies.is_staff = True
    davies.save()
    curating.rename(named("oslo"), "Kristiania", by=davies)
    client.force_login(davies)
    told(client, DELETE, password=PASSWORD)
    assert Act.objects.get().by is None


def test_the_last_administrator_cannot_go(client: Client) -> None:
    kennan = User.objects.create_superuser("kennan", password=PASSWORD)
    client.force_login(kennan)
    assert "only administrator" in words(shown(client.get(DELETE)))
    assert "only administrator" in words(shown(client.post(DELETE, {"password": PASSWORD}), 409))
    other = User.objects.create_superuser("bohlen", password=PASSWORD)
    assert "The account is deleted" in told(client, DELETE, password=PASSWORD)
    assert [*User.objects.all()] == [other]
