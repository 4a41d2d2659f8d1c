"""The name plate: tells Django what this app is called and how its rows are numbered."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The one app of the project."""

    name = "archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"
