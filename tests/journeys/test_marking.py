"""Notes as readers write them: on words they select, with a pointer, by keys or by touch; and what comes of them."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import browser as browsers
from tests.journeys.marking import FULL, PASSWORD, beside, dialog, known, marked, undo, write
from tests.journeys.test_accessibility import IN_THE_DARK, WIDE, judge
from tests.journeys.test_citing import SELECT, select, tools

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("first", "last", "words", "where"),
    [
        ("wharf", "say", "wharf, they say", "[data-text]"),
        ("sound", "crane", "sound, and the crane", "[data-text]"),  # over a page break
        ("crane", "not", "crane is not", "[data-text]"),  # over a footnote's mark
        ("lamp", "trimmed", "lamp was trimmed", ".notes .note"),  # in a footnote
    ],
)
def test_selected_words_are_marked_as_they_will_be_when_the_page_is_loaded_again(
    reader: Page, first: str, last: str, words: str, where: str
) -> None:
    reader.goto(FULL)
    write(reader, first, last, "Is *that* so?", where)
    expect(beside(reader)).to_contain_text("Is that so?")
    assert Annotation.objects.get().quote == words
    at_once = "".join(marked(reader).all_text_contents())
    expect(beside(reader)).to_contain_text("Is that so?")
    reader.reload()
    assert "".join(marked(reader).all_text_contents()) == at_once
    assert at_once == words


def test_a_note_is_written_changed_deleted_and_brought_back_by_keys(reader: Page) -> None:
    reader.goto(FULL)
    reader.evaluate(SELECT, ["[data-text]", "wharf", "say"])
    reader.keyboard.press("a")
    expect(dialog(reader).get_by_label("Note", exact=True)).to_be_focused()
    reader.keyboard.type("A doubt")
    reader.keyboard.press("Control+Enter")
    expect(undo(reader)).to_contain_text("Your note is saved.")
    beside(reader).get_by_role("link", name="Edit").press("Enter")
    expect(dialog(reader).get_by_label("Note", exact=True)).to_have_value("A doubt")
    reader.keyboard.press("Control+End")
    reader.keyboard.type(" no more")
    dialog(reader).get_by_role("button", name="Save").press("Enter")
    expect(beside(reader)).to_contain_text("A doubt no more")
    beside(reader).get_by_role("button", name="Delete").press("Enter")
    expect(marked(reader)).to_have_count(0)
    undo(reader).get_by_role("button", name="Undo").press("Enter")
    expect(marked(reader)).to_have_text("wharf, they say")
    expect(beside(reader)).to_contain_text("A doubt no more")


def test_escape_closes_the_form_and_nothing_is_saved(reader: Page) -> None:
    reader.goto(FULL)
    reader.evaluate(SELECT, ["[data-text]", "wharf", "say"])
    reader.keyboard.press("a")
    expect(dialog(reader)).to_be_visible()
    expect(dialog(reader).get_by_label("Note", exact=True)).to_be_focused()
    reader.keyboard.press("Escape")
    expect(dialog(reader)).to_be_hidden()
    assert not Annotation.objects.exists()


def test_a_saved_note_is_undone(reader: Page) -> None:
    reader.goto(FULL)
    write(reader, "wharf", "say", "A doubt")
    undo(reader).get_by_role("button", name="Undo").click()
    expect(marked(reader)).to_have_count(0)
    expect(undo(reader)).to_contain_text("The note is deleted.")


def test_a_note_is_shared_and_made_private_again(reader: Page) -> None:
    reader.goto(FULL)
    write(reader, "wharf", "say", "A doubt")
    beside(reader).get_by_role("button", name="Share").click()
    expect(beside(reader)).to_contain_text("shared by its link")
    beside(reader).get_by_role("button", name="Make private").click()
    expect(beside(reader)).to_contain_text("private")


def test_a_public_note_is_answered_by_another(
    reader: Page, site: str, davies: User, letter: Document, settings: LazySettings
) -> None:
    settings.PUBLIC_NOTES = "open"
    start = letter.text.index("wharf")
    said = selectors.made(letter.text, start, start + 5)
    notebook.create(davies, letter, Content("Sound?"), said, visibility="public")
    reader.context.clear_cookies()
    known(reader, User.objects.create_user("kennan"), site)
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Reply").click()
    dialog(reader).get_by_label("Note", exact=True).fill("As a bell.")
    dialog(reader).get_by_role("button", name="Save").click()
    expect(reader.get_by_role("list", name="Answers")).to_contain_text("As a bell.")
    beside(reader).get_by_role("link", name="Report", exact=True).click()
    dialog(reader).get_by_label("What is wrong with it?").fill("Rude.")
    dialog(reader).get_by_role("button", name="Report").click()
    expect(undo(reader)).to_contain_text("A curator will look at this note.")


def test_who_is_not_logged_in_is_led_to_log_in_and_back_to_the_selection(
    letter: Document, davies: User, page: Page
) -> None:
    page.goto(FULL)
    select(page, "wharf", "say")
    tools(page).get_by_role("button", name="Note").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_label("Username").fill("davies")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(dialog(page)).to_contain_text("wharf, they say")
    dialog(page).get_by_label("Note", exact=True).fill("Is it?")
    dialog(page).get_by_role("button", name="Save").click()
    expect(beside(page)).to_contain_text("Is it?")
    expect(page).to_have_url(re.compile("/d1/full/"))


def test_of_two_windows_the_second_is_told_and_sees_both_texts(
    reader: Page, davies: User, letter: Document, console_errors: list[str]
) -> None:
    note = notebook.create(davies, letter, Content("First"))
    reader.goto(FULL)
    beside(reader).get_by_role("link", name="Edit").click()
    dialog(reader).get_by_label("Note", exact=True).fill("Mine")
    notebook.edit(note, davies, Content("Theirs"))
    dialog(reader).get_by_role("button", name="Save").click()
    expect(dialog(reader).get_by_role("alert")).to_contain_text("changed since you opened it")
    expect(dialog(reader).locator("pre")).to_have_text("Theirs")
    expect(dialog(reader).get_by_label("Note", exact=True)).to_have_value(re.compile("Mine"))
    dialog(reader).get_by_role("button", name="Save mine instead").click()
    expect(beside(reader)).to_contain_text("Mine")
    console_errors.clear()  # the browser tells of every 409


def test_a_highlight_leads_to_its_note_and_the_note_to_its_words(reader: Page) -> None:
    reader.goto(FULL)
    write(reader, "wharf", "say", "A doubt")
    marked(reader).click()
    expect(reader.locator(".beside-note.pointed")).to_contain_text("A doubt")
    beside(reader).get_by_role("link", name="wharf, they say", exact=True).click()
    expect(marked(reader)).to_be_in_viewport()


def test_notes_are_written_by_touch(browser: Browser, site: str, letter: Document, davies: User) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    known(page, davies, site)
    page.goto(FULL)
    select(page, "wharf", "say")
    tools(page).get_by_role("button", name="Note").tap()
    dialog(page).get_by_label("Note", exact=True).fill("By hand")
    box = dialog(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    dialog(page).get_by_role("button", name="Save").tap()
    expect(marked(page)).to_have_text("wharf, they say")
    assert page.evaluate(WIDE) == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notes_and_their_form_can_be_read_by_everybody(reader: Page, scheme: str) -> None:
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reader.goto(FULL)
    write(reader, "wharf", "say", "A doubt, with a [link](https://example.org/)")
    judge(reader)
    beside(reader).get_by_role("link", name="Edit").click()
    expect(dialog(reader)).to_be_visible()
    judge(reader)
    judge(reader, IN_THE_DARK)


@pytest.mark.parametrize("width", [320, 1280])
def test_two_hundred_notes_on_a_page_stay_in_their_place(
    reader: Page, davies: User, letter: Document, width: int
) -> None:
    for at in range(200):
        start = at % (len(letter.text) - 12)
        said = selectors.made(letter.text, start, start + 9)
        notebook.create(davies, letter, Content(f"Note {at}", colour=("yellow", "blue", "pink")[at % 3]), said)
    reader.set_viewport_size({"width": width, "height": 700})
    reader.goto(FULL)
    expect(beside(reader).locator(".beside-note")).to_have_count(200)
    assert reader.evaluate(WIDE) == 0
    assert reader.evaluate("document.querySelector('[data-text]').textContent").count("wharf") == 1
    reader.set_viewport_size(browsers.WINDOW)


def test_on_paper_are_neither_notes_nor_forms_nor_highlights(reader: Page, davies: User, letter: Document) -> None:
    start = letter.text.index("wharf")
    notebook.create(davies, letter, Content("A doubt"), selectors.made(letter.text, start, start + 5))
    for address in (FULL, FULL.replace("d1/full", "pg_1")):
        reader.goto(address)
        reader.emulate_media(media="print")
        expect(beside(reader)).to_be_hidden()
        expect(marked(reader)).to_have_css("text-decoration-line", "none")
        expect(marked(reader)).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(marked(reader)).to_be_visible()
        reader.emulate_media(media="null")
