"""Readers' notes after a volume was taken in corrected: each row says what became of its words, and none stands on
others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from django.contrib.auth.models import User

from archive.annotations import notebook, placing, selectors
from archive.annotations.anchoring import Anchored, State
from archive.annotations.notebook import Content
from archive.models import Address, Annotation, Document
from archive.store import intake, verification
from tests.annotations.corrections import Traced
from tests.annotations.editions import CORRECTIONS, Edition, invented, page_mark_moved, spelling
from tests.annotations.judging import Placed, Truth, whole_words

pytestmark = pytest.mark.django_db

SHORTEST, SHORTEST_FOOTNOTE = 200, 20  # characters of what notes are placed on
IN_FOOTNOTES = 10  # every tenth note
Was = dict[int, tuple[Annotation, str, str]]


def taken(tei: str, folder: Path, name: str) -> str:
    """Take in a source as a file; gives its volume."""
    path = folder / f"{name}.xml"
    path.write_text(tei, encoding="utf-8")
    result = intake.take(path)
    assert result.is_in, result.reason
    return result.volume


def texts_of(volume: str) -> dict[str, str]:
    """The texts of a volume's documents, by their ids."""
    rows = Document.objects.filter(volume__identifier=volume, order__isnull=False)
    return dict(rows.values_list("identifier", "text"))


def noted(volume: str, notes: int, random: Random) -> Was:
    """Place notes on the documents of a volume and their footnotes, of readers' words or of any characters; some are
    thrown away. Gives each with the id of its document, and the text that it stands on."""
    reader = User.objects.create_user("reader")
    found: Was = {}
    rows = list(
        Document.objects.filter(volume__identifier=volume, length__gte=SHORTEST, order__isnull=False).prefetch_related(
            "notes"
        )
    )
    for number in range(notes):
        document = rows[number % len(rows)]
        footnotes = [note.identifier for note in document.notes.all() if len(note.text) >= SHORTEST_FOOTNOTE]
        footnote = random.choice(footnotes) if footnotes and number % IN_FOOTNOTES == 0 else ""
        text = placing.text_of(document, footnote)
        start, end = whole_words(text, random) if number % 2 else _anywhere(text, random)
        note = notebook.create(
            reader, document, Content(f"Note {number}."), selectors.made(text, start, end), footnote=footnote
        )
        if number % 50 == 0:
            notebook.delete(note, reader)
            note.refresh_from_db()
        found[note.pk] = note, document.identifier, text
    return found


def _anywhere(text: str, random: Random) -> tuple[int, int]:
    start, end = whole_words(text, random)
    cut = start + random.randint(0, (end - start) // 3), end - random.randint(0, (end - start) // 3)
    return cut if text[slice(*cut)].strip() else (start, end)


def corrected(tei: str, volume: str, random: Random) -> tuple[Edition, dict[str, str]]:
    """A source with each kind of correction in as many documents as any other, one document renumbered and two that
    changed their numbers; and the new ids by the old ones."""
    edition = Edition.of(tei, texts_of(volume))
    long = [
        name
        for name, traced in edition.texts.items()
        if len(traced.characters) >= SHORTEST and f'xml:id="{name}"' in tei
    ]
    first, second, third = random.sample(long[len(long) // 2 :], 3)
    renumbered = {first: "d9001", second: third, third: second}
    for number, name in enumerate(long):
        kinds = [spelling, page_mark_moved] if name in renumbered else list(CORRECTIONS.values())
        kinds[number % len(kinds)](edition, name, random)
    edition.renumber(renumbered)
    return edition, renumbered


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def assert_says_what_became_of_it(note: Annotation, was: Annotation, old: str, new: str) -> None:
    """The columns of a row agree with one another and with both texts."""
    assert (note.text, note.owner_id, note.deleted_at) == (was.text, was.owner_id, was.deleted_at)
    if old == new and note.footnote == was.footnote:
        assert (note.standing, note.start, note.quote, note.version) == ("exact", was.start, was.quote, was.version)
        assert (note.old_hash, note.anchored_at) == ("", None)
        return
    assert (note.old_quote, note.old_start, note.old_end) == (was.quote, was.start, was.end)
    assert (note.old_hash, note.new_hash) == (digest(old), digest(new))
    assert note.anchored_at
    if note.standing == "lost":
        assert (note.start, note.end, note.score, note.quote) == (None, None, 0.0, was.quote)
        return
    assert note.start is not None
    assert note.end is not None
    assert new[note.start : note.end] == note.quote != ""
    assert (note.prefix, note.suffix) == (new[max(0, note.start - 32) : note.start], new[note.end : note.end + 32])
    same = "exact" if note.start == was.start else "moved"
    assert note.standing == (same if note.quote == was.quote else "changed")
    assert 0 < note.score <= 1


def verdicts(was: Was, edition: Edition, renumbered: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What a human would say of each note now, and the note in words."""
    for note in Annotation.objects.filter(pk__in=was).select_related("document"):
        before, identifier, old = was[note.pk]
        assert note.document_id == before.document_id
        assert note.document.identifier == renumbered.get(identifier, identifier)
        traced = Traced.of(old) if note.footnote else edition.texts[note.document.identifier]
        assert placing.text_of(note.document, note.footnote) == traced.text
        assert_says_what_became_of_it(note, before, old, traced.text)
        assert before.start is not None
        assert before.end is not None
        truth = Truth(traced, old, traced.text, before.start, before.end)
        places = tuple((start, end) for start, end in note.places)
        placed = Placed(
            truth, Anchored(State(note.standing), note.old_quote, note.start, note.end, note.quote, places=places)
        )
        yield placed.verdict, f"{note.document.identifier}: {placed}"


def proved(tei: str, folder: Path, notes: int, random: Random) -> None:
    """Take in a volume, place notes, take it in corrected, look at every row; print how many came to which state."""
    volume = taken(tei, folder, "before")
    was = noted(volume, notes, random)
    edition, renumbered = corrected(tei, volume, random)
    assert taken(edition.tei, folder, "corrected") == volume
    assert texts_of(volume) == {name: traced.text for name, traced in edition.texts.items()}
    assert set(Annotation.objects.values_list("pk", flat=True)) == set(was)
    found = list(verdicts(was, edition, renumbered))
    assert [said for verdict, said in found if verdict.endswith(("wrong", "there"))] == []
    assert Address.objects.get(volume=volume, identifier=next(iter(renumbered))).document.identifier == "d9001"
    assert list(verification.faults(volume)) == []
    counts = Counter(verdict for verdict, _ in found)
    print(f"{volume}: {counts.total()} notes", *(f"{state} {number}" for state, number in sorted(counts.items())))
    assert {verdict.split(",")[0] for verdict in counts} == set(State)


def test_after_a_corrected_volume_each_note_stands_on_its_words_or_says_that_they_are_lost(tmp_path: Path) -> None:
    proved(invented(16, Random(1)), tmp_path, 240, Random(2))


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(5))
def test_after_corrected_volumes_each_of_five_thousand_notes_does(tmp_path: Path, seed: int) -> None:
    proved(invented(120, Random(seed)), tmp_path, 1_000, Random(seed))


@pytest.mark.corpus
@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("volume", ["frus1894Nicaragua", "frus1872p2v5"])
def test_after_a_published_volume_was_corrected_each_of_its_notes_does(
    corpus: Path, tmp_path: Path, volume: str
) -> None:
    path = corpus / f"{volume}.xml"
    if not path.exists():
        pytest.skip(f"{volume} is not in {corpus}")
    proved(path.read_text(encoding="utf-8"), tmp_path, 2_500, Random(6))
