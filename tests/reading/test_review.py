"""The curator's open questions: in which order they come, and how much of the text is in sight."""

from __future__ import annotations

import pytest

from archive.models import Document, Entity, Suggestion
from archive.reading import review
from archive.reading.review import START, Place
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

WORDS = "herring " * 60


@pytest.fixture
def _places() -> None:
    """Two documents, in which "Bergen" is in question: twice in the first, once in a footnote of the second."""
    noted = '<note n="3" xml:id="d2fn1">Of Bergen.</note>'
    first = document(1, f"<head>One</head><p>{WORDS}Bergen. {WORDS}{page('2')}Bergen at last.</p>")
    take(volume(page("1") + first + document(2, f"<head>Two</head><p>Sir.{noted}</p>")))
    one, two = Document.objects.filter(identifier__in=("d1", "d2")).order_by("identifier")
    ask(two, "Of Bergen.", note="d2fn1")
    ask(one, one.text, last=True)
    ask(one, one.text)


def ask(row: Document, text: str, note: str = "", last: bool = False) -> None:
    """Put "Bergen" in question, where it stands first or last."""
    start = text.rindex("Bergen") if last else text.index("Bergen")
    asked = Suggestion.objects.create(document=row, kind="place", text="Bergen", start=start, end=start + 6, note=note)
    for slug in ("bergen", "bergen-2"):
        asked.candidates.add(Entity.objects.get_or_create(slug=slug, defaults={"kind": "place", "name": "Bergen"})[0])


@pytest.mark.usefixtures("_places")
def test_questions_come_document_by_document_in_the_order_of_the_text_and_then_from_the_first_again() -> None:
    seen, place = [], START
    for _ in range(4):
        question = review.next_question(place)
        assert question is not None
        place = question.place
        seen.append((question.document.identifier, question.suggestion.note, question.times))
    assert seen == [("d1", "", 2), ("d1", "", 2), ("d2", "d2fn1", 1), ("d1", "", 2)]


@pytest.mark.usefixtures("_places")
def test_a_place_outlives_the_question_that_was_there() -> None:
    question = review.next_question()
    assert question is not None
    Suggestion.objects.filter(document=question.document).delete()
    later = review.next_question(Place.read(str(question.place)))
    assert later is not None
    assert later.document.identifier == "d2"


@pytest.mark.usefixtures("_places")
def test_words_are_in_sight_as_far_as_two_hundred_characters_and_never_cut_in_half() -> None:
    question = review.next_question()
    assert question is not None
    before, behind = question.passage.before, question.passage.behind
    assert before == f"… {'herring ' * 24}"
    assert behind == f". {' '.join(['herring'] * 24)} …"
    assert max(len(before), len(behind)) <= review.AROUND + 2


@pytest.mark.usefixtures("_places")
def test_a_passage_is_found_on_its_page_or_by_its_footnote() -> None:
    addresses = []
    for suggestion in review.open_questions():
        question = review.next_question(Place(suggestion.document_id, suggestion.start - 1, suggestion.note))
        assert question is not None
        addresses.append((question.passage.address.partition("?")[0], question.passage.note))
    assert addresses == [
        ("/volumes/frus1937v01/d1/pg_1/", ""),
        ("/volumes/frus1937v01/d1/pg_2/", ""),
        ("/volumes/frus1937v01/d2/pg_2/", "3"),
    ]


@pytest.mark.usefixtures("_places")
def test_the_names_most_in_question_are_counted() -> None:
    assert review.names() == [("Bergen", 3)]
    assert review.next_question(name="Oslo") is None
