"""After a corrected source readers' notes stand where their words went, or say that they are lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.annotations import notebook, placing, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from archive.store import verification, withdrawal
from tests import specimens

pytestmark = pytest.mark.django_db

LETTER = (
    "The fishing season begins in March. Our vessels lie idle in the harbour, and no crew has been engaged. "
    "The Consul was told so twice, and made no answer."
)
FOOTNOTE = "The second letter was not found in the files of the Department."


def source(letter: str = LETTER, *, before: str = "", footnote: str = FOOTNOTE, footnotes_before: str = "") -> str:
    noted = f'<note n="9" xml:id="d1fn9">{footnote}</note>' if footnote else ""
    first = specimens.document(1, f"<p>{before}{letter}{footnotes_before}{noted}</p>")
    return specimens.volume(specimens.page("1") + first + specimens.document(2, "<p>Another paper.</p>"))


@pytest.fixture(autouse=True)
def _archive() -> None:
    specimens.take(source())


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("reader")


def marked(reader: User, words: str, footnote: str = "") -> Annotation:
    """A note on words of the letter."""
    document = Document.objects.get(identifier="d1")
    text = placing.text_of(document, footnote)
    start = text.index(words)
    selector = selectors.made(text, start, start + len(words))
    return notebook.create(reader, document, Content("Mine."), selector, footnote=footnote)


def taken(corrected: str, note: Annotation) -> Annotation:
    """The note after a corrected source; nothing that is checked is off."""
    specimens.take(corrected)
    assert [fault for fault in verification.faults("frus1937v01") if "annotation" in fault] == []
    note.refresh_from_db()
    return note


def test_words_before_a_note_move_it_and_an_open_form_is_told(reader: User) -> None:
    note = marked(reader, "no crew")
    start = Document.objects.get(identifier="d1").text.index("no crew")
    note = taken(source(before="Sir: "), note)
    assert (note.standing, note.quote, note.version) == ("moved", "no crew", 2)
    assert (note.old_start, note.start) == (start, start + 5)
    assert note.text == "Mine."


def test_a_word_put_right_changes_the_quotation_and_its_owner_confirms_it(reader: User) -> None:
    note = marked(reader, "Our vessels lie idle in the harbour")
    note = taken(source(LETTER.replace("vessels lie", "vessels all lie")), note)
    assert (note.standing, note.quote) == ("changed", "Our vessels all lie idle in the harbour")
    assert note.old_quote == "Our vessels lie idle in the harbour"
    assert note.old_hash != note.new_hash
    assert note.anchored_at
    confirmed = notebook.confirm(note, reader)
    assert (confirmed.standing, confirmed.quote) == ("exact", note.quote)
    assert list(Annotation.objects.unsettled()) == []


def test_what_its_owner_last_saw_is_remembered_through_two_corrections(reader: User) -> None:
    note = marked(reader, "Our vessels lie idle in the harbour")
    first = LETTER.replace("vessels lie", "vessels all lie")
    taken(source(first), note)
    note = taken(source(first.replace("harbour", "harbor")), note)
    assert (note.quote, note.old_quote) == (
        "Our vessels all lie idle in the harbor",
        "Our vessels lie idle in the harbour",
    )
    assert note.standing == "changed"


def test_a_correction_taken_back_puts_the_note_back(reader: User) -> None:
    note = marked(reader, "Our vessels lie idle in the harbour")
    start = note.start
    taken(source(LETTER.replace("vessels lie", "vessels all lie")), note)
    note = taken(source(), note)
    assert (note.standing, note.start, note.quote) == ("exact", start, "Our vessels lie idle in the harbour")


def test_a_deleted_sentence_loses_its_note_and_brings_it_back(reader: User) -> None:
    sentence = "Our vessels lie idle in the harbour, and no crew has been engaged."
    note = marked(reader, sentence)
    note = taken(source(LETTER.replace(f"{sentence} ", "")), note)
    assert (note.standing, note.start, note.quote, note.text) == ("lost", None, sentence, "Mine.")
    note = taken(source(LETTER.replace(f"{sentence} ", "") + " So it stands."), note)
    assert note.standing == "lost"
    note = taken(source(before="Sir: "), note)
    assert (note.standing, note.quote) == ("moved", sentence)


def test_a_lost_note_is_not_put_on_the_same_words_elsewhere(reader: User) -> None:
    twice = f"{LETTER} The Consul was told."
    specimens.take(source(twice))
    note = marked(reader, "The Consul was told")
    without = twice.replace("The Consul was told so twice, and made no answer. ", "")
    assert taken(source(without), note).standing == "lost"
    assert taken(source(f"{without} Nothing more."), note).standing == "lost"


def test_a_note_on_a_footnote_goes_with_it(reader: User) -> None:
    note = marked(reader, "not found", footnote="d1fn9")
    moved = taken(source(before="Sir: ", footnote=f"Note: {FOOTNOTE}"), note)
    assert (moved.standing, moved.quote, moved.footnote) == ("moved", "not found", "d1fn9")


def test_a_renumbered_footnote_takes_its_notes_along(reader: User) -> None:
    note = marked(reader, "not found", footnote="d1fn9")
    added = f'<note n="9" xml:id="d1fn9">Another.</note><note n="10" xml:id="d1fn10">{FOOTNOTE}</note>'
    note = taken(source(footnote="", footnotes_before=added), note)
    assert (note.footnote, note.quote, note.standing) == ("d1fn10", "not found", "exact")


def test_a_footnote_that_is_gone_loses_its_note_and_brings_it_back(reader: User) -> None:
    note = taken(source(footnote=""), marked(reader, "was not found", footnote="d1fn9"))
    assert (note.standing, note.quote) == ("lost", "was not found")
    assert taken(source(LETTER + " Truly.", footnote=""), note).standing == "lost"
    assert taken(source(), note).standing == "exact"


def test_a_renumbered_document_keeps_its_notes(reader: User) -> None:
    note = marked(reader, "no crew")
    renumbered = source().replace('xml:id="d1"', 'xml:id="d7"')
    note = taken(renumbered, note)
    assert (note.document.identifier, note.quote, note.version) == ("d7", "no crew", 1)


def test_a_document_out_of_its_source_or_withdrawn_keeps_its_notes(reader: User) -> None:
    note = marked(reader, "no crew")
    withdrawal.withdraw("frus1937v01/d1", "A mistake.")
    assert list(Annotation.objects.of(reader)) == [note]
    alone = specimens.volume(specimens.page("1") + specimens.document(2, "<p>Another paper.</p>"))
    note = taken(alone, note)
    assert (note.quote, note.version, note.document.is_withdrawn) == ("no crew", 1, True)
    assert list(Annotation.objects.of(reader)) == [note]


def test_a_note_that_was_thrown_away_comes_back_in_its_place(reader: User) -> None:
    note = marked(reader, "no crew")
    notebook.delete(note, reader)
    taken(source(before="Sir: "), note)
    assert notebook.undelete(note, reader).standing == "moved"


def test_notes_on_what_did_not_change_are_not_touched(reader: User) -> None:
    other = Document.objects.get(identifier="d2")
    elsewhere = notebook.create(reader, other, Content("Mine."), selectors.made(other.text, 0, 7))
    whole = notebook.create(reader, Document.objects.get(identifier="d1"), Content("Mine."))
    for note in (elsewhere, whole):
        note = taken(source(before="Sir: "), note)
        assert (note.version, note.anchored_at) == (1, None)


def test_many_notes_are_anchored_again_in_as_few_queries_as_one(reader: User) -> None:
    counts = []
    for number, before in enumerate(("Sir: ", "Dear Sir: ")):
        for _ in range(1 + 30 * number):
            marked(reader, "no crew")
        with CaptureQueriesContext(connection) as asked:
            specimens.take(source(before=before))
        counts.append(sum("archive_annotation" in query["sql"] for query in asked))
    assert counts == [2, 2]
    assert set(Annotation.objects.values_list("standing", "quote")) == {("moved", "no crew")}


def test_verify_tells_of_a_note_that_quotes_other_words_but_not_what_it_says(reader: User) -> None:
    for words, footnote in (("no crew", ""), ("not found", "d1fn9")):
        note = marked(reader, words, footnote)
        Annotation.objects.filter(pk=note.pk).update(start=0, end=3)
    faults = [fault for fault in verification.faults("frus1937v01") if "annotation" in fault]
    assert len(faults) == 2
    assert all(fault.startswith("frus1937v01/d1: the annotation ") for fault in faults)
    assert not any(secret in fault for fault in faults for secret in ("Mine", "crew", "reader"))
