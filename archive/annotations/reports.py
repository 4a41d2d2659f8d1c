"""Errors of the edition that readers report, for curators to look at."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.models import Document, ErrorReport
from archive.models.annotation import Reader

from . import acts
from .keeping import Refused
from .moderation import refuse_others

LONGEST_MESSAGE, LONGEST_QUOTE, LONGEST_ADDRESS = 10_000, 5_000, 2_000
LONGEST_DECISION = 2_000


def report(
    message: str,
    by: Reader,
    address: str,
    document: Document | None = None,
    *,
    quote: str = "",
    span: tuple[int, int] | None = None,
    footnote: str = "",
) -> ErrorReport:
    """Keep what a reader, logged in or not, says of the page ``address``, and of the words ``quote`` on it.

    ``span`` are their code points in the document's text or footnote, if they are known. Raises Refused for no
    message, and for one that is too long.
    """
    message = message.replace("\0", "").strip()
    if not message:
        raise Refused("Say what is wrong, and if you know it how it should read.")
    if len(message) > LONGEST_MESSAGE:
        raise Refused(f"A report has at most {LONGEST_MESSAGE:,} characters; this one has {len(message):,}.")
    start, end = span if span and 0 <= span[0] < span[1] < 2**31 else (None, None)
    return ErrorReport.objects.create(
        message=message,
        by_id=by.pk,
        address=address.replace("\0", "")[:LONGEST_ADDRESS],
        document=document,
        quote=quote.replace("\0", "")[:LONGEST_QUOTE],
        start=start,
        end=end,
        footnote=footnote.replace("\0", "")[:200],
    )


def decide(told: ErrorReport, curator: User, decision: str) -> ErrorReport:
    """Close a report with a sentence on what became of it. Raises NotYours, and Refused if another curator was
    first."""
    refuse_others(curator)
    decision = decision.replace("\0", "").strip()[:LONGEST_DECISION]
    if not decision:
        raise Refused("Say what became of it.")
    with transaction.atomic():
        held = ErrorReport.objects.select_for_update(of=("self",)).get(pk=told.pk)
        if not held.is_open:
            raise Refused("Another curator has decided this in the meantime.")
        held.decision, held.decided_by, held.decided_at = decision, curator, timezone.now()
        held.save(update_fields=["decision", "decided_by", "decided_at"])
        on = held.document.id_in_archive if held.document else held.address
        acts.log("report", f"A report of an error in {on}: {decision}", curator, held.document)
    return held
