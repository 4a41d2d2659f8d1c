"""All that is a reader's own, to take along: a part for each kind of thing, each in a form that others read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from archive.models import Annotation

from . import annotation_json, notebook

READER, CURATOR, ADMINISTRATOR = "reader", "curator", "administrator"


def account(user: User) -> dict[str, Any]:
    """What the archive knows of a reader; not the password, of which only a hash is kept."""
    return {
        "name": user.get_username(),
        "address": user.email,
        "role": role(user),
        "signed_up": _moment(user.date_joined),
        "last_logged_in": _moment(user.last_login),
    }


def notes(user: User) -> list[dict[str, Any]]:
    """A reader's notes as JSON-LD; the deleted ones too, as long as they can be had back."""
    mine = Annotation.objects.filter(owner=user).order_by("pk")
    rows = list(notebook.lean(mine).select_related("reply_to"))
    known = annotation_json.parents(rows, user)
    return [annotation_json.written(row, known) for row in rows]


# Another kind of thing that is a reader's is a line here: its name, and what gives it for a reader.
PARTS: dict[str, Callable[[User], Any]] = {
    "account": account,
    "annotations": notes,
}


def everything(user: User) -> dict[str, Any]:
    """All parts, by name, ready for JSON."""
    return {name: part(user) for name, part in PARTS.items()}


def role(user: User) -> str:
    """What somebody may do: readers have what is theirs, curators the desk too, administrators the admin too."""
    if user.is_superuser:
        return ADMINISTRATOR
    return CURATOR if user.is_staff else READER


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
