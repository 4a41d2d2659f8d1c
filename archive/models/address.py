"""Addresses that were given once and lead elsewhere now."""

from __future__ import annotations

from django.db import models

from .document import Document


class Address(models.Model):
    """An address inside a volume that a document had before it was renumbered: it answers 301 for good."""

    volume = models.CharField(max_length=200)
    identifier = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.CASCADE, related_name="former_addresses")
    left_at = models.DateTimeField(auto_now_add=True)
    revision = models.BigIntegerField(
        null=True, editable=False, help_text="The archive's since which it leads elsewhere; none until it is committed"
    )

    class Meta:
        ordering = ["volume", "identifier"]
        verbose_name_plural = "addresses"
        constraints = [models.UniqueConstraint(fields=["volume", "identifier"], name="address_once")]
        indexes = [
            models.Index(fields=["revision", "id"], name="address_revision"),
            models.Index(fields=["volume", "revision", "id"], name="address_volume_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.volume}/{self.identifier}"
