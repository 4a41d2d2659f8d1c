"""Volumes and the tree of sections inside them."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q


class Withdrawable(models.Model):
    """Something that can be taken out of sight, reversibly: its addresses then answer 410 and say why."""

    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is out of sight."""
        return self.withdrawn_at is not None


class VolumeQuerySet(models.QuerySet["Volume"]):
    def shown(self) -> Self:
        """Volumes that readers may see."""
        return self.filter(withdrawn_at=None)

    def in_library_order(self) -> Self:
        """By the years they cover, then by id."""
        return self.order_by("subseries", "identifier")


class Volume(Withdrawable):
    """A printed volume, or a collection of transcripts; ``identifier`` is what its address says."""

    identifier = models.CharField(max_length=200, unique=True)
    title = models.TextField()
    series = models.TextField(blank=True)
    subseries = models.TextField(blank=True, help_text="Years covered")
    number = models.TextField(null=True, blank=True, help_text='Without its leading "Volume"')  # noqa: DJ001
    publisher = models.TextField(blank=True)
    place = models.TextField(blank=True)
    year = models.IntegerField(null=True, blank=True, help_text="Year of printing")
    editors = ArrayField(models.TextField(), default=list, blank=True)
    repository = models.TextField(blank=True)
    rights = models.TextField(blank=True)
    language = models.TextField(blank=True)
    source_note = models.TextField(blank=True, help_text="What the header says of where the text comes from")
    revisions = ArrayField(models.TextField(), default=list, blank=True)
    document_count = models.IntegerField(default=0, editable=False)
    page_count = models.IntegerField(default=0, editable=False)
    note_count = models.IntegerField(default=0, editable=False)
    enclosure_count = models.IntegerField(default=0, editable=False)
    image_template = models.TextField(blank=True, help_text="Address of the image of a printed page, {image} in it")
    image_names = ArrayField(models.TextField(), default=list, blank=True, help_text="Those there are; none: every one")
    image_width = models.PositiveIntegerField(null=True, blank=True, help_text="Of every image, in pixels")
    image_height = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = VolumeQuerySet.as_manager()

    class Meta:
        ordering = ["identifier"]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A compilation, chapter, preface, index …: what stands between a volume and its documents."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="sections")
    source = models.ForeignKey("archive.Source", models.CASCADE, related_name="sections")
    identifier = models.CharField(max_length=200)
    kind = models.TextField()
    title = models.TextField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    path = ArrayField(models.TextField(), default=list, help_text="Identifiers of the sections around it, then its own")
    placement = models.CharField(max_length=5, choices=[(p, p) for p in ("front", "body", "back")])
    order = models.IntegerField(help_text="Place in source order, among sections and documents")
    has_text = models.BooleanField(default=False, help_text="More than a heading stands in it outside its documents")

    class Meta:
        ordering = ["volume", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["volume", "identifier"], name="section_identifier", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["volume", "order"], name="section_order", deferrable=Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(order__gte=0), name="section_order_counts_from_0"),
        ]

    def __str__(self) -> str:
        return self.title
