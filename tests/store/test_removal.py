"""A document that a corrected source no longer has is withdrawn whole, and comes back as itself."""

import pytest

from archive import models
from archive.store import verification
from tests import specimens

pytestmark = pytest.mark.django_db(transaction=True)  # pages are looked at when a transaction ends
FIRST, SECOND = (
    specimens.document(1, "<p>The first.</p>"),
    specimens.document(2, "<head>To go</head><p>The second.</p>"),
)


@pytest.fixture(autouse=True)
def _two() -> None:
    specimens.take(specimens.volume(specimens.page("1") + FIRST + specimens.page("2") + SECOND))
    specimens.take(specimens.volume(specimens.page("1") + FIRST))


def test_it_keeps_its_text_and_its_pages() -> None:
    gone = models.Document.objects.get(identifier="d2")
    assert (gone.order, gone.withdrawn_reason) == (None, "It is no longer in the source of its volume.")
    assert [passage.page.identifier for passage in gone.passages.all()] == ["pg_2"]
    assert list(verification.faults()) == []


def test_it_comes_back_as_itself() -> None:
    gone = models.Document.objects.get(identifier="d2")
    specimens.take(specimens.volume(specimens.page("1") + FIRST + specimens.page("2") + SECOND))
    back = models.Document.objects.get(identifier="d2")
    assert (back.pk, back.order, back.is_withdrawn) == (gone.pk, 1, False)
    assert list(verification.faults()) == []
