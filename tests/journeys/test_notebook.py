"""A reader's errands in the notebook: look, edit, delete and undo, settle, import; on any screen, without scripts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, FilePayload, Page, expect

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens
from tests.journeys.test_accounts import log_in, looked_at
from tests.views.accounts import PASSWORD

TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"

pytestmark = pytest.mark.usefixtures("transactional_db")


HYPOTHESIS = """{"rows": [
{"id": "b", "uri": "%s", "text": "Hence the idleness.", "references": ["a"]},
{"id": "a", "uri": "%s", "text": "Old, then.", "created": "2019-05-01T10:00:00Z", "tags": ["boats"],
 "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "The boats are old"}]}]}
]}""".replace("%s", "https://history.state.gov/historicaldocuments/frus1937v01/d1")


@pytest.fixture
def note(transactional_db: None) -> Annotation:
    davies = User.objects.create_user("davies", "davies@example.org", PASSWORD)
    specimens.take(specimens.volume(specimens.page("1") + specimens.document(1, TEXT)))
    document = Document.objects.get(identifier="d1")
    made = []
    for words in ("No crew has come.", "boats lie", "The boats are old."):
        at = document.text.index(words)
        place = selectors.made(document.text, at, at + len(words))
        made.append(notebook.create(davies, document, Content(f"On *{words}*", ("fishing",)), place))
    Annotation.objects.filter(pk=made[1].pk).update(standing="changed", old_quote="boats lay")
    gone = {"start": None, "end": None, "places": [[3, 20], [30, 44]]}
    Annotation.objects.filter(pk=made[2].pk).update(standing="lost", **gone)
    return made[0]


def test_the_pages_of_the_notebook_have_no_fault_that_can_be_found_by_rule(page: Page, note: Annotation) -> None:
    log_in(page, "/annotations/")
    for address in (
        "/annotations/",
        "/annotations/?tag=fishing&q=boats",
        note.get_absolute_url(),
        "/annotations/import/",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        looked_at(page)


def test_a_file_that_is_refused_is_answered_where_it_was_chosen(
    page: Page, note: Annotation, console_errors: list[str]
) -> None:
    log_in(page, "/annotations/import/")
    file: FilePayload = {"name": "h.json", "mimeType": "application/json", "buffer": b'[{"uri": 7}, {"uri": 8}]'}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("alert")).to_contain_text("h.json: 2 of its 2 records cannot be read")
    expect(page.get_by_role("alert")).to_contain_text("Record 2: uri")
    looked_at(page)
    console_errors[:] = [said for said in console_errors if "status of 400" not in said]


def test_a_note_is_edited_deleted_and_brought_back_without_scripts(
    browser: Browser, site: str, note: Annotation
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    log_in(page, "/annotations/")
    shown = page.locator(f"#note-{note.address}")
    shown.get_by_text("Edit").click()
    shown.get_by_label("Note", exact=True).fill("Said otherwise.")
    shown.get_by_role("button", name="Save").click()
    expect(shown.locator(".note-text")).to_have_text("Said otherwise.")
    shown.get_by_role("button", name="Delete").click()
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(shown.locator(".note-text")).to_have_text("Said otherwise.")
    shown.get_by_text("Edit").click()
    shown.get_by_label("Note", exact=True).fill("Said in haste.")
    shown.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Undo").click()
    expect(shown.locator(".note-text")).to_have_text("Said otherwise.")
    page.get_by_role("button", name="These are the words").click()
    expect(page.get_by_role("status")).to_contain_text("stays")
    context.close()


def test_notes_of_elsewhere_are_taken_in_once_sought_narrowed_and_taken_along(page: Page, note: Annotation) -> None:
    log_in(page, "/annotations/")
    page.get_by_role("link", name="Take in notes").click()
    for said in ("Taken in: 2", "There already: 2"):
        file: FilePayload = {"name": "h.json", "mimeType": "application/json", "buffer": HYPOTHESIS.encode()}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Take in").click()
        expect(page.get_by_role("heading", name=said)).to_be_visible()
    page.get_by_role("link", name="To the notebook", exact=True).click()
    page.get_by_label("Words in notes").fill("idleness")
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(page.locator("article.note")).to_have_count(1)
    expect(page.locator("article.note")).to_contain_text("Your answer to your note")
    page.get_by_role("link", name="Clear all").click()
    page.get_by_text("Narrow by place").click()
    page.get_by_label("Tag", exact=True).select_option("boats")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("article.note")).to_contain_text("Written May 1, 2019")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Markdown").click()
    assert "Old, then." in fetched.value.path().read_text()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    looked_at(page)
