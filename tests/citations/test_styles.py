"""Citations in every style on offer, as somebody has read them, and what holds of all of them."""

from __future__ import annotations

import html
import re

import pytest

from archive.citations import engine, styles
from archive.citations.styles import STYLES, UnknownStyle
from tests.citations import reviewing
from tests.citations.papers import PAPERS, letter

REVIEWED = reviewing.read()
SLUGS = [style.slug for style in STYLES]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_cited_as_it_was_read_and_found_right(name: str) -> None:
    assert {slug: styles.cite(PAPERS[name], slug).text for slug in SLUGS} == REVIEWED[name]


def test_the_table_has_at_least_sixty_papers_that_differ() -> None:
    assert len(REVIEWED) == len(PAPERS) >= 60
    assert len({texts["chicago-note"] for texts in REVIEWED.values()}) == len(REVIEWED)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_html_says_what_the_text_says(slug: str) -> None:
    for item in PAPERS.values():
        said = styles.cite(item, slug)
        assert html.unescape(re.sub(r"<[^>]+>", "", said.html)) == said.text


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in ("bluebook", "frus")])
def test_the_title_of_the_volume_is_italic(slug: str) -> None:
    said = styles.cite(PAPERS["a telegram"], slug)
    assert re.search(
        r"<i>(Foreign Relations of the United States Diplomatic Papers, 1934, Ports|FRUS, 1934)</i>", said.html
    )


def test_the_series_own_form_has_its_name_in_italics() -> None:
    assert styles.cite(PAPERS["a telegram"], "frus").html.endswith("832.84/12, <i>FRUS</i>, 1934, vol. IX, 10.")


def test_small_capitals_are_a_class_and_no_style_attribute() -> None:
    said = styles.cite(PAPERS["a telegram"], "mhra").html
    assert '<span class="sc">ix</span>' in said
    assert "style=" not in said


def test_every_style_on_offer_has_a_name_and_a_form() -> None:
    assert {style.form for style in STYLES} == {"note", "short", "bibliography"}
    assert len(set(SLUGS)) == len({style.title for style in STYLES}) == len(STYLES)


def test_any_published_style_goes_by_its_name() -> None:
    said = styles.cite(PAPERS["a telegram"], "harvard-cite-them-right").text
    assert said.startswith("The Chargé in Brazil (Lane) to the Secretary of State, telegram, Rio de Janeiro, ")
    assert "February 8, 1934 (1952)" in said


def test_a_published_note_style_gives_a_note() -> None:
    said = styles.cite(PAPERS["a despatch"], "oscola").text
    assert said.startswith("The Chargé in Brazil (Lane) to the Secretary of State, despatch no. 1551")


def test_a_style_that_stands_for_another_goes_by_its_own_name_too() -> None:
    assert not (engine.FOLDER / "pmla.csl").exists()
    assert styles.cite(PAPERS["a telegram"], "pmla").text


@pytest.mark.parametrize("name", ["", "no-such-style", "../apa", "apa.csl", "styles/apa", "a" * 5000, "apa\n", "ápa"])
def test_what_is_no_style_is_refused(name: str) -> None:
    with pytest.raises(UnknownStyle):
        styles.cite(PAPERS["a telegram"], name)


def test_a_citation_made_once_is_kept() -> None:
    item = letter(999)
    assert styles.cite(item, "apa") is styles.cite(letter(999), "apa")


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_stands_for_what_is_not_known(slug: str) -> None:
    for item in PAPERS.values():
        said = styles.cite(item, slug).text
        assert not re.search(r"None|, ,|,,|\.\.|  | ,|\(\)|\[\]", said)
        assert said.count("(") == said.count(")")
        assert said.count("“") == said.count("”")
