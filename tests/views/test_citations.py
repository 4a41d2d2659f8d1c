"""The page of a citation: every style, each page, a quoted passage; as a page and as JSON; the style remembered."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.citations.styles import STYLES
from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.views.shown import visit, words

D1 = "/volumes/specimen/d1/"
JSON = {"accept": "application/json"}


def told(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    """The answer as JSON."""
    answer = client.get(address, headers=JSON)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json"), address
    content: dict[str, Any] = answer.json()
    return content


def passage(identifier: str, said: str) -> str:
    """The span of words of a document, as addresses write it."""
    at = Document.objects.get(volume__identifier="specimen", identifier=identifier).text.index(said)
    return f"{at}-{at + len(said)}"


def test_the_citation_of_a_document_stands_there_in_every_style(client: Client, specimen: Volume) -> None:
    shown = visit(client, f"{D1}cite/")
    for style in STYLES:
        assert style.title in shown.text
        assert words(told(client, f"{D1}cite/?style={style.slug}")["citation"]["text"]) in shown.text
    assert "Whitcombe" in shown.text
    assert "noindex" in client.get(f"{D1}cite/").content.decode()


def test_the_style_asked_for_stands_first(client: Client, specimen: Volume) -> None:
    shown = visit(client, f"{D1}cite/?style=mla")
    assert shown.main.xpath("string(.//h2[1])").strip() == "MLA"
    assert (
        words(shown.main.xpath("string(//*[@id='citation'])"))
        == told(client, f"{D1}cite/?style=mla")["citation"]["text"]
    )


def test_one_page_is_cited_for_itself_and_the_others_are_at_hand(client: Client, specimen: Volume) -> None:
    shown = visit(client, f"{D1}cite/?page=pg_2")
    assert "Cite p. 2 of Document 1" in shown.text
    assert told(client, f"{D1}cite/?page=pg_2")["pages"] == ["2"]
    assert told(client, f"{D1}cite/")["pages"] == ["1", "3"]
    for name in ("pg_1", "pg_2", "pg_3"):
        assert f"{D1}cite/?page={name}" in shown.links
    assert f"{D1}pg_2.ris" in shown.links


@pytest.mark.parametrize("address", ["/volumes/specimen/cite/", "/volumes/specimen/preface/cite/"])
def test_volumes_and_sections_are_cited_too(client: Client, specimen: Volume, address: str) -> None:
    assert "Specimen Papers" in visit(client, address).text
    assert told(client, address)["citation"]["text"]


def test_a_transcript_without_a_volume_in_print_is_cited(client: Client, seed: Document) -> None:
    assert "761.93/1583" in told(client, "/volumes/transcripts/761-93-1583/cite/?style=frus")["citation"]["text"]


def test_of_a_printed_page_every_text_is_cited_for_that_page(client: Client, specimen: Volume) -> None:
    shown = visit(client, "/volumes/specimen/pg_3/cite/")
    assert len(shown.main.xpath(".//*[@class='citation']")) == 2
    listed = told(client, "/volumes/specimen/pg_3/cite/")["citations"]
    assert [one["pages"] for one in listed] == [["3"], ["3"]]


def test_a_passage_is_quoted_with_its_note(client: Client, specimen: Volume) -> None:
    span = passage("d1", "three hundred and sixty-three tons")
    quoted = told(client, f"{D1}cite/?passage={span}")
    assert quoted["pages"] == ["1", "2"]
    assert quoted["quotation"]["where"] == "pp. 1–2"
    assert quoted["quotation"]["text"].startswith("“three hundred and sixty-three tons”¹\n\n¹ ")
    assert quoted["url"].endswith(f"{D1}full/?passage={span}#passage")
    assert "three hundred and sixty-three tons" in visit(client, f"{D1}cite/?passage={span}").text
    assert client.get(quoted["quotation"]["search"]).status_code == 200


def test_the_address_of_a_passage_shows_it_marked(client: Client, specimen: Volume) -> None:
    span = passage("d1", "sixty-three tons")
    address = told(client, f"{D1}cite/?passage={span}")["url"].partition("8000")[2].partition("#")[0]
    marked = visit(client, address).main.xpath("//mark[contains(@class, 'quoted')]")
    assert "".join(mark.text_content() for mark in marked) == "sixty-three tons"
    assert visit(client, address).ids["passage"] == 1


def test_a_passage_in_a_footnote_is_marked_there(client: Client, specimen: Volume) -> None:
    quoted = told(client, f"{D1}cite/?passage=d1fn2.0-10")
    assert "footnote" in quoted["quotation"]["where"]
    address = quoted["url"].partition("8000")[2].partition("#")[0]
    (mark,) = visit(client, address).main.xpath("//li[@id='d1fn2']//mark")
    assert mark.text_content() == quoted["quotation"]["words"]


@pytest.mark.parametrize("span", ["9-5", "nonsense", "99999-100000", "d1fn99.0-5", "%00", "<script>"])
def test_an_address_of_no_passage_shows_the_page_and_cites_nothing(client: Client, specimen: Volume, span: str) -> None:
    assert visit(client, f"{D1}?passage={span}").text
    assert visit(client, f"{D1}cite/?passage={span}", 400).text
    assert told(client, f"{D1}cite/?passage={span}", 400)["error"].endswith(".")


@pytest.mark.parametrize("style", ["none", "<script>alert(1)</script>", "../../etc/passwd", "a" * 500, "\x00"])
def test_a_style_that_is_not_known_is_refused_with_those_that_are(client: Client, specimen: Volume, style: str) -> None:
    address = f"{D1}cite/?style={quote(style)}&page=pg_2"
    shown = visit(client, address, 404)
    assert f"{D1}cite/?page=pg_2&style=mla" in shown.links
    assert {one["slug"] for one in told(client, address, 404)["styles"]} == {one.slug for one in STYLES}


def test_any_other_published_style_is_known_by_its_name(client: Client, specimen: Volume) -> None:
    said = told(client, f"{D1}cite/?style=nature")
    assert said["style"]["title"] == "Nature"
    assert words(said["citation"]["text"]) in visit(client, f"{D1}cite/?style=nature").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/volumes/none/cite/", 404),
        ("/volumes/specimen/d99/cite/", 404),
        (f"{D1}cite/?page=pg_12", 404),
        (f"{D1}cite/?page=%00", 404),
        ("/volumes/specimen/pg_740/cite/", 404),
    ],
)
def test_what_is_not_there_is_not_cited(client: Client, specimen: Volume, address: str, status: int) -> None:
    visit(client, address, status)


def test_what_is_withdrawn_says_so_in_place_of_its_citation(client: Client, specimen: Volume) -> None:
    withdrawal.withdraw("specimen", "Rights.")
    for address in ("/volumes/specimen/cite/", f"{D1}cite/", "/volumes/specimen/pg_3/cite/"):
        visit(client, address, 410)


# The style that is remembered


def test_a_style_is_remembered_when_a_reader_says_so(client: Client, specimen: Volume) -> None:
    answer = client.get(f"{D1}cite/?page=pg_2&remember=yes&style=mla")
    assert (answer.status_code, answer["Location"]) == (302, f"{D1}cite/?page=pg_2&style=mla")
    assert "no-store" in answer["Cache-Control"]
    cookie = client.cookies["citation-style"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("mla", "Lax", True)
    assert told(client, f"{D1}cite/")["style"]["slug"] == "mla"
    assert words(told(client, f"{D1}cite/")["citation"]["text"]) in visit(client, f"{D1}full/").text


def test_a_style_that_was_only_looked_at_is_not_remembered(client: Client, specimen: Volume) -> None:
    client.get(f"{D1}cite/?style=mla")
    assert "citation-style" not in client.cookies


def test_readers_of_different_styles_do_not_get_each_other_s_pages(client: Client, specimen: Volume) -> None:
    usual = client.get(D1)
    client.cookies["citation-style"] = "apa"
    other = client.get(D1)
    assert usual.content != other.content
    assert usual["ETag"] != other["ETag"]
    assert client.get(D1, headers={"if-none-match": usual["ETag"]}).status_code == 200
    assert client.get(D1).content == other.content
    assert Client().get(D1).content == usual.content
    assert "Cookie" in other["Vary"]


@pytest.mark.parametrize("style", ["none", "<script>", "../x", "", "a" * 300])
def test_a_style_that_nobody_knows_is_not_followed_when_it_is_remembered(
    client: Client, specimen: Volume, style: str
) -> None:
    usual = client.get(D1)
    client.cookies["citation-style"] = style
    assert client.get(D1, headers={"if-none-match": usual["ETag"]}).status_code == 304


def test_page_and_json_are_kept_apart(client: Client, specimen: Volume) -> None:
    shown, said = client.get(f"{D1}cite/"), client.get(f"{D1}cite/", headers=JSON)
    assert shown["ETag"] != said["ETag"]
    for answer in (shown, said, client.get(f"{D1}cite/", headers={"if-none-match": shown["ETag"]})):
        assert "Accept" in answer["Vary"]
    assert client.get(f"{D1}cite/").content == shown.content
    assert client.get(f"{D1}cite/", headers=JSON).content == said.content


# On the pages themselves


@pytest.mark.parametrize(
    ("address", "heading", "pages"),
    [
        (D1, "Cite this page", "pg_1"),
        (f"{D1}pg_2/", "Cite this page", "pg_2"),
        (f"{D1}full/", "Cite this document", None),
        ("/volumes/specimen/d10/", "Cite this document", "pg_"),
        ("/volumes/specimen/preface/", "Cite this page", "pg_III"),
    ],
)
def test_every_page_says_how_it_is_cited(
    client: Client, specimen: Volume, address: str, heading: str, pages: str | None
) -> None:
    shown = visit(client, address)
    assert heading in shown.whole
    ris = [link for link in shown.links if link.endswith(".ris")]
    assert len(ris) == 1
    assert (pages or "d1.ris") in ris[0]
    assert client.get(ris[0]).status_code == 200


def test_a_printed_page_leads_to_how_each_text_on_it_is_cited(client: Client, specimen: Volume) -> None:
    links = visit(client, "/volumes/specimen/pg_3/").links
    wanted = {f"{D1}cite/?page=pg_3", "/volumes/specimen/d2/cite/?page=pg_3", "/volumes/specimen/pg_3/cite/"}
    assert wanted <= set(links)


def test_a_volume_says_how_it_is_cited(client: Client, specimen: Volume) -> None:
    assert told(client, "/volumes/specimen/cite/")["citation"]["text"] in visit(client, "/volumes/specimen/").text


@pytest.mark.parametrize(("address", "most"), [("cite/", 3), ("cite/?page=pg_2", 3), ("cite/?passage=0-20", 4)])
def test_a_citation_asks_few_questions(
    client: Client, specimen: Volume, address: str, most: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(most):
        client.get(f"{D1}{address}")


@pytest.mark.parametrize("papers", [2, 12])
def test_a_printed_page_asks_as_much_for_many_texts_as_for_few(
    client: Client, db: None, papers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(volume(page("1") + "".join(document(n, f"<head>Paper {n}</head><p>A.</p>") for n in range(1, papers + 1))))
    with django_assert_num_queries(7):
        client.get("/volumes/frus1937v01/pg_1/cite/")


HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {\\} \"'"


@pytest.mark.parametrize("style", ["", *(style.slug for style in STYLES)])
def test_a_hostile_heading_stays_words_in_every_style(client: Client, db: None, style: str) -> None:
    take(volume(page("1") + document(1, f"<head>{HOSTILE}</head><p>{HOSTILE}</p>")))
    shown = visit(client, f"/volumes/frus1937v01/d1/cite/?passage=0-30&style={style}")
    assert "<script>alert(1)</script>" in shown.text
    assert "<script>alert(1)" not in told(client, "/volumes/frus1937v01/d1/cite/?passage=0-30")["quotation"]["html"]
