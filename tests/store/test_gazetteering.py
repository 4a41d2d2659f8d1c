"""Names found in texts that no source tags: written beside the source's own, kept out of what a source said, and
written anew only where something else is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from archive import models
from archive.models import Document, Mention, Suggestion
from archive.store import authorities, gazetteering, read, rematching, verification, write
from tests import specimens
from tests.specimens import document, volume

pytestmark = pytest.mark.django_db

HEAD = """<head>The Minister in Norway (<persName type="from">Almgren</persName>) to the <gloss type="to">Secretary of
    State</gloss></head><dateline>Legation of the United States, <placeName>Oslo</placeName>, <date
    when="1937-05-01">May 1, 1937</date></dateline>"""
FILE = {
    "places": "name,variants\nOslo,Christiania\nNorway,\nUnited States,\nBergen,\nHamar,\n",
    "offices": "name\nSecretary of State\n",
    "persons": 'name,variants,office\nAlmgren,Nils Almgren,Minister in Norway\n"Ruud","Anna Ruud",\n',
    "stops": "name\nBergen Line\n",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small authority file, loaded."""
    return loaded(tmp_path)


def loaded(folder: Path, **changes: str) -> Path:
    for name, text in (FILE | changes).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    authorities.load(folder)
    return folder


def letter(text: str, number: int = 1) -> str:
    return document(number, f"{HEAD}<p>{text}</p>")


def found(name: str = "d1") -> list[tuple[str, str]]:
    """What was found in a document: the words, and the slug of what they mean."""
    rows = Mention.objects.filter(document__identifier=name, basis__in=gazetteering.BASES).order_by("order")
    return list(rows.values_list("text", "entity__slug"))


def revision() -> int:
    return models.Revision.latest()[0]


def touched(since: int) -> list[str]:
    rows = Document.objects.filter(revision__gt=since).order_by("identifier")
    return list(rows.values_list("identifier", flat=True))


def test_names_are_found_in_text_and_footnotes_when_a_source_is_taken_in(file: Path) -> None:
    note = '<note n="1" xml:id="d1fn1">Anna Ruud wrote from CHRISTIANIA.</note>'
    specimens.take(volume(letter(f"From Bergen{note} to Oslo.")))
    assert found() == [("Bergen", "bergen"), ("Oslo", "oslo"), ("Anna Ruud", "ruud"), ("CHRISTIANIA", "oslo")]
    mention = Mention.objects.get(text="CHRISTIANIA")
    assert (mention.role, mention.basis, mention.note, mention.start) == ("mentioned", "gazetteer", "d1fn1", 21)


def test_names_are_found_when_the_authority_file_comes_after_the_source(tmp_path: Path) -> None:
    specimens.take(volume(letter("From Bergen.")))
    assert found() == []
    loaded(tmp_path)
    assert found() == [("Bergen", "bergen")]


def test_what_the_heading_and_the_dateline_say_is_not_said_again(file: Path) -> None:
    """Neither the sender's post, nor the legation's country, nor what is a mention already."""
    specimens.take(volume(letter("Sir.")))
    assert found() == []
    assert Mention.objects.count() == 3


def test_nothing_is_found_inside_a_tagged_name(file: Path) -> None:
    specimens.take(volume(letter('The <persName corresp="#p_1">Prince of Norway</persName> left Norway.')))
    assert found() == [("Norway", "norway")]


def test_stopped_words_are_passed_over(file: Path) -> None:
    specimens.take(volume(letter("The Bergen Line leaves Bergen.")))
    assert found() == [("Bergen", "bergen")]


def test_what_was_found_is_not_taken_for_what_the_source_said(file: Path) -> None:
    source = volume(letter("From Bergen."))
    specimens.take(source)
    before = revision()
    records = read.volume("frus1937v01")
    assert "gazetteer" not in {mention.basis for text in records.documents for mention in text.mentions}
    specimens.take(source.replace("</TEI>", "</TEI>\n"))
    assert touched(before) == []
    assert found() == [("Bergen", "bergen")]


def test_readers_of_the_record_get_what_was_found_where_it_stands(file: Path, client: Client) -> None:
    specimens.take(volume(letter("From Bergen.")))
    told = client.get("/volumes/frus1937v01/d1.json").json()["mentions"]
    assert [(each["text"], each["basis"]) for each in told][-1] == ("Bergen", "gazetteer")
    assert [each["start"] for each in told] == sorted(each["start"] for each in told)
    assert told[-1]["slug"] == "bergen"
    assert not list(verification.faults())


def test_a_mention_that_does_not_stand_in_the_text_is_a_fault(file: Path) -> None:
    specimens.take(volume(letter("From Bergen.")))
    Mention.objects.filter(text="Bergen").update(start=1, end=7)
    assert any("'Bergen' at 1" in fault for fault in verification.faults())


def test_a_name_of_two_is_a_suggestion(tmp_path: Path) -> None:
    loaded(tmp_path, places="name,variants\nHamar,Nes\nOslo,Nes\n")
    specimens.take(volume(letter("From Nes to Hamar.")))
    suggestion = Suggestion.objects.get()
    assert set(suggestion.candidates.values_list("slug", flat=True)) == {"hamar", "oslo"}
    assert suggestion.document.text[suggestion.start : suggestion.end] == suggestion.text == "Nes"
    assert found() == [("Hamar", "hamar")]
    specimens.take(volume(letter("From Nes to Hamar again.")))
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("ruled", ["hamar", "oslo", ""])
def test_a_ruling_is_asked_first_and_outlives_re_ingestion(tmp_path: Path, ruled: str) -> None:
    loaded(tmp_path, places="name,variants\nHamar,Nes\nOslo,Nes\n")
    specimens.take(volume(letter("From Nes.") + letter("From Nes.", 2)))
    entity = models.Entity.objects.filter(slug=ruled).first()
    where = Document.objects.get(identifier="d1")
    models.Ruling.objects.create(document=where, kind="place", name="nes", entity=entity)
    rematching.again([where.pk])
    for text in ("From Nes.", "From Nes: again."):
        specimens.take(volume(letter(text) + letter(text, 2)))
        assert found() == ([("Nes", ruled)] if ruled else [])
        assert found("d2") == []
        assert Suggestion.objects.get().document.identifier == "d2"
    assert set(Mention.objects.filter(text="Nes").values_list("basis", flat=True)) <= {"curator"}


def test_a_ruling_that_nobody_is_meant_takes_a_mention_away(file: Path) -> None:
    specimens.take(volume(letter("From Bergen to Hamar.")))
    where = Document.objects.get(identifier="d1")
    models.Ruling.objects.create(document=where, kind="place", name="bergen", entity=None)
    assert rematching.again([where.pk]) == {where.pk}
    assert found() == [("Hamar", "hamar")]


def test_a_change_of_the_authority_file_touches_only_the_documents_it_changes(tmp_path: Path) -> None:
    loaded(tmp_path)
    specimens.take(volume(letter("From Bergen.") + letter("From Oslo.", 2) + letter("From Stavanger.", 3)))
    before = revision()
    loaded(tmp_path, places=FILE["places"] + "Stavanger,\n")
    assert touched(before) == ["d3"]
    before = revision()
    loaded(tmp_path, places=FILE["places"].replace("Bergen", "Molde") + "Stavanger,\n", stops="name\nOslo\n")
    assert touched(before) == ["d2"]
    assert (found(), found("d2"), found("d3")) == ([("Bergen", "bergen")], [], [("Stavanger", "stavanger")])


def test_a_change_that_finds_the_same_touches_nothing(tmp_path: Path) -> None:
    loaded(tmp_path)
    specimens.take(volume(letter("From Bergen.")))
    before = revision()
    loaded(tmp_path, places=FILE["places"] + "Stavanger,Bergens\n")
    assert touched(before) == []


def test_searching_again_without_a_change_finds_the_same(file: Path) -> None:
    specimens.take(volume(letter("From Bergen.")))
    keys = list(Document.objects.values_list("pk", flat=True))
    rows = list(Mention.objects.order_by("pk").values_list("pk", flat=True))
    assert rematching.again(keys) == set()
    assert list(Mention.objects.order_by("pk").values_list("pk", flat=True)) == rows


def test_names_that_change_while_a_source_is_read_are_found_as_they_are_when_it_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = write.lock

    def changed_meanwhile() -> None:
        monkeypatch.setattr(write, "lock", lock)
        place = models.Entity.objects.create(kind="place", name="Stavanger", slug="stavanger")
        models.Variant.objects.create(entity=place, name="Stavanger", use="text", basis="authority")
        lock()

    monkeypatch.setattr(write, "lock", changed_meanwhile)
    specimens.take(volume(letter("From Stavanger.")))
    assert found() == [("Stavanger", "stavanger")]


def test_a_removed_document_keeps_what_was_found_in_it(file: Path) -> None:
    specimens.take(volume(letter("From Bergen.") + letter("From Oslo.", 2)))
    specimens.take(volume(letter("From Bergen.")))
    assert found("d2") == [("Oslo", "oslo")]


def test_all_names_mean_the_same_whichever_comes_first_the_authority_file_or_the_volume() -> None:
    def meant() -> list[tuple[object, ...]]:
        rows = Mention.objects.order_by("document__order", "order")
        return list(rows.values_list("document__identifier", "text", "entity__kind", "entity__name", "entity__office"))

    with transaction.atomic():
        authorities.load(specimens.FIXTURES / "authorities")
        specimens.load(specimens.SPECIMEN)
        before = meant()
        transaction.set_rollback(True)
    assert not Mention.objects.exists()
    specimens.load(specimens.SPECIMEN)
    authorities.load(specimens.FIXTURES / "authorities")
    assert meant() == before


# The seed

PLACES = {
    "Moscow", "Soviet Union", "Japan", "Manchukuo", "China", "Sinkiang", "Outer Mongolia", "Manchuria", "North China",
    "Inner Mongolia", "Harbin", "Vladivostok", "Pogranichnaya", "Pacific Ocean", "Manchuli", "Khabarovsk", "Nanking",
    "Shensi", "Tokyo",
}  # fmt: skip
ACTORS = {
    "Davies, Ambassador in the Soviet Union", "Secretary of State", "Chiang Kai-shek", "Kuomintang", "Kwantung Army",
    "Comintern", "Japanese Navy",
}  # fmt: skip
OTHERS = {"Kremlin", "Soviet Government", "Chinese communist armies", "Embassy in the Soviet Union"}
FALSE: set[str] = set()  # what is found in the seed and is not meant there: none; two would be too many already


def test_every_name_of_the_seed_is_found_in_it_and_nothing_else() -> None:
    specimens.load(specimens.SEED)
    authorities.load(specimens.FIXTURES / "authorities")
    named = {(kind == "place", str(entity)) for kind, entity in ((m.kind, m.entity) for m in Mention.objects.all())}
    assert {name for is_place, name in named if is_place} == PLACES | FALSE
    assert {name for is_place, name in named if not is_place} == ACTORS | OTHERS
    assert not Suggestion.objects.exists()
    assert len(FALSE) <= 2


def test_the_seed_comes_back_the_same_with_all_that_was_found_in_it() -> None:
    authorities.load(specimens.FIXTURES / "authorities")
    specimens.load(specimens.SEED)
    (text,) = read.volume("transcripts").documents
    assert {mention.basis for mention in text.mentions} == {"heading", "signature"}
    assert Mention.objects.filter(text="Moscow").count() == 8
