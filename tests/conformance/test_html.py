"""Pages of every kind, judged by the checker of the W3C (vnu): no error and no warning."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Document, Volume
from archive.store import imaging
from tests import tools
from tests.journeys.test_accessibility import PAGES

JAR = Path(sys.prefix) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SEARCHES = (
    "/search/",
    "/search/?q=lighthouse",
    "/search/?q=%22never+closed",
    "/search/?q=zebra",
    "/search/network/?q=the",
    "/places/",
    "/places/map/",
    "/places/oslo/",
    "/actors/",
    "/actors/secretary-of-state/",
    "/actors/secretary-of-state/network/",
    "/volumes/specimen/d1/related/",
    "/volumes/specimen/d1/?view=facsimile",
    "/volumes/specimen/pg_5/?view=facsimile",
    "/accounts/login/",
    "/accounts/signup/",
    "/volumes/specimen/d1/report/",
)
OF_READERS = (
    "/volumes/specimen/d1/",
    "/volumes/specimen/d1/note/",
    "/annotations/",
    "/annotations/import/",
    "/accounts/profile/",
    "/accounts/tokens/",
)
LIST = ".*role is unnecessary for element.*"  # it is not: VoiceOver hears no list where there are no bullets
OF_CURATORS = ("/desk/", "/desk/notes/", "/desk/reports/", "/desk/editorial/", "/desk/log/")


@pytest.fixture
def curator(specimen: Volume, seed: Document) -> User:
    """A curator with a note on the first document."""
    imaging.put("specimen", "/static/specimen/{image}.svg", ["0017"])
    user = User.objects.create_user("curator", is_staff=True)
    document = Document.objects.get(volume=specimen, identifier="d1")
    notebook.create(user, document, Content("A *note*.", ("tag",)), selectors.made(document.text, 5, 40))
    return user


def test_no_kind_of_page_has_a_fault_that_the_checker_finds(client: Client, curator: User, tmp_path: Path) -> None:
    java = tools.require("java", package="default-jre-headless")
    if not JAR.exists():
        tools.missing("vnu-jar", f"npm install --prefix {sys.prefix} vnu-jar")
    known = Client()
    known.force_login(curator)
    everybody = [address for kind in PAGES.values() for address in kind] + [*SEARCHES]
    asked = [(client, each) for each in everybody] + [(known, each) for each in (*OF_READERS, *OF_CURATORS)]
    assert len(asked) > 40
    for number, (who, address) in enumerate(asked):
        answer = who.get(address, headers={"accept": "text/html"})
        assert answer["Content-Type"].startswith("text/html"), address
        (tmp_path / f"{number:02}.html").write_bytes(answer.content)
    command = [java, "-jar", str(JAR), "--format", "json", "--exit-zero-always", "--filterpattern", LIST, str(tmp_path)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stderr)
    told = [f"{asked[int(Path(m['url']).stem)][1]}: {m['message']} {m.get('extract', '')}" for m in said["messages"]]
    assert told == []
