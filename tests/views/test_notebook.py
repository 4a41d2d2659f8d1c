"""The notebook: one's own notes with page and finished footnote, sought, changed in place, never anybody else's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document, Entity
from archive.models.annotation import Standing
from archive.store import withdrawal
from tests import specimens
from tests.views.accounts import shown, words

HOME = "/annotations/"
PAGE = 12  # queries of a page of the notebook
TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(db: None) -> list[Document]:
    body = specimens.page("1") + specimens.document(1, TEXT) + specimens.page("2") + specimens.document(2, FOOTNOTE)
    specimens.take(specimens.volume(body + specimens.dated(3, "1937-02-14", "February 14, 1937")))
    return list(Document.objects.order_by("order"))


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies")


@pytest.fixture
def other(db: None) -> User:
    return User.objects.create_user("kennan")


@pytest.fixture
def reader(client: Client, davies: User) -> Client:
    client.force_login(davies)
    return client


@pytest.fixture
def client() -> Client:
    """A browser: programs are given JSON at the same addresses."""
    return Client(headers={"accept": "text/html"})


def note(owner: User, document: Document, words: str, said: str = "", *tags: str) -> Annotation:
    start = document.text.index(words)
    selector = selectors.made(document.text, start, start + len(words))
    return notebook.create(owner, document, Content(said, tags), selector)


def listed(client: Client, query: str = "") -> list[str]:
    """What the notes that are shown say."""
    tree = shown(client.get(HOME + query))
    return [" ".join(part.text_content().split()) for part in tree.xpath("//div[@class='note-text']")]


def act(client: Client, one: Annotation, name: str, status: int = 200, **fields: Any) -> Any:
    answer = client.post(f"{one.get_absolute_url()}{name}/", {"back": HOME, **fields}, follow=True)
    return shown(answer, status)


# Whose it is


def test_the_notebook_is_for_who_has_an_account(client: Client) -> None:
    assert client.get(HOME)["Location"] == f"/accounts/login/?next={HOME}"


def test_nobody_sees_or_changes_the_notes_of_others(
    reader: Client, other: User, davies: User, documents: list[Document]
) -> None:
    theirs = note(other, documents[0], "No crew", "A secret.", "hidden")
    note(davies, documents[0], "The boats lie", "Mine.")
    page = words(shown(reader.get(HOME)))
    assert "Mine." in page
    assert "secret" not in page
    assert "hidden" not in page
    assert reader.get(theirs.get_absolute_url()).status_code == 404
    for name in ("edit", "move", "confirm", "delete", "undelete"):
        assert reader.post(f"{theirs.get_absolute_url()}{name}/", {"text": "x"}).status_code == 404
        assert reader.get(f"{theirs.get_absolute_url()}{name}/").status_code == 405
    theirs.refresh_from_db()
    assert (theirs.text, theirs.version) == ("A secret.", 1)


def test_a_shared_note_is_read_by_who_has_its_address_without_the_name_of_its_writer(
    client: Client, davies: User, documents: list[Document]
) -> None:
    mine = notebook.share(note(davies, documents[0], "No crew", "Look here."), davies)
    tree = shown(client.get(mine.get_absolute_url()))
    assert "Look here." in words(tree)
    assert "davies" not in words(tree)
    assert words(tree, "//blockquote//mark") == "No crew"
    assert tree.xpath("//form[@method='post']") == []


# What it shows


def test_a_note_stands_with_its_document_its_page_and_its_finished_footnote(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    note(davies, documents[0], "No crew", "Compare *May*.", "fishing")
    tree = shown(reader.get(HOME))
    assert words(tree, "//article/h3") == "The Minister to the Consul"
    assert "p. 1" in words(tree, "//article/p[@class='meta']")
    assert words(tree, "//article//em") == "May"
    citation = words(tree, "//p[@class='citation']")
    assert "The Minister to the Consul" in citation
    assert "/volumes/frus1937v01/d1/pg_1/" in citation
    start = documents[0].text.index("No crew")
    link = f"/volumes/frus1937v01/d1/pg_1/?passage={start}-{start + 7}#passage"
    assert tree.xpath("//article/h3/a/@href") == [link]
    assert 'id="passage"' in reader.get(link).content.decode()


def test_the_footnote_is_in_the_style_that_is_remembered(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    note(davies, documents[0], "No crew")
    before = words(shown(reader.get(HOME)), "//p[@class='citation']")
    reader.cookies["citation-style"] = "frus"
    assert words(shown(reader.get(HOME)), "//p[@class='citation']") != before


def test_a_note_in_a_footnote_is_cited_as_one(reader: Client, davies: User, documents: list[Document]) -> None:
    text = "The second letter was not found."
    selector = selectors.made(text, 4, 17)
    notebook.create(davies, documents[1], Content("Where?"), selector, footnote="d2fn1")
    tree = shown(reader.get(HOME))
    assert "p. 2, footnote 1" in words(tree, "//article/p[@class='meta']")
    assert tree.xpath("//article/h3/a/@href") == ["/volumes/frus1937v01/d2/pg_2/?passage=d2fn1.4-17#passage"]


def test_what_notes_say_is_harmless(reader: Client, davies: User, documents: list[Document]) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.org/z.png)"
    one = note(davies, documents[0], "No crew", evil, "<b>tag</b>")
    for address in (HOME, one.get_absolute_url()):
        tree = shown(reader.get(address))
        assert tree.xpath("//article//img | //article//script | //article//b") == []
        assert not [link for link in tree.xpath("//article//a/@href") if link.startswith("javascript")]


def test_the_number_of_queries_does_not_depend_on_the_number_of_notes(
    reader: Client, davies: User, other: User, documents: list[Document]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            shown(reader.get(HOME))
        return len(made)

    note(davies, documents[0], "No crew", "One.", "a")
    notebook.create(davies, documents[1], Content("F"), selectors.made("The second letter", 0, 3), footnote="d2fn1")
    few = queries()
    for number in range(40):
        note(davies, documents[number % 3], documents[number % 3].text[2:6], f"{number}.", f"tag {number}")
        note(other, documents[0], "boats", "Theirs.")
    assert queries() == few == PAGE


def test_more_notes_than_a_page_has_stand_on_the_next(reader: Client, davies: User, documents: list[Document]) -> None:
    for number in range(51):
        note(davies, documents[0], "No crew", f"Note {number}.")
    assert len(listed(reader)) == 50
    assert listed(reader, "?page=2") == ["Note 0."]
    assert "page=2" in shown(reader.get(f"{HOME}?q=note")).xpath("//a[@rel='next']/@href")[0]


def test_of_a_withdrawn_document_no_more_is_told_than_that(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    note(davies, documents[0], "No crew", "Kept.")
    withdrawal.withdraw("frus1937v01/d1", "A mistake.")
    tree = shown(reader.get(HOME))
    assert "A mistake." in words(tree, "//article")
    assert "The Minister" not in words(tree, "//article")
    assert "Kept." in words(tree, "//article")


# What is asked for


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=crew", ["First."]),
        ("?q=FIRST+crew", ["First."]),
        ("?q=first+letter", []),
        ("?q=%25", []),
        ("?q=fish", ["First."]),
        ("?tag=fishing", ["First."]),
        ("?tag=fish", []),
        ("?after=1937&before=1937-02", ["Third."]),
        ("?undated=1", ["First."]),
        ("?volume=frus1937v01&sort=oldest", ["First.", "Third."]),
        ("?volume=none", []),
        ("?place=moscow&place_role=written", ["Third."]),
        ("?place=moscow&place_role=mentioned", []),
        ("?place_written=moscow", ["Third."]),
        ("?place=nowhere", []),
        ("?state=exact&sort=date", ["Third.", "First."]),
        ("?state=lost", []),
    ],
)
def test_notes_are_found(reader: Client, davies: User, documents: list[Document], query: str, found: list[str]) -> None:
    assert Entity.objects.filter(slug="moscow").exists()
    note(davies, documents[0], "No crew", "First.", "fishing")
    note(davies, documents[2], "little", "Third.")
    assert listed(reader, query) == found


def test_filters_are_told_in_words_and_stay_when_another_is_added(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    note(davies, documents[2], "little", "Third.", "fishing")
    query = "?place=moscow&place_role=written&tag=fishing&tag=x&colour=yellow&actor_mentioned=nobody&kind=telegram"
    tree = shown(reader.get(HOME + query))
    chips = [" ".join(chip.text_content().split()) for chip in tree.xpath("//ul[@aria-label='Filters']/li")]
    assert chips[0] == "Remove the filter: Place: Moscow, written from ×"
    assert "Remove the filter: Actor mentioned: nobody ×" in chips
    form = tree.xpath("//search//form")[0]
    sent = [(name, value) for name, value in form.form_values() if value]
    assert sorted(sent) == sorted([*parse_qsl(query[1:]), ("sort", "newest")])


def test_who_has_no_notes_is_told_how_to_begin_and_who_finds_none_why(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    tree = shown(reader.get(HOME))
    assert "No notes yet" in words(tree)
    assert tree.xpath("//search//form[contains(@class, 'note-filters')]") == []
    assert tree.xpath("//a[contains(@href, 'notebook.')]") == []
    note(davies, documents[0], "No crew")
    tree = shown(reader.get(f"{HOME}?q=whales"))
    assert "No note is like that" in words(tree)
    assert tree.xpath("//input[@id='note-q']/@value") == ["whales"]


def test_when_a_note_was_written_and_changed_is_told(reader: Client, davies: User, documents: list[Document]) -> None:
    one = note(davies, documents[0], "No crew", "Said.")
    moments = {"created": datetime(2024, 3, 4, tzinfo=UTC), "modified": datetime(2025, 5, 6, tzinfo=UTC)}
    Annotation.objects.filter(pk=one.pk).update(**moments)
    for address in (HOME, one.get_absolute_url()):
        assert "Written March 4, 2024, changed May 6, 2025 · only you see it" in words(shown(reader.get(address)))


def test_an_answer_says_what_it_answers(reader: Client, davies: User, other: User, documents: list[Document]) -> None:
    mine = note(davies, documents[0], "No crew", "Mine.")
    theirs = notebook.share(note(other, documents[0], "boats", "Theirs."), other)
    notebook.reply(mine, davies, Content("To me."))
    notebook.reply(theirs, davies, Content("To them."))
    told = shown(reader.get(HOME)).xpath("//article/p[starts-with(text(), 'Your answer')]")
    assert ["".join(one.text_content().split()) for one in told] == [
        "Youranswertoanother’snotehere",
        "Youranswertoyournotehere",
    ]
    assert told[1].xpath("a/@href") == [mine.get_absolute_url()]


def test_a_file_that_cannot_be_read_is_named_with_its_fault(reader: Client, davies: User) -> None:
    given = {"rows": [{"uri": "x", "id": "<i>a", "tags": 3}]}
    file = SimpleUploadedFile("<b>notes.json", json.dumps(given).encode())
    tree = shown(reader.post(f"{HOME}import/", {"file": file}), 400)
    assert words(tree, "//*[@role='alert']//li[1]").startswith("<b>notes.json: Its record cannot be read")
    assert words(tree, "//*[@role='alert']//li[2]") == "Record 1 (<i>a): tags is not a list of words"
    assert not Annotation.objects.exists()


def everything(reader: Client) -> bytes:
    answer = reader.get("/accounts/everything.json")
    assert answer.streaming
    return b"".join(answer)


def test_everything_is_sent_while_it_is_made_and_what_was_deleted_apart(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            everything(reader)
        return len(made)

    notebook.delete(note(davies, documents[0], "No crew", "Gone."), davies)
    note(davies, documents[0], "No crew", "Kept.")
    few = queries()
    for number in range(30):
        note(davies, documents[number % 3], documents[number % 3].text[2:6], f"{number}.")
    assert queries() == few
    told = json.loads(everything(reader))
    assert [one["body"]["value"] for one in told["annotations"][:2]] == ["Kept.", "0."]
    assert [one["body"]["value"] for one in told["deleted_annotations"]] == ["Gone."]


def test_everything_can_be_taken_in_again_by_who_comes_back(
    client: Client, reader: Client, davies: User, documents: list[Document]
) -> None:
    first = note(davies, documents[0], "No crew", "Kept.", "a")
    notebook.reply(first, davies, Content("Answered."))
    notebook.delete(note(davies, documents[0], "No crew", "Gone."), davies)
    file = everything(reader)
    davies.delete()
    client.force_login(User.objects.create_user("davies"))
    shown(client.post(f"{HOME}import/", {"file": SimpleUploadedFile("all.json", file)}))
    kept = Annotation.objects.order_by("text").values_list("text", "quote", "reply_to__text", "created")
    assert [row[:3] for row in kept] == [("Answered.", "No crew", "Kept."), ("Kept.", "No crew", None)]
    assert kept[1][3] == first.created.replace(microsecond=0)


@pytest.mark.parametrize("query", ["?after=xx", "?sort=none", "?state=none", "?q=%00", "?place_role=x", "?tag=%00"])
def test_what_cannot_be_asked_is_said(reader: Client, query: str) -> None:
    assert shown(reader.get(HOME + query), 400).xpath("//*[@role='alert']")
    assert reader.get(f"{HOME}notebook.md{query}").status_code == 400


# What is changed


def test_a_note_is_edited_in_place(reader: Client, davies: User, documents: list[Document]) -> None:
    one = note(davies, documents[0], "No crew", "Old.", "a, b")
    act(reader, one, "edit", text="New.\r\nLines.", tags="a, b", colour="blue", version=1)
    one.refresh_from_db()
    assert (one.text, one.tags, one.colour) == ("New.\nLines.", ["a, b"], "blue")
    act(reader, one, "edit", text="New.", tags="x,  y,,", version=2)
    one.refresh_from_db()
    assert one.tags == ["x", "y"]


def test_who_was_not_the_first_is_told_and_keeps_their_words(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    one = note(davies, documents[0], "No crew", "Old.")
    notebook.edit(one, davies, Content("Theirs."), 1)
    tree = act(reader, one, "edit", 409, text="Ours.", version=1)
    assert "Theirs." in words(tree)
    assert tree.xpath("//textarea")[0].text.strip() == "Ours."
    assert tree.xpath("//input[@name='version']/@value") == ["2"]


def test_a_deleted_note_comes_back(reader: Client, davies: User, documents: list[Document]) -> None:
    one = note(davies, documents[0], "No crew", "Gone.")
    tree = act(reader, one, "delete", version=1)
    assert "deleted" in words(tree, "//*[@role='status']")
    (undo,) = tree.xpath("//*[@role='status']//form/@action")
    assert listed(reader) == []
    reader.post(undo)
    assert listed(reader) == ["Gone."]


def test_an_edit_is_undone_and_done_again(reader: Client, davies: User, documents: list[Document]) -> None:
    one = note(davies, documents[0], "No crew", "Old.", "a, b")
    tree = act(reader, one, "edit", text="New.", tags="c", version=1)
    for said in (("Old.", ["a, b"]), ("New.", ["c"])):
        (undo,) = tree.xpath("//*[@role='status']//form/@action")
        tree = shown(reader.post(undo, {"restore": "yes"}, follow=True))
        one.refresh_from_db()
        assert (one.text, one.tags) == said


def test_where_nothing_was_changed_there_is_nothing_to_undo(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    one = note(davies, documents[0], "No crew", "Old.")
    assert act(reader, one, "edit", text="Old.", version=1).xpath("//*[@role='status']//form") == []
    tree = act(reader, one, "edit", restore="yes")
    assert "never said anything else" in words(tree, "//*[@role='alert']")


def test_nobody_is_led_to_another_site(reader: Client, davies: User, documents: list[Document]) -> None:
    one = note(davies, documents[0], "No crew")
    for back in ("https://example.org/", "//example.org/annotations/", "/annotations/../../x", "/accounts/"):
        answer = reader.post(f"{one.get_absolute_url()}edit/", {"text": "x", "back": back})
        assert answer["Location"].startswith(HOME)


# What became of the words


def unsettled(davies: User, document: Document, standing: str = Standing.CHANGED) -> Annotation:
    one = note(davies, document, "No crew has come.", "Look.")
    lost = {"start": None, "end": None, "places": [[0, 12]]} if standing == Standing.LOST else {}
    Annotation.objects.filter(pk=one.pk).update(standing=standing, old_quote="No crew came.", **lost)
    one.refresh_from_db()
    return one


def test_what_has_to_be_looked_at_stands_on_top_old_and_new_side_by_side(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    one = unsettled(davies, documents[0])
    note(davies, documents[2], "little", "Later.")
    tree = shown(reader.get(HOME))
    assert [heading.text for heading in tree.xpath("//h2")][:2] == ["To be looked at", "Notes"]
    assert [words(side, ".//dd") for side in tree.xpath("//dl[@class='note-sides']/div")] == [
        "No crew came.",
        "No crew has come.",
    ]
    act(reader, one, "confirm", version=one.version)
    one.refresh_from_db()
    assert one.standing == Standing.EXACT


def test_a_lost_note_is_moved_to_a_place_that_is_offered_or_words_or_the_whole(
    reader: Client, davies: User, documents: list[Document]
) -> None:
    one = unsettled(davies, documents[0], Standing.LOST)
    (place,) = shown(reader.get(HOME)).xpath("//input[@name='to' and contains(@value, '-')]/@value")
    act(reader, one, "move", to=place)
    one.refresh_from_db()
    assert (one.standing, one.quote) == (Standing.EXACT, documents[0].text[0:12])
    act(reader, one, "move", to="words", words="boats  are old")
    one.refresh_from_db()
    assert one.quote == "boats are old"
    tree = act(reader, one, "move", 422, to="words", words="The boats")
    assert len(tree.xpath("//input[@name='to' and contains(@value, '-')]")) == 2
    act(reader, one, "move", 422, to="words", words="whales")
    act(reader, one, "move", 422, to="9-99999999")
    act(reader, one, "move", to="whole")
    one.refresh_from_db()
    assert one.standing == Standing.WHOLE


def test_a_note_at_its_address_shows_the_answers_that_one_may_see(
    reader: Client, davies: User, other: User, documents: list[Document]
) -> None:
    mine = notebook.share(note(davies, documents[0], "No crew", "Why?"), davies)
    notebook.reply(mine, other, Content("Because."))
    notebook.reply(mine, other, Content("Between us."), "private")
    page = words(shown(reader.get(mine.get_absolute_url())))
    assert "Because." in page
    assert "Between us." not in page
