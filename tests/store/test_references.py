"""Where the edition's cross-references lead: to what the archive holds and shows, and nowhere else."""

from __future__ import annotations

import pytest

from archive import models
from archive.store import references, withdrawal
from tests.specimens import document, page, take, volume

OWN = "frus1937v01"
OTHER = "frus1926v01"


def citing(target: str, name: str = OWN) -> str:
    """A volume whose first document refers to ``target``, on page 1; page 2 has d2, with footnote and enclosure."""
    second = (
        '<head>Two</head><p>Words.<note n="1" xml:id="d2fn1">So.</note></p>'
        "<frus:attachment><head>Enclosed</head><p>Paper.</p></frus:attachment>"
    )
    return volume(
        page("1")
        + document(1, f'<head>One</head><p>See <ref target="{target}">there</ref>.</p>')
        + page("2")
        + document(2, second)
        + '<div type="chapter" xml:id="ch1"><head>A chapter</head></div>'
        + '<div type="chapter" xml:id="ch2">'
        + document(3, "<head>Three</head><p>Last.</p>")
        + "</div>",
        name,
    )


def other(body: str = "") -> str:
    """The volume that the first one points into."""
    return volume(page("548") + document(1, "<head>Held</head><p>Here.</p>") + body, OTHER)


def leads(name: str = OWN) -> str:
    """Where the reference of the first document of a volume leads."""
    return models.Reference.objects.get(document__volume__identifier=name, document__identifier="d1").leads_to


@pytest.mark.parametrize(
    ("target", "volume_", "anchor"),
    [
        ("#pg_12", OWN, "pg_12"),
        ("#d4fn1", OWN, "d4fn1"),
        ("frus1926v01#pg_548", "frus1926v01", "pg_548"),
        ("frus1919Parisv01", "frus1919Parisv01", ""),
        ("frus1952-54v01p1#d7", "frus1952-54v01p1", "d7"),
        ("#d1.a", OWN, "d1-a"),
        ("https://history.state.gov/historicaldocuments/frus1969-76v01/d5", "frus1969-76v01", "d5"),
        ("http://history.state.gov/historicaldocuments/frus1969-76v01/pg_12/", "frus1969-76v01", "pg_12"),
        ("https://history.state.gov/historicaldocuments/frus1969-76v01", "frus1969-76v01", ""),
        ("https://history.state.gov/historicaldocuments/frus1969-76v01/d5#fn1", "frus1969-76v01", "d5"),
    ],
)
def test_a_target_names_a_volume_and_a_place_in_it(target: str, volume_: str, anchor: str) -> None:
    assert references.target(target, OWN) == (volume_, anchor)


@pytest.mark.parametrize(
    "target",
    [
        "http://thought.it",
        "http://ca.ll",
        "https://example.org/volumes/frus1937v01/d1/",
        "https://history.state.gov.example.org/historicaldocuments/frus1937v01/d1",
        "https://history.state.gov/about/faq",
        "javascript:alert(1)",
        "//example.org",
        "/volumes/frus1937v01/",
        "mailto:history@state.gov",
        "70",
        "",
        "#",
    ],
)
def test_scanning_noise_and_addresses_elsewhere_name_nothing(target: str) -> None:
    assert references.target(target, OWN) == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("#pg_2", "frus1937v01/pg_2/"),
        ("#d2", "frus1937v01/d2/"),
        ("#ch1", "frus1937v01/ch1/"),
        ("#ch2", "frus1937v01/ch2/"),
        ("#d2fn1", "frus1937v01/d2/pg_2/#d2fn1"),
        ("#d2at1", "frus1937v01/d2/full/#d2at1"),
        ("frus1937v01", "frus1937v01"),
        ("frus1937v01#pg_2", "frus1937v01/pg_2/"),
        ("https://history.state.gov/historicaldocuments/frus1937v01/d2", "frus1937v01/d2/"),
    ],
)
def test_a_reference_leads_to_a_page_a_document_a_section_a_note_or_an_enclosure(target: str, address: str) -> None:
    take(citing(target))
    assert leads() == address


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["#pg_999", "#in12", "#pg_", "#70", "#", "frus1937v01#pg_999", "http://thought.it"])
def test_a_reference_to_what_is_not_there_leads_nowhere(target: str) -> None:
    take(citing(target))
    assert leads() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["#D2", "#PG_2", "FRUS1937v01#d2"])
def test_identifiers_are_case_sensitive(target: str) -> None:
    take(citing(target))
    assert leads() == ""


@pytest.mark.django_db
def test_a_reference_into_another_volume_leads_there_once_that_volume_arrives() -> None:
    take(citing("frus1926v01#pg_548"))
    assert leads() == ""
    take(other())
    assert leads() == "frus1926v01/pg_548/"


@pytest.mark.django_db
def test_a_reference_into_a_volume_that_was_there_before_leads_there_at_once() -> None:
    take(other())
    take(citing("frus1926v01#pg_548"))
    assert leads() == "frus1926v01/pg_548/"


@pytest.mark.django_db
def test_a_corrected_volume_keeps_its_references_into_others() -> None:
    take(other())
    take(citing("frus1926v01#pg_548"))
    take(citing("frus1926v01#pg_548").replace("Last.", "Last of all."))
    assert leads() == "frus1926v01/pg_548/"


@pytest.mark.django_db
def test_a_reference_to_a_page_that_goes_leads_nowhere_again() -> None:
    take(other(page("549") + document(2, "<head>More</head><p>Of it.</p>")))
    take(citing("frus1926v01#pg_549"))
    assert leads() == "frus1926v01/pg_549/"
    take(other(document(2, "<head>More</head><p>Of it.</p>")))
    assert leads() == ""


@pytest.mark.django_db
def test_a_reference_to_a_document_that_goes_from_its_source_leads_nowhere_again() -> None:
    take(other(document(2, "<head>More</head><p>Of it.</p>")))
    take(citing("frus1926v01#d2"))
    assert leads() == "frus1926v01/d2/"
    take(other())
    assert leads() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["frus1926v01#pg_548", "frus1926v01#d1", "frus1926v01"])
def test_a_reference_into_a_withdrawn_volume_leads_nowhere_until_it_is_back(target: str) -> None:
    take(other())
    take(citing(target))
    address = leads()
    assert address
    withdrawal.withdraw(OTHER, "Under review")
    assert leads() == ""
    withdrawal.restore(OTHER)
    assert leads() == address


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["#d2", "#d2fn1", "#d2at1"])
def test_a_reference_to_a_withdrawn_document_leads_nowhere_until_it_is_back(target: str) -> None:
    take(citing(target))
    address = leads()
    assert address
    withdrawal.withdraw(f"{OWN}/d2", "Under review")
    assert leads() == ""
    withdrawal.restore(f"{OWN}/d2")
    assert leads() == address


@pytest.mark.django_db
def test_a_reference_to_a_withdrawn_section_leads_nowhere() -> None:
    take(citing("#ch1"))
    withdrawal.withdraw(f"{OWN}/ch1", "Under review")
    assert leads() == ""


@pytest.mark.django_db
def test_a_reference_to_a_withdrawn_document_does_not_come_back_with_a_correction() -> None:
    take(citing("#d2"))
    withdrawal.withdraw(f"{OWN}/d2", "Under review")
    take(citing("#d2").replace("Last.", "Last of all."))
    assert leads() == ""


@pytest.mark.django_db
def test_the_page_of_a_withdrawn_document_can_still_be_led_to() -> None:
    take(citing("#pg_2"))
    withdrawal.withdraw(f"{OWN}/d2", "Under review")
    assert leads() == "frus1937v01/pg_2/"


@pytest.mark.django_db
def test_a_reference_to_a_note_that_a_removed_document_had_too_leads_to_the_one_that_is_shown() -> None:
    take(citing("#d2fn1"))
    inside = '<head>Wholly other</head><p>Nothing alike in here.<note n="1" xml:id="d2fn1">No.</note></p>'
    fresh = f'xml:id="d2" n="2">{inside}</div>'
    begin, _, rest = citing("#d2fn1").partition('xml:id="d2" n="2">')
    _, _, end = rest.partition("</frus:attachment></div>")
    take(begin + fresh + end)
    assert leads() == "frus1937v01/d2/pg_2/#d2fn1"


@pytest.mark.django_db
def test_a_note_s_own_references_lead_too() -> None:
    noted = '<head>One</head><p>Words.<note n="1" xml:id="d1fn1">See <ref target="#pg_1">page 1</ref>.</note></p>'
    take(volume(page("1") + document(1, noted)))
    reference = models.Reference.objects.get()
    assert (reference.note, reference.leads_to) == ("d1fn1", "frus1937v01/pg_1/")


@pytest.mark.django_db
def test_two_volumes_that_point_at_each_other_are_joined() -> None:
    take(citing("frus1926v01#d2", OWN))
    take(citing("frus1937v01#d2", OTHER))
    assert (leads(OWN), leads(OTHER)) == ("frus1926v01/d2/", "frus1937v01/d2/")


@pytest.mark.django_db
def test_a_reference_from_another_volume_to_a_renumbered_document_follows_it() -> None:
    take(citing("#d2"))
    document = models.Document.objects.get(identifier="d2", order__isnull=False)
    models.Address.objects.create(volume=OWN, identifier="d99", document=document)
    assert references._held(OWN, {"d99"})["d99"] == f"{OWN}/d2/"
