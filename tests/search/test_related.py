"""What is said to belong with a document: what is like it, its file, and what its correspondents wrote that month."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from archive.models import Document
from archive.search import related
from archive.store import withdrawal
from tests.specimens import document, take, volume

CHILE, SEAL, MOSCOW = "Ambassador in Chile (Whitcombe)", "Secretary of State", "Chargé in Russia (Arden)"


def letter(number: int, sender: str, recipient: str, when: str, says: str = "It is so.", file: str = "") -> str:
    """A letter with a file number, a date and two sides."""
    note = f'<note rend="inline" type="source">{file}</note>' if file else ""
    day = f'<dateline><placeName>Oslo</placeName>, <date when="{when}">{when}</date>.</dateline>' if when else ""
    return document(number, f"{note}<head>The {sender} to the {recipient}</head>{day}<p>{says}</p>")


def of(number: int) -> related.Related:
    return related.of(Document.objects.get(identifier=f"d{number}"))


def numbers(documents: list[Document]) -> list[int]:
    return [int(one.identifier.removeprefix("d")) for one in documents]


@pytest.mark.django_db
def test_documents_with_the_same_rare_words_are_most_like_it() -> None:
    lights = "The lamps of the lighthouse want oil, and the keeper of the lighthouse wants pay."
    tax = "The sales tax upon canned salmon has been collected twice."
    says = [lights, tax, f"Once more: {lights}", f"In reply: {tax}", f"As before, {lights[:60]}"]
    take(volume("".join(letter(n, CHILE, SEAL, f"193{n}-01-01", said) for n, said in enumerate(says, 1))))
    assert numbers(of(1).alike)[:2] == [3, 5]
    assert numbers(of(2).alike)[:1] == [4]


@pytest.mark.django_db
def test_the_nearest_in_date_of_its_own_number_and_then_of_its_file_stand_in_date_order() -> None:
    days = ["1933-06-01", "1934-01-01", "1934-02-01", "1934-03-01", "1934-04-01", "1934-05-01", "1935-01-01", ""]
    files = ["825.512/49", *(f"825.512/{n}" for n in range(50, 57))]
    letters = [letter(n, CHILE, SEAL, day, file=file) for n, (day, file) in enumerate(zip(days, files, strict=True), 1)]
    other = letter(9, CHILE, SEAL, "1934-02-02", file="825.51/50")
    same = letter(10, CHILE, SEAL, "1940-01-01", file="825.512/51")
    take(volume("".join([*letters, other, same])))
    found = of(3)
    assert found.file == "825.512"
    assert numbers(found.same_file) == [2, 4, 5, 6, 10]
    assert numbers(of(8).same_file) == [1, 2, 3, 4, 5]
    assert of(9).same_file == []


@pytest.mark.django_db
def test_what_two_wrote_to_each_other_within_a_month_belongs_together() -> None:
    take(
        volume(
            letter(1, CHILE, SEAL, "1936-10-03")
            + letter(2, SEAL, CHILE, "1936-10-01")
            + letter(3, CHILE, SEAL, "1936-10-31")
            + letter(4, CHILE, SEAL, "1936-11-01")
            + letter(5, MOSCOW, SEAL, "1936-10-04")
            + letter(6, SEAL, MOSCOW, "1936-10-05")
            + letter(7, CHILE, MOSCOW, "1936-10-05")
            + letter(8, CHILE, SEAL, "1935-10-05")
            + letter(9, CHILE, SEAL, "")
        )
    )
    assert numbers(of(1).correspondence) == [2, 3]
    assert numbers(of(2).correspondence) == [1, 3]
    assert numbers(of(5).correspondence) == [6]
    assert of(7).correspondence == of(9).correspondence == []


@pytest.mark.django_db
def test_neither_the_document_nor_a_section_nor_what_was_withdrawn_is_related() -> None:
    said = "The lamps of the lighthouse want oil."
    letters = "".join(letter(n, CHILE, SEAL, f"1936-10-0{n}", said, "825.345/41") for n in range(1, 5))
    take(volume(f'<div type="chapter" xml:id="ch1"><head>Of lamps</head><p>{said}</p>{letters}</div>'))
    withdrawal.withdraw("frus1937v01/d3", "Under review.")
    found = of(1)
    assert {*numbers(found.alike)} == {*numbers(found.same_file)} == {*numbers(found.correspondence)} == {2, 4}


@pytest.mark.django_db
def test_at_most_so_many_of_each_are_told() -> None:
    take(volume("".join(letter(n, CHILE, SEAL, f"1936-10-{n:02}", file="825.345/41") for n in range(1, 10))))
    for most in (related.MOST, 2):
        found = related.of(Document.objects.get(identifier="d5"), most)
        assert {len(found.alike), len(found.same_file), len(found.correspondence)} == {most}
    assert numbers(found.same_file) == [4, 6]


@pytest.mark.django_db
def test_a_document_that_is_alone_has_nothing_related() -> None:
    take(volume(letter(1, CHILE, SEAL, "1936-10-03")))
    assert not of(1)
    take(volume(document(1, "<head>[Untitled]</head>"), "frus1938v01"))
    assert not related.of(Document.objects.get(volume__identifier="frus1938v01"))


@pytest.mark.parametrize(
    ("number", "file"),
    [("825.512/49", "825.512"), ("Henry White Papers", "Henry White Papers"), ("/4", "/4"), ("", "")],
)
def test_the_file_is_what_stands_before_the_slash(number: str, file: str) -> None:
    assert related.file(Document(file_number=number)) == file


@pytest.mark.django_db
@pytest.mark.parametrize("letters", [3, 40])
def test_it_takes_as_many_questions_in_a_large_archive_as_in_a_small_one(
    letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(volume("".join(letter(n, CHILE, SEAL, "1936-10-03", file="825.345/41") for n in range(1, letters))))
    row = Document.objects.get(identifier="d1")
    related.of(row)
    with django_assert_num_queries(8):
        related.of(row)
