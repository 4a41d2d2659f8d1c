"""What was written comes back the same, all of it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from archive import models
from archive.ingest import readers
from archive.records.document import Document
from archive.records.volume import Volume
from archive.store import read, write
from tests import specimens

pytestmark = pytest.mark.django_db


def written_and_read(path: Path, volume: str = "") -> tuple[Volume, Volume]:
    """The records of a file, and those that the archive gives back."""
    origin = readers.opened(path, volume)
    records = readers.read(origin)
    write.source(records, origin)
    return records, read.volume(records.id)


def assert_same(before: Volume, after: Volume) -> None:
    """Field by field, so that a failure can be read."""
    for one, other in zip(before.documents, after.documents, strict=True):
        for field in fields(Document):
            assert getattr(one, field.name) == getattr(other, field.name), (one.id, field.name)
    for name in ("header", "sections", "pages", "people", "findings"):
        assert getattr(before, name) == getattr(after, name), name
    assert before == after


def test_the_specimen_comes_back_the_same() -> None:
    assert_same(*written_and_read(specimens.SPECIMEN))


def test_the_seed_comes_back_the_same() -> None:
    assert_same(*written_and_read(specimens.SEED))


@pytest.mark.parametrize("name", ["frus1894Nicaragua", "frus1918Russiav03", "frus1872p2v5"])
@pytest.mark.corpus
@pytest.mark.timeout(600)
def test_a_published_volume_comes_back_the_same(corpus: Path, name: str) -> None:
    file = corpus / f"{name}.xml"
    if not file.exists():
        pytest.skip(f"{name} is not in {corpus}")
    assert_same(*written_and_read(file))


def test_a_volume_that_says_nothing_comes_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "empty.xml"
    file.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="empty"><text><body/></text></TEI>')
    assert_same(*written_and_read(file))


def test_odd_characters_come_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "odd.xml"
    odd = "\\ \t \\. \\N 𒀭 مَن \u200b \u0085 \ufffd {}' \" $$ %s"
    file.write_text(specimens.volume(specimens.document(1, f"<head>{odd}</head><p>{odd}</p>"), "odd"), encoding="utf-8")
    before, after = written_and_read(file)
    assert_same(before, after)
    assert after.documents[0].text.split()[:4] == ["\\", "\\.", "\\N", "𒀭"]


def test_a_document_counts_its_place_from_its_source_s_first() -> None:
    specimens.transcribe("825.345/41\nA to B\nNo. 1\nSir: One.", "one")
    specimens.transcribe("825.345/42\nA to B\nNo. 2\nSir: Two.", "two")
    sources = models.Source.objects.order_by("pk")
    assert [[text.order for text in read.documents(source)] for source in sources] == [[0], [0]]
    assert [text.id for text in read.volume("transcripts").documents] == ["one", "two"]


def test_some_documents_are_read_in_source_order_whatever_the_order_asked_for() -> None:
    specimens.take(specimens.volume(specimens.document(1, "<p>A</p>") + specimens.document(2, "<p>B</p>")))
    rows = models.Document.objects.order_by("-identifier")
    assert [text.id for text in read.of(rows)] == ["d1", "d2"]


def test_what_is_removed_from_its_source_is_not_read() -> None:
    first, second = specimens.document(1, "<p>A</p>"), specimens.document(2, "<p>B</p>")
    specimens.take(specimens.volume(first + second))
    specimens.take(specimens.volume(first))
    assert [text.id for text in read.volume("frus1937v01").documents] == ["d1"]


def test_a_volume_that_is_not_held_is_named() -> None:
    with pytest.raises(models.Volume.DoesNotExist):
        read.volume("frus1899")
