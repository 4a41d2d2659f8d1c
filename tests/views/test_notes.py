"""Notes on a text, as they are written, shown, shared and taken back, with and without a script's help."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from archive.annotations import moderation, notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests.specimens import document, page, take, volume
from tests.views.accounts import shown

V = "/volumes/frus1937v01/"
D1 = f"{V}d1/"
NEW = f"{D1}note/"
NOTE = '<note n="1" xml:id="d1fn1">The lamp was trimmed.</note>'
LETTER = (
    f"<head>The Letter</head><p>The wharf is sound, {page('2')}and the crane{NOTE} is 𝔉 not. The wharf is ours.</p>"
)
AS_JSON = {"accept": "application/json"}
WAYS = (D1, f"{D1}pg_2/", f"{D1}full/")


@pytest.fixture(autouse=True)
def letter(db: None) -> Document:
    take(volume(page("1") + document(1, LETTER) + document(2, "<head>Two</head><p>B.</p>")))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies")


@pytest.fixture
def reader(davies: User) -> Client:
    client = Client()
    client.force_login(davies)
    return client


@pytest.fixture
def other(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("kennan"))
    return client


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_user("curator", is_staff=True)


def span(letter: Document, words: str) -> tuple[int, int]:
    at = letter.text.index(words)
    return at, at + len(words)


def put(owner: User, letter: Document, words: str = "crane", text: str = "Which?", **more: Any) -> Annotation:
    return notebook.create(owner, letter, Content(text), selectors.made(letter.text, *span(letter, words)), **more)


def tree(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def marked(client: Client, address: str) -> list[str]:
    return ["".join(mark.itertext()) for mark in tree(client, address).xpath("//mark[contains(@class, 'noted')]")]


def fields(tree: Any) -> dict[str, str]:
    """What a form holds, as it would be sent."""
    return {name: value or "" for name, value in tree.xpath("//main//form")[0].fields.items() if name}


def places(tree: Any) -> list[str]:
    """The places that a form offers to choose from."""
    found: list[str] = tree.xpath("//input[@type='radio'][@name='passage'][@value!='']/@value")
    return found


def beside(client: Client, address: str) -> str:
    found = tree(client, address).xpath("//section[@id='notes']")
    return " ".join(found[0].text_content().split())


# Writing


def test_a_passage_is_noted_by_its_place(reader: Client, letter: Document) -> None:
    start, end = span(letter, "sound, and")
    form = shown(reader.get(f"{NEW}?passage={start}-{end}"))
    assert form.xpath("//main//form//blockquote/p")[0].text_content() == "sound, and"
    answer = reader.post(NEW, fields(form) | {"text": "Is it?", "tags": "wharves, doubt", "colour": "blue"})
    (note,) = Annotation.objects.all()
    assert answer["Location"] == f"{D1}full/#note-{note.address}"
    assert (note.start, note.end, note.quote, note.visibility) == (start, end, "sound, and", "private")
    assert (note.text, note.tags, note.colour) == ("Is it?", ["wharves", "doubt"], "blue")


@pytest.mark.parametrize(("words", "footnote"), [("the crane is 𝔉 not", ""), ("lamp  was\ntrimmed", "d1fn1")])
def test_quoted_words_are_found_without_scripts(reader: Client, words: str, footnote: str) -> None:
    reader.post(NEW, {"words": words, "text": "Seen."})
    (note,) = Annotation.objects.all()
    assert (note.quote, note.footnote) == (" ".join(words.split()), footnote)


def test_words_that_stand_at_several_places_are_asked_after(reader: Client, letter: Document) -> None:
    found = shown(reader.post(NEW, {"words": "The wharf is", "text": "Which?"}))
    offered = places(found)
    assert len(offered) == 2
    assert found.xpath("//textarea[@name='text']")[0].text.strip() == "Which?"
    reader.post(NEW, fields(found) | {"passage": offered[1]})
    assert Annotation.objects.get().start == letter.text.rindex("The wharf is")


def test_of_places_nobody_chose_from_none_is_taken(reader: Client) -> None:
    found = shown(reader.post(NEW, {"words": "The wharf is", "text": "Which?"}))
    again = shown(reader.post(NEW, fields(found)))
    assert len(places(again)) == 2
    assert not Annotation.objects.exists()


def test_selected_words_that_a_correction_made_two_of_are_asked_after(reader: Client, letter: Document) -> None:
    start, end = span(letter, "crane")
    form = fields(shown(reader.get(f"{NEW}?passage={start}-{end}")))
    take(volume(page("1") + document(1, "<head>The Letter</head><p>A crane, and another crane.</p>")))
    found = shown(reader.post(NEW, form | {"text": "Which?"}))
    offered = places(found)
    reader.post(NEW, fields(found) | {"passage": offered[1]})
    letter.refresh_from_db()
    note = Annotation.objects.get()
    assert (note.start, note.quote, note.text.strip()) == (letter.text.rindex("crane"), "crane", "Which?")


def test_a_place_that_was_corrected_before_it_was_chosen_is_not_taken(reader: Client, letter: Document) -> None:
    found = shown(reader.post(NEW, {"words": "The wharf is", "text": "Which?"}))
    chosen = places(found)[1]
    take(volume(page("1") + document(1, "<head>The Letter</head><p>Well. The wharf is sound. The wharf is ours.</p>")))
    again = shown(reader.post(NEW, fields(found) | {"passage": chosen}))
    assert "corrected since these places were shown" in again.text_content()
    assert not Annotation.objects.exists()
    offered = places(again)
    reader.post(NEW, fields(again) | {"passage": offered[1]})
    letter.refresh_from_db()
    assert Annotation.objects.get().start == letter.text.rindex("The wharf is")


def test_words_that_are_not_there_are_answered_with_the_nearest(reader: Client) -> None:
    found = shown(reader.post(NEW, {"words": "The wharf is sourd", "text": "Hm."}))
    assert "do not stand in the document" in found.text_content()
    assert "The wharf is" in found.xpath("//fieldset[@class='note-places']//b")[0].text_content()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(("sent", "standing"), [("", ""), ("pg_2", "pg_2"), ("pg_9", "")])
def test_a_note_without_words_is_on_the_whole(reader: Client, sent: str, standing: str) -> None:
    form = fields(shown(reader.get(f"{NEW}?page={sent}")))
    reader.post(NEW, form | {"text": "All of it."})
    assert Annotation.objects.get().page == standing
    assert "All of it." in beside(reader, f"{D1}pg_2/")


def test_a_script_is_told_what_was_done_and_how_it_is_undone(reader: Client) -> None:
    answer = reader.post(NEW, {"words": "crane"}, headers=AS_JSON).json()
    assert answer["said"] == "Your note is saved."
    reader.post(answer["undo"], headers=AS_JSON)
    assert Annotation.objects.get().deleted_at


def test_a_stranger_is_led_to_log_in_and_back(client: Client) -> None:
    answer = client.get(f"{NEW}?passage=1-4")
    assert answer["Location"] == f"/accounts/login/?next={NEW}%3Fpassage%3D1-4"
    assert client.post(NEW, {"text": "x"}).status_code == 302
    assert not Annotation.objects.exists()


# Seeing


@pytest.mark.parametrize("address", WAYS)
def test_its_owner_sees_a_note_in_the_text_and_beside_it_and_nobody_else_does(
    reader: Client, other: Client, davies: User, letter: Document, address: str
) -> None:
    put(davies, letter, "wharf is sound" if address == D1 else "crane", "A **doubt**")
    assert marked(reader, address) == ["wharf is sound" if address == D1 else "crane"]
    assert "A doubt You" in beside(reader, address)
    for stranger in (other, Client()):
        assert marked(stranger, address) == []
        assert "doubt" not in beside(stranger, address)


def test_a_note_stands_beside_its_own_page_and_the_others_count_it(
    reader: Client, davies: User, letter: Document
) -> None:
    put(davies, letter, "crane")
    assert "Which?" not in beside(reader, D1)
    assert "1 more in the rest of it" in beside(reader, D1)


def test_a_footnote_is_highlighted_in_its_place(reader: Client) -> None:
    reader.post(NEW, {"words": "lamp was", "text": "Lit?"})
    found = tree(reader, f"{D1}pg_2/")
    assert found.xpath("//li[@id='d1fn1']//mark[@class='noted']")[0].text == "lamp was"
    assert found.xpath("//li[@data-footnote='d1fn1']")


def test_notes_may_overlap(reader: Client, davies: User, letter: Document) -> None:
    put(davies, letter, "the crane is")
    put(davies, letter, "crane is 𝔉")
    assert {name for mark in tree(reader, f"{D1}pg_2/").xpath("//mark/@data-note") for name in [mark]} == {
        str(note.address) for note in Annotation.objects.all()
    }
    assert len(set(tree(reader, f"{D1}pg_2/").xpath("//@id"))) == len(tree(reader, f"{D1}pg_2/").xpath("//@id"))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![see](https://evil.example/x.png)",
        "[see](javascript:alert(1))",
        "[see](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='vbscript:x' style='position:fixed' onclick='x()'>see</a>",
        "[see]: javascript:alert(1)\n\n[see]",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "# A heading\n\nAnd\n===",
    ],
)
@pytest.mark.parametrize("format", ["text/markdown", "text/html", "text/plain"])
def test_nothing_that_is_written_in_a_note_can_harm(
    reader: Client, davies: User, letter: Document, hostile: str, format: str
) -> None:
    notebook.create(davies, letter, Content(hostile, format=format))
    (said,) = tree(reader, D1).xpath("//li[@class='beside-note']//div[@class='beside-said']") or [html.Element("p")]
    assert said.xpath(".//script | .//img | .//h1 | .//style | .//iframe | .//@style | .//@onclick") == []
    assert all(address.startswith(("http:", "https:", "mailto:")) for address in said.xpath(".//a/@href"))


def test_a_link_in_a_note_says_that_the_archive_does_not_stand_for_it(
    reader: Client, davies: User, letter: Document
) -> None:
    notebook.create(davies, letter, Content("[see](https://example.org/)"))
    (link,) = tree(reader, D1).xpath("//div[@class='beside-said']//a")
    assert link.get("rel") == "nofollow noopener ugc"


# Changing


def test_of_two_who_change_a_note_the_second_sees_both_texts(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, text="First")
    edit = f"/notes/{note.address}/edit/"
    form = fields(shown(reader.get(edit)))
    reader.post(edit, form | {"text": "By one"})
    answer = reader.post(edit, form | {"text": "By the other"})
    assert answer.status_code == 409
    found = html.fromstring(answer.content)
    assert found.xpath("//pre")[0].text == "By one"
    again = fields(found)
    assert again["text"].strip() == "By the other"
    reader.post(edit, again)
    note.refresh_from_db()
    assert note.text.strip() == "By the other"
    assert [each.text for each in note.earlier.all()] == ["By one", "First"]


def test_what_was_changed_is_undone_and_the_undoing_too(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, text="First")
    edit = f"/notes/{note.address}/edit/"
    done = reader.post(edit, {"text": "Second", "tags": "new", "colour": "pink", "version": 1}, headers=AS_JSON).json()
    for text, tags in (("First", []), ("Second", ["new"])):
        done = reader.post(done["undo"], {"version": done["version"]}, headers=AS_JSON).json()
        note.refresh_from_db()
        assert (note.text, note.tags, note.quote) == (text, tags, "crane")


def test_without_scripts_a_note_says_again_what_it_said_before(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, text="First")
    edit = f"/notes/{note.address}/edit/"
    assert "What it said before" not in shown(reader.get(edit)).text_content()
    reader.post(edit, fields(shown(reader.get(edit))) | {"text": "Second"})
    (again,) = shown(reader.get(edit)).xpath("//details//button[@formaction]")
    reader.post(again.get("formaction"), {"version": again.get("value")})
    note.refresh_from_db()
    assert note.text.strip() == "First"


def test_what_changed_nothing_undoes_nothing(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, text="First")
    notebook.edit(note, davies, Content("Second"))
    same = {"text": "Second", "colour": "yellow", "version": 2}
    assert reader.post(f"/notes/{note.address}/edit/", same, headers=AS_JSON).json()["undo"] is None


def test_what_was_changed_again_meanwhile_is_not_undone(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, text="First")
    edit = f"/notes/{note.address}/edit/"
    done = reader.post(edit, {"text": "Second", "version": 1}, headers=AS_JSON).json()
    notebook.edit(note, davies, Content("Third"))
    assert reader.post(done["undo"], {"version": done["version"]}, headers=AS_JSON).status_code == 409
    note.refresh_from_db()
    assert note.text == "Third"


def test_what_is_written_of_a_note_that_was_deleted_meanwhile_is_kept_and_brings_it_back(
    reader: Client, davies: User, letter: Document
) -> None:
    note = put(davies, letter, text="First")
    edit = f"/notes/{note.address}/edit/"
    form = fields(shown(reader.get(edit)))
    notebook.delete(note, davies)
    answer = reader.post(edit, form | {"text": "Second"})
    assert answer.status_code == 409
    told = shown(answer, 409)
    assert "has been deleted" in told.text_content()
    assert Annotation.objects.get().deleted_at
    reader.post(edit, fields(told))
    assert marked(reader, f"{D1}full/") == ["crane"]
    assert "Second" in beside(reader, f"{D1}full/")


def test_a_note_is_shared_published_and_taken_back(
    reader: Client, other: Client, curator: User, davies: User, letter: Document
) -> None:
    note = put(davies, letter)
    for act, said in (
        ("share", "shared by its link"),
        ("publish", "public once a curator allows it"),
        ("withdraw", "private"),
    ):
        note.refresh_from_db()
        reader.post(f"/notes/{note.address}/{act}/", {"version": note.version})
        assert said in beside(reader, f"{D1}full/")
        assert marked(other, f"{D1}full/") == []
    reader.post(f"/notes/{note.address}/publish/")
    note.refresh_from_db()
    moderation.allow(note, curator)
    assert marked(other, f"{D1}full/") == marked(Client(), f"{D1}full/") == ["crane"]
    assert "davies" in beside(Client(), f"{D1}full/")


def test_a_deleted_note_comes_back(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter)
    found = shown(reader.post(f"/notes/{note.address}/delete/", {"version": "1"}))
    assert marked(reader, f"{D1}full/") == []
    reader.post(found.xpath("//main//form/@action")[0])
    assert marked(reader, f"{D1}full/") == ["crane"]


def test_what_was_changed_meanwhile_is_not_deleted(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter)
    notebook.edit(note, davies, Content("Later"))
    answer = reader.post(f"/notes/{note.address}/delete/", {"version": "1"}, headers=AS_JSON)
    assert answer.status_code == 409
    assert "has been changed" in answer.json()["error"]


@pytest.mark.parametrize(
    "what", ["edit", "reply", "flag", "place", "share", "publish", "delete", "undelete", "restore"]
)
def test_of_another_s_private_note_nobody_is_told_that_it_is_there(
    other: Client, curator: User, davies: User, letter: Document, what: str
) -> None:
    note = put(davies, letter)
    clerk = Client()
    clerk.force_login(curator)
    for client in (other, clerk):
        for answer in (client.get(f"/notes/{note.address}/{what}/"), client.post(f"/notes/{note.address}/{what}/")):
            assert answer.status_code in (404, 405)
            assert b"Which?" not in answer.content


def test_a_public_note_is_answered_and_reported(
    other: Client, davies: User, letter: Document, settings: LazySettings
) -> None:
    settings.PUBLIC_NOTES = "open"
    note = put(davies, letter, visibility="public")
    other.post(f"/notes/{note.address}/reply/", {"text": "The *steam* crane."})
    other.post(f"/notes/{note.address}/flag/", {"reason": "It is rude."})
    assert note.flags.get().reason == "It is rude."
    found = tree(Client(), f"{D1}full/")
    assert "The steam crane." in found.xpath("//ol[@class='beside-answers']")[0].text_content()
    assert "kennan" in beside(Client(), f"{D1}full/")


def test_after_a_correction_its_owner_sees_old_and_new_and_confirms(
    reader: Client, davies: User, letter: Document
) -> None:
    note = put(davies, letter, "the crane is 𝔉 not. The wharf")
    take(volume(page("1") + document(1, LETTER.replace("is 𝔉 not", "was 𝔉 nought"))))
    assert "is this the place?" in beside(reader, f"{D1}full/")
    found = shown(reader.get(f"/notes/{note.address}/place/"))
    assert [quote.text for quote in found.xpath("//blockquote/p")] == [
        "the crane is 𝔉 not. The wharf",
        "the crane was 𝔉 nought. The wharf",
    ]
    reader.post(f"/notes/{note.address}/confirm/")
    assert "is this the place?" not in beside(reader, f"{D1}full/")


def test_a_note_whose_words_are_gone_is_put_elsewhere(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter, "and the crane is 𝔉 not.")
    take(volume(page("1") + document(1, f"<head>The Letter</head><p>The wharf is sound.{page('2')} No more.</p>")))
    note.refresh_from_db()
    assert "these words are gone" in beside(reader, f"{D1}full/")
    reader.post(f"/notes/{note.address}/place/", {"words": "No more.", "version": note.version})
    assert marked(reader, f"{D1}full/") == ["No more."]


# What others get


@pytest.mark.parametrize("address", WAYS)
def test_private_notes_change_nothing_for_anybody_else(davies: User, letter: Document, address: str) -> None:
    before = Client().get(address)
    note = put(davies, letter)
    notebook.share(note, davies)
    after = Client().get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert Client().get(address, headers={"if-none-match": before["ETag"]}).status_code == 304


def test_a_public_note_makes_the_page_another_for_everybody(
    davies: User, letter: Document, settings: LazySettings
) -> None:
    settings.PUBLIC_NOTES = "open"
    tags = [Client().get(D1)["ETag"]]
    note = put(davies, letter, "wharf is sound", visibility="public")
    tags.append(Client().get(D1)["ETag"])
    notebook.edit(note, davies, Content("Other"))
    tags.append(Client().get(D1)["ETag"])
    assert b"Other" in Client().get(D1).content
    assert len(set(tags)) == 3
    notebook.withdraw(note, davies)
    assert Client().get(D1)["ETag"] == tags[0]


def test_a_reader_s_copy_is_good_until_their_notes_change(reader: Client, davies: User, letter: Document) -> None:
    note = put(davies, letter)
    reader.get(D1)
    tag = reader.get(D1)["ETag"]
    held = reader.get(D1, headers={"if-none-match": tag})
    assert held.status_code == 304
    assert "private" in held["Cache-Control"]
    notebook.edit(note, davies, Content("Other"))
    assert reader.get(D1, headers={"if-none-match": tag}).status_code == 200
    assert Client().get(D1, headers={"if-none-match": tag}).status_code == 200


def test_no_reader_s_copy_is_good_for_another(reader: Client, other: Client, davies: User, letter: Document) -> None:
    put(davies, letter)
    kennan = User.objects.get(username="kennan")
    put(kennan, letter)
    tag = reader.get(D1)["ETag"]
    assert other.get(D1, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("notes", [1, 40])
def test_many_notes_cost_no_more_questions_than_one(
    reader: Client, davies: User, letter: Document, notes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(notes):
        put(davies, letter)
    with django_assert_num_queries(8):
        reader.get(f"{D1}full/")
