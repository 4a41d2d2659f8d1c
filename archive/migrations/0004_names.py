"""Names are found by how they begin, what stands in them and what they are like: plain spellings, and their indexes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Left, Lower

WHOLE = Func(F("name"), F("office"), template="normalize(%(expressions)s, NFKD)", arg_joiner=" || ' ' || ")
UNHEARD = Value(r"[\u0027\u002e\u02bc\u0300-\u036f\u2018\u2019]+")
BETWEEN = Value(r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f]+")
HEARD = Func(Lower(WHOLE), UNHEARD, Value(""), Value("g"), function="regexp_replace")
WORDS = Func(HEARD, BETWEEN, Value(" "), Value("g"), function="regexp_replace")
PLAIN = Left(Func(WORDS, template="' ' || btrim(%(expressions)s)"), 200)


def sought(model, table):
    plain = models.GeneratedField(expression=PLAIN, output_field=models.TextField(), db_persist=True)
    begins = models.Index(fields=["plain"], opclasses=["text_pattern_ops"], name=f"{table}_begins")
    holds = GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], fastupdate=False, name=f"{table}_holds")
    return [
        migrations.AddField(model, "plain", plain),
        migrations.AddIndex(model, begins),
        migrations.AddIndex(model, holds),
    ]


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_revisions")]

    operations = [TrigramExtension(), *sought("entity", "entity"), *sought("entityname", "entity_name")]
