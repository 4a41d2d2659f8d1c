"""What a TEI header says of its volume (TEI P5, chapter 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from archive.records.volume import Header
from archive.rendering.shapes import TEI, XML_LANG

YEARS = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:\s?[-–—/]\s?(1[5-9]\d\d|20\d\d|\d\d)\b)?")
ID_YEARS = re.compile(r"(1[5-9]\d\d|20\d\d)(?:[-–](\d\d)(?!\d))?")


def read(root: etree._Element, volume: str) -> Header:
    """The header of the TEI document ``root``; ``volume`` is its id, the last place to look for the years."""
    head = root.find(TEI + "teiHeader")
    if head is None:
        return Header(title=volume)
    series = _title(head, "series")
    return Header(
        title=_title(head, "complete") or _composed(head) or volume,
        series=series,
        subseries=_subseries(head, series, volume),
        number=_number(head),
        publisher=_text(head, "fileDesc/publicationStmt/publisher"),
        place=_text(head, "fileDesc/publicationStmt/pubPlace"),
        year=_year(head),
        editors=tuple(_editors(head)),
        repository=_text(head, "fileDesc/sourceDesc//repository"),
        rights=_text(head, "fileDesc/publicationStmt/availability"),
        language=_language(root, head),
        source=_text(head, "fileDesc/sourceDesc"),
        revisions=tuple(filter(None, map(words, head.iterfind(f"{TEI}revisionDesc//{TEI}change")))),
    )


def words(element: etree._Element) -> str:
    """The characters of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _path(path: str) -> str:
    return "/".join(TEI + step if step else "" for step in path.split("/"))


def _text(head: etree._Element, path: str) -> str:
    found = head.find(_path(path))
    return words(found) if found is not None else ""


def _titles(head: etree._Element) -> Iterator[etree._Element]:
    return head.iterfind(_path("fileDesc/titleStmt/title"))


def _title(head: etree._Element, *kinds: str) -> str:
    """The first title of a kind that says something; kinds are spelt with and without hyphens in the series."""
    return next((words(t) for t in _titles(head) if t.get("type", "").replace("-", "") in kinds and words(t)), "")


def _composed(head: etree._Element) -> str:
    plain = [words(title) for title in _titles(head) if words(title)]
    return ", ".join(dict.fromkeys(plain))


def _number(head: etree._Element) -> str | None:
    printed = _title(head, "volumenumber")
    return re.sub(r"^(?:Volume|Vol\.)\s+", "", printed, flags=re.IGNORECASE) or None


def _subseries(head: etree._Element, series: str, volume: str) -> str:
    """The years covered: as the header gives them, else from the series title, else from the volume's id."""
    for text, pattern in ((_title(head, "subseries"), YEARS), (series, YEARS), (volume, ID_YEARS)):
        if found := pattern.search(text):
            first, last = found.groups()
            return f"{first}–{first[: 4 - len(last)] + last}" if last else first
    return ""


def _year(head: etree._Element) -> int | None:
    """The year of printing; of two dates the modern headers tell apart by type, the one of publication."""
    dates = list(head.iterfind(_path("fileDesc/publicationStmt/date")))
    dates.sort(key=lambda date: date.get("type", "publication-date") != "publication-date")
    for date in dates:
        if found := re.search(r"\b(1[5-9]\d\d|20\d\d)\b", f"{words(date)} {date.get('when', '')}"):
            return int(found[1])
    return None


def _editors(head: etree._Element) -> Iterator[str]:
    """Those who edited the volume; a general editor is of the series and is not cited."""
    for editor in head.iterfind(_path("fileDesc/titleStmt/editor")):
        if editor.get("role") != "general" and words(editor):
            yield words(editor)


def _language(root: etree._Element, head: etree._Element) -> str:
    declared = head.find(_path("profileDesc/langUsage/language"))
    return root.get(XML_LANG) or (declared.get("ident", "") if declared is not None else "")
