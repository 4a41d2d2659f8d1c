"""Several files at once: each once, large ones first, and none that would be written over another."""

import gzip
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive import models
from archive.store import delivery, intake
from archive.store.delivery import Parcel
from tests import specimens


def names(parcels: Sequence[Parcel]) -> list[str]:
    return [Path(parcel.name).name for parcel in parcels]


def written(folder: Path, name: str, length: int = 1) -> Path:
    path = folder / f"{name}.xml"
    path.write_text(specimens.volume(specimens.document(1, "<p>word</p>" * length), name=name))
    return path


def test_large_volumes_come_first_and_transcripts_last_by_name(tmp_path: Path) -> None:
    for name, length in (("small", 1), ("large", 99), ("middling", 9)):
        written(tmp_path, name, length)
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text("Sir: No." * len(name))
    found = names(delivery.of_files([tmp_path]))
    assert found == ["large.xml", "middling.xml", "small.xml", "a.txt", "b.txt"]


def test_a_file_named_twice_is_one_file(tmp_path: Path) -> None:
    path = written(tmp_path, "frus1937v01")
    assert names(delivery.of_files([path, tmp_path, tmp_path / "." / path.name])) == ["frus1937v01.xml"]


def accounts(parcels: Sequence[Parcel], hands: int = 1) -> dict[str, str]:
    """Why each file was not taken in, "" if it was, by the file's place."""
    return {parcel.name: taken.error for parcel, taken in delivery.taken(parcels, hands=hands)}


@pytest.mark.django_db
def test_two_files_of_one_volume_do_not_fight_over_it(tmp_path: Path) -> None:
    first, other = written(tmp_path, "frus1937v01"), tmp_path / "other.xml.gz"
    other.write_bytes(gzip.compress(first.read_bytes()))
    refusal = f"it is frus1937v01, which was taken from {first} already"
    assert accounts(delivery.of_files([first, other])) == {str(first): "", str(other): refusal}


@pytest.mark.django_db
def test_the_file_named_first_is_taken_however_large_the_other_is(tmp_path: Path) -> None:
    first = written(tmp_path, "frus1937v01")
    (tmp_path / "larger.xml").write_text(first.read_text().replace("word", "word " * 99))
    written(tmp_path, "frus1938v01", 9)
    parcels = delivery.of_files([first, tmp_path])
    assert [name for name, error in accounts(parcels).items() if error] == [str(tmp_path / "larger.xml")]


@pytest.mark.django_db
def test_a_bad_copy_of_a_volume_does_not_keep_the_good_one_out(tmp_path: Path) -> None:
    good, bad = written(tmp_path, "frus1937v01"), tmp_path / "a-copy.xml"
    bad.write_text(good.read_text().replace("</body>", ""))
    found = accounts(delivery.of_files([tmp_path]))
    assert found[str(bad)].startswith("not well-formed XML")
    assert found[str(good)] == ""


@pytest.mark.django_db
def test_transcripts_of_one_name_do_not_fight_either(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(specimens.SEED, tmp_path / folder)
    found = accounts(delivery.of_files([tmp_path], "frus1937v01"))
    refusal = f"it is frus1937v01/761.93-1583, which was taken from {tmp_path}/a/761.93-1583.txt already"
    assert list(found.values()) == ["", refusal]


def test_a_folder_without_sources_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Nothing.")
    (parcel,) = delivery.of_files([tmp_path])
    assert (parcel.name, parcel.refusal) == (str(tmp_path), "no source is in it (.xml, .xml.gz, .txt)")


def test_a_file_that_says_not_which_volume_it_is_is_left_to_be_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text("This is no XML.")
    assert [parcel.source for parcel in delivery.of_files([tmp_path])] == ["", ""]


def test_a_header_of_any_length_is_not_read_for_ever(tmp_path: Path) -> None:
    endless = specimens.volume("").replace("<fileDesc>", "<fileDesc>" + "<p>.</p>" * 500_000)
    (tmp_path / "a.xml").write_text(endless)
    (tmp_path / "b.xml").write_text(specimens.volume(""))
    assert [parcel.source for parcel in delivery.of_files([tmp_path])] == ["", "frus1937v01"]


@pytest.mark.django_db
def test_everything_of_a_delivery_is_accounted_for(tmp_path: Path) -> None:
    written(tmp_path, "frus1937v01")
    (tmp_path / "empty").mkdir()
    found = accounts(delivery.of_files([tmp_path, tmp_path / "empty", tmp_path / "gone.xml"]))
    assert found == {
        str(tmp_path / "frus1937v01.xml"): "",
        str(tmp_path / "empty"): "no source is in it (.xml, .xml.gz, .txt)",
        str(tmp_path / "gone.xml"): "cannot be read: No such file or directory",
    }
    assert models.Volume.objects.count() == 1


@pytest.mark.django_db
def test_what_the_archive_keeps_is_a_delivery_too(tmp_path: Path) -> None:
    for path in (written(tmp_path, "frus1937v01"), written(tmp_path, "frus1938v01", 9), specimens.SEED):
        intake.take(path)
    parcels = delivery.of_held()
    assert [parcel.name.split()[0] for parcel in parcels] == ["transcripts", "frus1938v01", "frus1937v01"]
    assert [taken.changes.unchanged for _, taken in delivery.taken(parcels, delivery.RETAKE, hands=1)] == [1, 1, 1]
