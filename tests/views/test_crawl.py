"""Following every link of the site from its entrance: each leads somewhere, and no page is anything but harmless."""

from __future__ import annotations

from collections import deque

import pytest
from django.test import Client
from lxml import html

from archive.models import Document, Page, Volume
from tests.specimens import document, page, take, transcribe, volume
from tests.views.shown import Shown, is_harmless, visit, without_fragment, words
from tests.views.shown import page as read_page

OTHER_FORMS = (
    "application/tei+xml; charset=utf-8",
    "application/tei+xml",
    "application/xml; charset=utf-8",
    "text/xml; charset=utf-8",
    "application/epub+zip",
    "application/json",
    "application/ld+json",
    'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
    "application/pdf",
    'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    "application/opensearchdescription+xml; charset=utf-8",
    "application/gexf+xml; charset=utf-8",
    "application/atom+xml; charset=utf-8",
    "application/vnd.citationstyles.csl+json",
    "application/x-bibtex; charset=utf-8",
    "application/x-research-info-systems; charset=utf-8",
    "text/csv; charset=utf-8; header=present",
    "text/plain; charset=utf-8",
)


def crawl(client: Client) -> dict[str, Shown]:
    """Every page that can be reached from the entrance, by its address; follows redirects inside the site."""
    pages: dict[str, Shown] = {}
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert "Content-Security-Policy" in answer, address
        assert answer["X-Content-Type-Options"] == "nosniff", address
        if answer["Content-Type"] != "text/html; charset=utf-8":
            assert answer["Content-Type"] in OTHER_FORMS, address
            b"".join(answer)  # what was opened for it is closed behind it
            continue
        pages[address] = read_page(answer, address)
        fresh = {to for link in pages[address].links if leads_on(to := without_fragment(link)[0])} - seen
        waiting.extend(sorted(fresh))
        seen |= fresh
    return pages


def leads_on(address: str) -> bool:
    """Whether a link is followed: a search leads to searches without end, and each to its results on their own way; the
    registers' filters can be put together in any way; an actor's map has as many sides as everybody's; the desk is not
    for readers, the way in is on every page, and what is written or reported has forms of its own."""
    path, _, query = address.partition("?")
    is_endless = path.startswith("/search") or "result=" in query or ("actor=" in query and "area=" in query)
    is_endless = is_endless or (path in ("/actors/", "/places/") and "&" in query)
    is_form = path.endswith(("/note/", "/report/"))
    return (
        path not in ("/desk/", "/accounts/login/", "/accounts/tokens/") and not is_form and not (query and is_endless)
    )


def lost_places(pages: dict[str, Shown]) -> list[str]:
    """Links to a place in a page that is not there."""
    named = ((address, *without_fragment(link)) for address, shown in pages.items() for link in shown.links)
    return [f"{address}: {to}#{place}" for address, to, place in named if place and place not in pages[to].ids]


@pytest.mark.timeout(600)
def test_every_link_of_the_specimen_and_the_seed_leads_to_a_page_with_one_heading_of_the_first_order(
    client: Client, specimen: Volume, seed: Document
) -> None:
    pages = crawl(client)
    assert lost_places(pages) == []
    assert [address for address, shown in pages.items() if shown.headings.count("h1") != 1] == []
    shown = {f"/volumes/{row.volume.identifier}/{row.identifier}/" for row in Document.objects.select_related("volume")}
    printed = {f"/volumes/{row.volume.identifier}/{row.identifier}/" for row in Page.objects.filter(supplied=False)}
    bare = {f"/volumes/specimen/{name}/" for name in ("pg_X", "pg_XI", "pg-seq-0050", "pg-seq-0051", "pg_45")}
    assert shown <= set(pages)
    assert printed - bare <= set(pages)


HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt;\"&gt;&lt;img src=x onerror=alert(1)&gt;' onmouseover='alert(1)"
IN_ATTRIBUTE = HOSTILE.replace('"', "&quot;")
PLAIN = html.fromstring(f"<p>{HOSTILE}</p>").text_content()


def hostile_document(number: int) -> str:
    return document(
        number,
        f"""<note rend="inline" type="source">761.93/{HOSTILE}</note>
        <head>The Chargé in {HOSTILE} (<persName type="from">{HOSTILE}</persName>) to {HOSTILE}<note n="{IN_ATTRIBUTE}"
        xml:id="d{number}fn1">{HOSTILE} <ref target="javascript:alert(1)">{HOSTILE}</ref></note></head>
        <note rend="inline" type="source">[{HOSTILE}]</note>
        <dateline xml:lang="{IN_ATTRIBUTE}"><placeName>{HOSTILE}</placeName>,
        <date when="1937-02-14" notBefore="{IN_ATTRIBUTE}">February 14, 1937</date> {HOSTILE}</dateline>
        <p rend="{IN_ATTRIBUTE}">No. {HOSTILE}</p><p>{HOSTILE} <pb n="{IN_ATTRIBUTE}" xml:id="pg_x{number}"
        facs="{IN_ATTRIBUTE}"/>{HOSTILE} <hi rend="{IN_ATTRIBUTE}">{HOSTILE}</hi> <gap quantity="{IN_ATTRIBUTE}"
        unit="{IN_ATTRIBUTE}"/> <ref target="{IN_ATTRIBUTE}">{HOSTILE}</ref>
        <ref target="data:text/html,{IN_ATTRIBUTE}">{HOSTILE}</ref> <ref target="//example.org/#d1">{HOSTILE}</ref></p>
        <table rend="{IN_ATTRIBUTE}"><row>
        <cell cols="{IN_ATTRIBUTE}" role="{IN_ATTRIBUTE}">{HOSTILE}</cell></row></table>
        <list type="{IN_ATTRIBUTE}"><label>{HOSTILE}</label><item>{HOSTILE}</item></list>
        <figure><graphic url="javascript:alert(1)"/><figDesc>{HOSTILE}</figDesc></figure>
        <closer><signed>{HOSTILE}</signed></closer>
        <frus:attachment><note rend="inline">[Enclosure—{HOSTILE}]</note>
        <head>{HOSTILE}</head><p>{HOSTILE}</p></frus:attachment>""",
    )


@pytest.fixture
def _hostile(db: None) -> None:
    """A volume and a transcript in which every place that can hold words holds an attack."""
    header = (
        f'<title type="series">{HOSTILE}</title><title type="subseries">{HOSTILE} 1937</title>'
        f'<title type="volumenumber">Volume {HOSTILE}</title><editor role="primary">{HOSTILE}</editor>'
    )
    chapter = f'<div type="{IN_ATTRIBUTE}" xml:id="ch1"><head>{HOSTILE}</head><p>{HOSTILE}</p>{{}}</div>'
    untitled = document(3, f"<head>[Untitled]</head><p>{HOSTILE}</p>")
    script, image = "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;"
    parties = f'<persName type="from">Mr. {script}</persName> to <gloss type="to">Secretary of {image}</gloss>'
    letter = document(4, f"<head>{parties}</head><p>A.</p>")
    body = chapter.format(page(IN_ATTRIBUTE, "pg_1") + hostile_document(1) + hostile_document(2) + untitled + letter)
    take(volume(body, header=header).replace("Volume frus1937v01", HOSTILE))
    transcribe(
        f"761.93/{PLAIN}\n\n{PLAIN} to {PLAIN}\n\n{PLAIN}\n\nSir: {PLAIN} [Page 22] {PLAIN}\n", "hostile", "other"
    )


@pytest.mark.usefixtures("_hostile")
def test_no_word_of_a_source_ever_becomes_markup(client: Client) -> None:
    pages = crawl(client)
    assert len(pages) > 20
    assert "From Mr. <script>alert(1)</script>" in words(pages["/volumes/frus1937v01/d4/"].whole)
    assert any(PLAIN in shown.title for shown in pages.values())
    assert all(is_harmless(link) for shown in pages.values() for link in shown.links)
    assert lost_places(pages) == []


@pytest.mark.usefixtures("_hostile")
@pytest.mark.parametrize("address", ["d1/", "d1/full/", "d1/pg_x1/", "pg_1/", "pg_x1/", "ch1/", "d3/", ""])
def test_a_hostile_text_is_shown_as_it_was_written(client: Client, address: str) -> None:
    shown = visit(client, f"/volumes/frus1937v01/{address}")
    assert "<script>alert(1)</script>" in shown.text


@pytest.mark.usefixtures("_hostile")
@pytest.mark.parametrize(
    "address",
    [
        "/volumes/<script>alert(1)</script>/",
        "/volumes/frus1937v01/<script>alert(1)</script>/",
        '/files/"><script>alert(1)</script>/',
        "/<img src=x onerror=alert(1)>",
        "/dates/'><script>/",
    ],
)
def test_a_hostile_address_is_shown_as_it_was_asked_for(client: Client, address: str) -> None:
    assert visit(client, address, 404).text
