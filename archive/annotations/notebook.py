"""The only writer of readers' annotations: views, the protocol and imports ask here; `moderation` is the curators'."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.models import Annotation, Document, Earlier
from archive.models.annotation import Approval, Reader, Standing, Visibility, is_curator

from . import acts, keeping, placing
from .keeping import Conflict, Content, Gone, NotYours, Refused
from .placing import NoSuchFootnote, NotebookError, Place, WordsNotFound, WordsRepeated
from .selectors import WHOLE, Selector

__all__ = [
    "Conflict",
    "Content",
    "Gone",
    "NoSuchFootnote",
    "NotYours",
    "NotebookError",
    "Refused",
    "Span",
    "WordsNotFound",
    "WordsRepeated",
    "before",
    "confirm",
    "create",
    "delete",
    "edit",
    "in_text",
    "move",
    "publish",
    "reply",
    "restore",
    "share",
    "undelete",
    "withdraw",
]

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
NO_PUBLIC_NOTES = "This archive has no public notes."
COPIED = ("document", "page", "footnote", "start", "end", "quote", "prefix", "suffix", "standing", "score")


class Span(NamedTuple):
    """An annotation as a page shows it: code points ``start`` to ``end`` of the text, or of a footnote."""

    footnote: str
    start: int
    end: int
    colour: str
    address: UUID
    standing: str
    voice: str
    is_own: bool


class Written(NamedTuple):
    """When a note from elsewhere was written, and last changed."""

    created: datetime
    modified: datetime

    @classmethod
    def said(cls, created: datetime | None, modified: datetime | None) -> Self:
        """What a file says of it; a time before any annotation of the web, or to come, is none."""
        now = timezone.now()
        known = [moment for moment in (created, modified) if moment and EARLIEST <= moment <= now]
        return cls(min(known, default=now), max(known, default=now))

    def columns(self) -> dict[str, Any]:
        """The columns of an annotation's row."""
        return self._asdict()


def in_text(document: Document, user: Reader) -> list[Span]:
    """The annotations that someone sees in a document and its footnotes, in the order of the text; one query.

    Without replies, and without what others want to be public and was not allowed.
    """
    seen = Annotation.objects.visible_to(user).on(document).roots().filter(start__isnull=False)
    seen = seen.filter(Q(owner=user.pk, owner__isnull=False) | Q(approval=Approval.ALLOWED))
    rows = seen.values_list("footnote", "start", "end", "colour", "address", "standing", "voice", "owner")
    return [Span._make((*row[:-1], row[-1] is not None and row[-1] == user.pk)) for row in rows]


def create(
    owner: User,
    document: Document,
    content: Content,
    selector: Selector = WHOLE,
    *,
    footnote: str = "",
    page: str = "",
    visibility: str = Visibility.PRIVATE,
    must_stand: bool = True,
    written: Written | None = None,
) -> Annotation:
    """A new annotation on what a selector selects of a document's text or of one of its footnotes.

    With WHOLE it is on the printed page ``page``, or on the whole document. What came from elsewhere is as old as it
    was ``written``, and is kept although its place cannot be told, as lost, unless it ``must_stand``. Raises
    WordsNotFound, WordsRepeated, NoSuchFootnote, and Refused for a document that is not shown.
    """
    with transaction.atomic():
        held = keeping.hold_text(document)
        place = placed(held, selector, footnote, must_stand)
        columns = place.columns() | content.columns() | shown(visibility, owner)
        columns |= written.columns() if written else {}
        return Annotation.objects.create(owner=owner, document=held, footnote=footnote, page=page, **columns)


def reply(
    to: Annotation, by: User, content: Content, visibility: str = "", written: Written | None = None
) -> Annotation:
    """An answer to an annotation that someone sees, where that stands; shown to whom that is shown, if nothing else
    is said. Raises NotYours for what they do not see."""
    with transaction.atomic():
        keeping.hold_text(to.document)
        seen = Annotation.objects.at(to.address, by).first()
        if seen is None:
            raise NotYours("There is no such note.")
        place = {name: getattr(seen, name) for name in COPIED}
        said = content.columns() | shown(visibility or seen.visibility, by)
        said |= written.columns() if written else {}
        return Annotation.objects.create(owner=by, reply_to=seen, **place, **said)


def edit(
    annotation: Annotation,
    by: Reader,
    content: Content,
    version: int | None = None,
    selector: Selector | None = None,
    footnote: str = "",
) -> Annotation:
    """Let an annotation say something else, and stand elsewhere in its document, or in a footnote, if a selector is
    given.

    What it said is kept. Raises NotYours, Gone, Conflict, and what ``create`` raises of a selector.
    """
    with transaction.atomic():
        text = keeping.hold_text(annotation.document) if selector is not None else None
        held = keeping.hold(annotation, by, version)
        columns = content.columns() | _shown_again(held, by, content)
        if text is not None and selector is not None:
            columns |= _moved(text, held, selector, footnote)
        if all(getattr(held, name) == value for name, value in columns.items()):
            return held
        keeping.remember(held, by)
        keeping.change(held, columns)
        acts.log_voice(held, by, "changed")
        return held


def move(
    annotation: Annotation, by: Reader, selector: Selector, version: int | None = None, footnote: str = ""
) -> Annotation:
    """Let an annotation stand elsewhere in its document, or on the whole of it. Raises what ``edit`` raises."""
    return edit(annotation, by, keeping.content_of(annotation), version, selector, footnote)


def before(annotation: Annotation) -> Earlier | None:
    """What it said last before what it says now; None if it never said anything else."""
    now = keeping.content_of(annotation)
    return next((each for each in annotation.earlier.all() if keeping.content_of(each) != now), None)


def restore(annotation: Annotation, by: Reader, version: int | None = None) -> Annotation:
    """Let an annotation say again what it said before, where it stands now; what it says now is kept in turn.

    Raises NotYours, Gone, Conflict, and Refused for one that never said anything else.
    """
    said = before(annotation)
    if said is None:
        raise Refused("This note never said anything else.")
    return edit(annotation, by, keeping.content_of(said), version)


def confirm(annotation: Annotation, by: Reader, version: int | None = None) -> Annotation:
    """Its owner has seen what became of its words: it stands where it should. Raises NotYours, Gone, Conflict, and
    Refused for a lost one, which stands nowhere."""
    with transaction.atomic():
        held = keeping.hold(annotation, by, version)
        if held.standing == Standing.LOST:
            raise Refused("The words of this note are gone: choose others, or the whole document.")
        standing = held.standing if held.standing == Standing.WHOLE else Standing.EXACT
        keeping.remember(held, by)
        return keeping.change(held, {"standing": standing, "confirmed_at": timezone.now(), "places": []})


def delete(annotation: Annotation, by: Reader, version: int | None = None) -> None:
    """Throw an annotation away; ``undelete`` brings it back. Raises NotYours, Gone, Conflict."""
    with transaction.atomic():
        held = keeping.hold(annotation, by, version)
        keeping.change(held, {"deleted_at": timezone.now()})
        acts.log_voice(held, by, "taken back")


def undelete(annotation: Annotation, by: Reader) -> Annotation:
    """Bring back what was thrown away. Raises NotYours, and Gone if its account is gone too."""
    with transaction.atomic():
        held = keeping.hold(annotation, by, is_deleted=True)
        if held.deleted_at:
            keeping.change(held, {"deleted_at": None})
            acts.log_voice(held, by, "said again")
        return held


def share(annotation: Annotation, by: Reader, version: int | None = None) -> Annotation:
    """Show it to whoever has its address."""
    return _show(annotation, by, Visibility.LINK, version)


def publish(annotation: Annotation, by: Reader, version: int | None = None) -> Annotation:
    """Show it to everybody, as soon as a curator allows it where the archive asks one. Raises Refused where the
    archive has no public notes."""
    return _show(annotation, by, Visibility.PUBLIC, version)


def withdraw(annotation: Annotation, by: Reader, version: int | None = None) -> Annotation:
    """Show it to nobody else any more."""
    return _show(annotation, by, Visibility.PRIVATE, version)


def placed(document: Document, selector: Selector, footnote: str = "", must_stand: bool = True) -> Place:
    """The place of a selector in a document that is held. Raises what ``create`` raises."""
    if not selector.selects_text:
        return placing.kept("", selector)
    text = placing.text_of(document, footnote)
    return placing.selected(text, selector, footnote) if must_stand else placing.kept(text, selector)


def shown(visibility: str, by: Reader) -> dict[str, str]:
    """The columns that say to whom a new annotation is shown. Raises Refused."""
    if visibility not in Visibility.values:
        raise Refused("A note is private, shared by its link, or public.")
    if visibility != Visibility.PUBLIC:
        return {"visibility": visibility, "approval": Approval.NONE}
    if settings.PUBLIC_NOTES == "off":
        raise Refused(NO_PUBLIC_NOTES)
    return {"visibility": visibility, "approval": _allowance(by)}


def _allowance(by: Reader) -> Approval:
    """Whether a public note of somebody is public at once."""
    return Approval.ALLOWED if settings.PUBLIC_NOTES == "open" or is_curator(by) else Approval.NONE


def _show(annotation: Annotation, by: Reader, visibility: str, version: int | None) -> Annotation:
    with transaction.atomic():
        held = keeping.hold(annotation, by, version)
        if held.is_of_archive:
            raise Refused("What the archive says is public: delete it instead.")
        columns = shown(visibility, by)
        if held.approval == Approval.HIDDEN:  # a curator took it out of sight, and alone can put it back
            columns["approval"] = Approval.NONE if visibility == Visibility.PUBLIC else Approval.HIDDEN
        if held.visibility == visibility and held.approval != Approval.HIDDEN:
            return held
        return keeping.change(held, columns)


def _shown_again(held: Annotation, by: Reader, content: Content) -> dict[str, str]:
    """A public note that says something else has to be allowed again, where a curator is asked."""
    if held.is_of_archive or not held.is_public or content == keeping.content_of(held):
        return {}
    return {"approval": _allowance(by)}


def _moved(text: Document, held: Annotation, selector: Selector, footnote: str) -> dict[str, object]:
    """The columns of another place; what is said of corrections before does not hold there."""
    columns = placed(text, selector, footnote).columns() | {"footnote": footnote}
    same = ("footnote", "start", "end", "quote", "other_selectors")
    if not held.is_unsettled and all(getattr(held, name) == columns[name] for name in same):
        return {}
    return columns | {"old_start": None, "old_end": None, "old_hash": "", "confirmed_at": timezone.now()}
