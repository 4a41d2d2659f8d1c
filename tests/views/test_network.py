"""Who corresponded with whom: the picture, the same as a table, and the files that other programs read."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from archive.models import Entity, Volume
from archive.reading import networks
from archive.search import index
from tests.reading.letters import Letter, take
from tests.views.shown import Shown, visit, words
from tests.views.test_places import everywhere

PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-01-02", "Coal."),
    Letter("Norweb", "Hull", "Santiago", "1862-01-02"),
    Letter("Davies", "Hull", "Moscow", "1861-03-02"),
    Letter("Davies", "Norweb", "Moscow", "1861-03-02"),
    Letter("Hull", "Tibbets"),
)
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture
def papers(db: None) -> Volume:
    volume = take(*PAPERS)
    Entity.objects.filter(name="Tibbets").update(name="Tibbets & Sons <Moscow>")
    return volume


def rows(shown: Shown) -> list[tuple[str, ...]]:
    found = shown.main.xpath(".//table[contains(@class, 'counts')]/tbody/tr")
    return [tuple(words(cell.xpath("string(a/text())")) for cell in row) for row in found]


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(body(answer).decode(), newline="")))


# The page


@pytest.mark.usefixtures("papers")
def test_the_network_of_everything_is_a_picture_and_a_table(client: Client) -> None:
    shown = visit(client, "/search/network/")
    assert rows(shown)[0] == ("Norweb", "Hull", "2")
    assert len(rows(shown)) == len(everywhere(shown, "//figure//svg/g/a")) == 4
    names = everywhere(shown, "//figure//svg/a/@aria-label")
    assert sorted(names) == ["Davies", "Hull", "Norweb", "Tibbets & Sons <Moscow>"]
    assert "/search/?actor_sender=norweb&actor_recipient=hull" in shown.links


@pytest.mark.usefixtures("papers")
def test_the_network_of_a_search_is_of_its_documents(client: Client) -> None:
    shown = visit(client, "/search/network/?q=coal&sort=volume&page=2")
    assert rows(shown) == [("Norweb", "Hull", "1")]
    assert "1 document found: coal in any form" in shown.text
    assert "/search/?q=coal&actor_sender=norweb&actor_recipient=hull" in shown.links
    assert "/search/network.gexf?q=coal" in shown.links


@pytest.mark.usefixtures("papers")
def test_each_count_is_what_its_link_finds(client: Client) -> None:
    shown = visit(client, "/search/network/?after=1861&before=1861")
    found = shown.main.xpath(".//table[contains(@class, 'counts')]/tbody/tr/td[2]/a")
    assert len(found) == 3
    for link in found:
        heading = words(visit(client, link.get("href")).main.xpath("string(.//h1)"))
        assert heading.split()[0] == link.text


@pytest.mark.usefixtures("papers")
def test_the_network_around_an_actor_says_whose_it_is(client: Client) -> None:
    shown = visit(client, "/actors/norweb/network/")
    assert words(shown.main.xpath("string(.//h1)")) == "Who wrote to whom: Norweb"
    assert rows(shown) == [("Norweb", "Hull", "2"), ("Davies", "Norweb", "1"), ("Davies", "Hull", "1")]
    assert "/actors/norweb/network.csv" in shown.links


def test_a_network_of_nobody_says_so(client: Client, db: None) -> None:
    assert "None of these documents tells both" in visit(client, "/search/network/").text
    take(*PAPERS)
    shown = visit(client, "/search/network/?q=zzyx")
    assert "None of these documents tells both" in shown.text
    assert everywhere(shown, "//figure") == []


@pytest.mark.usefixtures("papers")
def test_a_search_that_cannot_be_read_is_refused_as_on_its_own_page(client: Client) -> None:
    assert "This search cannot be read" in visit(client, "/search/network/?q=%28coal", 400).text
    assert client.get("/search/network.gexf?kind=sonnet").status_code == 400


def test_what_is_drawn_is_little_and_the_files_have_all(client: Client, db: None) -> None:
    take(*(Letter(f"Nor{chr(97 + n // 26)}{chr(97 + n % 26)}web", "Hull") for n in range(90)))
    shown = visit(client, "/search/network/")
    assert len(rows(shown)) == networks.DRAWN
    assert "The 60 most frequent pairs" in shown.text
    assert len(table(client.get("/search/network.csv"))) == 90


# The files


@pytest.mark.usefixtures("papers")
def test_the_table_has_who_wrote_how_often_to_whom(client: Client) -> None:
    answer = client.get("/search/network.csv?after=1861")
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"] == 'attachment; filename="network.csv"'
    found = table(answer)
    assert {(row["Source"], row["Target"], row["Weight"]) for row in found} == {
        ("norweb", "hull", "2"),
        ("davies", "hull", "1"),
        ("davies", "norweb", "1"),
    }
    first = next(row for row in found if row["Source"] == "norweb")
    assert first["Type"] == "Directed"
    assert (first["Source label"], first["Target label"]) == ("Norweb", "Hull")
    address = "/search/?after=1861&actor_sender=norweb&actor_recipient=hull"
    assert first["Documents"] == settings.SITE_URL + address


def test_a_table_computes_nothing(client: Client, db: None) -> None:
    take(Letter("Norweb", "Hull"))
    Entity.objects.filter(name="Norweb").update(name="=HYPERLINK(1)")
    (row,) = table(client.get("/search/network.csv"))
    assert row["Source label"] == "'=HYPERLINK(1)"


def graph(answer: Any) -> etree._Element:
    """A graph, read as GEXF 1.3 wants it to be (its schema: elements in this order, these attributes required)."""
    assert answer["Content-Type"] == "application/gexf+xml; charset=utf-8"
    root = etree.fromstring(body(answer))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    assert {child.tag for child in root[0]} <= {f"{GEXF}creator", f"{GEXF}description", f"{GEXF}keywords"}
    found = root[1]
    assert dict(found.attrib) == {"mode": "static", "defaultedgetype": "directed"}
    assert [child.tag for child in found] == [f"{GEXF}attributes", f"{GEXF}nodes", f"{GEXF}edges"]
    attributes, nodes, edges = found
    assert attributes.get("class") == "node"
    assert all({*one.attrib} == {"id", "title", "type"} for one in attributes)
    names = [node.get("id") for node in nodes]
    assert len(names) == len({*names}) == int(nodes.get("count"))
    for node in nodes:
        assert node.get("label")
        assert [value.get("for") for value in node[0]] == [one.get("id") for one in attributes]
    assert len({edge.get("id") for edge in edges}) == len(edges) == int(edges.get("count"))
    assert all({edge.get("source"), edge.get("target")} <= {*names} for edge in edges)
    assert all(float(edge.get("weight")) >= 1 for edge in edges)
    return found


@pytest.mark.usefixtures("papers")
def test_the_graph_has_every_actor_once_and_edges_that_weigh_what_was_written(client: Client) -> None:
    _, nodes, edges = graph(client.get("/search/network.gexf"))
    assert sorted(node.get("label") for node in nodes) == ["Davies", "Hull", "Norweb", "Tibbets & Sons <Moscow>"]
    weights = {(edge.get("source"), edge.get("target")): edge.get("weight") for edge in edges}
    assert weights["norweb", "hull"] == "2"
    assert len(weights) == 4


@pytest.mark.usefixtures("papers")
def test_the_graph_around_an_actor_is_the_actor_s(client: Client) -> None:
    answer = client.get("/actors/norweb/network.gexf")
    assert answer["Content-Disposition"] == 'attachment; filename="norweb.gexf"'
    _, nodes, edges = graph(answer)
    assert {node.get("id") for node in nodes} == {"norweb", "hull", "davies"}
    assert len(edges) == 3


def test_a_graph_of_nothing_is_a_graph(client: Client, db: None) -> None:
    _, nodes, edges = graph(client.get("/search/network.gexf"))
    assert len(nodes) == len(edges) == 0


@pytest.mark.usefixtures("seed")
def test_the_specimen_s_graph_can_be_read(client: Client, specimen: Volume) -> None:
    index.follow()
    _, nodes, _ = graph(client.get("/search/network.gexf"))
    assert len(nodes) > 10
    assert {node.get("id") for node in nodes} <= {*Entity.objects.values_list("slug", flat=True)}
    for path in ("/search/network/", "/search/network/?q=coal", "/places/map/"):
        visit(client, path)
