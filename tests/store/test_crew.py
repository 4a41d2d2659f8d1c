"""Processes side by side: each job is done once, a killed one costs its own job, and none outlives its work."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from archive.store import crew
from archive.store.crew import Job, Lost

HERE = "tests.store.test_crew"


def noted(path: Path, name: str) -> int:
    """What the hands do here: write down when they begin and end, and tell who they are."""
    for moment in ("begins", "ends"):
        with path.open("a") as notes:
            notes.write(f"{name} {moment}\n")
        time.sleep(0.05)
    return os.getpid()


@pytest.fixture(autouse=True)
def _nobody_stays_behind() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    assert set(psutil.Process().children(recursive=True)) <= before


def test_every_job_is_done_once_and_not_here() -> None:
    jobs = {number: Job((f"/volumes/{number}",)) for number in range(5)}
    assert dict(crew.results("os.path.basename", jobs, hands=2)) == {number: str(number) for number in range(5)}
    ((_, process),) = crew.results("os.getpid", {0: Job(())}, hands=4)
    assert process != os.getpid()


def test_no_work_needs_no_hands() -> None:
    assert list(crew.results("os.getpid", {}, hands=2)) == []


def test_a_killed_process_costs_its_own_job() -> None:
    jobs = dict(enumerate(Job((number,)) for number in (18, 9, 18, 9, 18)))  # SIGCONT does nothing, SIGKILL kills
    results = dict(crew.results("signal.raise_signal", jobs, hands=2))
    assert results == {0: None, 1: Lost(-9), 2: None, 3: Lost(-9), 4: None}


def test_how_a_process_died_is_told() -> None:
    assert str(Lost(-9)) == "the process at work on it was killed by signal 9; perhaps the machine ran out of memory"
    ((_, lost),) = crew.results("os._exit", {0: Job((3,))}, hands=1)
    assert str(lost) == "the process at work on it ended with status 3"


def test_jobs_of_one_queue_are_done_one_after_another_in_their_order(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    jobs = {number: Job((notes, name), queue="transcripts") for number, name in enumerate("abc")}
    processes = {process for _, process in crew.results(f"{HERE}.noted", jobs, hands=3)}
    assert len(processes) == 1
    assert notes.read_text().split("\n")[:-1] == [f"{name} {moment}" for name in "abc" for moment in ("begins", "ends")]


def test_work_that_is_broken_off_leaves_no_process() -> None:
    work = crew.results("time.sleep", {0: Job((0,)), 1: Job((600,)), 2: Job((600,))}, hands=2)
    assert next(work) == (0, None)
    work.close()


def test_what_is_not_wanted_any_more_by_its_turn_is_left_undone() -> None:
    jobs = {number: Job((f"/volumes/{number}",), queue="one") for number in range(4)}
    done: set[int] = set()
    for number, _ in crew.results("os.path.basename", jobs, 2, lambda number: not done or number % 2 == 1):
        done.add(number)
    assert done == {0, 1, 3}
