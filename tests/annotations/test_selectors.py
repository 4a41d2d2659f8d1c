"""Selectors as the W3C's model has them: made from a span, read from anyone's JSON, written, refused with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations import selectors
from archive.annotations.selectors import AnnotationError, Position, Quote, Selector

from .letters import HARBOR

QUOTE = {"type": "TextQuoteSelector", "exact": "lamps", "prefix": "the ", "suffix": " were"}
POSITION = {"type": "TextPositionSelector", "start": 12, "end": 17}
FRAGMENT = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": "p3"}
XPATH = {"type": "XPathSelector", "value": "/html/body/p[3]"}
RANGE = {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 4, "endContainer": "/p[1]", "endOffset": 9}
CUNEIFORM = "The seal reads 𒀭𒂗𒆤, and below it 𒀭𒊩𒌆."


def test_a_selector_has_the_words_thirty_two_characters_on_either_side_and_the_place() -> None:
    start = HARBOR.index("whether the Government")
    selector = selectors.made(HARBOR, start, start + 22)
    assert selector.quote == Quote(
        "whether the Government", "keeper, who is seventy, asked me ", " would renew it. I told him that"
    ) or (selector.quote and len(selector.quote.prefix) == len(selector.quote.suffix) == 32)
    assert selector.position == Position(start, start + 22)
    assert selector.quote
    assert HARBOR[start - 32 : start + 22 + 32] == selector.quote.prefix + selector.quote.exact + selector.quote.suffix


def test_at_the_start_and_at_the_end_there_is_less_around_it() -> None:
    first, last = selectors.made(HARBOR, 0, 6), selectors.made(HARBOR, len(HARBOR) - 5, len(HARBOR))
    assert first.quote == Quote("No. 17", "", HARBOR[6:38])
    assert last.quote
    assert (last.quote.exact, last.quote.suffix) == ("Quill", "")


def test_a_sign_of_cuneiform_counts_as_one_character() -> None:
    start = CUNEIFORM.index("𒀭𒊩")
    selector = selectors.made(CUNEIFORM, start, start + 3)
    assert selector.position == Position(33, 36)
    assert selectors.read(json.loads(json.dumps(selectors.written(selector)))) == selector


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 4), (5, 4), (0, len(HARBOR) + 1)])
def test_what_is_no_span_of_the_text_has_no_selector(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is no span"):
        selectors.made(HARBOR, start, end)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), st.data())
def test_a_selector_of_any_text_is_read_as_it_was_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = selectors.made(text, start, end)
    if text[start:end].strip():
        assert selectors.read(json.loads(json.dumps(selectors.written(selector)))) == selector


def test_of_several_selectors_the_words_and_the_position_are_used_and_the_others_kept() -> None:
    selector = selectors.read([RANGE, POSITION, QUOTE, FRAGMENT, XPATH])
    assert (selector.quote, selector.position) == (Quote("lamps", "the ", " were"), Position(12, 17))
    assert selector.others == (RANGE, FRAGMENT, XPATH)
    assert selectors.written(selector) == [QUOTE, POSITION, RANGE, FRAGMENT, XPATH]


def test_a_single_selector_need_not_stand_in_a_list() -> None:
    assert selectors.read(POSITION) == Selector(position=Position(12, 17))


def test_words_alone_need_nothing_around_them() -> None:
    assert selectors.read({"type": "TextQuoteSelector", "exact": "lamps"}) == Selector(Quote("lamps"))


@pytest.mark.parametrize(
    "given",
    [
        {**QUOTE, "refinedBy": POSITION},
        {**FRAGMENT, "refinedBy": QUOTE},
        "https://example.org/selectors/5",
    ],
)
def test_a_selector_that_is_refined_or_stands_elsewhere_is_kept_and_not_used(given: object) -> None:
    selector = selectors.read(given)
    assert not selector.selects_text
    assert selectors.written(selector) == [given]


def test_of_two_quotations_the_second_is_kept_with_the_others() -> None:
    second = {"type": "TextQuoteSelector", "exact": "lanterns"}
    selector = selectors.read([QUOTE, second])
    assert (selector.quote, selector.others) == (Quote("lamps", "the ", " were"), (second,))


def test_nothing_selects_the_whole() -> None:
    assert not selectors.WHOLE
    assert selectors.read([]) == selectors.WHOLE
    assert selectors.read(FRAGMENT)


@pytest.mark.parametrize(
    ("given", "where", "what"),
    [
        (7, "selector", "is not a JSON object"),
        ([QUOTE, None], "selector[1]", "is not a JSON object"),
        ({"exact": "lamps"}, "selector.type", "is missing"),
        ({"type": ["TextQuoteSelector"]}, "selector.type", "not a string"),
        ({"type": "TextQuoteSelector"}, "selector.exact", "quotes nothing"),
        ({**QUOTE, "exact": " \n"}, "selector.exact", "quotes nothing"),
        ({**QUOTE, "exact": ["lamps"]}, "selector.exact", "is not a string"),
        ({**QUOTE, "prefix": None}, "selector.prefix", "is not a string"),
        ({**QUOTE, "suffix": "\ud83d"}, "selector.suffix", "half of a surrogate pair"),
        ({**QUOTE, "exact": "a\0b"}, "selector.exact", "U+0000"),
        ([QUOTE, {**POSITION, "start": "12"}], "selector[1].start", "is not a number of characters"),
        ({**POSITION, "start": True}, "selector.start", "is not a number of characters"),
        ({**POSITION, "start": 1.5}, "selector.start", "is not a number of characters"),
        ({**POSITION, "start": -1}, "selector.start", "is not a number of characters"),
        ({"type": "TextPositionSelector", "start": 3}, "selector.end", "is not a number of characters"),
        ({**POSITION, "end": 12}, "selector.end", "is not behind the start (12 to 12)"),
    ],
)
def test_what_is_no_selector_is_refused_with_its_place(given: Any, where: str, what: str) -> None:
    with pytest.raises(AnnotationError) as refused:
        selectors.read(given)
    assert refused.value.where == where
    assert what in refused.value.what
    assert str(refused.value) == f"{where}: {refused.value.what}"
