"""Tokens by which a reader's own programs write to the notebook."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A personal token; of its secret only the SHA-256 is kept, so that nobody can read it out of the database."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, help_text="What its owner calls it")
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name
