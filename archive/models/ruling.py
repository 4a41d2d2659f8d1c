"""What curators decide of names: rulings that ingestion asks first, suggestions awaiting one; the log of all their
acts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .document import Document
from .entity import Entity


class FormerSlug(models.Model):
    """An address that a place or actor had before it was renamed or merged; it leads to what bears it now, for good."""

    slug = models.CharField(max_length=200, unique=True)
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="former_slugs")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class Ruling(models.Model):
    """Whom a printed name means in one document, whatever it means elsewhere; nobody where ``entity`` is null.

    ``name`` and ``office`` are folded as in ``EntityName``. Rulings outlive every ingestion of the document.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="rulings")
    kind = models.CharField(max_length=6, choices=Entity.KINDS)
    name = models.TextField()
    office = models.TextField(blank=True)
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, blank=True, related_name="rulings")

    class Meta:
        ordering = ["document", "name"]
        constraints = [models.UniqueConstraint(fields=["document", "kind", "name", "office"], name="ruling_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.entity or 'nobody'}"


class Suggestion(models.Model):
    """A name in a document that may mean one of several: code points ``start`` to ``end`` of its text or footnote."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="suggestions")
    candidates = models.ManyToManyField(Entity, related_name="+")
    kind = models.CharField(max_length=6, choices=Entity.KINDS)
    text = models.TextField(help_text="The words in the text")
    start = models.IntegerField()
    end = models.IntegerField()
    note = models.CharField(max_length=200, blank=True, help_text="The footnote it stands in")

    class Meta:
        ordering = ["document", "note", "start"]
        constraints = [
            models.UniqueConstraint(fields=["document", "note", "start", "end"], name="suggestion_place"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gt=models.F("start")), name="suggestion_offsets"),
        ]

    def __str__(self) -> str:
        return self.text


class Act(models.Model):
    """Something a curator did: to places and actors, with what is needed to undo it; or to what readers and the archive
    say of its texts, which is undone by deciding otherwise. No words of a reader's stand in it, since they may go."""

    ON_NAMES = ("merge", "split", "rename", "variant", "ruling")
    ON_NOTES = ("note", "flag", "report", "editorial")
    KINDS = [(kind, kind) for kind in (*ON_NAMES, *ON_NOTES)]

    kind = models.CharField(max_length=10, choices=KINDS)
    entity: models.ForeignKey[Entity, Entity] = models.ForeignKey(  # type: ignore[misc]  # null for what was done to notes, which none who ask for a name meet
        Entity, models.PROTECT, null=True, blank=True, related_name="acts", help_text="What it was done to"
    )
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="acts")
    said = models.TextField(help_text="In a sentence")
    before = models.JSONField(default=dict, help_text="What it changed, as it was")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("merge", "split", "rename", "variant", "ruling"), entity__isnull=False)
                | Q(kind__in=("note", "flag", "report", "editorial"), entity=None, undone_at=None),
                name="act_on",
            )
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def is_undone_here(self) -> bool:
        """Whether it can be undone from the log."""
        return self.entity_id is not None and self.undone_at is None
