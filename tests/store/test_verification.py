"""The inspection finds what no longer fits together, and nothing where all does."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from archive import models
from archive.store import verification, write
from tests import specimens


@pytest.fixture
def archive(db: None) -> Iterator[models.Volume]:
    """The specimen volume, where the database's own guards look away; what is done to it is undone."""
    volume = specimens.load(specimens.SPECIMEN)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield volume
    transaction.set_rollback(True)


def damage(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0


def test_in_a_sound_archive_nothing_is_found(archive: models.Volume) -> None:
    specimens.load(specimens.SEED)
    looked_at: list[int] = []
    assert list(verification.faults(done=looked_at.append)) == []
    assert sum(looked_at) == models.Document.objects.count() > 30


def test_what_is_removed_from_a_source_is_still_sound(archive: models.Volume) -> None:
    specimens.take(specimens.volume(specimens.document(1, "<p>All that is left.</p>"), name="specimen"))
    assert models.Document.objects.filter(order=None).count() > 30
    assert list(verification.faults()) == []


D9 = "(SELECT id FROM archive_document WHERE identifier = 'd9')"
FIRST = f"(SELECT min(id) FROM archive_{{}} WHERE document_id = {D9})"
FAULTS = {
    "UPDATE archive_ingestion SET packed = 'scratched'": "specimen: the source specimen.xml of",
    "UPDATE archive_ingestion SET size = size + 1": "bytes, but",
    "UPDATE archive_ingestion SET sha256 = repeat('0', 64)": "no longer has its SHA-256",
    "UPDATE archive_ingestion SET is_current = false": "specimen: nothing is kept of its source specimen",
    "UPDATE archive_volume SET note_count = 7": "specimen: its note_count is given as 7, but is 38",
    "UPDATE archive_section SET path = '{elsewhere}' WHERE identifier = 'preface'": "specimen/preface: its place",
    f"UPDATE archive_document SET length = 7 WHERE id = {D9}": "specimen/d9: its length is given as 7, but",
    f"UPDATE archive_document SET tei = '<div>' WHERE id = {D9}": "specimen/d9: its TEI cannot be read",
    f"UPDATE archive_document SET text = 'Another ' || text WHERE id = {D9}": "specimen/d9: its pages end at",
    f"UPDATE archive_passage SET start = start + 1 WHERE id = {FIRST.format('passage')}": "begins at 1, but",
    f"UPDATE archive_passage SET html = '<p>Something</p>' WHERE id = {FIRST.format('passage')}": "not show its text",
    'UPDATE archive_page SET "order" = -"order" - 1': "but comes before it in the volume",
    f"UPDATE archive_mention SET text = 'Nowhere' WHERE id = {FIRST.format('mention')}": "the mention of 'Nowhere' at",
    f"UPDATE archive_document SET date = jsonb_set(date, '{{start}}', '0') WHERE id = {D9}": "where the text says",
    "UPDATE archive_note SET at = at + 100000 WHERE identifier = 'd1fn1'": "note d1fn1 stands at 10",
    "UPDATE archive_note SET html = '<p>Something</p>' WHERE identifier = 'd1fn1'": "note d1fn1 does not show its text",
    "UPDATE archive_note SET page_id = NULL WHERE identifier = 'd1fn1'": "note d1fn1 is said to stand on page None",
    'UPDATE archive_enclosure SET "end" = 1000000': "outside the text",
    "UPDATE archive_enclosure SET parent = 'd99at9'": "is said to lie in d99at9, which is not there",
    'UPDATE archive_reference SET "end" = 1000000': "stands outside its text",
    "UPDATE archive_reference SET note = 'd99fn9'": "stands outside its text",
}


@pytest.mark.parametrize(("statement", "sentence"), FAULTS.items())
def test_a_fault_is_found_and_named(archive: models.Volume, statement: str, sentence: str) -> None:
    damage(statement)
    found = list(verification.faults())
    assert any(sentence in fault for fault in found), found
    assert all(fault.startswith("specimen") for fault in found)


def test_an_old_address_that_is_in_use_again_is_found(archive: models.Volume) -> None:
    moved = models.Document.objects.get(identifier="d9")
    models.Address.objects.create(volume="specimen", identifier="d12", document=moved)
    (fault,) = verification.faults()
    assert fault == "specimen/d12: it is said to have moved to specimen/d9, but is still in use"


def test_one_volume_alone_can_be_looked_at(archive: models.Volume) -> None:
    specimens.take(specimens.volume(specimens.document(1, "<p>Sound.</p>"), name="sound"))
    damage("UPDATE archive_volume SET note_count = 7 WHERE identifier = 'specimen'")
    assert list(verification.faults("sound")) == []
    assert len(list(verification.faults("specimen"))) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_in_meanwhile_is_no_fault() -> None:
    """One view from beginning to end: a count read before and rows read after would not agree."""
    specimens.load(specimens.SEED)
    with verification._standing_still(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("on",)
    assert list(verification.faults()) == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<sup data-supplied>1</sup> word.</p>", "One word."),
        ('<ul role="list"><li>a</li></ul><p data-supplied><b>Page 7</b></p>', "a"),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_what_the_archive_supplies_is_not_the_source_s(html: str, text: str) -> None:
    assert verification.own_text(html) == text


@pytest.mark.django_db
def test_the_rows_of_counts_have_the_names_of_their_columns() -> None:
    volume = specimens.load(specimens.SEED)
    assert {name: getattr(volume, name) for name in write.counts(volume)} == write.counts(volume)
