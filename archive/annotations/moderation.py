"""The curators' part of the notebook: which notes are public, what readers complain of, and what the archive says."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.models import Annotation, Document, Flag
from archive.models.annotation import Approval, Reader, Visibility, Voice, is_curator

from . import acts, keeping, notebook
from .keeping import Conflict, Content, Gone, NotYours, Refused
from .selectors import WHOLE, Selector

LONGEST_REASON = 2_000


def say(
    curator: User, document: Document, content: Content, selector: Selector = WHOLE, *,
    voice: str = Voice.EDITORIAL, footnote: str = "",
) -> Annotation:  # fmt: skip
    """An editorial note of the archive, or a correction, whose text is what should be read; signed, dated, public.

    It outlives its curator's account. Raises NotYours, Refused, and what ``notebook.create`` raises of a selector.
    """
    refuse_others(curator)
    if voice not in (Voice.EDITORIAL, Voice.CORRECTION):
        raise Refused("The archive speaks in editorial notes and in corrections.")
    if not content.text.strip() or (voice == Voice.CORRECTION and not selector.selects_text):
        raise Refused("A note says something, and a correction says it of some words.")
    with transaction.atomic():
        held = keeping.hold_text(document)
        columns = notebook.placed(held, selector, footnote).columns() | content.columns()
        signed = {"signed_by": curator, "signature": curator.get_full_name() or curator.get_username()}
        shown = {"visibility": Visibility.PUBLIC, "approval": Approval.ALLOWED}
        said = Annotation.objects.create(document=held, footnote=footnote, voice=voice, **signed, **shown, **columns)
        acts.log_voice(said, curator, "written")
        return said


def allow(annotation: Annotation, curator: Reader, version: int | None = None) -> Annotation:
    """Let everybody see what its owner wants to be public.

    Raises NotYours, Gone, and Conflict if it is no longer the version that the curator read.
    """
    with transaction.atomic():
        ruled, is_new = _rule(annotation, curator, Approval.ALLOWED, version)
        if is_new:
            acts.log("note", f"A reader’s note on {acts.where(ruled)} allowed", curator, ruled.document)
        return ruled


def hide(annotation: Annotation, curator: Reader, version: int | None = None) -> Annotation:
    """Take out of others' sight what was public or shared; its owner keeps it, and sees that it was hidden. Raises
    what ``allow`` raises."""
    with transaction.atomic():
        ruled, is_new = _rule(annotation, curator, Approval.HIDDEN, version)
        if is_new:
            acts.log("note", f"A reader’s note on {acts.where(ruled)} taken out of sight", curator, ruled.document)
        return ruled


def flag(annotation: Annotation, by: User, reason: str) -> Flag:
    """A reader reports what another wrote; a second report of the same by the same reader adds to the first.

    Raises NotYours for what they do not see, Refused without a reason.
    """
    reason = _sentence(reason)
    with transaction.atomic():
        seen = Annotation.objects.select_for_update(of=("self",)).at(annotation.address, by).first()
        if seen is None:
            raise NotYours("There is no such note.")
        if seen.may_be_changed_by(by):
            raise Refused("This note is yours: change it, or delete it.")
        told = Flag.objects.filter(annotation=seen, by=by).open().first()
        if told is None:
            return Flag.objects.create(annotation=seen, by=by, reason=reason)
        told.reason = _sentence(f"{told.reason}\n{reason}")
        told.save(update_fields=["reason"])
        return told


def decide(told: Flag, curator: User, *, hides: bool, decision: str = "", version: int | None = None) -> Flag:
    """Hide the annotation that was reported, or leave it; all open reports of it are decided.

    Raises NotYours, Gone, Refused if another curator was first, and Conflict if it is no longer the version they read.
    """
    refuse_others(curator)
    with transaction.atomic():
        held = _held(told.annotation)
        still = Flag.objects.filter(annotation=held).open()
        if not still.filter(pk=told.pk).exists():
            raise Refused("Another curator has decided this in the meantime.")
        if version is not None and version != held.version:
            raise Conflict(held)
        if hides:
            _rule(held, curator, Approval.HIDDEN)
        said = decision.replace("\0", "").strip()[:LONGEST_REASON] or (
            "Taken out of sight." if hides else "Left as it is."
        )
        count = still.update(decision=said, decided_by=curator, decided_at=timezone.now())
        by = f"{count} reader{'s' * (count != 1)}"
        done = "taken out of sight" if hides else "left as it is"
        acts.log("flag", f"A note on {acts.where(held)}, reported by {by}, {done}: {said}", curator, held.document)
        told.refresh_from_db()
        return told


def refuse_others(user: Reader) -> None:
    """Raises NotYours for whoever does not work at the curators' desk."""
    if not is_curator(user):
        raise NotYours("That is for curators.")


def _rule(
    annotation: Annotation, curator: Reader, approval: Approval, version: int | None = None
) -> tuple[Annotation, bool]:
    """The annotation as it was ruled on, and whether that was not so before."""
    refuse_others(curator)
    held = _held(annotation)
    if version is not None and version != held.version:
        raise Conflict(held)
    if held.visibility == Visibility.PRIVATE:
        raise Refused("Its owner shows this note to nobody any more.")
    if held.is_of_archive:
        raise Refused("This is the archive’s own: change it, or take it back.")
    if held.approval == approval:
        return held, False
    return keeping.change(held, {"approval": approval}), True


def _held(annotation: Annotation) -> Annotation:
    held = Annotation.objects.select_for_update(of=("self",)).filter(pk=annotation.pk, deleted_at=None).first()
    if held is None:
        raise Gone
    return held


def _sentence(reason: str) -> str:
    """What was given as a reason, cut to a bearable length. Raises Refused for nothing."""
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise Refused("Say what is wrong with it: a curator will read it.")
    return reason[:LONGEST_REASON]
