"""Printed pages, and what each carries of a document as finished HTML."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Deferrable, F, Q

from .document import Document
from .volume import Volume


class Page(models.Model):
    """A page marker of a volume; ``supplied`` is true of the one that stands for text before the first marker."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="pages")
    source = models.ForeignKey("archive.Source", models.CASCADE, related_name="pages")
    identifier = models.CharField(max_length=200)
    label = models.TextField(null=True, blank=True, help_text="As printed; null where unknown")  # noqa: DJ001
    image = models.TextField(blank=True, help_text="Number of the scan")
    supplied = models.BooleanField(default=False)
    order = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = ["volume", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["volume", "identifier"], name="page_identifier", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["volume", "order"], name="page_order", deferrable=Deferrable.DEFERRED),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How the page is called: "p. 22", or "before p. 22" where its number is unknown."""
        if self.label:
            return f"p. {self.label}"
        if self.supplied and self.identifier.startswith("pg_before_"):
            return f"before p. {self.identifier.removeprefix('pg_before_')}"
        return "unnumbered page"


class PassageQuerySet(models.QuerySet["Passage"]):
    def on_page(self, page: Page) -> Self:
        """What a printed page carries: of each source in the order of their arrival, then in source order."""
        return self.filter(page=page).order_by("document__source_id", "order")

    def shown(self) -> Self:
        """Passages of documents that readers may see."""
        return self.filter(document__withdrawn_at=None, document__volume__withdrawn_at=None)


class Passage(models.Model):
    """What one printed page carries of a document: code points ``start`` to ``end`` of its text, and neutral HTML.

    The passages of a document cover its text from 0 to its length without gap or overlap: a trigger of the database
    sees to that at the end of each transaction. ``opened`` and ``closed`` count the characters at the beginning and
    end of ``html`` that only mend the page break.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages")
    page = models.ForeignKey(Page, models.PROTECT, related_name="passages")
    start = models.IntegerField()
    end = models.IntegerField()
    html = models.TextField()
    opened = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    order = models.IntegerField(help_text="Place among all passages of the source")

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["document", "start"]
        constraints = [
            models.UniqueConstraint(fields=["document", "page"], name="passage_page"),
            models.UniqueConstraint(fields=["document", "start"], name="passage_start"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gt=F("start")), name="passage_offsets"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.start}–{self.end}"
