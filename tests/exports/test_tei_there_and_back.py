"""Transcripts made of published documents: as TEI they leave and come back the same edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from archive.exports import tei
from archive.ingest import tei as reader
from archive.models import Document
from archive.records.document import Document as Record
from archive.store import read
from tests.ingest.test_transcript_corpus import T, Writer, words
from tests.specimens import FIXTURES, transcribe

SAID = ("heading", "kind", "text", "notes", "status", "file_number", "despatch_number", "date", "received", "place")
WHO = ("sender", "recipient", "signatories")


def edition(record: Record) -> dict[str, object]:
    """What makes a text the same: all that is said of it, but for the ids of its enclosures, which stand in its own."""
    found: dict[str, object] = {name: getattr(record, name) for name in (*SAID, *WHO)}
    found["pages"] = [(each.page, each.start, each.end, each.html) for each in record.passages]
    found["enclosures"] = [(each.label, each.heading, each.start, each.end) for each in record.enclosures]
    return found


def differences(text: str, stem: str) -> list[str]:
    """In what a transcript differs from what comes back of its TEI."""
    row = transcribe(text, stem)
    rows = Document.objects.filter(source__name=stem).select_related("volume", "section").order_by("order")
    said = []
    for row in rows:
        (back,) = reader.read(tei.document(row), "d.xml").documents
        before, after = edition(read.said([row])[0]), edition(back)
        said += [
            f"{stem} {name}: {before[name]!r:.200} -> {after[name]!r:.200}"
            for name in before
            if before[name] != after[name]
        ]
    return said


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_transcript_of_the_fixtures_comes_back_the_same(path: Path) -> None:
    assert differences(path.read_text(encoding="utf-8"), path.stem) == []


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.timeout(1800)
def test_published_documents_written_as_transcripts_come_back_the_same(corpus: Path) -> None:
    said, count = list[str](), 0
    for volume in sorted(corpus.glob("*.xml")):
        found = [each for each in etree.parse(volume).iter(T + "div") if each.get("type") == "document"]
        for document in found[::5]:
            if words(document).strip():
                count += 1
                said += differences(Writer(document).text(), f"{volume.stem}-{count}")
    assert count
    assert said == [], f"{len(said)} differences in {count} transcripts:\n" + "\n".join(said[:40])
