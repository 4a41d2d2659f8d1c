"""The authority file in the archive: loaded whole or not at all, compared, written out and loaded again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from archive import models
from archive.entities.authorities import Faulty
from archive.models import Act, Entity, EntityName, FormerSlug, Mention, StopName, Variant
from archive.store import authorities, authority_export, curating, merging, renaming
from archive.store.authorities import Outcome
from tests import specimens
from tests.specimens import document, volume

pytestmark = pytest.mark.django_db

POINT = "name,variants,datelines,latitude,longitude,coordinate_source,geonames,description\n"
OSLO = "Oslo,Christiania|Kristiania,,59.91273,10.74609,An atlas,3143244,The capital\n"


def load(folder: Path, **files: str) -> Outcome:
    return authorities.load(written(folder, **files))


def written(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def letter(number: int, place: str = "Oslo", head: str = "<head>Paper</head>") -> str:
    when = '<date when="1937-05-01">May 1, 1937</date>'
    return document(number, f"{head}<dateline><placeName>{place}</placeName>, {when}</dateline><p>Sir.</p>")


def places() -> list[str]:
    """The slugs of the places that documents were written from, in their order."""
    rows = Mention.objects.filter(role="written").order_by("document__order")
    return list(rows.values_list("entity__slug", flat=True))


def revision() -> int:
    return models.Revision.latest()[0]


def test_what_the_file_says_of_a_place_is_kept(tmp_path: Path) -> None:
    outcome = load(tmp_path, places=POINT + OSLO)
    assert (outcome.added, outcome.changed, outcome.united, outcome.unchanged) == (1, 0, 0, 0)
    place = Entity.objects.get()
    assert (place.name, place.slug, place.latitude, place.longitude) == ("Oslo", "oslo", 59.91273, 10.74609)
    assert (place.coordinate_source, place.description) == ("An atlas", "The capital")
    assert place.identifiers == {"geonames": "3143244"}
    assert [(v.name, v.use, v.basis) for v in place.variants.all()] == [
        (name, "text", "authority") for name in ("Oslo", "Christiania", "Kristiania")
    ]
    assert set(place.names.values_list("name", flat=True)) == {"oslo", "christiania", "kristiania"}


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2, "Kristiania")))
    load(tmp_path, places=POINT + OSLO)
    before = revision()
    assert load(tmp_path) == Outcome(unchanged=1)
    assert revision() == before


def test_the_place_that_a_source_names_is_the_one_of_the_file(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "OSLO,")))
    outcome = load(tmp_path, places=POINT + OSLO)
    assert (outcome.added, outcome.changed) == (0, 1)
    assert Entity.objects.get().name == "Oslo"
    assert places() == ["oslo"]


def test_variants_that_were_places_of_their_own_are_united(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2) + letter(3, "Kristiania") + letter(4, "Bergen")))
    before = revision()
    outcome = load(tmp_path, places=POINT + OSLO)
    assert outcome.united == 2
    assert places() == ["oslo", "oslo", "oslo", "bergen"]
    assert set(FormerSlug.objects.values_list("slug", "entity__slug")) == {
        ("christiania", "oslo"), ("kristiania", "oslo"),
    }  # fmt: skip
    touched = models.Document.objects.filter(revision__gt=before).values_list("identifier", flat=True)
    assert set(touched) == {"d1", "d3"}
    assert set(Act.objects.values_list("kind", "by")) == {("merge", None)}
    specimens.take(volume(letter(1, "Christiania") + letter(2, "KRISTIANIA")))
    assert places()[:2] == ["oslo", "oslo"]


def test_a_place_known_by_a_variant_alone_gets_its_name_and_its_address_and_the_old_one_leads_there(
    tmp_path: Path,
) -> None:
    specimens.take(volume(letter(1, "Christiania")))
    load(tmp_path, places=POINT + OSLO)
    place = Entity.objects.get()
    assert (place.name, place.slug) == ("Oslo", "oslo")
    assert FormerSlug.objects.get().slug == "christiania"
    load(tmp_path, places=POINT + OSLO.replace("Oslo,Christiania", "Christiania,Oslo"))
    place.refresh_from_db()
    assert (place.name, place.slug) == ("Christiania", "christiania")
    assert FormerSlug.objects.get().slug == "oslo"


def test_in_datelines_a_name_can_mean_another_place_than_in_texts(tmp_path: Path) -> None:
    """ "Mexico" is the city in a dateline and the country elsewhere, whichever came first."""
    file = "name,datelines\nMexico,\nMexico City,Mexico\n"
    text = "<head>On <placeName>Mexico</placeName></head>"
    specimens.take(volume(letter(1, "Mexico", text)))
    load(tmp_path, places=file)
    specimens.take(volume(letter(1, "Mexico", text), "frus1938v01"))
    assert places() == ["mexico-city"] * 2
    mentioned = Mention.objects.filter(role="mentioned").values_list("entity__slug", flat=True)
    assert set(mentioned) == {"mexico"}
    assert not Variant.objects.filter(name="Mexico", use="text", entity__slug="mexico-city").exists()


def test_what_was_a_place_only_because_a_dateline_prints_it_leads_to_the_place_it_means(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Treasury Department") + letter(2, "Victoria") + letter(3, "Hamar")))
    text = "<head>At <placeName>Victoria</placeName></head>"
    specimens.take(volume(letter(1, "Victoria", text), "frus1938v01"))
    file = "name,datelines\nWashington,Treasury Department\nVictoria in Chile,Victoria\n"
    assert load(tmp_path, places=file, bodies="name\nTreasury Department\n").united == 1
    assert sorted(places()) == ["hamar", "victoria-in-chile", "victoria-in-chile", "washington"]
    assert FormerSlug.objects.get().slug == "treasury-department"
    assert Mention.objects.get(role="mentioned").entity.slug == "victoria"
    assert load(tmp_path).changes == []


def test_a_place_that_a_curator_parted_from_what_datelines_mean_is_left_alone(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Treasury Department")))
    load(tmp_path, places="name,datelines\nWashington,Treasury Department\n")
    curating.undo(Act.objects.get(), User.objects.create(username="curator"))
    load(tmp_path)
    assert Entity.objects.get(slug="treasury-department").merged_into is None


def test_a_person_s_offices_and_entry_of_a_list_are_one(tmp_path: Path) -> None:
    to = "<persName type='to'>Ruud</persName>"
    printed = (("Minister in Norway", ""), ("American Minister", ""), ("Consul at Hamar", ' corresp="#p_A1"'))
    heads = [
        f"<head>The {office} (<persName type='from'{key}>Almgren</persName>) to Mr. {to}</head>"
        for office, key in printed
    ]
    specimens.take(volume("".join(letter(n, head=head) for n, head in enumerate(heads, 1))))
    columns = "name,variants,office,listed\n"
    load(tmp_path, persons=columns + "Almgren,Nils Almgren,Minister in Norway|American Minister,frus1937v01#p_A1\n")
    senders = Mention.objects.filter(role="sender").order_by("document__order").values_list("entity__slug", flat=True)
    assert [*senders] == ["almgren-minister-in-norway"] * 3
    assert Mention.objects.get(document__identifier="d1", role="recipient").entity.name == "Ruud"


def test_what_a_line_leaves_out_stays_as_it_was(tmp_path: Path) -> None:
    load(tmp_path, places=POINT + OSLO)
    load(tmp_path, places="name,description\nOslo,\n")
    place = Entity.objects.get()
    assert (place.latitude, place.description, place.identifiers) == (59.91273, "The capital", {"geonames": "3143244"})
    assert [variant.name for variant in place.variants.all()] == ["Oslo"]


def test_what_the_file_does_not_name_stays_as_it_was(tmp_path: Path) -> None:
    load(tmp_path, places=POINT + OSLO, stops="name\nNice\n")
    (tmp_path / "stops.csv").unlink()
    load(tmp_path, places="name\nBergen\n")
    assert set(Entity.objects.values_list("slug", flat=True)) == {"oslo", "bergen"}
    assert Variant.objects.filter(entity__slug="oslo").count() == 3
    assert StopName.objects.get().name == "Nice"


def test_a_name_that_two_lines_share_is_the_one_s_whose_preferred_name_it_is(tmp_path: Path) -> None:
    load(tmp_path, places='name,variants\n"Alexandria, Virginia",Alexandria\nAlexandria,\n')
    specimens.take(volume(letter(1, "Alexandria")))
    assert places() == ["alexandria"]
    assert Variant.objects.filter(name="Alexandria", use="text").count() == 2


def test_a_fault_leaves_everything_as_it_was(tmp_path: Path) -> None:
    load(tmp_path, places=POINT + OSLO)
    before = revision()
    with pytest.raises(Faulty, match=r"bodies\.csv, line 2: the name is missing"):
        load(tmp_path, places=POINT + OSLO.replace("The capital", "A town"), bodies="name,wikidata\n,Q1\n")
    assert Entity.objects.get().description == "The capital"
    assert revision() == before


def test_the_difference_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2)))
    before = revision()
    outcome = authorities.difference(written(tmp_path, places=POINT + OSLO, stops="name\nNice\n"))
    assert revision() == before
    assert not Variant.objects.exists()
    assert places() == ["christiania", "oslo"]
    assert "places.csv, line 2: Oslo: united with Christiania (1 documents)" in outcome.changes
    assert "places.csv, line 2: Oslo: latitude 59.91273, was not known" in outcome.changes
    assert "places.csv, line 2: Oslo: variant Christiania" in outcome.changes
    assert "stops.csv: Nice: no name" in outcome.changes


def test_what_a_line_was_given_by_mistake_becomes_its_own_again(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2) + letter(3, "Bergen")))
    load(tmp_path, places="name,variants\nOslo,Christiania|Bergen\n")
    assert places() == ["oslo"] * 3
    load(tmp_path, places="name,variants\nOslo,Christiania\nBergen,\n")
    assert places() == ["oslo", "oslo", "bergen"]
    assert not FormerSlug.objects.filter(slug="bergen").exists()
    assert load(tmp_path) == Outcome(unchanged=2)


def test_a_variant_can_go_over_to_another_line(tmp_path: Path) -> None:
    load(tmp_path, places="name,variants\nOslo,Nes\nBergen,\n")
    specimens.take(volume(letter(1, "Nes")))
    load(tmp_path, places="name,variants\nOslo,\nBergen,Nes\n")
    assert places() == ["bergen"]


# Curators


def test_what_a_curator_parted_stays_apart(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2)))
    load(tmp_path, places=POINT + OSLO)
    curating.undo(Act.objects.get(), User.objects.create(username="curator"))
    assert places() == ["christiania", "oslo"]
    load(tmp_path)
    assert places() == ["christiania", "oslo"]


def test_what_a_curator_merged_is_not_parted_by_the_file(tmp_path: Path) -> None:
    load(tmp_path, places="name\nOslo\nBergen\n")
    oslo, bergen = (Entity.objects.get(slug=slug) for slug in ("oslo", "bergen"))
    merging.merge(bergen, oslo, User.objects.create(username="curator"))
    with pytest.raises(Faulty, match=r"places\.csv, line 3: Bergen and Oslo \(line 2\) were merged by a curator"):
        load(tmp_path)


def test_the_name_that_a_curator_gave_stays(tmp_path: Path) -> None:
    load(tmp_path, places=POINT + OSLO)
    place, curator = Entity.objects.get(), User.objects.create(username="curator")
    renaming.rename(place, "Oslo (Christiania)", "")
    Act.objects.create(kind="rename", entity=place, said="renamed", by=curator)
    load(tmp_path)
    assert Entity.objects.get().name == "Oslo (Christiania)"


# Export

EVERYTHING = {
    "places": POINT + OSLO + '"Bergen, ""the"" town",Bergen,The Town|Town,,,,,"Two\u00a0lines, no"\n',
    "bodies": "name,variants,wikidata\nKuomintang,K.M.T.,Q1\n",
    "offices": "name\nSecretary of State\n",
    "persons": "name,variants,office,listed\nAlmgren,Nils Almgren,Minister in Norway|Envoy,frus1937v01#p_A1\n",
    "stops": "name\nNice\n",
}


def test_what_is_exported_is_loaded_again_to_no_effect(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Christiania") + letter(2) + letter(3, "Stavanger")))
    load(tmp_path / "in", **EVERYTHING)
    counts = authority_export.export(tmp_path / "out")
    assert counts == {"places.csv": 2, "bodies.csv": 1, "offices.csv": 1, "persons.csv": 1, "stops.csv": 1}
    assert authorities.load(tmp_path / "out") == Outcome(unchanged=5)
    written_again = authority_export.export(tmp_path / "again")
    assert written_again == counts
    for name in counts:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_an_export_makes_the_same_archive_elsewhere(tmp_path: Path) -> None:
    load(tmp_path / "in", **EVERYTHING)

    def state() -> set[tuple[object, ...]]:
        names = EntityName.objects.values_list("kind", "name", "office", "scope", "entity__slug")
        variants = Variant.objects.values_list("name", "office", "use", "basis", "entity__slug")
        facts = Entity.objects.values_list("slug", "name", "office", "latitude", "description", "coordinate_source")
        return {*names, *variants, *facts}

    before = state()
    authority_export.export(tmp_path / "out")
    for table in (Variant, EntityName, StopName, Entity):
        table.objects.all().delete()
    authorities.load(tmp_path / "out")
    assert state() == before


def test_the_whole_of_what_is_named_can_be_exported(tmp_path: Path) -> None:
    specimens.take(volume(letter(1, "Stavanger")))
    assert authority_export.export(tmp_path)["places.csv"] == 0
    assert authority_export.export(tmp_path, every=True)["places.csv"] == 1
    assert (tmp_path / "places.csv").read_text().splitlines()[1].startswith("Stavanger,")


def test_what_a_full_name_tells_is_exported_with_it_and_can_be_loaded(tmp_path: Path) -> None:
    by = "<head>Mr. <persName type='from'>Perry</persName> to Mr. <persName type='to'>Seward</persName></head>"
    letters = [
        letter(n, head=by).replace("</div>", f"<closer><signed>{signature}</signed></closer></div>")
        for n, signature in enumerate(("Amos Perry", "Horatio J. Perry", "=1+1"), 1)
    ]
    specimens.take(volume("".join(letters)))
    assert authority_export.export(tmp_path, every=True)["persons.csv"] == 2
    outcome = load(tmp_path)
    assert (outcome.added, outcome.united) == (0, 0)
    assert set(Variant.objects.filter(basis="authority", use="text").values_list("name", flat=True)) >= {
        "Amos Perry", "Horatio J. Perry",
    }  # fmt: skip


def test_the_authority_file_of_the_archive_is_loaded_and_comes_back(tmp_path: Path) -> None:
    specimens.load(specimens.SPECIMEN)
    authorities.load(specimens.FIXTURES / "authorities")
    authority_export.export(tmp_path)
    assert authorities.load(tmp_path).changes == []
    assert authorities.load(specimens.FIXTURES / "authorities").changes == []
