"""Notes without a pointer, or with a finger: where one is led, what is said and undone, and that nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests.journeys.marking import FULL, beside, dialog, known, marked, undo, write
from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, WIDE, judge
from tests.journeys.test_citing import SELECT, V, tools

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "wharf, they say"


def mark(page: Page) -> None:
    page.evaluate(SELECT, ["[data-text]", "wharf", "say"])
    page.keyboard.press("a")
    expect(field(page)).to_be_focused()


def field(page: Page) -> Locator:
    return dialog(page).get_by_label("Note", exact=True)


def put(owner: User, letter: Document, text: str = "First") -> Annotation:
    at = letter.text.index("wharf")
    return notebook.create(owner, letter, Content(text), selectors.made(letter.text, at, at + len(WORDS)))


def test_who_cancels_is_back_at_the_selected_words_and_finds_what_was_written(reader: Page) -> None:
    reader.goto(FULL)
    mark(reader)
    reader.keyboard.type("Half a thou")
    reader.keyboard.press("Escape")
    expect(dialog(reader)).to_be_hidden()
    assert reader.evaluate("getSelection().toString()") == WORDS
    expect(tools(reader)).to_be_visible()
    reader.keyboard.press("a")
    expect(field(reader)).to_have_value("Half a thou")
    reader.keyboard.type("ght")
    reader.keyboard.press("Control+Enter")
    expect(beside(reader)).to_contain_text("Half a thought")
    assert not dialog(reader).is_visible()


def test_who_cancels_a_change_is_back_at_what_they_pressed(reader: Page, davies: User, letter: Document) -> None:
    put(davies, letter)
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Edit").press("Enter")
    expect(field(reader)).to_be_focused()
    reader.keyboard.press("Escape")
    expect(beside(reader).get_by_role("link", name="Edit")).to_be_focused()


def test_a_new_highlight_has_the_focus_and_leads_to_its_note_and_that_back(reader: Page) -> None:
    reader.goto(FULL)
    mark(reader)
    reader.keyboard.type("A doubt")
    reader.keyboard.press("Control+Enter")
    highlight = reader.get_by_role("link", name=WORDS).and_(marked(reader))
    expect(highlight).to_be_focused()
    for _ in range(2):
        reader.keyboard.press("Enter")
        expect(beside(reader).get_by_role("link", name=WORDS, exact=True)).to_be_focused()
        expect(reader.locator(".pointed")).to_contain_text("A doubt")
        reader.keyboard.press("Enter")
        expect(highlight).to_be_focused()
        reader.reload()
        highlight.focus()


def test_a_deleted_note_is_brought_back_with_the_next_key(
    reader: Page,
    davies: User,
    letter: Document,
) -> None:
    put(davies, letter)
    reader.goto(FULL)
    beside(reader).get_by_role("button", name="Delete").press("Enter")
    expect(undo(reader)).to_have_role("status")
    expect(undo(reader)).to_contain_text("The note is deleted.")
    expect(undo(reader).get_by_role("button", name="Undo")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(undo(reader)).to_contain_text("The note is back.")
    expect(beside(reader).get_by_role("link", name="Edit")).to_be_focused()
    expect(marked(reader)).to_have_text(WORDS)


def test_a_change_is_undone_and_the_undoing_too(reader: Page, davies: User, letter: Document) -> None:
    note = put(davies, letter)
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Edit").click()
    field(reader).fill("Second")
    dialog(reader).get_by_role("button", name="Save").click()
    expect(undo(reader)).to_contain_text("Your note is changed.")
    for text in ("First", "Second"):
        undo(reader).get_by_role("button", name="Undo").press("Enter")
        expect(beside(reader).locator(".beside-said")).to_have_text(text)
        expect(undo(reader)).to_contain_text("says what it said before")
    note.refresh_from_db()
    assert note.version == 4


def test_what_a_note_said_before_is_said_again_from_its_form(
    reader: Page,
    davies: User,
    letter: Document,
) -> None:
    notebook.edit(put(davies, letter), davies, Content("Second"))
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Edit").click()
    dialog(reader).get_by_text("What it said before").click()
    expect(dialog(reader)).to_contain_text("First")
    judge(reader)
    dialog(reader).get_by_role("button", name="Say this again").click()
    expect(dialog(reader)).to_be_hidden()
    expect(beside(reader).locator(".beside-said")).to_have_text("First")


def test_a_note_that_is_open_gives_way_to_no_other(reader: Page) -> None:
    reader.goto(FULL)
    mark(reader)
    reader.keyboard.type("Half a thought")
    beside(reader).get_by_role("link", name="Write a note").click()
    expect(reader.locator(".copied")).to_contain_text("Save or cancel the note that is open first.")
    expect(field(reader)).to_have_value("Half a thought")


def test_who_presses_twice_saves_once(reader: Page) -> None:
    reader.goto(FULL)
    mark(reader)
    reader.keyboard.type("Once")
    reader.evaluate("""() => {
        const form = document.querySelector(".note-dialog form");
        form.requestSubmit();
        form.requestSubmit();
    }""")
    expect(beside(reader)).to_contain_text("Once")
    assert Annotation.objects.count() == 1


def test_what_is_written_of_a_note_that_was_deleted_in_another_window_is_kept(
    reader: Page,
    davies: User,
    letter: Document,
    console_errors: list[str],
) -> None:
    note = put(davies, letter)
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Edit").click()
    field(reader).fill("Mine")
    notebook.delete(note, davies)
    dialog(reader).get_by_role("button", name="Save").click()
    expect(dialog(reader).get_by_role("alert")).to_contain_text("has been deleted")
    expect(field(reader)).to_have_value(re.compile("Mine"))
    dialog(reader).get_by_role("button", name="Save it and bring it back").click()
    expect(beside(reader)).to_contain_text("Mine")
    expect(marked(reader)).to_have_text(WORDS)
    console_errors.clear()  # the browser tells of every 409


def test_what_cannot_be_sent_is_kept_in_the_form(reader: Page, console_errors: list[str]) -> None:
    reader.goto(FULL)
    mark(reader)
    reader.keyboard.type("Kept")
    reader.route("**/note/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    reader.keyboard.press("Control+Enter")
    expect(reader.locator(".copied")).to_contain_text("It was not saved")
    expect(field(reader)).to_have_value("Kept")
    reader.unroute("**/note/*")
    reader.keyboard.press("Control+Enter")
    expect(beside(reader)).to_contain_text("Kept")
    console_errors.clear()


def test_notes_are_read_undone_and_changed_with_a_finger(
    browser: Browser,
    site: str,
    letter: Document,
    davies: User,
) -> None:
    put(davies, letter)
    context = browser.new_context(base_url=site, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    known(page, davies, site)
    page.goto(FULL)
    marked(page).tap()
    expect(page.locator(".pointed")).to_contain_text("First")
    expect(page.locator(".pointed")).to_be_in_viewport()
    beside(page).get_by_role("link", name="Edit").tap()
    field(page).fill("By hand")
    judge(page, ON_A_PHONE)
    dialog(page).get_by_role("button", name="Save").tap()
    expect(beside(page)).to_contain_text("By hand")
    beside(page).get_by_role("button", name="Delete").tap()
    expect(marked(page)).to_have_count(0)
    undo(page).get_by_role("button", name="Undo").tap()
    expect(marked(page)).to_have_text(WORDS)
    assert page.evaluate(WIDE) == 0
    judge(page, ON_A_PHONE)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_page_with_notes_and_their_form_can_be_read_by_everybody(
    reader: Page,
    davies: User,
    letter: Document,
    scheme: str,
) -> None:
    put(davies, letter)
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reader.goto(f"{V}pg_1/")
    judge(reader)
    write(reader, "sound", "sound", "Is it?")
    expect(undo(reader)).to_contain_text("saved")
    beside(reader).get_by_role("link", name="Edit").first.click()
    expect(dialog(reader)).to_be_visible()
    judge(reader)
    judge(reader, IN_THE_DARK)


@pytest.mark.parametrize("what", ["choose", "place", "edit", "deleted"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_a_note_can_be_read_by_everybody(
    reader: Page,
    davies: User,
    letter: Document,
    what: str,
    width: int,
) -> None:
    note = put(davies, letter)
    notebook.edit(note, davies, Content("Second, at some length. " * 9))
    reader.set_viewport_size({"width": width, "height": 700})
    if what == "choose":
        reader.goto(f"{V}d1/note/")
        reader.get_by_label("Words of the text").fill("is")
        reader.get_by_role("button", name="Save").click()
        expect(reader.get_by_role("group", name="Which place do you mean?")).to_be_visible()
    elif what == "deleted":
        reader.goto(f"/notes/{note.address}/edit/")
        reader.evaluate(
            """address => {
            const form = document.querySelector("main form");
            form.action = address;
            form.submit();
        }""",
            f"/notes/{note.address}/delete/",
        )
        expect(reader.get_by_role("heading", name="The note is deleted")).to_be_visible()
    else:
        reader.goto(f"/notes/{note.address}/{what}/")
    judge(reader)
    judge(reader, ON_A_PHONE)
    assert reader.evaluate(WIDE) == 0
