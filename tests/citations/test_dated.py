"""Dates out of EDTF, into CSL and into words."""

import pytest

from archive.citations.dated import DAY_FIRST, SHORT, Dated


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("1933-10-03", ((1933, 10, 3),)),
        ("1861-06", ((1861, 6),)),
        ("1861-06-XX", ((1861, 6),)),
        ("1861-XX-XX", ((1861,),)),
        ("1861", ((1861,),)),
        ("1919-07-01~", ((1919, 7, 1),)),
        ("1919-07?", ((1919, 7),)),
        ("1937-05-03/1937-05-05", ((1937, 5, 3), (1937, 5, 5))),
        ("1918/1919-03", ((1918,), (1919, 3))),
        ("193X", ((1930,), (1939,))),
        ("19XX", ((1900,), (1999,))),
        ("1934-21", ((1934,),)),
        ("1934-02-30", ((1934,),)),
        ("../1937-05-05", ()),
        ("1937-05-05/..", ()),
        ("", ()),
        ("soon", ()),
    ],
)
def test_a_date_in_numbers(edtf: str, parts: tuple[tuple[int, ...], ...]) -> None:
    assert Dated(edtf).parts == parts


def test_csl_is_told_what_is_approximate_and_nothing_of_no_date() -> None:
    assert Dated("1919-07-01~").csl() == {"date-parts": [[1919, 7, 1]], "circa": True}
    assert Dated("1919-07-01").csl() == {"date-parts": [[1919, 7, 1]]}
    assert Dated().csl() is None
    assert not Dated()


@pytest.mark.parametrize(
    ("edtf", "american", "british", "short"),
    [
        ("1933-10-03", "October 3, 1933", "3 October 1933", "3 Oct. 1933"),
        ("1861-06", "June 1861", "June 1861", "June 1861"),
        ("1861", "1861", "1861", "1861"),
        ("1937-05-03/1937-05-05", "May 3–5, 1937", "3–5 May 1937", "3–5 May 1937"),
        ("1937-05-30/1937-09-02", "May 30–September 2, 1937", "30 May–2 September 1937", "30 May–2 Sept. 1937"),
        ("1937-05/1937-09", "May–September 1937", "May–September 1937", "May–Sept. 1937"),
        ("1936-12-30/1937-01-02", "December 30, 1936–January 2, 1937", "30 December 1936–2 January 1937", "30 Dec. 1936–2 Jan. 1937"),  # noqa: E501
        ("1936/1937", "1936–1937", "1936–1937", "1936–1937"),
        ("1937-05-03/1937-05-03", "May 3, 1937", "3 May 1937", "3 May 1937"),
        ("1919-07-01~", "circa July 1, 1919", "circa 1 July 1919", "circa 1 July 1919"),
        ("1919-07-01?", "July 1, 1919?", "1 July 1919?", "1 July 1919?"),
    ],
)  # fmt: skip
def test_a_date_in_words(edtf: str, american: str, british: str, short: str) -> None:
    assert [Dated(edtf).words(form) for form in ("October 3, 1933", DAY_FIRST, SHORT)] == [american, british, short]


def test_a_date_of_the_edition_stands_in_brackets() -> None:
    assert Dated("1934-02-09", is_supplied=True).words() == "[February 9, 1934]"


def test_what_is_no_date_in_numbers_is_told_as_printed() -> None:
    assert Dated("1937-05-05/..", "after May 5, 1937").words() == "after May 5, 1937"
    assert Dated().words() == ""


def test_the_days_for_machines() -> None:
    assert Dated("1937-05-03/1937-05-05").iso == "1937-05-03/1937-05-05"
    assert Dated("1861-06-XX").iso == "1861-06"
    assert Dated("../1937").iso == ""
