"""What a constraint of one row cannot hold: passages cover their document's text, offsets lie inside it.

Passages are checked at the end of the transaction, when all of a document's are there; the rest statement by statement.
"""

from django.db import migrations

PASSAGES = """
CREATE FUNCTION archive_passages_cover(examined bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reached integer := 0;
    passage record;
    total integer;
BEGIN
    SELECT length INTO total FROM archive_document WHERE id = examined;
    IF total IS NULL THEN RETURN; END IF;
    FOR passage IN SELECT start, "end" FROM archive_passage WHERE document_id = examined ORDER BY start LOOP
        EXIT WHEN passage.start <> reached;
        reached := passage."end";
    END LOOP;
    IF reached <> total THEN
        RAISE EXCEPTION 'document %: its pages do not cover its text (% code points) from % on', examined, total, reached
            USING ERRCODE = 'check_violation', CONSTRAINT = 'passages_cover_text';
    END IF;
END $$;

CREATE FUNCTION archive_passages_of_document() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM archive_passages_cover(NEW.id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER passages_cover_text AFTER INSERT OR UPDATE OF length ON archive_document
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION archive_passages_of_document();

CREATE FUNCTION archive_passages_of_passage() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM archive_passages_cover(COALESCE(NEW.document_id, OLD.document_id)); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER passages_cover_text AFTER INSERT OR UPDATE OR DELETE ON archive_passage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION archive_passages_of_passage();
"""

# name, table, what must hold of a row of it (f) beside its document (d) and, where it stands in a footnote, that (n)
INSIDE = (
    ("note", "f.at <= d.length"),
    ("enclosure", 'f."end" <= d.length'),
    ("mention", "f.\"end\" <= CASE f.note WHEN '' THEN d.length ELSE char_length(n.text) END"),
    ("reference", "f.\"end\" <= CASE f.note WHEN '' THEN d.length ELSE char_length(n.text) END"),
)

INSIDE_SQL = """
CREATE FUNCTION archive_{name}_inside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken bigint;
BEGIN
    SELECT f.id INTO broken FROM fresh f JOIN archive_document d ON d.id = f.document_id {notes}
    WHERE ({rule}) IS NOT TRUE LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '{name} %: its offsets lie outside the text', broken
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}_inside_text';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name}_inside_text AFTER INSERT ON archive_{name} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION archive_{name}_inside();
CREATE TRIGGER {name}_still_inside_text AFTER UPDATE ON archive_{name} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION archive_{name}_inside();
"""
NOTES = "LEFT JOIN archive_note n ON n.document_id = f.document_id AND n.identifier = f.note"


def inside(name: str, rule: str) -> migrations.RunSQL:
    notes = NOTES if "n.text" in rule else ""
    undo = f"""
        DROP TRIGGER {name}_inside_text ON archive_{name}; DROP TRIGGER {name}_still_inside_text ON archive_{name};
        DROP FUNCTION archive_{name}_inside();
    """
    return migrations.RunSQL(INSIDE_SQL.format(name=name, rule=rule, notes=notes), undo)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.RunSQL(
            PASSAGES,
            """
            DROP TRIGGER passages_cover_text ON archive_document;
            DROP TRIGGER passages_cover_text ON archive_passage;
            DROP FUNCTION archive_passages_of_document(); DROP FUNCTION archive_passages_of_passage();
            DROP FUNCTION archive_passages_cover(bigint);
            """,
        ),
        *(inside(name, rule) for name, rule in INSIDE),
    ]
