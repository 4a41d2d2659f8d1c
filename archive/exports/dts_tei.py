"""A volume, or part of it by documents or by printed pages, as TEI for others, sent while it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from lxml import etree

from archive.models import Document, Page, Section, Volume
from archive.reading import addresses
from archive.rendering import walk

from . import tei_text

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
WRAPPER = "https://w3id.org/api/dts#"
AT_ONCE = 50  # documents fetched together
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
BODY = "body"
PLACEMENTS = ("front", BODY, "back")
END = "</div>"


def whole(volume: Volume) -> Iterator[str]:
    """All of a volume: its texts in its sections, front and back apart."""
    yield f'{DECLARED}<TEI xmlns="{NAMESPACE}">{_header(volume)}<text>'
    every = list(Section.objects.filter(volume=volume).order_by("order"))
    for placement in PLACEMENTS:
        sections = [section for section in every if section.placement == placement]
        if placement == BODY or sections:
            stand = Q(section__placement=placement) | (Q(section=None) if placement == BODY else Q())
            yield f"<{placement}>"
            yield from _nested(_texts(volume).filter(stand), sections)
            yield f"</{placement}>"
    yield "</text></TEI>\n"


def contents(volume: Volume, first: int, last: int) -> Iterator[str]:
    """What stands in the order of the source from one place to another, inside a wrapper."""
    sections = list(Section.objects.filter(volume=volume, order__gte=first, order__lte=last).order_by("order"))
    texts = _texts(volume).filter(order__gte=first, order__lte=last)
    yield from _wrapped(volume, _nested(texts, sections))


def pages(volume: Volume, first: int, last: int) -> Iterator[str]:
    """What stands on the printed pages from one place in their order to another, inside a wrapper."""
    orders = dict(Page.objects.filter(volume=volume, order__isnull=False).values_list("identifier", "order"))
    here = Q(passages__page__order__gte=first, passages__page__order__lte=last)
    texts = _texts(volume).annotate(begins=Min("passages__order", filter=here)).filter(begins__isnull=False)
    rows = texts.order_by("source", "begins").iterator(AT_ONCE)
    yield from _wrapped(volume, (cut(text.tei, orders, first, last) for text in rows))


def cut(tei: str, orders: Mapping[str, int | None], first: int, last: int) -> str:
    """What stands in a text on the pages from one place to another, with the elements around it.

    ``orders`` are the places of the volume's pages, by their ids. A page break may stand in what was taken out of a
    section, its documents: what is left of the section is then parted at the next break that is there.
    """
    root = tei_text.given(tei)
    breaks = [(orders.get(_page(mark)), mark) for mark in root.iter(f"{{{NAMESPACE}}}pb")]
    placed = [(order, mark) for order, mark in breaks if order is not None]
    behind = next((mark for order, mark in placed if order > last), None)
    begin = next((mark for order, mark in reversed(placed) if order <= first), None)
    if behind is not None:
        _drop_from(behind)
    if begin is not None:
        _drop_before(begin)
    return _written(root)


def _written(root: etree._Element) -> str:
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _page(mark: etree._Element) -> str:
    """The page that a page break opens: its id, else that made of its number."""
    return walk.identifier(mark.get(XML_ID) or f"pg_{mark.get('n', '').strip()[:50]}")


def _drop_before(mark: etree._Element) -> None:
    """Take away what stands before an element, but for what is around it."""
    inner = mark
    while (around := inner.getparent()) is not None:
        around.text = None
        for before in list(inner.itersiblings(preceding=True)):
            around.remove(before)
        inner = around


def _drop_from(mark: etree._Element) -> None:
    """Take away an element and all that stands behind it."""
    inner = mark
    while (around := inner.getparent()) is not None:
        for behind in list(inner.itersiblings()):
            around.remove(behind)
        inner.tail = None
        inner = around
    parent = mark.getparent()
    if parent is not None:
        parent.remove(mark)


def _texts(volume: Volume) -> QuerySet[Document]:
    """The texts of a volume that readers may see, sections' own among them, in order."""
    shown = Document.objects.in_volume(volume).filter(withdrawn_at=None, order__isnull=False)
    return shown.select_related("section").defer("text")


@dataclass(slots=True)
class _Open:
    """The sections that are open where a text stands."""

    ids: list[str] = field(default_factory=list)

    def closed_for(self, around: Iterable[str]) -> str:
        """What closes those that are not around the next text."""
        wanted, said = set(around), ""
        while self.ids and self.ids[-1] not in wanted:
            self.ids.pop()
            said += END
        return said


def _nested(texts: QuerySet[Document], sections: list[Section]) -> Iterator[str]:
    """Texts inside their sections; what closes a section comes when all below it has come."""
    waiting, stands = list(reversed(sections)), _Open()
    for text in texts.iterator(AT_ONCE):
        while waiting and waiting[-1].order < (text.order or 0):
            yield _opened(waiting.pop(), stands, None)
        if waiting and waiting[-1].pk == text.of_section_id:
            yield _opened(waiting.pop(), stands, _written(tei_text.given(text.tei)))
        else:
            closed = stands.closed_for(text.section.path if text.section else ())
            yield closed + _written(tei_text.given(text.tei))
    for section in reversed(waiting):
        yield _opened(section, stands, None)
    yield stands.closed_for(())


def _opened(section: Section, stands: _Open, tei: str | None) -> str:
    """A section's own text, left open for what stands below it."""
    said = stands.closed_for(section.path[:-1])
    if tei is not None and not tei.rstrip().endswith(END):
        return said + tei  # a title page: nothing stands below one
    stands.ids.append(section.identifier)
    if tei is not None:
        return said + tei.rstrip().removesuffix(END)
    return f'{said}<div type="{escape(section.kind)}" xml:id="{escape(section.identifier)}">'


def _wrapped(volume: Volume, pieces: Iterable[str]) -> Iterator[str]:
    yield f'{DECLARED}<TEI xmlns="{NAMESPACE}">{_header(volume)}<text><body>'
    yield f'<dts:wrapper xmlns:dts="{WRAPPER}">'
    yield from pieces
    yield "</dts:wrapper></body></text></TEI>\n"


def _header(volume: Volume) -> str:
    address = f"{settings.SITE_URL}{addresses.volume(volume.identifier)}"
    printed = {"pubPlace": volume.place, "publisher": volume.publisher, "date": str(volume.year or "")}
    imprint = "".join(f"<{name}>{escape(said)}</{name}>" for name, said in printed.items() if said)
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{escape(volume.title)}</title></titleStmt><publicationStmt>"
        f'<publisher>Chancery</publisher><idno type="URI">{escape(address)}</idno><availability>'
        f"<p>{escape(volume.rights or 'See the volume.')}</p></availability></publicationStmt><sourceDesc><bibl>"
        f'<title level="m">{escape(volume.title)}</title>{imprint}</bibl></sourceDesc></fileDesc></teiHeader>'
    )
