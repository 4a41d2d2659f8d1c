"""The curator's desk: who may come, what is asked, what is done, and what is said when it cannot be done."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from lxml import html

from archive import models
from archive.models import Act, Document, Entity, Mention, Ruling, Suggestion
from archive.store import curating
from tests.curated import letter, named, sought
from tests.specimens import page, take, volume

LONG = "He wrote of harbors and of lights. " * 10
NOTED = 'See <note n="2" xml:id="d4fn1">So it was at Kristiansund.</note> there.'
LETTERS = volume(
    page("7")
    + letter(1)
    + letter(2, "Almgreen")
    + letter(
        3,
        place="Christiania",
        text=f"{LONG}At Kristiansund &amp; not &lt;at&gt; Bergen. {LONG}{page('8')}Kristiansund again.",
    )
    + letter(4, text=NOTED)
)
OSLO = "/desk/names/oslo/"
QUESTIONS = "/desk/questions/"
LOG = "/desk/log/"
ADDRESSES = ("/desk/", QUESTIONS, OSLO, f"{OSLO}merge/", f"{OSLO}split/", LOG)


@pytest.fixture
def letters(db: None) -> models.Volume:
    return take(LETTERS)


@pytest.fixture
def _unsure(letters: models.Volume) -> None:
    """Kristiansund may be either of two places, in a text and in a footnote."""
    sought("Kristiansund", "christiania", "oslo")


@pytest.fixture
def bancroft(db: None) -> User:
    return User.objects.create_user("bancroft", is_staff=True)


@pytest.fixture
def desk(client: Client, bancroft: User) -> Client:
    """The browser of a curator."""
    client.force_login(bancroft)
    return client


def shown(answer: Any, status: int = 200) -> Any:
    """A page of the desk, read: it says who it is for, and nothing in it is anything but harmless."""
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    tree = html.fromstring(answer.content)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//@style | //@onclick | //script[not(@src)]") == []
    forms = tree.xpath("//form[@method='post']")
    assert all(form.xpath(".//input[@name='csrfmiddlewaretoken']") for form in forms)
    return tree


def words(tree: Any, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in tree.xpath(path)).split())


def told(tree: Any) -> list[str]:
    return [" ".join(part.text_content().split()) for part in tree.xpath("//*[@class='told' or @class='told refused']")]


def do(client: Client, address: str, **fields: Any) -> Any:
    """Send a form, and read the page that it leads to."""
    return shown(client.post(address, fields, follow=True))


# Who may come


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("address", [*ADDRESSES, f"{LOG}1/undo/"])
def test_a_stranger_is_asked_to_log_in_and_then_led_back(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("address", [*ADDRESSES, f"{LOG}1/undo/"])
def test_a_reader_who_is_no_curator_is_refused(client: Client, address: str) -> None:
    client.force_login(User.objects.create_user("reader"))
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 403
        assert "This is not for you to do" in answer.content.decode()


@pytest.mark.usefixtures("letters")
def test_a_curator_logs_in_comes_where_they_were_going_and_logs_out(client: Client) -> None:
    User.objects.create_user("bancroft", password="treaty of oregon", is_staff=True)
    tree = html.fromstring(client.get(OSLO, follow=True).content)
    said = {"username": "bancroft", "password": "oregon", "next": tree.xpath("//input[@name='next']/@value")[0]}
    answer = client.post("/accounts/login/", said)
    assert "No account has this username and password" in words(html.fromstring(answer.content))
    tree = do(client, "/accounts/login/", **said | {"password": "treaty of oregon"})
    assert words(tree, "//h1") == "Oslo"
    (way_out,) = tree.xpath("//form[.//button='Log out']/@action")
    assert client.get(way_out).status_code == 405
    assert client.post(way_out)["Location"] == "/"
    assert client.get(OSLO).status_code == 302


@pytest.mark.django_db
def test_who_is_no_curator_logs_in_but_is_not_let_to_the_desk(client: Client) -> None:
    User.objects.create_user("reader", password="treaty of oregon")
    said = {"username": "reader", "password": "treaty of oregon", "next": "/desk/"}
    assert client.post("/accounts/login/", said, follow=True).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/login/", "/admin/login/"])
def test_the_ways_in_that_there_were_lead_to_the_one_there_is(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == "/accounts/login/"
    assert client.get(f"{address}?next=/desk/log/")["Location"] == "/accounts/login/?next=%2Fdesk%2Flog%2F"


@pytest.mark.usefixtures("letters")
def test_only_who_may_see_records_is_led_to_them(desk: Client, bancroft: User) -> None:
    assert "/admin/" not in "".join(shown(desk.get(OSLO)).xpath("//@href"))
    bancroft.user_permissions.add(Permission.objects.get(codename="view_entity"))
    assert f"/admin/archive/entity/{named('oslo').pk}/change/" in shown(desk.get(OSLO)).xpath("//@href")


@pytest.mark.usefixtures("_unsure")
@pytest.mark.parametrize("typed", ["\0", "Os\0lo", "\ud800".encode(errors="replace").decode(), "9" * 400, "<b>'\"%_\\"])
def test_whatever_is_typed_every_page_of_the_desk_has_an_answer(desk: Client, typed: str) -> None:
    asked = dict.fromkeys(("q", "name", "after", "into", "volume", "kind", "page"), typed)
    for address in ADDRESSES:
        assert desk.get(address, asked).status_code == 200
    said = dict.fromkeys(("name", "office", "volume", "means", "question", "variant", "names", "documents"), typed)
    for address in (QUESTIONS, OSLO, f"{OSLO}merge/", f"{OSLO}split/"):
        for act in ("rename", "variant", "forget"):
            assert desk.post(address, {"act": act, **said}).status_code in (200, 302, 404, 409)


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("address", [QUESTIONS, OSLO, f"{OSLO}merge/", f"{OSLO}split/", f"{LOG}1/undo/"])
def test_nothing_is_done_for_a_form_of_another_site(bancroft: User, address: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(bancroft)
    assert careful.post(address, {"act": "rename", "name": "X"}).status_code == 403
    assert not Act.objects.exists()


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_of_the_desk_is_shown_to_a_curator_and_kept_by_nobody(desk: Client, address: str) -> None:
    shown(desk.get(address))


@pytest.mark.usefixtures("letters")
def test_what_is_not_there_is_said_to_be_missing(desk: Client) -> None:
    for address in ("/desk/names/atlantis/", "/desk/names/atlantis/merge/"):
        assert desk.get(address).status_code == 404
    assert desk.post(f"{LOG}999/undo/").status_code == 404


@pytest.mark.usefixtures("letters")
def test_nothing_is_undone_by_following_a_link(desk: Client) -> None:
    act = curating.rename(named("oslo"), "Kristiania")
    assert desk.get(f"{LOG}{act.pk}/undo/")["Location"] == LOG
    assert named("kristiania")


# Open questions


@pytest.mark.usefixtures("_unsure")
def test_a_question_shows_the_passage_with_the_words_marked_and_where_it_stands(desk: Client) -> None:
    tree = shown(desk.get(QUESTIONS))
    assert words(tree, "//blockquote//mark") == "Kristiansund"
    quoted = words(tree, "//blockquote")
    assert "At Kristiansund & not <at> Bergen." in quoted
    assert quoted.startswith("… ")
    assert quoted.endswith(" …")
    assert 350 < len(quoted) < 420
    at = Suggestion.objects.filter(note="").order_by("start")[0].start
    assert tree.xpath("//figcaption/a/@href") == [
        f"/volumes/frus1937v01/d3/pg_7/?q=%22Kristiansund%22&hit={at}#hit-{at}"
    ]
    assert "(in all 2 places of this document)" in words(tree)


@pytest.mark.usefixtures("_unsure")
def test_the_address_of_a_passage_leads_to_the_words_marked(desk: Client) -> None:
    for _ in range(2):
        tree = shown(desk.get(QUESTIONS))
        address = tree.xpath("//figcaption/a/@href")[0]
        assert f'id="{address.partition("#")[2]}"' in desk.get(address).content.decode()
        do(desk, QUESTIONS, question=tree.xpath("//input[@name='question']/@value")[0], means="none")


@pytest.mark.usefixtures("_unsure")
def test_a_question_in_a_footnote_shows_the_note(desk: Client) -> None:
    tree = shown(desk.get(QUESTIONS, {"after": Document.objects.get(identifier="d3").pk}))
    assert words(tree, "//blockquote") == "So it was at Kristiansund."
    assert "footnote 2" in words(tree, "//figcaption")


@pytest.mark.usefixtures("_unsure")
def test_the_candidates_are_buttons_under_the_numbers_of_their_keys(desk: Client) -> None:
    buttons = shown(desk.get(QUESTIONS)).xpath("//form[@class='decision']//button")
    assert [(button.get("data-key"), button.get("value")) for button in buttons] == [
        ("1", str(named("christiania").pk)),  # it is named in the document
        ("2", str(named("oslo").pk)),
        ("n", "none"),
    ]


@pytest.mark.usefixtures("_unsure")
def test_a_decision_is_kept_and_leads_to_the_next_question(desk: Client, bancroft: User) -> None:
    first = Suggestion.objects.order_by("document", "note", "start")[0]
    place = f"{first.document_id}.{first.start}."
    tree = do(desk, QUESTIONS, question=first.pk, place=place, means=named("oslo").pk)
    assert told(tree) == ["“Kristiansund” in frus1937v01/d3 means Oslo."]
    assert words(tree, "//blockquote") == "So it was at Kristiansund."
    assert set(Mention.objects.filter(text="Kristiansund").values_list("basis", "entity__slug")) == {
        ("curator", "oslo")
    }
    assert Act.objects.get().by == bancroft


@pytest.mark.usefixtures("_unsure")
def test_another_than_the_candidates_is_looked_for_and_chosen(desk: Client) -> None:
    Entity.objects.create(kind="place", name="Kristiansand", slug="kristiansand")
    Entity.objects.create(kind="person", name="Kristiansand", slug="kristiansand-2")
    tree = shown(desk.get(QUESTIONS, {"q": "kristians"}))
    buttons = [words(button, ".") for button in tree.xpath("//form[@class='decision']//button")]
    assert [text.split()[-1] for text in buttons] == ["here", "times", "kristiansand", "them"]
    question = tree.xpath("//input[@name='question']/@value")[0]
    tree = do(desk, QUESTIONS, question=question, means=named("kristiansand").pk)
    assert told(tree) == ["“Kristiansund” in frus1937v01/d3 means Kristiansand."]
    assert Mention.objects.filter(text="Kristiansund", entity=named("kristiansand")).count() == 2
    assert "No other has a name like it" in words(shown(desk.get(QUESTIONS, {"q": "xyzzy"})))


@pytest.mark.usefixtures("_unsure")
def test_a_last_decision_can_be_undone_from_the_next_question(desk: Client) -> None:
    first = Suggestion.objects.order_by("document", "note", "start")[0]
    tree = do(desk, QUESTIONS, question=first.pk, means="none")
    form = tree.xpath("//form[@class='last']")[0]
    assert form.xpath(".//button/@data-key") == ["u"]
    tree = do(desk, form.get("action"), back=form.xpath(".//input[@name='back']/@value")[0])
    assert told(tree) == ["Undone: “Kristiansund” in frus1937v01/d3 means none of Christiania; Oslo."]
    assert "At Kristiansund & not" in words(tree, "//blockquote")
    assert not Ruling.objects.exists()
    assert tree.xpath("//form[@class='last']") == []


@pytest.mark.usefixtures("_unsure")
def test_a_question_can_be_skipped_and_comes_again_behind_the_last(desk: Client) -> None:
    seen = []
    address = QUESTIONS
    for _ in range(4):
        tree = shown(desk.get(address))
        seen.append(tree.xpath("//input[@name='question']/@value")[0])
        address = QUESTIONS + tree.xpath("//a[@data-key='s']/@href")[0]
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]


@pytest.mark.usefixtures("_unsure")
def test_the_questions_about_one_name_can_be_decided_one_after_another(desk: Client) -> None:
    sought("Bergen", "christiania", "oslo")
    tree = shown(desk.get(QUESTIONS, {"name": "Bergen"}))
    assert "1 open for Bergen" in words(tree)
    tree = do(
        desk, f"{QUESTIONS}?name=Bergen", question=tree.xpath("//input[@name='question']/@value")[0], means="none"
    )
    assert "Nobody needs to decide whom “Bergen” means." in words(tree)
    assert Suggestion.objects.count() == 3


@pytest.mark.usefixtures("_unsure")
def test_who_decides_what_is_decided_is_told_so(desk: Client) -> None:
    first = Suggestion.objects.order_by("document", "note", "start")[0]
    curating.decide(first, named("oslo"))
    tree = do(desk, QUESTIONS, question=first.pk, means=named("christiania").pk)
    assert told(tree) == ["Somebody else has decided this in the meantime, or the text has changed."]
    assert tree.xpath("//*[@role='alert']")
    assert not Mention.objects.filter(text="Kristiansund", entity=named("christiania")).exists()


@pytest.mark.usefixtures("_unsure")
@pytest.mark.parametrize("after", ["x", "-1", "1.2", "1.x.y", "9" * 30, "²", "999999"])
def test_a_place_that_cannot_be_read_is_the_beginning(desk: Client, after: str) -> None:
    tree = shown(desk.get(QUESTIONS, {"after": after}))
    assert "At Kristiansund & not" in words(tree, "//blockquote")


@pytest.mark.usefixtures("letters")
def test_where_nothing_is_in_question_that_is_said(desk: Client) -> None:
    assert "Every name that was found in the text means one place or actor" in words(shown(desk.get(QUESTIONS)))


# A place or actor


@pytest.mark.usefixtures("letters")
def test_the_desk_finds_what_is_to_be_put_right_by_its_name_or_one_like_it(desk: Client) -> None:
    for typed in ("almgre", "norway", "Almgrenn"):
        tree = shown(desk.get("/desk/", {"q": typed}))
        assert "/desk/names/almgren-minister-in-norway/" in tree.xpath("//main//ul//a/@href")
    assert "Nothing in this archive has a name like it" in words(shown(desk.get("/desk/", {"q": "xyzzy"})))
    shown(desk.get("/desk/", {"q": "\0"}))


@pytest.mark.usefixtures("letters")
def test_an_entity_s_desk_says_under_which_names_it_is_printed_how_often(desk: Client) -> None:
    curating.merge(named("almgreen-minister-in-norway"), named("almgren-minister-in-norway"))
    said = words(shown(desk.get("/desk/names/almgren-minister-in-norway/")))
    assert "Almgren, Minister in Norway printed 3 times" in said
    assert "Almgreen, Minister in Norway printed 1 time" in said


@pytest.mark.usefixtures("letters")
def test_an_entity_that_was_merged_is_looked_for_where_it_is_now(desk: Client) -> None:
    curating.merge(named("christiania"), named("oslo"))
    for room in ("", "merge/", "split/"):
        answer = desk.get(f"/desk/names/christiania/{room}")
        assert (answer.status_code, answer["Location"]) == (302, f"{OSLO}{room}")


@pytest.mark.usefixtures("letters")
def test_a_renaming_leads_to_the_new_address_and_says_what_was_done(desk: Client) -> None:
    tree = do(desk, OSLO, act="rename", name="Kristiania")
    assert told(tree) == ["Oslo renamed Kristiania."]
    assert words(tree, "//h1") == "Kristiania"
    assert "Oslo renamed Kristiania" in words(tree, "//ol")


@pytest.mark.usefixtures("letters")
def test_a_refused_renaming_shows_what_was_typed_and_why(desk: Client) -> None:
    tree = shown(desk.post(OSLO, {"act": "rename", "name": "Christiania"}), 409)
    assert told(tree) == ["“Christiania” means Christiania already: merge the two, or split the name off there first."]
    assert tree.xpath("//input[@id='new-name']/@value") == ["Christiania"]


@pytest.mark.usefixtures("letters")
def test_a_further_name_is_added_and_removed(desk: Client) -> None:
    tree = do(desk, OSLO, act="variant", name="Bergen", sought="on")
    assert told(tree) == ["“Bergen” means Oslo."]
    assert Mention.objects.filter(text="Bergen", entity=named("oslo")).exists()
    variant = tree.xpath("//input[@name='variant']/@value")[0]
    assert told(do(desk, OSLO, act="forget", variant=variant)) == ["“Bergen” no longer means Oslo."]
    assert not Mention.objects.filter(text="Bergen").exists()


@pytest.mark.usefixtures("letters")
def test_a_surname_alone_is_refused_with_the_form_as_it_was_filled_in(desk: Client) -> None:
    address = "/desk/names/almgren-minister-in-norway/"
    tree = shown(desk.post(address, {"act": "variant", "name": "Almgren"}), 409)
    assert "a surname alone" in told(tree)[0]
    assert tree.xpath("//input[@id='variant-name']/@value") == ["Almgren"]
    assert not tree.xpath("//input[@name='sought']/@checked")


@pytest.mark.usefixtures("letters")
def test_a_merger_is_shown_before_it_is_made(desk: Client) -> None:
    tree = shown(desk.get("/desk/names/christiania/merge/", {"q": "oslo"}))
    assert tree.xpath("//main//ul//a/@href") == ["?into=oslo"]
    tree = shown(desk.get("/desk/names/christiania/merge/", {"into": "oslo"}))
    rows = {words(row, "th"): words(row, "td") for row in tree.xpath("//table//tr")}
    assert rows == {
        "Mentions": "1", "in documents": "1", "Printed names": "1", "Other forms": "0", "Open questions": "0"
    }  # fmt: skip
    assert "look whether they are two" not in words(tree)
    assert not Act.objects.exists()
    tree = do(desk, "/desk/names/christiania/merge/?into=oslo")
    assert told(tree) == ["Christiania (place) merged into Oslo (place)."]
    assert words(tree, "//h1") == "Oslo"


@pytest.mark.usefixtures("letters")
def test_a_merger_of_two_that_a_catalogue_tells_apart_is_warned_of(desk: Client) -> None:
    for slug, number in (("oslo", "Q585"), ("christiania", "Q1")):
        Entity.objects.filter(slug=slug).update(identifiers={"wikidata": number, "geonames": "3143244"})
    tree = shown(desk.get("/desk/names/christiania/merge/", {"into": "oslo"}))
    assert told(tree) == ["Wikidata tells one from the other: look whether they are two."]


@pytest.mark.usefixtures("letters")
def test_a_merger_of_two_who_are_named_together_is_warned_of(desk: Client) -> None:
    into = {"into": "secretary-of-state"}
    tree = shown(desk.get("/desk/names/almgren-minister-in-norway/merge/", into))
    assert told(tree) == ["3 documents name both: look whether they are two."]


@pytest.mark.usefixtures("letters")
def test_a_place_is_offered_places_alone(desk: Client) -> None:
    assert "No other place has a name like it" in words(shown(desk.get(f"{OSLO}merge/", {"q": "almgren"})))


@pytest.mark.usefixtures("letters")
def test_who_merges_what_was_merged_meanwhile_is_told_and_nothing_else_happens(desk: Client) -> None:
    Entity.objects.create(kind="place", name="Bergen", slug="bergen")
    curating.merge(named("christiania"), named("oslo"))
    tree = shown(desk.post("/desk/names/christiania/merge/?into=bergen"), 409)
    assert told(tree)[0] == "Christiania was merged into Oslo already."
    assert Act.objects.count() == 1
    assert named("oslo").merged_into is None


@pytest.mark.usefixtures("letters")
def test_names_or_documents_are_split_off(desk: Client) -> None:
    address = "/desk/names/almgren-minister-in-norway/split/"
    key = Document.objects.get(identifier="d3").pk
    tree = shown(desk.get(address))
    assert str(key) in tree.xpath("//input[@name='documents']/@value")
    assert words(tree, "//select") == ""  # there is one volume only
    tree = do(desk, address, documents=[key], name="Almgren the elder", office="Minister in Norway")
    assert told(tree) == [
        "frus1937v01/d3 split off Almgren, Minister in Norway as Almgren the elder, Minister in Norway."
    ]
    assert Mention.objects.filter(entity__slug="almgren-the-elder-minister-in-norway").exists()


@pytest.mark.usefixtures("letters")
def test_a_refused_splitting_shows_what_was_chosen_and_typed(desk: Client) -> None:
    address = "/desk/names/almgren-minister-in-norway/split/"
    names = [row.pk for row in named("almgren-minister-in-norway").names.all()]
    tree = shown(desk.post(address, {"names": names, "name": "Somebody"}), 409)
    assert told(tree) == ["Nothing would be left of Almgren, Minister in Norway: rename it instead."]
    assert tree.xpath("//input[@name='names'][@checked]/@value") == [str(name) for name in names]
    assert tree.xpath("//input[@name='name']/@value") == ["Somebody"]


@pytest.mark.usefixtures("letters")
def test_the_documents_to_split_off_are_listed_by_volume(desk: Client) -> None:
    take(volume(letter(1), "frus1938v01"))
    address = "/desk/names/almgren-minister-in-norway/split/"
    assert len(shown(desk.get(address)).xpath("//input[@name='documents']")) == 4
    tree = shown(desk.get(address, {"volume": "frus1938v01"}))
    assert len(tree.xpath("//input[@name='documents']")) == 1
    assert words(tree, "//option[@selected]") == "frus1938v01"


# The log


@pytest.mark.usefixtures("letters")
def test_the_log_says_who_did_what_when_and_what_was_undone_by_whom(desk: Client, bancroft: User) -> None:
    curating.merge(named("christiania"), named("oslo"))
    curating.rename(named("oslo"), "Kristiania", by=bancroft)
    items = [words(item, ".") for item in shown(desk.get(LOG)).xpath("//ol/li")]
    assert items[0].startswith("Oslo renamed Kristiania rename · bancroft · ")
    assert items[1].startswith("Christiania (place) merged into Oslo (place) merge · the authority file · ")
    tree = do(desk, f"{LOG}{Act.objects.get(kind='rename').pk}/undo/")
    assert told(tree) == ["Undone: Oslo renamed Kristiania."]
    undone = tree.xpath("//li[@class='undone']")
    assert len(undone) == 1
    assert "undone by bancroft on" in words(undone[0], ".")
    assert undone[0].xpath(".//form") == []
    assert named("oslo").name == "Oslo"


@pytest.mark.usefixtures("letters")
def test_the_log_can_be_read_by_kind_and_by_page(desk: Client, bancroft: User) -> None:
    curating.rename(named("oslo"), "Kristiania")
    for number in range(60):
        Act.objects.create(kind="ruling", entity=named("kristiania"), said=f"Ruling {number}", by=bancroft)
    tree = shown(desk.get(LOG, {"kind": "ruling"}))
    assert len(tree.xpath("//ol/li")) == 50
    assert tree.xpath("//a[@rel='next']/@href") == ["?kind=ruling&page=2"]
    assert len(shown(desk.get(LOG, {"kind": "rename"})).xpath("//ol/li")) == 1


@pytest.mark.usefixtures("letters")
def test_what_cannot_be_undone_is_said(desk: Client) -> None:
    first = curating.rename(named("oslo"), "Kristiania")
    curating.rename(named("kristiania"), "Oslo on the Fjord")
    tree = do(desk, f"{LOG}{first.pk}/undo/")
    assert told(tree) == ["It is called Oslo on the Fjord since: undo that first."]


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_an_undoing_leads_nowhere_but_to_the_desk(desk: Client, back: str) -> None:
    act = curating.rename(named("oslo"), "Kristiania")
    assert desk.post(f"{LOG}{act.pk}/undo/", {"back": back})["Location"] == LOG


@pytest.mark.usefixtures("letters")
def test_a_hostile_name_is_shown_as_it_was_typed(desk: Client) -> None:
    hostile = "<script>alert(1)</script>\"'&"
    tree = do(desk, OSLO, act="rename", name=hostile)
    assert words(tree, "//h1") == hostile
    assert tree.xpath("//main//script") == []
    assert hostile in told(tree)[0]
