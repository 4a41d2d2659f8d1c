"""The published volumes: every printed page is found by the house form of its volume and by every reference to it, and
citations that this archive writes lead back to the document they were written for."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.citations import item, styles
from archive.citations.resolver import holding, resolve, shelf, understanding
from archive.citations.resolver.resolve import Answer
from archive.models import Document, Page, Reference, Volume
from tests.tools import some

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(1800),
    pytest.mark.django_db,
    pytest.mark.usefixtures("published"),
]

AT_ONCE = 300
ADDRESS = re.compile(r",? ?<?https?://[^\s<>]+>?")
SHARE = 0.99


class Asked(NamedTuple):
    """A text, and what follows /volumes/ in the address that it should lead to."""

    text: str
    address: str


def answers(texts: Iterable[str]) -> Iterator[Answer]:
    """The answer to each of many texts, looked up together, as those of one text with many citations are."""
    held, ahead = shelf.current(), iter(texts)
    while some := list(islice(ahead, AT_ONCE)):
        read = [
            (number, cited) for number, text in enumerate(some) for cited in understanding.understand(text, held.titles)
        ]
        resolved = resolve.all_of([cited for _, cited in read], held)
        pairs = zip((number for number, _ in read), resolved, strict=True)
        for _, group in groupby(pairs, key=lambda pair: pair[0]):
            yield Answer(tuple(resolution for _, resolution in group))


def wrong(asked: Sequence[Asked]) -> list[tuple[str, int, list[str]]]:
    """Those that lead elsewhere, or to more than one place."""
    found = []
    for (text, address), answer in zip(asked, answers(each.text for each in asked), strict=True):
        urls = [match.leads_to for match in answer.matches]
        if answer.status != resolve.FOUND or urls != [address]:
            found.append((text, answer.status, urls))
    return found


def house_forms(volume: Volume, page: Page) -> Iterator[str]:
    """The house form of a page; of some pages also with an address, and with the word before its number."""
    printed = f"{volume.title} ({volume.place}: {volume.publisher}, {volume.year})"
    address = f"https://history.state.gov/historicaldocuments/{volume.identifier}/{page.identifier}"
    yield f"{printed}, {page.label}."
    if (page.order or 0) % 5:
        return
    yield f"{printed}, {page.label}, {address}, November 23, 2026."
    yield f"See {volume.title} (Washington, D.C.: U.S. Government Printing Office, {volume.year}), p. {page.label}."


def short_forms(volume: Volume, page: Page) -> Iterator[str]:
    """Short forms of a volume whose id says its year and number alone: frus1934v05."""
    shape = re.fullmatch(r"frus(\d{4})v(\d\d)", volume.identifier)
    if shape and page.label:
        year, number = shape[1], int(shape[2])
        roman = {3: "III", 5: "V"}[number]
        label = page.label.strip("[]")
        yield f"FRUS {year} {roman} {label.lower()}"
        yield f"Foreign Relations, {year}, vol. {roman}, p. {label}"
        yield f"FRUS, {year}, {number}:{label.lower()}"
        yield f"{year} For. Rel. (Vol. {roman}) {label.lower()}"


def asked_for_pages() -> list[Asked]:
    """All forms of one page in seven, or of every page, each with the page that it should lead to."""
    numbered = Page.objects.filter(order__isnull=False).exclude(label=None).order_by("volume", "order")
    pages = numbered.select_related("volume")
    return [
        Asked(text, f"{page.volume.identifier}/{page.identifier}/")
        for page in some([*pages], 7)
        for forms in (house_forms, short_forms)
        for text in forms(page.volume, page)
    ]


def test_printed_pages_are_found_by_the_house_form_of_their_volume_and_by_short_forms() -> None:
    asked = asked_for_pages()
    assert len(asked) > 600
    assert wrong(asked) == []


def test_every_reference_to_a_page_inside_its_volume_leads_to_that_page() -> None:
    inside = Reference.objects.filter(anchor__startswith="pg_").exclude(leads_to="")
    rows = inside.values_list("document__volume__identifier", "volume", "anchor", "leads_to").distinct()
    asked = [Asked(f"{volume}#{anchor}", led) for own, volume, anchor, led in rows if own == volume]
    assert len(asked) > 2_000
    assert wrong(some(asked, 5)) == []


CITING = re.compile(r'<ref target="(frus[\w-]+)#pg_(\w+)"\s?>(.*?)</ref>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def test_citations_that_the_edition_prints_are_read_as_its_markup_means_them(corpus: Path) -> None:
    """ "*Foreign Relations*, 1918, supp. 1, vol. I, p. 808" points to frus1918Supp01v01#pg_808."""
    read = [_reads(*match.groups()) for text in _sources(corpus) for match in CITING.finditer(text) if _cites(match[3])]
    assert len(read) > 190
    assert sum(read) / len(read) > 0.97  # "Foreign Relations for that year" does not say which


def _sources(corpus: Path) -> Iterator[str]:
    for path in sorted(corpus.glob("*.xml")):
        yield " ".join(path.read_text(encoding="utf-8-sig").split())


def _cites(markup: str) -> bool:
    return "Foreign Rel" in TAG.sub("", markup)


def _reads(volume: str, page: str, markup: str) -> bool:
    """Whether the words name the years, number, part, supplement and appendix that the id of the volume has."""
    cited, *_ = understanding.understand(TAG.sub("", markup))
    meant = holding.holding(Volume(identifier=volume, title=""))
    said = ("years", "volume", "part", "supplement", "appendix")
    same = all(getattr(cited, name) == getattr(meant, name) for name in said)
    return same and bool(cited.pages) and cited.pages[0].first == page


class Came(NamedTuple):
    """How citations of one style came back: to the document, to the page it begins on, in doubt, or not."""

    style: str
    bare: bool
    back: str


def comings(count: int) -> Counter[Came]:
    """How the citations of a number of documents, in every style, with their addresses and without, come back."""
    keys = sorted(Document.objects.shown().letters().values_list("pk", flat=True))
    chosen = random.Random(5).sample(keys, count)
    documents = list(Document.objects.filter(pk__in=chosen).select_related("volume"))
    told: Counter[Came] = Counter()
    for style in styles.STYLES:
        texts = [styles.cite(each, style.slug).text for each in item.many(documents)]
        for bare, written in ((False, texts), (True, [ADDRESS.sub("", text) for text in texts])):
            for document, answer in zip(documents, answers(written), strict=True):
                told[Came(style.slug, bare, _back(document, answer))] += 1
    return told


def _back(document: Document, answer: Answer) -> str:
    page = f"{document.volume.identifier}/{document.frame['pages'][0][0]}/"
    urls = [match.leads_to for match in answer.matches]
    if answer.status != resolve.FOUND:
        return "in doubt" if answer.matches else "not"
    if urls[0].startswith(f"{document.id_in_archive}/"):
        return "document"
    return "page" if urls[0] == page else "volume" if urls[0].count("/") == 1 else "elsewhere"


def shares(told: Counter[Came]) -> dict[str, float]:
    """Of each style, the share of whole citations that came back to the document or the page it begins on."""
    every = Counter[str]()
    back = Counter[str]()
    for came, count in told.items():
        if not came.bare:
            every[came.style] += count
            back[came.style] += count * (came.back in ("document", "page"))
    return {style: back[style] / every[style] for style in every}


def check(told: Counter[Came]) -> None:
    """Ninety-nine in a hundred come back; none ever leads elsewhere, not even without its address."""
    assert {style: share for style, share in shares(told).items() if share < SHARE} == {}
    assert {came: count for came, count in told.items() if came.back == "elsewhere"} == {}


def test_what_the_archive_writes_leads_back_to_where_it_came_from() -> None:
    check(comings(25))


@pytest.mark.proof
def test_a_thousand_documents_come_back_from_every_style() -> None:
    check(comings(1000))
