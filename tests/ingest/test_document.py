"""What a document says of itself above and below its letter: number, status, file, date, place, parties, signatures."""

from __future__ import annotations

import pytest

from archive.records.dates import UNDATED
from archive.records.document import Enclosure
from archive.records.people import Actor

from .miniature import div, document, own, volume

BERLIN = "<placeName>Berlin</placeName>"


def inline(text: str) -> str:
    return f'<note rend="inline" type="source">{text}</note>'


def dateline(text: str) -> str:
    return f"<dateline>{text}</dateline>"


# --- What all inline notes are, although they all say type="source" -------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("825.345/41", "825.345/41"),
        ("825.345/41: Telegram", "825.345/41"),
        ("811.1928/2331/7: Telegram (part air)", "811.1928/2331/7"),
        ("File No. 763.72112/3844", "763.72112/3844"),
        ("800.51W89 Great Britain/12", "800.51W89 Great Britain/12"),
        ("Paris Peace Conf. 184.1 Polk, Frank L.: Telegram", "Paris Peace Conf. 184.1 Polk, Frank L."),
        ("812.6363/2803 1/2", "812.6363/2803 1/2"),
        ("Treaty Series No. 776", "Treaty Series No. 776"),
        ("Executive Agreement Series No. 68", "Executive Agreement Series No. 68"),
        ("Woodrow Wilson Papers", "Woodrow Wilson Papers"),
        ("Inquiry files", "Inquiry files"),
    ],
)
def test_a_file_number_stands_above_the_heading(printed: str, number: str) -> None:
    found = document(f"{inline(printed)}<head>A</head><p>B</p>")
    assert (found.file_number, found.status, found.despatch_number) == (number, (), "")
    assert found.text == f"{printed}\nA\nB"


def test_the_first_file_number_counts() -> None:
    assert document(f"{inline('825.345/41')}<head>A</head>{inline('825.345/42')}<p>B</p>").file_number == "825.345/41"


def test_a_file_number_in_the_text_is_not_the_document_s() -> None:
    assert document("<head>A</head><p>825.345/41</p>").file_number == ""


def test_statuses_stand_before_and_behind_the_heading() -> None:
    found = document(f"{inline('[Extract]')}<head>A</head>{inline('[Telegram—Paraphrase]')}<p>B</p>")
    assert found.status == ("[Extract]", "[Telegram—Paraphrase]")


def test_a_status_is_as_printed_but_for_its_footnote() -> None:
    note = '<note n="1" xml:id="d1fn1">By the Legation.</note>'
    assert document(f"<head>A</head>{inline(f'[Translation{note}]')}<p>B</p>").status == ("[Translation]",)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ('<p rend="flushleft">No. 228</p>', "228"),
        ("<p>No. 14.]</p>", "14"),
        ("<p>[No. 14.]</p>", "14"),
        ("<p>*No. 4.</p>", "4"),
        ('<note rend="inline" type="source">No. 99.</note>', "99"),
        ("<p>No. 108½.]</p>", "108½"),
        ("<p>NO. 7</p>", "7"),
    ],
)
def test_a_despatch_number_stands_in_a_line_of_its_own(line: str, number: str) -> None:
    assert document(f"<head>A</head>{line}<p>Sir:</p>").despatch_number == number


@pytest.mark.parametrize(
    "line", ["No. 2 is the better house.", "Number 5", "No. 2 and No. 3", "Nothing", "Treaty No. 4 of 1900"]
)
def test_a_paragraph_that_begins_with_no_is_no_number(line: str) -> None:
    assert document(f"<head>A</head><p>{line}</p>").despatch_number == ""


def test_what_an_enclosure_says_of_itself_is_not_the_document_s() -> None:
    enclosed = f"""<frus:attachment>{inline("[Enclosure—Translation]")}{inline("823.1/2")}<head>B to C</head>
        <dateline>{BERLIN}, May 1, 1930</dateline><p>No. 7</p><closer><signed>B</signed></closer></frus:attachment>"""
    found = document(f"<head>A</head><p>x</p>{enclosed}")
    assert (found.file_number, found.despatch_number, found.status, found.place) == ("", "", (), "")
    assert (found.signatories, found.date, found.sender) == ((), UNDATED, ())


# --- Headings -------------------------------------------------------------------------------------------------------


def test_a_heading_is_as_printed_but_for_its_footnotes() -> None:
    note = '<note n="1" xml:id="d1fn1">Not printed.</note>'
    found = document(f'<head><hi rend="italic">The  Consul</hi>{note} to\n the<lb/>Secretary</head><p>A</p>')
    assert (found.heading, found.heading_supplied) == ("The Consul to the Secretary", False)


def test_the_edition_s_number_is_the_document_s() -> None:
    read = volume(
        '<div type="document" xml:id="d3" n="[3]"><p>A</p></div><div type="document" xml:id="x"><p>B</p></div>'
    )
    assert [d.number for d in read.documents] == ["3", ""]


@pytest.mark.parametrize(
    "head", ["", "<head/>", "<head> </head>", "<head>[Untitled]</head>", "<head>[UNTITLED]</head>"]
)
def test_a_document_without_a_heading_is_given_its_first_words(head: str) -> None:
    found = document(f"{head}<p>One two three four five six seven eight nine ten</p>")
    assert (found.heading, found.heading_supplied) == ("One two three four five six seven eight nine …", True)


def test_a_supplied_heading_passes_over_what_stands_above_the_letter() -> None:
    above = f"{inline('884.5217/2')}<head>[Untitled]</head>{inline('[Extract]')}{dateline(f'{BERLIN}, May 1, 1930.')}"
    found = document(f"{above}<p>Sir: I have the honor</p>")
    assert found.heading == "Sir: I have the honor (May 1, 1930)"
    assert found.text.startswith("884.5217/2\n[Untitled]\n[Extract]\nBerlin, May 1, 1930.")


def test_a_supplied_heading_does_not_say_its_date_twice() -> None:
    found = document(dateline("May 1, 1930") + "<p>On May 1, 1930, at noon</p>")
    assert found.heading == "On May 1, 1930, at noon"


def test_a_document_that_is_only_what_stands_above_a_letter_is_called_by_that() -> None:
    assert document(dateline(f"{BERLIN}, May 1, 1930.")).heading == "Berlin, May 1, 1930."


def test_a_document_without_a_word_says_so() -> None:
    found = document("<head/><p/>")
    assert (found.heading, found.heading_supplied, found.text) == ("Document without a heading", True, "")


def test_a_figure_alone_is_a_document_without_a_word() -> None:
    assert document('<figure><graphic url="map"/></figure>').passages == ()


# --- Dates and places ----------------------------------------------------------------------------------------------


def test_a_dateline_gives_place_and_date_with_where_they_stand() -> None:
    line = dateline(f'{BERLIN}, <date when="1936-10-03">October 3, 1936</date>.')
    found = document(f"<head>A</head>{line}<p>B</p>")
    assert (found.place, found.date.edtf, found.date.encoded, found.date.agrees) == (
        "Berlin",
        "1936-10-03",
        "1936-10-03",
        True,
    )
    assert found.date.basis == "dateline"
    assert found.text[found.date.start : found.date.end] == found.date.text == "October 3, 1936"


def test_an_office_before_the_place_is_no_part_of_it() -> None:
    place = "<placeName>Legation of the United States,<lb/><hi>London</hi></placeName>"
    assert document(f"<head>A</head>{dateline(f'{place}, May 1, 1930')}").place == "London"


@pytest.mark.parametrize("around", ["{}", "<opener>{}</opener>", "<closer>{}<signed>A</signed></closer>"])
def test_a_dateline_stands_above_or_below_the_letter(around: str) -> None:
    found = document(f"<head>A</head><p>B</p>{around.format(dateline(f'{BERLIN}, May 1, 1930.'))}")
    assert (found.place, found.date.edtf) == ("Berlin", "1930-05-01")
    assert found.text[found.date.start : found.date.end] == "May 1, 1930"


def test_a_date_encoded_otherwise_than_printed_is_kept_and_said_to_disagree_as_in_frus1870() -> None:
    line = dateline(f'{BERLIN}, <date when="1870-08-18">July 18, 1870</date>. (Received August 3.)')
    read = volume(div(f"<head>A</head>{line}<p>B</p>"))
    found = read.documents[0]
    assert (found.date.edtf, found.date.encoded, found.date.agrees) == ("1870-07-18", "1870-08-18", False)
    assert (found.received.text, found.received.edtf) == ("August 3", "1870-08-03")
    assert [(f.kind, f.where, f.what) for f in read.findings] == [
        ("date disagrees", "d1", "printed 'July 18, 1870', encoded '1870-08-18'")
    ]


@pytest.mark.parametrize("encoded", ["0201-11-11", "--11-14", "1861-06", "nonsense", "1930-13-45", "9999-99-99T99:99"])
def test_no_encoded_date_is_too_odd_to_be_read(encoded: str) -> None:
    found = document(dateline(f'{BERLIN}, <date when="{encoded}">May 1, 1930</date>.') + "<p>A</p>")
    assert (found.date.edtf, found.date.encoded) == ("1930-05-01", encoded)


def test_what_says_undated_has_no_date_and_may_say_when_it_was_received() -> None:
    found = document(dateline(f"{BERLIN} [undated].<lb/>[Received April 21, 1937—8:05 a.m.]") + "<p>A</p>")
    assert (found.place, found.date.edtf, found.date.basis) == ("Berlin", "", "none")
    assert (found.received.edtf, found.received.time) == ("1937-04-21", "08:05")


def test_minutes_are_dated_by_their_heading() -> None:
    found = document("<head>Minutes of the Daily Meeting, Monday, February 3, 1919, at 10 a.m.</head><p>A</p>")
    assert (found.date.edtf, found.date.basis, found.date.agrees) == ("1919-02-03", "heading", None)
    assert found.text[found.date.start : found.date.end] == found.date.text


def test_a_dateline_outdoes_the_heading() -> None:
    found = document("<head>Minutes, February 3, 1919</head>" + dateline("February 4, 1919"))
    assert (found.date.edtf, found.date.basis) == ("1919-02-04", "dateline")


def test_a_date_may_be_encoded_only() -> None:
    found = document('<head>A</head><p>Done the <date when="1919-06-28">day aforesaid</date>.</p>')
    assert (found.date.edtf, found.date.basis, found.date.text) == ("1919-06-28", "encoded", "day aforesaid")
    assert found.text[found.date.start : found.date.end] == "day aforesaid"


def test_an_encoded_date_in_a_footnote_or_an_enclosure_is_not_the_document_s() -> None:
    date = '<date when="1919-06-28">then</date>'
    note = f'<note n="1" xml:id="d1fn1">{date}</note>'
    assert document(f"<head>A</head><p>B{note}</p><frus:attachment><p>{date}</p></frus:attachment>").date == UNDATED


@pytest.mark.parametrize(
    ("least", "most", "edtf"),
    [
        ("1864-05-01T00:00:00-05:00", "1864-05-01T23:59:59-05:00", "1864-05-01"),
        ("1864-05-01", "1864-05-31", "1864-05-01/1864-05-31"),
        ("1864-05-01", "", "1864-05-01"),
    ],
)
def test_the_series_own_attributes_date_what_nothing_else_does(least: str, most: str, edtf: str) -> None:
    attributes = f'frus:doc-dateTime-min="{least}" frus:doc-dateTime-max="{most}"'
    found = document("<head>A</head><p>B</p>", attributes)
    assert (found.date.edtf, found.date.basis, found.date.text) == (edtf, "encoded", "")


@pytest.mark.parametrize(
    "attributes", ['from="1937-05-03" to="1937-05-05"', 'notBefore="1937-05-03" notAfter="1937-05-05"']
)
def test_an_interval_is_encoded_as_one(attributes: str) -> None:
    found = document(dateline(f"{BERLIN}, <date {attributes}>May 3–5, 1937</date>") + "<p>A</p>")
    assert (found.date.encoded, found.date.earliest, found.date.latest) == (
        "1937-05-03/1937-05-05",
        "1937-05-03",
        "1937-05-05",
    )


def test_a_document_may_be_older_than_its_volume() -> None:
    assert document(dateline("January 11, 1857") + "<p>A</p>").date.earliest == "1857-01-11"


# --- Who --------------------------------------------------------------------------------------------------------------


def test_a_heading_names_two_sides() -> None:
    head = """<hi>The Chargé in Chile</hi> (<persName type="from">Norweb</persName>) to the
        <gloss type="to">Secretary of State</gloss>"""
    found = document(f"<head>{head}</head><p>A</p>")
    assert [(p.name, p.office, p.actors) for p in found.sender] == [
        ("Norweb", "Chargé in Chile", (Actor("person", "Norweb", "Chargé in Chile"),))
    ]
    assert [(p.name, p.office, p.actors) for p in found.recipient] == [
        ("", "Secretary of State", (Actor("office", "Secretary of State"),))
    ]


def test_signatures_are_as_printed_in_their_order() -> None:
    closer = "<closer><signed><hi>A. Bee</hi>,<lb/>Minister</signed> <signed>C. Dee</signed><signed/></closer>"
    assert document(f"<head>A</head><p>x</p>{closer}").signatories == ("A. Bee, Minister", "C. Dee")


def test_a_closer_that_is_a_name_in_small_capitals_is_a_signature() -> None:
    closer = '<closer><hi rend="smallcaps">Horatio Beckwith</hi>.</closer>'
    assert document(f"<head>A</head><p>x</p>{closer}").signatories == ("Horatio Beckwith.",)


def test_a_name_before_an_office_that_alone_is_tagged_as_signed_is_the_signature() -> None:
    closer = (
        '<closer><hi rend="smallcaps">O. Tibbets</hi>,<lb/><signed><hi rend="italic">Consul</hi>.</signed></closer>'
    )
    assert [name.split() for name in document(f"<p>x</p>{closer}").signatories] == [["O.", "Tibbets,", "Consul."]]


@pytest.mark.parametrize(
    ("closer", "signatories"),
    [
        ("<closer>[File copy not signed]</closer>", ()),
        ("<closer>For the Ambassador:<lb/><signed>R. Scotten</signed></closer>", ("R. Scotten",)),
        ('<closer>[<hi rend="smallcaps">seal</hi>] <signed>C. Hull</signed></closer>', ("C. Hull",)),
        ("<closer><signed>Hull</signed></closer><closer><signed>Welles</signed></closer>", ("Hull", "Welles")),
        ("", ()),
    ],
)
def test_what_else_stands_in_a_closer_is_no_signature(closer: str, signatories: tuple[str, ...]) -> None:
    assert document(f"<head>A</head><p>x</p>{closer}").signatories == signatories


# --- Enclosures, notes, sections ---------------------------------------------------------------------------------


def test_an_enclosure_has_a_label_a_heading_and_a_place_in_the_text() -> None:
    enclosed = f"<frus:attachment>{inline('[Enclosure—Extract]')}<head>B to C</head><p>D</p></frus:attachment>"
    found = document(f"<head>A</head>{enclosed}<p>E</p>")
    assert found.enclosures == (Enclosure("d1at1", "[Enclosure—Extract]", "B to C", 2, 30),)
    assert found.text[2:30] == "[Enclosure—Extract]\nB to C\nD"


def test_the_label_is_the_note_that_says_enclosure_and_else_the_first() -> None:
    def label(*notes: str) -> str:
        return (
            document(f"<p>A</p><frus:attachment>{''.join(map(inline, notes))}<p>B</p></frus:attachment>")
            .enclosures[0]
            .label
        )

    assert label("823.1/2", "[Inclosure 2 in No. 14.—Translation.]") == "[Inclosure 2 in No. 14.—Translation.]"
    assert label("[Translation]") == "[Translation]"
    assert label() == ""


def test_an_enclosure_in_an_enclosure_names_the_one_around_it() -> None:
    found = document("<p>A</p><frus:attachment><p>B</p><frus:attachment><p>C</p></frus:attachment></frus:attachment>")
    assert [(e.id, e.parent, found.text[e.start : e.end]) for e in found.enclosures] == [
        ("d1at1", "", "B\nC"),
        ("d1at2", "d1at1", "C"),
    ]


def test_the_heading_of_a_division_in_an_enclosure_is_not_the_enclosure_s() -> None:
    found = document("<p>A</p><frus:attachment><div><head>Part</head><p>B</p></div></frus:attachment>")
    assert found.enclosures[0].heading == ""


def test_a_footnote_may_have_an_id_that_is_not_its_document_s_as_in_frus1872p2v5() -> None:
    read = volume(div("<head>A</head>" + div('<p>B<note n="*" xml:id="d226fn1">x</note></p>', "d7"), "ch5", "chapter"))
    assert [(note.id, note.mark) for note in read.documents[0].notes] == [("d226fn1", "*")]


def test_a_section_has_no_date_no_parties_and_the_kind_section() -> None:
    content = f"<head>The Minister to the Secretary of State</head>{dateline(f'{BERLIN}, May 1, 1930')}<p>A</p>"
    found = own(volume(div(content, "preface", "section")), "preface")
    assert (found.kind, found.date, found.sender, found.place, found.signatories) == ("section", UNDATED, (), "", ())
    assert found.heading == "The Minister to the Secretary of State"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"{inline('825.345/1: Telegram')}<head>The Consul to the Secretary of State</head><p>5. A</p>", "telegram"),
        ("<head>Minutes of a Meeting</head><p>A</p>", "minutes"),
        ("<head>25. Memorandum of Conversation</head><p>A</p>", "memorandum"),
        ("<head>[Untitled]</head><p>A</p>", "other"),
    ],
)
def test_what_kind_of_paper_a_document_is(content: str, kind: str) -> None:
    assert document(content).kind == kind


def test_a_note_of_the_editors_is_marked_as_one() -> None:
    assert document("<head>Editorial Note</head><p>A</p>", 'subtype="editorial-note"').kind == "editorial-note"
