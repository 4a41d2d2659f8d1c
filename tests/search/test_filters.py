"""Every filter narrows to what it says: a role, a period, a part of a volume; what makes no sense is refused."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from archive.models import Entity, Mention, PartyActor
from archive.search import results
from archive.search.filters import SearchFilter
from archive.store import withdrawal
from tests import specimens
from tests.search.searching import counts, found, search

pytestmark = pytest.mark.django_db

BURKE = '<persName{} corresp="#p_B1">Burke</persName>'
ADAMS = '<persName{} corresp="#p_A1">Adams</persName>'


def letter(number: int, sender: str, recipient: str, signed: str, mentioned: str, place: str = "Tula") -> str:
    """A letter in which two persons or places change seats and nothing else."""
    sides = sender.format(' type="from"'), recipient.format(' type="to"')
    line = f'<dateline><placeName>{place}</placeName>, <date when="1937-02-01">February 1, 1937</date>.</dateline>'
    said = f"<p>Of {mentioned.format('')}.</p><closer><signed>{signed.format('')}</signed></closer>"
    return specimens.document(number, f"<head>{' to '.join(sides)}</head>{line}{said}")


CLARK, DAVIS = ADAMS.replace("A1", "C1").replace("Adams", "Clark"), ADAMS.replace("A1", "D1").replace("Adams", "Davis")
OTHERS = [ADAMS, CLARK, DAVIS]


def seated(at: int) -> list[str]:
    """Burke on one of the four seats, the others on the others."""
    return [*OTHERS[:at], BURKE, *OTHERS[at:]]


@pytest.fixture
def four_seats() -> str:
    """Four letters between the same four persons, each with Burke on another seat; gives Burke's slug."""
    specimens.take(specimens.volume("".join(letter(n + 1, *seated(n)) for n in range(4))))
    slugs = set(Mention.objects.filter(name="Burke").values_list("entity__slug", flat=True))
    assert len(slugs) == 1
    return slugs.pop()


ROLES = ("sender", "recipient", "signatory", "mentioned")


def test_an_actor_is_found_in_every_role(four_seats: str) -> None:
    assert found(actor=four_seats, sort="volume") == ["d1", "d2", "d3", "d4"]
    assert counts("actor")[four_seats] == 4


@pytest.mark.parametrize("seat", range(4), ids=ROLES)
def test_an_actor_is_found_in_one_role(four_seats: str, seat: int) -> None:
    role, document = ROLES[seat], f"d{seat + 1}"
    assert found(actor=four_seats, actor_role=role) == [document]
    assert found(**{f"actor_{role}": four_seats}) == [document]
    assert counts(f"actor_{role}")[four_seats] == 1


def test_a_role_is_asked_of_every_actor(four_seats: str) -> None:
    davis = Entity.objects.get(name="Davis").slug
    assert found(actor=[four_seats, davis], actor_role="sender") == []
    assert found(actor=[four_seats, davis], sort="volume") == ["d1", "d2", "d3", "d4"]
    assert found(actor_sender=four_seats, actor_mentioned=davis) == ["d1"]
    assert found(actor_sender=davis, actor_mentioned=four_seats) == []


def test_who_has_a_seat_without_being_named_in_the_text_is_found_there(four_seats: str) -> None:
    burke = Entity.objects.get(slug=four_seats)
    assert PartyActor.objects.filter(entity=burke, party__role="sender").count() == 1
    Mention.objects.filter(entity=burke, role="sender").delete()
    assert found(actor=four_seats, actor_role="sender") == ["d1"]


@pytest.fixture
def _two_places() -> None:
    """Two letters: one written from Moscow that mentions Kazan, one the other way round."""
    place = "<placeName>{}</placeName>"
    one = letter(1, ADAMS, CLARK, DAVIS, place.format("Kazan"), place="Moscow")
    other = letter(2, ADAMS, CLARK, DAVIS, place.format("Moscow"), place="Kazan")
    specimens.take(specimens.volume(one + other))


@pytest.mark.usefixtures("_two_places")
def test_a_place_is_found_in_the_role_asked_for() -> None:
    assert found(place="moscow", sort="volume") == ["d1", "d2"]
    assert found(place="moscow", place_role="written") == found(place_written="moscow") == ["d1"]
    assert found(place="moscow", place_role="mentioned") == found(place_mentioned="moscow") == ["d2"]
    assert found(place=["moscow", "kazan"], place_role="written") == []
    assert found(place_written="moscow", place_mentioned="kazan") == ["d1"]
    assert counts("place") == {"moscow": 2, "kazan": 2}
    assert counts("place_written") == counts("place_mentioned") == {"moscow": 1, "kazan": 1}


# When


def dated(number: int, *attributes: tuple[str, str]) -> str:
    said = " ".join(f'{name}="{value}"' for name, value in attributes)
    line = f"<dateline><date {said}>Then</date></dateline>" if said else ""
    return specimens.document(number, f"<head>Paper {number}</head>{line}<p>Of herring.</p>")


@pytest.fixture
def _days() -> None:
    """A day, a month, a year, a span over the turn of a year, and no date."""
    papers = [
        dated(1, ("when", "1937-02-14")),
        dated(2, ("when", "1937-02")),
        dated(3, ("when", "1937")),
        dated(4, ("notBefore", "1936-12-30"), ("notAfter", "1937-01-02")),
        dated(5),
    ]
    specimens.take(specimens.volume("".join(papers)))


@pytest.mark.usefixtures("_days")
@pytest.mark.parametrize(
    ("period", "documents", "undated"),
    [
        ({"after": "1937"}, "1234", 1),
        ({"after": "1937-01-03"}, "123", 1),
        ({"after": "1937-02"}, "123", 1),
        ({"after": "1937-02-14"}, "123", 1),
        ({"after": "1937-02-15"}, "23", 1),
        ({"after": "1937-02-28"}, "23", 1),
        ({"after": "1937-03"}, "3", 1),
        ({"after": "1938"}, "", 1),
        ({"before": "1936"}, "4", 1),
        ({"before": "1936-12-29"}, "", 1),
        ({"before": "1936-12"}, "4", 1),
        ({"before": "1937-01"}, "34", 1),
        ({"before": "1937-02-01"}, "234", 1),
        ({"before": "1937-02"}, "1234", 1),
        ({"after": "1937-02", "before": "1937-02"}, "123", 1),
        ({"after": "1937-02-14", "before": "1937-02-14"}, "123", 1),
        ({"after": "1936", "before": "1936"}, "4", 1),
        ({"after": "1937-03", "before": "1937-01"}, "3", 1),
        ({}, "12345", 1),
        ({"undated": "1"}, "5", 1),
        ({"undated": "1", "after": "1937"}, "5", 1),
        ({"after": "1937", "q": "cod"}, "", 0),
    ],
)
def test_a_document_is_found_by_any_day_it_may_be_of(period: dict[str, str], documents: str, undated: int) -> None:
    result = results.of(search(**period))
    assert sorted(row.document.identifier for row in result.rows) == [f"d{number}" for number in documents]
    assert (result.count, result.undated) == (len(documents), undated)


@pytest.mark.usefixtures("_days")
def test_years_go_by_the_earliest_date() -> None:
    assert counts("year") == {"1936": 1, "1937": 3}
    assert counts("decade") == {"1930": 4}


# Where in the volumes

NESTED = (
    '<div type="compilation" xml:id="comp1"><head>Fisheries</head><p>On herring.</p>'
    '<div type="chapter" xml:id="ch1"><head>North</head>{}</div>'
    '<div type="chapter" xml:id="ch2"><head>South</head>{}</div></div>'
)


@pytest.fixture
def _volumes() -> None:
    specimens.take(specimens.volume(NESTED.format(dated(1), dated(2)), name="frus1937v01"))
    specimens.take(specimens.volume(NESTED.format(dated(1), ""), name="frus1938v01"))


@pytest.mark.usefixtures("_volumes")
def test_a_volume_or_a_section_holds_what_is_below_it() -> None:
    everything = ["comp1", "ch1", "d1", "ch2", "d2"]
    assert found(volume="frus1937v01", sort="volume") == everything
    assert len(found(volume=["frus1937v01", "frus1938v01"])) == 9
    assert found(section="frus1937v01/comp1", sort="volume") == everything
    assert found(section="frus1937v01/ch2", sort="volume") == ["ch2", "d2"]
    assert found(section=["frus1937v01/ch2", "frus1938v01/ch1"], kind="other", sort="volume") == ["d2", "d1"]
    assert found(section=["frus1937v01/ch2"], volume="frus1938v01") == []
    assert found(section="ch1") == []
    assert found(document="frus1937v01/d2") == ["d2"]
    assert found("herring", kind=["section", "other"], volume="frus1937v01", sort="volume") == ["comp1", "d1", "d2"]


@pytest.mark.usefixtures("_volumes")
def test_what_nobody_knows_is_nowhere() -> None:
    for name in ("place", "actor", "volume", "section"):
        (clause,) = search(**{name: "nowhere"}).clauses
        assert not clause.is_known
        assert found(**{name: "nowhere"}) == []
    assert found(place="") == found()


def test_file_numbers_are_found_by_their_beginning_and_despatches_whole() -> None:
    note = '<note rend="inline">[No. 17]</note>'
    papers = specimens.dated(1, "1937-02-01", "February 1, 1937", "761.93/1583") + specimens.dated(
        2, "1937-02-01", "February 1, 1937", "761.9311/2a"
    )
    specimens.take(specimens.volume(papers.replace("<p>", f"{note}<p>", 1)))
    assert found(file="761.93", sort="volume") == ["d1", "d2"]
    assert found(file="761.93/") == found(file=" 761.93/1583 ") == ["d1"]
    assert found(file="761.9311/2A") == ["d2"]
    assert found(file="61.93") == found(file="761.93*") == found(file=".*") == []
    assert found(number="1") == []


def test_a_withdrawn_volume_is_in_no_facet() -> None:
    specimens.take(specimens.volume(dated(1)))
    assert counts("volume") == {"frus1937v01": 1}
    withdrawal.withdraw("frus1937v01", "Rights.")
    assert counts("volume") == {}


# Refused


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"after": "37"}, "“37” is no date: write 1937, 1937-02 or 1937-02-14."),
        ({"before": "1937-02-30"}, "“1937-02-30” is no date: write 1937, 1937-02 or 1937-02-14."),
        ({"after": "0000"}, "“0000” is no date: write 1937, 1937-02 or 1937-02-14."),
        ({"kind": "poem"}, "“poem” is none of: "),
        ({"sort": "colour"}, "“colour” is none of: relevance, date, -date, volume."),
        ({"actor_role": "author"}, "“author” is none of: sender, recipient, signatory, mentioned."),
        ({"page": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"page": "x"}, "Enter a whole number."),
        ({"q": "(herring"}, "A bracket is not closed."),
        ({"place": [f"p{n}" for n in range(51)]}, "At most 50 can be asked for at once."),
        ({"actor": "a\0"}, "A name cannot hold that character."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(asked: dict[str, object], said: str) -> None:
    asked_for = SearchFilter(QueryDict(urlencode(asked, doseq=True)))
    assert not asked_for.form.is_valid()
    (fault,) = asked_for.faults()
    assert fault.message.startswith(said)
