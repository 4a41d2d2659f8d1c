"""Cards of places and actors: what is said of a name in passing."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from archive import models
from archive.search import index
from tests.specimens import dated, document, page, take, volume

LETTERS = volume(
    page("1")
    + dated(1, "1936-05-01", "May 1, 1936", place="Moscow")
    + dated(2, "1938-05-01", "May 1, 1938", place="Moscow")
    + document(
        3,
        '<head>The Chargé in Chile (<persName type="from">Norweb</persName>) to the <gloss type="to">Secretary of '
        "State</gloss></head><p>A.</p><closer><signed>R. Henry Norweb</signed></closer>",
    )
)


@pytest.fixture
def letters(db: None) -> None:
    """Two telegrams from Moscow, and an undated letter from Norweb to the Secretary of State."""
    take(LETTERS)


def said(client: Client, address: str) -> list[str]:
    """The lines of a card."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [" ".join(line.text_content().split()) for line in html.fragments_fromstring(answer.content.decode())]


@pytest.mark.usefixtures("letters")
def test_a_place_s_card_says_what_was_written_there_and_when(client: Client) -> None:
    assert said(client, "/places/moscow/card/") == ["Moscow", "Documents: 2 written there; 1936–1938"]


@pytest.mark.usefixtures("letters")
def test_an_actor_s_card_says_the_office_and_how_often_who_sent_received_and_signed(client: Client) -> None:
    assert said(client, "/actors/norweb-charge-in-chile/card/") == [
        "Norweb, Chargé in Chile",
        "Documents: 1 sent, 1 signed",
    ]
    assert said(client, "/actors/secretary-of-state/card/") == ["Secretary of State", "Documents: 1 received"]


@pytest.mark.usefixtures("letters")
def test_a_card_tells_what_the_authority_file_says_of_who_is_meant(client: Client) -> None:
    models.Entity.objects.filter(slug="moscow").update(description="Capital of the Soviet Union & <its> Government")
    assert said(client, "/places/moscow/card/")[1] == "Capital of the Soviet Union & <its> Government"


@pytest.mark.usefixtures("letters")
def test_a_card_leads_to_the_page_of_the_place_or_actor(client: Client) -> None:
    card = html.fromstring(client.get("/places/moscow/card/").content)
    assert card.xpath("//a/@href") == ["/places/moscow/"]


@pytest.mark.usefixtures("letters")
def test_an_address_from_before_a_renaming_or_a_merger_leads_to_the_card_of_today(client: Client) -> None:
    moscow = models.Entity.objects.get(slug="moscow")
    models.FormerSlug.objects.create(slug="moskau", entity=moscow)
    models.Entity.objects.create(kind="place", name="Moskva", slug="moskva", merged_into=moscow)
    for name in ("moskau", "moskva"):
        answer = client.get(f"/places/{name}/card/")
        assert (answer.status_code, answer["Location"]) == (301, "/places/moscow/card/")


@pytest.mark.usefixtures("letters")
def test_there_is_no_card_of_what_is_not_there(client: Client) -> None:
    assert client.get("/places/atlantis/card/").status_code == 404


@pytest.mark.usefixtures("letters")
def test_a_place_asked_for_among_the_actors_is_shown_where_it_is(client: Client) -> None:
    answer = client.get("/actors/moscow/card/")
    assert (answer.status_code, answer["Location"]) == (301, "/places/moscow/card/")


@pytest.mark.usefixtures("letters")
def test_a_card_without_an_index_says_who_it_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> index.Reader:
        raise index.Unavailable

    monkeypatch.setattr(index, "reader", nothing)
    assert said(client, "/places/moscow/card/") == ["Moscow"]


@pytest.mark.usefixtures("letters")
def test_a_card_is_asked_for_again_only_when_the_archive_has_changed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = client.get("/places/moscow/card/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/places/moscow/card/", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.usefixtures("letters")
def test_a_card_asks_few_questions(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/actors/secretary-of-state/card/")
    with django_assert_max_num_queries(7):
        client.get("/places/moscow/card/")
