"""A volume's source leaves without the words of what was withdrawn, and with all else."""

from __future__ import annotations

import pytest
from lxml import etree

from archive.exports import withheld
from archive.ingest import tei as reader
from tests.specimens import document, page, volume

TWO = document(1, "<p>First.</p>") + document(2, f"<head>Hidden</head><p>Hidden {page('2')} words.</p>")
WITHIN = (
    f'<div type="chapter" xml:id="ch1"><head>Of it</head>Hidden<p>Hidden {page("2")}.</p>{document(1, "<p>A.</p>")}'
)
CHAPTER = f"{WITHIN}<p>Hidden too.</p></div>"


def left(body: str, *names: str) -> str:
    return withheld.source(volume(page("1") + body).encode(), "v.xml", names).decode()


def test_a_withdrawn_document_leaves_its_page_breaks_behind() -> None:
    whole = TWO + document(3, "<p>Last.</p>")
    said = left(whole, "d2")
    assert "Hidden" not in said
    before, after = (reader.read(each.encode(), "v.xml") for each in (volume(page("1") + whole), said))
    assert [each.id for each in after.documents] == ["d1", "d3"]
    assert after.pages == before.pages
    assert after.documents[1].passages[0].page == before.documents[2].passages[0].page == "pg_2"


def test_a_withdrawn_section_keeps_its_heading_and_what_stands_below_it() -> None:
    said = left(CHAPTER, "ch1")
    assert "Hidden" not in said
    found = reader.read(said.encode(), "v.xml")
    assert [(each.id, each.title) for each in found.sections] == [("ch1", "Of it")]
    assert [(each.id, each.text) for each in found.documents] == [("d1", "A.")]


def test_both_a_section_and_a_document_in_it_can_be_withdrawn() -> None:
    found = reader.read(left(CHAPTER + document(2, "<p>B.</p>"), "ch1", "d1").encode(), "v.xml")
    assert [each.id for each in found.documents] == ["d2"]


@pytest.mark.parametrize("names", [(), ("d9",)])
def test_where_nothing_is_withdrawn_nothing_is_missing(names: tuple[str, ...]) -> None:
    source = volume(TWO).encode()
    made = withheld.source(source, "v.xml", names)
    assert (
        made == source
        if not names
        else etree.canonicalize(made.decode().partition("?>")[2]) == etree.canonicalize(source.decode())
    )
