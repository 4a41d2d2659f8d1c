"""What is withdrawn is out of sight, and back again as it was; nothing is lost by it."""

import pytest

from archive import models
from archive.store import withdrawal
from archive.store.withdrawal import WithdrawalError
from tests import specimens

pytestmark = pytest.mark.django_db
PAPERS = "".join(specimens.dated(n, f"1937-02-0{n}", f"February {n}, 1937") for n in (1, 2, 3))


@pytest.fixture(autouse=True)
def _volume() -> None:
    specimens.take(specimens.volume(PAPERS))


def document(identifier: str) -> models.Document:
    return models.Document.objects.get(identifier=identifier)


def test_a_document_is_out_of_sight_and_says_why() -> None:
    withdrawal.withdraw("frus1937v01/d2", " Published by mistake. ")
    found = document("d2")
    assert found.is_withdrawn
    assert found.withdrawn_reason == "Published by mistake."
    assert list(models.Document.objects.shown().values_list("identifier", flat=True)) == ["d1", "d3"]


def test_a_volume_takes_its_documents_along() -> None:
    withdrawal.withdraw("frus1937v01", "Rights.")
    assert not models.Document.objects.shown().exists()
    assert not document("d1").is_withdrawn
    withdrawal.restore("frus1937v01")
    assert models.Document.objects.shown().count() == 3


def test_put_back_it_is_as_it_was() -> None:
    before = dict(models.Document.objects.filter(identifier="d2").values().get())
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    withdrawal.restore("frus1937v01/d2")
    after = dict(models.Document.objects.filter(identifier="d2").values().get())
    assert {name for name in after if after[name] != before[name]} == {"changed_at", "revision"}


def test_its_neighbours_stand_next_to_each_other() -> None:
    assert document("d1").frame["next"][0] == "d2"
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    assert document("d1").frame["next"][0] == "d3"
    withdrawal.restore("frus1937v01/d2")
    assert document("d1").frame["next"][0] == "d2"


def test_every_withdrawal_is_a_change_of_the_archive() -> None:
    before = models.Revision.latest()[0]
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    withdrawal.restore("frus1937v01/d2")
    assert models.Revision.latest()[0] == before + 2


def test_a_corrected_source_does_not_bring_it_back() -> None:
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    specimens.take(specimens.volume(PAPERS.replace("little", "much")))
    assert document("d2").withdrawn_reason == "A mistake."


def test_what_is_no_longer_in_its_source_cannot_be_put_back() -> None:
    specimens.take(specimens.volume(specimens.dated(1, "1937-02-01", "February 1, 1937")))
    with pytest.raises(WithdrawalError, match="no longer in the source of its volume"):
        withdrawal.restore("frus1937v01/d2")
    assert document("d2").is_withdrawn


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("frus1999", "The archive holds no volume 'frus1999'"),
        ("frus1937v01/d9", "The archive holds no document 'd9' in frus1937v01"),
        ("", "The archive holds no volume ''"),
    ],
)
def test_what_is_not_held_cannot_be_withdrawn(name: str, sentence: str) -> None:
    with pytest.raises(WithdrawalError, match=sentence):
        withdrawal.withdraw(name, "A mistake.")


def test_nothing_is_withdrawn_twice_or_without_a_reason() -> None:
    with pytest.raises(WithdrawalError, match="needs a reason"):
        withdrawal.withdraw("frus1937v01/d2", "  ")
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    with pytest.raises(WithdrawalError, match=r"withdrawn already, since .*: A mistake\."):
        withdrawal.withdraw("frus1937v01/d2", "Another.")
    with pytest.raises(WithdrawalError, match="d1 is not withdrawn"):
        withdrawal.restore("frus1937v01/d1")


def test_an_old_address_is_told_where_its_document_is_now() -> None:
    specimens.take(specimens.volume(PAPERS.replace('xml:id="d2"', 'xml:id="d2a"')))
    with pytest.raises(WithdrawalError, match="frus1937v01/d2 is frus1937v01/d2a now"):
        withdrawal.withdraw("frus1937v01/d2", "A mistake.")


def test_a_section_without_text_is_withdrawn_by_its_documents() -> None:
    specimens.take(specimens.volume(f'<div type="chapter" xml:id="ch1">{PAPERS}</div>'))
    with pytest.raises(WithdrawalError, match="a section without a text of its own"):
        withdrawal.withdraw("frus1937v01/ch1", "A mistake.")


def test_a_withdrawn_document_is_not_counted_until_it_is_back() -> None:
    def count() -> int:
        return models.Volume.objects.get(identifier="frus1937v01").document_count

    before = count()
    withdrawal.withdraw("frus1937v01/d2", "A mistake.")
    assert count() == before - 1
    withdrawal.restore("frus1937v01/d2")
    assert count() == before
