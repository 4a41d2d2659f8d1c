"""Sources written: once and whole, and on a corrected source everything that was there before accounted for."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import models
from archive.ingest import readers
from archive.records.findings import SourceError
from archive.records.origin import TEI, TRANSCRIPT, Origin
from archive.store import read, verification, write
from archive.store.documents import REMOVED, Outcome
from tests import specimens
from tests.specimens import document, page, volume

pytestmark = pytest.mark.django_db

LETTER = "<head>A to B</head><p>I have the honor to report that the lease will expire in December of this year.</p>"
NOTE = "<head>C to D</head><p>His Majesty’s Government regret that they cannot accept what was proposed in May.</p>"
MINUTES = "<head>Minutes</head><p>The Conference proceeded to article four and adjourned for luncheon at noon.</p>"


def take(*contents: str, name: str = "frus1937v01") -> Outcome:
    """Take in a volume of these documents, d1 and so on; gives what changed. What it leaves must be sound."""
    body = page("1") + "".join(document(number, content) for number, content in enumerate(contents, 1))
    return taken(Origin(TEI, f"{name}.xml", volume(body, name).encode()))


def taken(origin: Origin) -> Outcome:
    outcome = write.source(readers.read(origin), origin)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert list(verification.faults()) == []
    return outcome


def transcript(text: str, name: str, into: str = "transcripts") -> Origin:
    return Origin(TRANSCRIPT, f"{name}.txt", text.encode(), into, name)


def standing() -> dict[str, int]:
    """The primary key of each document that its source has, by id, in source order."""
    rows = models.Document.objects.filter(order__isnull=False).order_by("order")
    return dict(rows.values_list("identifier", "pk"))


def leading() -> dict[str, int]:
    """Where old addresses lead."""
    return dict(models.Address.objects.values_list("identifier", "document_id"))


def stamps() -> dict[int, datetime]:
    return dict(models.Document.objects.values_list("pk", "changed_at"))


# --- Written once ----------------------------------------------------------------------------------------------------


def test_a_volume_is_written_whole_and_counted() -> None:
    content = '<p>A<note n="1" xml:id="d1fn1">x</note></p><frus:attachment><p>B</p></frus:attachment>'
    assert take(content, NOTE) == Outcome(added=2)
    row = models.Volume.objects.get()
    assert (row.document_count, row.page_count, row.note_count, row.enclosure_count) == (2, 1, 1, 1)


def test_sections_own_texts_are_no_documents_in_the_count() -> None:
    body = f'<div type="chapter" xml:id="ch1"><head>Chile</head>{document(1, LETTER)}</div>'
    assert taken(Origin(TEI, "x.xml", volume(body).encode())) == Outcome(added=2)
    assert models.Volume.objects.get().document_count == 1
    text = models.Document.objects.get(identifier="ch1")
    assert (text.kind, text.of_section, text.section) == (
        "section",
        models.Section.objects.get(),
        models.Section.objects.get(),
    )


def test_a_supplied_page_is_no_page_in_the_count() -> None:
    specimens.take(volume(document(1, f"<p>A {page('22')}B</p>")))
    assert models.Volume.objects.get().page_count == 1
    assert models.Page.objects.count() == 2


def test_the_source_is_kept_as_it_came() -> None:
    data = volume(document(1, LETTER)).encode()
    specimens.take(data.decode(), "given.xml")
    kept = models.Ingestion.objects.get()
    assert (kept.content(), kept.size, kept.file, kept.is_current) == (data, len(data), "given.xml", True)
    assert kept.sha256 == Origin(TEI, "x", data).sha256


def test_what_was_not_understood_is_kept_and_counted() -> None:
    take("<p><quux/><zorn/></p>", NOTE)
    kept = models.Ingestion.objects.get()
    assert kept.counts == {"unknown element": 2}
    assert [(f.what, f.where) for f in kept.findings.all()] == [("quux", "d1"), ("zorn", "d1")]


def test_the_same_bytes_are_known_again() -> None:
    origin = Origin(TEI, "x.xml", volume(document(1, LETTER)).encode())
    assert not write.is_current(origin)
    taken(origin)
    assert write.is_current(origin)
    assert not write.is_current(Origin(TEI, "x.xml", origin.data + b"\n"))


def test_the_same_transcript_in_another_volume_is_another() -> None:
    taken(transcript("A to B\n\nNo. 1\n\nSir: One.", "one"))
    assert write.is_current(transcript("A to B\n\nNo. 1\n\nSir: One.", "one"))
    assert not write.is_current(transcript("A to B\n\nNo. 1\n\nSir: One.", "one", "frus1937v01"))
    assert not write.is_current(transcript("A to B\n\nNo. 1\n\nSir: One.", "two"))


def test_a_source_that_breaks_a_rule_leaves_nothing_behind() -> None:
    take(LETTER, name="frus1937v01")
    before = read.volume("frus1937v01")
    taken(transcript("A to B\n\nNo. 1\n\nSir: One.", "one", "frus1937v01"))
    origin = Origin(TEI, "x.xml", volume(document(1, LETTER) + document(2, NOTE, "one")).encode())
    with pytest.raises(SourceError, match="'one'"):
        write.source(readers.read(origin), origin)
    assert models.Volume.objects.get().document_count == 2
    assert read.volume("frus1937v01").documents[:1] == before.documents
    assert models.Ingestion.objects.count() == 2


def test_a_whole_volume_costs_hardly_more_questions_than_a_small_one() -> None:
    asked = []
    for origin in (Origin(TEI, "x.xml", volume(document(1, LETTER)).encode()), readers.opened(specimens.SPECIMEN)):
        records = readers.read(origin)
        with CaptureQueriesContext(connection) as questions:
            write.source(records, origin)
        asked.append(len(questions))
    assert asked[1] <= asked[0] + 10


# --- Written again --------------------------------------------------------------------------------------------------


def test_the_same_source_again_changes_nothing_a_reader_could_see() -> None:
    take(LETTER, NOTE)
    keys, before = standing(), stamps()
    assert take(LETTER, NOTE) == Outcome(unchanged=2)
    assert (standing(), stamps()) == (keys, before)


def test_a_corrected_document_is_updated_and_the_others_are_left_alone() -> None:
    take(LETTER, NOTE)
    keys, before = standing(), stamps()
    assert take(LETTER.replace("December", "January"), NOTE) == Outcome(changed=1, unchanged=1)
    assert standing() == keys
    after = stamps()
    assert after[keys["d1"]] > before[keys["d1"]]
    assert after[keys["d2"]] == before[keys["d2"]]
    assert "January" in models.Document.objects.get(identifier="d1").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<head>A to B</head><p>Sir</p>", "<head>A to C</head><p>Sir</p>"),
        ('<p>A<note n="1" xml:id="n1">x</note></p>', '<p>A<note n="1" xml:id="n1">y</note></p>'),
        ('<p><hi rend="italic">A</hi></p>', '<p><hi rend="smallcaps">A</hi></p>'),
        ('<p><ref target="#d1">A</ref></p>', '<p><ref target="#d2">A</ref></p>'),
        ('<p><persName corresp="#p_1">A</persName></p>', '<p><persName corresp="#p_2">A</persName></p>'),
        (
            '<dateline><date when="1930-05-01">May</date></dateline>',
            '<dateline><date when="1930-05-02">May</date></dateline>',
        ),
        (f"<p>A {page('2')}B</p>", f"<p>A B{page('2')}</p>"),
    ],
    ids=["heading", "footnote", "look", "reference", "name", "date", "page"],
)
def test_whatever_a_reader_can_see_is_a_change(before: str, after: str) -> None:
    take(before, NOTE)
    (key, *_), stamped = standing().values(), stamps()
    assert take(after, NOTE) == Outcome(changed=1, unchanged=1)
    assert next(iter(standing().values())) == key
    assert stamps()[key] > stamped[key]


def test_a_document_put_in_front_renumbers_the_others_and_their_old_addresses_lead_on() -> None:
    take(LETTER, NOTE)
    old = standing()
    assert take(MINUTES, LETTER, NOTE) == Outcome(added=1, changed=2, renumbered=2)
    new = standing()
    assert (new["d2"], new["d3"]) == (old["d1"], old["d2"])
    assert new["d1"] not in old.values()
    # d1 and d2 are addresses of documents that stand there now, so nothing leads away from them.
    assert leading() == {}


def test_an_address_that_nobody_has_any_more_leads_to_who_had_it() -> None:
    take(LETTER, NOTE, MINUTES)
    old = standing()
    assert take(LETTER, MINUTES) == Outcome(unchanged=1, changed=1, renumbered=1, removed=1)
    assert standing() == {"d1": old["d1"], "d2": old["d3"]}
    assert leading() == {"d3": old["d3"]}


def test_two_documents_may_change_places() -> None:
    take(LETTER, NOTE)
    old = standing()
    assert take(NOTE, LETTER) == Outcome(changed=2, renumbered=2)
    assert standing() == {"d1": old["d2"], "d2": old["d1"]}
    assert leading() == {}


def test_renumbered_twice_a_document_is_reached_by_both_its_old_addresses() -> None:
    def only(name: str) -> None:
        taken(Origin(TEI, "x.xml", volume(page("1") + document(1, LETTER, name)).encode()))

    only("d1")
    (key,) = standing().values()
    only("d1a")
    only("d1b")
    assert standing() == {"d1b": key}
    assert leading() == {"d1": key, "d1a": key}
    only("d1")
    assert standing() == {"d1": key}
    assert leading() == {"d1a": key, "d1b": key}


def test_a_new_document_at_an_old_address_takes_it() -> None:
    take(LETTER, NOTE, MINUTES)
    take(LETTER, MINUTES)
    assert set(leading()) == {"d3"}
    take(LETTER, MINUTES, "<p>Something altogether new, of which nobody had heard.</p>")
    assert leading() == {}
    assert set(standing()) == {"d1", "d2", "d3"}


def test_what_its_source_no_longer_has_is_withdrawn_and_gives_up_its_place() -> None:
    take(LETTER, NOTE)
    old = standing()
    assert take(LETTER) == Outcome(unchanged=1, removed=1)
    gone = models.Document.objects.get(pk=old["d2"])
    assert (gone.order, gone.identifier, gone.withdrawn_reason) == (None, "d2", REMOVED)
    assert models.Volume.objects.get().document_count == 1


def test_what_was_removed_comes_back_as_itself() -> None:
    take(LETTER, NOTE)
    old = standing()
    take(LETTER)
    assert take(LETTER, NOTE) == Outcome(unchanged=1, changed=1)
    assert standing() == old
    back = models.Document.objects.get(pk=old["d2"])
    assert (back.withdrawn_at, back.withdrawn_reason) == (None, "")


def test_what_was_removed_comes_back_under_another_id_too() -> None:
    take(LETTER, NOTE)
    old = standing()
    take(LETTER)
    take(LETTER, MINUTES, NOTE)
    assert standing()["d3"] == old["d2"]
    assert models.Document.objects.get(pk=old["d2"]).withdrawn_at is None


def test_what_was_removed_gives_its_id_to_a_new_document() -> None:
    take(LETTER, NOTE)
    old = standing()
    take(LETTER)
    take(LETTER)
    taken(Origin(TEI, "x.xml", volume(page("1") + document(1, LETTER) + document(2, "<head/>", "d3")).encode()))
    assert models.Document.objects.get(pk=old["d2"]).order is None


def test_a_document_rewritten_under_its_id_keeps_its_identity() -> None:
    take(LETTER, NOTE)
    old = standing()
    assert take(MINUTES, NOTE) == Outcome(changed=1, unchanged=1)
    assert standing() == old


def test_a_document_replaced_while_another_moves_is_withdrawn_beside_the_new_one() -> None:
    take(LETTER, NOTE)
    old = standing()
    assert take(NOTE, MINUTES) == Outcome(added=1, changed=1, renumbered=1, removed=1)
    assert standing()["d1"] == old["d2"]
    gone = models.Document.objects.get(pk=old["d1"])
    assert (gone.identifier, gone.order) == (f"d1~{gone.pk}", None)
    assert standing()["d2"] not in old.values()


def test_what_a_curator_withdrew_stays_withdrawn_however_often_it_is_corrected() -> None:
    take(LETTER, NOTE)
    models.Document.objects.filter(identifier="d2").update(withdrawn_reason="Closed", withdrawn_at="2026-01-01T00:00Z")
    take(LETTER, NOTE.replace("May", "June"))
    row = models.Document.objects.get(identifier="d2")
    assert (row.withdrawn_reason, row.is_withdrawn) == ("Closed", True)
    assert "June" in row.text


def test_pages_that_go_from_a_source_go_and_their_keys_are_kept_while_they_stay() -> None:
    taken(Origin(TEI, "x.xml", volume(page("1") + page("2") + document(1, LETTER)).encode()))
    key = models.Page.objects.get(identifier="pg_2").pk
    taken(Origin(TEI, "x.xml", volume(page("2") + page("3") + document(1, LETTER)).encode()))
    assert list(models.Page.objects.order_by("order").values_list("identifier", flat=True)) == ["pg_2", "pg_3"]
    assert models.Page.objects.get(identifier="pg_2").pk == key


def test_pages_in_another_order_are_in_another_order() -> None:
    taken(Origin(TEI, "x.xml", volume(page("1") + page("2") + document(1, LETTER)).encode()))
    taken(Origin(TEI, "x.xml", volume(page("2") + page("1") + document(1, LETTER)).encode()))
    assert list(models.Page.objects.order_by("order").values_list("identifier", flat=True)) == ["pg_2", "pg_1"]


def test_a_corrected_header_is_the_volume_s_header() -> None:
    origin = volume(document(1, LETTER), header='<title type="subseries">1937</title>')
    specimens.take(origin)
    specimens.take(origin.replace(">1937<", ">1938<"))
    assert models.Volume.objects.get().subseries == "1938"


def test_only_the_newest_ingestion_is_current() -> None:
    take(LETTER)
    take(NOTE)
    assert [i.is_current for i in models.Ingestion.objects.order_by("pk")] == [False, True]


# --- Several sources in one volume ---------------------------------------------------------------------------------


def plain(number: int, words: str) -> str:
    return f"825.345/{number}\n\nThe Consul (Tibbets) to the Secretary of State\n\nNo. {number}\n\nSir: {words}"


def test_transcripts_stand_in_a_volume_in_the_order_in_which_they_came() -> None:
    taken(transcript(plain(1, "One."), "b"))
    taken(transcript(plain(2, "Two."), "a"))
    assert list(standing()) == ["b", "a"]
    assert models.Volume.objects.get().document_count == 2


def test_a_transcript_keeps_its_place_when_it_is_corrected() -> None:
    taken(transcript(plain(1, "One."), "b"))
    taken(transcript(plain(2, "Two."), "a"))
    keys = standing()
    taken(transcript(plain(1, "One, corrected."), "b"))
    assert standing() == keys
    assert list(standing()) == ["b", "a"]


def test_a_transcript_that_grows_from_one_document_to_three_moves_those_behind_it() -> None:
    taken(transcript(plain(1, "One, of which there is a good deal to say."), "b"))
    taken(transcript(plain(9, "Nine."), "a"))
    keys = standing()
    grown = "\n\n".join(
        plain(number, f"{words}, of which there is a good deal to say.")
        for number, words in enumerate(("One", "Two", "Three"), 1)
    )
    taken(transcript(grown, "b"))
    assert list(standing()) == ["b", "b-2", "b-3", "a"]
    assert (standing()["b"], standing()["a"]) == (keys["b"], keys["a"])
    orders = models.Document.objects.order_by("order").values_list("order", flat=True)
    assert list(orders) == [0, 1, 2, 3]


def test_a_transcript_that_shrinks_again_leaves_the_others_where_they_are() -> None:
    grown = "\n\n".join(
        plain(number, f"{word}, of which there is a good deal to say.") for number, word in enumerate("XY", 1)
    )
    taken(transcript(grown, "b"))
    taken(transcript(plain(9, "Nine."), "a"))
    taken(transcript(plain(1, "X, of which there is a good deal to say."), "b"))
    assert list(standing()) == ["b", "a"]
    assert models.Document.objects.get(identifier="b-2").order is None


def test_a_transcript_that_joins_a_published_volume_does_not_speak_for_it() -> None:
    take(LETTER)
    title = models.Volume.objects.get().title
    taken(transcript(plain(1, "One."), "one", "frus1937v01"))
    assert models.Volume.objects.get().title == title
    assert list(standing()) == ["d1", "one"]
    take(LETTER, NOTE)
    assert list(standing()) == ["d1", "d2", "one"]


def test_a_published_volume_may_come_to_its_transcripts() -> None:
    taken(transcript(plain(1, "One."), "one", "frus1937v01"))
    take(LETTER)
    assert list(standing()) == ["one", "d1"]
    assert models.Volume.objects.get().title == "Volume frus1937v01"


def test_two_transcripts_may_stand_on_the_same_page() -> None:
    taken(transcript(plain(1, "One [Page 22] goes on."), "one"))
    taken(transcript(plain(2, "Two [Page 22] goes on."), "two"))
    assert models.Page.objects.filter(identifier="pg_22").count() == 1
    assert models.Passage.objects.filter(page__identifier="pg_22").count() == 2


@pytest.mark.parametrize("wanted", ["one", "pg_7", "ch1"])
def test_an_address_of_another_source_is_refused_and_nothing_is_written(wanted: str) -> None:
    chapter = f'<div type="chapter" xml:id="ch1">{page("7")}{document(1, LETTER)}{document(2, NOTE, "one")}</div>'
    taken(Origin(TEI, "x.xml", volume(chapter).encode()))
    before = read.volume("frus1937v01")
    stem = wanted.replace("_", "-") if wanted != "pg_7" else "pg_7"
    origin = transcript(plain(1, "One."), stem, "frus1937v01")
    with pytest.raises(SourceError, match=f"'{wanted}' in volume 'frus1937v01' is another source's already"):
        write.source(readers.read(origin), origin)
    assert read.volume("frus1937v01") == before
    assert models.Source.objects.count() == 1


def test_a_transcript_and_a_volume_of_one_name_are_told_apart() -> None:
    take(LETTER)
    origin = transcript(plain(1, "One."), "frus1937v01", "frus1937v01")
    with pytest.raises(SourceError, match="already holds"):
        write.source(readers.read(origin), origin)
