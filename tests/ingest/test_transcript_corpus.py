"""Documents of the series written back as plain transcripts, read, and compared with what they were.

The writer below knows TEI and nothing of the reader. The figures are printed for every volume of the folder; those of
1917 to 1936, whose documents have the form of the seed, must together reach the floors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from archive.ingest import headings
from archive.ingest.transcript import to_tei
from tests.tools import some

pytestmark = pytest.mark.corpus

T = "{http://www.tei-c.org/ns/1.0}"
ATTACHMENT = "{http://history.state.gov/frus/ns/1.0}attachment"
FLOORS = {
    "file number": 95,
    "heading": 95,
    "parties": 95,
    "dateline": 95,
    "page marks": 95,
    "signatures": 95,
    "enclosures": 80,
    "text": 99,
}
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Writer:
    """Writes a document as section 3 of the facts describes transcripts, footnotes in a block at the end."""

    def __init__(self, document: etree._Element) -> None:
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.children(document)

    def text(self) -> str:
        return "\n\n".join([*self.lines, *self.notes])

    def children(self, element: etree._Element) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag in (ATTACHMENT, T + "opener"):
                self.children(child)
            elif is_footnote(child) and self.lines:
                self.lines[-1] += self.inline(child)
            else:
                lines = [flat(line) for line in self.inline(child).split("\n")]
                self.lines += filter(None, [" ".join(lines)] if child.tag == T + "dateline" else lines)

    def inline(self, element: etree._Element) -> str:
        """Return the element's words, a line feed where a block or a printed line ends."""
        name = etree.QName(element).localname
        if name == "pb":
            label = (element.get("n") or "").strip("[]")
            return f" [Page {label}] " if re.fullmatch(LABEL, label) else " "
        if name == "lb":
            return "\n" if next(element.iterancestors(T + "head", T + "p", T + "item"), None) is None else " "
        if is_footnote(element):
            mark = element.get("n") or "*"
            shown = f"[{mark}]" if mark[-1].isalpha() else mark
            self.notes.append(f"{shown} {flat(words(element))}")
            return shown.translate(SUPERSCRIPT) if mark.isdigit() else shown
        parts = [collapse(element.text)]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self.inline(child))
            parts.append(collapse(child.tail))
        before, after = EDGES.get(name, ("", ""))
        return before + "".join(parts) + after


LABEL = r"\d+|[ivxlcIVXLC]+"
EDGES = dict.fromkeys(("list", "table", "row", "quote", "p", "head"), ("\n", "\n"))
EDGES |= {"label": ("\n", " "), "item": ("", "\n"), "cell": ("", " ")}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def collapse(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def flat(text: str) -> str:
    return " ".join(text.split())


def words(element: etree._Element) -> str:
    return "".join(element.itertext())


def is_footnote(element: etree._Element) -> bool:
    return element.tag == T + "note" and element.get("rend") != "inline" and element.get(XML_ID) is not None


def own(document: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield a document's elements of a name, those of its enclosures left out."""
    for child in document:
        if child.tag != ATTACHMENT and isinstance(child.tag, str):
            yield from (element for element in child.iter(T + name) if not is_footnote(element))


def printed(element: etree._Element | None, but: str = "") -> str:
    """Return an element's words without footnotes (and elements named ``but``), white space collapsed."""
    return "" if element is None else flat(_printed(element, but))


def _printed(element: etree._Element, but: str) -> str:
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not is_footnote(child) and child.tag != but:
            pieces.append(" " if child.tag in (T + "lb", T + "pb") else _printed(child, but))
        pieces.append(child.tail or "")
    return "".join(pieces)


def characters(document: etree._Element) -> list[str]:
    """Return the characters that are no white space, page marks among them as "[22]"."""
    found: list[str] = []
    stack: list[etree._Element | str] = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            found += item.replace("\xad", "").split()
        elif item.tag == T + "pb":
            label = (item.get("n") or "").strip("[]")
            found += [f"\0{label}\0"] if re.fullmatch(LABEL, label) else []
        elif isinstance(item.tag, str) and not is_footnote(item):
            for child in reversed(item):
                stack += [child.tail or "", child]
            stack.append(item.text or "")
    return list("".join(found).split("\0"))


def facts(document: etree._Element) -> dict[str, object]:
    head = next(own(document, "head"), None)
    stream = characters(document)
    return {
        "file number": [printed(note) for note in document.findall(T + "note") if note.get("rend") == "inline"],
        "heading": printed(head),
        "parties": parties(printed(head)),
        "dateline": [printed(dateline) for dateline in own(document, "dateline")],
        "page marks": [(label, before[-20:]) for before, label in zip(stream[::2], stream[1::2], strict=False)],
        "signatures": flat(" ".join(printed(closer, but=T + "dateline") for closer in own(document, "closer"))),
        "enclosures": [(label_of(each), printed(each.find(T + "head"))) for each in document.iter(ATTACHMENT)],
        "text": "".join(stream[::2]),
    }


def label_of(enclosure: etree._Element) -> str:
    return printed(next((note for note in enclosure.findall(T + "note") if note.get("rend") == "inline"), None))


def parties(heading: str) -> object:
    found = headings.read(heading)
    return found.sender, found.recipient


def compared(volume: Path) -> tuple[Counter[str], Counter[str], list[str]]:
    """Return how often each field came back right, how often there was one, and what went wrong."""
    right, total, wrong = Counter[str](), Counter[str](), list[str]()
    for document in some([*etree.parse(volume).iter(T + "div")], 3):
        if document.get("type") != "document" or not words(document).strip():
            continue
        tree, _ = to_tei(Writer(document).text().encode(), "back.txt")
        divisions = list(tree.iter(T + "div"))
        before, after = facts(document), facts(divisions[0])
        for field, value in before.items():
            if value or after[field]:
                total[field] += 1
                right[field] += value == after[field] and len(divisions) == 1
                if value != after[field]:
                    wrong.append(f"{volume.stem} {document.get('n')} {field}: {value!r:.300} -> {after[field]!r:.300}")
    return right, total, wrong


def test_documents_written_back_as_transcripts_are_read_as_what_they_were(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, total, wrong = Counter[str](), Counter[str](), list[str]()
    table = [f"{'volume':20}" + "".join(f"{field:>18}" for field in FLOORS)]
    for volume in sorted(corpus.glob("*.xml")):
        measured = compared(volume)
        table.append(row(volume.stem, *measured[:2]))
        if 1917 <= year_of(volume.stem) <= 1936:
            right, total, wrong = right + measured[0], total + measured[1], wrong + measured[2]
    with capsys.disabled():
        print("", *table, row("1917 to 1936", right, total), sep="\n")
    assert total["heading"], "no volume of 1917 to 1936 in the folder"
    low = [field for field, floor in FLOORS.items() if 100 * right[field] < floor * total[field]]
    assert not low, "\n".join([row("1917 to 1936", right, total), *wrong[:40]])


def year_of(volume: str) -> int:
    return int(re.sub(r"\D", "", volume)[:4] or 0)


def row(name: str, right: Counter[str], total: Counter[str]) -> str:
    shares = {field: 100 * right[field] / max(total[field], 1) for field in FLOORS}
    cells = [f"{right[field]}/{total[field]} {share:5.1f}" for field, share in shares.items()]
    return f"{name:20}" + "".join(f"{cell:>18}" for cell in cells)
