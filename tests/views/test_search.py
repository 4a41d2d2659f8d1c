"""The search page: results, facets, filters to take back, and what is said where nothing can be found or read."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Document, Volume
from archive.search import index
from archive.store import withdrawal
from tests.specimens import dated, document, page, take, volume
from tests.views.shown import Shown, visit, words

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
NAMES = ("q", "place_written", "volume", "section", "document", "file", "number", "kind", "after", "sort", "page")


def search(client: Client, query: str = "", status: int = 200) -> Shown:
    """The search page for the query string of an address."""
    return visit(client, f"/search/?{query}" if query else "/search/", status)


def said(shown: Shown) -> str:
    """The sentence above the result."""
    return words(shown.main.xpath("string(.//h1)"))


def number(written: str) -> int:
    return int(written.replace(",", ""))


def count(shown: Shown) -> int:
    found = re.match(r"([\d,]+) (?:undated )?document", said(shown))
    return number(found[1]) if found else 0


def everywhere(shown: Shown, path: str) -> list[Any]:
    """What an XPath finds in the whole page."""
    return list(shown.main.getroottree().xpath(path))


def headings(shown: Shown) -> list[str]:
    return [words(heading.text_content()) for heading in shown.main.xpath(".//ol[@class='results']/li/h2")]


def facet(shown: Shown, title: str) -> dict[str, tuple[int, str]]:
    """A facet's values: how many documents have each, and where it leads."""
    rows = everywhere(shown, f"//aside/section[h2[.='{title}']]//li")
    return {
        words(row.findtext("a")): (int(row.findtext("span").replace(",", "")), row.find("a").get("href"))
        for row in rows
    }


def chips(shown: Shown) -> dict[str, str]:
    """The filters that can be taken back, and where the page is without them."""
    links = shown.main.xpath(".//ul[@class='chips']//a")
    return {words(link.text_content()).removeprefix("Remove the filter: "): link.get("href") for link in links}


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def kept(shown: Shown, label: str) -> dict[str, str]:
    """What a form carries along, and its fields."""
    inputs = everywhere(shown, f"//form[@aria-label='{label}']//input")
    return {field.get("name"): field.get("value", "") for field in inputs}


def papers(number: int) -> str:
    """As many telegrams of February 1937, on two pages."""
    made = (dated(n, f"1937-02-{n % 28 + 1:02}", f"February {n % 28 + 1}, 1937") for n in range(number))
    return page("1") + "".join(made) + page("2") + document(900, "<head>Undated</head><p>It says little.</p>")


# The whole archive


def test_before_a_word_is_typed_everything_is_there_by_date(client: Client, specimen: Volume) -> None:
    shown = search(client)
    every = Document.objects.count()
    undated = Document.objects.filter(earliest=None).count()
    assert said(shown) == f"{every} documents, {undated} of them undated"
    assert headings(shown)[:2] == [
        Document.objects.get(identifier="d23").heading,
        Document.objects.get(identifier="d9").heading,
    ]
    assert shown.title == "Search · Chancery"
    assert everywhere(shown, "//meta[@name='robots']") == []


@pytest.mark.usefixtures("seed")
def test_each_count_of_a_facet_is_what_is_found_when_it_is_chosen(client: Client, specimen: Volume) -> None:
    shown = search(client)
    titles = everywhere(shown, "//aside/section/h2/text()")
    facets = {title: facet(shown, title) for title in titles}
    chosen = [value for values in facets.values() for value in values.values()]
    assert {"Written from", "Sender", "Recipient", "Signatory", "Volume", "Kind", "Status"} <= set(titles)
    assert len(chosen) > 50
    assert [(address, number) for number, address in chosen if count(visit(client, address)) != number] == []


def test_values_of_one_name_are_told_apart(client: Client, db: None) -> None:
    heading = "<head>Mr. Seward to {}</head><p>Sir.</p>"
    take(volume(document(1, heading.format("Mr. Dayton")), "frus1863v01"))
    take(volume(document(1, heading.format("Mr. Judd")), "frus1889v02"))
    assert set(facet(search(client), "Sender")) == {"Seward (volume of 1863)", "Seward (volume of 1889)"}


@pytest.mark.django_db
def test_an_empty_archive_says_that_there_is_nothing_to_search(client: Client) -> None:
    shown = search(client)
    assert said(shown) == "Nothing to search yet"
    assert "python manage.py ingest" in shown.text
    assert everywhere(shown, "//aside") == []


@pytest.mark.django_db
def test_a_word_is_not_found_in_an_empty_archive_either(client: Client) -> None:
    assert said(search(client, "q=wharf")) == "Nothing found for wharf"


# Words


def test_the_page_says_what_was_searched_for(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=wharves+%22coaling+station%22")
    assert "Searched for: wharves in any form and exactly “coaling station”." in shown.text
    assert shown.title == 'wharves "coaling station" · Chancery'
    assert kept(shown, "The archive")["q"] == 'wharves "coaling station"'


def test_a_result_names_its_date_place_kind_numbers_volume_and_pages(client: Client, specimen: Volume) -> None:
    shown = search(client, "document=specimen/d1")
    result = words(shown.main.xpath("string(.//li[@id='result-1'])"))
    letter = Document.objects.get(identifier="d1")
    assert result.startswith(letter.heading)
    assert "Santiago, October 3, 1936 · despatch · no. 228 · 825.345/41 · pp. 1–3" in result
    assert "1936–1938, Volume I, Harbors, Lights, and Antiquities, document 1" in result


def test_a_result_says_what_its_bracketed_lines_say(client: Client, specimen: Volume) -> None:
    shown = search(client, "document=specimen/d18")
    assert words(shown.main.xpath("string(.//li[@id='result-1'])")).endswith("· [Telegram—Paraphrase]")


def test_a_result_names_the_parties_that_its_heading_does_not(client: Client, db: None) -> None:
    take(
        volume(
            document(1, "<head>The Consul (<persName type='from'>Tibbets</persName>) to the Minister</head><p>A.</p>")
        )
    )
    letter = Document.objects.get()
    letter.frame = letter.frame | {"sender": ["Mr. Somebody"], "recipient": ["the Minister"]}
    letter.save()
    result = words(search(client).main.xpath("string(.//li[@id='result-1'])"))
    assert "· from Mr. Somebody" in result
    assert "· to" not in result


def test_a_quotation_leads_to_its_printed_page(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=barometer")
    quoted = shown.main.xpath(".//p[@class='snippet']/a")
    assert quoted
    for link in quoted:
        address = urlsplit(link.get("href"))
        assert client.get(f"{address.path}?{address.query}").status_code == 200
        label = link.text.strip().removeprefix("footnote, ").removeprefix("p. ")
        assert f"/pg_{label.strip('[]')}/" in address.path
        assert asked(link.get("href"))["q"] == ["barometer"]
    assert shown.main.xpath(".//p[@class='snippet']/mark")


def test_a_hit_in_a_footnote_says_so(client: Client, db: None) -> None:
    note = '<note n="3" xml:id="d1fn3">The lantern was lit.</note>'
    take(volume(page("57") + document(1, f"<head>One</head><p>It is dark.{note}</p>")))
    assert words(search(client, "q=lantern").main.xpath("string(.//p[@class='snippet'])")).startswith("footnote, p. 57")


def test_a_text_of_a_volume_that_is_no_document_says_what_it_is(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=arrangement&kind=section&document=specimen/preface")
    line = shown.main.xpath("string(.//li[@id='result-1']/p[@class='meta'][1])")
    assert words(line) == "section · pp. III–IV"


def test_a_heading_that_the_archive_supplied_is_shown_as_such(client: Client, specimen: Volume) -> None:
    shown = search(client, "document=specimen/d23")
    assert shown.main.xpath(".//li/h2/@class") == ["supplied"]


def test_what_has_been_withdrawn_is_not_found(client: Client, specimen: Volume) -> None:
    before = count(search(client, "q=wharf"))
    withdrawal.withdraw("specimen/d1", "A mistake.")
    shown = search(client, "q=wharf")
    assert count(shown) == before - 1
    assert all("/d1/" not in link for link in shown.links)


# Filters


def test_what_is_chosen_is_marked_and_can_be_taken_back(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=coal&place_written=santiago&kind=telegram")
    assert chips(shown) == {
        "written from Santiago ×": "/search/?q=coal&kind=telegram",
        "telegram ×": "/search/?q=coal&place_written=santiago",
        "Clear all": "/search/?q=coal",
    }
    current = everywhere(shown, "//aside//a[@aria-current]")
    assert [words(link.text_content()) for link in current] == ["Santiago, remove ×", "telegram, remove ×"]
    assert [link.get("href") for link in current] == list(chips(shown).values())[:2]
    assert shown.title == "coal, written from Santiago, telegram · Chancery"


def test_values_of_one_facet_are_taken_back_one_by_one(client: Client, specimen: Volume) -> None:
    shown = search(client, "kind=telegram&kind=note&kind=letter")
    assert chips(shown)["note ×"] == "/search/?kind=telegram&kind=letter"
    one_by_one = sum(count(search(client, f"kind={kind}")) for kind in ("telegram", "note", "letter"))
    assert count(shown) == one_by_one > 0


def test_a_role_goes_with_the_last_of_its_places(client: Client, specimen: Volume) -> None:
    shown = search(client, "place=santiago&place_role=written&q=station")
    assert chips(shown)["written from Santiago ×"] == "/search/?q=station"


def test_a_period_is_taken_back_as_a_whole(client: Client, specimen: Volume) -> None:
    shown = search(client, "after=1936-10&before=1936&kind=telegram")
    assert chips(shown)["1936-10 – 1936 ×"] == "/search/?kind=telegram"
    assert "1937 ×" in chips(search(client, "after=1937&before=1937"))
    assert "from 1937-02 on ×" in chips(search(client, "after=1937-02"))


def test_a_volume_is_called_by_few_words(client: Client, db: None) -> None:
    title = "Papers Relating to Foreign Affairs, Transmitted to Congress with the Annual Message of the President"
    header = '<title type="subseries">1872</title><title type="volumenumber">Part II, Volume V</title>'
    take(volume(dated(1, "1872-11-02", "November 2, 1872"), header=header).replace("Volume frus1937v01", title))
    shown = search(client, "volume=frus1937v01")
    assert set(facet(shown, "Volume")) == {"1872, Part II, Volume V"}
    assert "1872, Part II, Volume V ×" in chips(shown)
    assert "1872, Part II, Volume V, document 1" in shown.text


def test_a_value_that_nothing_has_beside_others_that_are_chosen_is_listed_all_the_same(
    client: Client, specimen: Volume
) -> None:
    shown = search(client, "place_written=santiago&kind=telegram&kind=treaty")
    assert facet(shown, "Kind")["treaty"][0] == 0


def test_an_unknown_name_finds_nothing_and_can_be_taken_back(client: Client, specimen: Volume) -> None:
    shown = search(client, "place_written=atlantis")
    assert said(shown) == "Nothing found"
    assert chips(shown)["written from atlantis ×"] == "/search/"


def test_white_space_around_a_value_does_not_keep_it_from_being_taken_back(client: Client, specimen: Volume) -> None:
    assert chips(search(client, "file=+825.345+&kind=+telegram"))["telegram ×"] == "/search/?file=825.345"


def test_every_form_keeps_what_the_others_ask_for(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=station&kind=telegram&after=1936&file=825&page=1&sort=-date")
    others = {"kind": "telegram", "sort": "-date"}
    assert kept(shown, "The archive") == others | {"q": "station", "after": "1936", "file": "825"}
    assert kept(shown, "Years") == others | {"q": "station", "file": "825", "after": "1936", "before": ""}
    assert kept(shown, "Numbers") == others | {"q": "station", "after": "1936", "file": "825", "number": ""}


def test_a_search_for_the_undated_gives_way_to_one_for_dates(client: Client, specimen: Volume) -> None:
    assert "undated" not in kept(search(client, "undated=1"), "Years")
    assert kept(search(client, "undated=1"), "Numbers")["undated"] == "1"


# Dates


def test_the_undated_are_counted_and_can_be_listed(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=station")
    undated = re.search(r", (\d+) of them undated", said(shown))
    assert undated
    listed = search(client, "q=station&undated=1")
    assert "/search/?q=station&undated=1" in {urlsplit(link).path + "?" + urlsplit(link).query for link in shown.links}
    assert said(listed) == f"{undated[1]} undated documents for station"


def test_where_dates_are_asked_for_the_undated_are_more(client: Client, specimen: Volume) -> None:
    shown = search(client, "after=1937&before=1937&kind=telegram")
    assert said(shown) == "1 document; 1 more is undated"
    assert search(client, "kind=telegram&undated=1").headings == shown.headings


def test_the_years_are_bars_that_narrow_the_result_with_a_table_behind_them(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=station")
    bars = everywhere(shown, "//aside//*[local-name()='svg']/a")
    rows = everywhere(shown, "//aside//table/tbody/tr")
    assert [bar.get("href") for bar in bars] == [row.find("th/a").get("href") for row in rows]
    for row in rows:
        year = row.findtext("th/a")
        assert asked(row.find("th/a").get("href")) == {"q": ["station"], "after": [year], "before": [year]}
    dated_ones = count(shown) - int(re.search(r"(\d+) of them", said(shown))[1])  # type: ignore[index]
    assert sum(int(row.findtext("td")) for row in rows) == dated_ones


def test_many_years_are_drawn_by_decades(client: Client, db: None) -> None:
    take(volume(dated(1, "1861-05-04", "May 4, 1861") + dated(2, "1937-02-14", "February 14, 1937")))
    shown = search(client)
    names = [words(row.findtext("th/a")) for row in everywhere(shown, "//aside//table/tbody/tr")]
    assert names == ["1860–1869", "1930–1939"]
    assert "1861–1937, most in 1860–1869" in words(shown.whole)
    assert count(search(client, "after=1930&before=1939")) == 1


# Order and pages


def test_results_are_put_in_order_by_relevance_only_where_there_are_words(client: Client, specimen: Volume) -> None:
    orders = ".//nav[@aria-label='Order of the result']/p/a"
    with_words = {link.text: link.get("href") for link in search(client, "q=station").main.xpath(orders)}
    assert with_words == {
        "relevance": "/search/?q=station",
        "date": "/search/?q=station&sort=date",
        "latest first": "/search/?q=station&sort=-date",
        "volume": "/search/?q=station&sort=volume",
    }
    without = {link.text: link.get("href") for link in search(client, "kind=note&sort=-date").main.xpath(orders)}
    assert without["date"] == "/search/?kind=note"
    assert "relevance" not in without
    assert headings(search(client, "kind=note&sort=-date")) == headings(search(client, "kind=note"))[::-1]


@pytest.mark.django_db
def test_a_long_result_has_pages_with_numbers_that_go_on(client: Client) -> None:
    take(volume(papers(90)))
    shown = search(client, "q=paper&sort=date&page=3")
    assert "41–60 of 90, by" in shown.text
    assert shown.main.xpath(".//ol[@class='results']/@start") == ["41"]
    assert shown.main.xpath(".//ol[@class='results']/li[1]/@id") == ["result-41"]
    pages = shown.main.xpath(".//nav[@aria-label='Pages of the result']//li")
    assert [words(one.text_content()) for one in pages] == ["1", "2", "3", "4", "5"]
    turns = {link.get("data-turn"): link.get("href") for link in shown.main.xpath(".//a[@data-turn]")}
    assert turns == {
        "previous": "/search/?q=paper&sort=date&page=2",
        "next": "/search/?q=paper&sort=date&page=4",
    }
    assert shown.title == "paper, page 3 · Chancery"


@pytest.mark.django_db
def test_the_address_of_the_first_page_has_no_number(client: Client) -> None:
    take(volume(papers(30)))
    turns = search(client, "q=paper&page=2").main.xpath(".//a[@data-turn]/@href")
    assert turns == ["/search/?q=paper"]


def test_a_page_behind_the_last_says_which_is_the_last(client: Client, specimen: Volume) -> None:
    shown = search(client, "page=40")
    assert "The result ends before page 40: page 2 is its last." in shown.text
    assert shown.main.xpath(".//a[.='page 2 is its last']/@href") == ["/search/?page=2"]


# Nothing found


def test_where_nothing_is_found_the_page_says_what_is_to_blame(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=station+zzyx&kind=telegram")
    blamed = shown.main.xpath(".//section[h2[.='What would be found']]//li")
    assert blamed
    for one in blamed:
        assert words(one.findtext("span")).startswith(str(count(visit(client, one.find("a").get("href")))))


def test_a_slip_of_the_pen_is_put_right(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=baromter")
    better = shown.main.xpath(".//section[h2[starts-with(., 'Words of this archive')]]//a/@href")
    assert better
    assert count(visit(client, better[0])) > 0


# What cannot be read


@pytest.mark.parametrize(
    ("query", "sentence", "marked"),
    [
        ('the "old agreement', "A quotation is not closed.", '"'),
        ("(coal timber", "A bracket is not closed.", "("),
        ("coal) timber", "A bracket is closed that was not opened.", ")"),
        ("coal OR", "There is nothing behind OR.", ""),
        ("a*", "At least 2 letters must stand before an asterisk.", "a"),
    ],
)
def test_a_query_that_cannot_be_read_is_shown_with_its_fault(
    client: Client, specimen: Volume, query: str, sentence: str, marked: str
) -> None:
    shown = search(client, f"q={quote(query)}&kind=telegram", 400)
    alert = shown.main.xpath(".//*[@role='alert']")[0]
    assert sentence in alert.text_content()
    assert words(alert.xpath("string(.//p[@class='query'])")) == query
    assert alert.findtext(".//mark").strip() == marked
    assert kept(shown, "The archive") == {"q": query, "kind": "telegram"}
    assert everywhere(shown, "//input[@id='q']/@aria-invalid") == ["true"]
    assert shown.main.xpath(".//a[.='Search without what cannot be read']/@href") == ["/search/?kind=telegram"]


def test_a_query_of_a_thousand_letters_and_one_is_refused(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=" + "a" * 1001, 400)
    assert "longer than 1000 characters" in shown.text


def test_every_parameter_that_cannot_be_read_is_named(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=coal&kind=sonnet&after=yesterday&sort=whim&page=0", 400)
    alert = words(shown.main.xpath("string(.//*[@role='alert'])"))
    assert "Kind “sonnet” is none of: despatch" in alert
    assert "From “yesterday” is no date: write 1937, 1937-02 or 1937-02-14." in alert
    assert "Order “whim” is none of" in alert
    assert "Page" in alert
    assert kept(shown, "Years") == {"q": "coal", "after": "yesterday", "before": ""}
    assert everywhere(shown, "//input[@aria-invalid]/@name") == ["after"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_asked_for_becomes_markup(client: Client, specimen: Volume, name: str) -> None:
    for value in (SCRIPT, IMAGE, "' onmouseover='alert(1)", "\0", "💥 — \u202e"):
        address = f"/search/?{name}={quote(value)}&{name}={quote(SCRIPT)}"
        answer = client.get(address)
        assert answer.status_code in (200, 400)
        assert visit(client, address, answer.status_code)
        assert SCRIPT not in answer.content.decode()


# Around the result


def test_the_same_result_is_to_be_had_in_other_forms(client: Client, specimen: Volume) -> None:
    shown = search(client, "q=station&kind=telegram&page=1")
    for form in ("csv", "json", "atom"):
        address = f"/search.{form}?q=station&kind=telegram"
        assert everywhere(shown, f"//section[h2[.='Take it with you']]//a[@href='{address}']")
        assert client.get(address).status_code == 200
    assert len(client.get("/search.json?q=station&kind=telegram").json()["results"]) == count(shown)


def test_results_are_no_pages_for_other_search_engines(client: Client, specimen: Volume) -> None:
    shown = search(client, "kind=note")
    assert everywhere(shown, "//meta[@name='robots']/@content") == ["noindex, follow"]
    assert all("nofollow" in link.get("rel", "") for link in everywhere(shown, "//aside//a[contains(@href, '?')]"))


@pytest.mark.parametrize("address", ["/volumes/", "/volumes/specimen/d1/", "/dates/", "/search/"])
def test_a_search_box_stands_on_every_page(client: Client, specimen: Volume, address: str) -> None:
    shown = visit(client, address)
    assert everywhere(shown, "//header//form[@role='search']/@action") == ["/search/"]
    assert len(everywhere(shown, "//input[@data-search-box]")) == 1


def test_the_entrance_has_the_box_in_its_middle(client: Client, specimen: Volume) -> None:
    shown = visit(client, "/")
    assert everywhere(shown, "//main//form[@role='search']/@action") == ["/search/"]
    assert len(everywhere(shown, "//input[@data-search-box]")) == 1
    assert "/search/" in shown.links


@pytest.mark.django_db
def test_the_entrance_of_an_empty_archive_keeps_the_box_in_its_place(client: Client) -> None:
    assert everywhere(visit(client, "/"), "//header//form[@role='search']/@action") == ["/search/"]


def test_one_volume_or_section_can_be_searched_from_its_page(client: Client, specimen: Volume) -> None:
    assert kept(visit(client, "/volumes/specimen/"), "Search in this volume") == {"volume": "specimen", "q": ""}
    within = kept(visit(client, "/volumes/specimen/ch1/"), "Search this section with its documents")
    assert within == {"section": "specimen/ch1", "q": ""}
    assert count(search(client, "section=specimen/ch1&q=station")) < count(search(client, "volume=specimen&q=station"))


def test_a_copy_is_good_as_long_as_the_archive_does_not_change(client: Client, specimen: Volume) -> None:
    first = client.get("/search/?q=station")
    again = client.get("/search/?q=station", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    withdrawal.withdraw("specimen/d1", "A mistake.")
    assert client.get("/search/?q=station", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/search/", "/search/?q=station"])
def test_what_an_index_says_that_lags_behind_is_not_kept(
    client: Client, specimen: Volume, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = index.reader()
    monkeypatch.setattr(index, "reader", lambda: now._replace(is_current=False))
    assert "ETag" not in client.get(address)
    monkeypatch.undo()
    assert "ETag" in client.get(address)


COUNTS = {
    "": 7,
    "q=paper": 8,
    "q=paper&sort=date&page=2": 8,
    "place_written=moscow&volume=frus1937v01&after=1937&before=1937": 9,
    "q=zzyx": 12,
    "q=(": 1,
}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [25, 60])
@pytest.mark.parametrize("query", COUNTS)
def test_a_search_asks_the_database_at_most_as_much_as_is_written_here(
    client: Client, query: str, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    take(volume(papers(number)))
    index.follow()
    with django_assert_max_num_queries(COUNTS[query]):
        client.get(f"/search/?{query}")
