"""Forms of names with their capitals, words that are no names, and places compared without accents and hyphens."""

import re
import unicodedata

import django.db.models.deletion
from django.db import migrations, models


def plainer(name):
    decomposed = unicodedata.normalize("NFKD", name)
    without = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[\s.‐-―-]+", " ", without).split()).strip(" ,;:[]")


def fold_places_further(apps, schema_editor):
    """Where two names become one, the second stays as it is: the next ingestion that prints it finds the first."""
    EntityName = apps.get_model("archive", "EntityName")
    rows = EntityName.objects.filter(kind="place", office="", scope="").only("pk", "name").order_by("pk")
    taken = {row.name for row in rows}
    changed = []
    for row in rows:
        folded = plainer(row.name)
        if folded != row.name and folded not in taken:
            taken.add(folded)
            row.name = folded
            changed.append(row)
    EntityName.objects.bulk_update(changed, ["name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_curation")]

    operations = [
        migrations.AddField(
            model_name="entity",
            name="coordinate_source",
            field=models.TextField(blank=True, db_default="", default="", help_text="Where the point was looked up"),
        ),
        migrations.CreateModel(
            name="StopName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("office", models.TextField(blank=True, help_text="Of a person: an office held, as printed")),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[("", "told"), ("text", "sought in texts"), ("dateline", "stands in datelines")],
                        max_length=8,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[(basis, basis) for basis in ("authority", "signature", "curator", "merge")],
                        max_length=9,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variants", to="archive.entity"
                    ),
                ),
            ],
            options={
                "ordering": ["entity", "pk"],
                "constraints": [models.UniqueConstraint(fields=("entity", "name", "office"), name="variant")],
            },
        ),
        migrations.RunPython(fold_places_further, migrations.RunPython.noop),
    ]
