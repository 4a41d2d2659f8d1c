"""The log of curators tells what they did to notes and reports too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_attempts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="act",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="acts",
                to="archive.document",
            ),
        ),
        migrations.AlterField(
            model_name="act",
            name="entity",
            field=models.ForeignKey(
                blank=True,
                help_text="What it was done to",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="archive.entity",
            ),
        ),
        migrations.AlterField(
            model_name="act",
            name="kind",
            field=models.CharField(
                choices=[
                    ("merge", "merge"),
                    ("split", "split"),
                    ("rename", "rename"),
                    ("variant", "variant"),
                    ("ruling", "ruling"),
                    ("note", "note"),
                    ("flag", "flag"),
                    ("report", "report"),
                    ("editorial", "editorial"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entity__isnull", False), ("kind__in", ("merge", "split", "rename", "variant", "ruling"))
                    ),
                    models.Q(
                        ("entity", None), ("kind__in", ("note", "flag", "report", "editorial")), ("undone_at", None)
                    ),
                    _connector="OR",
                ),
                name="act_on",
            ),
        ),
    ]
