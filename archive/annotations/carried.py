"""Public notes of an exported archive into this one, with their addresses, writers and times."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.models import Annotation, Document
from archive.models.annotation import Approval, Visibility, Voice

from . import foreign, jsonld, keeping, placing
from .addressed import NOTE
from .foreign import Unreadable
from .notebook import COPIED, Written
from .placing import NotebookError
from .selectors import AnnotationError, Json, listed

OURS = {"@context", "id", "type", "motivation", "body", "target", "creator", "created", "modified"}
NO_PAGE = "it is no page of annotations"
ORGANIZATION, EDITING = "Organization", "editing"


@dataclass(slots=True)
class Report:
    """How many notes were taken in and were there already, and why others were not, each with its address."""

    taken: int = 0
    there: int = 0
    refused: list[str] = field(default_factory=list)


def files(path: Path) -> Iterator[Path]:
    """A file, or those of a folder, also of a folder with a whole archive."""
    inner = path / "annotations" if (path / "annotations").is_dir() else path
    yield from sorted(inner.glob("*.jsonld")) if inner.is_dir() else [inner]


def take_in(file: bytes) -> Report:
    """Take in what everybody saw in another archive; who wrote it gets an account that nobody can use until an
    administrator lets them. What is here already stays as it is. Raises Unreadable for what is no such file."""
    try:
        given = json.loads(file)
        items = given["items"] if isinstance(given, dict) else None
    except (ValueError, KeyError) as error:
        raise Unreadable(NO_PAGE) from error
    if not isinstance(items, list):
        raise Unreadable(NO_PAGE)
    report = Report()
    for each in items:
        try:
            is_new = _taken(_at_home(each))
        except (AnnotationError, NotebookError, ValidationError) as error:
            said = error.messages[0] if isinstance(error, ValidationError) else str(error)
            report.refused.append(f"{foreign.called(each) or 'A note without an address'}: {said}")
        else:
            report.taken += is_new
            report.there += not is_new
    return report


def _at_home(given: object) -> Json:
    """A note with the addresses of the archive that it left changed to those of this one."""
    name = given.get("id") if isinstance(given, Mapping) else None
    found = NOTE.search(name) if isinstance(name, str) else None
    if found is None or not isinstance(name, str):
        raise NotebookError("It has no address of an archive's note.")
    left = name[: found.start()]
    moved: Json = json.loads(
        json.dumps(given).replace(json.dumps(f"{left}/")[:-1], json.dumps(f"{settings.SITE_URL}/")[:-1])
    )
    return moved


@transaction.atomic
def _taken(given: Json) -> bool:
    """Whether a note is new here. Raises NotebookError, AnnotationError, ValidationError."""
    whole = {"@context": jsonld.CONTEXT, **given}
    read = foreign.read(whole)
    address = NOTE.search(read.id)
    assert address is not None  # seen by _at_home
    if Annotation.objects.filter(address=address[1]).exists():
        return False
    columns = _place(whole) | read.content.columns() | Written.said(read.created, read.modified).columns()
    if not set(given) - OURS and isinstance(given["target"], dict | str) and isinstance(given.get("creator"), dict):
        columns["extra"] = {}
    else:
        columns["extra"] = {name: value for name, value in whole.items() if name != "id"}
    shown = {"visibility": Visibility.PUBLIC, "approval": Approval.ALLOWED}
    Annotation.objects.create(address=address[1], **shown, **columns, **_writer(given))
    return True


def _place(given: Json) -> dict[str, Any]:
    """The columns that say where a note stands: in a document, or where the note stands that it answers."""
    ours = (each for each in jsonld.read(given).targets if each.source.startswith(f"{settings.SITE_URL}/"))
    target = next(ours, None)
    if target is None:
        raise NotebookError("It is on nothing that an archive has.")
    if above := NOTE.search(target.source):
        to = Annotation.objects.filter(address=above[1]).first()
        if to is None:
            raise NotebookError("The note that it answers is not here.")
        return {name: getattr(to, name) for name in COPIED} | {"reply_to": to}
    path, _, footnote = target.source.removeprefix(settings.SITE_URL).partition("#")
    volume, identifier, page = (*path.removeprefix("/volumes/").strip("/").split("/"), "", "")[:3]
    document = Document.objects.filter(volume__identifier=volume, identifier=identifier, order__isnull=False).first()
    if document is None:
        raise NotebookError(f"This archive has no document at {path}.")
    held = keeping.hold_text(document)
    text = placing.text_of(held, footnote) if target.selector.selects_text else ""
    where = {"document": held, "footnote": footnote, "page": page}
    return where | placing.kept(text, target.selector).columns()


def _writer(given: Json) -> dict[str, Any]:
    """The columns that say who speaks: the first of its creators."""
    said = next((each for each, _ in listed(given.get("creator", []), "") if isinstance(each, Mapping)), {})
    name = str(said.get("name") or "")
    if said.get("type") == ORGANIZATION:
        is_correction = EDITING in [each for each, _ in listed(given.get("motivation", []), "")]
        return {"voice": Voice.CORRECTION if is_correction else Voice.EDITORIAL, "signature": name or "The archive"}
    User._meta.get_field("username").clean(name, None)
    owner, is_new = User.objects.get_or_create(username=name, defaults={"is_active": False})
    if is_new:
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
    return {"owner": owner}
