"""What an EPUB says of itself (EPUB 3.3, EPUB Accessibility 1.1): package document, navigation, title page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from django.conf import settings
from lxml import etree
from lxml.builder import ElementMaker

from archive.citations import item
from archive.models import Volume
from archive.records.people import Party

from . import epub_text
from .books import Book, Edition, Part
from .epub_layout import Layout

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
OF_PAGES = ("pageBreakMarkers", "pageNavigation")
SUMMARY = (
    "The whole is text that any reading system can speak, enlarge or set anew. Headings, a table of contents{pages} "
    "and linked footnotes lead through it. Figures of the print are not reproduced; their places are named in words. "
    "Quotations in other languages than that of the book are marked only where the edition says so."
)

_opf = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
_dc = ElementMaker(namespace=DC, nsmap={"dc": DC})


def language(volume: Volume) -> str:
    """The language of a volume as BCP 47 writes it; English where the source names none."""
    return volume.language if LANGUAGE.fullmatch(volume.language) else "en"


def package(book: Book, layout: Layout) -> bytes:
    """The package document: what the book is, its files, and their order."""
    files = [f"text/{sheet.file}" for sheet in layout.sheets]
    manifest = _opf.manifest(
        _item("nav", "nav.xhtml", properties="nav"),
        _item("title", "title.xhtml"),
        _opf.item({"id": "style", "href": "style.css", "media-type": "text/css"}),
        *(_item(f"text-{number}", file) for number, file in enumerate(files, 1)),
    )
    order = ("title", "nav", *(f"text-{number}" for number in range(1, len(files) + 1)))
    spine = _opf.spine(*(_opf.itemref(idref=name) for name in order))
    attributes = {"version": "3.0", "unique-identifier": "address", "{http://www.w3.org/XML/1998/namespace}lang": "en"}
    root = _opf.package(_metadata(book, layout), manifest, spine, **attributes)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _item(name: str, href: str, **more: str) -> etree._Element:
    return _opf.item({"id": name, "href": href, "media-type": "application/xhtml+xml", **more})


def _metadata(book: Book, layout: Layout) -> etree._Element:
    volume = book.volume
    return _opf.metadata(
        _dc.identifier(book.item.address, id="address"),
        _dc.identifier(f"sha256:{book.edition.sha256}"),
        _dc.title(book.title),
        _dc.language(language(volume)),
        *_people(book),
        _dc.publisher(volume.publisher or "Chancery"),
        _dc.date(f"{book.edition.taken_at:%Y-%m-%d}"),
        _dc.source(imprint(volume)),
        *(_dc.source(note) for note in (volume.source_note,) if note),
        *(_dc.rights(rights) for rights in (volume.rights,) if rights),
        *(_dc.coverage(years) for years in (volume.subseries,) if years),
        _meta("dcterms:modified", modified(book.edition)),
        *_written(book),
        *_collection(book),
        *_accessibility(book, layout),
    )


def _meta(name: str, value: str, **more: str) -> etree._Element:
    return _opf.meta(value, property=name, **more)


def _people(book: Book) -> Iterator[etree._Element]:
    """Who wrote to whom; of a volume or section, its editors (codes of the MARC relators)."""
    if book.item.is_letter or book.item.sender:
        yield from _named(_dc.creator, "creator", "aut", _texts(book.item.sender))
        yield from _named(_dc.contributor, "recipient", "rcp", _texts(book.item.recipient))
    yield from _named(_dc.contributor, "editor", "edt", book.volume.editors)


def _texts(parties: Iterable[Party]) -> list[str]:
    return [party.text for party in parties]


def _named(make: ElementMaker, name: str, role: str, people: Iterable[str]) -> Iterator[etree._Element]:
    for number, person in enumerate(people, 1):
        yield make(person, id=f"{name}-{number}")
        yield _meta("role", role, refines=f"#{name}-{number}", scheme="marc:relators")


def modified(edition: Edition) -> str:
    """When the edition was last taken in: the same edition gives the same book."""
    return f"{edition.taken_at:%Y-%m-%dT%H:%M:%SZ}"


def imprint(volume: Volume) -> str:
    """The print that a volume reproduces, in a line."""
    place = f"{volume.place}: " if volume.place else ""
    printed = ", ".join(str(part) for part in (f"{place}{volume.publisher}", volume.year) if part)
    return f"{volume.title} ({printed})" if printed else volume.title


def _written(book: Book) -> Iterator[etree._Element]:
    """When a document was written, as far as that is one plain date."""
    if ISO_DATE.fullmatch(book.item.date.iso):
        yield _meta("dcterms:created", book.item.date.iso)


def _collection(book: Book) -> Iterator[etree._Element]:
    """The series that a volume is of, the volume that a document is of."""
    name = book.volume.series if book.is_whole else book.volume.title
    if name:
        yield _meta("belongs-to-collection", name, id="collection")
        yield _meta("collection-type", "series" if book.is_whole else "set", refines="#collection")
    number = item.of_volume(book.volume).book.arabic
    if name and book.is_whole and number:
        yield _meta("group-position", number, refines="#collection")


def _accessibility(book: Book, layout: Layout) -> Iterator[etree._Element]:
    has_pages = any(True for _ in layout.page_list())
    yield _meta("schema:accessMode", "textual")
    yield _meta("schema:accessModeSufficient", "textual")
    for feature in (*FEATURES, *(OF_PAGES if has_pages else ())):
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", SUMMARY.format(pages=", a list of the printed pages" * has_pages))
    if has_pages:
        yield _meta("pageBreakSource", imprint(book.volume))


def navigation(book: Book, layout: Layout) -> bytes:
    """The table of contents, the list of the printed pages, and the landmarks."""
    start = _link("title.xhtml", "About this book")
    toc = f"<ol><li>{start}</li>{''.join(_entry(part, layout) for part in book.parts)}</ol>"
    body = f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1>{toc}</nav>{_pages(layout)}{_marks(layout)}'
    root = epub_text.parsed(body, f"Contents of {book.title}", language(book.volume), style="style.css")
    return epub_text.serialised(root)


def _entry(part: Part, layout: Layout) -> str:
    title = escape(part.title)
    link = _link(f"text/{layout.of(part.document)[0].file}", part.title) if part.document else f"<span>{title}</span>"
    below = "".join(_entry(each, layout) for each in part.parts)
    return f"<li>{link}{f'<ol>{below}</ol>' if below else ''}</li>"


def _pages(layout: Layout) -> str:
    links = "".join(
        f"<li>{_link(f'text/{sheet.file}#{page.id}', page.shown)}</li>" for page, sheet in layout.page_list()
    )
    if not links:
        return ""
    heading = "<h2>Printed pages</h2>"
    return f'<nav epub:type="page-list" role="doc-pagelist" hidden="">{heading}<ol>{links}</ol></nav>'


def _marks(layout: Layout) -> str:
    """Landmarks: where the title, the contents and the documents themselves begin."""
    letters = (sheet for sheet in layout.sheets if not sheet.document.is_section)
    first = next(letters, None) or next(iter(layout.sheets), None)
    marks = [("titlepage", "title.xhtml", "About this book"), ("toc", "nav.xhtml#toc", "Contents")]
    if first:
        marks.append(("bodymatter", f"text/{first.file}", "Text"))
    links = "".join(f'<li><a epub:type="{kind}" href="{href}">{said}</a></li>' for kind, href, said in marks)
    return f'<nav epub:type="landmarks" hidden=""><h2>Landmarks</h2><ol>{links}</ol></nav>'


def _link(href: str, said: str) -> str:
    return f'<a href="{escape(href)}">{escape(said)}</a>'


def title_page(book: Book) -> bytes:
    """What the book is, where it comes from and how it is cited."""
    volume = book.volume
    within = "" if book.is_whole else f'<p class="within">{escape(volume.title)}</p>'
    facts = [
        ("Printed", imprint(volume)),
        ("Rights", volume.rights),
        ("Source", volume.source_note),
        ("Archive", f"Chancery, {settings.SITE_URL}/"),
        ("Edition", f"taken in on {book.edition.taken_at:%Y-%m-%d}, SHA-256 {book.edition.sha256}"),
    ]
    told = "".join(f"<dt>{name}</dt><dd>{escape(said)}</dd>" for name, said in facts if said)
    body = f"<h1>{escape(book.title)}</h1>{within}<dl>{told}</dl>{epub_text.citation(book.item)}"
    kind = ' epub:type="titlepage" class="title"'
    return epub_text.serialised(epub_text.parsed(body, book.title, language(volume), kind, "style.css"))
