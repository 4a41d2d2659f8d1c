"""Where a volume came from: its sources, each time one was taken in, and what was not understood."""

from __future__ import annotations

import zlib

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now

from archive import replicas

from .volume import Volume

REVISION_LOCK = 0x72657669  # "revi": held by who gives the archive a revision, until it is committed


class Source(models.Model):
    """A file that a volume is made of, known again by volume and name: the TEI volume itself, or a transcript."""

    FORMS = [("tei", "TEI"), ("transcript", "transcript")]

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="sources")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=FORMS)

    class Meta:
        ordering = ["volume", "name"]
        constraints = [models.UniqueConstraint(fields=["volume", "name"], name="source_name")]

    def __str__(self) -> str:
        return self.name


class Ingestion(models.Model):
    """One taking-in of a source, with its bytes as they came."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="ingestions")
    file = models.CharField(max_length=500, help_text="Name of the file")
    sha256 = models.CharField(max_length=64, help_text="Of the unpacked bytes")
    size = models.BigIntegerField(help_text="Unpacked, in bytes")
    packed = models.BinaryField(help_text="The bytes, compressed (zlib)")
    taken_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-taken_at"]
        get_latest_by = "taken_at"
        constraints = [
            models.UniqueConstraint(fields=["source"], name="one_current_ingestion", condition=Q(is_current=True))
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.taken_at:%Y-%m-%d}"

    def content(self) -> bytes:
        """The source's bytes as they came, unpacked."""
        return zlib.decompress(self.packed)


class Finding(models.Model):
    """Something in a source that was kept although it was not understood."""

    ingestion = models.ForeignKey(Ingestion, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=100)
    what = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    line = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = ["ingestion", "id"]
        indexes = [models.Index(fields=["kind"], name="finding_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


class Revision(models.Model):
    """A state of the archive: one for each transaction that changed what readers see, written last in it.

    ``number`` counts them, and they are committed in its order; ``token`` is this state's alone, so that what was
    derived from an archive is not taken for another's, also after an older backup has been restored. ``at`` is when,
    and never before that of an earlier one.
    """

    number = models.BigIntegerField(unique=True)
    token = models.CharField(max_length=32)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        ordering = ["number"]
        get_latest_by = "number"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def latest(cls) -> tuple[int, str]:
        """Number and token of the archive's state now; asked on every request, so without the cost of building a
        query. (0, "") for an archive that never changed."""
        with replicas.connection().cursor() as cursor:
            cursor.execute(f"SELECT number, token FROM {cls._meta.db_table} ORDER BY number DESC LIMIT 1")
            row = cursor.fetchone()
        return row or (0, "")

    @staticmethod
    def settle() -> None:
        """Wait until whoever has looked at the clock for a revision has committed it: what was given a time before
        now can be seen from here on. Of the primary: on a replica nobody holds that lock."""
        replicas.leave()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [REVISION_LOCK])
