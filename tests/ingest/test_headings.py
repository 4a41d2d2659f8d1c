"""Headings: who writes to whom. Names are invented; the shapes are those of the published volumes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import headings
from archive.ingest.headings import Heading, Tag
from archive.records.people import Actor, Party

Side = list[tuple[str, str]]

STATE = ("", "Secretary of State")


def _said(parties: tuple[Party, ...]) -> Side:
    return [(party.name, party.office) for party in parties]


def _actors(parties: tuple[Party, ...]) -> list[Actor]:
    return [actor for party in parties for actor in party.actors]


def _tag(heading: str, side: str, kind: str, words: str) -> Tag:
    start = heading.index(words)
    return Tag(side, kind, start, start + len(words))


@pytest.mark.parametrize(
    ("heading", "sender", "recipient"),
    [
        ("Mr. Arden to Mr. Lisle.", [("Arden", "")], [("Lisle", "")]),
        ("Mr. Arden to Mr. Lisle", [("Arden", "")], [("Lisle", "")]),
        ("Mr. Arden to Lord Hale.", [("Arden", "")], [("Lord Hale", "")]),
        ("Sir Edward Hale to Mr. Arden.", [("Sir Edward Hale", "")], [("Arden", "")]),
        ("Prince Ching to Mr. Arden.", [("Prince Ching", "")], [("Arden", "")]),
        ("General Prim to Mr. Arden.", [("General Prim", "")], [("Arden", "")]),
        ("Rear-Admiral Hale to Captain Arden.", [("Rear-Admiral Hale", "")], [("Captain Arden", "")]),
        ("Count de Vale to Mr. von Arden.", [("Count de Vale", "")], [("von Arden", "")]),
        ("The Duke of Vale to Mr. Arden.", [("Duke of Vale", "")], [("Arden", "")]),
        ("The Marquis de Vale to Mr. Arden.", [("Marquis de Vale", "")], [("Arden", "")]),
        ("M. Arden de l’Orme to Señor Vale.", [("Arden de l’Orme", "")], [("Vale", "")]),
        ("Don Matias Vale to Mr. Arden.", [("Don Matias Vale", "")], [("Arden", "")]),
        ("Aarif Pasha to Mr. Arden.", [("Aarif Pasha", "")], [("Arden", "")]),
        ("Mrs. Ellen Arden to the Secretary of State", [("Mrs. Ellen Arden", "")], [STATE]),
        ("MR. ARDEN TO MR. LISLE.", [("Arden", "")], [("Lisle", "")]),
        ("Mr., Arden to Mr. lisle.", [("Arden", "")], [("lisle", "")]),
    ],
)
def test_a_surname_stands_with_its_title_but_without_a_plain_honorific(
    heading: str, sender: Side, recipient: Side
) -> None:
    read = headings.read(heading)
    assert (_said(read.sender), _said(read.recipient)) == (sender, recipient)
    assert {actor.kind for actor in _actors(read.sender + read.recipient)} <= {"person", "office"}


@pytest.mark.parametrize(
    ("heading", "sender", "recipient"),
    [
        ("The Chargé in Chile (Arden) to the Secretary of State", [("Arden", "Chargé in Chile")], [STATE]),
        ("the Chargé in Ethiopia (Arden) to the Secretary of State", [("Arden", "Chargé in Ethiopia")], [STATE]),
        ("Ambassador in Spain (Arden) to the Secretary of State", [("Arden", "Ambassador in Spain")], [STATE]),
        ("The Consul at Geneva(Arden) to the Secretary of State", [("Arden", "Consul at Geneva")], [STATE]),
        ("The Consul at Geneva, (Arden) to the Secretary of State", [("Arden", "Consul at Geneva")], [STATE]),
        ("The Consul at Geneva (Arden to the Secretary of State", [("Arden", "Consul at Geneva")], [STATE]),
        ("The Minister in China ((Arden)) to the Secretary of State", [("Arden", "Minister in China")], [STATE]),
        ("The Secretary of State to the Minister in Cuba (de la Vale)", [STATE], [("de la Vale", "Minister in Cuba")]),
        (
            "The Chairman of the Advisory Commission of Railway Experts to Russia (Arden) to the Secretary of State",
            [("Arden", "Chairman of the Advisory Commission of Railway Experts to Russia")],
            [STATE],
        ),
        (
            "The Secretary to President Lisle (Arden) to the Secretary of State",
            [("Arden", "Secretary to President Lisle")],
            [STATE],
        ),
        (
            "The Secretary of State to the Secretary to the President (Arden)",
            [STATE],
            [("Arden", "Secretary to the President")],
        ),
        (
            "The Secretary General of the Commission to Negotiate Peace (Arden) to Admiral W. S. Hale",
            [("Arden", "Secretary General of the Commission to Negotiate Peace")],
            [("Admiral W. S. Hale", "")],
        ),
        (
            "The Commission to Negotiate Peace to President Lisle",
            [("", "Commission to Negotiate Peace")],
            [("Lisle", "President")],
        ),
        (
            "The Secretary of State to the Minister in the Kingdom of the Serbs, Croats and Slovenes (Arden)",
            [STATE],
            [("Arden", "Minister in the Kingdom of the Serbs, Croats and Slovenes")],
        ),
        (
            "The Acting Chairman, War Trade Board (Arden), to the Counselor (Lisle) for the Department of State",
            [("Arden", "Acting Chairman, War Trade Board")],
            [("Lisle", "Counselor for the Department of State")],
        ),
        ("The Changé in Denmark (Arden-Lisle) to Mr. Hale", [("Arden-Lisle", "Changé in Denmark")], [("Hale", "")]),
    ],
)
def test_an_office_keeps_its_holder_and_its_own_to(heading: str, sender: Side, recipient: Side) -> None:
    read = headings.read(heading)
    assert (_said(read.sender), _said(read.recipient)) == (sender, recipient)


@pytest.mark.parametrize(
    "side",
    [
        "The Ambassador in Japan (Arden), temporarily at Vladivostok,",
        "The Ambassador in Japan, temporarily at Vladivostok (Arden),",
        "The Ambassador in Japan (Arden), then in Paris,",
        "The Ambassador in Japan (Arden), at Geneva,",
        "The Ambassador in Japan (Arden, temporarily in charge)",
    ],
)
def test_where_an_ambassador_happens_to_be_is_no_part_of_his_office(side: str) -> None:
    sending = headings.read(f"{side} to the Secretary of State")
    written_to = headings.read(f"The Secretary of State to {side[0].lower()}{side[1:].rstrip(',')}")
    assert _said(sending.sender) == _said(written_to.recipient) == [("Arden", "Ambassador in Japan")]
    assert sending.sender[0].text == side.rstrip(",")


@pytest.mark.parametrize(
    ("heading", "names", "office"),
    [
        (
            "The American Technical Advisers (Arden and Lisle) to Mr. Hale",
            ["Arden", "Lisle"],
            "American Technical Advisers",
        ),
        ("The Advisers (Vale, Arden, and Lisle) to Mr. Hale", ["Vale", "Arden", "Lisle"], "Advisers"),
        ("The Commissioners (Vale, Arden, Lisle) to Mr. Hale", ["Vale", "Arden", "Lisle"], "Commissioners"),
        ("Messrs. Vale, Arden, Lisle to Mr. Hale", ["Vale", "Arden", "Lisle"], ""),
        ("Messrs. Arden and Lisle to Mr. Hale", ["Arden", "Lisle"], ""),
        ("Dr. Clive Arden and Mr. W. L. Lisle to Mr. Hale", ["Dr. Clive Arden", "W. L. Lisle"], ""),
        ("Mr. Arden and others to Mr. Hale", ["Arden"], ""),
    ],
)
def test_several_persons_of_one_side_are_several_actors(heading: str, names: list[str], office: str) -> None:
    (party,) = headings.read(heading).sender
    assert [actor.name for actor in party.actors] == names
    assert {actor.office for actor in party.actors} == {office} == {party.office}


def test_of_several_persons_each_has_his_own_office() -> None:
    (party,) = headings.read("President Arden, M. Lisle, and Signor Vale to Mr. Hale").sender
    assert party.name == "Arden, M. Lisle, and Signor Vale"
    assert party.actors == (Actor("person", "Arden", "President"), Actor("person", "Lisle"), Actor("person", "Vale"))


def test_several_offices_with_their_holders_are_several_parties() -> None:
    read = headings.read("The Secretary of State to the Ambassador in France (Arden) and the Chargé in Italy (Lisle)")
    assert _said(read.recipient) == [("Arden", "Ambassador in France"), ("Lisle", "Chargé in Italy")]
    read = headings.read("The Minister in Nicaragua (Arden) and General Lisle to the Secretary of State")
    assert _said(read.sender) == [("Arden", "Minister in Nicaragua"), ("General Lisle", "")]


@pytest.mark.parametrize(
    ("side", "name", "office"),
    [
        ("President Arden", "Arden", "President"),
        ("President Franklin D. Arden", "Franklin D. Arden", "President"),
        ("Secretary Arden", "Arden", "Secretary"),
        ("Consular Agent B. B. Arden", "B. B. Arden", "Consular Agent"),
        ("Consul General Arden", "Arden", "Consul General"),
        ("Secretary of State Arden", "Arden", "Secretary of State"),
        ("Prime Minister Arden", "Arden", "Prime Minister"),
        ("Mr. Arden (Acting Secretary)", "Arden", "Acting Secretary"),
        ("Mr. Arden, Commissioner to China,", "Arden", "Commissioner to China"),
        ("Sir Julian Arden, British ambassador,", "Sir Julian Arden", "British ambassador"),
        ("Mr. Arden of the Division of Near Eastern Affairs", "Arden", "Division of Near Eastern Affairs"),
        ("Lieutenant A. A. Arden, Jr.,", "Lieutenant A. A. Arden, Jr.", ""),
        ("Queen Victoria", "Queen Victoria", ""),
        ("The Emperor Napoleon", "Emperor Napoleon", ""),
        ("Joseph E. Arden", "Joseph E. Arden", ""),
        (
            "Robert W. Arden of the National Security Council Staff",
            "Robert W. Arden",
            "National Security Council Staff",
        ),
    ],
)
def test_an_office_printed_with_a_name_goes_with_it(side: str, name: str, office: str) -> None:
    read = headings.read(f"{side} to the Secretary of State")
    assert _said(read.sender) == [(name, office)]
    assert _actors(read.sender) == [Actor("person", name, office)]


@pytest.mark.parametrize(
    ("side", "kind", "name"),
    [
        ("The Department of State", "body", "Department of State"),
        ("The American Embassy", "body", "American Embassy"),
        ("The Chilean Ministry for Foreign Affairs", "body", "Chilean Ministry for Foreign Affairs"),
        ("Blair & Co., Incorporated,", "body", "Blair & Co., Incorporated"),
        ("Arden & Lisle", "body", "Arden & Lisle"),
        ("Saml. Arden & Co., and others,", "body", "Saml. Arden & Co., and others"),
        ("General Arden Company", "body", "General Arden Company"),
        ("The Commission to Negotiate Peace", "body", "Commission to Negotiate Peace"),
        ("The Executive Committee of the Correspondents", "body", "Executive Committee of the Correspondents"),
        ("The Consulate General in Hong Kong", "body", "Consulate General in Hong Kong"),
        ("American citizens", "body", "American citizens"),
        ("The Tsungli Yamen", "body", "Tsungli Yamen"),
        ("The Acting Secretary of State", "office", "Acting Secretary of State"),
        ("Acting Secretary of State", "office", "Acting Secretary of State"),
        ("The Chief of the Division of Far Eastern Affairs", "office", "Chief of the Division of Far Eastern Affairs"),
        ("The Emperor of Japan", "office", "Emperor of Japan"),
        ("The Lord Mayor of London", "office", "Lord Mayor of London"),
        ("The President", "office", "President"),
        ("The Governor of Vale", "office", "Governor of Vale"),
    ],
)
def test_bodies_and_offices_are_told_apart_by_their_leading_noun(side: str, kind: str, name: str) -> None:
    sender, recipient = (
        headings.read(heading) for heading in (f"{side} to Mr. Hale", f"Mr. Hale to {side[0].lower()}{side[1:]}")
    )
    assert _actors(sender.sender) == [Actor(kind, name)]
    assert [actor.kind for actor in _actors(recipient.recipient)] == [kind]
    assert _said(sender.sender) == [("", name)]


def test_a_circular_goes_to_all_the_ministers() -> None:
    read = headings.read("Mr. Black (Secretary of State) to all the ministers of the United States.")
    assert _said(read.sender) == [("Black", "Secretary of State")]
    assert _said(read.recipient) == [("", "ministers of the United States")]
    assert read.recipient[0].text == "all the ministers of the United States"


@pytest.mark.parametrize(
    "heading",
    [
        "No. 12. Mr. Arden to Mr. Lisle.",
        "12. Mr. Arden to Mr. Lisle",
        "[412] *No. 2. Mr. Arden to Mr. Lisle.",
        "*Mr. Arden to Mr. Lisle.62]",
        "*Mr. Arden to Mr. Lisle.[63]",
        "Mr. Arden to Mr. Lisle.1",
        "A. Mr. Arden to Mr. Lisle.",
        "Annex C. Mr. Arden to Mr. Lisle.",
        "[Inclosure 2 in No. 14.—] Mr. Arden to Mr. Lisle.",
        "From Mr. Arden to Mr. Lisle.",
        "Mr. Arden to Mr. Lisle.—Received May 27, 1864",
        "Mr. Arden to Mr. Lisle. (Received May 27.)",
        "Mr. Arden to Mr. Lisle, with accompaniments.",
        "Mr. Arden to Mr. Lisle, 24th August, 1859; read, and copy given, to the Secretary.",
        "Mr. Arden to Mr. Lisle. (Extract.)",
        "Mr. Arden to Mr. Lisle [Extract.]",
        "Mr. Arden to Mr. Lisle.—[Telegram.]",
    ],
)
def test_numbers_receipts_and_remarks_belong_to_neither_side(heading: str) -> None:
    read = headings.read(heading)
    assert [party.text for party in read.sender + read.recipient] == ["Mr. Arden", "Mr. Lisle"]


@pytest.mark.parametrize(
    ("heading", "genre", "sender", "recipient"),
    [
        ("Telegram From the Embassy in Guatemala to the Department of State", "telegram",
         [("", "Embassy in Guatemala")], [("", "Department of State")]),
        ("12. Telegram From the Mission to the United Nations to the Department of State", "telegram",
         [("", "Mission to the United Nations")], [("", "Department of State")]),
        ("Memorandum From the Secretary of State (Arden) to the President", "memorandum",
         [("Arden", "Secretary of State")], [("", "President")]),
        ("Memorandum From the President’s Assistant for National Security Affairs (Arden) to President Lisle",
         "memorandum", [("Arden", "President’s Assistant for National Security Affairs")], [("Lisle", "President")]),
        ("Letter From President Arden to Prime Minister Lisle", "letter",
         [("Arden", "President")], [("Lisle", "Prime Minister")]),
        ("Draft Note From the American Secretary of State to the Cuban Secretary of State", "note",
         [("", "American Secretary of State")], [("", "Cuban Secretary of State")]),
        ("Note of April 10, 1936, From the Turkish Government to the Parties to the Lausanne Treaty of 1923", "note",
         [("", "Turkish Government")], [("", "Parties to the Lausanne Treaty of 1923")]),
        ("Extract from letter of Messrs. Arden and Lisle to the Secretary of State.", "letter",
         [("Arden and Lisle", "")], [STATE]),
        ("Mr. Arden’s parting remarks to the president of the Swiss confederation.", "remarks",
         [("Arden", "")], [("", "president of the Swiss confederation")]),
    ],
)  # fmt: skip
def test_a_genre_before_from_does_not_hide_the_two_sides(
    heading: str, genre: str, sender: Side, recipient: Side
) -> None:
    read = headings.read(heading)
    assert (read.genre, _said(read.sender), _said(read.recipient)) == (genre, sender, recipient)


@pytest.mark.parametrize(
    ("heading", "sender"),
    [
        ("Memorandum by the Under Secretary of State (Arden)", [("Arden", "Under Secretary of State")]),
        ("Memorandum [by the Secretary of State] of Subjects To Be Dealt With", [STATE]),
        ("Memorandum of Conversation, by the Legal Adviser (Arden)", [("Arden", "Legal Adviser")]),
        (
            "Memorandum by the Chief of the Division (Arden) of a Conversation With the Italian Ambassador (Vale)",
            [("Arden", "Chief of the Division")],
        ),
        (
            "Memorandum by Mr. Hugh S. Arden, Jr., of the Division of Western European Affairs",
            [("Hugh S. Arden, Jr.", "Division of Western European Affairs")],
        ),
        ("Memorandum Prepared by the Embassy in the Soviet Union", [("", "Embassy in the Soviet Union")]),
        (
            "Memorandum by the Special Assistant to the President (Arden)",
            [("Arden", "Special Assistant to the President")],
        ),
        ("Draft Note From the Haitian Foreign Office", [("", "Haitian Foreign Office")]),
        ("From Mr. Arden.", [("Arden", "")]),
    ],
)
def test_a_paper_by_someone_has_a_sender_and_no_recipient(heading: str, sender: Side) -> None:
    read = headings.read(heading)
    assert (_said(read.sender), read.recipient) == (sender, ())


@pytest.mark.parametrize(
    ("heading", "genre"),
    [
        ("43. Notes of a Telephone Conversation Between the Secretary of State and Senator Arden", "notes"),
        ("Minutes of the Daily Meetings of the Commissioners Plenipotentiary, Monday, February 3, 1919", "minutes"),
        ("Reciprocal Trade Agreement Between the United States of America and Cuba", "agreement"),
        ("Provisional treaty for Mosquito.", "treaty"),
        ("Statement Made by the Empress to Foreign Newspapermen", "statement"),
        ("Press Release Issued by the Department of State, August 24, 1934", "press release"),
        ("Form of Credentials Issued to Commissioners", "form"),
        ("Instructions to the Delegates to the Conference", "instruction"),
        ("Memorandum to Mr. Arden regarding the steamer “Vale”", "memorandum"),
        ("Editorial Note", "editorial note"),
        ("119. Editorial Note", "editorial note"),
        ("Aide-Mémoire", "aide-mémoire"),
        ("Text of the decree.", "decree"),
        (
            "Memorandum of the Counselor (Arden) of conversation with the British Chargé (Lisle) in regard to telegram"
            " from Mr. Hale to Lord Vale, dated July 25",
            "memorandum",
        ),
        ("[Untitled]", ""),
        ("Land courts.", ""),
        ("The attitude of Vale to the war", ""),
        ("Exposition of facts relative to the canal", ""),
        ("No. 1.", ""),
        ("C.", ""),
        ("", ""),
        (" to ", ""),
        ("to", ""),
    ],
)
def test_what_is_no_correspondence_has_honestly_no_sides(heading: str, genre: str) -> None:
    assert headings.read(heading) == Heading(genre=genre)


def test_a_tag_that_holds_half_the_heading_is_not_believed() -> None:
    heading = "Mr. Arden to Mr. Lisle."
    assert headings.read(heading, [Tag("from", "person", 0, len(heading))]) == headings.read(heading)


def test_the_commission_to_negotiate_peace_is_believed_as_a_tag() -> None:
    heading = "The Commission to Negotiate Peace to the Chargé in Italy (Arden)"
    read = headings.read(heading, [_tag(heading, "from", "office", "Commission to Negotiate Peace")])
    assert _said(read.sender) == [("", "Commission to Negotiate Peace")]


def test_tags_tell_which_to_parts_the_sides() -> None:
    heading = "The Minister to Vale to the Consul to Lisle"
    tags = [_tag(heading, "from", "office", "Minister to Vale"), _tag(heading, "to", "office", "Consul to Lisle")]
    read = headings.read(heading, tags)
    assert (_said(read.sender), _said(read.recipient)) == ([("", "Minister to Vale")], [("", "Consul to Lisle")])


def test_tags_tell_a_name_from_an_office_that_no_list_knows() -> None:
    heading = "Intendente General Vale to Arden"
    tags = [_tag(heading, "from", "person", "Vale"), _tag(heading, "to", "person", "Arden")]
    read = headings.read(heading, tags)
    assert _said(read.sender) == [("Vale", "Intendente General")]
    assert _said(read.recipient) == [("Arden", "")]
    assert headings.read(heading).recipient == ()


def test_a_tag_outside_the_heading_does_no_harm() -> None:
    heading = "Mr. Arden to Mr. Lisle."
    for tag in (Tag("from", "person", -5, 900), Tag("to", "office", 40, 30), Tag("to", "person", 0, 0)):
        assert headings.read(heading, [tag]) == headings.read(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "The American Technical Advisers (Arden and Lisle) to the Ambassador in Cuba (Hale)",
        "No. 3. President Arden, M. Lisle, and Signor Vale to the Department of State",
        "Telegram From the Embassy in Guatemala to the Secretary of State (Arden), at Geneva",
    ],
)
def test_every_name_says_where_it_is_printed(heading: str) -> None:
    read = headings.read(heading)
    for parties, names in ((read.sender, read.sender_names), (read.recipient, read.recipient_names)):
        assert [name.actor for name in names] == _actors(parties)
        assert all(heading[name.start : name.end] == name.actor.name for name in names)
        assert all(party.text in heading for party in parties)


WORDS = [
    " to ", " by ", " From ", "of ", "the ", "The ", "Mr. ", "Messrs. ", "Lord ", "President ", "Secretary ",
    "Minister in ", "Embassy", "(", ")", "((", ", ", ",", ". ", "[", "]", "—", "and ", "Arden", "Lisle", "de ", "Jr.",
    "& Co.", "’s ", "Memorandum", "Note", "12", "No. 3. ", "Received May 3", ";", "\u00df", "\u0130", "\u00a0",
    "temporarily at ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join) | st.text(max_size=60),
    st.lists(
        st.builds(
            Tag,
            st.sampled_from(["from", "to"]),
            st.sampled_from(["person", "office"]),
            st.integers(-2, 80),
            st.integers(-2, 80),
        ),
        max_size=3,
    ),
)
def test_whatever_a_heading_says_it_is_read_and_names_stand_where_they_are_said_to(text: str, tags: list[Tag]) -> None:
    read = headings.read(text, tags)
    for name in read.sender_names + read.recipient_names:
        assert text[name.start : name.end].casefold() == name.actor.name.casefold() != ""
        assert name.actor.kind in ("person", "office", "body")
    for party in read.sender + read.recipient:
        assert party.text in text
        assert party.actors


@pytest.mark.parametrize(
    "unit",
    ["(", "((", ")", "[", " to ", ", ", "No. 1. ", "—", "A ", "de ", "Mr. A, ", "X’s ", "The Chargé (X) to ", "[8]"],
)
def test_a_hostile_heading_is_cut_and_read_to_its_end(unit: str) -> None:
    """A pattern that goes back and forth would not come to the end of this before the test is stopped."""
    for text in (unit * (1_000_000 // len(unit)), (unit * 2000)[:2000]):
        read = headings.read(text)
        assert all(party.text in text for party in read.sender + read.recipient)
