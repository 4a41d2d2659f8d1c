"""What an exported archive consists of: for each volume and form, the files and what stands in them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AnonymousUser

from archive.annotations.jsonld import CONTEXT
from archive.ingest import readers
from archive.ingest.exported import SOURCES
from archive.models import Annotation, Document, Ingestion, Source, Volume
from archive.records.origin import TEI
from archive.store import authority_export, read

from . import annotation_json, plain_text, record_json, record_lines, tei, withheld

AUTHORITIES, ANNOTATIONS = "authorities", "annotations"
FORMATS = (SOURCES, AUTHORITIES, "tei", "text", "jsonl", ANNOTATIONS)
CHOSEN = FORMATS[2:]
"""The forms that may be left out; sources and authority file are what an archive is made of again."""
AT_ONCE = 50

File = tuple[str, Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """One form of one volume, "" where it is of the whole archive; ``size`` is how many texts it tells of."""

    form: str
    volume: str = ""
    size: int = 1

    @property
    def name(self) -> str:
        """How it is called in the list of what was written."""
        return f"{self.form}.{self.volume}" if self.volume else self.form


def parts(forms: Iterable[str]) -> Iterator[Part]:
    """What is to be written, form by form, volumes in the order of their ids; nothing of a withdrawn one."""
    shown = Volume.objects.shown().order_by("identifier").values_list("identifier", "document_count")
    for form in (form for form in FORMATS if form in {SOURCES, AUTHORITIES, *forms}):
        if form in OF_ALL:
            yield Part(form)
        else:
            yield from (Part(form, name, count + 1) for name, count in shown)


def files(part: Part) -> Iterator[File]:
    """The files of a part, with their paths in the folder; what stands in one is made while it is read."""
    if part.form in OF_ALL:
        yield from OF_ALL[part.form]()
        return
    volume = Volume.objects.get(identifier=part.volume)
    yield from OF_VOLUMES[part.form](volume)


def _sources() -> Iterator[File]:
    """The sources as they came, in the order in which they first came: who is who may rest on it. A transcript part of
    which is withdrawn is left out."""
    shown = Source.objects.filter(volume__withdrawn_at=None).order_by("pk").select_related("volume")
    for source in shown.iterator(AT_ONCE):
        kept = Ingestion.objects.filter(source=source, is_current=True).first()
        texts = Document.objects.filter(source=source)
        names = set(texts.filter(withdrawn_at__isnull=False).values_list("identifier", flat=True))
        if kept is not None and not (names and source.form != TEI):
            yield f"{SOURCES}/{source.volume.identifier}/{_name(source, kept)}", [_bytes(kept, names)]


def _bytes(kept: Ingestion, names: set[str]) -> bytes:
    return withheld.source(kept.content(), kept.file, names)


def _name(source: Source, kept: Ingestion) -> str:
    """As the file was called, but unpacked: what a source is known by may rest on that."""
    name = Path(kept.file).name.removesuffix(".gz")
    if readers.form_of(Path(name)) == source.form:
        return name
    return f"{source.name}{'.xml' if source.form == TEI else '.txt'}"


def _authorities() -> Iterator[File]:
    with tempfile.TemporaryDirectory() as place:
        authority_export.export(Path(place))
        for path in sorted(Path(place).iterdir()):
            yield f"{AUTHORITIES}/{path.name}", [path.read_bytes()]


def _batches(volume: Volume) -> Iterator[list[Document]]:
    """The texts of a volume that readers may see, sections' own among them, in order."""
    shown = Document.objects.in_volume(volume).filter(withdrawn_at=None, order__isnull=False)
    keys = list(shown.values_list("pk", flat=True))
    for at in range(0, len(keys), AT_ONCE):
        yield list(shown.filter(pk__in=keys[at : at + AT_ONCE]).select_related("volume", "section"))


def _tei(volume: Volume) -> Iterator[File]:
    for batch in _batches(volume):
        for row, content in zip(batch, tei.documents(batch), strict=True):
            yield f"tei/{volume.identifier}/{row.identifier}.xml", [content]


def _text(volume: Volume) -> Iterator[File]:
    for batch in _batches(volume):
        for record in read.of(batch):
            yield f"text/{volume.identifier}/{record.id}.txt", [plain_text.document(record).encode()]


def _lines(volume: Volume) -> Iterator[File]:
    counts = {name: getattr(volume, f"{name.removesuffix('s')}_count") for name in COUNTED}
    shown = Document.objects.in_volume(volume).letters().filter(withdrawn_at=None, order__isnull=False)
    said = record_json.volume(read.outline(volume), counts, list(shown.values_list("identifier", flat=True)))
    yield f"volumes/{volume.identifier}.json", [json.dumps(said, ensure_ascii=False).encode() + b"\n"]
    yield f"documents/{volume.identifier}.jsonl", record_lines.documents(volume, _batches(volume))


COUNTED = ("documents", "pages", "notes", "enclosures")


def _annotations(volume: Volume) -> Iterator[File]:
    """What everybody sees of readers' notes and the archive's own, answers behind what they answer."""
    public = Annotation.objects.public().filter(document__volume=volume, document__order__isnull=False)
    keys = list(public.order_by("pk").values_list("pk", flat=True))
    if keys:
        yield f"{ANNOTATIONS}/{volume.identifier}.jsonld", _page(keys)


def _page(keys: list[int]) -> Iterator[bytes]:
    """A page of annotations (Web Annotation Data Model, 5.2), each on a line of its own."""
    before = json.dumps({"@context": CONTEXT, "type": "AnnotationPage"})[:-1] + ', "items": [\n'
    for at in range(0, len(keys), AT_ONCE):
        rows = Annotation.objects.filter(pk__in=keys[at : at + AT_ONCE]).order_by("pk")
        for each in annotation_json.items(
            list(rows.select_related("document__volume", "owner", "reply_to")), AnonymousUser()
        ):
            yield (before + json.dumps(each, ensure_ascii=False)).encode()
            before = ",\n"
    yield b"\n]}\n"


OF_ALL = {SOURCES: _sources, AUTHORITIES: _authorities}
OF_VOLUMES = {"tei": _tei, "text": _text, "jsonl": _lines, ANNOTATIONS: _annotations}
