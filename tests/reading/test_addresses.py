"""Addresses: what they are, and what an identifier behind a volume stands for now."""

from __future__ import annotations

import pytest
from django.urls import resolve, reverse

from archive import models
from archive.reading import addresses
from archive.reading.addresses import Missing, Moved, Withdrawn
from archive.store import withdrawal
from tests.specimens import document, page, take, transcribe, volume

BODY = (
    page("1")
    + '<div type="chapter" xml:id="ch1"><head>Flour</head>'
    + document(1, "<head>One</head><p>A few words of the first.</p>")
    + document(2, "<head>Two</head><p>Quite other words, of the second.</p>")
    + "</div>"
)
NUMBERS = [
    "761.93/1583",
    "800.51W89 Great Britain/12",
    "711.1928/2331/7½",
    "Paris Peace Conf. 184.1: Polk, Frank L.",
    "Inquiry files (Côte d’Ivoire)",
    "a~b!c$d&e'f*g+h,i;j=k@l",
    "50% of file #7?",
    "711.94//1",
]


@pytest.mark.parametrize("name", ["frus1934v05", "frus1952-54v01_p1", "V"])
def test_addresses_are_those_that_the_map_has_for_the_same_things(name: str) -> None:
    assert addresses.volume(name) == reverse("volume", args=[name])
    assert addresses.slot(name, "d-1_a") == reverse("slot", args=[name, "d-1_a"])
    assert addresses.page(name, "d1", "pg_57") == reverse("reading", args=[name, "d1", "pg_57"])
    assert addresses.full(name, "d1") == reverse("full", args=[name, "d1"])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_dossier_s_address_is_that_of_the_map_whatever_its_number(number: str) -> None:
    assert addresses.dossier(number) == reverse("dossier", args=[number])


def test_a_file_number_keeps_its_slash_in_its_address() -> None:
    assert addresses.dossier("761.93/1583") == "/files/761.93/1583/"
    assert resolve("/files/761.93/1583/").kwargs == {"number": "761.93/1583"}


@pytest.mark.parametrize(
    ("leads_to", "address", "name"),
    [
        ("frus1926v01", "/volumes/frus1926v01/", "volume"),
        ("frus1926v01/pg_548/", "/volumes/frus1926v01/pg_548/", "slot"),
        ("frus1926v01/d4/pg_4/#d4fn1", "/volumes/frus1926v01/d4/pg_4/#d4fn1", "reading"),
        ("frus1926v01/d4/full/#d4at1", "/volumes/frus1926v01/d4/full/#d4at1", "full"),
    ],
)
def test_what_a_reference_leads_to_has_an_address_on_the_map(leads_to: str, address: str, name: str) -> None:
    assert addresses.led(leads_to) == address
    assert resolve(address.partition("#")[0]).url_name == name


@pytest.mark.django_db
def test_a_volume_is_found_by_its_identifier() -> None:
    taken = take(volume(BODY))
    assert addresses.find_volume("frus1937v01") == taken
    with pytest.raises(Missing) as error:
        addresses.find_volume("frus1937V01")
    assert (error.value.wanted, error.value.volume) == ("frus1937V01", None)


@pytest.mark.django_db
def test_a_withdrawn_volume_says_why() -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01", "Under review")
    for find in (addresses.find_volume, lambda name: addresses.find_document(name, "d1")):
        with pytest.raises(Withdrawn) as error:
            find("frus1937v01")
        assert error.value.reason == "Under review"


@pytest.mark.django_db
def test_what_never_was_in_a_withdrawn_volume_says_why_too() -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01", "Under review")
    with pytest.raises(Withdrawn):
        addresses.find_document("frus1937v01", "d99")


@pytest.mark.django_db
def test_a_document_that_is_missing_tells_the_volume_it_was_sought_in() -> None:
    taken = take(volume(BODY))
    with pytest.raises(Missing) as error:
        addresses.find_document("frus1937v01", "D1")
    assert (error.value.wanted, error.value.volume) == ("D1", taken)


@pytest.mark.django_db
def test_a_withdrawn_document_says_why_and_its_neighbour_is_found() -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d1", "It was not ours to print")
    with pytest.raises(Withdrawn, match="not ours"):
        addresses.find_document("frus1937v01", "d1")
    assert addresses.find_document("frus1937v01", "d2").heading == "Two"


@pytest.mark.django_db
def test_a_document_that_went_from_its_source_says_so() -> None:
    take(volume(BODY))
    take(volume(BODY.replace(document(2, "<head>Two</head><p>Quite other words, of the second.</p>"), "")))
    with pytest.raises(Withdrawn, match="no longer in the source"):
        addresses.find_document("frus1937v01", "d2")


@pytest.mark.django_db
def test_a_renumbered_document_s_old_address_leads_to_the_new_one() -> None:
    take(volume(BODY))
    take(volume(BODY.replace('xml:id="d2"', 'xml:id="d2a"')))
    with pytest.raises(Moved) as error:
        addresses.find_document("frus1937v01", "d2")
    assert error.value.address == "/volumes/frus1937v01/d2a/"
    assert addresses.find_document("frus1937v01", "d2a").heading == "Two"


@pytest.mark.django_db
def test_a_document_renumbered_twice_is_led_to_from_both_its_old_addresses() -> None:
    for name in ("d2", "d3", "d4"):
        take(volume(BODY.replace('xml:id="d2"', f'xml:id="{name}"')))
    for name in ("d2", "d3"):
        with pytest.raises(Moved) as error:
            addresses.find_document("frus1937v01", name)
        assert error.value.address == "/volumes/frus1937v01/d4/"


@pytest.mark.django_db
def test_an_old_address_that_another_document_has_now_is_that_document_s() -> None:
    take(volume(BODY))
    inserted = document(2, "<head>Between</head><p>Something entirely different stands in this one.</p>")
    moved = BODY.replace('xml:id="d2" n="2"', 'xml:id="d3" n="3"')
    take(volume(moved.replace('<div type="document" xml:id="d3"', inserted + '<div type="document" xml:id="d3"')))
    assert addresses.find_document("frus1937v01", "d2").heading == "Between"
    assert addresses.find_document("frus1937v01", "d3").heading == "Two"


@pytest.mark.django_db
def test_pages_and_sections_are_found_or_are_none() -> None:
    take(volume(BODY))
    page_, section = addresses.find_page("frus1937v01", "pg_1"), addresses.find_section("frus1937v01", "ch1")
    assert page_ is not None
    assert section is not None
    assert (page_.label, section.title) == ("1", "Flour")
    assert addresses.find_page("frus1937v01", "ch1") is None
    assert addresses.find_page("other", "pg_1") is None
    assert addresses.find_section("frus1937v01", "CH1") is None


@pytest.mark.django_db
def test_a_page_that_only_a_removed_document_stands_on_is_gone() -> None:
    take(volume(BODY + page("2") + document(3, "<head>Three</head><p>Last of all.</p>")))
    take(volume(BODY))
    assert models.Page.objects.filter(identifier="pg_2").exists()
    assert addresses.find_page("frus1937v01", "pg_2") is None


@pytest.mark.django_db
def test_a_page_that_another_transcript_still_stands_on_is_there() -> None:
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two.\n", "a")
    transcribe("761.93/2\n\nC to D\n\nSir: three [Page 22] four.\n", "b")
    transcribe("761.93/1\n\nA to B\n\nSir: one two.\n", "a")
    assert addresses.find_page("transcripts", "pg_22") is not None
