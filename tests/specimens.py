"""Sources for tests, invented and tiny, and the archive's own fixtures, taken in as ingestion takes them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from archive import models
from archive.ingest import readers
from archive.records.origin import TEI, TRANSCRIPT, Origin
from archive.store import write

FIXTURES = settings.BASE / "fixtures"
SPECIMEN = FIXTURES / "specimen.xml"
SEED = FIXTURES / "761.93-1583.txt"
NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'


def volume(body: str, name: str = "frus1937v01", header: str = "", front: str = "", back: str = "") -> str:
    """A TEI volume: ``body`` stands in its ``body``; ``header`` inside ``titleStmt`` behind the title."""
    sides = (f"<front>{front}</front>" if front else "", f"<back>{back}</back>" if back else "")
    return (
        f'<TEI {NAMESPACES} xml:id="{name}"><teiHeader><fileDesc><titleStmt>'
        f'<title type="complete">Volume {name}</title>{header}</titleStmt></fileDesc></teiHeader>'
        f"<text>{sides[0]}<body>{body}</body>{sides[1]}</text></TEI>"
    )


def document(number: int, content: str, name: str = "") -> str:
    """A document of a volume, ``d1`` unless named otherwise."""
    return f'<div type="document" xml:id="{name or f"d{number}"}" n="{number}">{content}</div>'


def dated(number: int, when: str, printed: str, file: str = "", place: str = "Moscow") -> str:
    """A telegram of one line with a dateline; ``when`` is ``date/@when``."""
    note = f'<note rend="inline" type="source">{file}</note>' if file else ""
    line = f'<dateline><placeName>{place}</placeName>, <date when="{when}">{printed}</date>.</dateline>'
    return document(number, f"{note}<head>Paper {number}</head>{line}<p>Paper {number} says little.</p>")


def page(label: str, name: str = "") -> str:
    """A page marker: ``pg_`` and its label unless named otherwise."""
    return f'<pb n="{label}" xml:id="{name or f"pg_{label}"}"/>'


def take(source: str, file: str = "volume.xml") -> models.Volume:
    """Take in a TEI volume written here; gives its row."""
    origin = Origin(TEI, file, source.encode())
    records = readers.read(origin)
    write.source(records, origin)
    return models.Volume.objects.get(identifier=records.id)


def transcribe(text: str, stem: str, volume: str = readers.TRANSCRIPTS) -> models.Document:
    """Take in a transcript written here; gives its first document."""
    origin = Origin(TRANSCRIPT, f"{stem}.txt", text.encode(), volume, stem)
    records = readers.read(origin)
    write.source(records, origin)
    return models.Document.objects.get(volume__identifier=volume, identifier=records.documents[0].id)


def load(path: Path, volume: str = "") -> models.Volume:
    """Take in a file; gives its volume's row."""
    origin = readers.opened(path, volume)
    records = readers.read(origin)
    write.source(records, origin)
    return models.Volume.objects.get(identifier=records.id)
