"""Names: who writes to whom and from where, who signs, whom the markup names, and what is referred to."""

from __future__ import annotations

import pytest

from archive.ingest.mentions import signature
from archive.records.document import Document, Reference
from archive.records.people import Mention

from .miniature import div, document, own, volume

HEAD = """<head>The Chargé in Chile (<persName type="from" corresp="#p_N1">Norweb</persName>) to the
    <gloss type="to">Secretary of State</gloss></head>"""


def who(found: Document, role: str) -> list[tuple[str, str, str, str]]:
    return [(m.kind, m.name, m.office, m.basis) for m in found.mentions if m.role == role]


def quoted(found: Document) -> bool:
    notes = {"": found.text, **{note.id: note.text for note in found.notes}}
    return all(notes[m.note][m.start : m.end] == m.text for m in found.mentions)


def test_the_two_sides_of_a_heading_are_mentioned_where_they_are_named() -> None:
    found = document(f"{HEAD}<p>A</p>")
    assert found.mentions == (
        Mention("person", "Norweb", "sender", "Norweb", 21, 27, "encoded", "Chargé in Chile", key="mini#p_N1"),
        Mention("office", "Secretary of State", "recipient", "Secretary of State", 36, 54, "encoded"),
    )
    assert quoted(found)


def test_sides_that_are_not_tagged_rest_on_the_heading() -> None:
    found = document("<head>The Chargé in Chile (Norweb) to the Secretary of State</head><p>A</p>")
    assert who(found, "sender") == [("person", "Norweb", "Chargé in Chile", "heading")]
    assert who(found, "recipient") == [("office", "Secretary of State", "", "heading")]


def test_offsets_count_from_the_beginning_of_the_text() -> None:
    found = document(f'<note rend="inline">825.345/41</note>{HEAD}<p>A</p>')
    assert quoted(found)
    assert found.mentions[0].start == 21 + len("825.345/41\n")


def test_two_who_write_together_are_two() -> None:
    head = """<head>The Delegates to the Conference (<persName type="from">Arden and Lisle</persName>) to the
        <gloss type="to">Secretary of State</gloss></head>"""
    found = document(f"{head}<p>A</p>")
    office = "Delegates to the Conference"
    assert who(found, "sender") == [("person", "Arden", office, "encoded"), ("person", "Lisle", office, "encoded")]
    assert who(found, "mentioned") == []


@pytest.mark.parametrize(
    "head",
    [
        '<gloss type="from">Blair &amp; Co., Incorporated,</gloss> to the <gloss type="to">Secretary of State</gloss>',
        '<gloss type="from">Lieutenant A. A. Berle, Jr.,</gloss> to the <gloss type="to">Secretary of State</gloss>',
        '<persName type="from">Mr. Dayton to Mr. Seward</persName>',
    ],
)
def test_a_tag_of_a_heading_whose_sides_are_known_names_no_third(head: str) -> None:
    found = document(f"<head>{head}</head><p>A</p>")
    assert len(who(found, "sender")) == len(who(found, "recipient")) == 1
    assert who(found, "mentioned") == []


def test_a_place_is_where_the_document_was_written() -> None:
    line = "<dateline><placeName>Legation,<lb/><hi>London</hi></placeName>, May 1, 1930</dateline>"
    found = document(f"<head>A</head>{line}<p>B</p>")
    (place,) = [m for m in found.mentions if m.kind == "place"]
    assert (place.name, place.text, place.role, place.basis) == ("London", "London", "written", "encoded")
    assert quoted(found)


def test_a_place_that_is_only_printed_rests_on_the_dateline() -> None:
    found = document("<head>A</head><dateline>London, May 1, 1930</dateline><p>B</p>")
    assert who(found, "written") == [("place", "London", "", "dateline")]


def test_a_place_tagged_in_the_text_is_mentioned() -> None:
    found = document("<head>A</head><p>at <placeName>Punta  Arenas</placeName>.</p>")
    assert who(found, "mentioned") == [("place", "Punta Arenas", "", "encoded")]
    assert quoted(found)


# --- Signatures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("Silas Whitcombe", "Silas Whitcombe"),
        ("WILLIAM H. SEWARD.", "WILLIAM H. SEWARD"),
        ("Baltasar Iturbe, Minister for Foreign Affairs", "Baltasar Iturbe"),
        ("J. P. Quill, Jr., Lieutenant, U. S. Navy", "J. P. Quill, Jr."),
        ("Ezra Pettibone, 3d, Vice President", "Ezra Pettibone, 3d"),
        ("Horatio Beckwith [seal]", "Horatio Beckwith"),
        ("[l. s.] B. B. Seat,\nUnited States Consular Agent.", "B. B. Seat"),
        ("[Cordell Hull]", "Cordell Hull"),
        ("C[ordell] H[ull]", "Cordell Hull"),
        ("E. B. W[ilson]", "E. B. Wilson"),
        ("A. A. B[erle] Jr.", "A. A. Berle Jr"),
        ("The Civil Governor, Jacintho Perdigão", "Jacintho Perdigão"),
        ("[File copy not signed]", ""),
        ("[Signature illegible]", ""),
        ("", ""),
        (" . ", ""),
    ],
)
def test_a_signature_begins_with_a_name(signed: str, name: str) -> None:
    assert signature(signed) == name


@pytest.mark.parametrize(
    "signed", ["Norweb", "R. Henry Norweb", "HENRY NORWEB.", "R. Henry Norweb, Jr.", "H. Norweb, Chargé"]
)
def test_who_signs_with_the_sender_s_surname_is_the_sender(signed: str) -> None:
    found = document(f"{HEAD}<p>A</p><closer><signed>{signed}</signed></closer>")
    assert who(found, "signatory") == [("person", "Norweb", "Chargé in Chile", "signature")]
    assert {m.key for m in found.mentions if m.role in ("sender", "signatory")} == {"mini#p_N1"}
    assert found.mentions[-1].text == signed
    assert quoted(found)


def test_a_surname_with_a_capital_inside_is_known_again() -> None:
    head = "<head>The Minister in Chile (McAdoo) to the Secretary of State</head>"
    found = document(f"{head}<p>A</p><closer><signed>Wm. McAdoo</signed></closer>")
    assert who(found, "signatory") == [("person", "McAdoo", "Minister in Chile", "signature")]


def test_who_signs_for_another_is_himself() -> None:
    found = document(f"{HEAD}<p>A</p><closer>For the Chargé:<lb/><signed>R. Scotten</signed></closer>")
    assert who(found, "signatory") == [("person", "R. Scotten", "", "signature")]


OFFICE = (
    "<head>The <gloss type='from'>Secretary of State</gloss> to the <gloss type='to'>Minister in Chile</gloss></head>"
)


def test_who_signs_by_surname_what_an_office_sends_holds_that_office() -> None:
    found = document(f"{OFFICE}<p>A</p><closer><signed><hi rend='smallcaps'>Hull</hi></signed></closer>")
    assert who(found, "signatory") == [("person", "Hull", "Secretary of State", "signature")]
    assert who(found, "sender") == [("office", "Secretary of State", "", "encoded")]


@pytest.mark.parametrize(
    ("close", "name"),
    [
        ("<closer>For the Secretary of State:<lb/><signed>Scotten</signed></closer>", "Scotten"),
        ("<closer><signed>Sumner Welles</signed></closer>", "Sumner Welles"),
        ("<closer><signed>Hull</signed></closer><closer><signed>Roosevelt</signed></closer>", "Hull"),
    ],
)
def test_who_signs_for_an_office_or_beside_another_or_in_full_is_not_taken_for_its_holder(
    close: str, name: str
) -> None:
    found = document(f"{OFFICE}<p>A</p>{close}")
    assert who(found, "signatory")[0] == ("person", name, "", "signature")


@pytest.mark.parametrize("signed", ["American Mission", "Am[erican] Mission", "Pettibone and Company"])
def test_a_body_that_signs_is_one(signed: str) -> None:
    found = document(f"<head>A</head><p>A</p><closer><signed>{signed}</signed></closer>")
    assert [kind for kind, *_ in who(found, "signatory")] == ["body"]
    assert found.mentions[-1].text == signed


def test_a_copy_that_nobody_signed_has_no_signatory() -> None:
    found = document("<head>A</head><p>A</p><closer><signed>[File copy not signed]</signed></closer>")
    assert who(found, "signatory") == []


def test_a_signature_that_is_tagged_is_one_mention_with_its_key() -> None:
    signed = '<signed><persName corresp="#p_RC2"><hi rend="smallcaps">Clement Rowntree</hi></persName></signed>'
    found = document(f"<head>25. Memorandum of Conversation</head><p>A</p><closer>{signed}</closer>")
    assert [(m.name, m.role, m.key) for m in found.mentions] == [("Clement Rowntree", "signatory", "mini#p_RC2")]


def test_a_signature_as_long_as_a_paragraph_names_nobody() -> None:
    found = document(f"<head>A</head><closer><signed>{'word ' * 50}</signed></closer>")
    assert who(found, "signatory") == []
    assert found.signatories == (("word " * 50).strip(),)


# --- Names in the text ---------------------------------------------------------------------------------------------


def test_a_name_tied_to_the_persons_list_is_mentioned_with_its_key() -> None:
    found = document('<head>A</head><p>B <persName corresp="#p_KHA_1">Mr. Kissinger</persName> said</p>')
    assert [(m.kind, m.name, m.role, m.key) for m in found.mentions] == [
        ("person", "Mr. Kissinger", "mentioned", "mini#p_KHA_1")
    ]


def test_a_key_may_be_of_another_volume_s_list() -> None:
    found = document('<head>A</head><p><persName corresp="frus1917Supp02v01#p_AB1 #p_2">B</persName></p>')
    assert found.mentions[0].key == "frus1917Supp02v01#p_AB1"


@pytest.mark.parametrize(
    "tag",
    [
        "<persName>Etcheverry</persName>",
        '<persName xml:id="p_X1">X</persName>',
        '<orgName xml:id="t_IBUL1">International Bureau</orgName>',
        '<gloss target="#t_NTM1">NTM</gloss>',
        "<gloss>NTM</gloss>",
        '<persName corresp="#p_X1"/>',
    ],
)
def test_a_tag_that_ties_a_name_to_nobody_mentions_nobody(tag: str) -> None:
    assert document(f"<head>A</head><p>B {tag} C</p>").mentions == ()


def test_a_body_is_mentioned_by_its_tag() -> None:
    found = document("<head>A</head><p>the <orgName>Hartwell Expedition</orgName></p>")
    assert who(found, "mentioned") == [("body", "Hartwell Expedition", "", "encoded")]


def test_a_name_in_a_footnote_counts_in_the_footnote() -> None:
    note = '<note n="1" xml:id="d1fn1">See <persName corresp="#p_1">Mr.\n Hull</persName>.</note>'
    found = document(f"<head>A</head><p>B{note}</p>")
    assert found.mentions == (
        Mention("person", "Mr. Hull", "mentioned", "Mr. Hull", 4, 12, "encoded", note="d1fn1", key="mini#p_1"),
    )
    assert quoted(found)


def test_the_sides_of_an_enclosure_are_mentioned_with_their_offices() -> None:
    head = """<head><gloss type="from">Señor Bermúdez</gloss> to the Minister in Uruguay
        (<persName type="to" corresp="#p_B1">Beckwith</persName>)</head>"""
    found = document(f"{HEAD}<p>A</p><frus:attachment>{head}<p>B</p></frus:attachment>")
    assert who(found, "mentioned") == [
        ("person", "Bermúdez", "", "encoded"),
        ("person", "Beckwith", "Minister in Uruguay", "encoded"),
    ]
    assert [m.key for m in found.mentions if m.role == "mentioned"] == ["", "mini#p_B1"]
    assert quoted(found)


def test_mentions_come_in_the_order_of_the_text_and_none_twice() -> None:
    found = document(
        f"""{HEAD}<dateline><placeName>Santiago</placeName>, May 1, 1930</dateline>
        <p><persName corresp="#p_2">B</persName>, <persName corresp="#p_3">C</persName></p>
        <closer><signed>Norweb</signed></closer>"""
    )
    assert [m.start for m in found.mentions] == sorted({m.start for m in found.mentions})


def test_a_section_mentions_what_is_tagged_in_it_and_nothing_else() -> None:
    content = f'{HEAD}<p>A <persName corresp="#p_2">B</persName></p><closer><signed>C</signed></closer>'
    found = own(volume(div(content, "preface", "section")), "preface")
    assert who(found, "sender") == who(found, "signatory") == []
    assert [m.key for m in found.mentions] == ["mini#p_N1", "", "mini#p_2"]


def test_a_section_does_not_mention_what_its_documents_do() -> None:
    inner = div('<p><persName corresp="#p_2">B</persName> <ref target="#d1">C</ref></p>')
    found = own(volume(div(f"<head>Chapter</head>{inner}", "ch1", "chapter")), "ch1")
    assert (found.mentions, found.references) == ((), ())


# --- References ------------------------------------------------------------------------------------------------------


def test_references_stand_on_their_words_in_text_and_notes() -> None:
    note = '<note n="1" xml:id="d1fn1">See <ref target="frus1926v01#pg_548">1926, vol. <hi>i</hi></ref>.</note>'
    found = document(f'<p>A <ref target="#pg_12"> page\n12 </ref>{note}</p>')
    assert found.references == (Reference("#pg_12", 2, 9), Reference("frus1926v01#pg_548", 4, 16, "d1fn1"))
    assert found.text[2:9] == "page 12"


@pytest.mark.parametrize(
    "ref", ['<ref target="#d1"/>', '<ref target="#d1"> </ref>', "<ref>A</ref>", '<ref target="">A</ref>']
)
def test_a_reference_without_words_or_target_is_none(ref: str) -> None:
    assert document(f"<p>A {ref} B</p>").references == ()


def test_a_reference_is_kept_as_encoded_even_where_it_is_scanning_noise() -> None:
    found = document('<p>(it was <ref target="http://thought.it">thought.it</ref>)</p>')
    assert [r.target for r in found.references] == ["http://thought.it"]
