"""Names in the text: each leads to its place or actor, gives way to what the edition points to, and never nests."""

from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from archive import models
from archive.reading import pages
from archive.rendering.marks import SHADE, Mark
from tests.rendering.judging import as_shown, judged
from tests.specimens import SPECIMEN, document, load, page, take, volume

pytestmark = pytest.mark.django_db

NAME = "frus1937v01"
LETTER = document(
    1,
    '<head>The Chargé in Chile (<persName type="from">Norweb</persName>) to the <gloss type="to">Secretary of State'
    '</gloss></head><dateline><placeName>Santiago</placeName>, <date when="1937-02-14">February 14, 1937</date>'
    "</dateline><p>Of <placeName>Alta Vista</placeName> and of "
    f'<placeName>Bahia {page("2")}Dulce</placeName>.<note n="1" xml:id="d1fn1">Not <placeName>Cadiz</placeName>.'
    "</note></p><closer><signed>R. Henry Norweb</signed></closer>",
)
LINK = re.compile(r'<a href="([^"]*)" class="name">(.*?)</a>')


def names(html: str) -> list[tuple[str, str]]:
    """The names of a text, each with the address it leads to."""
    return [(address, as_shown(words)) for address, words in LINK.findall(html)]


def mention(text: str, words: str, slug: str, kind: str = "place", note: str = "") -> models.Mention:
    """Let words of the first document mean an entity that is new."""
    row = models.Document.objects.get(identifier="d1")
    entity = models.Entity.objects.create(kind=kind, name=words, slug=slug)
    order = row.mentions.count()
    place = {"start": text.index(words), "end": text.index(words) + len(words), "note": note}
    said = {"kind": kind, "name": words, "text": words, "role": "mentioned", "basis": "curator"}
    return models.Mention.objects.create(document=row, entity=entity, order=order, **place, **said)


def only(content: str) -> models.Document:
    """A volume of one document that says nothing else."""
    return take(volume(page("1") + document(1, f"<head>One</head><p>{content}</p>"))).documents.get(identifier="d1")


def test_each_name_on_a_page_leads_to_its_place_or_actor() -> None:
    take(volume(page("1") + LETTER))
    assert names(pages.reading(NAME, "d1", "pg_1").piece.html) == [
        ("/actors/norweb-charge-in-chile/", "Norweb"),
        ("/actors/secretary-of-state/", "Secretary of State"),
        ("/places/santiago/", "Santiago"),
        ("/places/alta-vista/", "Alta Vista"),
        ("/places/bahia-dulce/", "Bahia "),
    ]


def test_a_name_over_a_page_break_is_a_link_on_both_pages() -> None:
    take(volume(page("1") + LETTER))
    piece = pages.reading(NAME, "d1", "pg_2").piece
    assert names(piece.html) == [
        ("/places/bahia-dulce/", "Dulce"),
        ("/actors/norweb-charge-in-chile/", "R. Henry Norweb"),
    ]
    assert judged(pages.full(NAME, "d1").html.replace("<time", "<span").replace("</time", "</span")).faults == []


def test_a_name_in_a_footnote_is_a_link_there_alone() -> None:
    take(volume(page("1") + LETTER))
    piece = pages.full(NAME, "d1")
    assert names(piece.notes[0].html) == [("/places/cadiz/", "Cadiz")]
    assert "cadiz" not in piece.html


def test_a_printed_page_has_the_names_of_each_of_its_documents() -> None:
    other = document(2, "<head>Two</head><dateline><placeName>Lisbon</placeName></dateline><p>A.</p>")
    take(volume(page("1") + LETTER + other))
    shown = pages.printed(models.Page.objects.select_related("volume").get(identifier="pg_2"))
    assert [[address for address, _ in names(piece.html)] for piece in shown.pieces] == [
        ["/places/bahia-dulce/", "/actors/norweb-charge-in-chile/"],
        ["/places/lisbon/"],
    ]


def test_a_cross_reference_goes_before_a_name_that_begins_before_it() -> None:
    row = only('The harbor of <ref target="#pg_1">Valparaiso in 1934</ref>.')
    mention(row.text, "of Valparaiso", "valparaiso")
    html = pages.reading(NAME, "d1").piece.html
    assert 'class="reference">Valparaiso in 1934</a>' in html
    assert names(html) == []


def test_a_date_goes_before_a_name_in_it() -> None:
    take(volume(page("1") + LETTER))
    row = models.Document.objects.get(identifier="d1")
    mention(row.text, "February", "february")
    html = pages.reading(NAME, "d1").piece.html
    assert '<time datetime="1937-02-14">February 14, 1937</time>' in html


def test_of_two_names_in_each_other_the_longer_is_the_link() -> None:
    row = only("The Ambassador in Chile wrote.")
    mention(row.text, "Chile", "chile")
    mention(row.text, "Ambassador in Chile", "ambassador-in-chile", "office")
    html = pages.reading(NAME, "d1").piece.html
    assert names(html) == [("/actors/ambassador-in-chile/", "Ambassador in Chile")]
    assert judged(html).faults == []


def test_a_name_beside_a_cross_reference_stays() -> None:
    row = only('Chile (<ref target="#pg_1">there</ref>) Peru.')
    for words in ("Chile", "Peru"):
        mention(row.text, words, words.lower())
    assert [words for _, words in names(pages.reading(NAME, "d1").piece.html)] == ["Chile", "Peru"]


def test_what_a_name_leads_to_is_looked_up_when_the_page_is_shown() -> None:
    row = only("Of Chile.")
    named = mention(row.text, "Chile", "chile")
    models.Entity.objects.filter(pk=named.entity_id).update(slug="republic-of-chile")
    assert names(pages.reading(NAME, "d1").piece.html) == [("/places/republic-of-chile/", "Chile")]


def test_no_name_of_the_specimen_changes_a_character_of_it() -> None:
    load(SPECIMEN)
    counted = 0
    for row in models.Document.objects.exclude(text=""):
        piece = pages.full("specimen", row.identifier)
        assert as_shown(piece.html) == row.text
        counted += len(names(piece.html))
    assert counted > 100


CHIANG = '<a href="/actors/c/" class="name">'
TABLE = "<table><row><cell>Chile</cell><cell>Peru and Chile</cell></row><row><cell>Peru</cell><cell/></row></table>"


def test_a_name_in_a_table_is_a_link_in_its_cell() -> None:
    row = only(f"Trade:</p>{TABLE}<p>As of Chile.")
    mention(row.text, "Peru", "peru")
    mention(row.text, "Chile", "chile")
    html = pages.reading(NAME, "d1").piece.html
    assert names(html) == [("/places/chile/", "Chile"), ("/places/peru/", "Peru")]
    assert '<a href="/places/chile/" class="name">Chile</a></td>' in html
    assert (judged(html).faults, as_shown(html)) == ([], row.text)


@pytest.mark.parametrize(
    ("hit", "shown"),
    [
        ("Chiang", f"{CHIANG}<mark>Chiang</mark> Kai-shek</a> wrote."),
        ("Chiang Kai-shek", f"{CHIANG}<mark>Chiang Kai-shek</mark></a> wrote."),
        ("Kai-shek wrote", f"{CHIANG}Chiang <mark>Kai-shek</mark></a><mark> wrote</mark>."),
        ("Marshal Chiang", f"<mark>Marshal </mark>{CHIANG}<mark>Chiang</mark> Kai-shek</a> wrote."),
        ("l Chiang Kai-shek w", f"<mark>l </mark>{CHIANG}<mark>Chiang Kai-shek</mark></a><mark> w</mark>rote."),
    ],
)
def test_a_hit_is_marked_inside_a_name_and_on_both_sides_of_its_border(hit: str, shown: str) -> None:
    row = only("Marshal Chiang Kai-shek wrote.")
    mention(row.text, "Chiang Kai-shek", "c", "person")
    start = row.text.index(hit)
    shades = {"": [Mark(start, start + len(hit), "mark", layer=SHADE)]}
    html = pages.reading(NAME, "d1", shades=shades).piece.html
    assert shown in html
    assert (judged(re.sub("</?mark>", "", html)).faults, as_shown(html)) == ([], row.text)


def test_hits_and_names_stand_together_in_a_footnote_and_over_a_page_break() -> None:
    take(volume(page("1") + LETTER))
    row = models.Document.objects.get(identifier="d1")
    at = row.text.index("Bahia Dulce")
    shades = {"": [Mark(at, at + 11, "mark", layer=SHADE)], "d1fn1": [Mark(0, 9, "mark", layer=SHADE)]}
    for name, words in (("pg_1", "Bahia "), ("pg_2", "Dulce")):
        html = pages.reading(NAME, "d1", name, shades).piece.html
        assert f'<a href="/places/bahia-dulce/" class="name"><mark>{words}</mark></a>' in html
    note = pages.full(NAME, "d1", shades).notes[0].html
    assert '<mark>Not </mark><a href="/places/cadiz/" class="name"><mark>Cadiz</mark></a>' in note


def test_a_page_of_two_hundred_names_asks_no_more_than_one_of_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    row = only(" ".join(f"Harbor{number}." for number in range(200)))
    with django_assert_num_queries(2):
        assert names(pages.reading(NAME, "d1").piece.html) == []
    chile = models.Entity.objects.create(kind="place", name="Chile", slug="chile")
    spots = [(found.start(), found.end()) for found in re.finditer(r"Harbor\d+", row.text)]
    said = {"kind": "place", "name": "Chile", "role": "mentioned", "basis": "curator"}
    models.Mention.objects.bulk_create(
        models.Mention(document=row, entity=chile, order=n, start=at, end=to, text=row.text[at:to], **said)
        for n, (at, to) in enumerate(spots)
    )
    with django_assert_num_queries(2):
        html = pages.reading(NAME, "d1").piece.html
    assert (len(names(html)), as_shown(html)) == (200, row.text)


def test_the_side_column_is_told_the_names_of_its_parties_on_every_page() -> None:
    take(volume(page("1") + LETTER))
    for name in ("pg_1", "pg_2"):
        told = pages.reading(NAME, "d1", name).piece.names
        assert told["sender"] == {"Norweb": "/actors/norweb-charge-in-chile/"}
        assert told["recipient"] == {"Secretary of State": "/actors/secretary-of-state/"}
        assert told["written"] == {"Santiago": "/places/santiago/"}
        assert told["signatory"] == {"R. Henry Norweb": "/actors/norweb-charge-in-chile/"}
