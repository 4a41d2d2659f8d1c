"""Whatever has become of the folder of the index, a search tells of the archive, or says that it cannot yet."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive.search import index, opening, results, schema, standing
from tests import tools
from tests.search.conftest import settle
from tests.search.searching import found, search, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index", "_herring")]
HERRING, COD = "frus1937v01", "frus1938v01"
ANEW = pytest.mark.parametrize("is_new", [False, True], ids=["a process that has it open", "a new process"])


@pytest.fixture
def _herring(own_index: Path) -> None:
    """A volume that was taken in and searched."""
    take(HERRING, "Of herring.", "Of whales.")
    assert found("herring") == ["d1"]
    settle()


def go_on(is_new: bool) -> None:
    """A process goes on, or another begins."""
    if is_new:
        opening.close()


# Lost


@ANEW
def test_a_deleted_folder_is_made_anew(own_index: Path, is_new: bool) -> None:
    shutil.rmtree(own_index)
    go_on(is_new)
    assert found("herring") == ["d1"]
    assert own_index.is_dir()


@ANEW
def test_a_deleted_index_is_made_anew(own_index: Path, is_new: bool) -> None:
    shutil.rmtree(next(path for path in own_index.iterdir() if path.is_dir()))
    go_on(is_new)
    assert found("herring") == ["d1"]


GARBAGE = [b"", b"{", b"null", b"[1]", b"7", b'{"folder": "elsewhere"}', b"\xff\xfe", b'{"number": "x"}']


@ANEW
@pytest.mark.parametrize("said", GARBAGE)
def test_a_word_that_cannot_be_read_is_no_word(own_index: Path, said: bytes, is_new: bool) -> None:
    (own_index / "standing.json").write_bytes(said)
    go_on(is_new)
    assert found("herring") == ["d1"]
    assert json.loads((own_index / "standing.json").read_bytes())["number"] == 1


def test_a_folder_that_is_named_and_not_there_is_made_anew() -> None:
    now = standing.read()
    assert now is not None
    standing.write(replace(now, folder="nowhere"))
    assert found("herring") == ["d1"]


@ANEW
def test_an_index_made_by_other_code_is_made_anew(is_new: bool) -> None:
    now = standing.read()
    assert now is not None
    standing.write(replace(now, maker="an older one"))
    go_on(is_new)
    assert found("herring") == ["d1"]
    anew = standing.read()
    assert anew is not None
    assert anew.maker == index.MAKER
    assert (now.path.exists(), anew.path.exists()) == (False, True)


def test_other_code_is_told_from_this() -> None:
    assert schema.fingerprint() == schema.fingerprint()
    assert schema.fingerprint() != schema.fingerprint(results) != index.MAKER


# Locked


def test_one_writer_at_a_time() -> None:
    told = []

    def other(patience: float) -> None:
        with standing.locked(patience) as is_mine:
            told.append(is_mine)

    with standing.locked() as is_mine:
        assert is_mine
        in_turn(other, 0)
        in_turn(other, 0.05)
    in_turn(other, 0)
    assert told == [False, False, True]


def in_turn(work: Callable[[float], None], patience: float) -> None:
    thread = threading.Thread(target=work, args=[patience])
    thread.start()
    thread.join()


def test_a_reader_does_not_wait_for_a_writer_who_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PATIENCE", 0.01)
    take(COD, "Of cod.")
    with standing.locked():
        result = results.of(search("herring"))
        assert (result.count, result.is_current) == (1, False)
        assert found("cod") == []
    assert found("cod") == ["d1"]


# Read-only


@pytest.fixture
def unwritable(own_index: Path) -> Iterator[Callable[[], None]]:
    """The folder's locks cannot be opened, for root neither; the call mends it."""
    locks = [own_index / "lock", *own_index.glob("*/.tantivy-*.lock")]
    for lock in locks:
        lock.unlink()
        lock.mkdir()

    def mend() -> None:
        for lock in locks:
            if lock.is_dir():
                lock.rmdir()

    yield mend
    mend()


@ANEW
def test_where_nothing_can_be_written_what_is_there_is_searched(unwritable: Callable[[], None], is_new: bool) -> None:
    take(COD, "Of cod.")
    go_on(is_new)
    result = results.of(search("herring"))
    assert (result.count, result.is_current) == (1, False)
    assert found("cod") == []
    unwritable()
    assert found("cod") == ["d1"]
    assert results.of(search("herring")).is_current


def test_where_nothing_can_be_written_and_nothing_is_there_search_is_unavailable(own_index: Path) -> None:
    shutil.rmtree(own_index)
    own_index.write_text("no folder")
    with pytest.raises(index.Unavailable):
        found("herring")
    own_index.unlink()
    assert found("herring") == ["d1"]


def test_what_could_not_be_written_is_not_tried_at_every_search(
    unwritable: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "REST", 3600.0)
    monkeypatch.setattr(index, "_failed", -3600.0)
    take(COD, "Of cod.")
    assert found("cod") == []
    unwritable()
    assert found("cod") == []
    monkeypatch.setattr(index, "REST", 0.0)
    assert found("cod") == ["d1"]


@pytest.fixture
def mounted(own_index: Path, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """The index on a disk of its own, of a few megabytes; the call mounts it otherwise."""
    tools.require("mount", package="mount")
    aside = shutil.copytree(own_index, tmp_path / "aside")
    small = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(own_index)]
    opening.close()
    if subprocess.run(small, capture_output=True).returncode:
        pytest.skip("a disk of one's own needs the right to mount one (run as root, with CAP_SYS_ADMIN)")
    shutil.copytree(aside, own_index, dirs_exist_ok=True)

    def otherwise(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(own_index)], check=True)

    yield otherwise
    subprocess.run(["umount", "--lazy", str(own_index)], check=True)


@ANEW
def test_on_a_read_only_disk_what_is_there_is_searched(mounted: Callable[[str], None], is_new: bool) -> None:
    assert found("herring") == ["d1"]
    take(COD, "Of cod.")
    mounted("ro")
    go_on(is_new)
    assert (found("herring"), found("cod")) == (["d1"], [])
    mounted("rw")
    assert found("cod") == ["d1"]


def fill(filler: Path) -> None:
    """Fills a disk to its end."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


def test_on_a_full_disk_what_is_there_is_searched(mounted: Callable[[str], None], own_index: Path) -> None:
    assert found("herring") == ["d1"]
    take(COD, "Of cod.")
    filler = own_index / "filler"
    fill(filler)
    assert (found("herring"), found("cod")) == (["d1"], [])
    with pytest.raises(OSError, match="No space"):
        index.follow()
    filler.unlink()
    assert found("cod") == ["d1"]
    assert list(index.differences()) == []
