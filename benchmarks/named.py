"""An archive of invented names, and what it offers to somebody who is typing them; see ``benchmarks.suggesting``."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.utils import timezone

from archive.models import Document, Entity, EntityName, Mention, Revision, Source, Volume
from archive.search import index, names
from archive.store import copy

from . import work

SEED = 1
DOCUMENTS = 60_000
OF_A_DOCUMENT = 5  # names
OF_EACH = 200  # inputs of each kind
BEGINNINGS = """
a al an ar ba be bel bo br ca car ch co da de do dr e el fa fe fr ga gr gu ha he ho jo ka kr la le lo ma mar me mo na no
or pa pe ph ra ri ro sa sch sh st ta th tr u va vi wa we wi y z
"""
MIDDLES = """
ban ber bur cas da den fel gar ges hal kin lan les ling ma mer min mon nar nor per ral ran ris rol san sen ser ston tel
ten ton val var ver wil zan
"""
ENDINGS = """
a ard burg by den di dorf er es ford gen ham i ley man mere nen o off ov ski son stein ston ta tis tor vich ville ward
well worth
"""
RANKS = ["Ambassador", "Minister", "Chargé", "Consul", "Consul General", "Vice Consul", "Attaché", "Commissioner"]
OF_DOCUMENTS = """
id volume source identifier order number kind heading heading_supplied status file_number despatch_number date received
place signatories text length tei frame changed_at revision withdrawn_reason
"""
OF_MENTIONS = "document entity order kind name office role text start end note basis key"


class Name(NamedTuple):
    """A person, office, body or place."""

    kind: str
    name: str
    office: str = ""


def invented(dice: random.Random) -> Iterator[Name]:
    """Names without end; some of their words are met more often than others."""
    surnames, given, places = ([_word(dice) for _ in range(some)] for some in (20_000, 400, 10_000))

    def one(words: list[str]) -> str:
        return words[int(len(words) * dice.random() ** 2)]

    while True:
        kind = dice.choices(("office held", "person", "place", "office", "body"), (8, 6, 3, 2, 1))[0]
        if kind == "office held":
            yield Name("person", one(surnames), f"{dice.choice(RANKS)} in {one(places)}")
        elif kind == "person":
            yield Name("person", f"{one(given)} {dice.choice('ABCDEFGHJLMW')}. {one(surnames)}")
        elif kind == "place":
            yield Name("place", dice.choice([one(places), f"{one(places)}, {one(places)}"]))
        elif kind == "office":
            yield Name("office", f"{dice.choice(RANKS)} in {one(places)}")
        else:
            yield Name("body", f"{one(surnames)} & {one(surnames)}")


def _word(dice: random.Random) -> str:
    middle = "".join(dice.choice(MIDDLES.split()) for _ in range(dice.choice((0, 1, 1, 1, 2))))
    return (dice.choice(BEGINNINGS.split()) + middle + dice.choice(ENDINGS.split())).capitalize()


def make(count: int) -> None:
    """Write so many names, the documents that have them, and the index."""
    dice = random.Random(SEED)
    some = list(islice(_different(invented(dice)), count))
    copy.rows(
        Entity,
        ("id", "kind", "name", "office", "slug", "description", "identifiers"),
        ((key, *one, f"name-{key}", "", "{}") for key, one in enumerate(some, 1)),
    )
    copy.rows(
        EntityName,
        ("kind", "name", "office", "scope", "entity"),
        ((one.kind, one.name.lower(), one.office.lower(), "", key) for key, one in enumerate(some, 1)),
    )
    _write_documents(some, dice)
    Revision.objects.create(number=1, token="made")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    index.rebuild()


def _different(some: Iterable[Name]) -> Iterator[Name]:
    seen: set[tuple[str, ...]] = set()
    for one in some:
        if (folded := tuple(part.lower() for part in one)) not in seen:
            seen.add(folded)
            yield one


def _write_documents(some: list[Name], dice: random.Random) -> None:
    volume = Volume.objects.create(identifier="invented", title="Invented papers")
    source = Source.objects.create(volume=volume, name="invented", form="tei")
    of_each = [sorted({int(len(some) * dice.random() ** 3) for _ in range(OF_A_DOCUMENT)}) for _ in range(DOCUMENTS)]
    now = timezone.now()

    def document(key: int, keys: list[int]) -> tuple[object, ...]:
        number = f"{dice.randrange(100, 900)}.{dice.randrange(100)}/{dice.randrange(2000)}"
        text = " ".join(some[n].name for n in keys)
        known = (key, volume.pk, source.pk, f"d{key}", key, str(key), "despatch", _heading(some, keys), False, "{}")
        return *known, number, "", "{}", "{}", "", "{}", text, len(text), "<TEI/>", "{}", now, 1, ""

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archive_document DISABLE TRIGGER USER")  # these have no pages
    copy.rows(Document, OF_DOCUMENTS.split(), (document(key, keys) for key, keys in enumerate(of_each, 1)))
    copy.rows(
        Mention,
        OF_MENTIONS.split(),
        (
            (key, n + 1, order, some[n].kind, some[n].name, "", "mentioned", "x", order, order + 1, "", "heading", "")
            for key, keys in enumerate(of_each, 1)
            for order, n in enumerate(keys)
        ),
    )


def _heading(some: list[Name], keys: list[int]) -> str:
    sender = some[keys[0]]
    return f"The {sender.office or 'Minister'} ({sender.name}) to the Secretary of State"


def measure() -> None:
    """Ask the view for what somebody may be typing, and print how long that took."""
    dice = random.Random(SEED)
    known = list(Entity.objects.order_by("?").values_list("name", "office")[:OF_EACH])
    numbers = list(Document.objects.order_by("?").values_list("file_number", flat=True)[:OF_EACH])
    whole = [names.plain(" ".join(row)) for row in known]
    words = [name.split()[-1] for name, _ in known]
    kinds: dict[str, Iterable[str]] = {f"{n} letters": (name[:n] for name in whole) for n in (2, 3, 4, 6, 8)}
    kinds |= {
        "a whole name": whole,
        "a word inside": (word[:5] for word in words),
        "two beginnings": (f"{name[-4:]} {name[:2]}" for name in whole),
        "misspelt": (_misspelt(word, dice) for word in words),
        "nothing like it": ("".join(dice.choices("bcdfgjklqxz", k=9)) for _ in words),
        "file number": (number[: dice.randrange(2, 9)] for number in numbers),
        "words of headings": (f"the {rank[:n]}" for rank in RANKS for n in range(2, len(rank))),
    }
    begun = time.perf_counter()
    Client(SERVER_NAME="localhost").get("/search/suggestions.json", {"q": "ma"})
    print(f"the first answer, which finds out the most frequent names: {1000 * (time.perf_counter() - begun):.1f} ms")
    print(f"{'':20} inputs   found   median ms   95th ms   median work   95th work   constant view")
    for kind, typed in kinds.items():
        _report(kind, list(typed), Client(SERVER_NAME="localhost"))


def _misspelt(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(len(word) - 1, 2))
    return dice.choice([word[:at] + word[at + 1 :], word[:at] + dice.choice("aeiou") + word[at:]])


def _report(kind: str, typed: list[str], client: Client) -> None:
    """What a reader waits, and how much of that is work of this process and the database's; all else is others'."""
    times, works, constant, found = [], [], [], 0
    servers = work.servers()
    for text in typed:
        worked, begun = work.done(servers), time.perf_counter()
        answer = client.get("/search/suggestions.json", {"q": text})
        ended = time.perf_counter()
        works.append(1000 * (work.done(servers) - worked))
        times.append(1000 * (ended - begun))
        constant.append(_timed(lambda: client.get("/constant/")))
        assert answer.status_code == 200
        found += bool(answer.json()["suggestions"])
    said = f"{statistics.median(times):11.1f} {_slow(times):9.1f} {statistics.median(works):13.1f} {_slow(works):11.1f}"
    print(f"{kind:20} {len(typed):6} {found:7} {said} {statistics.median(constant):15.1f}")


def _timed(doing: Callable[[], object]) -> float:
    begun = time.perf_counter()
    doing()
    return 1000 * (time.perf_counter() - begun)


def _slow(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
