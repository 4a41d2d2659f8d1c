"""What the browser does for a page with two hundred notes, beside the page without; see `benchmarks.annotating`."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from archive.models import Annotation, Document, Passage
from tests import browser as browsers

from . import annotated, reading

NOTES = 200
ROUNDS = 15
SITE = f"http://127.0.0.1:{reading.PORT}"
PARTS = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")
# Tasks that kept the page from answering for more than 50 ms, as the browser itself tells them.
LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask", buffered: true });
"""

Times = dict[str, float]


def measure(seed: int) -> None:
    """Print the milliseconds of script, style, layout and all else, in the median of some loads, in turn."""
    annotated.empty()
    document, page = _long()
    writer, other = (User.objects.create_user(name) for name in ("writer", "other"))
    Annotation.objects.bulk_create(_notes(document, page, writer, random.Random(seed)))
    address = f"/volumes/{document.volume.identifier}/{document.identifier}/"
    ways = {"one printed page": f"{address}{page.page.identifier}/", "whole document": f"{address}full/"}
    sessions = [_session(user) for user in (writer, other)]  # before there is a browser: Django takes it for a loop
    connection.close()
    with reading.served("benchmarks.multiplied_settings", 1), _browser(sessions) as (with_notes, without):
        print(f"\n{f'median milliseconds of {ROUNDS} loads':44} notes  script   style  layout     all  longest task")
        for name, way in ways.items():
            _report(name, _alternately(SITE + way, {NOTES: with_notes, 0: without}))
        _report_saving(with_notes, SITE + ways["one printed page"])
    annotated.empty()


def _long() -> tuple[Document, Passage]:
    """A document of some pages, and a full one of them."""
    passages = Passage.objects.filter(document__length__range=(8_000, 60_000)).exclude(document__kind="section")
    passage = max(passages.select_related("page", "document__volume")[:400], key=lambda each: each.end - each.start)
    return passage.document, passage


def _notes(document: Document, page: Passage, owner: User, dice: random.Random) -> Iterator[Annotation]:
    for number in range(NOTES):
        start = dice.randrange(page.start, page.end - 80)
        text = f"Note {number}, with *some* words in it and [a link](https://example.org/), as notes have."
        yield annotated.note(document, owner, start, start + dice.randint(5, 80), text)


@contextmanager
def _browser(sessions: Sequence[str]) -> Iterator[list[BrowserContext]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=browsers.ARGUMENTS)
        yield [_logged_in(browser, session) for session in sessions]
        browser.close()


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _logged_in(browser: Browser, session: str) -> BrowserContext:
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": session, "url": SITE}])
    return context


def _alternately(address: str, contexts: dict[int, BrowserContext]) -> dict[int, list[Times]]:
    """The times of each load, with and without notes in turn, once the style sheets and scripts are at hand."""
    found: dict[int, list[Times]] = defaultdict(list)
    for _ in range(ROUNDS + 1):
        for notes, context in contexts.items():
            found[notes].append(_load(context, address, notes))
    return {notes: times[1:] for notes, times in found.items()}


def _load(context: BrowserContext, address: str, notes: int) -> Times:
    page = context.new_page()
    page.add_init_script(LONG_TASKS)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(address, wait_until="load")
    page.wait_for_timeout(200)
    times = _times(session)
    shown = page.locator(".beside-note").count()
    if shown != notes:
        raise RuntimeError(f"{address}: {shown} notes")
    times["longest"] = page.evaluate("Math.max(0, ...longTasks)")
    page.close()
    return times


def _times(session: CDPSession) -> Times:
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return {part: 1000 * told[part] for part in PARTS}


def _report(name: str, found: dict[int, list[Times]]) -> None:
    for notes, times in found.items():
        cells = "".join(f"{statistics.median(each[part] for each in times):8.1f}" for part in PARTS)
        longest = statistics.median(each["longest"] for each in times)
        print(f"{name:44} {notes:5}{cells} {longest:13.1f}", flush=True)


def _report_saving(context: BrowserContext, address: str) -> None:
    """What it costs to write one note more where there are so many: the highlights are laid anew."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(address)
    times = [_saving(page, session, number) for number in range(5)]
    parts = [[after[part] - before[part] for before, after in times] for part in PARTS]
    print(f"{'saving one more':44} {NOTES:5}" + "".join(f"{statistics.median(part):8.1f}" for part in parts))


def _saving(page: Page, session: CDPSession, number: int) -> Sequence[Times]:
    page.get_by_role("link", name="Write a note").click()
    page.locator(".note-dialog").get_by_label("Note", exact=True).fill(f"One more, {number}")
    before = _times(session)
    page.locator(".note-dialog").get_by_role("button", name="Save").click()
    page.get_by_role("region", name="Notes", exact=True).get_by_text(f"One more, {number}").wait_for()
    return before, _times(session)
