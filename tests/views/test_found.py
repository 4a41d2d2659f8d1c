"""A search's result for machines: JSON, a table, a feed, and how a browser is told of the search."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree

from archive.models import Document, Volume
from archive.search import index
from archive.store import withdrawal
from tests.specimens import dated, document, page, take, volume

ATOM = "{http://www.w3.org/2005/Atom}"


def found(client: Client, query: str, status: int = 200) -> dict[str, Any]:
    """The answer of `/search.json`."""
    answer = client.get(f"/search.json?{query}")
    assert answer.status_code == status, query
    content: dict[str, Any] = answer.json()
    return content


def ids(client: Client, query: str) -> list[str]:
    return [one["id"] for one in found(client, query)["results"]]


def test_a_result_has_every_name_the_outside_relies_on(client: Client, specimen: Volume) -> None:
    result = found(client, "q=wharf")
    whole = {"count", "count_is_exact", "undated", "page", "pages", "results", "facets", "facets_are_exact"}
    assert whole <= set(result)
    assert {"id", "heading", "date", "place", "sender", "recipient", "url", "snippets"} <= set(result["results"][0])
    assert {"page", "label", "note", "html", "url"} == set(result["results"][0]["snippets"][0])
    shapes = {
        "place": {"slug", "name", "count"},
        "actor_sender": {"slug", "name", "count"},
        "volume": {"id", "title", "count"},
        "kind": {"kind", "count"},
        "decade": {"decade", "count"},
        "year": {"year", "count"},
    }
    for name, shape in shapes.items():
        assert all(set(value) == shape for value in result["facets"][name]), name
        assert result["facets"][name], name


def test_the_head_of_a_result_is_that_of_the_document(client: Client, specimen: Volume) -> None:
    for one in found(client, "q=wharf")["results"]:
        whole = client.get(f"/volumes/{one['id']}.json").json()
        assert {name: one[name] for name in ("heading", "date", "place", "sender", "recipient")} == {
            name: whole[name] for name in ("heading", "date", "place", "sender", "recipient")
        }


def test_a_snippet_leads_to_its_printed_page_with_the_hit_marked(client: Client, specimen: Volume) -> None:
    snippets = [s for one in found(client, "q=wharf")["results"] for s in one["snippets"]]
    assert len(snippets) > 3
    for snippet in snippets:
        address = urlsplit(snippet["url"])
        assert address.path.endswith(f"/{snippet['page']}/")
        shown = client.get(snippet["url"]).content.decode()
        assert f'id="{address.fragment}"' in shown
        assert "<mark>" in snippet["html"]


def test_a_snippet_from_a_footnote_says_which(client: Client, db: None) -> None:
    note = '<note n="3" xml:id="d1fn1">The lighthouse was <hi rend="italic">not</hi> lit.</note>'
    take(volume(page("7") + document(1, f"<head>Report</head><p>The harbor is dark.{note}</p>")))
    (snippet,) = found(client, "q=lit+lighthouse")["results"][0]["snippets"]
    assert (snippet["note"], snippet["label"]) == ("d1fn1", "7")
    assert snippet["html"] == "The <mark>lighthouse</mark> was not <mark>lit</mark>."


def test_hostile_words_of_a_source_are_escaped_in_snippets(client: Client, db: None) -> None:
    take(volume(page("1") + document(1, "<head>Report</head><p>A &lt;script&gt;alert(1)&lt;/script&gt; lantern.</p>")))
    (snippet,) = found(client, "q=lantern")["results"][0]["snippets"]
    assert "&lt;script&gt;" in snippet["html"]
    assert "<script>" not in snippet["html"]


@pytest.mark.parametrize(
    ("query", "parameter", "at"),
    [
        ("q=(coal", "q", 0),
        ("q=coal%20OR", "q", 7),
        ("after=soon", "after", None),
        ("kind=poem", "kind", None),
        ("sort=size", "sort", None),
        ("page=0", "page", None),
        ("page=x", "page", None),
        ("place_role=eaten", "place_role", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_wrong(
    client: Client, db: None, query: str, parameter: str, at: int | None
) -> None:
    answer = found(client, query, status=400)
    assert answer["error"].endswith(".")
    assert [(fault["parameter"], fault["at"]) for fault in answer["faults"]] == [(parameter, at)]


def test_a_page_behind_the_last_has_no_results(client: Client, specimen: Volume) -> None:
    beyond = found(client, "q=wharf&page=9")
    assert (beyond["results"], beyond["page"], beyond["pages"]) == ([], 9, 1)
    assert beyond["count"] == found(client, "q=wharf")["count"]


def test_an_empty_archive_has_nothing_to_find(client: Client, db: None) -> None:
    empty = found(client, "q=wharf")
    assert (empty["count"], empty["pages"], empty["results"], empty["undated"]) == (0, 0, [], 0)
    assert not any(empty["facets"].values())


def test_what_is_withdrawn_is_not_found(client: Client, specimen: Volume) -> None:
    before = ids(client, "q=wharf")
    withdrawal.withdraw(before[0], "A mistake.")
    assert ids(client, "q=wharf") == before[1:]
    withdrawal.withdraw("specimen", "Rights.")
    assert ids(client, "q=wharf") == []
    withdrawal.restore("specimen")
    assert ids(client, "q=wharf") == before[1:]


def test_a_result_is_validated_by_the_archive_s_state(client: Client, specimen: Volume) -> None:
    answer = client.get("/search.json?q=wharf")
    again = client.get("/search.json?q=wharf", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_what_an_index_behind_its_archive_finds_is_kept_by_nobody_and_says_so(
    client: Client, specimen: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(client, "q=wharf")
    monkeypatch.setattr(index, "_hurry", lambda now: None)
    take(volume(page("1") + document(1, "<head>Wharf</head><p>Another wharf.</p>")))
    answer = client.get("/search.json?q=wharf")
    assert answer.json()["count_is_exact"] is False
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_while_there_is_no_index_the_answer_is_to_come_again(
    client: Client, specimen: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_hurry", lambda now: None)
    for address in ("/search.json", "/search.csv"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def table(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/search.csv?{query}")
    assert answer["Content-Type"].startswith("text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]


def test_a_table_has_the_whole_result_in_its_order(client: Client, specimen: Volume) -> None:
    rows = table(client, "sort=-date")
    assert len(rows) == found(client, "")["count"] > 20
    assert [row["id"] for row in rows][:20] == ids(client, "sort=-date")
    assert rows[0]["address"].endswith(f"/volumes/{rows[0]['id']}/")


def test_no_cell_of_a_table_is_a_formula(client: Client, db: None) -> None:
    take(volume(page("1") + document(1, "<head>=1+1</head><p>Sums.</p>")))
    assert table(client, "q=sums")[0]["heading"] == "'=1+1"


def feed(client: Client, query: str) -> Any:
    answer = client.get(f"/search.atom?{query}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def test_a_feed_has_a_page_of_the_result_and_leads_to_the_next(client: Client, db: None) -> None:
    take(volume(page("1") + "".join(dated(n, f"1937-02-{n:02}", f"February {n}, 1937") for n in range(1, 26))))
    first = feed(client, "q=paper&sort=date")
    links = {link.get("rel"): link.get("href") for link in first.findall(f"{ATOM}link")}
    assert len(first.findall(f"{ATOM}entry")) == 20
    assert "previous" not in links
    second = feed(client, urlsplit(links["next"]).query)
    assert [entry.findtext(f"{ATOM}title") for entry in second.findall(f"{ATOM}entry")] == [
        f"Paper {n}" for n in range(21, 26)
    ]
    assert second.findtext("{http://a9.com/-/spec/opensearch/1.1/}totalResults") == "25"


def test_a_feed_names_each_document_by_its_address(client: Client, specimen: Volume) -> None:
    for entry in feed(client, "q=wharf").findall(f"{ATOM}entry"):
        path = urlsplit(entry.findtext(f"{ATOM}id")).path
        assert client.get(path).status_code == 200
    assert Document.objects.count() > 20


def test_a_browser_is_told_how_to_search(client: Client, db: None) -> None:
    answer = client.get("/opensearch.xml")
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    templates = etree.fromstring(answer.content).xpath("//*[local-name()='Url']/@template")
    assert any(template.endswith("/search/?q={searchTerms}") for template in templates)
