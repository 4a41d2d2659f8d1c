"""What waits at the desk besides names: public notes, reported notes, reported errors, each with the words in sight."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Length, Substr

from archive.models import Annotation, ErrorReport, Flag, Note

from . import addresses, quoting

AROUND = 120  # code points shown on either side of the words


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is to decide on the desk, and how many of the archive's notes stand on words that changed."""

    notes: int
    flagged: int
    reports: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A report with its passage: ``words`` now stand where it was made, or nothing, if that is not known."""

    report: ErrorReport
    before: str = ""
    words: str = ""
    behind: str = ""

    @property
    def stands(self) -> bool:
        """Whether the words still read as they were reported."""
        return bool(self.words) and self.words.split() == self.report.quote.split()

    @property
    def passage(self) -> str:
        """What names it in an address; "" where the words are not what they were, or were not told."""
        return str(quoting.Span(self.report.start or 0, self.report.end or 0, self.report.footnote)) * self.stands

    @property
    def shown_at(self) -> str:
        """The page on which it is to be seen."""
        document = self.report.document
        if document is None or not self.passage:
            return self.report.address
        at = addresses.full(document.volume.identifier, document.identifier)
        return f"{at}?passage={self.passage}#{quoting.PLACE}"


def waiting(curator: User) -> Waiting:
    """What waits for a curator."""
    return Waiting(
        Annotation.objects.awaiting().count(),
        Annotation.objects.reported(curator).count(),
        ErrorReport.objects.open().count(),
        Annotation.objects.filter(deleted_at=None).of_the_archive().unsettled().count(),
    )


def next_note(after: int) -> Annotation | None:
    """The next note that its owner wants to be public, behind the one with a primary key; behind the last, the
    first."""
    return _next(Annotation.objects.awaiting().order_by("pk"), after)


def next_flagged(curator: User, after: int) -> Annotation | None:
    """The next note that readers reported, in the same way."""
    return _next(Annotation.objects.reported(curator), after)


def flags(annotation: Annotation) -> list[Flag]:
    """The open reports of a note, the oldest first."""
    return list(Flag.objects.filter(annotation=annotation).open().select_related("by"))


def reports(is_open: bool) -> QuerySet[ErrorReport]:
    """Reports of errors: those that are open, the oldest first; or all, the newest first."""
    some = ErrorReport.objects.open() if is_open else ErrorReport.objects.order_by("-created", "-pk")
    some = some.select_related("by", "decided_by", "document__volume").defer("document__text", "document__tei")
    note = Note.objects.filter(document=OuterRef("document"), identifier=OuterRef("footnote")).values("text")[:1]
    text = Coalesce(Subquery(note), F("document__text"), Value(""))
    first = Greatest(F("start") - AROUND, 0)
    return some.annotate(
        first=first,
        around=Substr(text, first + 1, F("end") - first + AROUND),
        length=Length(text),
    )


def in_sight(report: ErrorReport) -> Reported:
    """A report of ``reports`` with its passage."""
    if report.start is None or report.end is None or not (around := getattr(report, "around", "")):
        return Reported(report)
    first = getattr(report, "first", 0)
    start, end = report.start - first, report.end - first
    before, behind = around[:start], around[end:]
    if first:
        before = f"… {before.partition(' ')[2]}"
    if first + len(around) < getattr(report, "length", 0):
        behind = f"{behind.rpartition(' ')[0]} …"
    return Reported(report, before, around[start:end], behind)


def _next(some: QuerySet[Annotation], after: int) -> Annotation | None:
    some = some.select_related("document__volume", "owner").defer("document__text", "document__tei")
    return some.filter(pk__gt=after).first() or some.first()
