"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from archive import models
from tests import specimens

pytestmark = pytest.mark.django_db

CONTENT = f"""<head>The Consul (<persName type="from">Tibbets</persName>) to the Secretary of State</head>
<dateline><placeName>Paris</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>
<p>One <ref target="#d2">two</ref> {specimens.page("2")}three.<note n="1" xml:id="d1fn1">See <persName
corresp="#p_1">Mr. Hull</persName>, <ref target="#pg_1">page 1</ref>.</note><note n="2" xml:id="d1fn2">x</note></p>
<frus:attachment><head>E</head></frus:attachment><frus:attachment><head>F</head></frus:attachment>"""


@pytest.fixture(autouse=True)
def _archive() -> None:
    """Two documents in two chapters, one of them with one of everything."""
    chapters = [
        f'<div type="chapter" xml:id="ch{n}"><head>C{n}</head>{specimens.document(n, content)}</div>'
        for n, content in enumerate((CONTENT, "<p>Four.</p>"), 1)
    ]
    specimens.take(specimens.volume(specimens.page("1") + "".join(chapters)))


def broken_by(statement: str) -> str:
    """The name of the constraint that a statement breaks, at once or at the end of its transaction."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount > 0, "the statement found nothing to break"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return ""


ONE = "(SELECT id FROM archive_document WHERE identifier = 'd1')"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE archive_document SET identifier = 'd9'", "document_identifier"),
        ('UPDATE archive_document SET "order" = 7', "document_order"),
        ("""UPDATE archive_document SET "order" = -1 WHERE identifier = 'd1'""", "document_order_counts_from_0"),
        ("UPDATE archive_document SET kind = 'novel'", "document_kind"),
        ("UPDATE archive_document SET earliest = '1937-05-02', latest = '1937-05-01'", "document_dates_in_order"),
        ("UPDATE archive_document SET earliest = '1937-05-02', latest = NULL", "document_dates_in_order"),
        ("UPDATE archive_document SET earliest = NULL, latest = '1937-05-02'", "document_dates_in_order"),
        ("UPDATE archive_section SET identifier = 'ch9'", "section_identifier"),
        ('UPDATE archive_section SET "order" = 7', "section_order"),
        ("""UPDATE archive_section SET "order" = -1 WHERE identifier = 'ch1'""", "section_order_counts_from_0"),
        ("UPDATE archive_page SET identifier = 'pg_9'", "page_identifier"),
        ('UPDATE archive_page SET "order" = 7', "page_order"),
        (
            "INSERT INTO archive_source (volume_id, name, form) SELECT volume_id, name, form FROM archive_source",
            "source_name",
        ),
        (
            """INSERT INTO archive_ingestion (source_id, file, sha256, size, packed, taken_at, counts, is_current)
               SELECT source_id, file, sha256, size, packed, taken_at, counts, true FROM archive_ingestion""",
            "one_current_ingestion",
        ),
        (
            f"""INSERT INTO archive_address (volume, identifier, document_id, left_at)
                SELECT 'v', 'd7', {ONE}, now() FROM generate_series(1, 2)""",
            "address_once",
        ),
    ],
)
def test_names_and_places_are_given_once(statement: str, constraint: str) -> None:
    assert broken_by(statement) == constraint


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE archive_document SET length = length + 1 WHERE id = {ONE}",
        f"UPDATE archive_document SET length = length - 1 WHERE id = {ONE}",
        f"DELETE FROM archive_passage WHERE document_id = {ONE} AND start = 0",
        f"DELETE FROM archive_passage WHERE document_id = {ONE} AND start > 0",
        f"DELETE FROM archive_passage WHERE document_id = {ONE}",
        f"UPDATE archive_passage SET start = start + 1 WHERE document_id = {ONE} AND start > 0",
        f"UPDATE archive_passage SET start = start - 1 WHERE document_id = {ONE} AND start > 0",
        f"""UPDATE archive_passage SET "end" = "end" + 1 WHERE document_id = {ONE} AND start > 0""",
        f"""UPDATE archive_passage SET "end" = "end" - 1 WHERE document_id = {ONE} AND start = 0""",
        f"UPDATE archive_passage SET start = 1 WHERE document_id = {ONE} AND start = 0",
    ],
)
def test_pages_cover_their_document_s_text_without_gap_or_overlap(statement: str) -> None:
    assert broken_by(statement) == "passages_cover_text"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (f"""UPDATE archive_passage SET "end" = start WHERE document_id = {ONE}""", "passage_offsets"),
        ("UPDATE archive_passage SET start = -1 WHERE start = 0", "passage_offsets"),
        (
            f"""UPDATE archive_passage SET page_id = (SELECT id FROM archive_page WHERE identifier = 'pg_1')
                WHERE document_id = {ONE}""",
            "passage_page",
        ),
    ],
)
def test_a_document_stands_on_a_page_once_and_with_some_of_its_text(statement: str, constraint: str) -> None:
    assert broken_by(statement) == constraint


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE archive_note SET at = 100000", "note_inside_text"),
        ("UPDATE archive_note SET at = -1", "note_offset"),
        ("UPDATE archive_note SET identifier = 'd1fn9'", "note_identifier"),
        ('UPDATE archive_note SET "order" = 9', "note_order"),
        ('UPDATE archive_enclosure SET "end" = 100000', "enclosure_inside_text"),
        ("UPDATE archive_enclosure SET start = -1", "enclosure_offsets"),
        ('UPDATE archive_enclosure SET start = "end" + 1', "enclosure_offsets"),
        ("UPDATE archive_enclosure SET identifier = 'd1at9'", "enclosure_identifier"),
        ('UPDATE archive_enclosure SET "order" = 9', "enclosure_order"),
        ("""UPDATE archive_mention SET "end" = 100000 WHERE note = ''""", "mention_inside_text"),
        ("""UPDATE archive_mention SET "end" = 100 WHERE note <> ''""", "mention_inside_text"),
        ("""UPDATE archive_mention SET note = 'd1fn2' WHERE note <> ''""", "mention_inside_text"),
        ("""UPDATE archive_mention SET note = 'nowhere' WHERE note <> ''""", "mention_inside_text"),
        ("UPDATE archive_mention SET start = -1", "mention_offsets"),
        ('UPDATE archive_mention SET start = "end"', "mention_offsets"),
        ('UPDATE archive_mention SET "order" = 9', "mention_order"),
        ("""UPDATE archive_reference SET "end" = 100000 WHERE note = ''""", "reference_inside_text"),
        ("""UPDATE archive_reference SET "end" = 100 WHERE note <> ''""", "reference_inside_text"),
        ("""UPDATE archive_reference SET note = 'nowhere'""", "reference_inside_text"),
        ('UPDATE archive_reference SET start = "end"', "reference_offsets"),
        ("UPDATE archive_reference SET start = -1", "reference_offsets"),
        ('UPDATE archive_reference SET "order" = 9', "reference_order"),
        ("UPDATE archive_party SET role = 'sender', \"order\" = 0", "party_order"),
    ],
)
def test_what_belongs_to_a_document_stands_inside_it_and_in_order(statement: str, constraint: str) -> None:
    assert broken_by(statement) == constraint


@pytest.mark.parametrize("table", ["note", "enclosure", "mention", "reference"])
def test_nothing_is_put_in_outside_a_text_either(table: str) -> None:
    columns = "identifier" if table in ("note", "enclosure") else "document_id"
    row = next(iter(getattr(models, table.title())._default_manager.all()))
    row.pk, row.order = None, 99
    setattr(row, columns, "new" if columns == "identifier" else row.document_id)
    setattr(row, "at" if table == "note" else "end", 100000)
    with pytest.raises(IntegrityError, match="its offsets lie outside the text"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE archive_entity SET slug = 'hull'", "archive_entity_slug_key"),
        ("UPDATE archive_entity SET latitude = 1", "entity_coordinates"),
        ("UPDATE archive_entity SET longitude = 1", "entity_coordinates"),
        ("UPDATE archive_entity SET latitude = 91, longitude = 0", "entity_coordinates"),
        ("UPDATE archive_entity SET latitude = 0, longitude = -181", "entity_coordinates"),
        ("UPDATE archive_entityname SET kind = 'person', name = 'x', office = '', scope = ''", "entity_name"),
    ],
)
def test_an_entity_has_one_address_one_meaning_for_a_name_and_a_place_on_earth(statement: str, constraint: str) -> None:
    assert broken_by(statement) == constraint


def test_an_entity_that_is_mentioned_cannot_be_deleted() -> None:
    mention = models.Mention.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        mention.entity.delete()


def test_a_page_on_which_something_stands_cannot_be_deleted() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Page.objects.get(identifier="pg_1").delete()


def test_two_volumes_have_two_names() -> None:
    with pytest.raises(IntegrityError, match="archive_volume_identifier"), transaction.atomic():
        models.Volume.objects.create(identifier="frus1937v01", title="Another")


def test_documents_may_change_places_within_a_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE archive_document SET "order" = 4 - "order", identifier = reverse(identifier)""")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_document_that_has_no_place_in_its_source_breaks_no_order() -> None:
    assert broken_by('UPDATE archive_document SET "order" = NULL') == ""


def test_places_on_earth_may_be_unknown_or_known() -> None:
    assert broken_by("UPDATE archive_entity SET latitude = NULL, longitude = NULL") == ""
    assert broken_by("UPDATE archive_entity SET latitude = -33.45, longitude = 180") == ""
