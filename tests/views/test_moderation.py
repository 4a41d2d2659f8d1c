"""The curators' desk for what readers write: what waits, what is decided, what the archive says in its own voice."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.annotations import moderation, notebook, reports, selectors
from archive.annotations.notebook import Content
from archive.models import Act, Annotation, Document, ErrorReport, Flag
from tests import specimens
from tests.views.test_desk import do, shown, told, words

pytestmark = pytest.mark.django_db

TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'
NOTES, FLAGS, ERRORS, OURS, NEW = (
    f"/desk/{room}/" for room in ("notes", "flags", "reports", "editorial", "editorial/new")
)
LOG = "/desk/log/"
ROOMS = (NOTES, FLAGS, ERRORS, OURS, NEW)


@pytest.fixture
def document() -> Document:
    """The first of two documents."""
    specimens.take(
        specimens.volume(specimens.page("1") + specimens.document(1, TEXT) + specimens.document(2, FOOTNOTE))
    )
    return Document.objects.get(identifier="d1")


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("davies")


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("bancroft", first_name="George", last_name="Bancroft", is_staff=True)


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def note(owner: User, document: Document, text: str = "Compare May.", visibility: str = "public") -> Annotation:
    start = document.text.index("No crew")
    selector = selectors.made(document.text, start, start + 7)
    return notebook.create(owner, document, Content(text), selector, visibility=visibility)


def verdict(client: Client, room: str, said: str, annotation: Annotation, **more: Any) -> Any:
    return do(client, room, note=annotation.pk, version=annotation.version, verdict=said, **more)


def logged() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("said", flat=True))


# Who may come


@pytest.mark.parametrize("address", ROOMS)
def test_only_curators_come_to_the_rooms_where_readers_words_wait(client: Client, reader: User, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"] == f"/accounts/login/?next={address}"
    client.force_login(reader)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 403


@pytest.mark.parametrize("address", [*ROOMS, "/desk/"])
def test_each_room_is_shown_when_nothing_waits_and_nobody_keeps_it(desk: Client, address: str) -> None:
    shown(desk.get(address))


@pytest.mark.parametrize("typed", ["\0", "9" * 400, "²", "-1", "<b>'\"%_\\"])
def test_whatever_is_typed_each_room_has_an_answer(desk: Client, document: Document, typed: str) -> None:
    for address in ROOMS:
        asked = dict.fromkeys(("after", "show", "page", "address", "passage"), typed)
        assert desk.get(address, asked).status_code == 200
        said = ("note", "version", "verdict", "decision", "report", "address", "words", "place", "text", "voice")
        assert desk.post(address, dict.fromkeys(said, typed)).status_code in (302, 404, 405, 409)


def test_nothing_is_decided_for_a_form_of_another_site(curator: User, reader: User, document: Document) -> None:
    waiting = note(reader, document)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(curator)
    for room in (NOTES, FLAGS, ERRORS, NEW):
        answer = careful.post(room, {"note": waiting.pk, "version": 1, "verdict": "allow"})
        assert answer.status_code == 403
    assert not Act.objects.exists()


# Notes that wait


def test_a_note_waits_with_its_words_in_sight_until_it_is_allowed(
    desk: Client, document: Document, reader: User
) -> None:
    waiting = note(reader, document)
    tree = shown(desk.get(NOTES))
    assert words(tree, "//blockquote//mark") == "No crew"
    assert "Compare May." in words(tree)
    keys = [button.get("data-key") for button in tree.xpath("//form[@class='decision']//button")]
    assert keys == ["a", "h"]
    tree = verdict(desk, NOTES, "allow", waiting)
    assert told(tree) == ["Everybody can read it now: the note on frus1937v01/d1."]
    assert words(tree, "//h1") == "No note waits"
    assert [one.pk for one in Annotation.objects.public()] == [waiting.pk]
    assert logged() == ["A reader’s note on frus1937v01/d1 allowed"]


def test_a_note_that_is_hidden_stays_its_writer_s_alone(desk: Client, document: Document, reader: User) -> None:
    waiting = note(reader, document)
    verdict(desk, NOTES, "hide", waiting)
    assert not Annotation.objects.public().exists()
    assert Annotation.objects.of(reader).get() == waiting
    assert logged() == ["A reader’s note on frus1937v01/d1 taken out of sight"]


def test_what_its_writer_changed_meanwhile_is_read_again_before_it_is_allowed(
    desk: Client, document: Document, reader: User
) -> None:
    waiting = note(reader, document)
    notebook.edit(waiting, reader, Content("Buy boats at example.org."))
    tree = do(desk, NOTES, note=waiting.pk, version=1, verdict="allow")
    assert "has been changed since you opened it" in told(tree)[0]
    assert not Annotation.objects.public().exists()
    assert logged() == []


def test_notes_are_skipped_and_come_again_behind_the_last(desk: Client, document: Document, reader: User) -> None:
    for text in ("First.", "Second."):
        note(reader, document, text)
    seen, address = [], NOTES
    for _ in range(3):
        tree = shown(desk.get(address))
        seen.append(words(tree, "//p[@class='as-written']"))
        address = NOTES + tree.xpath("//a[@data-key='s']/@href")[0]
    assert seen == ["First.", "Second.", "First."]


@pytest.mark.parametrize("visibility", ["private", "link"])
def test_what_is_not_meant_to_be_public_is_neither_shown_nor_decided(
    desk: Client, document: Document, reader: User, visibility: str
) -> None:
    kept = note(reader, document, "Mine alone.", visibility)
    for address in (*ROOMS, "/desk/", LOG):
        assert "Mine alone." not in desk.get(address).content.decode()
    for room in (NOTES, FLAGS):
        answer = desk.post(room, {"note": kept.pk, "version": 1, "verdict": "hide"})
        assert answer.status_code == 404
    kept.refresh_from_db()
    assert (kept.approval, kept.version) == ("", 1)


# Notes that were reported


@pytest.mark.parametrize(("said", "public"), [("keep", 1), ("hide", 0)])
def test_a_reported_note_shows_why_and_by_how_many_and_is_kept_or_hidden(
    desk: Client, document: Document, reader: User, curator: User, said: str, public: int
) -> None:
    told_of = moderation.allow(note(reader, document), curator)
    for name in ("kennan", "henderson"):
        moderation.flag(told_of, User.objects.create_user(name), f"It insults {name}.")
    tree = shown(desk.get(FLAGS))
    assert "Reported by 2 readers" in words(tree)
    assert "It insults kennan." in words(tree)
    tree = verdict(desk, FLAGS, said, told_of, decision="Read with care.")
    assert words(tree, "//h1") == "No note is reported"
    assert Annotation.objects.public().count() == public
    assert set(Flag.objects.values_list("decision", flat=True)) == {"Read with care."}
    ended = {"keep": "left as it is", "hide": "taken out of sight"}[said]
    assert logged()[-1] == f"A note on frus1937v01/d1, reported by 2 readers, {ended}: Read with care."


def test_a_note_shared_by_its_link_can_be_reported_and_is_seen_until_it_is_taken_back(
    desk: Client, document: Document, reader: User
) -> None:
    lent = note(reader, document, "Lent.", "link")
    moderation.flag(lent, User.objects.create_user("kennan"), "No.")
    assert "Lent." in words(shown(desk.get(FLAGS)))
    notebook.withdraw(lent, reader)
    assert "Lent." not in words(shown(desk.get(FLAGS)))
    assert "Lent." not in words(shown(desk.get("/desk/")))


# Reported errors


def test_a_reported_error_stands_with_its_passage_until_it_is_decided(
    desk: Client, document: Document, reader: User
) -> None:
    start = document.text.index("idle")
    reports.report("Read: idly.", reader, "/volumes/frus1937v01/d1/", document, quote="idle", span=(start, start + 4))
    tree = shown(desk.get(ERRORS))
    assert words(tree, "//blockquote//mark") == "idle"
    assert "The boats lie idle. No crew" in words(tree, "//blockquote")
    assert f"passage={start}-{start + 4}" in tree.xpath("//article//h2/a/@href")[0]
    tree = do(desk, ERRORS, report=ErrorReport.objects.get().pk, verdict="none", decision="So it is printed.")
    assert "Every report has been decided on." in words(tree)
    assert "Not an error. So it is printed." in words(shown(desk.get(ERRORS, {"show": "all"})))
    assert logged() == ["A report of an error in frus1937v01/d1: Not an error. So it is printed."]


def test_who_decides_an_error_that_is_decided_is_told_so(desk: Client, curator: User, reader: User) -> None:
    done = reports.decide(reports.report("Wrong.", reader, "/volumes/x/"), curator, "Done.")
    tree = do(desk, ERRORS, report=done.pk, verdict="done")
    assert told(tree) == ["Another curator has decided this in the meantime."]


def test_words_that_no_longer_stand_there_are_said_to_be_gone(desk: Client, document: Document, reader: User) -> None:
    reports.report("Wrong.", reader, "/volumes/frus1937v01/d1/", document, quote="oars", span=(0, 4))
    tree = shown(desk.get(ERRORS))
    assert "these words no longer stand where they stood" in words(tree)
    assert "passage=" not in tree.xpath("//article//h2/a/@href")[0]


# The archive's own voice


def written(client: Client, **more: str) -> Any:
    said = {"address": "http://testserver/volumes/frus1937v01/d1/pg_1/", "words": "lie idle", "text": "lay idle"}
    return client.post(NEW, said | {"voice": "correction"} | more)


def test_a_correction_is_written_on_quoted_words_signed_and_public(desk: Client, document: Document) -> None:
    assert written(desk)["Location"] == OURS
    said = Annotation.objects.public().get()
    assert (said.voice, said.quote, said.text, said.signature) == (
        "correction",
        "lie idle",
        "lay idle",
        "George Bancroft",
    )
    assert document.text[said.start : said.end] == "lie idle"
    assert "lie idle read: lay idle" in words(shown(desk.get(OURS)))
    assert logged() == ["Correction, “lay idle”, on “lie idle” in frus1937v01/d1 written"]


def test_words_that_stand_several_times_are_offered_and_the_chosen_ones_taken(desk: Client, document: Document) -> None:
    tree = shown(written(desk, words="The boats", text="The ships"), 409)
    offered = tree.xpath("//input[@name='place']/@value")
    second = document.text.rindex("The boats")
    assert offered[-1] == f"{second}-{second + 9}"
    assert len(offered) == 2
    written(desk, words="The boats", text="The ships", place=offered[-1])
    assert Annotation.objects.get().start == second


def test_words_of_a_footnote_and_none_at_all_are_places_too(desk: Client, document: Document) -> None:
    there = "/volumes/frus1937v01/d2/"
    written(desk, address=there, words="second letter", text="third letter")
    written(desk, address=there, words="", text="This was never sent.", voice="editorial")
    places = Annotation.objects.order_by("pk").values_list("footnote", "standing", "voice")
    assert list(places) == [("d2fn1", "exact", "correction"), ("", "whole", "editorial")]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("address", "/volumes/frus1937v01/d99/", "Give the address of a document of this archive"),
        ("address", "https://example.org/", "Give the address of a document of this archive"),
        ("words", "zeppelins over the town", "These words do not stand in the document."),
        ("words", "", "a correction says it of some words"),
        ("text", " ", "A note says something"),
    ],
)
def test_what_cannot_be_published_is_kept_in_the_form_and_said_why(
    desk: Client, document: Document, field: str, value: str, sentence: str
) -> None:
    tree = shown(written(desk, **{field: value}), 409)
    assert sentence in told(tree)[0]
    assert tree.xpath("//input[@name='address']/@value") != []
    assert not Annotation.objects.exists()


def test_the_form_begins_with_the_passage_of_an_address(desk: Client, document: Document) -> None:
    start = document.text.index("idle")
    asked = {"address": "/volumes/frus1937v01/d1/", "passage": f"{start}-{start + 4}"}
    tree = shown(desk.get(NEW, asked))
    assert words(tree, "//textarea[@name='words']") == "idle"


def test_what_the_archive_said_is_changed_taken_back_and_said_again(desk: Client, document: Document) -> None:
    written(desk)
    said = Annotation.objects.get()
    room = f"{OURS}{said.pk}/"
    tree = do(desk, room, act="change", version=1, text="lay idly")
    assert "lay idle" in words(tree, "//section[@aria-labelledby='earlier-title']")
    answer = desk.post(room, {"act": "change", "version": 1, "text": "lied"})
    assert "has been changed since" in told(shown(answer, 409))[0]
    do(desk, room, act="withdraw", version=2)
    assert not Annotation.objects.public().exists()
    do(desk, room, act="restore")
    assert Annotation.objects.public().get().text == "lay idly"
    assert [line.rsplit("frus1937v01/d1 ", 1)[1] for line in logged()] == [
        "written",
        "changed",
        "taken back",
        "said again",
    ]


def test_a_reader_s_note_is_not_found_among_the_archive_s_own(desk: Client, document: Document, reader: User) -> None:
    theirs = note(reader, document)
    assert desk.get(f"{OURS}{theirs.pk}/").status_code == 404
    assert desk.post(f"{OURS}{theirs.pk}/", {"act": "withdraw", "version": 1}).status_code == 404


# The log, and the desk's front


def test_the_log_tells_what_was_decided_without_a_reader_s_words_and_offers_no_undoing(
    desk: Client, document: Document, reader: User
) -> None:
    verdict(desk, NOTES, "allow", note(reader, document))
    tree = shown(desk.get(LOG, {"kind": "note"}))
    said = words(tree, "//ol")
    assert "A reader’s note on frus1937v01/d1 allowed" in said
    assert "bancroft" in said
    assert "Compare May." not in said
    assert "davies" not in said
    assert tree.xpath("//ol//button") == []
    assert desk.post(f"{LOG}{Act.objects.get().pk}/undo/").status_code == 404


def test_the_desk_counts_what_waits(desk: Client, document: Document, reader: User, curator: User) -> None:
    for _ in range(3):
        note(reader, document)
    moderation.flag(moderation.allow(note(reader, document), curator), User.objects.create_user("kennan"), "No.")
    for _ in range(2):
        reports.report("Wrong.", reader, "/volumes/frus1937v01/d1/", document)
    counts = shown(desk.get("/desk/")).xpath("//section[@aria-labelledby='waiting-title']//*[@class='count']/text()")
    assert counts == ["3", "1", "2", "0"]


@pytest.mark.parametrize("rows", [2, 12])
@pytest.mark.parametrize(("room", "queries"), [(NOTES, 6), (FLAGS, 7), (ERRORS, 6), (OURS, 6), (LOG, 6)])
def test_a_room_asks_as_much_for_many_as_for_few(
    desk: Client,
    document: Document,
    reader: User,
    curator: User,
    room: str,
    queries: int,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        note(reader, document)
        told_of = moderation.allow(note(reader, document), curator)
        moderation.flag(told_of, User.objects.create_user(f"reader{number}"), "No.")
        reports.report("Wrong.", reader, "/volumes/frus1937v01/d1/", document, quote="The", span=(0, 3))
        moderation.say(curator, document, Content("Never sent."))
    with django_assert_num_queries(queries):
        desk.get(room)
