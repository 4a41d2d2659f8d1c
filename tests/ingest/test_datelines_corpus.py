"""Datelines of the published volumes against what their markup says of date and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from archive.ingest import datelines
from archive.ingest.datelines import Dateline

pytestmark = pytest.mark.corpus

TEI = "{http://www.tei-c.org/ns/1.0}"


class Line(NamedTuple):
    text: str
    encoded: str
    places: list[tuple[int, int]]
    read: Dateline


def _words(element: etree._Element, pieces: list[str], places: list[tuple[int, int]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else "note"
        if name in ("lb", "pb"):
            pieces.append(" ")
        elif name != "note":
            _words(child, pieces, places)
        pieces.append(child.tail or "")
    if element.tag == TEI + "placeName":
        places.append((start, sum(map(len, pieces))))


def _line(element: etree._Element) -> Line:
    pieces: list[str] = []
    raw: list[tuple[int, int]] = []
    _words(element, pieces, raw)
    whole = "".join(pieces)
    text = " ".join(whole.split())
    leading = len(whole) - len(whole.lstrip())

    def at(offset: int) -> int:
        return len(" ".join((whole[: max(offset, leading)] + "|").split())) - 1

    encoded = next((date.get("when") for date in element.iter(TEI + "date") if date.get("when")), "")
    places = [(at(start), at(end)) for start, end in raw]
    return Line(text, encoded, places, datelines.read(text, encoded, places))


@pytest.fixture(scope="module")
def lines(corpus: Path) -> list[Line]:
    return list(_lines(corpus))


def _lines(corpus: Path) -> Iterator[Line]:
    for file in sorted(corpus.glob("*.xml")):
        for element in etree.parse(file, etree.XMLParser(huge_tree=True)).iter(TEI + "dateline"):
            yield _line(element)


def test_99_of_100_printed_dates_are_the_encoded_ones_and_the_others_are_kept_as_disagreement(
    lines: list[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    counted = Counter(line.read.date.agrees for line in lines)
    with capsys.disabled():
        print(f"\ndatelines: {len(lines)}; print and markup agree: {counted[True]}; disagree: {counted[False]}")
        for line in lines:
            if line.read.date.agrees is False:
                print(f"  {line.text[:100]} | {line.encoded} | {line.read.date.edtf}")
    assert counted[True] >= 0.99 * (counted[True] + counted[False])
    for line in lines:
        if line.encoded[:4].isdigit() and line.read.date.agrees is True:
            assert line.read.date.edtf.rstrip("~?") == line.encoded[:10]


def test_nearly_every_encoded_dateline_has_a_printed_date_that_is_read(
    lines: list[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    encoded = [line for line in lines if line.encoded]
    printed = [line for line in encoded if line.read.date.basis == "dateline"]
    with capsys.disabled():
        print(f"\nencoded datelines: {len(encoded)}; date read from print: {len(printed)}")
    assert len(printed) >= 0.99 * len(encoded)


def test_nearly_every_encoded_time_is_the_printed_one(lines: list[Line], capsys: pytest.CaptureFixture[str]) -> None:
    timed = [line for line in lines if "T" in line.encoded]
    right = [line for line in timed if line.read.date.time == line.encoded[11:16]]
    with capsys.disabled():
        print(f"\nencoded times: {len(timed)}; read from print: {len(right)}")
    assert len(right) >= 0.99 * len(timed)


def test_places_lie_within_the_tagged_ones_and_stand_where_they_are_said_to(
    lines: list[Line], capsys: pytest.CaptureFixture[str]
) -> None:
    tagged = [line for line in lines if line.places]
    found = [line for line in tagged if line.read.place]
    with capsys.disabled():
        places = len({line.read.place for line in lines})
        print(f"\ndatelines with a tagged place: {len(tagged)}; place read: {len(found)}; distinct places: {places}")
    assert len(found) >= 0.995 * len(tagged)
    for line in found:
        start, end = line.read.place_start or 0, line.read.place_end or 0
        assert line.text[start:end].replace(",”", "”") == line.read.place
        assert any(a <= start and end <= b + 2 for a, b in line.places)


def test_all_that_is_read_stands_where_it_is_said_to(lines: list[Line]) -> None:
    for line in lines:
        for date in (line.read.date, line.read.received):
            if date.start is not None:
                assert line.text[date.start : date.end] == date.text
            assert date.earliest <= date.latest


def test_every_receipt_of_a_dated_line_is_dated(lines: list[Line], capsys: pytest.CaptureFixture[str]) -> None:
    received = [line for line in lines if "Received" in line.text and line.read.date.edtf]
    dated = [line for line in received if line.read.received.edtf]
    with capsys.disabled():
        print(f"\nreceipts of dated lines: {len(received)}; dated: {len(dated)}")
    assert len(dated) >= 0.995 * len(received)
