"""Names of editors, taken apart."""

import pytest

from archive.citations import people


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Ada B. Quayle", "Quayle, Ada B."),
        ("Carl van Horn", "van Horn, Carl"),
        ("J. P. Mott, Jr.", "Mott, J. P., Jr."),
        ("Max Orme III", "Orme, Max, III"),
        ("Quayle, Ada B.", "Quayle, Ada B."),
        ("Quayle", "Quayle"),
        ("Office of the Historian", "Office of the Historian"),
        ("", ""),
    ],
)
def test_the_family_name_first(name: str, turned: str) -> None:
    assert people.turned(name) == turned
