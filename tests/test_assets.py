"""A static file's address changes with its content, and so do the addresses inside it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from archive.assets import Assets


@pytest.fixture
def static(tmp_path: Path, settings: Settings) -> Path:
    """A folder of sources, collected by the project's own storage into `collected`."""
    source = tmp_path / "static"
    (source / "js").mkdir(parents=True)
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "archive.assets.Assets"}}
    return source


def test_names_inside_modules_and_style_sheets_are_hashed_too(static: Path) -> None:
    (static / "js/page.js").write_text('import { mark } from "./marks.js";\nmark();\n')
    (static / "js/marks.js").write_text("export const mark = () => {};\n")
    (static / "base.css").write_text('@import url("tokens.css") layer(tokens);\n')
    (static / "tokens.css").write_text(":root { color-scheme: light dark; }\n")
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = static.parent / "collected"
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert names["js/marks.js"].split("/")[1] in (collected / names["js/page.js"]).read_text()
    assert names["tokens.css"] in (collected / names["base.css"]).read_text()


def test_debugging_uses_the_plain_names(settings: Settings) -> None:
    settings.DEBUG = True
    assert Assets().url("js/page.js") == "/static/js/page.js"
