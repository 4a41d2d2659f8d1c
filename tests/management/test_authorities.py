"""`authorities` loads, compares and exports the authority file, and says what it did."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.models import Entity
from tests import specimens
from tests.specimens import dated, volume

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text("name,variants\nMoscow,Moskva\nHarbin,\n")
    return tmp_path


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("authorities", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_loading_says_what_changed_and_then_that_nothing_did(folder: Path) -> None:
    specimens.take(volume(dated(1, "1937-02-01", "February 1, 1937", place="Moskva")))
    told, indexed = said("load", folder).splitlines()
    assert told == (
        f"{folder}: 1 new, 1 changed, 0 united with others, 0 as they were; 0 documents name others than before."
    )
    assert indexed.startswith("Texts indexed: ")
    assert said("load", folder) == f"The archive agrees with {folder} already (2 names)."


def test_loading_says_each_change_if_it_is_asked_to(folder: Path) -> None:
    told = said("-v", 2, "load", folder).splitlines()
    assert told[:2] == ["places.csv, line 2: Moscow: new", "places.csv, line 3: Harbin: new"]
    assert "places.csv, line 2: Moscow: variant Moskva" in told


@pytest.mark.parametrize("arguments", [("--diff",), ("load", "--diff")])
def test_the_difference_is_told_line_by_line(folder: Path, arguments: tuple[str, ...]) -> None:
    told = said(*arguments, folder).splitlines()
    assert "places.csv, line 2: Moscow: new" in told
    assert "places.csv, line 2: Moscow: variant Moskva" in told
    assert not Entity.objects.exists()
    said("load", folder)
    assert said(*arguments, folder) == f"The archive agrees with {folder} (2 names)."


def test_exporting_says_how_much_it_wrote(folder: Path, tmp_path: Path) -> None:
    said("load", folder)
    out = tmp_path / "out"
    assert said("export", out).startswith(f"{out}: 2 in places.csv, 0 in bodies.csv, ")
    assert (out / "places.csv").read_text().splitlines()[1:] == ["Harbin,,,,,,,,,", "Moscow,Moskva,,,,,,,,"]
    assert said("load", out) == f"The archive agrees with {out} already (2 names)."


def test_a_faulty_file_is_told_of_fault_by_fault_and_changes_nothing(folder: Path) -> None:
    (folder / "places.csv").write_text("name,geonames\nMoscow,x\n,1\n")
    err = StringIO()
    with pytest.raises(CommandError, match="cannot be used: 2 faults; nothing was changed"):
        call_command("authorities", "load", str(folder), stderr=err)
    assert err.getvalue().splitlines() == [
        "places.csv, line 2: 'x' is no identifier of geonames",
        "places.csv, line 3: the name is missing",
    ]
    assert not Entity.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Say what to do: load FOLDER, --diff FOLDER or export FOLDER"),
        (("load",), "the following arguments are required: FOLDER"),
        (("burn", "x"), "invalid choice: 'burn'"),
        (("load", "nowhere"), "nowhere cannot be used: 1 fault; nothing was changed"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[Any, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("authorities", *arguments, stderr=StringIO())
