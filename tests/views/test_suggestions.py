"""The address that a search box asks while a reader types."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Volume
from archive.search import index, suggest

ADDRESS = "/search/suggestions.json"


def ask(client: Client, typed: str) -> list[dict[str, str]]:
    answer = client.get(ADDRESS, {"q": typed})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()["query"] == typed
    return list(answer.json()["suggestions"])


@pytest.mark.usefixtures("specimen")
@pytest.mark.parametrize(
    ("typed", "kind", "text", "url"),
    [
        ("santia", "place", "Santiago", "/search/?place=santiago"),
        ("whitc", "actor", "Whitcombe, Silas", "/search/?actor=whitcombe-silas"),
        ("825.345/4", "file", "825.345/41", "/files/825.345/41/"),
        (
            "fjelde arden",
            "document",
            "The Norwegian Minister for Foreign Affairs (Fjelde) to the American Minister in Norway (Arden)",
            "/volumes/specimen/d19/",
        ),
    ],
)
def test_a_suggestion_of_each_kind_leads_to_what_it_names(
    client: Client, typed: str, kind: str, text: str, url: str
) -> None:
    found = [one for one in ask(client, typed) if one["kind"] == kind]
    assert (found[0]["text"], found[0]["url"]) == (text, url)
    assert found[0].keys() == {"kind", "text", "detail", "url"}
    assert client.get(url).status_code == 200


@pytest.mark.usefixtures("specimen")
def test_a_suggestion_of_a_place_finds_as_many_documents_as_it_tells(client: Client) -> None:
    (place,) = [one for one in ask(client, "santiago") if one["kind"] == "place"]
    page = client.get(place["url"]).content.decode()
    assert place["detail"] in page


@pytest.mark.usefixtures("specimen")
@pytest.mark.parametrize("sent", ["", "%00", "%ED%A0%80ab", "%25%5F%5C%27%22", "%FF%FE", "a" * 3000, "%F0%9F%93%9C+x"])
def test_no_address_is_too_odd_to_be_answered(client: Client, sent: str) -> None:
    answer = client.get(f"{ADDRESS}?q={sent}")
    assert answer.status_code == 200
    assert len(answer.json()["query"]) <= suggest.LONGEST
    assert client.get(ADDRESS).json() == {"query": "", "suggestions": []}


@pytest.mark.django_db
def test_suggestions_are_kept_for_a_short_while(client: Client) -> None:
    assert client.get(ADDRESS)["Cache-Control"] == "max-age=60"
    assert client.post(ADDRESS).status_code == 405


def test_as_long_as_there_is_no_index_nothing_is_suggested(
    client: Client, specimen: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> index.Reader:
        raise index.Unavailable

    monkeypatch.setattr(index, "reader", none)
    assert ask(client, "santiago") == []
