"""However an ingestion is cut short, the archive holds all of a file or nothing, and the next one does the rest."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection

from archive import models
from archive.local_postgres import LocalServer
from archive.store import verification
from archive.store.write import WRITERS_LOCK
from tests import specimens
from tests.database import HASTY
from tests.management.conftest import Manage

LARGE = 400  # documents


NAMES = ("frus1937v01", "frus1938v01", "frus1939v01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three volumes that take a while to write."""
    publish(tmp_path, edition=0)
    return tmp_path


def publish(folder: Path, edition: int) -> None:
    for name in NAMES:
        (folder / f"{name}.xml").write_text(large(name, edition=edition))


def large(name: str, documents: int = LARGE, edition: int = 0) -> str:
    papers = (specimens.page(str(n)) + specimens.dated(n, "1937-02-03", "February 3, 1937") for n in range(documents))
    return specimens.volume("".join(papers).replace("says little", f"says little, edition {edition}"), name=name)


def eventually(true: Callable[[], bool]) -> None:
    """Waits until something is so."""
    for _ in range(1800):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


def sessions(state: str = "true") -> set[int]:
    """The other sessions of this database that are in a state, in PostgreSQL's words, by process.

    Those of this very process, which a pool keeps open from one test to the next, are among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            f" AND backend_type = 'client backend' AND {state}"  # autovacuum comes and goes as it likes
        )
        return {pid for (pid,) in cursor.fetchall()}


@contextmanager
def writers_kept_waiting() -> Iterator[None]:
    """Nobody can finish a writing: each process stands in the middle of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WRITERS_LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [WRITERS_LOCK])


def waiting() -> int:
    return len(sessions("wait_event = 'advisory'"))


def assert_all_or_nothing() -> None:
    """Each volume is whole, and all of one edition."""
    for volume in models.Volume.objects.all():
        texts = volume.documents.values_list("text", flat=True)
        assert len(texts) == volume.document_count == LARGE
        assert len({text.partition("edition ")[2] for text in texts}) == 1
    assert list(verification.faults()) == []


def kill_in_the_middle(process: "subprocess.Popen[str]", chance: random.Random, before: set[int]) -> None:
    """Kills it and the processes it started, at some moment of a writing; ``before`` are the sessions before it."""
    eventually(lambda: bool(sessions("xact_start IS NOT NULL") - before) or process.poll() is not None)
    time.sleep(chance.uniform(0, 0.6))
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.kill()
    for member in family:
        if chance.random() < 0.5:  # the others find themselves alone
            member.kill()
    process.communicate()
    psutil.wait_procs(family, timeout=30)
    eventually(lambda: sessions() <= before)


def ingest_until_killed(manage: Manage, folder: Path, times: int) -> None:
    """Ingests edition after edition, killed each time, and at last unhindered."""
    chance = random.Random(times)
    for edition in range(times):
        publish(folder, edition)
        before = sessions()
        kill_in_the_middle(manage("ingest", folder, "--jobs", chance.choice((1, 2))), chance, before)
        assert_all_or_nothing()
    with manage("ingest", folder) as process:
        _, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert_all_or_nothing()
    assert set(models.Volume.objects.values_list("identifier", flat=True)) == set(NAMES)
    assert models.Document.objects.filter(text__endswith=f"edition {times - 1}.").count() == LARGE * len(NAMES)


def test_killed_at_any_moment_it_leaves_whole_volumes_or_none(manage: Manage, folder: Path) -> None:
    ingest_until_killed(manage, folder, times=1)


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_killed_a_hundred_times_it_leaves_whole_volumes_or_none(manage: Manage, folder: Path) -> None:
    ingest_until_killed(manage, folder, times=100)


def test_a_killed_process_costs_its_own_file(manage: Manage, folder: Path) -> None:
    with manage("ingest", folder, "--jobs", 2) as process:
        with writers_kept_waiting():
            eventually(lambda: waiting() == 2)
            victim = psutil.Process(process.pid).children()[0]
            victim.kill()
            eventually(lambda: waiting() == 2 and not victim.is_running())
        out, err = process.communicate()
    assert process.returncode == 1
    assert "the process at work on it was killed by signal 9; perhaps the machine ran out of memory" in err
    assert "1 of 3 could not be taken in" in err
    assert out.count(": loaded as ") == models.Volume.objects.count() == 2
    assert_all_or_nothing()


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_stops_it_without_a_trace(manage: Manage, folder: Path, jobs: int) -> None:
    with manage("ingest", folder, "--jobs", jobs) as process:
        with writers_kept_waiting():
            eventually(lambda: waiting() == jobs)
            family = psutil.Process(process.pid).children()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        assert (process.returncode, err) == (130, "CommandError: Stopped.\n")
    assert "3 of 3 were not come to." in out
    assert not any(member.is_running() for member in family)
    assert not models.Volume.objects.exists()


# A full disk


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own for a database, in memory; only root may have that."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-disk-"))
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=300m,mode=755", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True).returncode == 0
    if not mounted:
        folder.rmdir()
        pytest.skip("a small disk needs the right to mount one (run as root, with CAP_SYS_ADMIN)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def fill(disk: Path, leaving: int) -> Path:
    """Fills a disk but for some bytes; gives the file to remove again."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.truncate(0)
        free = shutil.disk_usage(disk).free - leaving
        for _ in range(free // 65536):
            file.write(bytes(65536))
    return filler


def held(address: str) -> list[tuple[str, int]]:
    with psycopg.connect(address) as database:
        return database.execute("SELECT identifier, document_count FROM archive_volume").fetchall()


def test_a_full_disk_leaves_the_archive_as_it_was(small_disk: Path, manage: Manage, tmp_path: Path) -> None:
    server = LocalServer(small_disk, (*HASTY, "max_wal_size=64MB", "shared_buffers=8MB"))
    server.start()
    elsewhere = os.environ | {"DATABASE_URL": server.address}

    def run(*arguments: object) -> tuple[int, str]:
        with manage(*arguments, env=elsewhere) as process:
            _, err = process.communicate()
        return process.returncode, err

    assert run("migrate", "--verbosity", 0) == (0, "")
    for name, documents in (("frus1937v01", 10), ("frus1938v01", 1500)):
        (tmp_path / f"{name}.xml").write_text(large(name, documents))
    assert run("ingest", tmp_path / "frus1937v01.xml") == (0, "")
    filler = fill(small_disk, leaving=2_000_000)
    status, err = run("ingest", tmp_path / "frus1938v01.xml")
    assert status == 1
    assert f"{tmp_path}/frus1938v01.xml: the database" in err
    assert "Traceback" not in err
    filler.unlink()
    server.stop()
    server = LocalServer(small_disk, server.settings)  # it may have had to give up altogether
    server.start()
    assert held(server.address) == [("frus1937v01", 10)]
    assert run("verify") == (0, "")
    assert run("ingest", tmp_path) == (0, "")
    assert dict(held(server.address))["frus1938v01"] == 1500
    server.stop()
