"""Cross-references that are read in the words alone, beside those that markup has; despatches found by their numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_variants")]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="basis",
            field=models.CharField(
                choices=[("encoded", "encoded"), ("read", "read")],
                db_default="encoded",
                default="encoded",
                max_length=7,
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("despatch_number", ""), _negated=True),
                fields=["despatch_number"],
                name="document_despatch",
            ),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(
                condition=models.Q(("basis", "read"), ("volume", "")), fields=["basis"], name="reference_waiting"
            ),
        ),
    ]
