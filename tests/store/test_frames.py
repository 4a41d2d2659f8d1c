"""What stands around a document on its pages: the sections, its pages, its parties, and the documents beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import models
from archive.store import frames, withdrawal
from tests.specimens import dated, document, page, take, transcribe, volume

pytestmark = pytest.mark.django_db

BODY = (
    page("1")
    + '<div type="compilation" xml:id="comp1"><head>Chile</head>'
    + document(1, "<head>One</head><p>A.</p>")
    + '<div type="chapter" xml:id="ch1"><head>Flour</head><p>Some words.</p>'
    + document(2, f"<head>Two</head><p>B {page('2')}goes on.</p>")
    + document(3, "<head>Three</head><p>C.</p>")
    + "</div></div>"
)
BACK = '<div type="section" xml:id="index"><head>Index</head><p>Flour, 1.</p></div>'


def frame(identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = models.Document.objects.get(identifier=identifier).frame
    return found


def test_a_document_s_frame_names_the_sections_around_it_outermost_first() -> None:
    take(volume(BODY))
    assert frame("d1")["crumbs"] == [["comp1", "Chile"]]
    assert frame("d2")["crumbs"] == [["comp1", "Chile"], ["ch1", "Flour"]]


def test_a_section_s_own_text_has_the_sections_around_it_but_not_itself() -> None:
    take(volume(BODY))
    assert frame("ch1")["crumbs"] == [["comp1", "Chile"]]
    assert frame("comp1")["crumbs"] == []


def test_a_frame_lists_the_pages_of_a_text_with_what_each_carries() -> None:
    take(volume(BODY))
    text = models.Document.objects.get(identifier="d2").text
    begins = text.index("goes on")
    assert frame("d2")["pages"] == [["pg_1", "1", 0, begins], ["pg_2", "2", begins, len(text)]]


def test_an_unknown_page_label_stays_unknown() -> None:
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two.\n", "a")
    assert [name[:2] for name in frame("a")["pages"]] == [["pg_before_22", None], ["pg_22", "22"]]


def test_a_frame_has_the_parties_as_printed() -> None:
    take(volume(document(1, "<head>The Chargé in Chile (Norweb) to the Secretary of State</head><p>A.</p>")))
    assert frame("d1")["sender"] == ["The Chargé in Chile (Norweb)"]
    assert frame("d1")["recipient"] == ["the Secretary of State"]


def test_documents_are_beside_documents_across_chapters() -> None:
    take(volume(BODY + document(4, "<head>Four</head><p>D.</p>"), back=BACK))
    assert [frame(f"d{n}")["previous"] for n in (1, 2, 3, 4)] == [None, ["d1", "One"], ["d2", "Two"], ["d3", "Three"]]
    assert [frame(f"d{n}")["next"] for n in (1, 2, 3, 4)] == [["d2", "Two"], ["d3", "Three"], ["d4", "Four"], None]


def test_a_section_s_text_is_beside_whatever_text_stands_before_and_behind_it() -> None:
    take(volume(BODY, back=BACK))
    assert frame("ch1")["previous"] == ["d1", "One"]
    assert frame("ch1")["next"] == ["d2", "Two"]
    assert (frame("index")["previous"], frame("index")["next"]) == (["d3", "Three"], None)


def test_a_section_that_has_only_a_heading_is_nobody_s_neighbour() -> None:
    bare = BODY.replace("<p>Some words.</p>", "")
    take(volume(bare, back=BACK))
    assert frame("index")["previous"] == ["d3", "Three"]
    neighbours = [side for row in models.Document.objects.all() for side in (row.frame["previous"], row.frame["next"])]
    assert not {"ch1", "comp1"} & {side[0] for side in neighbours if side}


def test_a_withdrawn_document_is_nobody_s_neighbour_until_it_is_back() -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d2", "Under review")
    assert (frame("d1")["next"], frame("d3")["previous"]) == (["d3", "Three"], ["d1", "One"])
    withdrawal.restore("frus1937v01/d2")
    assert (frame("d1")["next"], frame("d3")["previous"]) == (["d2", "Two"], ["d2", "Two"])


def test_a_document_that_goes_from_its_source_is_nobody_s_neighbour() -> None:
    take(volume(BODY))
    take(volume(BODY.replace(document(2, f"<head>Two</head><p>B {page('2')}goes on.</p>"), page("2"))))
    assert (frame("d1")["next"], frame("d3")["previous"]) == (["d3", "Three"], ["d1", "One"])


def test_a_corrected_heading_reaches_the_neighbours() -> None:
    take(volume(BODY))
    take(volume(BODY.replace("Two", "The Second")))
    assert frame("d1")["next"] == ["d2", "The Second"]
    assert frame("d3")["previous"] == ["d2", "The Second"]


def test_a_corrected_chapter_title_reaches_its_documents() -> None:
    take(volume(BODY))
    take(volume(BODY.replace("Flour", "Relief Flour")))
    assert frame("d2")["crumbs"][1] == ["ch1", "Relief Flour"]


def test_transcripts_of_one_volume_stand_beside_one_another() -> None:
    transcribe("761.93/1\n\nA to B\n\nSir: one.\n", "a")
    transcribe("761.93/2\n\nC to D\n\nSir: two.\n", "b")
    assert (frame("a")["next"], frame("b")["previous"]) == (["b", "C to D"], ["a", "A to B"])


def test_frames_that_did_not_change_are_left_alone() -> None:
    taken = take(volume(BODY, back=BACK))
    before = dict(models.Document.objects.values_list("identifier", "frame"))
    frames.rebuild(taken)
    assert dict(models.Document.objects.values_list("identifier", "frame")) == before
    models.Document.objects.filter(identifier="d1").update(frame={})
    frames.rebuild(taken)
    assert dict(models.Document.objects.values_list("identifier", "frame")) == before


def test_as_many_questions_are_asked_for_many_documents_as_for_few() -> None:
    few = take(volume("".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(1, 3)), "few"))
    many = take(volume("".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(1, 30)), "many"))
    counts = []
    for each in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            frames.rebuild(each)
        counts.append(len(queries))
    assert counts[0] == counts[1]
