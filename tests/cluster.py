"""Two PostgreSQL servers as an archive with more than one machine has them: a primary, and a replica that streams from
it; both of the bundled programs, in a folder of their own, on ports of this machine."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg

from archive.local_postgres import SUPERUSER, LocalServer

DATABASE = "chancery"
SETTINGS = ("listen_addresses=127.0.0.1", "wal_keep_size=256MB", "wal_receiver_timeout=5s", "max_connections=60")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def eventually(true: Callable[[], object], seconds: float = 60) -> None:
    """Waits until something is so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"{true} never came to be"
        time.sleep(0.05)


class Server:
    """One of the two; ``data`` is its folder."""

    def __init__(self, programs: LocalServer, data: Path) -> None:
        self.programs, self.data, self.port = programs, data, free_port()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The value of DATABASE_URL, or of DATABASE_REPLICA_URL."""
        return address(self)

    def start(self) -> None:
        """Starts it, and waits until it answers; for a moment after a kill its own children bar the way."""
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={self.port}"))
        command = ["start", "-D", self.data, "-w", "-t", "90", "-l", self.data / "log"]
        eventually(lambda: self._tried("pg_ctl", *command, "-o", f"{options} -k {self.data}"))

    def stop(self) -> None:
        self._tried("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w")

    def kill(self) -> None:
        """kill -9, of the postmaster; those it started find themselves alone."""
        number = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        family = psutil.Process(number).children(recursive=True)
        os.kill(number, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(number)] if psutil.pid_exists(number) else [], timeout=30)
        psutil.wait_procs(family, timeout=30)

    def promote(self) -> None:
        """Makes a replica the primary."""
        assert self._tried("pg_ctl", "promote", "-D", self.data, "-w")

    def hold(self) -> None:
        """Stops taking over what the primary writes."""
        self.ask("SELECT pg_wal_replay_pause()")
        eventually(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def go_on(self) -> None:
        self.ask("SELECT pg_wal_replay_resume()")

    def ask(self, question: Any) -> Any:
        """The first value that answers a question in SQL."""
        with psycopg.connect(self.address, autocommit=True) as line:
            row = line.execute(question).fetchone()
        return row[0] if row else None

    def run(self, program: str, *arguments: object) -> None:
        self.programs._run(program, *map(str, arguments))

    def _tried(self, program: str, *arguments: object) -> bool:
        try:
            self.run(program, *arguments)
        except RuntimeError:
            return False
        return True


class Cluster:
    """A primary and its replica."""

    def __init__(self, folder: Path) -> None:
        programs = LocalServer(folder)
        self.primary, self.replica = Server(programs, folder / "one"), Server(programs, folder / "two")

    def start(self) -> None:
        self.primary.programs._initialise(self.primary.data)
        self.primary.start()
        with psycopg.connect(f"postgresql://{SUPERUSER}@{self.primary.host}/postgres", autocommit=True) as line:
            line.execute(f"CREATE DATABASE {DATABASE}")
        self.follow()

    def follow(self) -> None:
        """Makes the replica from the primary."""
        base = f"postgresql://{SUPERUSER}@{self.primary.host}/"
        shutil.rmtree(self.replica.data, ignore_errors=True)
        self.replica.run("pg_basebackup", "-d", base, "-D", self.replica.data, "-R", "-c", "fast")
        self.replica.start()
        self.catch_up()

    def catch_up(self) -> None:
        """Waits until the replica has all that the primary has written."""
        written = self.primary.ask("SELECT pg_current_wal_lsn()")
        eventually(lambda: self.replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"))

    def change_places(self) -> None:
        """What was the replica is the primary from now on."""
        self.primary, self.replica = self.replica, self.primary

    def stop(self) -> None:
        for server in (self.primary, self.replica):
            server.stop()


def address(*servers: Server) -> str:
    """The address of one database on several servers, one of which takes what is written."""
    return f"postgresql://{SUPERUSER}@{','.join(server.host for server in servers)}/{DATABASE}"


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-cluster-"))
    folder.chmod(0o755)
    cluster = Cluster(folder)
    if os.geteuid() == 0:  # PostgreSQL's own account makes its folders there
        subprocess.run(["chmod", "1777", folder], check=True)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
