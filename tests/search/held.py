"""What the slow scan looks through: every document that readers may see, straight from the rows of the database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from archive.models import Document, Mention, Note, Party, PartyActor, Section
from archive.search import analysis

LOST = "\0"  # stands for what is too long to be a word
WORDS_OF_STATUS = {
    "telegram": ("telegram", "cablegram"),
    "extract": ("extract",),
    "translation": ("translation",),
    "paraphrase": ("paraphrase",),
}


class Stretch:
    """A text, a footnote or a name: words are in a row within one, and never across two."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def forms(self) -> str:
        """The stems of its words, each between spaces."""
        return _row(analysis.STEMMED, self.text)

    @cached_property
    def words(self) -> str:
        """Its words as they stand, each between spaces."""
        return _row(analysis.EXACT, self.text)


def _row(name: str, text: str) -> str:
    row: list[str] = []
    for token in analysis.tokens(name, text):
        row += [LOST] * (token.position - len(row)) + [token.text]
    return f" {' '.join(row)} "


@dataclass(frozen=True)
class Held:
    """A document that readers may see: the words in each of its fields, and its values for each facet."""

    key: int
    volume: str
    identifier: str
    order: int
    fields: Mapping[str, list[Stretch]]
    values: Mapping[str, frozenset[str]]
    sections: frozenset[str]
    earliest: str
    latest: str
    file_number: str
    despatch_number: str

    @property
    def name(self) -> str:
        """Volume and identifier."""
        return f"{self.volume}/{self.identifier}"


def everything() -> list[Held]:
    """All that readers may see, as the rows of the database have it."""
    shown = (
        Document.objects.filter(withdrawn_at=None, volume__withdrawn_at=None).select_related("volume").order_by("pk")
    )
    notes: dict[int, list[str]] = defaultdict(list)
    for key, text in Note.objects.order_by("pk").values_list("document", "text"):
        notes[key].append(text)
    parties: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key, role, *said in Party.objects.values_list("document", "role", "text", "name", "office"):
        parties[key, role] += said
    entities = _entities()
    parents = {section.pk: section for section in Section.objects.select_related("volume")}
    return [
        _held(row, notes[row.pk], (parties[row.pk, "sender"], parties[row.pk, "recipient"]), entities[row.pk], parents)
        for row in shown.defer("tei", "frame").iterator(500)
    ]


def _entities() -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, kind, role, slug in Mention.objects.values_list("document", "kind", "role", "entity__slug"):
        what = "place" if kind == "place" else "actor"
        found[key][what].add(slug)
        found[key][f"{what}_{role}"].add(slug)
    for key, role, slug in PartyActor.objects.values_list("party__document", "party__role", "entity__slug"):
        found[key]["actor"].add(slug)
        found[key][f"actor_{role}"].add(slug)
    return found


def _held(
    row: Document,
    notes: list[str],
    parties: tuple[list[str], list[str]],
    entities: dict[str, set[str]],
    parents: Mapping[int, Section],
) -> Held:
    said = {
        "text": [row.text, *notes],
        "heading": [row.heading],
        "from": [*parties[0], *row.signatories],
        "to": parties[1],
        "place": [row.place],
    }
    values = {name: frozenset(slugs) for name, slugs in entities.items()}
    values |= {"volume": frozenset([row.volume.identifier]), "kind": frozenset([row.kind])}
    values["status"] = frozenset(_statuses(row.status, notes))
    if row.earliest:
        values["year"] = frozenset([str(row.earliest.year)])
        values["decade"] = frozenset([f"{str(row.earliest.year)[:3]}0"])
    return Held(
        row.pk,
        row.volume.identifier,
        row.identifier,
        row.order or 0,
        {field: [Stretch(text) for text in texts if text] for field, texts in said.items()},
        values,
        frozenset(_above(row.section_id, parents)),
        row.earliest.isoformat() if row.earliest else "",
        row.latest.isoformat() if row.latest else "",
        row.file_number,
        row.despatch_number,
    )


def _above(section: int | None, parents: Mapping[int, Section]) -> Iterator[str]:
    while section is not None:
        yield f"{parents[section].volume.identifier}/{parents[section].identifier}"
        section = parents[section].parent_id


def _statuses(lines: Iterable[str], notes: Iterable[str]) -> Iterator[str]:
    words = [word for line in lines for word in re.findall(r"\w+", line.lower())]
    for name, beginnings in WORDS_OF_STATUS.items():
        if any(word.startswith(beginnings) for word in words):
            yield name
    if {"confidential", "secret"} & set(words):
        yield "confidential"
    if any(map(_says_not_printed, notes)):
        yield "not-printed"


def _says_not_printed(note: str) -> bool:
    row = [*[""] * 4, *re.findall(r"\w+|\W", note.lower())]
    for at, word in enumerate(row):
        if word in ("printed", "reprinted") and row[at - 1] == " ":
            before = row[at - 2], row[at - 4] if row[at - 3] == " " and row[at - 2].isalnum() else ""
            if {"not", "neither"} & set(before):
                return True
    return False
