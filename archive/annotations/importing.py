"""Notes from files into a reader's notebook: matched to documents by address, placed by their words, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from archive.citations.resolver import match, resolve, shelf, understanding
from archive.models import Annotation, Document, Passage
from archive.models.annotation import Standing

from . import foreign, notebook, placing, selectors
from .foreign import Foreign, Unreadable
from .placing import NotebookError
from .selectors import AnnotationError, Selector

PLACED, CHANGED, LOST, THERE, REFUSED = "placed", "changed", "lost", "there", "refused"
DOCUMENTS = (match.DOCUMENT, match.SECTION, match.PAGE)
NOWHERE = "Its address ({}) is none of a document that this archive has."
WITHOUT = "It is not said on which address it is."
LOCK = 0x6E6F7465  # of imports, among the database's advisory locks
_OURS = re.compile(r"/annotations/([0-9a-f-]{36})/?")


class Place(NamedTuple):
    """Where an address leads: documents, one of which is meant, and the page and footnote that it names."""

    documents: Sequence[Document]
    page: str = ""
    footnote: str = ""


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
    """Take a file of annotations into a reader's notebook; all are private. Raises Unreadable.

    What was taken in before is not again, and what of a file cannot be read does not keep the rest out.
    """
    given = foreign.listed(file)
    with _alone(owner):
        return _taken(owner, given)


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


def _taken(owner: User, given: Sequence[Any]) -> Report:
    report, read = Report(), dict[int, Foreign]()
    for number, each in enumerate(given, 1):
        try:
            read[number] = foreign.read(each)
        except (AnnotationError, NotebookError) as error:
            report.outcomes.append(Outcome(number, foreign.called(each), REFUSED, why=f"{error}"))
    known, places = _Known(owner), _places({each.source for each in read.values()})
    for number, each in read.items():
        report.outcomes.append(_one(owner, number, each, known, places(each.source)))
    report.outcomes.sort(key=lambda outcome: outcome.number)
    return report


def _one(owner: User, number: int, each: Foreign, known: _Known, place: Place) -> Outcome:
    called = each.id or each.source
    if not place.documents:
        return Outcome(number, called, REFUSED, why=NOWHERE.format(each.source[:200]) if each.source else WITHOUT)
    document = _meant(place.documents, each.selector)
    if (there := known.find(each, document)) is not None:
        return Outcome(number, called, THERE, there)
    try:
        made = _create(owner, each, document, place)
    except (AnnotationError, NotebookError) as error:
        return Outcome(number, called, REFUSED, why=f"{error}")
    known.add(each, made)
    states = {Standing.LOST.value: LOST, Standing.CHANGED.value: CHANGED}
    return Outcome(number, called, states.get(made.standing, PLACED), made)


def _create(owner: User, each: Foreign, document: Document, place: Place) -> Annotation:
    selector, footnote = each.selector, place.footnote
    if not selector.selects_text:
        whole = selectors.WHOLE
        return notebook.create(owner, document, each.content, whole, footnote=footnote, page=place.page)
    if not footnote:
        selector, footnote = _found(document, selector)
    return notebook.create(owner, document, each.content, selector, footnote=footnote, must_stand=False)


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
        self._ids: dict[str, Annotation] = {}
        self._said: dict[tuple[int, str, str], Annotation] = {}
        columns = ("address", "document", "text", "quote", "old_quote", "extra", "deleted_at")
        for row in Annotation.objects.filter(owner=owner).only(*columns).iterator():
            self._remember(row)

    def find(self, each: Foreign, document: Document) -> Annotation | None:
        """The note that an annotation is, or was taken in as: by its id, where it has none by all that it says."""
        if each.id:
            return self._ids.get(_key(each.id))
        quote = each.selector.quote.exact if each.selector.quote else ""
        return self._said.get((document.pk, each.content.text, quote))

    def add(self, each: Foreign, made: Annotation) -> None:
        """Another that is there now."""
        self._remember(made)
        if not each.id:
            quote = each.selector.quote.exact if each.selector.quote else ""
            self._said[made.document_id, each.content.text, quote] = made

    def _remember(self, row: Annotation) -> None:
        self._ids[str(row.address)] = row
        via = row.extra.get("via", ())
        self._ids |= {_key(one): row for one in ([via] if isinstance(via, str) else via) if isinstance(one, str)}
        self._said |= {(row.document_id, row.text, quote): row for quote in (row.quote, row.old_quote or row.quote)}


def _key(id: str) -> str:
    """An annotation's IRI; of one of this archive what is the same under whichever of its addresses."""
    ours = _OURS.fullmatch(id.removeprefix(settings.SITE_URL))
    return ours[1] if ours else id


# Addresses


def _places(sources: set[str]) -> Callable[[str], Place]:
    """Where some addresses lead, of this archive or of history.state.gov; with as many queries as for one, but for
    printed pages."""
    held = shelf.current()
    names = sorted(each for each in sources if each)
    cited = [understanding.understand(unquote(each), held.titles)[0] for each in names]
    matches = [found.matches[:1] if found.cited.address else () for found in resolve.all_of(cited, held)]
    led = {name: some[0] for name, some in zip(names, matches, strict=True) if some and some[0].kind in DOCUMENTS}
    rows = _documents([_parts(one.url) for one in led.values()])
    places = {name: _place(_parts(one.url), rows) for name, one in led.items()}
    return lambda source: places.get(source, Place(()))


def _parts(url: str) -> tuple[str, str, str, str]:
    """Volume, document or page, page of the document, and footnote of an address."""
    path, _, fragment = url.partition("#")
    volume, slot, page = (*path.removeprefix("/volumes/").strip("/").split("/"), "", "")[:3]
    return volume, slot, "" if page == "full" else page, fragment


def _documents(parts: Sequence[tuple[str, str, str, str]]) -> dict[tuple[str, str], Document]:
    shown = Document.objects.shown().select_related("volume").defer("tei")
    wanted = {(volume, slot) for volume, slot, *_ in parts}
    found = shown.filter(
        volume__identifier__in={volume for volume, _ in wanted}, identifier__in={slot for _, slot in wanted}
    )
    return {(row.volume.identifier, row.identifier): row for row in found}


def _place(parts: tuple[str, str, str, str], rows: dict[tuple[str, str], Document]) -> Place:
    volume, slot, page, fragment = parts
    if document := rows.get((volume, slot)):
        return Place([document], page, fragment)
    passages = Passage.objects.shown().filter(page__volume__identifier=volume, page__identifier=slot)
    passages = passages.select_related("document__volume").defer("html", "document__tei").order_by("order")
    return Place([passage.document for passage in passages], slot)
