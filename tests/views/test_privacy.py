"""Who is told of which note: every address of the site, asked by everybody who may ask, by every method.

The table below has a line for each pattern of the map; a new one without a line fails.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.tools import some
from tests.views import privacy
from tests.views.privacy import FACTS, Rows, Viewer, Way, told

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE")
STRANGERS = ("nobody", "other", "curator", "token of another")
VIEWERS = (*STRANGERS, "owner", "token of the owner")
HERS = {"private", "link", "hidden"}

# Which notes a room tells of, to whom; "its own" stands for the note that the address names. Who is left out, none.
Shown = dict[str, set[str]]
NONE: Shown = {}
READING: Shown = {who: {"public"} for who in VIEWERS} | {"owner": {"public", *HERS}}
LISTED: Shown = {who: {"public"} for who in VIEWERS} | {
    "curator": {"public", "hidden"},
    "owner": {"public", *HERS},
    "token of the owner": {"public", *HERS},
}
NOTEBOOK: Shown = {who: {*HERS, "deleted"} for who in ("owner", "token of the owner")}
SEEN: Shown = {who: {"public", "link"} for who in VIEWERS} | {
    "curator": {"public", "link", "hidden"},
    "owner": {"public", *HERS},
    "token of the owner": {"public", *HERS},
}
ANSWERED: Shown = {who: SEEN[who] for who in ("owner", "other", "curator")}
FILES: Shown = {"owner": HERS}
EVERYTHING: Shown = {"owner": {*HERS, "deleted"}}
CHANGED: Shown = {"owner": HERS}
OVERSEEN: Shown = {"curator": {"public", "hidden"}}

# The same for everybody, whatever anybody wrote.
EDITION = """
    home library volume volume-json volume-text volume-citation volume-cite document-json document-text slot-citation
    volume-epub slot-epub document-pdf
    page-citation slot-cite related place-card actor-card places places-map place-json place place-tab actors actor-json
    actor actor-network actor-network-file actor-tab dates undated year month dossier cite search suggestions
    search-network search-network-file search-json search-csv search-citations search-atom opensearch
    oai letters volume-letters volumes-atom sitemap sitemap-ways sitemap-names sitemap-volume robots
    historicaldocuments historicaldocuments/ historical healthz metrics developers reference openapi lost
    dts dts-collection dts-navigation dts-document
    volume-tei document-tei tei-schema iiif iiif-manifest iiif-search iiif-document iiif-canvas iiif-text
"""
# About accounts, the desk and the admin: they say nothing of notes, or count what curators have to decide.
ROOMS = """
    slot-report note-new note-act profile login logout account-style password reset reset-sent reset-confirm signup
    signup-sent signup-finish address address-sent address-confirm tokens token-revoke delete-account deleted
    notebook-import notebook-edit notebook-move notebook-confirm notebook-delete notebook-undelete desk desk/login/
    desk/logout/ desk-questions desk-entity desk-merge desk-split desk-notes desk-flags desk-reports desk-editorial
    desk-editorial-new desk-editorial-one desk-log desk-undo admin/login/ index password_change password_change_done
    autocomplete jsi18n app_list admin/(?P<url>.*)$ admin/*/<path:object_id>/ *_changelist *_add *_history *_delete
    *_change *_password_change archive_annotation_changelist archive_annotation_add archive_annotation_history
    archive_annotation_delete view_on_site admin-short-way
"""
TABLE: dict[str, Shown] = dict.fromkeys((EDITION + ROOMS).split(), NONE) | {
    "slot": READING,
    "reading": READING,
    "full": READING,
    "annotations": LISTED,
    "annotation": SEEN,
    "notebook-file": FILES,
    "everything": EVERYTHING,
    "note-edit": CHANGED,
    "note-place": CHANGED,
    "note-reply": ANSWERED,
    "note-flag": ANSWERED,
    "archive_annotation_change": OVERSEEN,
}


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of refusals stand in no log."""
    caplog.set_level("CRITICAL")
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture
def users() -> dict[str, User]:
    privacy.letters()
    return privacy.people()


def viewer(who: str, users: dict[str, User]) -> Viewer:
    """Who asks, by the name that the table has."""
    name = {"token of another": "other", "token of the owner": "owner"}.get(who, who)
    return Viewer(users.get(name), by_token=who.startswith("token"))


def expected(way: Way, who: str) -> set[str]:
    """The notes that an answer tells of."""
    if way.name == "annotations" and way.accept == "text/html":
        return NOTEBOOK.get(who, set())
    shown = TABLE[privacy.kind(way.name)].get(who, set())
    if way.name == "note-edit" and shown and way.fact == "private":
        return {"private", "draft"}  # what it said before can be had back
    return shown & {way.fact} if way.fact else shown


def asked_by(who: str, rows: Rows) -> list[Way]:
    """What somebody asks. Programs bear their tokens to notes, texts and accounts; the rest does not look at them."""
    every = list(privacy.ways(rows))
    if not who.startswith("token"):
        return every
    return [way for way in every if way.address.startswith(("/annotations/", "/notes/", "/accounts/", "/volumes/"))]


def methods(way: Way) -> tuple[str, ...]:
    """How an address is asked: where nothing can be changed it is enough that nothing is told."""
    if privacy.kind(way.name) in EDITION.split() or way.address.startswith("/admin/") or not way.is_plain:
        return ("GET",)
    return METHODS


def news(answer: Any, rows: Rows, way: Way, who: str) -> set[str]:
    """What an answer tells. Whose account it is its owner knows, and who has accounts a curator."""
    found = told(answer.whole, rows, way)
    return found if who in ("nobody", "other", "token of another") else found - {"writer"}


def test_the_table_has_a_line_for_each_pattern_of_the_map() -> None:
    assert {privacy.kind(name) for name, _ in privacy.patterns()} | {"lost"} == set(TABLE)


@pytest.mark.parametrize("who", VIEWERS)
def test_each_address_tells_everybody_of_exactly_the_notes_that_they_may_see(users: dict[str, User], who: str) -> None:
    rows = privacy.public(users) | privacy.private(users)
    asks = viewer(who, users)
    for way in asked_by(who, rows):
        answer = asks.ask("GET", way)
        found = news(answer, rows, way, who)
        assert found == expected(way, who), way
        if found - {"public"} or asks.cookies or (asks.by_token and way.address.startswith("/annotations/")):
            is_kept_to_them(answer, way)


def is_kept_to_them(answer: Any, way: Way) -> None:
    """No cache gives an answer to others than who asked."""
    kept = answer.headers.get("Cache-Control", "")
    assert "private" in kept or "no-store" in kept, way
    varies = {name.strip() for name in answer.headers.get("Vary", "").split(",")}
    assert "Cookie" in varies, way
    if way.name in ("annotation", "annotations"):
        assert {"Accept", "Authorization"} <= varies, way


@pytest.mark.parametrize("who", STRANGERS)
def test_no_answer_differs_by_what_others_keep_to_themselves(users: dict[str, User], who: str) -> None:
    rows = privacy.public(users)
    asks = viewer(who, users)
    every = some([(method, way) for way in asked_by(who, rows) for method in methods(way)], 4)
    before = [asks.ask(method, way).whole for method, way in every]
    rows |= privacy.private(users)
    for (method, way), said in zip(every, before, strict=True):
        answer = asks.ask(method, way)
        assert answer.whole == said, (method, way)
        assert news(answer, rows, way, who) <= expected(way, who), (method, way)


@pytest.mark.parametrize("who", STRANGERS)
def test_the_address_of_a_note_that_one_may_not_see_is_like_that_of_none(users: dict[str, User], who: str) -> None:
    rows = privacy.public(users) | privacy.private(users)
    asks, absent = viewer(who, users), dict[tuple[str, Way], str]()
    for way in asked_by(who, rows):
        if not way.fact or way.fact in (OVERSEEN if "/admin/" in way.address else SEEN).get(who, ()):
            continue
        there = way.elsewhere(rows)
        for method in methods(way):
            for more in conditions(method, way, users):
                key = (f"{method} {more.keys()}", Way(there.name, there.address, "", there.accept))
                if key not in absent:
                    absent[key] = asks.ask(method, there, **more).whole
                said = asks.ask(method, way, **more).whole
                assert said.replace(way.address, there.address) == absent[key], (method, way, more)


def conditions(method: str, way: Way, users: dict[str, User]) -> list[dict[str, str]]:
    """Headers that ask on a condition: with the right validator for a note one may not see, which is no way to try
    whether it is there."""
    if way.name != "annotation" or way.accept == "text/html" or method in ("OPTIONS", "POST"):
        return [{}]
    right = viewer("owner", users).ask("GET", way).headers.get("ETag", '"none"')
    return [{}, {"if_none_match": right}] if method in ("GET", "HEAD") else [{}, {"if_match": right}]


@pytest.mark.parametrize("who", STRANGERS)
def test_trying_to_change_what_another_shares_tells_no_more_than_looking_at_it(
    users: dict[str, User], who: str
) -> None:
    rows = privacy.private(users)
    asks = viewer(who, users)
    for way in asked_by(who, rows):
        for method in methods(way)[1:] if way.fact == "link" else ():
            assert news(asks.ask(method, way), rows, way, who) <= expected(way, who), (method, way)


def test_every_fact_is_told_to_somebody(users: dict[str, User]) -> None:
    """So that the tests above cannot pass because nothing was there to be told."""
    rows = privacy.public(users) | privacy.private(users)
    asks = viewer("owner", users)
    ways = [way for way in asked_by("owner", rows) if way.name in ("slot", "everything")]
    assert set[str]().union(*(told(asks.ask("GET", way).whole, rows, way) for way in ways)) == {*FACTS, "writer"}
