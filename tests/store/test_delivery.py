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


def test_two_files_of_one_volume_do_not_fight_over_it(tmp_path: Path) -> None:
    first = written(tmp_path, "frus1937v01")
    (tmp_path / "other.xml.gz").write_bytes(gzip.compress(first.read_bytes()))
    found = {Path(parcel.name).name: parcel.refusal for parcel in delivery.of_files([tmp_path])}
    assert found == {"frus1937v01.xml": "", "other.xml.gz": f"it is frus1937v01, which is taken from {first} already"}


def test_transcripts_of_one_name_do_not_fight_either(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(specimens.SEED, tmp_path / folder)
    refusals = [parcel.refusal for parcel in delivery.of_files([tmp_path], "frus1937v01")]
    assert sorted(refusals) == ["", f"it is frus1937v01/761.93-1583, which is taken from {tmp_path}/a/761.93-1583.txt already"]


def test_a_folder_without_sources_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Nothing.")
    (parcel,) = delivery.of_files([tmp_path])
    assert (parcel.name, parcel.refusal) == (str(tmp_path), "no source is in it (.xml, .xml.gz, .txt)")


def test_a_file_that_says_not_which_volume_it_is_is_left_to_be_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text("This is no XML.")
    assert [parcel.refusal for parcel in delivery.of_files([tmp_path])] == ["", ""]


def test_a_header_of_any_length_is_not_read_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(specimens.volume("").replace("<fileDesc>", "<fileDesc>" + "<p>.</p>" * 500_000))
    (tmp_path / "b.xml").write_text(specimens.volume(""))
    assert [parcel.refusal for parcel in delivery.of_files([tmp_path])] == ["", ""]


@pytest.mark.django_db
def test_everything_of_a_delivery_is_accounted_for(tmp_path: Path) -> None:
    written(tmp_path, "frus1937v01")
    (tmp_path / "empty").mkdir()
    parcels = delivery.of_files([tmp_path, tmp_path / "empty", tmp_path / "gone.xml"])
    accounts = {Path(taken.file).name: taken.error for _, taken in delivery.taken(parcels, hands=1)}
    assert accounts["frus1937v01.xml"] == ""
    assert accounts["empty"].startswith("no source is in it")
    assert accounts["gone.xml"] == "cannot be read: No such file or directory"
    assert models.Volume.objects.count() == 1


@pytest.mark.django_db
def test_what_the_archive_keeps_is_a_delivery_too(tmp_path: Path) -> None:
    for path in (written(tmp_path, "frus1937v01"), written(tmp_path, "frus1938v01", 9), specimens.SEED):
        intake.take(path)
    parcels = delivery.of_held()
    assert [parcel.name.split()[0] for parcel in parcels] == ["transcripts", "frus1938v01", "frus1937v01"]
    assert [taken.changes.unchanged for _, taken in delivery.taken(parcels, delivery.RETAKE, hands=1)] == [1, 1, 1]
    assert [parcel.name for parcel in delivery.of_held(["frus1938v01"])] == ["frus1938v01 (frus1938v01.xml)"]
