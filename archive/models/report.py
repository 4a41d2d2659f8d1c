"""What readers tell the archive: that a note is out of place, a text in error; and what curators made of it."""

from __future__ import annotations

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .annotation import Annotation
from .document import Document

Told = TypeVar("Told", bound=models.Model)


class DecidableQuerySet(models.QuerySet[Told]):
    def open(self) -> Self:
        """What waits for a curator, the oldest first."""
        return self.filter(decided_at=None).order_by("created", "pk")


class Decidable(models.Model):
    """Something a reader told the archive, which a curator decides."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    decision = models.TextField(blank=True, help_text="In a sentence")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether no curator has decided it yet."""
        return self.decided_at is None


class Flag(Decidable):
    """A reader reports an annotation that others can see."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="flags")
    reason = models.TextField()

    objects = DecidableQuerySet["Flag"].as_manager()

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["created"], name="flag_open", condition=Q(decided_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["annotation", "by"], name="flag_once", condition=Q(decided_at=None))
        ]

    def __str__(self) -> str:
        return self.reason[:60]


class ErrorReport(Decidable):
    """A reader reports an error of the edition: at ``address``, on code points ``start`` to ``end`` of a document's
    text or of its footnote, where the words ``quote`` stood; null where no words were meant."""

    address = models.TextField(help_text="The page it was reported from")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="error_reports")
    footnote = models.CharField(max_length=200, blank=True)
    start = models.IntegerField(null=True, blank=True)
    end = models.IntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    message = models.TextField()

    objects = DecidableQuerySet["ErrorReport"].as_manager()

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["created"], name="error_report_open", condition=Q(decided_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, start__gte=0, end__gt=F("start")),
                name="error_report_offsets",
            )
        ]

    def __str__(self) -> str:
        return self.message[:60]
