"""What curators decide of names: rulings, suggestions, former addresses, and the log of their acts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0004_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entity",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="What it turned out to be",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="archive.entity",
            ),
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merge", "merge"),
                            ("split", "split"),
                            ("rename", "rename"),
                            ("variant", "variant"),
                            ("ruling", "ruling"),
                        ],
                        max_length=8,
                    ),
                ),
                ("said", models.TextField(help_text="In a sentence")),
                ("before", models.JSONField(default=dict, help_text="What it changed, as it was")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        help_text="What it was done to",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="archive.entity",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=200, unique=True)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_slugs", to="archive.entity"
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("office", "office"), ("body", "body"), ("place", "place")],
                        max_length=6,
                    ),
                ),
                ("name", models.TextField()),
                ("office", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rulings", to="archive.document"
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="archive.entity",
                    ),
                ),
            ],
            options={
                "ordering": ["document", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "kind", "name", "office"), name="ruling_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("office", "office"), ("body", "body"), ("place", "place")],
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(help_text="The words in the text")),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("note", models.CharField(blank=True, help_text="The footnote it stands in", max_length=200)),
                ("candidates", models.ManyToManyField(related_name="+", to="archive.entity")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="archive.document"
                    ),
                ),
            ],
            options={
                "ordering": ["document", "note", "start"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "note", "start", "end"), name="suggestion_place"),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start")), ("start__gte", 0)), name="suggestion_offsets"
                    ),
                ],
            },
        ),
    ]
