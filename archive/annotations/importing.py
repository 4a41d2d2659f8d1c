"""Notes from files into a reader's notebook: matched to documents by address, placed by their words, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from archive.models import Annotation, Document
from archive.models.annotation import Standing, Visibility

from . import addressed, foreign, notebook, placing, selectors
from .addressed import Place
from .foreign import Foreign, Unreadable
from .notebook import Written
from .placing import NotebookError
from .selectors import AnnotationError, Selector

PLACED, CHANGED, LOST, THERE, REFUSED, LEFT = "placed", "changed", "lost", "there", "refused", "left"
AT_ONCE = 1_000  # new notes; the same file again brings the next
NOWHERE = "Its address ({}) is none of a document that this archive has."
WITHOUT = "It is not said on which address it is."
UNANSWERED = "The note that it answers is not here, or was deleted."
LOCK = 0x6E6F7465  # of imports, among the database's advisory locks


@dataclass(frozen=True)
class Outcome:
    """What became of an entry: its ``number`` in the file, how it is ``called``, ``why`` it was refused."""

    number: int
    called: str
    state: str
    annotation: Annotation | None = None
    why: str = ""


@dataclass
class Report:
    """What became of a file."""

    outcomes: list[Outcome] = field(default_factory=list)

    def of(self, state: str) -> list[Outcome]:
        """The entries that came to one end."""
        return [each for each in self.outcomes if each.state == state]


def take_in(owner: User, file: bytes) -> Report:
    """Take a file of annotations into a reader's notebook; all are private, and as old as the file says.

    Raises Unreadable, with nothing taken in, if any entry of it cannot be read. One that can, but is on nothing that
    this archive has, does not keep the rest out. What was taken in before is not again; what is too much for once is
    left, and taken in with the same file again.
    """
    read = foreign.all_read(foreign.listed(file))
    with _alone(owner):
        return _taken(owner, read)


@contextmanager
def _alone(owner: User) -> Iterator[None]:
    """While no other import of a reader runs, which would take in the same. Raises Unreadable."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, owner.pk])
        if not cursor.fetchone()[0]:
            raise Unreadable("Another file of yours is being taken in: wait until that is done.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, owner.pk])


def _taken(owner: User, read: Mapping[int, Foreign]) -> Report:
    report, made = Report(), 0
    known, places = _Known(owner), addressed.places({each.source for each in read.values()})
    for number in _in_order(read):
        each = read[number]
        state, annotation, why = _one(owner, each, known, places(each.source), is_full=made >= AT_ONCE)
        made += state in (PLACED, CHANGED, LOST)
        report.outcomes.append(Outcome(number, each.id or each.source, state, annotation, why))
    report.outcomes.sort(key=lambda outcome: outcome.number)
    return report


def _in_order(read: Mapping[int, Foreign]) -> Iterator[int]:
    """The entries' numbers, each behind that of the entry that it answers; in a circle as they come."""
    numbers = {_key(each.id): number for number, each in reversed([*read.items()]) if each.id}
    done: set[int] = set()
    for number in read:
        way: dict[int, None] = {}
        above: int | None = number
        while above is not None and above not in done and above not in way:
            way[above] = None
            above = next((numbers[_key(one)] for one in read[above].answers if _key(one) in numbers), None)
        done.update(way)
        yield from reversed(way)


def _one(
    owner: User, each: Foreign, known: _Known, place: Place, *, is_full: bool
) -> tuple[str, Annotation | None, str]:
    """What becomes of an entry, as which note, and why it does not; nothing new if it ``is_full``."""
    if is_full and each.answers:  # of what was left too, perhaps
        return (THERE, there, "") if (there := known.find(each)) else (LEFT, None, "")
    to = known.answered(each)
    if to is None and not place.documents:
        nowhere = UNANSWERED if each.answers else NOWHERE.format(each.source[:200])
        return REFUSED, None, nowhere if each.source else WITHOUT
    document = to.document if to else _meant(place.documents, each.selector)
    quote = to.quote if to else each.selector.quote.exact if each.selector.quote else ""
    if (there := known.find(each, document, quote)) is not None:
        return THERE, there, ""
    if is_full:
        return LEFT, None, ""
    try:
        made = _answer(owner, each, to) if to else _create(owner, each, document, place)
    except (AnnotationError, NotebookError) as error:
        return REFUSED, None, f"{error}"
    known.add(each, made, quote)
    states = {Standing.LOST.value: LOST, Standing.CHANGED.value: CHANGED}
    return PLACED if to else states.get(made.standing, PLACED), made, ""


def _answer(owner: User, each: Foreign, to: Annotation) -> Annotation:
    if to.deleted_at is not None:
        raise NotebookError(UNANSWERED)
    return notebook.reply(to, owner, each.content, Visibility.PRIVATE, Written.said(each.created, each.modified))


def _create(owner: User, each: Foreign, document: Document, place: Place) -> Annotation:
    selector, footnote, whole = each.selector, place.footnote, not each.selector.selects_text
    if not whole and not footnote:
        selector, footnote = _found(document, selector)
    return notebook.create(
        owner,
        document,
        each.content,
        selectors.WHOLE if whole else selector,
        footnote=footnote,
        page=place.page if whole else "",
        must_stand=whole,
        written=Written.said(each.created, each.modified),
    )


def _found(document: Document, selector: Selector) -> tuple[Selector, str]:
    """The selector, or where its words stand with other spaces between them, or in a footnote, one that says so."""
    quote = selector.quote
    if quote is None or quote.exact in document.text:
        return selector, ""
    said = " ".join(quote.exact.split())
    texts = [document.text, *document.notes.values_list("text", flat=True)]
    if sum(text.replace("\n", " ").count(said) for text in texts) != 1:
        return selector, ""
    found = placing.of_words(document, said)
    text = placing.text_of(document, found.footnote)
    return selectors.made(text, found.start, found.end), found.footnote


def _meant(documents: Sequence[Document], selector: Selector) -> Document:
    """Of the documents on a printed page that in which the words stand, else the first."""
    said = " ".join(selector.quote.exact.split()) if selector.quote else ""
    return next((each for each in documents if said and said in " ".join(each.text.split())), documents[0])


# What is there already


class _Known:
    """A reader's notes as far as they tell whether one is there already; also what they threw away."""

    def __init__(self, owner: User) -> None:
        self._owner = owner
        self._ids: dict[str, Annotation] = {}
        self._said: dict[tuple[int, str, str], Annotation] = {}
        columns = ("address", "document", "text", "quote", "old_quote", "extra", "deleted_at")
        for row in Annotation.objects.filter(owner=owner).only(*columns).iterator():
            self._remember(row)

    def find(self, each: Foreign, document: Document | None = None, quote: str = "") -> Annotation | None:
        """The note that an annotation is, or was taken in as: by its id, where it has none by all that it says."""
        if each.id or document is None:
            return self._ids.get(_key(each.id))
        return self._said.get((document.pk, each.content.text, " ".join(quote.split())))

    def answered(self, each: Foreign) -> Annotation | None:
        """The note that an annotation answers: the reader's own, or another's that they may see."""
        for key in map(_key, each.answers):
            if key in self._ids:
                return self._ids[key]
        ours = [_key(one) for one in each.answers if _ours(one)]
        rows = (Annotation.objects.at(address, self._owner).select_related("document").first() for address in ours)
        return next(filter(None, rows), None)

    def add(self, each: Foreign, made: Annotation, quote: str) -> None:
        """Another that is there now, with the words that it was to stand on."""
        self._remember(made)
        if each.id:
            self._ids[_key(each.id)] = made
        else:
            self._said[made.document_id, each.content.text, " ".join(quote.split())] = made

    def _remember(self, row: Annotation) -> None:
        self._ids[str(row.address)] = row
        via = row.extra.get("via", ())
        self._ids |= {_key(one): row for one in ([via] if isinstance(via, str) else via) if isinstance(one, str)}
        quotes = (" ".join(quote.split()) for quote in (row.quote, row.old_quote or row.quote))
        self._said |= {(row.document_id, row.text, quote): row for quote in quotes}


def _key(id: str) -> str:
    """An annotation's IRI; of one of this archive what is the same under whichever of its addresses."""
    return ours[1] if (ours := _ours(id)) else id


def _ours(id: str) -> re.Match[str] | None:
    return addressed.NOTE.fullmatch(id.removeprefix(settings.SITE_URL))
