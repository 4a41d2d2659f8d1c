"""All that is a reader's own, to take along: a part for each kind of thing, each in a form that others read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from archive.annotations.selectors import Json
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


def notes(user: User) -> Iterator[Json]:
    """A reader's notes as JSON-LD."""
    return _written(Annotation.objects.of(user), user)


def deleted(user: User) -> Iterator[Json]:
    """Those that were deleted, as long as they can be had back."""
    return _written(Annotation.objects.deleted_by(user), user)


# Another kind of thing that is a reader's is a line here: its name, and what gives it, whole or one by one.
PARTS: dict[str, Callable[[User], Any]] = {
    "account": account,
    "annotations": notes,
    "deleted_annotations": deleted,
}


def everything(user: User, beside: Mapping[str, Any]) -> Iterator[bytes]:
    """All parts as JSON, by name, and what there is beside; made while it is sent, some at a time."""
    parts = _everything(user, beside)
    while some := list(islice(parts, notebook.AT_A_TIME)):
        yield "".join(some).encode()


def _everything(user: User, beside: Mapping[str, Any]) -> Iterator[str]:
    before = "{\n"
    for name, part in [*beside.items(), *((name, part(user)) for name, part in PARTS.items())]:
        yield f"{before}{json.dumps(name)}: "
        if isinstance(part, Iterator):
            yield from _one_by_one(part)
        else:
            yield json.dumps(part, ensure_ascii=False)
        before = ",\n"
    yield "\n}\n"


def _one_by_one(part: Iterator[Any]) -> Iterator[str]:
    before = "["
    for each in part:
        yield f"{before}\n{json.dumps(each, ensure_ascii=False)}"
        before = ","
    yield "]" if before == "," else "[]"


def _written(mine: QuerySet[Annotation], user: User) -> Iterator[Json]:
    """With a fixed number of queries for each 200 notes."""
    rows = notebook.all_of(mine.order_by("pk"))
    while some := list(islice(rows, notebook.AT_A_TIME)):
        yield from annotation_json.whole(some, user)


def role(user: User) -> str:
    """What somebody may do: readers have what is theirs, curators the desk too, administrators the admin too."""
    if user.is_superuser:
        return ADMINISTRATOR
    return CURATOR if user.is_staff else READER


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
