"""A curator's errands: questions decided by keys, a name put right and put back, on any screen and with or without
scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from archive.annotations import moderation, notebook, reports, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document, Entity, Mention, Suggestion
from tests.curated import letter, sought
from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, SHOWN, WIDE, judge, outline
from tests.specimens import page as marker
from tests.specimens import take, volume

QUESTIONS = "/desk/questions/"
HERE = "/volumes/frus1937v01/d1/"
PASSWORD = "treaty of oregon"
TEXT = "The harbor of Kristiansund is closed."
LETTERS = volume(marker("7") + letter(1, text=TEXT) + letter(2, "Almgreen", "Christiania", TEXT) + letter(3, text=TEXT))


@pytest.fixture
def _letters(transactional_db: None) -> None:
    """Three letters, in each of which Kristiansund may be either of two places; and a curator."""
    take(LETTERS)
    User.objects.create_superuser("bancroft", password=PASSWORD)
    sought("Kristiansund", "christiania", "oslo")


@pytest.fixture
def desk(_letters: None, page: Page) -> Page:
    """A curator's tab, logged in."""
    log_in(page, "/desk/")
    return page


def log_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Username").fill("bancroft")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def said(page: Page, words: str) -> None:
    expect(page.locator(".told")).to_have_text(words)
    page.wait_for_load_state()  # keys are listened to then


def written() -> tuple[Annotation, Annotation]:
    """A note that waits, one that was reported, an error, and a correction; gives the second and the last."""
    davies, curator = User.objects.create_user("davies"), User.objects.get(username="bancroft")
    document = Document.objects.get(identifier="d1")
    words = selectors.made(document.text, 0, 20)
    notebook.create(davies, document, Content("Compare the letter of May."), words, visibility="public")
    told = notebook.create(davies, document, Content("He lied."), words, visibility="public")
    moderation.flag(moderation.allow(told, curator), User.objects.create_user("kennan"), "It insults him.")
    reports.report("Read: Sir.", davies, HERE, document, quote=document.text[:3], span=(0, 3))
    ours = moderation.say(curator, document, Content("Kristiania"), words, voice="correction")
    return told, ours


def meant() -> list[tuple[str, str]]:
    rows = Mention.objects.filter(basis="curator").order_by("document__order")
    return [*rows.values_list("document__identifier", "entity__slug")]


@pytest.mark.usefixtures("_letters")
@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_in_has_an_outline_and_no_fault_that_can_be_found_by_rule(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/desk/")
    outline(page)
    judge(page)
    judge(page, ON_A_PHONE)
    page.emulate_media(color_scheme="dark")
    judge(page, IN_THE_DARK)
    assert page.evaluate(WIDE) <= 0


@pytest.mark.usefixtures("_letters")
def test_a_curator_logs_in_and_is_led_to_what_they_came_for(page: Page) -> None:
    log_in(page, QUESTIONS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who or what is “Kristiansund”?")


def test_questions_are_decided_skipped_and_undone_by_keys(desk: Page) -> None:
    desk.goto(QUESTIONS)
    oslo = desk.locator("[data-key='1']", has_text="Oslo")
    expect(oslo).to_be_visible()  # it is named in the document
    desk.keyboard.press("1")
    said(desk, "“Kristiansund” in frus1937v01/d1 means Oslo.")
    desk.keyboard.press("s")
    expect(desk.get_by_role("figure")).to_contain_text("document 3")
    desk.wait_for_load_state()
    desk.keyboard.press("n")
    said(desk, "“Kristiansund” in frus1937v01/d3 means none of Christiania; Oslo.")
    desk.keyboard.press("u")
    said(desk, "Undone: “Kristiansund” in frus1937v01/d3 means none of Christiania; Oslo.")
    expect(desk.locator("[data-key='1']", has_text="Oslo")).to_be_visible()
    desk.keyboard.press("2")
    said(desk, "“Kristiansund” in frus1937v01/d3 means Christiania.")
    assert meant() == [("d1", "oslo"), ("d3", "christiania")]


def test_another_than_the_candidates_is_found_and_chosen_without_a_pointer(desk: Page) -> None:
    Entity.objects.create(kind="place", name="Kristiansand", slug="kristiansand")
    desk.goto(QUESTIONS)
    desk.keyboard.press("o")
    desk.keyboard.type("kristiansa")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Kristiansand")).to_be_focused()
    expect(desk.get_by_label("Or another")).to_have_value("kristiansa")
    desk.keyboard.press("Enter")
    said(desk, "“Kristiansund” in frus1937v01/d1 means Kristiansand.")
    assert meant() == [("d1", "kristiansand")]


def test_a_curator_logs_out_and_the_desk_is_closed(desk: Page) -> None:
    desk.get_by_role("button", name="Log out").click()
    expect(desk).to_have_url(re.compile("/$"))
    desk.get_by_role("link", name="For curators").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Log in")


def test_keys_that_are_switched_off_decide_nothing(desk: Page) -> None:
    desk.goto(QUESTIONS)
    desk.keyboard.press("?")
    keys = desk.get_by_role("dialog", name="Keys")
    desk.keyboard.press("1")  # while the list is open
    keys.get_by_label("Keys are on").uncheck()
    keys.get_by_role("button", name="Close").click()
    desk.keyboard.press("1")
    desk.wait_for_timeout(200)
    assert Suggestion.objects.count() == 3
    expect(desk.locator(".told")).to_have_count(0)


def test_a_key_pressed_in_a_field_is_written_there(desk: Page) -> None:
    desk.goto(QUESTIONS)
    desk.locator("[data-search-box]").press_sequentially("1ns")
    desk.wait_for_timeout(200)
    assert Suggestion.objects.count() == 3
    expect(desk.locator("[data-search-box]")).to_have_value("1ns")


def test_the_passage_leads_to_the_words_on_their_page(desk: Page) -> None:
    desk.goto(QUESTIONS)
    desk.get_by_role("figure").get_by_role("link").click()
    expect(desk.locator("mark[aria-current]")).to_have_text("Kristiansund")
    expect(desk.locator("mark[aria-current]")).to_be_in_viewport()


def test_a_name_is_found_merged_and_put_back(desk: Page) -> None:
    desk.get_by_label("A place, person, office or body").fill("almgreen")
    desk.get_by_role("button", name="Find").click()
    desk.get_by_role("link", name="Almgreen, Minister in Norway").click()
    desk.get_by_role("link", name="Merge it into another").click()
    desk.get_by_label("Into which?").fill("almgren")
    desk.get_by_role("button", name="Find").click()
    desk.get_by_role("link", name="Almgren, Minister in Norway").click()
    expect(desk.get_by_role("row", name="in documents 1")).to_be_visible()
    desk.get_by_role("button", name="Merge").click()
    said(desk, "Almgreen, Minister in Norway (person) merged into Almgren, Minister in Norway (person).")
    desk.goto("/volumes/frus1937v01/d2/")
    expect(desk.locator("main a.name", has_text="Almgreen")).to_have_attribute(
        "href", "/actors/almgren-minister-in-norway/"
    )
    desk.goto("/desk/log/")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(".undone")).to_have_count(1)
    desk.goto("/volumes/frus1937v01/d2/")
    expect(desk.locator("main a.name", has_text="Almgreen")).to_have_attribute(
        "href", "/actors/almgreen-minister-in-norway/"
    )


def test_a_renamed_place_is_led_to_from_its_old_address(desk: Page) -> None:
    desk.goto("/desk/names/oslo/")
    desk.get_by_label("Preferred name").fill("Kristiania")
    desk.get_by_role("button", name="Rename").click()
    said(desk, "Oslo renamed Kristiania.")
    desk.goto("/places/oslo/")
    expect(desk).to_have_url(re.compile("/places/kristiania/$"))
    desk.goto("/volumes/frus1937v01/d1/")
    expect(desk.locator("main a.name", has_text="Oslo")).to_have_attribute("href", "/places/kristiania/")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_room_for_what_readers_write_has_an_outline_and_no_fault_that_can_be_found_by_rule(
    desk: Page, width: int
) -> None:
    _, ours = written()
    desk.set_viewport_size({"width": width, "height": 700})
    rooms = ("", "notes/", "flags/", "reports/?show=all", "editorial/", f"editorial/{ours.pk}/", "log/")
    form = f"/desk/editorial/new/?address={HERE}&passage=0-2"
    for address in (*(f"/desk/{room}" for room in rooms), form, f"{HERE}report/", f"{HERE}report/?sent"):
        desk.emulate_media(color_scheme="light")
        desk.goto(address)
        outline(desk)
        judge(desk)
        judge(desk, ON_A_PHONE)
        desk.emulate_media(color_scheme="dark")
        judge(desk, IN_THE_DARK)
        assert desk.evaluate(WIDE) <= 0, address


def test_notes_are_allowed_and_reported_ones_hidden_by_keys(desk: Page) -> None:
    told, _ = written()
    desk.goto("/desk/notes/")
    desk.keyboard.press("a")
    said(desk, "Everybody can read it now: the note on frus1937v01/d1.")
    desk.goto("/desk/flags/")
    desk.keyboard.press("w")
    desk.keyboard.type("Unkind.")
    desk.get_by_role("button", name="Hide it").press("h")
    said(desk, "Taken out of sight: the note on frus1937v01/d1.")
    told.refresh_from_db()
    assert (told.approval, told.flags.get().decision) == ("hidden", "Unkind.")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_desk_has_an_outline_and_no_fault_that_can_be_found_by_rule(desk: Page, width: int) -> None:
    almgren = "/desk/names/almgren-minister-in-norway/"
    merging = f"{almgren}merge/"
    addresses = (
        *("/desk/?q=almgren", QUESTIONS, almgren, f"{almgren}split/", "/desk/log/"),
        *(f"{merging}?q=almgreen", f"{merging}?into=secretary-of-state", f"{QUESTIONS}?q=almgren"),
    )
    desk.goto(QUESTIONS)
    desk.keyboard.press("1")
    said(desk, "“Kristiansund” in frus1937v01/d1 means Oslo.")
    desk.set_viewport_size({"width": width, "height": 700})
    for address in addresses:
        desk.emulate_media(color_scheme="light")
        desk.goto(address)
        outline(desk)
        judge(desk)
        judge(desk, ON_A_PHONE)
        desk.emulate_media(color_scheme="dark")
        judge(desk, IN_THE_DARK)
        assert desk.evaluate(WIDE) <= 0, address


def test_the_tabulator_reaches_everything_of_a_question_and_shows_where_it_is(desk: Page) -> None:
    desk.goto(QUESTIONS)
    wanted = desk.evaluate(f"(window.wanted = {SHOWN}).length")
    reached = []
    for _ in range(wanted):
        desk.keyboard.press("Tab")
        reached.append(
            desk.evaluate(
                """() => [window.wanted.indexOf(document.activeElement),
                    getComputedStyle(document.activeElement).outlineStyle !== "none"]"""
            )
        )
    assert reached == [[place, True] for place in range(wanted)]


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser without scripts."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context
    context.close()


@pytest.mark.usefixtures("_letters")
def test_questions_are_decided_without_scripts(plain: BrowserContext) -> None:
    page = plain.new_page()
    log_in(page, QUESTIONS)
    page.get_by_role("button", name="Oslo").click()
    said(page, "“Kristiansund” in frus1937v01/d1 means Oslo.")
    page.get_by_role("link", name="Skip it for now").click()
    page.get_by_role("button", name="None of them").click()
    page.get_by_role("button", name="Undo").click()
    said(page, "Undone: “Kristiansund” in frus1937v01/d3 means none of Christiania; Oslo.")
    assert meant() == [("d1", "oslo")]
