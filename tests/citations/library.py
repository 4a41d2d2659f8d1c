"""A small library in the shape of the series: volumes titled and numbered as they are, with invented papers in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tests import specimens

PAPERS = "Papers Relating to the Foreign Relations of the United States"
FRUS = "Foreign Relations of the United States"
DIPLOMATIC = f"{FRUS} Diplomatic Papers"
FRONT = ("[I]", "[II]", "III", "IV", "[V]")
BODY = ("[1]", "2", "3", "20", "21", "22", "30", "31", "51", "57", "58", "59", "76", "328", "[500]", "798", "799")


class Book(NamedTuple):
    """What a volume's header says, the labels of its pages, and the documents by the label on which each begins."""

    name: str
    title: str
    series: str = ""
    subseries: str = ""
    number: str = ""
    year: int = 1950
    pages: Sequence[str] = (*FRONT, *BODY)
    documents: dict[str, tuple[str, ...]] = {}


def telegram(
    number: int, heading: str, printed: str, when: str, file: str = "", despatch: str = "", text: str = ""
) -> str:
    """A letter; ``despatch`` is its line "No. 15", ``text`` its only sentence."""
    note = f'<note rend="inline" type="source">{file}</note>' if file else ""
    line = f'<dateline><placeName>Santiago</placeName>, <date when="{when}">{printed}</date>.</dateline>'
    numbered = f'<p rend="flushleft">No. {despatch}</p>' if despatch else ""
    said = f"<p>{text or f'Paper {number} says little.'}</p>"
    return specimens.document(number, f"{note}<head>{heading}</head>{line}{numbered}{said}")


STATE = "The Secretary of State"
NORRIS = "The Chargé in Chile (Norris) to the Secretary of State"
LETTERS: dict[str, tuple[str, ...]] = {
    "20": (telegram(1, NORRIS, "October 3, 1933", "1933-10-03", "825.512/49", "1551"),),
    "57": (
        telegram(2, f"{STATE} to the Chargé in Chile (Norris)", "October 9, 1933", "1933-10-09", "825.512/50"),
        telegram(3, NORRIS, "October 11, 1933", "1933-10-11", "825.512/51: Telegram", text="42. Your 17, October 9."),
    ),
    "58": (
        telegram(4, NORRIS, "October 12, 1933", "1933-10-12", "825.512/52"),
        telegram(5, NORRIS, "October 12, 1933", "1933-10-12", "825.512/52"),
        specimens.document(41, "<head>Memorandum by the Chief of the Division of Harbors</head><p>So.</p>"),
    ),
}
DATED_FILES: dict[str, tuple[str, ...]] = {
    "20": (telegram(1, "The Consul at Amoy (Vale) to the Secretary of State", "May 13, 1949", "1949-05-13",
                    "825.00/5–1349: Telegram"),),
}  # fmt: skip
BOOKS = (
    Book(
        "frus1861",
        "Message of the President of the United States to the Two Houses of Congress, at the Commencement of the "
        "Second Session of the Thirty-seventh Congress",
        subseries="",
        year=1861,
    ),
    *(
        Book(
            f"frus1864p{part}",
            "Papers Relating to Foreign Affairs, Accompanying the Annual Message of the President to the Second "
            f"Session Thirty-eighth Congress, Part {roman}",
            "Papers Relating to Foreign Affairs, 1864",
            number=f"Part {roman}",
            year=1865,
        )
        for part, roman in ((3, "III"), (4, "IV"))
    ),
    Book(
        "frus1870",
        f"{PAPERS}, Transmitted to Congress with the Annual Message of the President, December 5, 1870",
        PAPERS,
        "1870",
        year=1870,
    ),
    *(
        Book(
            f"frus1872p2v{number}",
            f"{PAPERS}, Transmitted to Congress with the Annual Message of the President, December 2, 1872, Part II, "
            f"Volume {roman}",
            PAPERS,
            "1872",
            f"Part II, Volume {roman}",
            1872,
            pages=(*FRONT, *BODY, "[Map 1]"),
        )
        for number, roman in ((2, "II"), (5, "V"))
    ),
    Book(
        "frus1873p2v3",
        f"{PAPERS}, Transmitted to Congress with the Annual Message of the President, December 1, 1873, Part II, "
        "Volume III",
        PAPERS,
        "1873",
        "Part II, Volume III",
        1874,
    ),
    Book(
        "frus1882",
        f"{PAPERS}, Transmitted to Congress, With the Annual Message of the President, December 4, 1882",
        f"{PAPERS}, 1882",
        year=1883,
    ),
    Book(
        "frus1894",
        f"{PAPERS}, 1894, With the Annual Message of the President, Transmitted to Congress December 3, 1894",
        PAPERS,
        "1894",
        year=1895,
    ),
    Book("frus1894Nicaragua", f"{FRUS}, 1894, Nicaragua (Mosquito Territory)", f"{FRUS}, 1894", year=1895),
    Book("frus1894app1", f"{FRUS}, 1894, Appendix I", f"{FRUS}, 1894", year=1895),
    Book(
        "frus1901",
        f"{PAPERS}, with the Annual Message of the President Transmitted to Congress December 3, 1901",
        PAPERS,
        "1901",
        year=1902,
    ),
    Book("frus1901China", f"{FRUS}, 1901, Appendix, Affairs in China", f"{FRUS}, 1901", year=1902),
    Book(
        "frus1902app1", f"{FRUS}, 1902, Appendix I, Whaling and Sealing Claims Against Russia", FRUS, "1902", year=1903
    ),
    Book("frus1914-20v01", f"{PAPERS}, The Lansing Papers, 1914–1920, Volume I", PAPERS, "1914–1920", "Volume I", 1939),
    Book("frus1914Supp", f"{PAPERS}, 1914, Supplement, The World War", PAPERS, "1914", year=1928),
    Book(
        "frus1917Supp02v02",
        f"{PAPERS}, 1917, Supplement 2, The World War, Volume II",
        f"{PAPERS}, 1917",
        number="Volume II",
        year=1932,
        pages=("[797]", "798", "799", "800"),
    ),
    Book("frus1918Russiav03", f"{PAPERS}, 1918, Russia, Volume III", f"{PAPERS}, 1918", number="Volume III", year=1932),
    *(
        Book(
            f"frus1919Parisv{number}",
            f"{PAPERS}, The Paris Peace Conference, 1919, Volume {roman}",
            f"{PAPERS}, 1919",
            number=f"Volume {roman}",
            year=1947,
        )
        for number, roman in (("01", "I"), ("11", "XI"))
    ),
    Book("frus1919vRussia", f"{PAPERS}, 1919, Russia", PAPERS, "1919", year=1937),
    Book("frus1925v02", f"{PAPERS}, 1925, Volume II", PAPERS, "1925", "Volume II", 1940),
    Book("frus1931-41v01", f"{PAPERS}, Japan: 1931–1941, Volume I", PAPERS, "1931–1941", "Volume I", 1943),
    Book(
        "frus1934v04", f"{DIPLOMATIC}, 1934, The American Republics, Volume IV", DIPLOMATIC, "1934", "Volume IV", 1951
    ),
    Book(
        "frus1934v05",
        f"{DIPLOMATIC}, 1934, The American Republics, Volume V",
        DIPLOMATIC,
        "1934",
        "Volume V",
        1952,
        documents=LETTERS,
    ),
    Book(
        "frus1936v03",
        f"{DIPLOMATIC}, 1936, The Near East and Africa, Volume III",
        DIPLOMATIC,
        "1936",
        "Volume III",
        1953,
    ),
    Book("frus1942China", f"{FRUS}: Diplomatic Papers, 1942, China", FRUS, "1942", year=1956),
    Book("frus1945Malta", f"{FRUS}: Diplomatic Papers, Conferences at Malta and Yalta, 1945", FRUS, "1945", year=1955),
    Book(
        "frus1949v08",
        f"{FRUS}, 1949, The Far East: China, Volume VIII",
        FRUS,
        "1949",
        "Volume VIII",
        1978,
        documents=DATED_FILES,
    ),
    *(
        Book(
            f"frus1952-54v01p{part}",
            f"{FRUS}, 1952–1954, General: Economic and Political Matters, Volume I, Part {part}",
            FRUS,
            "1952–1954",
            f"Volume I, Part {part}",
            1983,
            pages,
        )
        for part, pages in ((1, (*FRONT, *BODY)), (2, ("865", "866", "900")))
    ),
    Book("frus1969-76v17", f"{FRUS}, 1969–1976, Volume XVII, China, 1969–1972", FRUS, "1969–1976", "Volume XVII", 2006),
    Book(
        "frus1969-76v19p1",
        f"{FRUS}, 1969–1976, Volume XIX, Part 1, Korea, 1969–1972",
        FRUS,
        "1969–1976",
        "Volume XIX, Part 1",
        2010,
    ),
    Book(
        "frus1969-76ve05p1",
        f"{FRUS}, 1969–1976, Volume E–5, Part 1, Documents on Sub-Saharan Africa, 1969–1972",
        FRUS,
        "1969–1976",
        "Volume E–5, Part 1",
        2005,
    ),
)


def take() -> None:
    """Take in the whole library."""
    for book in BOOKS:
        specimens.take(source(book), f"{book.name}.xml")


def source(book: Book) -> str:
    """A volume's TEI: its header as the series writes it, and what its pages carry."""
    titles = {
        "complete": book.title,
        "series": book.series,
        "subseries": book.subseries,
        "volumenumber": book.number,
    }
    written = "".join(f'<title type="{kind}">{title}</title>' for kind, title in titles.items())
    return (
        f'<TEI {specimens.NAMESPACES} xml:id="{book.name}"><teiHeader><fileDesc><titleStmt>{written}</titleStmt>'
        "<publicationStmt><publisher>United States Government Printing Office</publisher>"
        "<pubPlace>Washington</pubPlace>"
        f"<date>{book.year}</date></publicationStmt></fileDesc></teiHeader>"
        f"<text><body>{''.join(_body(book))}</body></text></TEI>"
    )


def _body(book: Book) -> Iterable[str]:
    """A page marker for each label, and behind it the documents that begin there, or one that says nothing."""
    for number, label in enumerate(book.pages, 100):
        yield specimens.page(label, f"pg_{label.strip('[]').replace(' ', '-')}")
        yield from book.documents.get(label) or (
            specimens.document(number, f"<head>Paper {number}</head><p>Words.</p>"),
        )
