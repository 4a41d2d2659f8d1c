"""A management command gets a database where it needs one, and starts none where it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

import manage


@pytest.mark.parametrize(
    "line",
    [
        "",
        "--help",
        "--version",
        "help migrate",
        "migrate --help",
        "ingest -h",
        "collectstatic --noinput",
        "makemigrations --check",
        "compilemessages",
    ],
)
def test_no_database_is_started_for(line: str) -> None:
    assert not manage.needs_database(line.split())


@pytest.mark.parametrize("line", ["migrate", "ingest fixtures", "runserver", "serve --port 8001"])
def test_a_database_is_started_for(line: str) -> None:
    assert manage.needs_database(line.split())


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(settings.BASE / "manage.py"), *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def test_a_bad_setting_is_one_sentence_on_the_command_line() -> None:
    done = _run("migrate", DEBUG="perhaps")
    assert done.returncode == 1
    assert done.stderr.startswith("DEBUG is 'perhaps'")
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_commands_do_without_a_secret_key_and_the_server_does_not(tmp_path: Path) -> None:
    told = {"SECRET_KEY": "", "DATA_FOLDER": str(tmp_path)}
    assert _run("showmigrations", **told).returncode == 0
    refusal = _run("serve", "--port", "1", **told)
    assert refusal.returncode == 1
    assert "\nSECRET_KEY is ''" in f"\n{refusal.stderr}"
