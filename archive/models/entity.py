"""Persons, offices, bodies and places, the names they are printed under, and where those stand."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left, Lower

from .volume import Volume

LONGEST_PLAIN = 200  # code points of a name by which it is sought; an index takes no text of any length
UNHEARD = r"[\u0027\u002e\u02bc\u0300-\u036f\u2018\u2019]+"  # apostrophes, full stops, accents
BETWEEN = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f]+"  # spaces, other punctuation


def plainly() -> models.GeneratedField:
    """Name and office as typed in a hurry: small letters, no accents, before each word a space and no other sign."""
    whole = Func(F("name"), F("office"), template="normalize(%(expressions)s, NFKD)", arg_joiner=" || ' ' || ")
    heard = Func(Lower(whole), Value(UNHEARD), Value(""), Value("g"), function="regexp_replace")
    words = Func(heard, Value(BETWEEN), Value(" "), Value("g"), function="regexp_replace")
    plain = Left(Func(words, template="' ' || btrim(%(expressions)s)"), LONGEST_PLAIN)
    return models.GeneratedField(expression=plain, output_field=models.TextField(), db_persist=True)


def sought(table: str) -> list[models.Index]:
    """What finds names by how they begin, and by what stands in them or is like them."""
    return [
        models.Index(fields=["plain"], opclasses=["text_pattern_ops"], name=f"{table}_begins"),
        # Not kept waiting in a list that every question would read through.
        GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], fastupdate=False, name=f"{table}_holds"),
    ]


class Entity(models.Model):
    """A person, office, body or place; ``slug`` is its address and is never given to another."""

    KINDS = [(kind, kind) for kind in ("person", "office", "body", "place")]

    kind = models.CharField(max_length=6, choices=KINDS)
    name = models.TextField(help_text="Preferred name")
    office = models.TextField(blank=True, help_text="Of a person: the office held, as printed")
    slug = models.CharField(max_length=200, unique=True)
    description = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True, help_text="Decimal degrees, WGS 84")
    longitude = models.FloatField(null=True, blank=True, help_text="Decimal degrees, WGS 84")
    coordinate_source = models.TextField(
        blank=True, default="", db_default="", help_text="Where the point was looked up"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", help_text="What it turned out to be"
    )
    identifiers = models.JSONField(default=dict, blank=True, help_text="Elsewhere: wikidata, geonames, viaf")
    plain = plainly()

    class Meta:
        ordering = ["name", "office"]
        verbose_name_plural = "entities"
        indexes = sought("entity")
        constraints = [
            models.CheckConstraint(
                # What is compared with nothing is neither true nor false, and a check lets it pass.
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="entity_coordinates",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}" if self.office else self.name


class EntityName(models.Model):
    """A printed name and whom it means; so the next source that prints it means the same.

    ``scope`` is "" where a name alone tells who is meant, a volume's id for a bare surname or a signature that tells
    one from its namesakes there, ``written`` for what datelines print instead of a place ("Department of State"), and
    the id of an entry of a persons list where the source names it.
    """

    kind = models.CharField(max_length=6, choices=Entity.KINDS)
    name = models.TextField(help_text="Folded: see archive.entities.identity")
    office = models.TextField(blank=True)
    scope = models.CharField(max_length=400, blank=True)
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="names")
    plain = plainly()

    class Meta:
        ordering = ["name"]
        indexes = sought("entity_name")
        constraints = [models.UniqueConstraint(fields=["kind", "name", "office", "scope"], name="entity_name")]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """A form of an entity's name with its capitals: the preferred one, another spelling, a fuller form, a further
    office. ``use`` is ``text`` where untagged text is searched for it, ``dateline`` where it stands for a place in
    datelines alone, "" where it is only told."""

    USES = [("", "told"), ("text", "sought in texts"), ("dateline", "stands in datelines")]
    BASES = [(basis, basis) for basis in ("authority", "signature", "curator", "merge")]

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="variants")
    name = models.TextField()
    office = models.TextField(blank=True, help_text="Of a person: an office held, as printed")
    use = models.CharField(max_length=8, choices=USES, blank=True)
    basis = models.CharField(max_length=9, choices=BASES)

    class Meta:
        ordering = ["entity", "pk"]
        constraints = [models.UniqueConstraint(fields=["entity", "name", "office"], name="variant")]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}" if self.office else self.name


class StopName(models.Model):
    """Words that look like a name and mean none ("George Washington", on a ship): no name is looked for in them."""

    name = models.TextField(unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ListedPerson(models.Model):
    """An entry of a volume's list of persons."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="people")
    key = models.CharField(max_length=400, unique=True)
    name = models.TextField()
    description = models.TextField(blank=True)
    order = models.IntegerField()

    class Meta:
        ordering = ["volume", "order"]
        verbose_name_plural = "listed persons"

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """A name in a document: ``start`` to ``end`` count code points in its text, or in that of the footnote ``note``."""

    ROLES = [(role, role) for role in ("sender", "recipient", "signatory", "written", "mentioned")]
    BASES = [(basis, basis) for basis in ("encoded", "heading", "dateline", "signature", "gazetteer", "curator")]

    document = models.ForeignKey("archive.Document", models.CASCADE, related_name="mentions")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="mentions")
    order = models.IntegerField()
    kind = models.CharField(max_length=6, choices=Entity.KINDS)
    name = models.TextField(help_text="As printed, without article")
    office = models.TextField(blank=True)
    role = models.CharField(max_length=9, choices=ROLES)
    text = models.TextField(help_text="The words in the text")
    start = models.IntegerField()
    end = models.IntegerField()
    note = models.CharField(max_length=200, blank=True, help_text="The footnote it stands in")
    basis = models.CharField(max_length=9, choices=BASES)
    key = models.CharField(max_length=400, blank=True, help_text="Entry of a persons list that the source names")

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="mention_order"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gt=F("start")), name="mention_offsets"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.role})"
