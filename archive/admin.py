"""The curator's desk: finding anything the archive holds. The edition itself is written by ingestion alone."""

from __future__ import annotations

from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from archive import models


class Kept(admin.ModelAdmin):
    """Rows that a curator may look at; only ingestion writes the edition, only the notebook notes."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(models.Volume)
class VolumeAdmin(Kept):
    list_display = ("identifier", "title", "subseries", "year", "document_count", "page_count", "withdrawn_at")
    list_filter = ("series", "withdrawn_at")
    search_fields = ("identifier", "title", "series")


@admin.register(models.Section)
class SectionAdmin(Kept):
    list_display = ("identifier", "title", "kind", "volume", "placement", "has_text")
    list_filter = ("kind", "placement", "has_text")
    list_select_related = ("volume",)
    search_fields = ("=identifier", "title", "=volume__identifier")


@admin.register(models.Document)
class DocumentAdmin(Kept):
    list_display = ("identifier", "heading", "kind", "date_text", "file_number", "volume", "read")
    list_filter = ("kind", "heading_supplied", "withdrawn_at")
    list_select_related = ("volume",)
    search_fields = ("=identifier", "heading", "file_number", "=volume__identifier")
    exclude = ("tei", "frame")
    date_hierarchy = "earliest"

    @admin.display(description="date", ordering="earliest")
    def date_text(self, document: models.Document) -> str:
        """The date as printed, else as encoded."""
        return str(document.date.get("text") or document.date.get("edtf") or "")

    @admin.display(description="reading page")
    def read(self, document: models.Document) -> str:
        """A link to the page readers see."""
        return format_html(
            '<a href="{}">read</a>', reverse("slot", args=[document.volume.identifier, document.identifier])
        )


@admin.register(models.Page)
class PageAdmin(Kept):
    list_display = ("identifier", "label", "image", "supplied", "volume", "order")
    list_filter = ("supplied",)
    list_select_related = ("volume",)
    search_fields = ("=identifier", "=label", "=volume__identifier")


@admin.register(models.Note)
class NoteAdmin(Kept):
    list_display = ("identifier", "mark", "text", "document")
    list_select_related = ("document",)
    search_fields = ("=identifier", "text", "=document__volume__identifier")
    raw_id_fields = ("document", "page")


@admin.register(models.Enclosure)
class EnclosureAdmin(Kept):
    list_display = ("identifier", "label", "heading", "document")
    list_select_related = ("document",)
    search_fields = ("=identifier", "label", "heading")


@admin.register(models.Entity)
class EntityAdmin(Kept):
    list_display = ("name", "office", "kind", "slug", "merged_into", "desk")
    list_filter = ("kind",)
    list_select_related = ("merged_into",)
    search_fields = ("name", "office", "=slug")

    @admin.display(description="desk")
    def desk(self, entity: models.Entity) -> str:
        """A link to where it is put right."""
        return format_html('<a href="{}">put right</a>', reverse("desk-entity", args=[entity.slug]))


@admin.register(models.Mention)
class MentionAdmin(Kept):
    list_display = ("text", "role", "kind", "entity", "basis", "document")
    list_filter = ("role", "kind", "basis")
    list_select_related = ("entity", "document")
    search_fields = ("text", "=entity__slug", "=document__volume__identifier")


@admin.register(models.Address)
class AddressAdmin(Kept):
    list_display = ("volume", "identifier", "document", "left_at")
    list_select_related = ("document",)
    search_fields = ("=volume", "=identifier")


@admin.register(models.Ingestion)
class IngestionAdmin(Kept):
    list_display = ("file", "source", "taken_at", "size", "sha256", "is_current")
    list_filter = ("is_current",)
    list_select_related = ("source",)
    search_fields = ("file", "sha256", "=source__volume__identifier")
    exclude = ("packed",)


@admin.register(models.Finding)
class FindingAdmin(Kept):
    list_display = ("kind", "what", "where", "line", "ingestion")
    list_filter = ("kind",)
    list_select_related = ("ingestion",)
    search_fields = ("what", "=where", "=ingestion__source__volume__identifier")


@admin.register(models.Annotation)
class AnnotationAdmin(Kept):
    """What curators may read, and no more: of other readers' private notes not even that there are any."""

    list_display = ("__str__", "voice", "owner", "document", "visibility", "approval", "standing", "modified")
    list_filter = ("voice", "visibility", "approval", "standing")
    list_select_related = ("owner", "document__volume")
    search_fields = ("=document__identifier", "=document__volume__identifier", "=owner__username")
    exclude = ("extra", "other_selectors", "reply_to")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Annotation]:
        rows = models.Annotation.objects.visible_to(cast(User, request.user)).order_by("-modified", "-pk")
        return rows.defer("document__text", "document__tei")


@admin.register(models.Flag)
class FlagAdmin(Kept):
    list_display = ("reason", "by", "created", "decision", "decided_by")
    list_filter = ("decided_at",)
    list_select_related = ("by", "decided_by")
    search_fields = ("reason", "decision")
    exclude = ("annotation",)


@admin.register(models.ErrorReport)
class ErrorReportAdmin(Kept):
    list_display = ("message", "address", "by", "created", "decision", "decided_by")
    list_filter = ("decided_at",)
    list_select_related = ("by", "decided_by")
    search_fields = ("message", "quote", "address", "decision")


@admin.register(models.Token)
class TokenAdmin(Kept):
    """Whose programs may write to the notebook, and since when; of a secret nothing is shown."""

    list_display = ("name", "owner", "created", "used_at")
    list_select_related = ("owner",)
    search_fields = ("name", "=owner__username")
