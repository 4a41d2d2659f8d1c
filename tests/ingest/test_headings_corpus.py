"""Headings of the published volumes against what their markup says of sender and recipient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from archive.ingest import headings
from archive.ingest.headings import Heading, Tag
from archive.records.people import Party

pytestmark = pytest.mark.corpus

TEI = "{http://www.tei-c.org/ns/1.0}"
# What the tagger left inside a name in one volume and outside it in the next: "Mr. Vale" (1864), "Vale" (1861).
TITLES = re.compile(
    r"(?:the,?|all|mr|messrs|m|mrs|dr|hon|señor|don|lord|sir|viscount|baron|count|general|admiral|colonel|captain|commander"
    r"|commodore|lieutenant|major|sergeant|chief|senator|president|secretary)\b[.,]*\s+",
    re.IGNORECASE,
)


class Tagged(NamedTuple):
    text: str
    tags: list[Tag]
    read: Heading


def _words(element: etree._Element, pieces: list[str], tags: list[tuple[str, str, int, int]]) -> None:
    """The heading's characters without its footnotes, and where its tags stand among them."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else "note"
        if name in ("lb", "pb"):
            pieces.append(" ")
        elif name != "note":
            _words(child, pieces, tags)
        pieces.append(child.tail or "")
    if element.tag in (TEI + "persName", TEI + "gloss") and element.get("type") in ("from", "to"):
        kind = "person" if element.tag == TEI + "persName" else "office"
        tags.append((element.get("type", ""), kind, start, sum(map(len, pieces))))


def _heading(head: etree._Element) -> Tagged:
    pieces: list[str] = []
    raw: list[tuple[str, str, int, int]] = []
    _words(head, pieces, raw)
    whole = "".join(pieces)

    def at(offset: int) -> int:
        return len(" ".join((whole[:offset] + "|").split())) - 1

    text = " ".join(whole.split())
    leading = len(whole) - len(whole.lstrip())
    tags = [Tag(side, kind, at(max(start, leading)), at(end)) for side, kind, start, end in raw]
    return Tagged(text, tags, headings.read(text, tags))


@pytest.fixture(scope="module")
def read(corpus: Path) -> list[Tagged]:
    return list(_read(corpus))


def _read(corpus: Path) -> Iterator[Tagged]:
    for file in sorted(corpus.glob("*.xml")):
        for head in etree.parse(file, etree.XMLParser(huge_tree=True)).iter(TEI + "head"):
            parent = head.getparent()
            if parent.get("type") == "document" or etree.QName(parent).localname == "attachment":
                yield _heading(head)


def _believed(heading: Tagged) -> list[Tag]:
    return [tag for tag in heading.tags if " to " not in _tagged(heading, tag).replace(" to Negotiate", "")]


def _tagged(heading: Tagged, tag: Tag) -> str:
    return heading.text[tag.start : tag.end]


def _both_sides(read: list[Tagged]) -> list[Tagged]:
    return [heading for heading in read if {tag.side for tag in _believed(heading)} == {"from", "to"}]


def _plain(name: str) -> str:
    name = re.sub(r"[’']s$", "", name.strip(" .,*"))
    while title := TITLES.match(name):
        name = name[title.end() :]
    return name.casefold()


def _right(heading: Tagged, tag: Tag) -> tuple[bool, bool]:
    """Whether a tag's words lie within the right side, and whether they are its name, its office or one of several."""
    parties: tuple[Party, ...] = heading.read.sender if tag.side == "from" else heading.read.recipient
    said = {_plain(name) for party in parties for name in (party.name, party.office)}
    said |= {_plain(actor.name) for party in parties for actor in party.actors}
    words = _plain(_tagged(heading, tag))
    return any(words in party.text.casefold() for party in parties), words in said


def test_999_of_1000_headings_have_both_sides_where_the_markup_has_them(
    read: list[Tagged], capsys: pytest.CaptureFixture[str]
) -> None:
    both = _both_sides(read)
    checked = [(heading, [_right(heading, tag) for tag in _believed(heading)]) for heading in both]
    sides = sum(all(side for side, _ in right) for _, right in checked)
    names = sum(all(name for _, name in right) for _, right in checked)
    with capsys.disabled():
        print(f"\nheadings tagged on both sides: {len(both)}; sides right: {sides}; names right: {names}")
        for heading, right in checked:
            if not all(name for _, name in right):
                print(f"  {heading.text[:150]}")
    assert sides >= 0.999 * len(both)
    assert names >= 0.996 * len(both)


def test_every_name_of_the_published_headings_stands_where_it_is_said_to(read: list[Tagged]) -> None:
    for heading in read:
        for name in heading.read.sender_names + heading.read.recipient_names:
            assert heading.text[name.start : name.end].casefold() == name.actor.name.casefold()
        for party in heading.read.sender + heading.read.recipient:
            assert party.text in heading.text


def test_without_their_tags_nearly_all_headings_are_read_alike(
    read: list[Tagged], capsys: pytest.CaptureFixture[str]
) -> None:
    both = _both_sides(read)
    alike = sum(headings.read(heading.text) == heading.read for heading in both)
    with capsys.disabled():
        print(f"\nread alike without tags: {alike} of {len(both)}")
    assert alike >= 0.995 * len(both)
