"""Places in words that are tagged as one outside datelines: the town, without the office, the court or the ship."""

from __future__ import annotations

import pytest

from archive.ingest import placenames


def place(tagged: str) -> tuple[str, str]:
    """The place and the office in tagged words."""
    (start, end), office = placenames.inside(tagged)
    return tagged[start:end], office


@pytest.mark.parametrize(
    ("tagged", "found", "office"),
    [
        ("Havana,", "Havana", ""),
        ("Department of Foreign Relations, Santiago de Vale.", "Santiago de Vale", "Department of Foreign Relations"),
        (
            "* Consulate of the United States of America, Vale, Hill Island, Southern Dominion:",
            "Vale, Hill Island, Southern Dominion",
            "Consulate of the United States of America",
        ),
        ("Legation of the United States of America, Vale", "Vale", "Legation of the United States of America"),
        ("United States of America, Department of State.", "United States of America", "Department of State"),
        ("U. S. S. “Vale", "U. S. S. “Vale", ""),
    ],
)
def test_the_office_before_a_place_comes_off(tagged: str, found: str, office: str) -> None:
    assert place(tagged) == (found, office)


@pytest.mark.parametrize(
    "tagged",
    [
        "Territory of Vale, County of Hill, ss:",
        "*Territory of Vale, County of Hill, ss: ",
        "State of Vale, County of Hill, ss.",
        "108 Vale Square",
        "Department of State.",
        "Foreign Office",
        "Circa",
        "",
    ],
)
def test_a_court_s_venue_a_house_and_an_office_alone_are_no_places(tagged: str) -> None:
    assert place(tagged)[0] == ""


def test_a_month_of_another_calendar_is_no_part_of_the_place() -> None:
    text = "Board of Delegates of Vale, New Hill, Kislev, 5624, December 1, 1863."
    (start, end), office = placenames.written(text, None, text.index("December"))
    assert (text[start:end], office) == ("New Hill", "Board of Delegates of Vale")
