"""The years of a result as bars."""

from __future__ import annotations

import pytest

from archive.search import histogram
from archive.search.histogram import HEIGHT, WIDTH


def test_without_a_year_there_is_no_picture() -> None:
    assert histogram.of({}) is None


def test_each_year_has_a_bar_as_high_as_it_has_documents() -> None:
    made = histogram.of({1936: 10, 1937: 40, 1939: 20})
    assert made is not None
    assert [(bar.said, bar.height / HEIGHT) for bar in made.bars] == [("1936", 0.25), ("1937", 1.0), ("1939", 0.5)]
    assert (made.said, made.most.said) == ("1936–1939", "1937")


def test_a_year_without_documents_keeps_its_place() -> None:
    made = histogram.of({1936: 1, 1937: 1, 1939: 1})
    assert made is not None
    first, second, last = (bar.x for bar in made.bars)
    assert last - second == pytest.approx(2 * (second - first), abs=0.05)


@pytest.mark.parametrize("last", [1870, 1890, 1920])
def test_bars_stand_side_by_side_inside_the_picture(last: int) -> None:
    made = histogram.of({year: 1 + year % 7 for year in range(1861, last)})
    assert made is not None
    assert made.bars[0].x >= 0
    assert made.bars[-1].x + made.bars[-1].width <= WIDTH
    assert all(left.x + left.width < right.x for left, right in zip(made.bars, made.bars[1:], strict=False))
    assert all(bar.y + bar.height == pytest.approx(HEIGHT) for bar in made.bars)


def test_one_document_beside_thousands_is_still_seen() -> None:
    made = histogram.of({1936: 9000, 1937: 1})
    assert made is not None
    assert made.bars[1].height > 1


def test_sixty_years_are_drawn_one_by_one_and_sixty_one_by_decades() -> None:
    by_years, by_decades = histogram.of({1861: 1, 1920: 2}), histogram.of({1861: 1, 1869: 4, 1921: 2})
    assert by_years is not None
    assert by_decades is not None
    assert [bar.said for bar in by_years.bars] == ["1861", "1920"]
    assert [(bar.first, bar.last, bar.count) for bar in by_decades.bars] == [(1860, 1869, 5), (1920, 1929, 2)]
    assert by_decades.said == "1861–1921"
