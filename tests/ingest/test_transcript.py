"""Transcripts: a plain text becomes the TEI its document has in the series, and what is uncertain is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from archive.ingest.transcript import to_tei
from archive.records.findings import Finding, SourceError

T = "{http://www.tei-c.org/ns/1.0}"
ATTACHMENT = "{http://history.state.gov/frus/ns/1.0}attachment"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SEED = Path(__file__).parents[2] / "fixtures" / "761.93-1583.txt"
HEADING = "The Consul at Riga (Gade) to the Secretary of State"


def read(text: str) -> tuple[etree._Element, tuple[Finding, ...]]:
    """Return the body of a transcript and the findings."""
    root, findings = to_tei(text.encode(), "riga.txt")
    return root.find(f"{T}text/{T}body"), findings


def body(text: str) -> etree._Element:
    return read(text)[0]


def outline(element: etree._Element) -> list[str]:
    """Return an element's blocks as "name: words", its page markers as "pb 22", those of enclosures indented."""
    found: list[str] = []
    for child in element:
        name = etree.QName(child).localname
        if child.tag in (ATTACHMENT, T + "div"):
            found += [name, *(f"  {line}" for line in outline(child))]
        elif child.tag == T + "pb":
            found.append(f"pb {child.get('n')}")
        else:
            found.append(f"{name}: {words(child)}")
    return found


def words(element: etree._Element) -> str:
    """Return an element's text, page markers and footnotes written as <22> and {1 text}."""
    pieces = [element.text or ""]
    for child in element:
        match etree.QName(child).localname:
            case "pb":
                pieces.append(f"<{child.get('n')}>")
            case "note":
                pieces.append(f"{{{child.get('n')} {child.text}}}")
            case "lb":
                pieces.append(" / ")
            case _:
                pieces.append(words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def document(text: str) -> list[str]:
    """Return the outline of a transcript's only document."""
    (division,) = body(text).findall(T + "div")
    return outline(division)


def letter(*lines: str) -> str:
    """Return a transcript with a file number and a heading, its lines parted by blank ones."""
    return "\n\n".join(["861.00/1", HEADING, *lines])


# --- The seed ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed() -> list[str]:
    return document(SEED.read_text("utf-8"))


def test_every_block_of_the_seed_is_what_it_is_in_the_series(seed: list[str]) -> None:
    assert [line.split(":")[0].strip() for line in seed] == [
        *("note", "head", "p", "p", "p", "p", "closer", "attachment"),
        *("note", "head", "p", "p", "p", "p", "p", "p"),
    ]
    assert seed[:3] == [
        "note: 761.93/1583",
        "head: The Ambassador in the Soviet Union (Davies) to the Secretary of State",
        "p: No. 22",
    ]
    assert seed[5:10] == [
        "p: Respectfully yours,",
        "closer: Joseph E. Davies",
        "attachment",
        "  note: [Enclosure-Extract]",
        "  head: Memorandum Prepared by the Embassy in the Soviet Union",
    ]
    assert seed[-1] == "  p: . . . . . . . . . . . . . ."


def test_the_page_marker_in_the_seed_s_sentence_becomes_a_page_break(seed: list[str]) -> None:
    assert [line for line in seed if "<22>" in line] == [seed[12]]
    assert "has again become delicate and there <22>has been a revival" in seed[12]


def test_the_seed_leaves_nothing_unclassified_and_loses_no_word() -> None:
    text = SEED.read_text("utf-8")
    found, findings = read(text)
    assert findings == ()
    assert "".join(found.itertext()).replace("\n", "").replace(" ", "") == "".join(
        text.replace("[Page 22]", "").split()
    )


def test_the_elements_carry_the_attributes_of_the_series() -> None:
    (division,) = body(SEED.read_text("utf-8"))
    assert dict(division.attrib) == {"type": "document"}
    assert dict(division[0].attrib) == {"rend": "inline", "type": "source"}
    assert division[2].get("rend") == "flushleft"
    assert [element.tag for element in division.find(T + "closer")] == [T + "signed"]
    enclosure = division.find(ATTACHMENT)
    assert dict(enclosure[0].attrib) == {"rend": "inline", "type": "source"}
    assert enclosure[-1].get("rend") == "center"
    (mark,) = division.iter(T + "pb")
    assert dict(mark.attrib) == {"n": "22", XML_ID: "pg_22"}


def test_the_heading_of_the_first_document_is_the_title_else_the_file_s_name() -> None:
    def title(text: str) -> str:
        return to_tei(text.encode(), "a/b/762.00-9.txt")[0].findtext(f".//{T}title")

    assert title(letter("Sir: Words.")) == HEADING
    assert title("861.00/1\n\nSir: Words.") == "762.00-9"


# --- Natural variants -------------------------------------------------------------------------------------------------

VARIED = letter(
    "Riga, May 3, 1921—4 p.m.",
    "No. 22",
    "Sir: I have the honor to report that the Minister called, and that [Page 22] he stayed.",
    "Respectfully yours,",
    "John A. Gade",
    "[Enclosure—Translation]",
    "The Latvian Minister (Ulmanis) to the American Consul (Gade)",
    "Mr. Consul: I have received your note of the 2d.",
)


@pytest.mark.parametrize(
    "text",
    [
        VARIED.replace("\n\n", "\n"),
        VARIED.replace("\n\n", "\n\n\n\n") + "\n\n",
        VARIED.replace("\n", "\r\n"),
        VARIED.replace("\n", "\r"),
        "\ufeff" + VARIED,
        VARIED.replace("\n\n", "\n \t\n") + "\n",
        VARIED.replace("(Gade) to the ", "(Gade) to the\n"),
        VARIED.replace("Minister called, and ", "Minister\ncalled, and\n"),
        VARIED.replace("[Page 22]", "\n\n[Page 22]\n\n"),
        VARIED.replace("Riga, May 3, 1921—4 p.m.\n", "  Riga,   May 3, 1921—4 p.m.  \n"),
    ],
    ids=[
        "no blank lines",
        "many",
        "CRLF",
        "CR",
        "BOM",
        "blank, not empty",
        "heading wrapped",
        "wrapped",
        "page",
        "space",
    ],
)
def test_the_same_transcript_set_otherwise_is_read_the_same(text: str) -> None:
    assert document(text) == document(VARIED)


def test_prose_set_in_short_lines_is_joined() -> None:
    wrapped = (
        f"861.00/1\n\n{HEADING}\n\nSir: I have the honor to report that the Latvian Government\n"
        "has appointed Mr. Ozols to the post at London. The Minister for\n"
        "Foreign Affairs told me so on Friday last. Mr. Ozols, who is\n"
        "here on leave, leaves for London on the first of\nJune.\n"
        "A second paragraph begins on the next line, for it is the custom\n"
        "of this typist.\n\nRespectfully yours,\nJohn A. Gade"
    )
    assert document(wrapped)[2:] == [
        "p: Sir: I have the honor to report that the Latvian Government has appointed Mr. Ozols to the post at London. "
        "The Minister for Foreign Affairs told me so on Friday last. Mr. Ozols, who is here on leave, leaves for "
        "London on the first of June.",
        "p: A second paragraph begins on the next line, for it is the custom of this typist.",
        "p: Respectfully yours,",
        "closer: John A. Gade",
    ]


def test_a_hyphen_at_a_line_s_end_stays_without_a_space() -> None:
    assert document(letter("The Sino-\nJapanese talks go on."))[-1] == "p: The Sino-Japanese talks go on."


def test_a_page_marker_between_two_paragraphs_stands_between_them() -> None:
    assert document(letter("One ends.", "[Page 23]", "Two begins."))[2:] == ["p: One ends.", "pb 23", "p: Two begins."]


def test_a_sentence_goes_on_after_a_page_marker_on_its_own_line() -> None:
    assert document(letter("He went to", "[Page xvii]", "London and stayed."))[2:] == [
        "p: He went to <xvii>London and stayed."
    ]


def test_page_labels_are_arabic_or_roman_and_one_that_comes_again_has_an_id_of_its_own() -> None:
    found = body(letter("Here [Page 22] and [Page xxiii] and [page XXIV] and [Page 22] and [Page 22]."))
    assert [(mark.get("n"), mark.get(XML_ID)) for mark in found.iter(T + "pb")] == [
        ("22", "pg_22"),
        ("xxiii", "pg_xxiii"),
        ("XXIV", "pg_XXIV"),
        ("22", "pg_22-2"),
        ("22", "pg_22-3"),
    ]


def test_a_marker_before_the_first_words_stands_before_the_document() -> None:
    found = body("[Page 21]\n\n" + letter("Words."))
    assert outline(found)[:2] == ["pb 21", "div"]


def test_no_page_is_invented_before_the_first_marker() -> None:
    assert [mark.get("n") for mark in body(letter("Words [Page 22] more.")).iter(T + "pb")] == ["22"]


# --- Above the text ---------------------------------------------------------------------------------------------------


def test_status_lines_stand_before_or_after_the_heading_as_they_are_printed() -> None:
    text = f"861.00/1: Telegram\n[Telegram]\n{HEADING}\n[Paraphrase]\nRiga, May 3, 1921.\n[Printed]\n42. Words."
    assert document(text) == [
        "note: 861.00/1: Telegram",
        "note: [Telegram]",
        f"head: {HEADING}",
        "note: [Paraphrase]",
        "dateline: Riga, May 3, 1921.",
        "note: [Printed]",
        "p: 42. Words.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Riga, May 3, 1921.",
        "[Riga,] May 3, 1921—4 p. m. [Received May 5—2 a. m.]",
        "Riga, May 3—noon.",
        "Washington, May 2/15, 1917.",
        "Washington, February 17 [12], 1936.",
        "New York, [January] 22, [1934]-6:30 p.m.",
        "Riga, 3 May 1921.",
        "Riga [undated].",
        "[Undated—circa December 15, 1917.]",
        "Legation of the United States, London, March 3, 1862.",
        "May 3, 1921.",
    ],
)
def test_a_line_that_is_place_and_date_is_the_dateline(line: str) -> None:
    assert document(letter(line, "Sir: Words."))[2:] == [f"dateline: {line}", "p: Sir: Words."]


@pytest.mark.parametrize(
    ("lines", "dateline"),
    [
        ("Riga, May 3, 1921—noon.\n[Received May 5—2 a.m.]", "Riga, May 3, 1921—noon. [Received May 5—2 a.m.]"),
        ("Riga, May 3, 1921. [Received\nMay 5.]", "Riga, May 3, 1921. [Received May 5.]"),
        ("Legation of the United States,\nRiga, May 3, 1921.", "Legation of the United States, Riga, May 3, 1921."),
    ],
)
def test_a_dateline_of_two_lines_is_one(lines: str, dateline: str) -> None:
    assert document(letter(lines, "Sir: Words."))[2:] == [f"dateline: {dateline}", "p: Sir: Words."]


@pytest.mark.parametrize(
    "line", ["July 5.", "I saw him on May 3, 1921.", "Please see despatch number 43, May 3, 1921."]
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    assert document(letter(line, "More words."))[2] == f"p: {line}"


@pytest.mark.parametrize("number", ["No. 22", "No. 14.]", "[No. 14.]", "Political No. 22"])
def test_a_despatch_number_below_the_heading_is_a_paragraph_set_left(number: str) -> None:
    (division,) = body(letter(number, "Sir: Words."))
    assert (division[2].tag, division[2].get("rend"), division[2].text) == (T + "p", "flushleft", number)


def test_a_despatch_number_above_the_heading_is_a_note_as_in_the_volumes_of_1864() -> None:
    assert document("No. 99.\n\nMr. Dayton to Mr. Seward.\n\nParis, May 3, 1864.\n\nSir: Words.") == [
        "note: No. 99.",
        "head: Mr. Dayton to Mr. Seward.",
        "dateline: Paris, May 3, 1864.",
        "p: Sir: Words.",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Mr. Dayton to Mr. Seward.",
        "Memorandum by the Secretary of State",
        "Minutes of the Daily Meeting, Monday, February 3, 1919",
        "the Chargé in Ethiopia (Engert) to the Secretary of State",
        "The Minister in Poland (Gibson)² to the Secretary of State",
        "[Untitled]",
        "Agreement Between the United States and Haiti, Signed July 24, 1934",
        "Press Release Issued by the Department of State, March 28, 1934",
    ],
)
def test_a_title_in_the_first_place_is_the_heading(heading: str) -> None:
    assert document(f"861.00/1\n\n{heading}\n\nWords that are text.")[1] == f"head: {heading}"


@pytest.mark.parametrize(
    "lines",
    [
        "The Ambassador in the Soviet Union (Davies) to the\nSecretary of State",
        "The Ambassador in the Soviet Union (Davies)\nto the Secretary of State",
        "Memorandum by the Chief of the Division of Far Eastern Affairs\n(Hornbeck)",
        "Memorandum by the Ambassador in the Soviet\nUnion",
        "The Ambassador in the Soviet Union\n(Davies, temporarily in\nLondon) to the Secretary of State",
    ],
)
def test_a_heading_of_several_lines_is_one(lines: str) -> None:
    assert document(f"861.00/1\n\n{lines}\n\nSir: Words.")[1] == f"head: {lines.replace(chr(10), ' ')}"


@pytest.mark.parametrize(
    "line", ["Sir: Words.", "Excellency: I have read the note.", "Please inform him.", "Dear Mr. Gade:"]
)
def test_text_in_the_place_of_a_heading_is_text(line: str) -> None:
    assert document(f"861.00/1\n\n{line}\n\nMore words.")[1] == f"p: {line}"


def test_a_transcript_may_lack_everything_but_words() -> None:
    assert document("Sir: only words.\n\nAnd more.") == ["p: Sir: only words.", "p: And more."]


# --- Below the text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "closer"),
    [
        (["Gade"], "Gade"),
        (["J. A. G[ade]"], "J. A. G[ade]"),
        (["Respectfully yours,", "M. Márquez Sterling"], "M. Márquez Sterling"),
        (["I have [etc.]", "Robert Lansing\nHenry White"], "Robert Lansing / Henry White"),
        (["Yours truly,", "John A. Gade\nConsul"], "John A. Gade / Consul"),
        (["Yours truly,", "John A. Gade", "Riga, May 3, 1921."], "John A. Gade / Riga, May 3, 1921."),
        (["Yours truly,", "(Signed) John A. Gade"], "(Signed) John A. Gade"),
        (["Yours truly,", "/s/ John A. Gade"], "/s/ John A. Gade"),
        (["Yours truly,", "Mark Sullivan, Chairman."], "Mark Sullivan, Chairman."),
        (["Yours truly,", "For the Secretary of State:", "W. Phillips"], "For the Secretary of State: / W. Phillips"),
        (["Yours truly,", "[File copy not signed]"], "[File copy not signed]"),
        (["Yours truly,", "Sullivan & Cromwell"], "Sullivan & Cromwell"),
    ],
)
def test_who_signs_stands_in_the_closer(lines: list[str], closer: str) -> None:
    found = document(letter("Sir: Words are here.", *lines))
    assert found[-1] == f"closer: {closer}"
    assert found[-2] == ("p: Sir: Words are here." if len(lines) == 1 else f"p: {lines[0]}")


def test_only_the_name_is_in_signed() -> None:
    signed = body(letter("Words.", "Yours truly,", "(Signed) John A. Gade, Consul", "Mary Smith\nAssistant Secretary"))
    assert [element.text for element in signed.iter(T + "signed")] == ["John A. Gade", "Mary Smith"]


def test_a_date_alone_at_the_end_dates_a_paper_that_has_no_other() -> None:
    memorandum = "Memorandum by the Consul at Riga\n\nThe Minister called.\n\nRiga, May 3, 1921."
    assert document(memorandum)[-1] == "closer: Riga, May 3, 1921."
    assert body(memorandum).find(f".//{T}closer/{T}dateline").text == "Riga, May 3, 1921."
    assert document(letter("Riga, May 2, 1921.", "He called.", "Riga, May 3, 1921."))[-1] == "p: Riga, May 3, 1921."


def test_a_postscript_and_a_countersignature_stand_after_the_closer() -> None:
    assert document(letter("Words.", "Gade", "P. S. More words."))[-2:] == [
        "closer: Gade",
        "postscript: P. S. More words.",
    ]
    approved = document(letter("Words.", "Albert F. Nufer", "Approved:", "Harry E. Turkel"))
    assert approved[-3:] == ["closer: Albert F. Nufer", "postscript: Approved:", "postscript: Harry E. Turkel"]


def test_the_addressee_below_a_signature_signs_nothing() -> None:
    addressee = "Hon. William H. Seward,\nSecretary of State, Washington."
    found = document(letter("Words.", "I am, sir, your obedient servant,", "C. SCHURZ.", addressee))
    assert found[-3:] == [
        "closer: C. SCHURZ.",
        "postscript: Hon. William H. Seward,",
        "postscript: Secretary of State, Washington.",
    ]


def test_a_signature_is_found_above_a_remark_of_the_edition() -> None:
    remark = "[The Assembly met in September; see the volume for the League of Nations.]"
    assert document(letter("Words.", "Straus", remark))[-2:] == ["closer: Straus", f"p: {remark}"]


def test_the_end_of_a_list_is_not_a_signature() -> None:
    for lines in (
        ["The goods are:", "Coffee"],
        ["Goods follow.", "Coffee", "Cocoa", "Rubber"],
        ["There were present:", "Mr. Hull"],
    ):
        assert not [line for line in document(letter(*lines)) if line.startswith("closer")]


@pytest.mark.parametrize("marks", [". . . . . . .", "* * *", "*   *   *   *", "…", "....", "[. . . .]"])
def test_a_line_of_dots_or_asterisks_is_an_omission(marks: str) -> None:
    (division,) = body(letter("Words end.", marks, "Words again."))
    assert division[3].get("rend") == "center"
    assert division[3].text == " ".join(marks.split())


# --- Enclosures -------------------------------------------------------------------------------------------------------


def test_enclosures_follow_one_another_and_a_subenclosure_lies_in_the_one_before() -> None:
    text = letter("Words.", "Gade", "[Enclosure 1]", "Memorandum", "One.", "[Subenclosure]", "Statement", "Two.")
    assert document(text + "\n\n[Inclosure 2 in No. 14.-Translation]\n\nMr. Consul: Three.")[3:] == [
        "closer: Gade",
        "attachment",
        "  note: [Enclosure 1]",
        "  head: Memorandum",
        "  p: One.",
        "  attachment",
        "    note: [Subenclosure]",
        "    head: Statement",
        "    p: Two.",
        "attachment",
        "  note: [Inclosure 2 in No. 14.-Translation]",
        "  p: Mr. Consul: Three.",
    ]


def test_a_subenclosure_without_an_enclosure_lies_in_the_document() -> None:
    assert document(letter("Words.", "[Subinclosure]", "Two."))[3:] == [
        "attachment",
        "  note: [Subinclosure]",
        "  p: Two.",
    ]


def test_an_enclosure_has_all_that_a_document_has() -> None:
    text = letter(
        "Words.", "Gade", "[Enclosure]", "862.00/4", "[Translation]", "The Minister (Ulmanis) to the Consul (Gade)"
    )
    assert document(text + "\n\nRiga, May 1, 1921.\n\nNo. 7\n\nSir: Words.\n\nAccept [etc.]\n\nK. Ulmanis")[6:] == [
        "  note: 862.00/4",
        "  note: [Translation]",
        "  head: The Minister (Ulmanis) to the Consul (Gade)",
        "  dateline: Riga, May 1, 1921.",
        "  p: No. 7",
        "  p: Sir: Words.",
        "  p: Accept [etc.]",
        "  closer: K. Ulmanis",
    ]


# --- Several documents in a file --------------------------------------------------------------------------------------


def test_a_file_number_with_a_heading_begins_another_document_and_its_page_marker_goes_with_it() -> None:
    first, second = (
        letter("First words.", "Gade"),
        letter("[Telegram]", "Second words.").replace("00/1", "00/2: Telegram"),
    )
    assert outline(body(f"{first}\n\n[Page 5]\n\n{second}")) == [
        "div",
        *("  note: 861.00/1", f"  head: {HEADING}", "  p: First words.", "  closer: Gade"),
        "pb 5",
        "div",
        *("  note: 861.00/2: Telegram", f"  head: {HEADING}", "  note: [Telegram]", "  p: Second words."),
    ]


def test_two_file_numbers_over_one_heading_are_of_one_document() -> None:
    assert document("Executive Agreement Series No. 67\n\n" + letter("Words."))[:2] == [
        "note: Executive Agreement Series No. 67",
        "note: 861.00/1",
    ]


def test_a_file_number_without_a_heading_is_a_paragraph_and_told() -> None:
    found, findings = read(letter("Words.", "861.00/2", "More words, and then an end."))
    assert outline(found[0])[3] == "p: 861.00/2"
    assert [(finding.kind, finding.line) for finding in findings] == [("unclassified line", 7)]


def test_page_ids_and_footnote_ids_are_unique_in_the_file() -> None:
    one = letter("Words [Page 22] here.¹", "1 Not printed.")
    ids = [element.get(XML_ID) for element in body(f"{one}\n\n{one}").iter() if element.get(XML_ID)]
    assert ids == ["pg_22", "fn1", "pg_22-2", "fn2"]


# --- Footnotes --------------------------------------------------------------------------------------------------------


def test_footnotes_go_from_the_block_at_the_end_to_their_marks() -> None:
    text = letter(
        "He saw the note² of May 1, that* of the 2d and the third.[3]", "Gade", "1 Hugo Gade.", "2 Not printed."
    )
    text = text.replace("(Gade)", "(Gade)¹") + "\n\n* In French.\n[3] Ibid., p. 12."
    assert document(text)[1:] == [
        "head: The Consul at Riga (Gade){1 Hugo Gade.} to the Secretary of State",
        "p: He saw the note{2 Not printed.} of May 1, that{* In French.} of the 2d and the third.{3 Ibid., p. 12.}",
        "closer: Gade",
    ]


def test_footnotes_at_the_foot_of_a_page_are_found_too() -> None:
    assert document(letter("One.¹", "¹ Not printed.", "[Page 23]", "Two.¹", "¹ Ibid."))[2:] == [
        "p: One.{1 Not printed.}",
        "pb 23",
        "p: Two.{1 Ibid.}",
    ]


def test_a_bare_digit_is_a_mark_only_if_there_is_no_other_such() -> None:
    assert document(letter("He read the pact.3 It was long.", "3 Not printed."))[2:] == [
        "p: He read the pact.{3 Not printed.} It was long."
    ]
    assert len(document(letter("See the pact.3 See the note.3 He did.", "3 Not printed."))) == 4


def test_a_corrected_figure_is_no_footnote_mark() -> None:
    assert document(letter("Your 854, August 7, 6 [4] p.m., is here.⁴", "4 Not printed."))[2:] == [
        "p: Your 854, August 7, 6 [4] p.m., is here.{4 Not printed.}"
    ]


def test_a_numbered_paragraph_is_no_footnote() -> None:
    lines = ["1. The first point.", "2. The second point."]
    assert document(letter("There are two.", *lines))[3:] == [f"p: {line}" for line in lines]


def test_a_footnote_without_its_mark_stays_where_it_is_and_is_told() -> None:
    found, findings = read(letter("Words.", "Gade", "[7] Not printed."))
    assert outline(found[0])[-2:] == ["closer: Gade", "p: [7] Not printed."]
    assert [finding.line for finding in findings] == [9]


def test_a_mark_without_its_footnote_stays_in_the_text() -> None:
    assert document(letter("See the note² of May."))[-1] == "p: See the note² of May."


# --- The rule of first refusal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["No. 5", "[Enclosures not printed.]", "Article I", "Riga, May 9, 1921.", "[Telegram]", "Coffee\t12\t13"]
)
def test_a_line_that_is_not_certain_is_a_paragraph_and_told_with_its_line(line: str) -> None:
    found, findings = read(letter("Riga, May 3, 1921.", "Words.", line, "More words end it."))
    assert outline(found[0])[4] == f"p: {' '.join(line.split())}"
    (finding,) = findings
    assert (finding.kind, finding.line) == ("unclassified line", 9)
    assert " ".join(line.split()) in finding.what


def test_columns_stay_lines() -> None:
    lines = "Coffee\t12\t13\nTea     1     2\nand sugar   0   0"
    assert document(letter("Goods follow.", lines))[3:] == ["p: Coffee 12 13", "p: Tea 1 2", "p: and sugar 0 0"]


def test_no_character_is_lost_or_moved_whatever_the_lines_are() -> None:
    lines = [
        *VARIED.split("\n\n"),
        "[Telegram]",
        "* * *",
        "Article I",
        "[x",
        "y]",
        "861.00/2",
        "P. S. z.",
        "Approved:",
        "a-",
    ]
    dice = random.Random(7)
    for _ in range(300):
        text = dice.choice(("\n", "\n\n")).join(dice.choices(lines, k=dice.randint(1, 14)))
        try:
            found = body(text)
        except SourceError:
            continue
        assert "".join(pieces(found).split()) == "".join(text.replace("[Page 22]", "<22>").split())


def pieces(element: etree._Element) -> str:
    """Return all text below an element in order, page markers as <22>."""
    own = f"<{element.get('n')}>" if element.tag == T + "pb" else element.text or ""
    return own + "".join(pieces(child) + (child.tail or "") for child in element)


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", None, "no text"),
        (b" \r\n\t\n", None, "no text"),
        (b"\xef\xbb\xbf", None, "no text"),
        (b"[Page 22]\n\n[Page 23]\n", None, "no text"),
        (b"one\ntwo\x00\n", 2, "U+0000"),
        (b"one\r\ntwo\r\nthree \x07\n", 3, "U+0007"),
        (b"one\rtwo\rthr\xffee\n", 3, "not UTF-8"),
        (b"one\ntw\xf6\n", 2, "0xf6"),
        ("one".encode("utf-16"), 1, "UTF-16"),
        ("a\n\ufffe".encode(), 2, "U+FFFE"),
        (b"one\n" + b"x" * 1_000_001, 2, "1,000,001 characters"),
    ],
)
def test_what_is_no_transcript_is_refused_with_file_and_line(data: bytes, line: int | None, what: str) -> None:
    with pytest.raises(SourceError) as refused:
        to_tei(data, "riga.txt")
    assert (refused.value.file, refused.value.line) == ("riga.txt", line)
    assert what in refused.value.what


def test_a_line_of_a_million_characters_is_still_a_line() -> None:
    assert len(document("x" * 999_999 + ".")[0]) == 1_000_003


def test_a_form_feed_is_white_space() -> None:
    assert document("Sir: one.\n\f\nTwo\x0bthree.") == ["p: Sir: one.", "p: Two three."]


@pytest.mark.parametrize(
    "unit",
    [
        *("a ", "[", "]\n", "[Page ", "[Page 22] ", "x[1] ", "* ", "¹", "(", ".", "a\n", "\n", "Hull\n", "1 Text\n"),
        *("[Enclosure]\n", "861.00/1\nThe A to the B\n", "May 3, 1936\n", "Yours,\nHull\n", "a]\n[\n", "P. S. x\n"),
        "A¹ B² C³\n1 X\n2 Y\n",
    ],
)
def test_hostile_input_is_read_to_its_end(unit: str) -> None:
    """A pattern that goes back and forth would not come to the end of this before the test is stopped."""
    root, _ = to_tei((unit * (40_000 // len(unit)) + "end").encode(), "hostile.txt")
    assert "end" in "".join(root.itertext())[-40:]
