"""Readers' notes: made on the words that were meant, told from one another when two people write, never thrown away."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser, User

from archive.annotations import moderation, notebook, placing, reports, selectors, tokens
from archive.annotations.notebook import Conflict, Content, Gone, NotYours, Refused, WordsNotFound, WordsRepeated
from archive.models import Annotation, Document, ErrorReport, Flag, Token
from archive.store import withdrawal
from tests import specimens

pytestmark = pytest.mark.django_db

SAID = Content("Compare his letter of May.", ("fishing",))
TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'


@pytest.fixture
def document() -> Document:
    """The first of two documents."""
    body = specimens.page("1") + specimens.document(1, TEXT) + specimens.document(2, FOOTNOTE)
    specimens.take(specimens.volume(body))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("reader")


@pytest.fixture
def other() -> User:
    return User.objects.create_user("other")


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator", first_name="Clara", last_name="Curator", is_staff=True)


def on(document: Document, words: str) -> selectors.Selector:
    """What selects words where they stand first."""
    start = document.text.index(words)
    return selectors.made(document.text, start, start + len(words))


def note(owner: User, document: Document, words: str = "No crew has come.", visibility: str = "private") -> Annotation:
    return notebook.create(owner, document, SAID, on(document, words), visibility=visibility)


# Where it stands


def test_a_note_stands_on_its_words_and_is_private(document: Document, reader: User) -> None:
    made = note(reader, document)
    made.refresh_from_db()
    assert document.text[made.start : made.end] == made.quote == "No crew has come."
    assert (made.text, made.tags, made.visibility, made.standing) == (SAID.text, ["fishing"], "private", "exact")
    assert document.text[: made.start].endswith(made.prefix)
    assert len(made.prefix) == 32


def test_words_that_moved_since_the_page_was_opened_are_found(document: Document, reader: User) -> None:
    start = document.text.index("No crew")
    selector = selectors.Selector(selectors.Quote("No crew"), selectors.Position(start - 4, start + 3))
    made = notebook.create(reader, document, SAID, selector)
    assert (made.start, made.quote, made.standing) == (start, "No crew", "exact")


def test_words_that_are_not_there_are_refused_and_imported_ones_kept_as_lost(document: Document, reader: User) -> None:
    selector = selectors.Selector(selectors.Quote("whales"), selectors.Position(0, 6))
    with pytest.raises(WordsNotFound):
        notebook.create(reader, document, SAID, selector)
    kept = notebook.create(reader, document, SAID, selector, must_stand=False)
    assert (kept.standing, kept.start, kept.quote, kept.text) == ("lost", None, "whales", SAID.text)


def test_a_note_can_be_on_the_whole_document_or_a_page(document: Document, reader: User) -> None:
    assert notebook.create(reader, document, SAID).standing == "whole"
    assert notebook.create(reader, document, SAID, page="pg_1").page == "pg_1"


def test_a_footnote_has_notes_of_its_own(document: Document, reader: User) -> None:
    second = Document.objects.get(identifier="d2")
    found = placing.of_words(second, "The  second\nletter")
    assert (found.footnote, found.start, found.quote) == ("d2fn1", 0, "The second letter")
    text = placing.text_of(second, found.footnote)
    made = notebook.create(reader, second, SAID, selectors.made(text, found.start, found.end), footnote=found.footnote)
    assert notebook.in_text(second, reader)[0].footnote == made.footnote == "d2fn1"
    with pytest.raises(notebook.NoSuchFootnote):
        notebook.create(reader, second, SAID, selectors.made(text, 0, 3), footnote="d2fn9")


def test_quoted_words_are_found_once_or_all_their_places_told(document: Document) -> None:
    found = placing.of_words(document, "No crew")
    assert (found.quote, found.before[-6:], found.behind[:4]) == ("No crew", " idle. "[-6:], " has")
    with pytest.raises(WordsRepeated) as several:
        placing.of_words(document, "The boats")
    assert [place.quote for place in several.value.places] == ["The boats"] * 2
    with pytest.raises(WordsNotFound) as similar:
        placing.of_words(document, "No crews has come")
    assert [place.quote for place in similar.value.places] == ["No crew has come"]
    for nothing in ("", " \n", "whales in the harbour"):
        with pytest.raises(WordsNotFound):
            placing.of_words(document, nothing)


def test_nothing_is_written_on_a_withdrawn_document(document: Document, reader: User) -> None:
    withdrawal.withdraw("frus1937v01/d1", "A mistake.")
    with pytest.raises(Refused):
        note(reader, document)


# Who changes it


def test_an_edit_keeps_what_was_said_before(document: Document, reader: User) -> None:
    made = note(reader, document)
    edited = notebook.edit(made, reader, Content("Better."), made.version)
    earlier = edited.earlier.get()
    assert (edited.text, edited.version, earlier.text, earlier.tags) == ("Better.", 2, SAID.text, ["fishing"])
    assert notebook.edit(edited, reader, Content("Better."), 2).version == 2


def test_of_two_edits_of_one_version_the_second_is_told(document: Document, reader: User) -> None:
    made = note(reader, document)
    notebook.edit(made, reader, Content("First."), 1)
    for act in (lambda: notebook.edit(made, reader, Content("Second."), 1), lambda: notebook.delete(made, reader, 1)):
        with pytest.raises(Conflict) as told:
            act()
        assert (told.value.present.text, told.value.present.version) == ("First.", 2)


def test_a_deleted_note_comes_back_as_it_was(document: Document, reader: User) -> None:
    made = note(reader, document)
    notebook.delete(made, reader)
    with pytest.raises(Gone):
        notebook.edit(made, reader, Content("x"))
    back = notebook.undelete(made, reader)
    assert (back.text, back.deleted_at, back.version) == (SAID.text, None, 3)


def test_only_its_owner_changes_a_note(document: Document, reader: User, other: User, curator: User) -> None:
    made = note(reader, document, visibility="public")
    selector = on(document, "The boats")
    for stranger in (other, curator, AnonymousUser()):
        for act in (notebook.delete, notebook.undelete, notebook.share, notebook.withdraw, notebook.confirm):
            with pytest.raises(NotYours):
                act(made, stranger)
        with pytest.raises(NotYours):
            notebook.move(made, stranger, selector)
        with pytest.raises(NotYours):
            notebook.edit(made, stranger, Content("x"))
    made.refresh_from_db()
    assert made.version == 1


def test_a_note_can_be_moved_to_other_words_and_off_them(document: Document, reader: User) -> None:
    made = note(reader, document)
    moved = notebook.move(made, reader, on(document, "The boats"), 1)
    assert (moved.quote, moved.text, moved.earlier.get().quote) == ("The boats", SAID.text, "No crew has come.")
    whole = notebook.move(moved, reader, selectors.WHOLE)
    assert (whole.start, whole.quote, whole.standing) == (None, "", "whole")


@pytest.mark.parametrize("content", [{"text": "x" * 100_001}, {"tags": tuple(map(str, range(51)))}, {"colour": "red"}])
def test_what_is_too_much_for_a_note_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        Content(**content)


def test_tags_are_kept_once_and_plain() -> None:
    assert Content(tags=(" a  b ", "a b", "", "c")).tags == ("a b", "c")


# Who sees it


@pytest.mark.parametrize(("rule", "approval"), [("asked", ""), ("open", "allowed")])
def test_the_archive_says_whether_a_curator_is_asked(
    document: Document, reader: User, settings: LazySettings, rule: str, approval: str
) -> None:
    settings.PUBLIC_NOTES = rule
    assert notebook.publish(note(reader, document), reader).approval == approval


def test_an_archive_can_do_without_public_notes(document: Document, reader: User, settings: LazySettings) -> None:
    settings.PUBLIC_NOTES = "off"
    with pytest.raises(Refused):
        notebook.publish(note(reader, document), reader)
    assert notebook.share(Annotation.objects.get(), reader).visibility == "link"


def test_what_was_allowed_and_then_said_otherwise_must_be_allowed_again(
    document: Document, reader: User, curator: User
) -> None:
    made = note(reader, document, visibility="public")
    assert list(Annotation.objects.awaiting()) == [made]
    assert moderation.allow(made, curator).is_public
    assert not notebook.edit(made, reader, Content("Something else.")).is_public


def test_what_a_curator_hid_its_owner_cannot_show_again(document: Document, reader: User, curator: User) -> None:
    made = moderation.hide(note(reader, document, visibility="public"), curator)
    for act in (notebook.withdraw, notebook.share, notebook.publish):
        assert not act(made, reader).is_public
        assert not Annotation.objects.at(made.address, AnonymousUser()).exists()
    assert list(Annotation.objects.awaiting()) == [made]


def test_an_answer_stands_where_the_note_stands(document: Document, reader: User, other: User) -> None:
    made = note(reader, document, visibility="link")
    answer = notebook.reply(made, other, Content("No."))
    assert (answer.reply_to, answer.start, answer.visibility) == (made, made.start, "link")
    assert [span.address for span in notebook.in_text(document, other)] == []
    with pytest.raises(NotYours):
        notebook.reply(notebook.withdraw(made, reader), other, Content("No."))


# What curators do


def test_a_report_of_a_note_is_decided_once_for_all(
    document: Document, reader: User, other: User, curator: User
) -> None:
    made = moderation.allow(note(reader, document, visibility="public"), curator)
    first = moderation.flag(made, other, "Rude.")
    assert moderation.flag(made, other, "Very.").reason == "Rude.\nVery."
    second = moderation.flag(made, curator, "Indeed.")
    decided = moderation.decide(first, curator, hides=True)
    assert (decided.decision, decided.decided_by) == ("Taken out of sight.", curator)
    assert not Flag.objects.open().exists()
    assert not Annotation.objects.public().exists()
    with pytest.raises(Refused):
        moderation.decide(second, curator, hides=False)


def test_nobody_reports_what_they_do_not_see_or_wrote(document: Document, reader: User, other: User) -> None:
    made = note(reader, document)
    with pytest.raises(NotYours):
        moderation.flag(made, other, "Rude.")
    with pytest.raises(Refused):
        moderation.flag(made, reader, "Rude.")


def test_only_curators_moderate(document: Document, reader: User, other: User) -> None:
    made = note(reader, document, visibility="link")
    told = moderation.flag(made, other, "Rude.")
    for act in (
        lambda: moderation.allow(made, other),
        lambda: moderation.hide(made, other),
        lambda: moderation.decide(told, other, hides=True),
        lambda: moderation.say(other, document, SAID),
    ):
        with pytest.raises(NotYours):
            act()


def test_what_the_archive_says_is_public_signed_and_outlives_its_curator(
    document: Document, reader: User, curator: User
) -> None:
    selector = on(document, "crew")
    said = moderation.say(curator, document, Content("crews"), selector, voice="correction")
    assert (said.signature, said.owner, said.is_public) == ("Clara Curator", None, True)
    with pytest.raises(NotYours):
        notebook.edit(said, reader, Content("x"))
    assert notebook.edit(said, curator, Content("crewmen")).is_public
    curator.delete()
    assert [span.voice for span in notebook.in_text(document, AnonymousUser())] == ["correction"]


def test_an_error_is_reported_by_anybody_and_decided_by_a_curator(document: Document, curator: User) -> None:
    told = reports.report("Read: crews", AnonymousUser(), "/volumes/x/d1/", document, quote="crew", span=(40, 44))
    assert list(ErrorReport.objects.open()) == [told]
    assert not reports.decide(told, curator, "Corrected.").is_open
    with pytest.raises(Refused):
        reports.decide(told, curator, "Again.")
    with pytest.raises(Refused):
        reports.report(" ", AnonymousUser(), "/")


def test_a_token_is_told_once_and_kept_as_a_hash(reader: User, other: User) -> None:
    token, secret = tokens.issue(reader, "My script")
    assert tokens.bearer(secret) == reader
    assert Token.objects.get().used_at is not None
    assert secret not in str(Token.objects.values())
    assert tokens.bearer(secret + "x") is None
    assert not tokens.revoke(other, token.pk)
    assert tokens.revoke(reader, token.pk)
    assert tokens.bearer(secret) is None


def test_the_token_of_a_closed_account_opens_nothing(reader: User) -> None:
    _, secret = tokens.issue(reader, "My script")
    User.objects.update(is_active=False)
    assert tokens.bearer(secret) is None
