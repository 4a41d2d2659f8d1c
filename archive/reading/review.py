"""The curator's open questions: names in texts that may mean several, one after another, with the passage in sight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from archive.models import Document, Entity, Mention, Note, Suggestion
from archive.search import results
from archive.search.searches import Parameters

from . import addresses, trail

AROUND = 200  # code points shown on either side of the name
_CUT_BEFORE, _CUT_BEHIND = re.compile(r"^\S*\s+"), re.compile(r"\s+\S*$")  # half a word
MOST = 30  # names that are listed by how often they are in question


class Passage(NamedTuple):
    """Where a name stands: the words before it and behind it, the address, and the footnote's mark or ""."""

    before: str
    behind: str
    address: str
    note: str = ""


class Candidate(NamedTuple):
    """Who may be meant: how often that one is named in the archive, and in this document."""

    entity: Entity
    everywhere: int
    here: int


@dataclass(frozen=True, slots=True)
class Question:
    """A name that may mean several; ``times`` it stands in its document, ``left`` as many questions are open."""

    suggestion: Suggestion
    passage: Passage
    candidates: list[Candidate]
    times: int
    left: int

    @property
    def document(self) -> Document:
        return self.suggestion.document

    @property
    def is_place(self) -> bool | None:
        """Whether a place is meant, or an actor; None where it may be either."""
        kinds = {one.entity.kind == "place" for one in self.candidates}
        return kinds.pop() if len(kinds) == 1 else None

    @property
    def place(self) -> Place:
        """Where it stands among all."""
        return Place(self.suggestion.document_id, self.suggestion.start, self.suggestion.note)


class Place(NamedTuple):
    """How far somebody has come: a question's document, footnote and code point; behind all of a document without."""

    document: int
    start: int | None = None
    note: str = ""

    def __str__(self) -> str:
        return f"{self.document}" if self.start is None else f"{self.document}.{self.start}.{self.note}"

    @classmethod
    def read(cls, text: str) -> Place:
        """A place as an address has it; the beginning, if it cannot be read."""
        document, _, behind = text.partition(".")
        start, _, note = behind.partition(".")
        if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in (document, start or "0")):
            return START
        return cls(int(document), int(start) if start else None, note)

    @property
    def behind(self) -> Q:
        """What comes later."""
        later = Q(document__gt=self.document)
        if self.start is None:
            return later
        same = Q(document=self.document)
        return later | (same & Q(note__gt=self.note)) | (same & Q(note=self.note, start__gt=self.start))


START = Place(0)


def open_questions(name: str = "") -> QuerySet[Suggestion]:
    """All of them, or those about a name, document by document."""
    every = Suggestion.objects.order_by("document", "note", "start", "pk")
    return every.filter(text=name) if name else every


def next_question(after: Place = START, name: str = "") -> Question | None:
    """The first one behind a place, or, behind the last, the first of all."""
    some = open_questions(name).select_related("document__volume", "document__section")
    some = some.defer("document__text", "document__tei")
    found = some.filter(after.behind).first() or some.first()
    return _question(found, name) if found else None


def names() -> list[tuple[str, int]]:
    """The names most often in question, each with how often it is."""
    rows = Suggestion.objects.order_by().values_list("text").annotate(times=Count("pk")).order_by("-times", "text")
    return list(rows[:MOST])


def _question(found: Suggestion, name: str) -> Question:
    same = Suggestion.objects.filter(document=found.document_id, kind=found.kind, text=found.text)
    return Question(found, _passage(found), _candidates(found), same.count(), open_questions(name).count())


def _passage(found: Suggestion) -> Passage:
    volume, document = found.document.volume.identifier, found.document.identifier
    words, length, page, mark = _in_note(found) if found.note else _in_text(found)
    start = min(found.start, AROUND)
    end = start + found.end - found.start
    before = f"… {_CUT_BEFORE.sub('', words[:start])}" if found.start > AROUND else words[:start]
    behind = f"{_CUT_BEHIND.sub('', words[end:])} …" if found.end + AROUND < length else words[end:]
    asked = Parameters([("q", f'"{found.text}"')])
    at = addresses.page(volume, document, page) if page else addresses.full(volume, document)
    address = trail.hit(at, asked, trail.hit_name(found.note, found.start))
    return Passage(before, behind, address, mark)


def _in_text(found: Suggestion) -> tuple[str, int, str | None, str]:
    first = max(found.start - AROUND, 0)
    shown = Substr("text", first + 1, found.end - first + AROUND)
    words = Document.objects.annotate(shown=shown).values_list("shown", flat=True).get(pk=found.document_id)
    page = results.page_at(found.document.frame.get("pages", []), found.start)
    return words, found.document.length, page, ""


def _in_note(found: Suggestion) -> tuple[str, int, str | None, str]:
    note = Note.objects.select_related("page").get(document=found.document_id, identifier=found.note)
    words = note.text[max(found.start - AROUND, 0) : found.end + AROUND]
    return words, len(note.text), note.page.identifier if note.page else None, note.mark or "*"


def _candidates(found: Suggestion) -> list[Candidate]:
    """Those named most often in the document, then in the archive, come first."""
    entities = {entity.pk: entity for entity in found.candidates.all()}
    rows = Mention.objects.filter(entity__in=entities).order_by().values("entity")
    here = Count("pk", filter=Q(document=found.document_id))
    counts = {
        key: (every, own)
        for key, every, own in rows.annotate(n=Count("pk"), here=here).values_list("entity", "n", "here")
    }
    known = [Candidate(entity, *counts.get(key, (0, 0))) for key, entity in entities.items()]
    return sorted(known, key=lambda one: (-one.here, -one.everywhere, one.entity.pk))
