"""A place or actor: what is told of it, that every count is what the search finds, and what has moved."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.http import QueryDict

from archive.models import Document, Entity, EntityName, FormerSlug, Mention, Variant
from archive.reading import entities
from archive.reading.addresses import Missing, Moved
from archive.reading.company import Beside, Letters
from archive.reading.entities import OF_ACTORS, OF_PLACES, Profile, Role
from archive.search import index, results
from archive.search.filters import SearchFilter
from archive.search.searches import Parameters
from archive.store import withdrawal
from tests import specimens
from tests.reading.letters import Letter, entity, take

pytestmark = pytest.mark.django_db

PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-03-02"),
    Letter("Norweb", "Hull", "Santiago", "1861-01-02"),
    Letter("Norweb", "Davies", "Moscow", "1863-01-02"),
    Letter("Hull", "Norweb", "Washington"),
    Letter("Hull", "Davies", "Washington", "1861-05-05"),
    Letter("Tibbets", "Hull", "Santiago", "1861-06-05"),
)


@pytest.fixture
def papers() -> None:
    take(*PAPERS)


def profile(name: str, kind: str = "person", role: str = "any", page: int = 1) -> Profile:
    own = entity(name, kind)
    one = next(one for one in entities.roles(kind == "place") if one.name == role)
    return entities.of(own, one, page)


def found(parameters: Parameters) -> int:
    """How many documents the search page finds for an address."""
    asked = SearchFilter(QueryDict(str(parameters)))
    assert asked.form.is_valid()
    return results.of(asked.search, 0, ()).count


def identifiers(documents: Iterable[Document]) -> list[str]:
    return [document.identifier for document in documents]


def told(rows: Iterable[Beside]) -> dict[str, int]:
    return {str(row.entity): row.count for row in rows}


def pairs(rows: Iterable[Letters]) -> dict[tuple[str, str], int]:
    return {(str(row.sender), str(row.recipient)): row.count for row in rows}


# Documents


@pytest.mark.usefixtures("papers")
def test_documents_stand_in_date_order_and_the_undated_last() -> None:
    assert identifiers(profile("Norweb").documents) == ["d2", "d1", "d3", "d4"]
    assert identifiers(profile("Norweb", role="recipient").documents) == ["d4"]
    assert identifiers(profile("Santiago", "place", "written").documents) == ["d2", "d1", "d6"]


@pytest.mark.usefixtures("papers")
def test_each_tab_counts_the_documents_of_its_role() -> None:
    assert [(tab.role.tab, tab.count) for tab in profile("Hull").tabs] == [
        ("", 5),
        ("sent", 2),
        ("received", 3),
        ("signed", 0),
        ("mentioned", 0),
    ]
    assert [(tab.address, tab.count) for tab in profile("Santiago", "place").tabs] == [
        ("/places/santiago/", 3),
        ("/places/santiago/written/", 3),
        ("/places/santiago/mentioned/", 0),
    ]


def test_the_documents_are_paged() -> None:
    take(*(Letter("Norweb", "Hull", "Santiago", f"1861-01-{day:02}") for day in range(1, 29)))
    first, second, beyond = (profile("Norweb", page=page) for page in (1, 2, 99))
    assert (len(first.documents), first.pages, first.start) == (20, 2, 1)
    assert identifiers(second.documents) == [f"d{n}" for n in range(21, 29)]
    assert (second.start, beyond.page) == (21, 2)


@pytest.mark.usefixtures("papers")
def test_years_are_those_of_the_documents_of_the_role() -> None:
    assert profile("Norweb").years == {1861: 2, 1863: 1}
    assert profile("Norweb", role="recipient").years == {}
    assert profile("Norweb", role="recipient").histogram is None
    assert profile("Hull", role="sender").years == {1861: 1}


@pytest.mark.usefixtures("papers")
def test_what_is_withdrawn_is_neither_listed_nor_counted() -> None:
    withdrawal.withdraw("frus1861/d1", "A mistake.")
    shown = profile("Norweb")
    assert identifiers(shown.documents) == ["d2", "d3", "d4"]
    assert shown.tab.count == 3
    assert told(shown.company.wrote_to) == {"Davies": 1, "Hull": 1}


@pytest.mark.parametrize("role", [*OF_ACTORS, *OF_PLACES], ids=lambda role: role.parameter)
def test_counts_are_what_the_search_finds(role: Role) -> None:
    specimens.load(specimens.SPECIMEN)
    specimens.load(specimens.SEED)
    index.follow()
    places = role in OF_PLACES
    kept = [own for own in Entity.objects.all() if (own.kind == "place") == places]
    assert len(kept) > 5
    for own in kept:
        shown = entities.of(own, role)
        assert shown.tab.count == found(shown.search)
        assert sum(shown.years.values()) <= shown.tab.count
        company = shown.company
        beside = [*company.wrote_to, *company.heard_from, *company.places, *company.actors]
        links = [(row.search, row.count) for row in beside] + [(row.search, row.count) for row in company.letters]
        assert [(str(search), count) for search, count in links if found(search) != count] == []


# Who wrote to whom


@pytest.mark.usefixtures("papers")
def test_an_actor_s_correspondents_are_told_by_side() -> None:
    company = profile("Norweb").company
    assert told(company.wrote_to) == {"Hull": 2, "Davies": 1}
    assert told(company.heard_from) == {"Hull": 1}
    assert company.letters == []


@pytest.mark.usefixtures("papers")
def test_of_a_place_it_is_told_who_wrote_from_there_to_whom() -> None:
    company = profile("Santiago", "place").company
    assert pairs(company.letters) == {("Norweb", "Hull"): 2, ("Tibbets", "Hull"): 1}
    assert company.wrote_to == []


@pytest.mark.usefixtures("papers")
def test_a_link_of_correspondents_leads_to_their_letters() -> None:
    letters = profile("Santiago", "place").company.letters[0]
    assert str(letters.search) == "place_written=santiago&actor_sender=norweb&actor_recipient=hull"
    assert str(profile("Norweb").company.heard_from[0].search) == "actor_recipient=norweb&actor_sender=hull"


@pytest.mark.usefixtures("papers")
def test_other_names_stand_beside_without_its_own() -> None:
    company = profile("Norweb").company
    assert told(company.actors) == {"Hull": 3, "Davies": 1}
    assert told(company.places) == {"Santiago": 2, "Moscow": 1, "Washington": 1}
    assert "Santiago" not in told(profile("Santiago", "place").company.places)


@pytest.mark.usefixtures("papers")
def test_the_company_is_told_only_where_no_role_is_asked_for() -> None:
    assert profile("Norweb", role="sender").company == profile("Hull", role="mentioned").company


def test_two_of_one_name_are_told_apart() -> None:
    take(Letter("Seward", "Dayton", "London"), name="frus1861")
    take(Letter("Seward", "Adams", "London"), name="frus1863")
    company = profile("London", "place").company
    assert pairs(company.letters) == {("Seward (volume of 1861)", "Dayton"): 1, ("Seward (volume of 1863)", "Adams"): 1}
    assert set(told(company.actors)) == {"Seward (volume of 1861)", "Seward (volume of 1863)", "Dayton", "Adams"}


# Names


def test_forms_are_those_of_authorities_and_of_print() -> None:
    head = "<head>The {} in {} (<persName type='from'>{}</persName>) to Mr. <persName type='to'>Hull</persName></head>"
    line = "<dateline><date when='{0}-02-01'>{0}</date></dateline><p>Sir.</p>"
    rows = [("Minister", "Chile", "Norweb", 1933), ("Minister", "Chile", "Norweb", 1931)]
    said = [head.format(*row[:3]) + line.format(row[3]) for row in rows]
    specimens.take(specimens.volume("".join(specimens.document(n, one) for n, one in enumerate(said, 1))))
    index.follow()
    own = Entity.objects.get(name="Norweb")
    Variant.objects.create(entity=own, name="R. Henry Norweb", office="Ambassador in Peru", basis="authority")
    forms = entities.of(own, OF_ACTORS[0]).forms
    assert "R. Henry Norweb" in forms.names
    assert own.name not in forms.names
    assert [(office.name, office.years) for office in forms.offices] == [
        ("Minister in Chile", "1931–1933"),
        ("Ambassador in Peru", ""),
    ]


def test_what_stands_for_a_place_in_datelines_is_no_name_of_it() -> None:
    take(Letter("Norweb", "Hull", "Washington"))
    own = Entity.objects.get(name="Washington")
    for name, use in (("Department of State", "dateline"), ("City of Washington", "text")):
        Variant.objects.create(entity=own, name=name, use=use, basis="authority")
    Mention.objects.filter(entity=own).update(name="department of state")
    assert entities.of(own, OF_PLACES[0]).forms.names == ["City of Washington"]


def test_where_not_all_mentions_are_looked_at_nothing_is_said_of_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.reading.printed.LOOKED_AT", 2)
    head = "<head>The Minister in Chile (<persName type='from'>Norweb</persName>) to Mr. Hull</head>"
    line = "<dateline><date when='193{0}-02-01'>193{0}</date></dateline><p>Sir.</p>"
    body = "".join(specimens.document(n, head + line.format(n)) for n in range(1, 5))
    specimens.take(specimens.volume(body))
    index.follow()
    (office,) = entities.of(Entity.objects.get(name="Norweb"), OF_ACTORS[0]).forms.offices
    assert (office.name, office.years) == ("Minister in Chile", "")


def test_identifiers_elsewhere_are_links() -> None:
    take(Letter("Norweb", "Hull", "Santiago"))
    own = entity("Santiago", "place")
    own.identifiers = {"geonames": 3871336, "wikidata": "Q2887", "viaf": "", "unheard-of": "1"}
    own.save()
    elsewhere = profile("Santiago", "place").elsewhere
    assert [(one.catalogue, one.identifier, one.address) for one in elsewhere] == [
        ("Wikidata", "Q2887", "https://www.wikidata.org/wiki/Q2887"),
        ("GeoNames", "3871336", "https://www.geonames.org/3871336/"),
    ]


# Where it is


def test_a_place_is_found_among_places_and_an_actor_among_actors() -> None:
    take(*PAPERS)
    assert entities.find("santiago", is_place=True) == entity("Santiago", "place")
    assert entities.find("hull", is_place=False) == entity("Hull")
    with pytest.raises(Moved) as moved:
        entities.find("hull", is_place=True)
    assert moved.value.address == "/actors/hull/"
    with pytest.raises(Missing):
        entities.find("nowhere", is_place=True)


def test_what_was_merged_leads_to_what_it_turned_out_to_be_however_often() -> None:
    pekin, peking, peiping = (
        Entity.objects.create(kind="place", name=name, slug=name.lower()) for name in ("Pekin", "Peking", "Peiping")
    )
    pekin.merged_into, peking.merged_into = peking, peiping
    pekin.save()
    peking.save()
    FormerSlug.objects.create(slug="pekin-china", entity=pekin)
    for slug in ("pekin", "peking", "pekin-china"):
        with pytest.raises(Moved) as moved:
            entities.find(slug, is_place=True)
        assert moved.value.address == "/places/peiping/"


def test_a_surname_known_in_one_volume_has_its_own_entity() -> None:
    take(Letter("Seward", "Dayton"))
    assert EntityName.objects.filter(entity=entity("Seward"), scope="frus1861").exists()
