"""What the server does for a reading page, with and without notes in the archive; see ``benchmarks.annotating``."""

from __future__ import annotations

import logging
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.annotations import selectors
from archive.models import Annotation, Document, Passage

from . import work

READERS = 1_000
ROUNDS = 60  # requests for each kind of page
AT_ONCE = 5_000  # rows written together
WIDTH = 40
LONG = 8_000  # code points
SCANNED = "Seq Scan on archive_annotation"


class Kind(NamedTuple):
    """A kind of page, some addresses of it, and who asks."""

    name: str
    addresses: list[str]
    client: Client


class Cost(NamedTuple):
    """Of a page in the median: milliseconds until it is there, those that were work, questions asked at most."""

    wall: float
    work: float
    queries: int


def measure(notes: int, seed: int) -> None:
    """Print what each kind of page costs without notes, with them, and without them again, and how they are found."""
    logging.getLogger("django.request").setLevel(logging.ERROR)
    dice = random.Random(seed)
    documents = list(Document.objects.filter(kind="letter").defer("tei").select_related("volume").order_by("pk"))
    documents = documents or list(Document.objects.defer("tei").select_related("volume").order_by("pk"))
    empty()
    readers = User.objects.bulk_create([User(username=f"reader {number}") for number in range(READERS)])
    favourite = dice.choice([document for document in documents if document.length > LONG])
    kinds = list(_kinds(documents, readers[0], favourite, dice))
    before = [_cost(kind) for kind in kinds]
    coming = written(documents, favourite, readers, notes, dice)
    while some := list(islice(coming, AT_ONCE)):
        Annotation.objects.bulk_create(some)
    _analyze()
    held = Annotation.objects.count()
    amid = [_cost(kind) for kind in kinds]
    plans = [plan(kind) for kind in kinds]
    empty(User.objects.filter(pk=readers[0].pk))
    _report(held, kinds, before, amid, [_cost(kind) for kind in kinds])
    _tell(kinds, plans)
    empty()


def empty(kept: object = None) -> None:
    """No notes any more, and no readers."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE archive_annotation CASCADE")
    if kept is None:
        User.objects.all().delete()
    _analyze()


def written(
    documents: Sequence[Document], favourite: Document, readers: Sequence[User], notes: int, dice: random.Random
) -> Iterator[Annotation]:
    """So many notes of all readers on all documents, a fifth of them on one; on every other document some are
    public."""
    for number in range(notes):
        document = favourite if number % 5 == 0 else dice.choice(documents)
        start = dice.randrange(max(1, document.length - 60))
        is_public = document.pk % 2 and document is not favourite
        visibility = dice.choices(("private", "link", "public"), (80, 10, 10 if is_public else 0))[0]
        yield note(document, dice.choice(readers), start, start + dice.randint(5, 60), f"Note {number}", visibility)


def note(document: Document, owner: User, start: int, end: int, text: str, visibility: str = "private") -> Annotation:
    """A note as it is written, but for what watches over the writing."""
    said = selectors.made(document.text, start, min(end, len(document.text)))
    quote, place = said.quote, said.position
    assert quote
    assert place
    return Annotation(
        owner=owner, document=document, start=place.start, end=place.end, quote=quote.exact, prefix=quote.prefix,
        suffix=quote.suffix, standing="exact", text=text, visibility=visibility,
        approval="allowed" if visibility == "public" else "",
    )  # fmt: skip


def plan(kind: Kind) -> str:
    """How the database finds the notes on such a page."""
    with CaptureQueriesContext(connection) as asked:
        _get(kind, kind.addresses[0])
    (query,) = [one["sql"] for one in asked if 'FROM "archive_annotation"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) {query}")
        return "\n".join(line for (line,) in cursor.fetchall())


def _kinds(documents: Sequence[Document], reader: User, favourite: Document, dice: random.Random) -> Iterator[Kind]:
    known, unknown = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    known.force_login(reader)
    quiet = dice.sample([document for document in documents if document.pk % 2 == 0], 20)
    busy = dice.sample([document for document in documents if document.pk % 2], 20)
    yield Kind("first page", [_address(document) for document in quiet], unknown)
    yield Kind("whole document", [f"{_address(document)}full/" for document in quiet], unknown)
    yield Kind("printed page", list(_printed(quiet)), unknown)
    yield Kind("first page, logged in", [_address(document) for document in quiet], known)
    yield Kind("printed page, logged in", list(_printed(quiet)), known)
    yield Kind("first page, of the document with most", [_address(favourite)], unknown)
    yield Kind("the same, logged in", [_address(favourite)], known)
    yield Kind("first page, of a document with public notes", [_address(document) for document in busy], unknown)


def _address(document: Document) -> str:
    return f"/volumes/{document.volume.identifier}/{document.identifier}/"


def _printed(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        page = Passage.objects.filter(document=document).select_related("page").order_by("start")[0].page
        yield f"/volumes/{document.volume.identifier}/{page.identifier}/"


def _cost(kind: Kind) -> Cost:
    queries, times, works = 0, [], []
    for address in kind.addresses:
        with CaptureQueriesContext(connection) as asked:
            _get(kind, address)
        queries = max(queries, len(asked))
    servers = work.servers()
    for number in range(ROUNDS):
        before, begun = work.done(servers), time.perf_counter()
        _get(kind, kind.addresses[number % len(kind.addresses)])
        times.append(1000 * (time.perf_counter() - begun))
        works.append(1000 * (work.done(servers) - before))
    return Cost(statistics.median(times), statistics.median(works), queries)


def _get(kind: Kind, address: str) -> None:
    caches["pages"].clear()  # a page that was kept would be sent as it is
    answer = kind.client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE archive_annotation")


def _report(held: int, kinds: Sequence[Kind], *costs: Sequence[Cost]) -> None:
    stages = ("no notes", f"{held:,} notes", "no notes again")
    print(f"{'median milliseconds, of them work':{WIDTH + 6}}" + "".join(f"{stage:>20}" for stage in stages))
    for kind, *each in zip(kinds, *costs, strict=True):
        cells = "".join(f"{cost.wall:13.1f}{cost.work:7.1f}" for cost in each)
        print(f"{kind.name:{WIDTH + 6}}{cells}   queries {', '.join(str(cost.queries) for cost in each)}", flush=True)


def _tell(kinds: Sequence[Kind], plans: Sequence[str]) -> None:
    for kind, said in zip(kinds, plans, strict=True):
        print(f"{kind.name}: {'READS ALL NOTES' if SCANNED in said else 'by indexes'}, {said.splitlines()[-1]}")
    print(f"\n{kinds[-2].name}:\n{plans[-2]}", flush=True)
