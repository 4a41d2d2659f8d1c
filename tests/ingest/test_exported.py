"""Of a folder with a whole archive the sources are taken in, and nothing that was made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest import exported, readers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in ("sources/later/b.txt", "sources/later/a.txt", "sources/v/v.xml", "tei/v/d1.xml", "text/v/d1.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    listed = ("sources/later/b.txt", "sources/later/a.txt", "sources/v/v.xml", "tei/v/d1.xml", "text/v/d1.txt")
    (tmp_path / exported.MANIFEST).write_text("".join(f"{'0' * 64}  {path}\n" for path in listed))
    return tmp_path


def test_sources_come_in_the_order_of_the_manifest_and_alone(folder: Path) -> None:
    found = [str(path.relative_to(folder)) for path in readers.files([folder])]
    assert found == ["sources/later/b.txt", "sources/later/a.txt", "sources/v/v.xml"]


def test_a_transcript_belongs_to_the_volume_whose_folder_it_stands_in(folder: Path) -> None:
    assert exported.volume_of(folder / "sources/later/b.txt") == "later"
    assert exported.volume_of(folder / "text/v/d1.txt") == ""
    (folder / exported.MANIFEST).unlink()
    assert exported.volume_of(folder / "sources/later/b.txt") == ""


@pytest.mark.parametrize("path", ["sources/../secret.txt", "sources/v.xml", "/etc/v/v.xml", "", "sources/a/b/c.xml"])
def test_a_manifest_leads_nowhere_else(folder: Path, path: str) -> None:
    (folder / exported.MANIFEST).write_text(f"{'0' * 64}  {path}\n")
    assert list(exported.sources(folder)) == []
