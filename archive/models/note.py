"""Footnotes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .document import Document
from .page import Page


class Note(models.Model):
    """A footnote; ``at`` is the code point in the document's text that its mark follows."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="notes")
    identifier = models.CharField(max_length=200)
    order = models.IntegerField()
    mark = models.TextField(blank=True, help_text="As printed")
    text = models.TextField()
    html = models.TextField()
    page = models.ForeignKey(Page, models.PROTECT, null=True, blank=True, related_name="notes")
    at = models.IntegerField()

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "identifier"], name="note_identifier"),
            models.UniqueConstraint(fields=["document", "order"], name="note_order"),
            models.CheckConstraint(condition=Q(at__gte=0), name="note_offset"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.text[:60]}"
