"""A load generator small enough not to be what is measured: keep-alive sockets, one request after another."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests a second were answered, the median and 95th percentile in milliseconds, bytes of an answer."""

    per_second: float
    median: float
    slow: float
    size: int


def measure(port: int, path: str, seconds: float, connections: int = 4, headers: str = "") -> Rate:
    """Ask for ``path`` over some keep-alive connections for some seconds. Raises on any answer but 200 and 304."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(connections) as pool:
        runs = [pool.submit(_ask, port, request, until) for _ in range(connections)]
        answers = [run.result() for run in runs]
    times = sorted(took for taken, _ in answers for took in taken)
    return Rate(
        len(times) / seconds, times[len(times) // 2] * 1000, times[len(times) * 95 // 100] * 1000, answers[0][1]
    )


def header(port: int, path: str, name: str) -> str:
    """The value of one header of an answer."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head, _ = _answer(connection, request)
    lines = (line.partition(b": ") for line in head.split(b"\r\n"))
    return next((value.decode() for key, _, value in lines if key.lower() == name.lower().encode()), "")


def _ask(port: int, request: bytes, until: float) -> tuple[list[float], int]:
    times: list[float] = []
    size = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (begun := time.perf_counter()) < until:
            head, size = _answer(connection, request)
            if head[9:12] not in (b"200", b"304"):
                raise RuntimeError(head.decode("latin-1"))
            times.append(time.perf_counter() - begun)
    return times, size


def _answer(connection: socket.socket, request: bytes) -> tuple[bytes, int]:
    connection.sendall(request)
    data = connection.recv(CHUNK)
    while b"\r\n\r\n" not in data:
        data += connection.recv(CHUNK)
    head, _, body = data.partition(b"\r\n\r\n")
    wanted = _length(head)
    have = len(body)
    while have < wanted:
        have += len(connection.recv(CHUNK))
    return head, have


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
