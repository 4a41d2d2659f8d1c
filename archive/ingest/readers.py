"""Which reader a source gets: finding source files, opening them, and reading them into records."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.records.findings import SourceError
from archive.records.origin import TEI as TEI_FORM
from archive.records.origin import TRANSCRIPT, Origin
from archive.records.volume import Header, Volume
from archive.rendering.shapes import TEI, XML_ID

from . import exported, sources, structure, tei, transcript

FORMS = {".xml": TEI_FORM, ".xml.gz": TEI_FORM, ".txt": TRANSCRIPT}
TRANSCRIPTS = "transcripts"


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The source files among ``paths``: files as they are named, of folders all that have a source's ending; of one
    with a whole archive the sources alone, from which all else in it was made.

    A folder that cannot be looked into is given itself, so that opening it says so.
    """
    for path in paths:
        if path.is_dir() and exported.is_archive(path):
            yield from exported.sources(path)
        elif path.is_dir():
            yield from sorted(_inside(path))
        else:
            yield path


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for place, _, names in os.walk(folder, onerror=closed.append):
        found = (Path(place, name) for name in names)
        yield from (path for path in found if form_of(path) and path.is_file())
    yield from (Path(error.filename) for error in closed)


def form_of(path: Path) -> str | None:
    """``tei`` or ``transcript`` by the file's ending; None for no source."""
    return next((form for ending, form in FORMS.items() if path.name.lower().endswith(ending)), None)


def opened(path: Path, volume: str = "") -> Origin:
    """A source file as it came; ``volume`` is the volume that a transcript belongs to ("transcripts" if "").

    Raises SourceError for what is no source or cannot be read.
    """
    form = form_of(path)
    if form is None and path.is_file():
        raise SourceError(path.name, None, f"is not a source: its name ends in none of {', '.join(FORMS)}")
    data = sources.content(path)
    if form == TEI_FORM:
        return Origin(TEI_FORM, path.name, data)
    return Origin(TRANSCRIPT, path.name, data, volume or TRANSCRIPTS, path.stem)


def known_by(path: Path, volume: str = "") -> str:
    """What a source will be known by, from its name and its header: the volume's id, of a transcript the stem as well.

    Gives "" where the file does not say; opening and reading it tells why.
    """
    if form_of(path) == TRANSCRIPT:
        return f"{volume or TRANSCRIPTS}/{path.stem}"
    root = sources.head(path)
    return tei.volume_id(root, path.name) if root is not None else ""


def read(origin: Origin) -> Volume:
    """The records of a source. Raises SourceError."""
    if origin.form == TEI_FORM:
        return tei.read(origin.data, origin.file)
    root, findings = transcript.to_tei(origin.data, origin.file)
    taken: set[str] = set(structure.RESERVED)
    for division in root.iter(TEI + "div"):
        if division.get("type") == "document" and not any(division.iterancestors(TEI + "div")):
            division.set(XML_ID, structure.unused(slug(origin.name), taken))
    volume = tei.volume(root, origin.volume, origin.file)
    title = "Transcripts" if origin.volume == TRANSCRIPTS else origin.volume
    return replace(volume, header=Header(title=title), findings=(*findings, *volume.findings))


def slug(stem: str) -> str:
    """A transcript's id from its file's stem: ASCII-folded, in lower case, all else a hyphen."""
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", folded).strip("-") or "document"
