"""Signatures as fuller forms of surnames, and which of them can be one person's."""

from __future__ import annotations

import pytest

from archive.entities.full_names import alike, fuller, is_fuller, is_spelt_out, persons, plain, surname


@pytest.mark.parametrize(
    ("name", "signature", "full"),
    [
        ("Davies", "Joseph E. Davies", "Joseph E. Davies"),
        ("Seward", "WILLIAM H. SEWARD", "William H. Seward"),
        ("Mr. Seward", "WILLIAM H. SEWARD", "William H. Seward"),
        ("Hull", "C[ordell] H[ull", "Cordell Hull"),
        ("McAdoo", "WM. MCADOO", "Wm. McAdoo"),
        ("Savage", "THOS. SAVAGE, Jr.", "Thos. Savage, Jr."),
        ("Grant", "U. S. GRANT III", "U. S. Grant III"),
        ("O’Neil", "CHARLES O’NEIL", "Charles O’Neil"),
        ("De Bayle", "Henri De Bayle", "Henri De Bayle"),
        ("Márquez Sterling", "Manuel Márquez Sterling", "Manuel Márquez Sterling"),
    ],
)
def test_a_signature_gives_the_full_name_of_a_surname(name: str, signature: str, full: str) -> None:
    assert fuller(name, signature) == full


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("Davies", "Davies"),
        ("Davies", "Mr. Davies"),
        ("Davies", "Joseph E. Davis"),
        ("Colonel E. M. House", "Edward House"),
        ("House", "Robert Lansing Henry White Tasker H. Bliss E. M. House"),
        ("Weil", "Saml. Weil & Co."),
        ("", "Joseph E. Davies"),
        ("Davies", ""),
        ("Davies", "12 Davies"),
    ],
)
def test_what_is_no_fuller_form_of_it_is_none(name: str, signature: str) -> None:
    assert fuller(name, signature) == ""


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Amos Perry", "Horatio J. Perry", False),
        ("Wm. L. Dayton", "William L. Dayton", True),
        ("C. F. Adams", "Charles Francis Adams", True),
        ("William H. Seward", "William El Seward", True),
        ("William H. Seward", "F. W. Seward", False),
        ("H. R. Wilson", "Hugh Wilson", True),
        ("Henry Wilson", "Hugh Wilson", False),
        ("J. W. Smith", "J. F. Smith", False),
        ("Smith", "John Smith", True),
        ("John Smith", "John Smythe", False),
        ("Thomas Savage, Jr.", "Thos. Savage", True),
        ("", "John Smith", False),
        ("Josepb E. Davies", "Joseph E. Davies", True),
        ("Francis Perry", "Frances Perry", True),
        ("John Perry", "Joan Perry", False),
        ("Henry Perry", "Harry Perry", False),
    ],
)
def test_two_names_are_one_person_s_as_far_as_they_agree(one: str, other: str, are_alike: bool) -> None:
    assert alike(one, other) is are_alike
    assert alike(other, one) is are_alike


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("Joseph E. Davies", True), ("R. Henry Norweb", True), ("F. W. Seward", False), ("Davies", False), ("", False)],
)
def test_initials_do_not_tell_who_is_meant_elsewhere(name: str, spelt: bool) -> None:
    assert is_spelt_out(name) is spelt


@pytest.mark.parametrize(
    ("forms", "groups"),
    [
        (["Dayton", "Wm. Dayton", "William L. Dayton"], [["William L. Dayton", "Wm. Dayton", "Dayton"]]),
        (["Amos Perry", "Horatio J. Perry"], [["Horatio J. Perry"], ["Amos Perry"]]),
        (["John Smith", "James Smith", "J. Smith"], [["James Smith"], ["John Smith"], ["J. Smith"]]),
        ([], []),
    ],
)
def test_forms_stand_together_that_can_be_one_person_s_and_no_other_s(
    forms: list[str], groups: list[list[str]]
) -> None:
    assert persons(forms) == persons(reversed(forms)) == groups


@pytest.mark.parametrize(
    "name", ["Geo. P. Marsh", "GEORGE P MARSH", "George. P. M[arsh]", "Geo.P.Marsh", "george p marsh"]
)
def test_stops_brackets_and_short_cuts_make_no_difference_to_a_plain_name(name: str) -> None:
    assert plain(name) == "george p marsh"
    assert plain(plain(name)) == plain(name)


@pytest.mark.parametrize(
    ("name", "last"), [("Amos Perry, Jr.", "perry"), ("Mr. Seward", "seward"), ("De Bayle", "bayle")]
)
def test_the_surname_is_the_last_word_that_is_no_rank_of_descent(name: str, last: str) -> None:
    assert surname(name) == last


def test_a_form_with_more_before_the_surname_is_fuller() -> None:
    assert is_fuller("Amos Perry", "Mr. Perry")
    assert is_fuller("H. J. Perry", "Perry")
    assert not is_fuller("Perry", "Mr. Perry")
    assert not is_fuller("Amos Perry", "Seward")


@pytest.mark.parametrize("name", ["", " ", ".", "[]", ",", "Jr."])
def test_what_is_no_name_has_no_plain_form_and_no_surname(name: str) -> None:
    assert plain(name) in ("", "jr")
    assert surname(name) == ""
