"""Rows that citations ask for: pages by their labels, documents by number, address, date or file; many at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Substr, Upper

from archive.models import Address, Document, Note, Page, Passage, Section

OPENING = 1500  # code points of a document's text in which its telegram number stands
MOST, FURTHER, AT_MOST = 400, 60, 5000  # documents that are compared with what one citation, each further one, all say
FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
DASHES = str.maketrans("–—", "--")
TELEGRAM = re.compile(r"[^\n]*\n(?:\[[^\n]*\]\n|No\. [^\n]*\n)?(?P<number>\d{1,5}[a-z]?)\. (?=\S)")
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A printed page by its volume's key, its id and its label."""

    key: int
    volume: int
    identifier: str
    label: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A document as citations describe one: parties as printed, who signed it, when, and its numbers.

    ``pages`` are the ids of its printed pages by their labels; ``withdrawn`` is why it may not be seen, "" if it may.
    """

    key: int
    volume: int
    identifier: str
    number: str
    heading: str
    is_section: bool
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    signatories: tuple[str, ...]
    printed_date: str
    earliest: date | None
    latest: date | None
    despatch: str
    telegram: str
    file: str
    pages: Mapping[str, str]
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at an id of a volume: at most one of these; ``moved`` if it had that id before."""

    letter: Letter | None = None
    page: PrintedPage | None = None
    section: str = ""
    moved: bool = False


_COLUMNS = (
    *("pk", "volume_id", "identifier", "number", "heading", "kind", "frame", "signatories", "date", "earliest"),
    *("latest", "despatch_number", "file_number", "withdrawn_at", "withdrawn_reason", "opening"),
)


def bare(label: str) -> str:
    """A page's label for comparing: without brackets, in capitals."""
    return label.strip("[] ").upper()


def pages(volumes: Collection[int], labels: Collection[str]) -> dict[Key, list[PrintedPage]]:
    """The pages of some volumes with some labels, by volume and bare label; in the order of the volume."""
    found: dict[Key, list[PrintedPage]] = defaultdict(list)
    if not volumes or not labels:
        return found
    wanted = {shape for label in labels for shape in (bare(label), f"[{bare(label)}]")}
    rows = _in_use().annotate(capitals=Upper("label")).filter(volume__in=volumes, capitals__in=wanted)
    for page in _pages(rows):
        found[page.volume, bare(page.label)].append(page)
    return found


def last_labels(volumes: Collection[int]) -> dict[int, str]:
    """The highest arabic page number of each volume."""
    if not volumes:
        return {}
    rows = _in_use().filter(volume__in=volumes, label__regex=r"^\[?[0-9]+\]?$").values_list("volume", "label")
    highest: dict[int, int] = {}
    for volume, label in rows:
        highest[volume] = max(highest.get(volume, 0), int(bare(label or "0")))
    return {volume: str(number) for volume, number in highest.items()}


def _in_use() -> QuerySet[Page]:
    """Pages that have a place in their volume, or carry a document that has."""
    carried = Passage.objects.filter(page=OuterRef("pk"), document__order__isnull=False)
    return Page.objects.filter(Q(order__isnull=False) | Exists(carried))


def _pages(rows: QuerySet[Page]) -> list[PrintedPage]:
    values = rows.order_by("volume", "order").values_list("pk", "volume_id", "identifier", "label")
    return [PrintedPage(key, volume, name, label or "") for key, volume, name, label in values]


def numbered(wanted: Collection[Key]) -> dict[Key, list[Letter]]:
    """Documents by the number that the edition gives them, "41" or "[41]"."""
    found: dict[Key, list[Letter]] = defaultdict(list)
    if not wanted:
        return found
    numbers = {shape for _, number in wanted for shape in (number, f"[{number}]")}
    ids = {f"d{number}" for _, number in wanted}
    rows = Document.objects.filter(volume__in={volume for volume, _ in wanted}, order__isnull=False)
    for letter in _letters(rows.letters().filter(Q(number__in=numbers) | Q(identifier__in=ids))):
        number = letter.number.strip("[]") or letter.identifier.removeprefix("d")
        found[letter.volume, number].append(letter)
    return found


def on_pages(keys: Collection[int]) -> dict[int, list[Letter]]:
    """The documents that readers see on some printed pages, by the pages' keys."""
    found: dict[int, list[Letter]] = defaultdict(list)
    if not keys:
        return found
    rows = Document.objects.shown().letters().filter(passages__page__in=keys).annotate(on=F("passages__page"))
    for row in _opened(rows).values(*_COLUMNS, "on"):
        found[row["on"]].append(_letter(row))
    return found


def matching(conditions: Iterable[Q]) -> tuple[list[Letter], bool]:
    """Documents that readers see and that fulfil any of the conditions, by volume and place, and whether these are all:
    there is a bound to them."""
    some = list(conditions)
    if not some:
        return [], True
    rows = Document.objects.shown().letters().filter(reduce(or_, some)).order_by("volume__identifier", "order")
    most = min(MOST + FURTHER * len(some), AT_MOST)
    letters = _letters(rows, most + 1)
    return letters[:most], len(letters) <= most


def in_file(number: str) -> Q:
    """Of a State file number, with "½" or "1/2" and any dash, and as the first of several on one paper."""
    plain = number.translate(DASHES)
    shapes = {number, number.replace(" ", ""), plain, plain.replace("-", "–"), plain.replace("-", "—")}
    for sign, spelt in FRACTIONS.items():
        shapes |= {shape.replace(f" {spelt}", sign) for shape in set(shapes)}
        shapes |= {shape.replace(sign, f" {spelt}") for shape in set(shapes)}
    exact = Q(file_number__in=shapes)
    return reduce(or_, (Q(file_number__startswith=f"{shape},") for shape in shapes), exact)


def dossiers(numbers: Collection[str]) -> frozenset[str]:
    """Those of some State file numbers, or of their classes ("761.93"), of which documents are held."""
    held = [
        Document.objects.shown().letters().in_file(number).order_by().values_list(Value(number))[:1]
        for number in numbers
    ]
    if not held:
        return frozenset()
    rows = held[0].union(*held[1:]) if len(held) > 1 else held[0]
    return frozenset(number for (number,) in rows)


def slots(wanted: Collection[Key]) -> dict[Key, Standing]:
    """What stands at ids of volumes, by volume and id: a document, a page, a section, or what had that id before."""
    if not wanted:
        return {}
    volumes, names = {volume for volume, _ in wanted}, {name for _, name in wanted}
    found: dict[Key, Standing] = {}
    for letter in _letters(Document.objects.filter(volume__in=volumes, identifier__in=names)):
        found[letter.volume, letter.identifier] = Standing(letter=letter)
    for page in _pages(_in_use().filter(volume__in=volumes, identifier__in=names)):
        found.setdefault((page.volume, page.identifier), Standing(page=page))
    if missing := set(wanted) - set(found):
        found |= {key: each for key, each in _sections(missing).items() if key not in found}
    if missing := set(wanted) - set(found):
        found |= _moved(missing)
    return found


def _sections(wanted: Collection[Key]) -> dict[Key, Standing]:
    volumes, names = {volume for volume, _ in wanted}, {name for _, name in wanted}
    rows = Section.objects.filter(volume__in=volumes, identifier__in=names)
    return {
        (volume, name): Standing(section=title)
        for volume, name, title in rows.values_list("volume_id", "identifier", "title")
    }


def _moved(wanted: Collection[Key]) -> dict[Key, Standing]:
    """Documents by the ids that they had once (``Address``)."""
    former = Address.objects.filter(document__volume__in={volume for volume, _ in wanted})
    rows = former.filter(identifier__in={name for _, name in wanted}, volume=F("document__volume__identifier"))
    led = {key: (volume, name) for volume, name, key in rows.values_list("document__volume", "identifier", "document")}
    letters = _letters(Document.objects.filter(pk__in=led)) if led else []
    return {led[letter.key]: Standing(letter=letter, moved=True) for letter in letters}


def note(document: int, names: Collection[str]) -> tuple[str, str] | None:
    """A footnote of a document by one of its ids: its id, and the id of the page that its mark stands on."""
    rows = Note.objects.filter(document=document, identifier__in=names)
    found = rows.values_list("identifier", "page__identifier").first()
    return (found[0], found[1] or "") if found else None


def _opened(rows: QuerySet[Document]) -> QuerySet[Document]:
    return rows.annotate(opening=Substr("text", 1, OPENING, output_field=CharField()))


def _letters(rows: QuerySet[Document], most: int | None = None) -> list[Letter]:
    values = _opened(rows).values(*_COLUMNS)
    return [_letter(row) for row in (values[:most] if most else values)]


def _letter(row: Mapping[str, Any]) -> Letter:
    frame, said = row["frame"] or {}, row["date"] or {}
    return Letter(
        key=row["pk"],
        volume=row["volume_id"],
        identifier=row["identifier"],
        number=row["number"],
        heading=row["heading"],
        is_section=row["kind"] == "section",
        sender=tuple(frame.get("sender", ())),
        recipient=tuple(frame.get("recipient", ())),
        signatories=tuple(row["signatories"]),
        printed_date=said.get("text", ""),
        earliest=row["earliest"],
        latest=row["latest"],
        despatch=row["despatch_number"],
        telegram=telegram_number(row["opening"], said.get("end")),
        file=row["file_number"],
        pages={bare(label): name for name, label, *_ in reversed(frame.get("pages", [])) if label},
        withdrawn=(row["withdrawn_reason"] or "It has been withdrawn.") if row["withdrawn_at"] else "",
    )


def telegram_number(text: str, dated: int | None) -> str:
    """The number that a telegram's first sentence opens with ("42. Consulate's 35, February 24"): behind its dateline,
    which ends at code point ``dated``; "" where there is none."""
    found = TELEGRAM.match(text, dated) if dated else None
    return found["number"] if found else ""
