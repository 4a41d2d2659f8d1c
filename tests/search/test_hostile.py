"""Whatever is typed or sent, a search is answered, or refused with a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.search import hits, results, snippets
from archive.search.filters import SearchFilter
from archive.search.query import MOST, MOST_NEAR, MOST_PREFIXES, QueryError, parse
from tests import specimens
from tests.search.searching import found
from tests.tools import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_specimen"), pytest.mark.timeout(600)]
SEARCHES = ("/search/", "/search.json", "/search.csv", "/search.atom", "/search/suggestions.json")

SYNTAX = '" “ ” ( ) (( )) - -- OR * ** ~5 ~ ~999999 "~2 : \\ heading: from: to: file: place: heading:-( file:from:'
STRANGE = "? [ ] {2,} ^ $ '; <script> %00 {{7*7}} ../.. & = + # _ __ é ﬁ İ ß 𝔘 日本 ا e\u0301 ½ 1e400 0 -1 NaN £"
WORDS = f"the fish co* tr* of-th* consul Chargé 761.93/15 a1* DROP TABLE-- {'x' * 120}"
CONTROLS = ("\0", "\x1b", "\x7f", "\u202e", "\u200b", "\ufeff", "\uffff", "\t", "\r\n", "\v", "\u2028", " ")
SAID = "1937 1937-02 1937-02-30 0000-00 9999-12-31 true off 1 99999999999999999999 date -date telegram sender v/ch1"

pieces = st.lists(st.sampled_from((*f"{SYNTAX} {STRANGE} {WORDS}".split(), *CONTROLS)), max_size=25)
typed = st.one_of(pieces.map("".join), pieces.map(" ".join), st.text(max_size=60))
names = st.sampled_from((*SearchFilter.base_filters, "hit", "result", "Q", "q[]", "", "page "))
values = st.one_of(st.sampled_from(SAID.split()), typed)
asked = st.dictionaries(names, st.lists(values, min_size=1, max_size=3), max_size=6)
raw = st.one_of(
    asked.map(lambda said: urlencode(said, doseq=True)),
    st.binary(max_size=80).map(quote_from_bytes),
    st.text(st.characters(max_codepoint=255), max_size=80),  # bytes, as a web server hands them on
)
unhurried = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def _specimen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The specimen volumes, searched, and no line for every refusal."""
    caplog.set_level(logging.ERROR)
    specimens.load(specimens.SPECIMEN)
    specimens.load(specimens.SEED)
    assert found("the")
    yield
    records = [record for record in caplog.get_records("call") if not record.name.startswith("django.security")]
    assert [record.getMessage() for record in records if record.levelno >= logging.ERROR] == []


@settings(max_examples=examples(1500), suppress_health_check=unhurried)
@given(typed)
@example('"' * 999)
@example("(" * 1001)
@example("heading:" * 120 + "x")
@example("-" * 999 + "x")
@example("-(" * 20 + "fish" + ")" * 20)
def test_whatever_is_typed_is_searched_or_refused_with_its_place(text: str) -> None:
    is_searched_or_refused(text)


@pytest.mark.proof
@settings(max_examples=10_000, suppress_health_check=unhurried)
@given(typed)
def test_whatever_else_is_typed_is_so_too(text: str) -> None:
    is_searched_or_refused(text)


def is_searched_or_refused(text: str) -> None:
    """Fails if a text is neither."""
    form = SearchFilter(QueryDict(urlencode({"q": text})))
    if form.form.is_valid():
        search = form.search
        assert results.counts([search.query()])[0] >= 0
        assert list(snippets.of(text, [("n", text)], hits.wanted(search.tree))) is not None
    else:
        (fault,) = form.faults()
        assert fault.message.endswith(".")
        assert 0 <= (fault.at or 0) <= len(text)


@settings(max_examples=examples(400), suppress_health_check=unhurried)
@given(raw)
def test_whatever_parameters_are_sent_they_are_understood_or_refused(query: str) -> None:
    form = SearchFilter(QueryDict(query))
    if form.form.is_valid():
        result = results.of(form.search)
        assert len(result.rows) <= result.count
    else:
        assert all(fault.message for fault in form.faults())


@settings(max_examples=examples(200), suppress_health_check=unhurried)
@given(st.sampled_from(SEARCHES), raw)
def test_whatever_address_is_asked_for_it_is_answered(path: str, query: str) -> None:
    response = Client().get(path, QUERY_STRING=query)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    assert response.status_code in (200, 304, 400), (response.status_code, query)
    assert body


# Too much


@pytest.mark.parametrize("path", SEARCHES[:4])
def test_a_megabyte_is_refused(client: Client, path: str) -> None:
    for piece in ("a", "(", '"', "é", "a* ", "heading:"):
        assert client.get(path, {"q": piece * (1_000_000 // len(piece))}).status_code == 400


def test_a_megabyte_of_anything_is_refused_and_not_repeated(client: Client) -> None:
    for name in SearchFilter.base_filters:
        response = client.get("/search/", {name: "a" * 1_000_000})
        assert response.status_code == 400, name
        assert len(response.content) < 4_000_000, name  # it stands in the field as typed, not in every link


def test_ten_thousand_parameters_are_refused(client: Client) -> None:
    assert client.get("/search/", QUERY_STRING="place=a&" * 10_000).status_code == 400


def test_nothing_is_sent_to_a_search(client: Client) -> None:
    assert client.post("/search/", {"q": "fish"}).status_code == 405


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("a " * (MOST + 1), "A query can hold 100 words; a longer passage goes between quotation marks."),
        (" OR ".join(["fish*"] * (MOST_PREFIXES + 1)), "Too many words are cut off with an asterisk."),
        ("of-the-fish* " * 4, "Too many words are cut off with an asterisk."),
        (f'"{"fish " * (MOST_NEAR + 1)}"~2', "At most 20 words can be said to be near others."),
        ('"a b"~2 ' * 11, "At most 20 words can be said to be near others."),
        ("of-t*", "At least 2 letters must stand before an asterisk."),
        ("U.S.S.R.*", "At least 2 letters must stand before an asterisk."),
    ],
)
def test_what_would_take_long_is_refused(query: str, what: str) -> None:
    with pytest.raises(QueryError, match=what):
        parse(query)


@pytest.mark.parametrize(
    "query", ["a " * MOST, f'"{"a " * 400}"', "fish* " * MOST_PREFIXES, "file:761.93/1*", f'"{"fish " * MOST_NEAR}"~50']
)
def test_what_is_just_short_enough_is_searched(query: str) -> None:
    assert isinstance(found(query), list)
