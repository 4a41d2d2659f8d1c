"""How often something was tried of late: to log in, to have a message sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0008_annotations")]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
            options={"ordering": ["-last_at"]},
        ),
    ]
