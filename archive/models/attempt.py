"""How often something was tried of late that must not be tried at will: to log in, to have a message sent."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """Attempts of one sort, by one visitor or for one name: how many, and when the last was.

    ``key`` is a keyed hash of the sort, the name and the visitor's address: who they were cannot be read from it. A row
    goes when nothing was tried for a while.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return f"{self.count} until {self.last_at:%Y-%m-%d %H:%M}"
