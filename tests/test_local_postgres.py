"""The bundled PostgreSQL is shared by all processes, survives their kills, and stops after the last."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
import pytest

from archive import local_postgres
from archive.local_postgres import LocalPostgresError, LocalServer

HOLD = """
import sys
from pathlib import Path
from archive.local_postgres import LocalServer
server = LocalServer(Path(sys.argv[1]))
server.start()
print("held", flush=True)
sys.stdin.read()
"""


class Holder:
    """Another process that holds the server until it is let go or killed."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
            cwd=local_postgres.__file__.rpartition("/archive/")[0],
        )

    def wait_until_held(self) -> "Holder":
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said == b"held\n", said + self.process.stdout.read()
        return self

    def let_go(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that PostgreSQL's account can reach, unlike pytest's own temporary folders."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-"))
    folder.chmod(0o755)
    yield folder
    _clear(folder)


@pytest.fixture
def server(folder: Path) -> LocalServer:
    return LocalServer(folder)


def _clear(folder: Path) -> None:
    server = LocalServer(folder)
    if (process := _postmaster(server)) is not None:
        process.kill()
        process.wait(timeout=30)
    for place in {folder, server.home, server.socket_folder}:
        shutil.rmtree(place, ignore_errors=True)


def _postmaster(server: LocalServer) -> psutil.Process | None:
    try:
        number = int((server.data / "postmaster.pid").read_text().splitlines()[0])
        return psutil.Process(number)
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None


def _ask(server: LocalServer, question: LiteralString) -> object:
    with psycopg.connect(server.address) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_the_address_is_known_before_the_server_runs(server: LocalServer) -> None:
    before = server.address
    assert not server.data.exists()
    server.start()
    assert server.address == before
    assert _ask(server, "SELECT current_database()") == "chancery"
    server.stop()


def test_it_sorts_by_code_point_and_knows_letters_with_accents(server: LocalServer) -> None:
    server.start()
    assert _ask(server, "SELECT lower('CHARGÉ')") == "chargé"
    assert _ask(server, "SELECT 'Z' < 'a'") is True
    server.stop()


def test_it_has_the_extensions_the_archive_uses(server: LocalServer) -> None:
    server.start()
    found = _ask(
        server,
        "SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'btree_gin')",
    )
    assert found == 3
    server.stop()


def test_it_opens_no_port(server: LocalServer) -> None:
    server.start()
    assert _ask(server, "SHOW listen_addresses") == ""
    server.stop()


def test_the_last_to_leave_stops_it(folder: Path, server: LocalServer) -> None:
    other = Holder(folder).wait_until_held()
    server.start()
    other.let_go()
    assert _ask(server, "SELECT 1") == 1
    server.stop()
    assert _postmaster(server) is None


def test_whoever_started_it_may_leave_first(folder: Path, server: LocalServer) -> None:
    server.start()
    other = Holder(folder).wait_until_held()
    server.stop()
    assert _ask(server, "SELECT 1") == 1
    other.let_go()
    assert _postmaster(server) is None


def test_many_may_start_it_in_the_same_moment(folder: Path, server: LocalServer) -> None:
    holders = [Holder(folder) for _ in range(4)]
    for holder in holders:
        holder.wait_until_held()
    for holder in holders:
        holder.let_go()
    assert _postmaster(server) is None


def test_a_killed_user_is_not_counted(folder: Path, server: LocalServer) -> None:
    Holder(folder).wait_until_held().kill()
    running = _postmaster(server)
    server.start()
    assert _postmaster(server) == running
    server.stop()
    assert _postmaster(server) is None


def test_a_killed_server_is_started_again_at_once(folder: Path, server: LocalServer) -> None:
    Holder(folder).wait_until_held().kill()
    killed = _postmaster(server)
    assert killed is not None
    killed.send_signal(signal.SIGKILL)
    server.start()
    assert _ask(server, "SELECT 1") == 1
    assert _postmaster(server) != killed
    server.stop()


def test_a_set_up_killed_half_way_is_begun_anew(server: LocalServer) -> None:
    unfinished = server.home / f"{server.data.name}.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    server.start()
    assert _ask(server, "SELECT 1") == 1
    server.stop()


def test_the_number_of_another_program_does_not_bar_the_start(server: LocalServer) -> None:
    server.start()
    left_over = (server.data / "postmaster.pid").read_text().splitlines()
    server.stop()
    left_over[0] = str(os.getpid())
    (server.data / "postmaster.pid").write_text("\n".join(left_over) + "\n")
    server.start()
    assert _ask(server, "SELECT 1") == 1
    server.stop()


def test_neither_a_missing_locale_nor_postgresql_s_own_variables_matter(folder: Path) -> None:
    stray = {"LC_ALL": "xx_XX.UTF-8", "LANG": "xx_XX", "PGPORT": "1", "PGHOST": "nowhere"}
    Holder(folder, **stray).wait_until_held().let_go()


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    server = LocalServer(folder / ("a volume with a long name " * 5))
    server.start()
    assert len(str(server.socket_folder)) < 60
    assert server.socket_folder.stat().st_mode & 0o077 == 0
    assert _ask(server, "SELECT 1") == 1
    server.stop()
    shutil.rmtree(server.socket_folder)


def test_a_socket_folder_of_somebody_else_is_refused(folder: Path) -> None:
    server = LocalServer(folder / ("a volume with a long name " * 5))
    server.socket_folder.symlink_to(folder)
    with pytest.raises(LocalPostgresError, match="belongs to somebody else"):
        server.start()
    server.socket_folder.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand PostgreSQL to another account")
def test_under_a_folder_closed_to_others_root_keeps_the_database_elsewhere(folder: Path) -> None:
    folder.chmod(0o700)
    server = LocalServer(folder)
    assert not server.home.is_relative_to(folder)
    server.start()
    assert _ask(server, "SELECT 1") == 1
    server.stop()
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand PostgreSQL to another account")
def test_programs_closed_to_others_are_copied_for_postgresql(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reach = local_postgres._can_be_entered
    monkeypatch.setattr(
        local_postgres,
        "_can_be_entered",
        lambda place: place.name != "site-packages" and reach(place),
    )
    server = LocalServer(folder)
    server.start()
    assert _ask(server, "SELECT 1") == 1
    server.stop()
    assert list(folder.glob("programs-*"))


def test_what_postgresql_said_is_told_when_it_cannot_start(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_postgres, "SECONDS_TO_INSIST", 0)
    server.settings = ["no_such_setting=1"]
    with pytest.raises(LocalPostgresError, match="no_such_setting"):
        server.start()


def test_settings_can_be_read_without_starting_anything(folder: Path) -> None:
    script = "import json, archive.settings as s; print(json.dumps(s.DATABASES['default']['NAME']))"
    environment = os.environ | {"DATA_FOLDER": str(folder), "DATABASE_URL": ""}
    said = subprocess.check_output([sys.executable, "-c", script], env=environment)
    assert json.loads(said) == "chancery"
    assert _postmaster(LocalServer(folder)) is None
