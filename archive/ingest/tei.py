"""A TEI volume, or any TEI text with divisions and page breaks, read into records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from archive.records.document import Document
from archive.records.findings import Finding, SourceError
from archive.records.people import Person
from archive.records.volume import Section, Volume
from archive.rendering.edition import render
from archive.rendering.elements import own_text
from archive.rendering.shapes import TEI, XML_ID
from archive.rendering.walk import identifier

from . import document, header, returned, sources, structure
from .document import Source
from .structure import Structure

KIND_TITLES = {"title-page": "Title page", "titlePage": "Title page", "toc": "Contents", "front": "Front matter"}


def read(data: bytes, file: str) -> Volume:
    """The volume that the TEI document ``data`` holds; ``file`` names it in errors and, at last resort, the volume.

    Raises SourceError with file and line for what is not TEI P5 or cannot be addressed.
    """
    root = sources.xml(data, file)
    if root.tag != TEI + "TEI":
        raise SourceError(file, root.sourceline, f"the root element is {root.tag!r}, not TEI P5's TEI")
    returned.put_back(root)
    return volume(root, volume_id(root, file), file)


def volume_id(root: etree._Element, file: str) -> str:
    """The volume's id: ``TEI/@xml:id``, else the header's ``idno`` of type ``frus``, else the file's stem."""
    given = root.get(XML_ID) or (root.findtext(f".//{TEI}publicationStmt/{TEI}idno[@type='frus']") or "").strip()
    return identifier(given or file.split(".")[0]) or "volume"


def volume(root: etree._Element, name: str, file: str) -> Volume:
    """The records of the TEI document ``root`` as the volume ``name``."""
    divided = structure.read(root, file)
    found = list(_sources(name, divided))
    documents = [document.read(source) for source in found if source.division.is_document]
    sections = [_section(source) for source in found if not source.division.is_document]
    positions = _positions(found)
    documents = [_placed(record, positions) for record in documents]
    sections = [replace(s, text=_placed(s.text, positions)) if s.text else s for s in sections]
    used = {passage.page for source in found for passage in source.rendering.passages}
    return Volume(
        id=name,
        header=header.read(root, name),
        sections=tuple(sections),
        documents=tuple(documents),
        pages=tuple(page for page in divided.pages if not page.supplied or page.id in used),
        people=tuple(_people(root, name)),
        findings=tuple(_findings(found, documents, divided)),
    )


def _sources(volume: str, divided: Structure) -> Iterator[Source]:
    for division in divided.divisions:
        opening = division.opening or divided.pages[0]
        rendering = render(division.element, division.id, divided.markers, opening, division.apart)
        yield Source(volume, division, rendering)


def _section(source: Source) -> Section:
    division, text = source.division, source.rendering.text
    kind = division.element.get("type") or etree.QName(division.element).localname
    kind = "title-page" if kind in ("titlePage", "main") else kind
    head = next((h for h in division.element.iterchildren(TEI + "head") if h.get("type") is None), None)
    printed = " ".join("".join(own_text(head)).split()) if head is not None else ""
    title = printed or KIND_TITLES.get(kind) or kind.capitalize()
    return Section(
        id=division.id,
        kind=kind,
        title=title,
        parent=division.path[-1] if division.path else "",
        placement=division.placement,
        order=division.order,
        text=document.section(source, title) if text else None,
        has_text=len("".join(text.split())) > len("".join(printed.split())),
    )


def _positions(found: list[Source]) -> dict[tuple[str, int], int]:
    """The place of every passage, named by document and start, among all of the volume, in source order.

    A section's text that resumes after a text inside it comes after that text.
    """
    last = {source.division.element: source.division.order for source in found}
    keys = []
    for source in found:
        for passage, resumed in zip(source.rendering.passages, source.rendering.resumed, strict=True):
            passed = [last[division] for division in _divisions(resumed, last)] if resumed is not None else []
            after = max(passed, default=source.division.order)
            keys.append(((after, resumed is not None, passage.start), (source.division.id, passage.start)))
    return {name: order for order, (_, name) in enumerate(sorted(keys))}


def _divisions(element: etree._Element, known: dict[etree._Element, int]) -> list[etree._Element]:
    return [inner for inner in element.iter() if inner in known]


def _placed(record: Document, positions: dict[tuple[str, int], int]) -> Document:
    passages = (replace(p, order=positions[record.id, p.start]) for p in record.passages)
    return replace(record, passages=tuple(passages))


def _people(root: etree._Element, volume: str) -> Iterator[Person]:
    """The entries of the persons list: the name that carries the id, the rest of the entry describes."""
    for name in root.iter(TEI + "persName"):
        if not name.get(XML_ID):
            continue
        item = next(name.iterancestors(TEI + "item"), None)
        entry = " ".join("".join(own_text(item)).split()) if item is not None else ""
        printed = " ".join("".join(own_text(name)).split())
        yield Person(f"{volume}#{name.get(XML_ID)}", printed, entry.removeprefix(printed).lstrip(" ,;—"))


def _findings(found: list[Source], documents: list[Document], divided: Structure) -> Iterator[Finding]:
    for source in found:
        for name, line in source.rendering.unknown.items():
            yield Finding("unknown element", name, source.division.id, line)
    lines = {source.division.id: source.division.element.sourceline for source in found}
    for record in documents:
        if record.date.agrees is False:
            what = f"printed {record.date.text!r}, encoded {record.date.encoded!r}"
            yield Finding("date disagrees", what, record.id, lines[record.id])
    known = {page.id for page in divided.pages} | _ids(found)
    for source in found:
        for target in dict.fromkeys(_targets(source)):
            if target.startswith("#") and identifier(target[1:]) not in known:
                yield Finding("reference leads nowhere", target, source.division.id, lines[source.division.id])


def _ids(found: list[Source]) -> set[str]:
    root = found[0].element.getroottree().getroot() if found else None
    return {identifier(name) for name in root.xpath("//@xml:id")} if root is not None else set()


def _targets(source: Source) -> Iterator[str]:
    for element in source.element.iter(TEI + "ref"):
        if source.span(element) is not None:
            yield element.get("target", "")
