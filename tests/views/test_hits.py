"""A document opened from a result: its hits are marked and counted, and the way leads on and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from archive.models import Document, Volume
from tests.specimens import dated, document, page, take, volume
from tests.views.shown import visit

NOTE = '<note n="3" xml:id="d1fn1">The <hi rend="italic">lantern</hi> was lit.</note>'
LETTER = volume(
    page("7")
    + document(
        1,
        f"<head>Report on a lantern</head><p>The old <hi rend='italic'>lantern</hi> is dark.{NOTE} The treaty of "
        f"the</p><p>harbor {page('8')}lights says: the harbor {page('9')}lights burn. A lantern costs much.</p>",
    )
)


@pytest.fixture
def letter(db: None) -> Document:
    """A letter on three pages, with a footnote, in which "lantern" stands four times."""
    return take(LETTER).documents.get(identifier="d1")


def marked(client: Client, address: str) -> list[tuple[str, str]]:
    """The marks of a page: id (or "" for what goes on behind something) and words."""
    tree = html.fromstring(client.get(address).content)
    return [(mark.get("id", ""), mark.text_content()) for mark in tree.xpath("//article//mark")]


def said(client: Client, address: str) -> str:
    """What the bar above the text says."""
    tree = html.fromstring(client.get(address).content)
    return " ".join(" ".join(bar.text_content().split()) for bar in tree.xpath("//*[@class='errand']/*"))


def link(client: Client, address: str, turn: str) -> Any:
    tree = html.fromstring(client.get(address).content)
    return next(iter(tree.xpath(f"//a[@data-turn='{turn}']/@href")), None)


@pytest.mark.usefixtures("letter")
def test_the_words_are_marked_in_text_heading_and_footnotes(client: Client) -> None:
    assert marked(client, "/volumes/frus1937v01/d1/pg_7/?q=lanterns") == [
        ("hit-12", "lantern"), ("hit-28", "lantern"), ("hit-d1fn1.4", "lantern")
    ]  # fmt: skip
    assert marked(client, "/volumes/frus1937v01/d1/pg_7/") == []


def test_every_hit_quotes_the_text_at_its_place(client: Client, letter: Document) -> None:
    for name, words in marked(client, "/volumes/frus1937v01/d1/full/?q=lantern+light"):
        note, _, at = name.removeprefix("hit-").rpartition(".")
        text = letter.notes.get(identifier=note).text if note else letter.text
        assert text[int(at) :].startswith(words)


@pytest.mark.usefixtures("letter")
def test_a_phrase_across_a_page_break_is_marked_on_both_pages_and_counted_once(client: Client) -> None:
    address = "/volumes/frus1937v01/d1/{}/?q=%22harbor+lights%22"
    before, behind = (marked(client, address.format(name)) for name in ("pg_8", "pg_9"))
    assert [words for _, words in before][-1].strip() == "harbor"
    assert [words for _, words in behind] == ["lights"]
    assert "2 hits, 1 on this page" in said(client, address.format("pg_8"))


@pytest.mark.usefixtures("letter")
def test_an_id_stands_once_although_a_mark_is_broken_by_italics(client: Client) -> None:
    address = "/volumes/frus1937v01/d1/full/?q=%22old+lantern+is%22"
    assert [name for name, _ in marked(client, address) if name] == ["hit-24"]
    assert "".join(words for _, words in marked(client, address)) == "old lantern is"
    visit(client, address)


@pytest.mark.usefixtures("letter")
def test_page_labels_and_footnote_marks_are_never_marked(client: Client) -> None:
    assert marked(client, "/volumes/frus1937v01/d1/full/?q=8+OR+3") == []


@pytest.mark.usefixtures("letter")
def test_the_hits_are_counted_and_each_leads_to_the_next_across_pages(client: Client) -> None:
    address = "/volumes/frus1937v01/d1/pg_7/?q=lantern&hit=12"
    told = []
    while address:
        told.append(said(client, address))
        address = link(client, address, "next-hit")
    assert [one.partition(" for")[0] for one in told] == [
        "Hit 1 of 4", "Hit 2 of 4", "Hit 3 of 4, in footnote 3", "Hit 4 of 4"
    ]  # fmt: skip


@pytest.mark.usefixtures("letter")
def test_the_hit_looked_at_is_told_apart(client: Client) -> None:
    tree = html.fromstring(client.get("/volumes/frus1937v01/d1/pg_7/?q=lantern&hit=28").content)
    assert tree.xpath("//mark[@aria-current]/@id") == ["hit-28"]


@pytest.mark.usefixtures("letter")
def test_from_a_page_without_hits_the_next_one_is_that_behind_it(client: Client) -> None:
    address = "/volumes/frus1937v01/d1/pg_8/?q=lantern"
    assert said(client, address).startswith("4 hits, none on this page")
    assert "/pg_9/" in link(client, address, "next-hit")
    assert "/pg_7/" in link(client, address, "previous-hit")


@pytest.mark.usefixtures("letter")
def test_the_marks_can_be_switched_off_and_on_again(client: Client) -> None:
    def switch(address: str, name: str) -> str:
        tree = html.fromstring(client.get(address).content)
        return str(tree.xpath(f"//a[text()='{name}']/@href")[0])

    off = switch("/volumes/frus1937v01/d1/pg_7/?q=lantern&result=1", "Hide marks")
    assert marked(client, off) == []
    assert "Result 1 of 1" in said(client, off)
    assert len(marked(client, switch(off, "Show marks"))) == 3


@pytest.mark.usefixtures("letter")
def test_turning_the_page_keeps_the_search(client: Client) -> None:
    assert "q=lantern" in link(client, "/volumes/frus1937v01/d1/pg_7/?q=lantern", "next")


@pytest.mark.usefixtures("letter")
def test_a_document_without_a_hit_says_so(client: Client) -> None:
    assert said(client, "/volumes/frus1937v01/d1/?q=zebra").startswith("No hit here")


@pytest.mark.usefixtures("letter")
def test_words_that_cannot_be_read_are_told_and_the_document_is_shown(client: Client) -> None:
    shown = visit(client, "/volumes/frus1937v01/d1/?q=%28lantern")
    assert "Report on a lantern" in shown.text
    assert "A bracket is not closed." in said(client, "/volumes/frus1937v01/d1/?q=%28lantern")


@pytest.fixture
def papers(db: None) -> Volume:
    """Twenty-five papers of one month."""
    return take(volume(page("1") + "".join(dated(n, f"1937-02-{n:02}", f"February {n}, 1937") for n in range(1, 26))))


@pytest.mark.usefixtures("papers")
def test_the_result_is_walked_from_document_to_document_and_back(client: Client) -> None:
    address = "/volumes/frus1937v01/d20/?q=paper&sort=date&result=20"
    assert "Result 20 of 25" in said(client, address)
    behind = link(client, address, "next-result")
    assert behind.startswith("/volumes/frus1937v01/d21/pg_1/?")
    assert "Result 21 of 25" in said(client, behind)
    assert link(client, behind, "previous-result").startswith("/volumes/frus1937v01/d20/")
    tree = html.fromstring(client.get(behind).content)
    back = tree.xpath("//a[text()='Back to the results']/@href")[0]
    assert back == "/search/?q=paper&sort=date&page=2#result-21"
    assert 'id="result-21"' in client.get(back).content.decode()


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(("number", "missing"), [(1, "previous-result"), (25, "next-result")])
def test_the_ends_of_the_result_lead_nowhere_further(client: Client, number: int, missing: str) -> None:
    address = f"/volumes/frus1937v01/d{number}/?sort=date&result={number}"
    assert f"Result {number} of 25" in said(client, address)
    assert link(client, address, missing) is None


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("result", ["0", "-1", "x", "99999999999", "26", "٣", ""])
def test_a_number_that_is_no_result_s_does_no_harm(client: Client, result: str) -> None:
    visit(client, f"/volumes/frus1937v01/d1/?q=paper&result={result}")


def test_a_section_is_marked_as_a_document_is(client: Client, specimen: Volume) -> None:
    assert "hit" in said(client, "/volumes/specimen/preface/?q=invented")
    assert marked(client, "/volumes/specimen/preface/?q=invented")
