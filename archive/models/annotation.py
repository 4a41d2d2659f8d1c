"""Readers' annotations, what they said before, and what others say of them; written by `annotations/notebook` alone."""

from __future__ import annotations

from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from .document import Document

Reader = User | AnonymousUser
NOT_DELETED = Q(deleted_at=None)


def is_curator(user: Reader) -> bool:
    """Whether someone works at the curators' desk."""
    return user.is_active and user.is_staff


class Visibility(models.TextChoices):
    """To whom an annotation is shown, besides its owner."""

    PRIVATE = "private", "only you"
    LINK = "link", "whoever has its address"
    PUBLIC = "public", "everybody"


class Voice(models.TextChoices):
    """Who speaks: a reader, or the archive itself, in a note or with another reading of the printed words."""

    READER = "reader", "reader's note"
    EDITORIAL = "editorial", "editorial note"
    CORRECTION = "correction", "correction"


class Approval(models.TextChoices):
    """What a curator decided of a note that its owner wants to be public."""

    NONE = "", "awaits a curator"
    ALLOWED = "allowed", "allowed"
    HIDDEN = "hidden", "taken out of sight"


class Colour(models.TextChoices):
    """Of a highlight."""

    YELLOW = "yellow", "yellow"
    GREEN = "green", "green"
    BLUE = "blue", "blue"
    PINK = "pink", "pink"
    PURPLE = "purple", "purple"


class Standing(models.TextChoices):
    """What became of an annotation's words; of those that stand in a text, as `annotations.anchoring.State` says."""

    EXACT = "exact", "as it was"
    MOVED = "moved", "the same words at another place"
    CHANGED = "changed", "its words were changed"
    LOST = "lost", "its words are gone"
    WHOLE = "whole", "on the whole document or page"


IN_TEXT = (Standing.EXACT, Standing.MOVED, Standing.CHANGED)
UNSETTLED = (Standing.CHANGED, Standing.LOST)


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, user: Reader) -> Self:
        """What someone finds on pages and in lists. With ``at`` and ``replying_to`` the one place where privacy is
        decided.

        One's own, whatever became of its document; what is public, of documents that readers may see. To curators also
        what is meant to be public and was not allowed yet, or is no longer: they decide on it.
        """
        return self.filter(NOT_DELETED & _visible_to(user))

    def at(self, address: UUID | str, user: Reader) -> Self:
        """The annotation at an address, if someone who has it may see it: it is visible, or shared by its link."""
        return self.filter(NOT_DELETED & (_visible_to(user) | _by_link()), address=address)

    def replying_to(self, annotation: Annotation, user: Reader) -> Self:
        """The answers that someone who sees an annotation may see, the oldest first."""
        return self.filter(NOT_DELETED & (_visible_to(user) | _by_link()), reply_to=annotation).order_by(
            "created", "pk"
        )

    def public(self) -> Self:
        """What everybody sees."""
        return self.filter(NOT_DELETED & _public() & _of_shown_documents())

    def of(self, user: Reader) -> Self:
        """A reader's own notebook."""
        return self.filter(NOT_DELETED, owner=user.pk) if user.is_authenticated else self.none()

    def deleted_by(self, user: Reader) -> Self:
        """What a reader threw away and can have back."""
        return self.filter(owner=user.pk, deleted_at__isnull=False) if user.is_authenticated else self.none()

    def on(self, document: Document) -> Self:
        """On a document, in the order of its text; what is on the whole of it first."""
        return self.filter(document=document).order_by(F("start").asc(nulls_first=True), "end", "pk")

    def roots(self) -> Self:
        """Without replies."""
        return self.filter(reply_to=None)

    def of_the_archive(self) -> Self:
        """Editorial notes and corrections."""
        return self.exclude(voice=Voice.READER)

    def unsettled(self) -> Self:
        """Those whose words a correction changed or took away, for their owners to look at."""
        return self.filter(standing__in=UNSETTLED)

    def reported(self, user: Reader) -> Self:
        """Of what someone who is told its address may see, what others reported and nobody decided yet."""
        seen = NOT_DELETED & (_visible_to(user) | _by_link())
        return self.filter(seen, flags__isnull=False, flags__decided_at=None).order_by("pk").distinct()

    def awaiting(self) -> Self:
        """What curators have to allow before it is public; the oldest first."""
        return self.filter(NOT_DELETED, visibility=Visibility.PUBLIC, approval=Approval.NONE).order_by("modified", "pk")


def _visible_to(user: Reader) -> Q:
    seen = _public() & _of_shown_documents()
    if user.is_authenticated:
        seen |= Q(owner=user.pk)
    if is_curator(user):
        seen |= Q(visibility=Visibility.PUBLIC)
    return seen


def _public() -> Q:
    return Q(visibility=Visibility.PUBLIC, approval=Approval.ALLOWED)


def _by_link() -> Q:
    return Q(visibility=Visibility.LINK) & ~Q(approval=Approval.HIDDEN) & _of_shown_documents()


def _of_shown_documents() -> Q:
    return Q(document__withdrawn_at=None, document__volume__withdrawn_at=None)


class Said(models.Model):
    """What an annotation says, now or before."""

    text = models.TextField(blank=True)
    format = models.CharField(max_length=100, default="text/markdown", help_text="Media type of the text")
    tags = ArrayField(models.TextField(), default=list, blank=True)
    colour = models.CharField(max_length=6, choices=Colour, default=Colour.YELLOW)
    quote = models.TextField(blank=True, help_text="The words it stands on; of a lost one those it stood on")
    extra = models.JSONField(default=dict, blank=True, help_text="All that a foreign client sent, given back to it")

    class Meta:
        abstract = True


class Annotation(Said):
    """A note on code points ``start`` to ``end`` of a document's text, or of its footnote ``footnote``.

    Both are null where it is on the whole document, on its printed page ``page``, or lost. ``old_quote``,
    ``old_start`` and ``old_end`` are where it stood when its owner last saw to it, in a text with ``old_hash``;
    ``new_hash`` is of the text in which it stands now (SHA-256, as of ``anchored_at``; "" before any correction).
    ``places`` are those that a lost one may have come to. ``version`` counts what can be seen of it.
    """

    address = models.UUIDField(unique=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="annotations"
    )
    voice = models.CharField(max_length=10, choices=Voice, default=Voice.READER)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    signature = models.TextField(blank=True, help_text="Of the archive's own: which curator wrote it")
    visibility = models.CharField(max_length=7, choices=Visibility, default=Visibility.PRIVATE)
    approval = models.CharField(max_length=7, choices=Approval, default=Approval.NONE, blank=True)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")

    document = models.ForeignKey(Document, models.PROTECT, related_name="annotations")
    page = models.CharField(max_length=200, blank=True, help_text="The printed page that is meant as a whole")
    footnote = models.CharField(max_length=200, blank=True, help_text="The footnote it stands in")
    start = models.IntegerField(null=True, blank=True)
    end = models.IntegerField(null=True, blank=True)
    prefix = models.TextField(blank=True, help_text="What stands before its words")
    suffix = models.TextField(blank=True, help_text="What stands behind them")
    other_selectors = models.JSONField(default=list, blank=True, help_text="As they came")

    standing = models.CharField(max_length=7, choices=Standing, default=Standing.WHOLE)
    score = models.FloatField(default=1.0)
    old_quote = models.TextField(blank=True)
    old_start = models.IntegerField(null=True, blank=True)
    old_end = models.IntegerField(null=True, blank=True)
    places = models.JSONField(default=list, blank=True, help_text="Starts and ends")
    old_hash = models.CharField(max_length=64, blank=True)
    new_hash = models.CharField(max_length=64, blank=True)
    anchored_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    version = models.IntegerField(default=1)
    created = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["-modified", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, start__gte=0, end__gt=F("start")),
                name="annotation_offsets",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=IN_TEXT, start__isnull=False)
                | Q(standing__in=[Standing.LOST, Standing.WHOLE], start=None),
                name="annotation_standing",
            ),
            models.CheckConstraint(
                condition=Q(voice=Voice.READER, owner__isnull=False)
                | (Q(voice__in=[Voice.EDITORIAL, Voice.CORRECTION], owner=None) & ~Q(signature="")),
                name="annotation_voice",
            ),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="annotation_visibility"),
            models.CheckConstraint(condition=Q(approval__in=Approval.values), name="annotation_approval"),
            models.CheckConstraint(condition=Q(version__gte=1), name="annotation_version"),
        ]
        indexes = [
            models.Index(fields=["document", "owner"], name="annotation_on_document", condition=NOT_DELETED),
            models.Index(
                fields=["document"],
                name="annotation_public",
                condition=Q(deleted_at=None, visibility=Visibility.PUBLIC),
            ),
            models.Index(fields=["owner", "-modified"], name="annotation_notebook", condition=NOT_DELETED),
            models.Index(
                fields=["modified"],
                name="annotation_awaiting",
                condition=Q(deleted_at=None, visibility=Visibility.PUBLIC, approval=Approval.NONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_voice_display()} {self.pk}"  # lists and logs show this: neither its words nor its address

    def get_absolute_url(self) -> str:
        """Its address on this site."""
        return reverse("annotation", args=[self.address])

    @property
    def is_of_archive(self) -> bool:
        """Whether it is the archive's own voice."""
        return self.voice != Voice.READER

    @property
    def is_unsettled(self) -> bool:
        """Whether its owner should look where it stands."""
        return self.standing in UNSETTLED

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it, as far as its owner and the curators have a say."""
        return self.visibility == Visibility.PUBLIC and self.approval == Approval.ALLOWED

    def may_be_changed_by(self, user: Reader) -> bool:
        """Its owner; of the archive's own any curator."""
        if self.is_of_archive:
            return is_curator(user)
        return user.is_authenticated and user.pk == self.owner_id


class Earlier(Said):
    """What an annotation said before an edit, and where it stood; ``version`` is the one it was."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="earlier")
    version = models.IntegerField()
    start = models.IntegerField(null=True, blank=True)
    end = models.IntegerField(null=True, blank=True)
    said_until = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["annotation", "-version"]
        verbose_name_plural = "earlier"
        constraints = [models.UniqueConstraint(fields=["annotation", "version"], name="earlier_version")]

    def __str__(self) -> str:
        return f"{self.annotation_id}, version {self.version}"
