"""Notes on the published volumes after corrections: where they stand, against what is known of each character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest

from archive.annotations import selectors
from archive.annotations.anchoring import State, anchor, find
from archive.annotations.changes import Change
from archive.ingest import tei

from .corrections import CORRECTIONS, Traced
from .editions import invented
from .judging import Placed, Truth, whole_words

Span = tuple[int, int]
NOTES = 25  # on each document


@dataclass(frozen=True)
class Text:
    """The text of a document, and where its printed pages end in it."""

    characters: str
    ends: tuple[int, ...]


@cache
def texts(corpus: Path, volumes: int) -> Sequence[Text]:
    """The texts of some volumes, those too short for a correction left out."""
    documents = (
        document
        for path in sorted(corpus.glob("*.xml"), key=lambda path: path.stat().st_size)[:volumes]
        for document in tei.read(path.read_bytes(), path.name).documents
    )
    found = (Text(document.text, tuple(passage.end for passage in document.passages)) for document in documents)
    return [text for text in found if 600 < len(text.characters) < 60_000]


def placed(found: Sequence[Text], notes: int, random: Random) -> Iterator[tuple[str, Placed]]:
    """Notes on documents that were corrected, each kind of correction as often as any other."""
    kinds = list(CORRECTIONS.items())
    for number in range(notes // NOTES):
        kind, correct = kinds[number % len(kinds)]
        old = random.choice(found).characters
        traced = Traced.of(old)
        correct(traced, random)
        change = Change(old, traced.text)
        for start, end in (whole_words(old, random) for _ in range(NOTES)):
            truth = Truth(traced, old, traced.text, start, end)
            yield kind, Placed(truth, anchor(selectors.made(old, start, end), change))


def proved(found: Sequence[Text], notes: int, random: Random) -> list[str]:
    """Place notes, print how many came to which state, and give those that are wrong, or lost although they exist."""
    rates: dict[str, Counter[str]] = {}
    faults = []
    for kind, note in placed(found, notes, random):
        for name in (kind, "all"):
            rates.setdefault(name, Counter())[note.verdict] += 1
        if note.verdict.endswith(("wrong", "there")):
            faults.append(f"{kind}: {note}")
    for name, counts in rates.items():
        total = counts.total()
        print(f"{name:20}{total:6}", *(f"{state} {count / total:.1%}" for state, count in sorted(counts.items())))
    return faults


def test_after_a_correction_no_note_stands_on_other_words_and_none_is_lost_that_exists(corpus: Path) -> None:
    assert proved(texts(corpus, 1), 550, Random(6)) == []


@pytest.mark.proof
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(4))
def test_of_five_thousand_notes_none_stands_on_other_words_and_none_is_lost_that_exists(
    corpus: Path, seed: int
) -> None:
    assert proved(texts(corpus, 8), 5_500, Random(seed)) == []


def across_pages(text: Text, random: Random) -> Span:
    """A selection of any characters, of every other document one across a page mark if it has one."""
    if text.ends[:-1] and random.random() < 0.5:
        mark = random.choice(text.ends[:-1])
        return max(0, mark - random.randint(1, 200)), min(len(text.characters), mark + random.randint(1, 200))
    start = random.randrange(len(text.characters))
    return start, min(len(text.characters), start + random.randint(1, 600))


def comes_back(text: str, start: int, end: int) -> bool:
    """Whether a selection comes back on the same characters: from its JSON in the same text, and found anew."""
    selector = selectors.made(text, start, end)
    again = selector if not text[start:end].strip() else selectors.read(selectors.written(selector))
    anchored = anchor(again, Change(text, text))
    searched = find(again, text)
    return (anchored.state, anchored.start, anchored.end, searched.start, searched.end) == (
        *(State.EXACT, start, end),
        *((start, end) if text[start:end].strip() == text[start:end] else (searched.start, searched.end)),
    )


def astral(text: str, random: Random) -> str:
    """A text with some of its letters beyond the basic plane."""
    return "".join("𒀭" if character == "e" and random.random() < 0.2 else character for character in text)


def not_back(found: Sequence[Text], selections: int, random: Random) -> list[str]:
    """The words of random selections that do not come back; every fourth in a text with signs of cuneiform."""
    lost, crossed = [], 0
    for number in range(selections):
        text = random.choice(found)
        start, end = across_pages(text, random)
        crossed += any(start < mark < end for mark in text.ends[:-1])
        words = astral(text.characters, random) if number % 4 == 0 else text.characters
        if not comes_back(words, start, end):
            lost.append(words[start:end])
    print(f"{selections} selections, {crossed} across page marks, {selections // 4} with characters beyond the BMP")
    assert crossed > selections // 10
    return lost


@pytest.mark.parametrize(
    ("volumes", "selections"), [(1, 200), pytest.param(8, 2_000, marks=[pytest.mark.proof, pytest.mark.timeout(1200)])]
)
def test_random_selections_come_back_on_exactly_the_same_characters(
    corpus: Path, volumes: int, selections: int
) -> None:
    assert not_back(texts(corpus, volumes), selections, Random(2_000)) == []


def test_two_thousand_selections_of_invented_texts_come_back_on_exactly_the_same_characters() -> None:
    documents = tei.read(invented(40, Random(7)).encode(), "invented.xml").documents
    found = [Text(each.text, tuple(passage.end for passage in each.passages)) for each in documents]
    assert all(any(character > "\uffff" for character in text.characters) for text in found)
    assert not_back(found, 2_000, Random(2_001)) == []
