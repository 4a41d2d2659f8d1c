"""What is given for running the archive elsewhere says nothing that is not so; each line is held against what there is.

No image is built here and no unit started. nginx is, where it is installed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import tools
from tests.specimens import document, take, volume

BASE: Path = settings.BASE
DEPLOY = BASE / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMPOSE: dict[str, Any] = yaml.safe_load((BASE / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (BASE / "Dockerfile").read_text()
OF_COMPOSE = {"POSTGRES_PASSWORD", "REPLICATION_PASSWORD", "PORT"}
OF_OTHERS = {"PYTHON", "PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def known() -> set[str]:
    """Every variable that the settings read."""
    code = (BASE / "archive" / "settings.py").read_text()
    return set(re.findall(r"\b_[a-z]+(?:_[a-z]+)*\(\s*\"([A-Z_]+)\"", code)) | {"DATA_FOLDER"}


def example() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "chancery.env.example").read_text(), re.M))


def check_command(words: list[str]) -> None:
    """A command of manage.py that there is, with options that it has."""
    at = words.index("manage.py")
    name, *rest = words[at + 1 :]
    found = get_commands()[name]
    command = load_command_class(found, name) if isinstance(found, str) else found
    command.create_parser("manage.py", name).parse_args(rest)


# Settings


def test_the_example_names_every_setting_and_no_other() -> None:
    assert example() - OF_COMPOSE == known()


def test_every_setting_is_told_of() -> None:
    told = (BASE / "README.md").read_text()
    assert {name for name in known() if f"`{name}" not in told} == set()


def test_compose_sets_what_there_is() -> None:
    web = [SERVICES[name]["environment"] for name in ("web-1", "web-2", "migrated")]
    assert {name for environment in web for name in environment} <= known()
    named = set(re.findall(r"\$\{([A-Z_]+)", (BASE / "compose.yaml").read_text()))
    assert named <= example()


# The guide


def test_the_guide_names_what_there_is() -> None:
    guide = (BASE / "docs" / "from-a-laptop-to-a-national-archive.md").read_text()
    measured = set(re.findall(r"benchmarks\.(\w+)", guide))
    assert measured
    assert {name for name in measured if not (BASE / "benchmarks" / f"{name}.py").is_file()} == set()
    files = set(re.findall(r"`((?:deploy|tests|archive)/[\w./-]+)`", guide))
    assert {name for name in files if not (BASE / name).exists()} == set()
    variables = set(re.findall(r"`([A-Z]+_[A-Z_]+)", guide))
    assert variables <= known()


# The image


def test_what_the_image_is_made_of_is_there_and_not_left_out() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    sources = {source for line in copied for source in line.split()}
    assert {source for source in sources if not (BASE / source).exists()} == set()
    let_in = {line[1:] for line in (BASE / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert let_in == sources


def test_the_image_runs_commands_that_there_are() -> None:
    commands = re.findall(r"manage\.py \w+[^&\n\"]*", DOCKERFILE)
    assert [command.split()[1] for command in commands] == ["collectstatic", "serve"]
    for command in commands:
        check_command(shlex.split(command))
    variables = set(re.findall(r"\b([A-Z_]{4,})=", DOCKERFILE))
    assert {name for name in variables if not name.startswith(("PIP_", "PYTHON"))} - OF_OTHERS <= known()


def test_nothing_in_the_image_runs_as_root() -> None:
    last = DOCKERFILE.rpartition("FROM ")[2]
    assert last.index("USER 10001") < last.index("\nCMD ")
    assert "pip install" not in last
    assert "/healthz" in last


# Compose


def test_every_service_is_started_after_what_it_needs() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= SERVICES.keys()
    assert "healthcheck" in SERVICES["primary"]
    check_command(SERVICES["migrated"]["command"])


def test_every_volume_is_there() -> None:
    mounted = [mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", ())]
    assert {mount for mount in mounted if mount.startswith("./") and not (BASE / mount).is_file()} == set()
    assert {mount for mount in mounted if not mount.startswith("./")} == COMPOSE["volumes"].keys()


def test_no_two_web_hosts_share_an_index() -> None:
    assert SERVICES["web-1"]["volumes"] != SERVICES["web-2"]["volumes"]


@pytest.mark.parametrize("script", sorted((DEPLOY / "postgres").iterdir()), ids=lambda path: path.name)
def test_scripts_can_be_read_by_their_shell(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


# systemd


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_name_what_there_is(unit: Path) -> None:
    for line in re.findall(r"^Exec\w+=(.*)$", unit.read_text(), re.M):
        check_command(shlex.split(line))
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service") in UNITS


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_as_systemd_has_them(unit: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze") or tools.missing("systemd", "apt-get install systemd")
    there = tmp_path / "python"
    there.symlink_to("/bin/true")
    for each in UNITS:
        text = each.read_text().replace("/opt/chancery/.venv/bin/python", str(there))
        (tmp_path / each.name).write_text(text)
    done = subprocess.run([program, "verify", str(tmp_path / unit.name)], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


# nginx


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def nginx(live_server: LiveServer, tmp_path: Path) -> Iterator[str]:
    """The address of a real nginx with the configuration given, before one web host."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin") or tools.missing(
        "nginx", "apt-get install nginx"
    )
    tmp_path.chmod(0o755)
    port, host = free_port(), live_server.url.removeprefix("http://")
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"server web-[12]:8000[^;]*;", f"server {host};", text, count=1)
    text = re.sub(r"\n.*server web-[12]:8000.*", "", text)
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}").replace("/var/cache/nginx", str(tmp_path))
    text = text.replace("/tmp/nginx.pid", str(tmp_path / "pid"))
    temporary = "".join(
        f"  {kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = tmp_path / "nginx.conf"
    as_root = "user root;\n" if os.geteuid() == 0 else ""  # else its workers are nobody, who may not write here
    written.write_text(f"daemon off;\n{as_root}" + text.replace("http {\n", "http {\n" + temporary, 1))
    subprocess.run([program, "-t", "-q", "-c", str(written)], check=True, timeout=20)
    with subprocess.Popen([program, "-q", "-c", str(written)]) as running:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        running.terminate()


def ask(address: str, **headers: str) -> Any:
    return urlopen(Request(address, headers={name.replace("_", "-"): said for name, said in headers.items()}))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_nginx_keeps_what_everybody_gets_and_nothing_else(nginx: str, settings: Settings) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    take(volume(document(1, "<head>One</head><p>A.</p>")))
    page = f"{nginx}/volumes/frus1937v01/d1/"
    assert [ask(page).headers["X-Cache"] for _ in range(3)] == ["MISS", "HIT", "HIT"]
    assert ask(page, Cookie="sessionid=whatever").headers["X-Cache"] == "BYPASS"
    assert ask(page, Authorization="Bearer nothing").headers["X-Cache"] == "BYPASS"
    assert [ask(f"{nginx}/healthz").headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"]
