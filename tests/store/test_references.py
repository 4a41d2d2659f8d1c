"""Where the edition's cross-references lead: to what the archive holds and shows, and nowhere else."""

from __future__ import annotations

import pytest

from archive import models
from archive.store import read, references, withdrawal
from tests.specimens import document, page, take, transcribe, volume

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


# --- what the words say and the markup does not ---------------------------------------------------------------------

SECOND = "The Minister in Chile (Norris) to the Secretary of State"


def letter(number: int, heading: str, printed: str, when: str, body: str) -> str:
    """A letter with a dateline."""
    line = f'<dateline><placeName>Santiago</placeName>, <date when="{when}">{printed}</date>.</dateline>'
    return document(number, f"<head>{heading}</head>{line}{body}")


def noted(words: str, name: str = OWN, more: str = "") -> str:
    """A volume: on page 30 telegram 42 of April 7, 6 p.m.; on page 31 a despatch with a footnote of these words; on
    page 32 a despatch numbered 15 of May 2; ``more`` behind them."""
    note = f'<note n="1" xml:id="d2fn1">{words}</note>'
    return volume(
        page("30")
        + letter(1, SECOND, "April 7, 1937—6 p.m", "1937-04-07T18:00:00", "<p>42. Your 17, April 6, noon.</p>")
        + page("31")
        + letter(2, "The Secretary of State to the Minister in Chile (Norris)", "April 9, 1937", "1937-04-09",
                 f"<p>I have it.{note}</p>")
        + page("32")
        + letter(3, SECOND, "May 2, 1937", "1937-05-02", '<p rend="flushleft">No. 15</p><p>Sir: I have more.</p>')
        + more,
        name,
    )  # fmt: skip


def read_in(name: str = OWN) -> list[tuple[str, str]]:
    """What stands on each cross-reference that is read in the footnote, and where it leads."""
    rows = models.Reference.objects.filter(document__volume__identifier=name, basis="read")
    text = models.Note.objects.get(document__volume__identifier=name, identifier="d2fn1").text
    return [(text[row.start : row.end], row.leads_to) for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "link", "address"),
    [
        ("Dated Oct. 5, <hi>ante</hi>, p. 30.", "p. 30", "frus1937v01/pg_30/"),
        ("See <hi>post</hi>, page 32.", "page 32", "frus1937v01/pg_32/"),
        ("See footnote 1, infra, p. 31.", "p. 31", "frus1937v01/pg_31/"),
        ("See telegram No. 42, April 7, 6 p.m., supra.", "telegram No. 42, April 7, 6 p.m.", "frus1937v01/d1/"),
        ("See telegram No. 42, April 7, from the Minister in Chile.", "telegram No. 42, April 7", "frus1937v01/d1/"),
        ("See the Minister in Chile’s No. 42, April 7.", "No. 42, April 7", "frus1937v01/d1/"),
        ("Despatch No. 15, May 2, 1937, from the Minister in Chile, p. 32.", "Despatch No. 15, May 2, 1937",
         "frus1937v01/d3/"),
    ],
)  # fmt: skip
def test_what_the_edition_prints_without_markup_leads_where_it_certainly_means(
    words: str, link: str, address: str
) -> None:
    take(noted(words))
    assert read_in() == [(link, address)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "See ante, p. 99.",  # no such page
        "See ante, p. 32.",  # which is behind
        "See post, p. 30.",  # which is before
        "He left his post, p. 30 says.",
        "See p. 30.",  # of whatever book
        "See telegram No. 42, April 8, 6 p.m.",
        "See telegram No. 42, April 7, 7 p.m.",
        "See telegram No. 43, April 7, 6 p.m.",
        "See telegram No. 42, April 7, 1936, 6 p.m.",
        "See telegram No. 42, April 7.",  # from whom, to whom?
        "See telegram No. 42, April 7, from the Minister in Peru.",
        "See telegram No. 42, April 7, to the Minister in Chile.",
        "See Department’s telegram No. 42, April 7, 6 p.m.",
        "Telegram No. 42, April 7, 6 p.m., not printed.",
        "See telegram No. 42, April 7, 6 p.m., vol. II, p. 30.",
        "See telegram No. 42, April 7, 6 p.m., Foreign Relations, Peru, p. 30.",
        "See despatch No. 42, April 7, 6 p.m.",  # it is a telegram
        "See ibid., p. 30.",
    ],
)
def test_what_is_not_certain_is_no_reference(words: str) -> None:
    take(noted(words))
    assert read_in() == []


@pytest.mark.django_db
def test_a_letter_is_not_taken_for_the_one_on_the_page_that_markup_names() -> None:
    take(noted('See telegram No. 42, April 7, from the Minister in Chile, <ref target="#pg_32">p. 32</ref>.'))
    assert read_in() == []
    take(noted('See telegram No. 42, April 7, from the Minister in Chile, <ref target="#pg_30">p. 30</ref>.'))
    assert read_in() == [("telegram No. 42, April 7", "frus1937v01/d1/")]


@pytest.mark.django_db
def test_two_letters_of_one_number_and_hour_are_none() -> None:
    twin = letter(4, SECOND, "April 7, 1937—6 p.m", "1937-04-07T18:00:00", "<p>42. The same.</p>")
    take(noted("See telegram No. 42, April 7, 6 p.m., from the Minister in Chile.", more=twin))
    assert read_in() == []


@pytest.mark.django_db
def test_what_markup_has_is_not_read_a_second_time() -> None:
    take(noted('See <hi>ante</hi>, <ref target="#pg_30">p. 30</ref>.'))
    assert models.Reference.objects.get().basis == "encoded"


@pytest.mark.django_db
def test_a_remark_in_brackets_is_the_edition_s_and_prose_is_not() -> None:
    remark = letter(
        9, "Nine", "May 3, 1937", "1937-05-03", "<p>[For the note, see ante, p. 30.] As I say ante, p. 31.</p>"
    )
    take(noted("So.", more=remark))
    rows = models.Reference.objects.filter(basis="read").values_list("leads_to", "note")
    assert list(rows) == [("frus1937v01/pg_30/", "")]


CITING = "See Foreign Relations, 1926, vol. i, pp. 548–549, for the text."
CITED = "Foreign Relations, 1926, vol. i, pp. 548–549"


@pytest.mark.django_db
def test_a_citation_of_another_volume_waits_until_that_volume_arrives() -> None:
    take(noted(CITING))
    assert read_in() == [(CITED, "")]
    take(other())
    assert read_in() == [(CITED, "frus1926v01/pg_548/")]
    reference = models.Reference.objects.get(basis="read")
    assert (reference.volume, reference.anchor, reference.target) == ("frus1926v01", "pg_548", CITED)


@pytest.mark.django_db
def test_a_citation_of_a_volume_that_is_held_leads_there_at_once_and_again() -> None:
    take(other())
    for words in (CITING, CITING.replace("See", "But see")):
        take(noted(words))
        assert read_in() == [(CITED, "frus1926v01/pg_548/")]


@pytest.mark.django_db
def test_a_citation_that_is_in_doubt_is_no_reference() -> None:
    take(other())
    for words in (CITING.replace("548–549", "777"), CITING.replace(", vol. i", "")):
        take(noted(words))
        assert read_in() == []


@pytest.mark.django_db
def test_a_citation_into_a_withdrawn_volume_leads_nowhere_until_it_is_back() -> None:
    take(noted(CITING))
    take(other())
    withdrawal.withdraw(OTHER, "Under review")
    assert read_in() == [(CITED, "")]
    take(noted(CITING.replace("See", "But see")))
    assert read_in() == [(CITED, "")]
    withdrawal.restore(OTHER)
    assert read_in() == [(CITED, "frus1926v01/pg_548/")]


@pytest.mark.django_db
def test_a_letter_that_is_withdrawn_is_led_to_no_more_until_it_is_back() -> None:
    words = "See telegram No. 42, April 7, from the Minister in Chile."
    take(noted(words))
    withdrawal.withdraw(f"{OWN}/d1", "Under review")
    assert read_in() == [("telegram No. 42, April 7", "")]
    withdrawal.restore(f"{OWN}/d1")
    assert read_in() == [("telegram No. 42, April 7", "frus1937v01/d1/")]


@pytest.mark.django_db
def test_references_that_were_read_are_not_what_the_source_says() -> None:
    take(noted("See ante, p. 30, and post, p. 32."))
    (record,) = [text for text in read.volume(OWN).documents if text.id == "d2"]
    assert record.references == ()
    before = models.Document.objects.get(identifier="d2").changed_at
    take(noted("See ante, p. 30, and post, p. 32.").replace("I have more", "I have much more"))
    assert models.Document.objects.get(identifier="d2").changed_at == before
    assert len(read_in()) == 2


@pytest.mark.django_db
def test_a_transcript_s_notes_are_read_too() -> None:
    take(other())
    transcribe(
        "A Paper\n\nSantiago, May 4, 1937.\n\nSir: So it is.1\n\n1 See Foreign Relations, 1926, vol. I, p. 548.\n",
        "paper",
    )
    assert list(models.Reference.objects.values_list("basis", "leads_to")) == [("read", "frus1926v01/pg_548/")]
