"""Revisions become a log, and documents say at which one they last changed: what full-text search follows.

The row there was stays as the first of the log. Documents say 0 until they change: an index made after this holds
them all.
"""

from django.db import migrations, models

# The one row there was came with its key, and the keys that PostgreSQL gives begin behind it.
NEXT_KEY = """
SELECT setval(pg_get_serial_sequence('archive_revision', 'id'), coalesce(max(id), 0) + 1, false) FROM archive_revision
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_offsets")]

    operations = [
        migrations.AlterModelOptions(name="revision", options={"get_latest_by": "number", "ordering": ["number"]}),
        migrations.AlterField("revision", "number", models.BigIntegerField(unique=True)),
        migrations.AlterField("revision", "token", models.CharField(max_length=32)),
        migrations.RunSQL(NEXT_KEY, migrations.RunSQL.noop),
        migrations.AddField(
            "document",
            "revision",
            models.BigIntegerField(
                default=0, editable=False, help_text="The archive's, when what searches find of it last changed"
            ),
        ),
        migrations.AddIndex("document", models.Index(fields=["revision"], name="document_revision")),
    ]
