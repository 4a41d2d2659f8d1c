"""A damaged index is noticed, when it is opened, searched, written to or looked through, and made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.utils import timezone
from tantivy import Query

from archive.models import Document, Revision
from archive.search import damage, index, opening, schema, standing
from tests.search.conftest import settle
from tests.search.searching import found, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
HERRING, COD = "frus1937v01", "frus1938v01"
WORDS = [f"Of herring, {' '.join(f'word{n * m}' for m in range(40))}." for n in range(1, 17)]


@pytest.fixture
def files(own_index: Path) -> Path:
    """The folder of an index that was made, searched, and looked through."""
    take(HERRING, *WORDS)
    assert len(found("herring")) == len(WORDS)
    settle()
    now = standing.read()
    assert now is not None
    return now.path


def one(files: Path, part: str) -> Path:
    return next(path for path in files.iterdir() if path.name.endswith(part))


def cut(file: Path) -> None:
    """Half of it is lost, in a file of its own: whoever has the old one mapped into memory keeps it."""
    replace(file, file.read_bytes()[: file.stat().st_size // 2])


def cut_off_the_end(file: Path) -> None:
    replace(file, file.read_bytes()[:-9])


def scratched(file: Path) -> None:
    """What stands in the middle is overwritten, in its place."""
    with file.open("r+b") as data:
        data.seek(file.stat().st_size // 3)
        data.write(b"\xa5" * (file.stat().st_size // 4))


def wiped(file: Path) -> None:
    """All of it is overwritten, in its place, but for its end."""
    with file.open("r+b") as data:
        data.write(b"\xa5" * (file.stat().st_size - 200))


def replace(file: Path, data: bytes) -> None:
    draft = file.with_name("draft")
    draft.write_bytes(data)
    draft.replace(file)


def emptied(file: Path) -> None:
    replace(file, b"")


PARTS = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", "meta.json")
EVERY_PART = pytest.mark.parametrize("part", PARTS)
EVERY_WAY = pytest.mark.parametrize("spoil", [cut, cut_off_the_end, scratched, emptied, Path.unlink])


def eventually(q: str) -> list[str]:
    """What a reader finds who comes again when search is unavailable."""
    for _ in range(3):
        try:
            return found(q)
        except index.Unavailable:
            settle()
    pytest.fail("search stays unavailable")


# Looked at


@EVERY_WAY
def test_a_damaged_file_is_named(files: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    assert index.damaged(files) == []
    for part in PARTS:
        copy = shutil.copytree(files, tmp_path / f"copy{part}")
        file = one(copy, part)
        spoil(file)
        assert index.damaged(copy) == [file.name]


@EVERY_WAY
def test_damage_is_told_where_index_and_archive_are_compared(files: Path, spoil: Callable[[Path], None]) -> None:
    file = one(files, ".pos")
    spoil(file)
    assert list(index.differences()) == [f"The index is damaged: {file.name}"]


def test_files_that_belong_to_no_segment_are_no_damage(files: Path) -> None:
    (files / f"{'0' * 32}.term").write_bytes(b"left behind by somebody who was killed")
    assert index.damaged(files) == []


def test_what_was_taken_out_since_is_looked_at_too(files: Path) -> None:
    of_even_number = Document.objects.filter(identifier__regex="[02468]$")
    of_even_number.update(withdrawn_at=timezone.now(), revision=2)
    Revision.objects.create(number=2, token="second")
    assert len(found("herring")) == len(WORDS) - of_even_number.count()
    file = one(files, ".del")
    file.unlink()
    assert index.damaged(files) == [file.name]


def test_a_folder_that_is_not_there_is_damage(tmp_path: Path) -> None:
    assert index.damaged(tmp_path / "nowhere") == [damage.META]


@pytest.mark.parametrize("meta", [b"[]", b'{"segments": 7}', b'{"segments": [{"segment_id": 1}]}', b"\xff"])
def test_a_list_of_segments_that_is_none_is_damage(tmp_path: Path, meta: bytes) -> None:
    (tmp_path / damage.META).write_bytes(meta)
    assert index.damaged(tmp_path) == [damage.META]


# Opened


@EVERY_PART
@pytest.mark.parametrize("spoil", [cut, scratched, Path.unlink])
def test_a_damaged_index_is_made_anew_when_it_is_opened(files: Path, part: str, spoil: Callable[[Path], None]) -> None:
    opening.close()
    spoil(one(files, part))
    with suppress(index.Unavailable):
        found("herring")  # may be wrong: a file whose ends are right is looked through while it is searched
    settle()
    assert len(eventually("herring")) == len(WORDS)
    assert eventually('"of herring word0 word1"') == ["d1"]
    assert not files.exists()
    assert list(index.differences()) == []


# Searched


@pytest.mark.parametrize("part", [".fast", ".idx", ".term"])
def test_damage_that_shows_in_a_search_has_it_made_anew(files: Path, part: str) -> None:
    scratched(one(files, part))
    assert len(eventually("her*")) == len(WORDS)
    assert len(eventually("herring")) == len(WORDS)


def test_search_is_unavailable_where_damage_shows(files: Path) -> None:
    searcher = index.reader().searcher
    for file in files.glob("*.idx"):
        wiped(file)
    with pytest.raises(index.Unavailable):
        searcher.search(Query.term_query(schema.SCHEMA, schema.TEXT, "herring"))
    assert standing.read() is None


def test_a_fault_of_ours_has_nothing_made_anew(files: Path) -> None:
    before = standing.read()
    searcher = index.reader().searcher
    with pytest.raises(damage.Failed, match="nonsense"):
        searcher.aggregate(Query.all_query(), {"counted": {"nonsense": {}}})
    with pytest.raises(TypeError):
        searcher.search("no query")  # type: ignore[arg-type]
    assert standing.read() == before
    assert len(found("herring")) == len(WORDS)
    assert files.exists()


def test_an_index_that_took_the_place_of_a_damaged_one_is_not_forgotten(files: Path) -> None:
    before = standing.read()
    assert before is not None
    index.rebuild()
    opening.inspect(before)
    now = standing.read()
    assert now is not None
    assert now.folder != before.folder
    assert len(found("herring")) == len(WORDS)


# Written


@EVERY_PART
@pytest.mark.parametrize("spoil", [scratched, Path.unlink])
def test_what_is_written_to_a_damaged_index_is_found(files: Path, part: str, spoil: Callable[[Path], None]) -> None:
    spoil(one(files, part))
    take(COD, "Of cod and herring.")
    eventually("cod")
    opening.close()  # whoever opens it next looks it through
    eventually("cod")
    settle()
    assert eventually("cod") == ["d1"]
    assert len(eventually("herring")) == len(WORDS) + 1
    assert list(index.differences()) == []


# Compared


def test_index_and_archive_agree(files: Path) -> None:
    assert list(index.differences()) == []
    take(COD, "Of cod.")
    assert list(index.differences()) == []  # it follows at the next search
    assert found("cod") == ["d1"]
    assert list(index.differences()) == []


def test_without_an_index_there_is_nothing_to_disagree(own_index: Path) -> None:
    take(HERRING, "Of herring.")
    assert list(index.differences()) == []


def test_where_they_disagree_the_document_is_named(files: Path) -> None:
    gone = Document.objects.get(identifier="d3")
    key = gone.pk
    gone.delete()
    Document.objects.filter(identifier="d2").update(withdrawn_at=timezone.now())
    assert list(index.differences()) == [
        f"{HERRING}/d2: the index holds it, though no reader may see it",
        f"document {key}, unknown to the archive: the index holds it, though no reader may see it",
    ]


def test_a_document_that_the_index_lost_is_named(files: Path) -> None:
    Document.objects.filter(identifier="d2").update(withdrawn_at=timezone.now(), revision=2)
    Revision.objects.create(number=2, token="second")
    assert found(document=f"{HERRING}/d2") == []
    Document.objects.filter(identifier="d2").update(withdrawn_at=None)
    assert list(index.differences()) == [f"{HERRING}/d2: the index does not hold it"]
