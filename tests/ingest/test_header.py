"""What a header says of its volume, in all the spellings of the series."""

from __future__ import annotations

import pytest
from lxml import etree

from archive.ingest import header
from archive.records.volume import Header

from .miniature import NAMESPACES


def read(
    titles: str = "", publication: str = "", rest: str = "", name: str = "frus1934v05", editors: str = "", tei: str = ""
) -> Header:
    description = f"""<fileDesc><titleStmt>{titles}{editors}</titleStmt>
        <publicationStmt>{publication}</publicationStmt>{rest}</fileDesc>"""
    return header.read(etree.fromstring(f"<TEI {NAMESPACES} {tei}><teiHeader>{description}</teiHeader></TEI>"), name)


def title(kind: str, words: str) -> str:
    return f'<title type="{kind}">{words}</title>'


def test_a_header_of_the_series_says_all() -> None:
    found = read(
        title("complete", "Foreign Relations,\n   1934, Volume V")
        + title("series", "Foreign Relations of the United States")
        + title("sub-series", "1934")
        + title("volume-number", "Volume V"),
        "<publisher>Government Printing Office</publisher><pubPlace>Washington</pubPlace><date>1951</date>",
        "<sourceDesc><p>Released in 1951 as printed book</p></sourceDesc>",
    )
    assert found == Header(
        title="Foreign Relations, 1934, Volume V",
        series="Foreign Relations of the United States",
        subseries="1934",
        number="V",
        publisher="Government Printing Office",
        place="Washington",
        year=1951,
        source="Released in 1951 as printed book",
    )


def test_no_header_leaves_the_id_for_a_title() -> None:
    assert header.read(etree.fromstring(f"<TEI {NAMESPACES}/>"), "mini") == Header(title="mini")


def test_an_empty_header_says_nothing_but_what_the_id_tells() -> None:
    assert read(title("complete", " "), name="frus1882") == Header(title="frus1882", subseries="1882")


@pytest.mark.parametrize("kind", ["subseries", "sub-series"])
def test_the_years_covered_are_spelt_with_and_without_a_hyphen(kind: str) -> None:
    assert read(title(kind, "1882")).subseries == "1882"


@pytest.mark.parametrize("kind", ["volumenumber", "volume-number"])
def test_so_is_the_volume_s_number(kind: str) -> None:
    assert read(title(kind, "Volume V")).number == "V"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Volume V", "V"),
        ("volume iii", "iii"),
        ("Vol. 2", "2"),
        ("Part II, Volume II", "Part II, Volume II"),
        ("Volume XIX, Part 1", "XIX, Part 1"),
        ("Volumes I and II", "Volumes I and II"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_is_told_without_the_word_before_it(printed: str, number: str | None) -> None:
    assert read(title("volumenumber", printed)).number == number


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("1952–1954", "1952–1954"),
        ("1952-54", "1952–1954"),
        ("1969–76", "1969–1976"),
        ("1945/1950", "1945–1950"),
        ("The Papers, 1914, Supplement", "1914"),
        ("1861 — 1862", "1861–1862"),
    ],
)
def test_years_are_told_in_one_form(printed: str, years: str) -> None:
    assert read(title("subseries", printed)).subseries == years


def test_the_years_are_sought_in_the_series_title_and_then_in_the_id() -> None:
    series = title("series", "Papers Relating to Foreign Affairs, 1861")
    assert read(title("subseries", "") + series, name="frus1899").subseries == "1861"
    assert read(title("series", "Papers"), name="frus1952-54Guat").subseries == "1952–1954"
    assert read(title("series", "Papers"), name="frus1969-76v19p1").subseries == "1969–1976"
    assert read(name="transcripts").subseries == ""


def test_the_first_title_that_says_something_counts() -> None:
    assert read(title("complete", "") + title("complete", "B")).title == "B"


def test_a_title_is_put_together_where_none_is_complete() -> None:
    assert read(title("series", "A") + title("volume", "B") + title("volume", "B") + "<title/>").title == "A, B"


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ("<date>1951</date>", 1951),
        ('<date when="1951"/>', 1951),
        ("<date>Washington, 1868.</date>", 1868),
        (
            '<date type="content-date" notBefore="1969">1969–1972</date><date type="publication-date">2010</date>',
            2010,
        ),
        ('<date type="publication-date">2010</date><date type="content-date">1969</date>', 2010),
        ("<date/>", None),
        ("<date>n. d.</date>", None),
        ("<date>12345</date>", None),
        ("", None),
    ],
)
def test_the_year_is_that_of_printing(dates: str, year: int | None) -> None:
    assert read(publication=dates).year == year


def test_editors_are_those_of_the_volume_and_not_of_the_series() -> None:
    editors = """<editor role="primary">Daniel J.\n Lawler</editor><editor>Erin R. Mahan</editor>
        <editor role="general">Edward C. Keefer</editor><editor role="primary"/>"""
    assert read(editors=editors).editors == ("Daniel J. Lawler", "Erin R. Mahan")


def test_the_language_is_that_of_the_text_or_the_one_declared() -> None:
    assert read(tei='xml:lang="en"').language == "en"
    declared = '<profileDesc><langUsage><language ident="fr">French</language></langUsage></profileDesc>'
    root = etree.fromstring(f"<TEI {NAMESPACES}><teiHeader>{declared}</teiHeader></TEI>")
    assert header.read(root, "x").language == "fr"


def test_rights_repository_and_revisions_are_kept() -> None:
    found = read(
        publication="<availability><licence>Public\n domain</licence></availability>",
        rest="<sourceDesc><msDesc><repository>National Archives</repository></msDesc></sourceDesc>",
    )
    assert (found.rights, found.repository) == ("Public domain", "National Archives")
    changes = "<revisionDesc><list><change>A</change><change/><change> B </change></list></revisionDesc>"
    root = etree.fromstring(f"<TEI {NAMESPACES}><teiHeader>{changes}</teiHeader></TEI>")
    assert header.read(root, "x").revisions == ("A", "B")


def test_errata_and_external_inclusions_say_nothing() -> None:
    rest = """<encodingDesc xmlns:xi="http://www.w3.org/2001/XInclude"><editorialDecl><correction><p/></correction>
        </editorialDecl><xi:include href="../shared/frus-dates.xml"/></encodingDesc>"""
    assert read(title("complete", "A"), rest=rest, name="x") == Header(title="A")
