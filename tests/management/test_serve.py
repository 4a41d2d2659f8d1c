"""`serve` opens the archive with the production server, and closes it without leaving anything behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection

import psutil
import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of this test's own database, for another process."""
    name = str(connection.settings_dict["NAME"])
    return re.sub(r"/[^/?]+(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"])


@pytest.fixture
def server(port: int, database_url: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(settings.BASE / "manage.py"), "serve", "--port", str(port)]
    environment = os.environ | {"DATABASE_URL": database_url}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as server:
        yield server
        server.terminate()


def _status(port: int, address: str) -> int:
    """The answer's status, once the server listens."""
    for _ in range(300):
        with suppress(ConnectionError), closing(HTTPConnection("127.0.0.1", port)) as client:
            client.request("GET", address)
            return client.getresponse().status
        time.sleep(0.1)
    pytest.fail(f"nobody listens on {port}")


def test_it_says_where_it_opens(server: subprocess.Popen[bytes], port: int) -> None:
    assert server.stdout is not None
    assert f"http://127.0.0.1:{port}/" in server.stdout.readline().decode()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(server: subprocess.Popen[bytes], port: int, ending: signal.Signals) -> None:
    assert _status(port, "/healthz") == 200
    workers = psutil.Process(server.pid).children()
    assert len(workers) == 2
    os.killpg(server.pid, ending)  # as a terminal does on Ctrl-C
    _, complaints = server.communicate()
    assert server.returncode == 0
    assert b"Killing" not in complaints
    assert not any(worker.is_running() for worker in workers)
