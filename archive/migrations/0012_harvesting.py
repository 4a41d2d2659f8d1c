"""Revisions say when they were, and former addresses since which revision they lead elsewhere: what harvesters follow.

What was there before is told as of now, since nobody has harvested it yet.
"""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0011_page_images")]

    operations = [
        migrations.AddField(
            "revision",
            "at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True),
        ),
        migrations.AddField(
            "address",
            "revision",
            models.BigIntegerField(
                null=True,
                editable=False,
                help_text="The archive's since which it leads elsewhere; none until it is committed",
            ),
        ),
        migrations.RunSQL("UPDATE archive_address SET revision = 0", migrations.RunSQL.noop),
        migrations.AddIndex("address", models.Index(fields=["revision", "id"], name="address_revision")),
        migrations.AddIndex(
            "address", models.Index(fields=["volume", "revision", "id"], name="address_volume_revision")
        ),
        migrations.RemoveIndex("document", "document_revision"),
        migrations.AddIndex("document", models.Index(fields=["revision", "id"], name="document_revision")),
        migrations.AddIndex(
            "document", models.Index(fields=["volume", "revision", "id"], name="document_volume_revision")
        ),
    ]
