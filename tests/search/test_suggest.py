"""Whoever types is offered places, actors, file numbers and documents that begin so, those most met with first."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from archive.models import Entity, EntityName
from archive.search import names, suggest
from archive.store import withdrawal
from tests.specimens import dated, document, take, volume

WHEN = '<date when="1936">1936</date>'


def offered(typed: str, kind: str = "") -> list[str]:
    """What is offered, of one kind or of all."""
    return [one.text for one in suggest.for_typing(typed) if kind in ("", one.kind)]


def letter(number: int, sender: str, place: str, file: str = "") -> str:
    note = f'<note rend="inline" type="source">{file}</note>' if file else ""
    heading = f"<head>{sender} to the Secretary of State</head>"
    line = f"<dateline><placeName>{place}</placeName>, {WHEN}</dateline>"
    return document(number, f"{note}{heading}{line}<p>Sir: It is so in Norwich.</p>")


@pytest.fixture
def letters(db: None) -> None:
    """Correspondence from four places, two of them alike in their first letters."""
    take(
        volume(
            letter(1, "The Chargé in Chile (Norweb)", "Santiago", "825.512/49")
            + letter(2, "The Chargé in Chile (Norweb)", "Santiago", "825.512/50")
            + letter(3, "The Ambassador in Norway (Biddle)", "São Paulo", "761.93/1583")
            + letter(4, "The Consul at Santa Elena (O’Hara)", "Santa Elena", "Henry White Papers")
            + letter(5, "The Minister in Russia (Schuyler)", "St. Petersburg", "825.00 Relief/7")
        )
    )


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("santi", "Santiago"),
        ("SANTI", "Santiago"),
        ("st pet", "St. Petersburg"),
        ("st. p", "St. Petersburg"),
        ("sao", "São Paulo"),
        ("são p", "São Paulo"),
        ("paulo", "São Paulo"),
        ("elena sa", "Santa Elena"),
        ("santjago", "Santiago"),
    ],
)
def test_a_place_is_offered_by_its_beginning_by_a_word_of_it_and_misspelt(typed: str, place: str) -> None:
    assert offered(typed, "place") == [place]


@pytest.mark.usefixtures("letters")
def test_the_place_that_more_documents_have_comes_first() -> None:
    assert offered("san", "place") == ["Santiago", "Santa Elena"]
    assert suggest.for_typing("santiago")[0] == suggest.Suggestion("place", "Santiago", "2 documents", "santiago")


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("typed", ["norweb", "charge in ch", "Chargé i", "ohara", "o'hara", "O’Ha"])
def test_an_actor_is_offered_by_name_and_by_office(typed: str) -> None:
    wanted = "O’Hara, Consul at Santa Elena" if "hara" in typed.lower() or "Ha" in typed else "Norweb, Chargé in Chile"
    assert wanted in offered(typed, "actor")


@pytest.mark.usefixtures("letters")
def test_names_that_begin_so_stand_before_names_with_such_a_word() -> None:
    assert offered("nor", "actor") == ["Norweb, Chargé in Chile", "Biddle, Ambassador in Norway"]


@pytest.mark.usefixtures("letters")
def test_words_that_stand_together_come_before_the_same_words_apart() -> None:
    take(volume("".join(letter(n, "The Chargé in Norway (Lund)", "Oslo") for n in range(1, 4)), "frus1938v01"))
    assert offered("charge in ch", "actor") == ["Norweb, Chargé in Chile", "Lund, Chargé in Norway"]


@pytest.mark.usefixtures("letters")
def test_a_misspelling_is_put_right_only_where_the_archive_has_no_word_that_begins_so() -> None:
    assert "Schuyler, Minister in Russia" in offered("schyler", "actor")
    assert "Norweb, Chargé in Chile" in offered("norwib", "actor")
    assert offered("norwic", "actor") == []


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("825", ["825.512", "825.00 Relief"]),
        ("825.512/", ["825.512/49", "825.512/50"]),
        ("825.00 r", ["825.00 Relief"]),
        ("761.93/15", ["761.93/1583"]),
        ("henry w", ["Henry White Papers"]),
        ("999", []),
    ],
)
def test_a_file_is_offered_and_behind_its_slash_each_number(typed: str, numbers: list[str]) -> None:
    assert offered(typed, "file") == numbers


@pytest.mark.usefixtures("letters")
def test_a_document_is_offered_by_words_of_its_heading_the_last_of_them_unfinished() -> None:
    heading = "The Ambassador in Norway (Biddle) to the Secretary of State"
    assert offered("biddle secre", "document") == [heading]
    (one,) = [one for one in suggest.for_typing("the ambassador in norw") if one.kind == "document"]
    assert (one.known_by, one.detail) == ("frus1937v01/d3", "São Paulo · 1936 · Volume frus1937v01")
    assert offered("biddle xyz", "document") == []


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("typed", ["", "s", " ", "%", "__", "…", "\0", "''", "\\\\"])
def test_less_than_two_letters_suggest_nothing(typed: str) -> None:
    assert offered(typed) == []


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("typed", ["%an", "_an", "s_n", "%%%an", "\\an"])
def test_signs_of_patterns_are_signs_like_others(typed: str) -> None:
    assert offered(typed, "place") == []


@pytest.mark.usefixtures("letters")
def test_what_has_been_withdrawn_is_offered_no_more() -> None:
    withdrawal.withdraw("frus1937v01/d3", "Under review.")
    assert offered("sao pau") == []
    assert offered("761.93") == []
    assert offered("biddle") == []


@pytest.mark.django_db
def test_a_bare_surname_says_in_which_volume_it_is_known() -> None:
    for name in ("frus1936v01", "frus1937v01"):
        take(volume(letter(1, "Mr. Moore", "Oslo"), name))
    told = {one.detail for one in suggest.for_typing("moore") if one.kind == "actor"}
    assert told == {"1 document · Volume frus1936v01", "1 document · Volume frus1937v01"}


@pytest.mark.django_db
def test_a_place_is_offered_under_every_name_it_is_printed_with() -> None:
    take(volume(letter(1, "The Minister in China (Johnson)", "Peking")))
    peking = Entity.objects.get(name="Peking")
    EntityName.objects.create(kind="place", name="beiping", entity=peking)
    take(volume(letter(1, "The Minister in China (Johnson)", "Peking"), "frus1938v01"))
    assert offered("beip", "place") == ["Peking"]


@pytest.mark.django_db
def test_among_very_many_names_the_frequent_ones_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    take(volume("".join(dated(n, f"1937-02-{n:02}", "1937", place="Zzyzx") for n in range(1, 4))))
    monkeypatch.setattr(names, "MANY", 5)
    Entity.objects.bulk_create(Entity(kind="place", name=f"Zz{n:03}", slug=f"zz{n:03}") for n in range(300))
    assert offered("zz", "place") == ["Zzyzx"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "São  Paulo",
        "O’Hara",
        "St. Petersburg",
        "U.S.S.R.",
        "Ælfric (“the Elder”)",
        "Кіровоград",
        "İzmir",
        "北京",
        "ﷺ" * 50,
    ],
)
def test_names_are_made_plain_by_the_database_as_by_the_search(name: str) -> None:
    place = Entity.objects.create(kind="place", name=name, slug="x")
    place.refresh_from_db()
    assert place.plain == f" {names.plain(name)}"[: len(place.plain)]
    assert len(place.plain) <= 200


class Hostile(TestCase):
    @given(typed=st.text(max_size=300))
    def test_whatever_is_typed_is_answered(self, typed: str) -> None:
        assert len(suggest.for_typing(typed, 2)) <= 8


@pytest.mark.usefixtures("letters")
def test_it_takes_few_questions_to_the_database(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    suggest.for_typing("sa")
    for typed in ("sa", "santiago", "charge in chile", "xyzxyzxyz", "825"):
        with django_assert_max_num_queries(11):
            suggest.for_typing(typed)


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("pattern", [" sant%", "% sant%"])
def test_names_are_found_by_an_index(pattern: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM archive_entityname WHERE plain LIKE %s", [pattern])
        assert "entity_name_" in str(cursor.fetchall())
