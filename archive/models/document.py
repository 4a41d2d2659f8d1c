"""Documents and what belongs to one: its parties, enclosures and cross-references."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q

from archive.records.document import KINDS

from .entity import Entity
from .volume import Section, Volume, Withdrawable

Interval = tuple[date, date]


class DocumentQuerySet(models.QuerySet["Document"]):
    def shown(self) -> Self:
        """Texts that readers may see, sections' own among them."""
        return self.filter(withdrawn_at=None, volume__withdrawn_at=None)

    def letters(self) -> Self:
        """Documents proper: not sections' own texts."""
        return self.exclude(kind="section")

    def in_volume(self, volume: Volume) -> Self:
        """Of one volume, in source order."""
        return self.filter(volume=volume).order_by("order")

    def overlapping(self, first: date, last: date) -> Self:
        """Dated at least possibly between two days, both included."""
        return self.filter(earliest__lte=last, latest__gte=first)

    def in_file(self, number: str) -> Self:
        """Of one State file number (``761.93/1583``), or of all of its class (``761.93``)."""
        filed = self.exclude(file_number="")
        return filed.filter(Q(file_number=number) | Q(file_number__startswith=f"{number}/"))

    def in_date_order(self) -> Self:
        """By date, undated last, then as printed."""
        return self.order_by(F("earliest").asc(nulls_last=True), "date__time", "volume__identifier", "order")

    def lean(self) -> Self:
        """Without the long columns, for lists."""
        return self.defer("text", "tei")


class Document(Withdrawable):
    """A document of a volume, or, with kind "section", a section's own text. Offsets count code points of ``text``."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="documents")
    source = models.ForeignKey("archive.Source", models.CASCADE, related_name="documents")
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="documents")
    of_section = models.OneToOneField(Section, models.SET_NULL, null=True, blank=True, related_name="text")
    identifier = models.CharField(max_length=200)
    order = models.IntegerField(null=True, blank=True, help_text="Place in source order; none once removed from it")
    number = models.TextField(blank=True, help_text="Given by the edition")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    heading = models.TextField()
    heading_supplied = models.BooleanField(default=False)
    status = ArrayField(models.TextField(), default=list, blank=True)
    file_number = models.CharField(max_length=500, blank=True)
    despatch_number = models.TextField(blank=True)
    date = models.JSONField(default=dict, help_text="The date as a statement: printed, EDTF, encoded, agreeing, basis")
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    received = models.JSONField(default=dict)
    place = models.TextField(blank=True, help_text="Place of writing, as printed")
    signatories = ArrayField(models.TextField(), default=list, blank=True)
    text = models.TextField(blank=True)
    length = models.IntegerField(help_text="Of the text, in code points")
    tei = models.TextField()
    frame = models.JSONField(default=dict, editable=False, help_text="Derived: what stands around it, for its pages")
    changed_at = models.DateTimeField()
    revision = models.BigIntegerField(
        default=0, editable=False, help_text="The archive's, when what searches find of it last changed"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["volume", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["volume", "identifier"], name="document_identifier", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["volume", "order"], name="document_order", deferrable=Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(order__gte=0), name="document_order_counts_from_0"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="document_kind"),
            models.CheckConstraint(
                condition=Q(earliest=None, latest=None)
                | Q(earliest__isnull=False, latest__isnull=False, earliest__lte=F("latest")),
                name="document_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["earliest", "latest"], name="document_dates"),
            models.Index(fields=["file_number"], name="document_file", condition=~Q(file_number="")),
            models.Index(fields=["despatch_number"], name="document_despatch", condition=~Q(despatch_number="")),
            models.Index(fields=["revision", "id"], name="document_revision"),
            models.Index(fields=["volume", "revision", "id"], name="document_volume_revision"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def id_in_archive(self) -> str:
        """Volume and identifier, as records and addresses name it: ``frus1934v05/d41``."""
        return f"{self.volume.identifier}/{self.identifier}"

    @property
    def is_section(self) -> bool:
        """Whether this is a section's own text."""
        return self.kind == "section"


class Party(models.Model):
    """One side of a letter as its heading prints it."""

    ROLES = [("sender", "sender"), ("recipient", "recipient")]

    document = models.ForeignKey(Document, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=9, choices=ROLES)
    order = models.SmallIntegerField()
    text = models.TextField()
    name = models.TextField(blank=True)
    office = models.TextField(blank=True)
    actors = models.JSONField(default=list, help_text="As printed: kind, name, office")
    entities = models.ManyToManyField(Entity, through="PartyActor", related_name="+")

    class Meta:
        ordering = ["document", "role", "order"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["document", "role", "order"], name="party_order")]

    def __str__(self) -> str:
        return self.text


class PartyActor(models.Model):
    """Who one side of a letter is, in the order printed."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="seats")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="seats")
    order = models.SmallIntegerField()

    class Meta:
        ordering = ["party", "order"]
        constraints = [models.UniqueConstraint(fields=["party", "order"], name="party_actor_order")]


class Enclosure(models.Model):
    """Something enclosed with a document, at code points ``start`` to ``end`` of its text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="enclosures")
    identifier = models.CharField(max_length=200)
    order = models.IntegerField()
    label = models.TextField(blank=True)
    heading = models.TextField(blank=True)
    start = models.IntegerField()
    end = models.IntegerField()
    parent = models.CharField(max_length=200, blank=True, help_text="The enclosure around it")

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "identifier"], name="enclosure_identifier"),
            models.UniqueConstraint(fields=["document", "order"], name="enclosure_order"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gte=F("start")), name="enclosure_offsets"),
        ]

    def __str__(self) -> str:
        return self.heading or self.label


class Reference(models.Model):
    """A cross-reference at code points ``start`` to ``end`` of the text, or of the footnote ``note``.

    ``basis`` is ``encoded`` where markup says so; what is ``read`` in the words alone is kept only where it is certain,
    and its ``target`` is as markup would have it, or the words that cite another volume. ``volume`` and ``anchor`` are
    what the target names ("" where it names none). ``leads_to`` is derived: what follows ``/volumes/`` in the address
    of the thing meant, "" as long as the archive does not hold it.
    """

    BASES = [(basis, basis) for basis in ("encoded", "read")]

    document = models.ForeignKey(Document, models.CASCADE, related_name="references")
    order = models.IntegerField()
    note = models.CharField(max_length=200, blank=True)
    target = models.TextField(help_text="As encoded")
    volume = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=200, blank=True)
    leads_to = models.TextField(blank=True, editable=False)
    basis = models.CharField(max_length=7, choices=BASES, default="encoded", db_default="encoded")
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="reference_order"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gt=F("start")), name="reference_offsets"),
        ]
        indexes = [
            models.Index(fields=["volume", "anchor"], name="reference_target"),
            models.Index(fields=["basis"], name="reference_waiting", condition=Q(basis="read", volume="")),
        ]

    def __str__(self) -> str:
        return self.target
