"""TEI as it leaves: held against the archive's own schema by judges that are not ours, xmllint and jing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from archive.exports import tei, tei_text
from archive.models import Document, Volume
from tests import tools

AT_A_TIME = 200
OF_JAVA = "[warning]"  # where Debian keeps its classes


def written(folder: Path) -> list[str]:
    """Every text of the archive in a file of its own."""
    keys = list(Document.objects.shown().filter(order__isnull=False).values_list("pk", flat=True))
    names = []
    for some in (keys[at : at + AT_A_TIME] for at in range(0, len(keys), AT_A_TIME)):
        texts = list(
            Document.objects.filter(pk__in=some).select_related("volume", "section").prefetch_related("parties")
        )
        for text, content in zip(texts, tei.documents(texts), strict=True):
            names.append(f"{text.volume.identifier}-{text.identifier}.xml")
            (folder / names[-1]).write_bytes(content)
    return names


def judged(folder: Path) -> None:
    """Fails on anything that either judge has against the files in a folder."""
    xmllint = tools.require("xmllint", package="libxml2-utils")
    jing = tools.require("jing", package="jing")
    names = written(folder)
    assert names
    for some in (names[at : at + AT_A_TIME] for at in range(0, len(names), AT_A_TIME)):
        for command in ([xmllint, "--noout", "--nonet", "--relaxng"], [jing]):
            said = run([*command, str(tei_text.SCHEMA), *some], folder)
            assert [
                line for line in said.splitlines() if not line.endswith(" validates") and not line.startswith(OF_JAVA)
            ] == []


def run(command: list[str], folder: Path) -> str:
    """What a judge says."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.usefixtures("specimen", "seed")
def test_every_text_of_the_specimen_and_the_seed_is_valid(tmp_path: Path) -> None:
    judged(tmp_path)


@pytest.mark.proof
@pytest.mark.corpus
@pytest.mark.timeout(900)
@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_every_text_of_the_published_volumes_is_valid(tmp_path: Path) -> None:
    judged(tmp_path)


def test_what_the_schema_does_not_allow_is_refused_by_both(specimen: Volume, tmp_path: Path) -> None:
    """So that the tests above cannot pass because a judge is blind."""
    text = Document.objects.select_related("volume").get(volume=specimen, identifier="d1")
    (tmp_path / "bad.xml").write_bytes(tei.document(text).replace(b"<body>", b"<body><heading/>", 1))
    for command in (["xmllint", "--noout", "--relaxng"], ["jing"]):
        tools.require(command[0], package={"xmllint": "libxml2-utils"}.get(command[0], command[0]))
        assert "heading" in run([*command, str(tei_text.SCHEMA), "bad.xml"], tmp_path)
