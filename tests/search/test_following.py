"""Whatever happens to the archive, the next search finds what it holds then, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from archive.models import Document, Revision, Volume
from archive.search import index, results
from archive.store import withdrawal, write
from tests import specimens
from tests.search.conftest import settle
from tests.search.searching import found, paper, search, take

pytestmark = pytest.mark.usefixtures("own_index")
HERRING, COD, SEAL = "frus1937v01", "frus1938v01", "frus1939v01"


# One writer


@pytest.mark.django_db
def test_what_is_taken_in_is_found() -> None:
    assert found() == []
    take(HERRING, "Of herring.", "Of whales.")
    assert found("herring") == ["d1"]
    assert found("whale") == ["d2"]


@pytest.mark.django_db
def test_a_corrected_document_is_found_by_its_new_words_alone() -> None:
    take(HERRING, "The herring were counted on the northern coast.", "Of whales.")
    assert found("herring") == ["d1"]
    take(HERRING, "The sardines were counted on the northern coast.", "Of whales.")
    assert (found("herring"), found("sardine"), found("whale")) == ([], ["d1"], ["d2"])


@pytest.mark.django_db
def test_what_is_taken_in_again_unchanged_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    take(HERRING, "Of herring.", "Of whales.")
    assert found("herring") == ["d1"]
    before = list(Document.objects.order_by("pk").values_list("pk", "revision"))
    take(HERRING, "Of herring.", "Of whales.")
    assert list(Document.objects.order_by("pk").values_list("pk", "revision")) == before
    assert index.pending() == 0
    assert index.follow() == 0
    assert found("herring") == ["d1"]


@pytest.mark.django_db
def test_a_renumbered_document_is_found_under_its_new_number() -> None:
    said = "The herring that came to the northern coast were counted by the consul himself."
    take(HERRING, said)
    assert found(document=f"{HERRING}/d1") == ["d1"]
    body = paper(1, "Of whales.") + paper(2, said)
    specimens.take(specimens.volume(body))
    assert found("herring") == ["d2"]
    assert found("herring", document=f"{HERRING}/d1") == []
    assert found("herring", document=f"{HERRING}/d2") == ["d2"]
    assert found(sort="volume") == ["d1", "d2"]


@pytest.mark.django_db
def test_a_document_that_left_its_source_is_not_found() -> None:
    take(HERRING, "Of herring.", "Of whales.")
    assert found("whales") == ["d2"]
    take(HERRING, "Of herring.")
    assert (found("whales"), found()) == ([], ["d1"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", [HERRING, f"{HERRING}/d1"], ids=["volume", "document"])
def test_what_is_withdrawn_disappears_and_comes_back(name: str) -> None:
    take(HERRING, "Of herring.")
    take(COD, "Of cod.")
    assert found("herring") == ["d1"]
    withdrawal.withdraw(name, "Rights.")
    assert (found("herring"), found("cod")) == ([], ["d1"])
    withdrawal.restore(name)
    assert (found("herring"), found("cod")) == (["d1"], ["d1"])


# Two writers


@pytest.fixture
def kept_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The thread "slow" stands before the writers' lock, its rows written, until it may go on."""
    reached, may_go, lock = threading.Event(), threading.Event(), write.lock

    def slowly() -> None:
        if threading.current_thread().name == "slow":
            reached.set()
            may_go.wait()
        lock()

    monkeypatch.setattr(write, "lock", slowly)
    yield reached, may_go
    may_go.set()


def in_thread(name: str, volume: str, words: str) -> threading.Thread:
    def work() -> None:
        try:
            take(volume, words)
        finally:
            connection.close()

    thread = threading.Thread(target=work, name=name)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_who_began_first_and_commits_last_is_found(kept_waiting: tuple[threading.Event, threading.Event]) -> None:
    reached, may_go = kept_waiting
    slow = in_thread("slow", HERRING, "Of herring.")
    reached.wait()
    in_thread("quick", COD, "Of cod.").join()
    assert (found("cod"), found("herring")) == (["d1"], [])
    may_go.set()
    slow.join()
    first, last = Document.objects.order_by("pk").values_list("volume__identifier", flat=True)
    assert (first, last) == (HERRING, COD)
    assert list(Document.objects.order_by("revision").values_list("volume__identifier", flat=True)) == [COD, HERRING]
    assert (found("cod"), found("herring")) == (["d1"], ["d1"])


@pytest.mark.django_db(transaction=True)
def test_who_holds_the_lock_commits_before_the_next_has_a_number() -> None:
    take(SEAL, "Of seals.")
    assert found("seals") == ["d1"]
    with transaction.atomic():
        write.lock()
        other = in_thread("other", COD, "Of cod.")
        write.stamp(Document.objects.filter(volume__identifier=SEAL).values_list("pk", flat=True))
        assert found("cod") == []
    other.join()
    assert list(Revision.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert (found("cod"), found("seals")) == (["d1"], ["d1"])


# Restored


def go_back(number: int, *gone: str) -> None:
    """As a backup does: what came after a revision has never been."""
    Document.objects.filter(volume__identifier__in=gone).delete()
    Volume.objects.filter(identifier__in=gone).delete()
    Revision.objects.filter(number__gt=number).delete()


@pytest.mark.django_db
def test_a_restored_backup_is_searched_as_it_is() -> None:
    take(HERRING, "Of herring.")
    take(COD, "Of cod.")
    assert (found("cod"), found("herring")) == (["d1"], ["d1"])
    go_back(1, COD)
    assert (found("cod"), found("herring")) == ([], ["d1"])


@pytest.mark.django_db
def test_a_restored_backup_that_went_another_way_is_searched_as_it_is() -> None:
    take(HERRING, "Of herring.")
    take(COD, "Of cod.")
    assert (found("cod"), found("herring")) == (["d1"], ["d1"])
    go_back(1, COD)
    take(SEAL, "Of seals.")
    take("frus1940v01", "Of walruses.")
    assert (found("cod"), found("herring"), found("seal"), found("walrus")) == ([], ["d1"], ["d1"], ["d1"])


@pytest.mark.django_db
def test_another_archive_s_index_is_not_searched() -> None:
    take(HERRING, "Of herring.")
    assert found("herring") == ["d1"]
    go_back(1, HERRING)
    Revision.objects.update(token="another archive's")
    assert found("herring") == []
    take(COD, "Of herring and cod.")
    assert found("herring") == found("cod") == ["d1"]


# Behind the reader's back


@pytest.mark.django_db(transaction=True)
def test_much_that_is_new_is_written_behind_the_reader_s_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 1)
    take(HERRING, "Of herring.")
    assert found("herring") == ["d1"]
    take(COD, "Of cod.", "Of herring and cod.")
    result = results.of(search("herring"))
    assert not result.is_current
    settle()
    result = results.of(search("herring"))
    assert result.is_current
    assert result.count == 2


@pytest.mark.django_db(transaction=True)
def test_a_large_archive_is_unavailable_until_it_has_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "A_START", 1)
    take(HERRING, "Of herring.", "Of cod.")
    with pytest.raises(index.Unavailable):
        found("herring")
    settle()
    assert found("herring") == ["d1"]
