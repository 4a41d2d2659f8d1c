"""What is printed on a page as annotations of its canvas, and those that a search finds (IIIF Content Search 2)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Substr

from archive.models import Document, Note, Page, Passage
from archive.search import hits, results
from archive.search.hits import Hit
from archive.search.searches import VOLUME, Search

from .iiif import CONTEXT, SEARCH_CONTEXT, Json, Place

PER_PAGE = 10  # documents whose annotations one answer holds
MOST_MATCHES = 20  # that one annotation's words are told of
AROUND = 40  # code points on either side of a match
SUPPLEMENTING = "supplementing"  # the motivation of every annotation here
DEFINED = ("motivation", "date", "user")  # parameters of a search beside its words (Content Search 2, 4.1.1)


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of a document, or of the footnote ``note`` of it, on the page with that id."""

    document: str
    note: str
    page: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search of a volume is asked for: words, and the other parameters as they came; the page from 1."""

    words: str
    others: Mapping[str, str]
    page: int = 1

    @property
    def ignored(self) -> list[str]:
        """Parameters that the standard has and this archive does not look at."""
        return [name for name in DEFINED[1:] if self.others.get(name)]

    @property
    def wants_text(self) -> bool:
        """Whether annotations that supplement a page are asked for: there are no others."""
        motivation = self.others.get("motivation", "").split()
        return not motivation or SUPPLEMENTING in motivation

    def query(self, page: int) -> str:
        """The query string of a page of its result."""
        kept = {name: self.others[name] for name in DEFINED[:1] if self.others.get(name)}
        return urlencode({"q": self.words, **kept, "page": page})


def of_page(page: Page, site: str) -> Json:
    """The words of every text on a printed page, and its footnotes, each an annotation."""
    place = Place(site, page.volume.identifier)
    return {
        "@context": CONTEXT,
        "id": place.text(page.identifier),
        "type": "AnnotationPage",
        "items": [_annotation(place, words) for words in _printed(page)],
    }


def found(place: Place, search: Search, asked: Asked) -> Json:
    """A page of a search in a volume: the annotations in whose words something stands that was sought, and where.

    A page has those of some documents. Raises index.Unavailable.
    """
    wanted = hits.wanted(search.tree) if asked.wants_text else []
    count, keys = results.keys(search.sorted_by(VOLUME), (asked.page - 1) * PER_PAGE, PER_PAGE) if wanted else (0, [])
    items, matches = [], []
    for words, some in _matching(keys, wanted):
        items.append(_annotation(place, words))
        matches += [_match(items[-1]["id"], words.text, hit) for hit in some]
    return {
        "@context": [SEARCH_CONTEXT, CONTEXT],
        "id": f"{place.search}?{asked.query(asked.page)}",
        "type": "AnnotationPage",
        **_paged(place, asked, max(ceil(count / PER_PAGE), 1)),
        **({"ignored": asked.ignored} if asked.ignored else {}),
        "items": items,
        **({"annotations": [{"type": "AnnotationPage", "items": matches}]} if matches else {}),
    }


def _printed(page: Page) -> Iterator[Printed]:
    passages = (
        Passage.objects.on_page(page)
        .shown()
        .annotate(words=Substr("document__text", F("start") + 1, F("end") - F("start")))
    )
    rows = list(passages.values_list("document", "document__identifier", "words"))
    notes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, name, text in _notes_on(page, [key for key, *_ in rows]):
        notes[key].append((name, text))
    for key, document, words in rows:
        yield Printed(document, "", page.identifier, words)
        yield from (Printed(document, name, page.identifier, text) for name, text in notes[key])


def _notes_on(page: Page, documents: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    notes = Note.objects.filter(page=page, document__in=documents).order_by("document", "order")
    yield from notes.values_list("document", "identifier", "text")


def _matching(keys: Sequence[int], wanted: list[hits.Wanted]) -> Iterator[tuple[Printed, list[Hit]]]:
    """What of some documents holds anything that is wanted, page by page, with where it stands in those words."""
    documents = Document.objects.shown().defer("tei").in_bulk(keys)
    notes: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Note.objects.filter(document__in=keys, page__isnull=False).order_by("document", "order")
    for key, name, text, page in rows.values_list("document", "identifier", "text", "page__identifier"):
        notes[key].append((name, text, page))
    for document in (documents[key] for key in keys if key in documents):
        yield from _in_text(document, wanted)
        for name, text, page in notes[document.pk]:
            if some := hits.find(text, wanted):
                yield Printed(document.identifier, name, page, text), some[:MOST_MATCHES]


def _in_text(document: Document, wanted: list[hits.Wanted]) -> Iterator[tuple[Printed, list[Hit]]]:
    pages = document.frame["pages"]
    starts = [start for _, _, start, _ in pages]
    some: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits.find(document.text, wanted):
        some[bisect_right(starts, hit.start) - 1].append(hit)
    for at, there in some.items():
        name, _, start, end = pages[at]
        words = Printed(document.identifier, "", name, document.text[start:end])
        yield words, [Hit(hit.start - start, hit.end - start, hit.number) for hit in there[:MOST_MATCHES]]


def _annotation(place: Place, words: Printed) -> Json:
    return {
        "id": f"{place.text(words.page)}#{words.note or words.document}",
        "type": "Annotation",
        "motivation": SUPPLEMENTING,
        "body": {"type": "TextualBody", "value": words.text, "format": "text/plain"},
        "target": place.canvas(words.page),
    }


def _match(annotation: str, text: str, hit: Hit) -> Json:
    """Where something that was sought stands in the words of an annotation."""
    quote = {
        "type": "TextQuoteSelector",
        "prefix": text[max(hit.start - AROUND, 0) : hit.start],
        "exact": text[hit.start : hit.end],
        "suffix": text[hit.end : hit.end + AROUND],
    }
    return {
        "id": f"{annotation}.{hit.start}",
        "type": "Annotation",
        "motivation": "highlighting",
        "target": {"type": "SpecificResource", "source": annotation, "selector": [quote]},
    }


def _paged(place: Place, asked: Asked, pages: int) -> Json:
    """The links from one page of a result to others, where there are several."""
    if pages == 1 and asked.page == 1:
        return {}
    numbers = {"first": 1, "last": pages, "prev": asked.page - 1, "next": asked.page + 1}
    links = {
        name: {"id": f"{place.search}?{asked.query(number)}", "type": "AnnotationPage"}
        for name, number in numbers.items()
        if 1 <= number <= pages
    }
    whole: Json = {"id": f"{place.search}?{urlencode({'q': asked.words})}", "type": "AnnotationCollection"}
    whole |= {name: links.pop(name) for name in ("first", "last")}
    return {"partOf": whole, **links}
