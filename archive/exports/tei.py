"""A document, or a section's own text, as a TEI file of its own; a volume as its source came, or made of its texts."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from lxml import etree

from archive.models import Document, Ingestion, Volume

from . import dts_tei, tei_header, tei_text, withheld
from .correspondence import TEI

TYPE = "application/tei+xml; charset=utf-8"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
MODEL = '<?xml-model href="{}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
TITLE_PAGE = f"{{{TEI}}}titlePage"
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def documents(texts: list[Document]) -> Iterator[bytes]:
    """Some documents or sections' texts, each as a file; by as many queries for many as for one."""
    headers = tei_header.of(texts)
    for text in texts:
        yield _file(text, headers[text.pk])


def document(text: Document) -> bytes:
    """A document or section's own text as a file."""
    return next(documents([text]))


def volume(found: Volume) -> Iterator[bytes]:
    """A volume's source as it came, if that is one TEI file, without what is withdrawn; else what its texts make."""
    sources = Ingestion.objects.filter(source__volume=found, is_current=True)
    kept = list(sources.only("pk", "source__form").select_related("source")[:2])
    if len(kept) == 1 and kept[0].source.form == "tei":
        one = Ingestion.objects.get(pk=kept[0].pk)
        out_of_sight = found.documents.filter(withdrawn_at__isnull=False).values_list("identifier", flat=True)
        yield withheld.source(one.content(), one.file, set(out_of_sight))
        return
    for piece in dts_tei.whole(found):
        yield piece.encode()


def _file(text: Document, header: etree._Element) -> bytes:
    """The header, and what is kept, as the schema has it; references inside are relative to the volume's own TEI."""
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    root.append(header)
    words = etree.SubElement(root, f"{{{TEI}}}text")
    words.set(BASE, f"{settings.SITE_URL}/volumes/{text.volume.identifier}.xml")
    content = tei_text.given(text.tei)
    if content.tag == TITLE_PAGE:
        etree.SubElement(words, f"{{{TEI}}}front").append(content)
    body = etree.SubElement(words, f"{{{TEI}}}body")
    if content.tag != TITLE_PAGE:
        body.append(content)
    etree.cleanup_namespaces(root)
    model = MODEL.format(f"{settings.SITE_URL}/api/tei.rng")
    return f"{DECLARED}{model}{etree.tostring(root, encoding='unicode')}\n".encode()
