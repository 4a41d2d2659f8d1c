"""Every address of the site, walked from its map, with notes of all kinds behind them and words that only those say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver

from archive import urls
from archive.annotations import moderation, notebook, selectors, tokens
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens
from tests.views.protocol import MEDIA, TEXT, WORDS

Rows = dict[str, Annotation]
VOLUME = "frus1937v01"
FACTS = ("private", "link", "hidden", "deleted", "public")
WRITER = "ottilie-writer"  # of all but what is public
NOTHING, NO_KEY = "00000000-0000-4000-8000-000000000000", 2_000_000_000
PART = re.compile(r"<(?:[\w:]+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
OF_MODEL = re.compile(r"((?:archive|auth)_(?!annotation_)[a-z]+)_(\w+)")
OF_THE_MOMENT = {"Expires", "X-Request-ID"}
NEW_EACH_TIME = re.compile(
    r'"taken_at": "[^"]*"|<updated>[^<]*|<responseDate>[^<]*|name="csrfmiddlewaretoken" value="\w+'
)
LETTER = (
    '<note rend="inline" type="source">761.93/1583</note>'
    '<dateline><placeName>Oslo</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>'
    + TEXT.replace("The Minister", '<persName type="from">Almgren</persName>')
)
FORMS = {
    "citation": ("ris", "bib", "csl.json", "csv"),
    "network": ("gexf", "csv"),
    "notes": ("md", "html", "ris", "csl.json", "csv", "jsonld"),
}
ACTS = ("share", "publish", "withdraw", "confirm", "delete", "undelete", "restore")
PARTS: dict[str, tuple[Any, ...]] = {  # what stands in addresses, by the name that the map gives it
    "volume": (VOLUME,),
    "document": ("d1",),
    "identifier": ("d1", "pg_1"),
    "page": ("pg_1",),
    "tab": ("documents",),
    "year": (1937,),
    "month": (5,),
    "part": (1,),
    "number": ("761.93/1583",),
    "path": (f"{VOLUME}/d1",),
    "uidb64": ("MQ",),
    "token": (1,),
    "note": (1,),
    "act": (1,),
    "url": ("nowhere/",),
    "app_label": ("archive", "auth"),
    "there": ("1/1/",),
}
SHOWN_IN_ADMIN = ("archive_document", "archive_flag", "archive_token", "auth_user")  # the others have no tie to notes
QUERIES = {  # what else an address can be asked
    "annotations": (
        "",
        "?iris=1",
        "?page=0&iris=0",
        f"?target=/volumes/{VOLUME}/d1/",
        "?q=zqprivate",
        "?tag=tqprivate",
    ),
    "slot": ("", "?passage=0-5"),
    "full": ("", "?q=zqprivate"),
    "search": ("?q=zqprivate", "?q=boats"),
    "search-json": ("?q=zqprivate", "?q=boats"),
    "search-atom": ("?q=zqprivate",),
    "search-csv": ("?q=zqprivate",),
    "suggestions": ("?q=zqpriv",),
    "desk": ("", f"?q={WRITER}"),
    "archive_annotation_changelist": ("", f"?q={WRITER}", "?visibility=private"),
}
LOST = ("/zqprivate/", "/volumes/none/", f"/volumes/{VOLUME}/d99/", f"/volumes/{VOLUME}/d99.json")


@dataclass(frozen=True)
class Way:
    """An address, the pattern of the map that it is of, the note that it names, and the form that is asked for."""

    name: str
    address: str
    fact: str = ""
    accept: str = "text/html"

    @property
    def is_plain(self) -> bool:
        """Whether nothing else is asked of it."""
        return "?" not in self.address

    def elsewhere(self, rows: Rows) -> Way:
        """The same where there is no such note."""
        row, taken = rows[self.fact], {row.pk for row in rows.values()}
        as_long = range(10 ** len(str(row.pk)) - 1, 0, -1)  # a page that names it has the same length
        free = next(key for key in as_long if key not in taken)
        there = self.address.replace(str(row.address), NOTHING).replace(f"/{row.pk}/", f"/{free}/")
        return Way(self.name, there, self.fact, self.accept)


def patterns(within: Iterable[object] = urls.urlpatterns, before: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of each pattern of the map; one without a name goes by its route."""
    for pattern in within:
        assert isinstance(pattern, URLPattern | URLResolver)
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield pattern.name or re.sub(r"\w+/\w+/<path", "*/<path", route), route


def kind(name: str) -> str:
    """What a pattern is called in a table: ``archive_page_change`` is ``*_change``, but for readers' notes."""
    return OF_MODEL.sub(r"*_\2", name)


def ways(rows: Rows) -> Iterator[Way]:
    """Every address of the site, once for each note where it names one, and some that lead nowhere."""
    for name, route in patterns():
        of_model = OF_MODEL.fullmatch(name)
        if of_model and of_model[1] not in SHOWN_IN_ADMIN:
            continue
        for fact in tuple(rows) if _names_a_note(name, route) else ("",):
            yield from (Way(name, address, fact) for address in _addresses(name, route, rows.get(fact)))
            if name in ("annotation", "annotations"):
                yield from (Way(name, address, fact, MEDIA) for address in _addresses(name, route, rows.get(fact)))
    yield from (Way("lost", address) for address in LOST)


def _names_a_note(name: str, route: str) -> bool:
    return "<uuid:" in route or name == "view_on_site" or ("archive/annotation/" in route and "object_id" in route)


def _addresses(name: str, route: str, row: Annotation | None) -> Iterator[str]:
    plain = re.sub(r"\\(.)|[\^$]", r"\1", route)
    parts = [found[1] or found[2] for found in PART.finditer(plain)]
    for chosen in product(*(_choices(name, part, route, row) for part in parts)):
        address = "/" + PART.sub("{}", plain).format(*chosen)
        yield from (address + query for query in QUERIES.get(name, ("",)))


def _choices(name: str, part: str, route: str, row: Annotation | None) -> tuple[Any, ...]:
    """What can stand for a part of a route."""
    if part == "form":
        return next(forms for converter, forms in FORMS.items() if f"<{converter}:form>" in route)
    if part == "slug":
        return ("almgren" if "actors" in route else "oslo",)
    if name == "note-act" and part == "act":
        return ACTS
    if part == "token" and "int:" not in route:
        return ("no-token",)
    if part == "content_type_id":
        return (ContentType.objects.get_for_model(Annotation).pk,)
    if part == "address" and row is not None:
        return (row.address,)
    if part in ("object_id", "id"):
        return (row.pk if row else _some_key(route),)
    return PARTS[part]


def _some_key(route: str) -> Any:
    """The key of a row that an address of the admin shows."""
    _, app, model, *_ = route.split("/")
    row = apps.get_model(app, model)._default_manager.order_by("pk").first()
    return row.pk if row else NO_KEY


# What is behind the addresses


def letters() -> None:
    """An archive with something at most kinds of address."""
    body = specimens.page("1") + specimens.document(1, LETTER) + specimens.document(2, LETTER)
    specimens.take(specimens.volume(body, VOLUME))


def people() -> dict[str, User]:
    """Who writes, who reads, and a curator who may look at whatever the admin shows anybody."""
    writer = User.objects.create_user(WRITER, "writer@example.org")
    curator = User.objects.create_user("curator", is_staff=True)
    curator.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return {"owner": writer, "other": User.objects.create_user("other"), "curator": curator}


def public(users: dict[str, User]) -> Rows:
    """What others may know of: a third reader's note, public now and a draft before; to curators also one that was
    taken out of sight."""
    third = User.objects.create_user("third")
    shown = _edited(_written(third, "draft", "public"), third, "public")
    hidden = moderation.hide(_written(users["owner"], "hidden", "public"), users["curator"])
    return {"public": moderation.allow(shown, users["curator"]), "hidden": hidden}


def private(users: dict[str, User]) -> Rows:
    """What nobody else may know of: a private note that was a draft before, one shared by its link, one thrown away."""
    owner = users["owner"]
    gone = _written(owner, "deleted", "private")
    notebook.delete(gone, owner)
    kept = _edited(_written(owner, "draft", "private"), owner, "private")
    return {"private": kept, "link": _written(owner, "link", "link"), "deleted": gone}


def _written(owner: User, fact: str, visibility: str) -> Annotation:
    document = Document.objects.get(identifier="d1")
    start = document.text.index(WORDS)
    selector = selectors.made(document.text, start, start + len(WORDS))
    return notebook.create(owner, document, Content(f"zq{fact}", (f"tq{fact}",)), selector, visibility=visibility)


def _edited(row: Annotation, owner: User, fact: str) -> Annotation:
    return notebook.edit(row, owner, Content(f"zq{fact}", (f"tq{fact}",)), row.version)


# Who asks, and what they are told


@dataclass
class Viewer:
    """Somebody who asks in a browser with a session, as a program with a token, or unknown."""

    user: User | None = None
    by_token: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        browser = Client()
        if self.user and self.by_token:
            self.headers["Authorization"] = f"Bearer {tokens.issue(self.user, 'a client')[1]}"
        elif self.user:
            browser.force_login(self.user)
        self.cookies = {name: morsel.value for name, morsel in browser.cookies.items()}

    def ask(self, method: str, way: Way, **more: str) -> Any:
        """An answer as it is made, not as it was kept; whatever was done is undone."""
        caches["pages"].clear()
        client = Client()
        client.cookies.load(self.cookies)
        headers = {"Accept": way.accept} | self.headers | {name.replace("_", "-"): said for name, said in more.items()}
        with transaction.atomic():
            answer = getattr(client, method.lower())(way.address, headers=headers)
            answer.whole = whole(answer)
            transaction.set_rollback(True)
        return answer


def whole(answer: Any) -> str:
    """All that an answer says: status, headers, cookies' names, content; but for what is drawn anew for each."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = NEW_EACH_TIME.sub("", _unpacked(content).decode(errors="replace"))
    headers = (f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name not in OF_THE_MOMENT)
    return "\n".join([str(answer.status_code), *headers, *sorted(answer.cookies), text])


def _unpacked(content: bytes) -> bytes:
    """What an answer says that is a container of files, such as an EPUB; any other as it is."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as files:
        return b"\n".join(name.encode() + b"\n" + files.read(name) for name in files.namelist())


def told(said: str, rows: Rows, way: Way) -> set[str]:
    """The notes of which an answer tells anything that was not asked: words, a tag, the address; "draft" is what a note
    said before, "writer" the name of who wrote what is not public."""
    news = said.replace(way.address, "")
    for asked in re.findall(r"(?:q|tag)=(.+)", way.address):
        news = news.replace(asked, "")
    found = {fact for fact in (*FACTS, "draft") if f"zq{fact}" in news or f"tq{fact}" in news}
    if not way.fact:
        found |= {fact for fact, row in rows.items() if str(row.address) in news}
    return found | ({"writer"} if WRITER in news else set())
