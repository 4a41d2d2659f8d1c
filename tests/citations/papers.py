"""Sixty papers that were never written, each in a shape that the published volumes have, for tests of citing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from archive.citations.book import Book
from archive.citations.dated import Dated
from archive.citations.item import Item, Part
from archive.records.people import Party

SITE = "https://chancery.example"
FR = "Foreign Relations of the United States"
GPO: dict[str, Any] = {"publisher": "Government Printing Office", "place": "Washington"}

PORTS = Book(
    "frus1934v09",
    f"{FR} Diplomatic Papers, 1934, Ports, Volume IX",
    f"{FR} Diplomatic Papers",
    "1934",
    "IX",
    year=1952,
    **GPO,
)
OLD = Book("frus1863p2", "Papers Relating to Foreign Affairs, Part II", "", "1863", "Part II", year=1864, **GPO)
MESSAGE = Book("frus1863", "Message of the President, with Papers", "", "1863", year=1863, **GPO)
CASE = Book(
    "frus1873p2v4",
    f"Papers Relating to the {FR}, December 1, 1873, Part II, Volume IV",
    "",
    "1873",
    "Part II, Volume IV",
    year=1874,
    **GPO,
)
REEFS = Book("frus1919Reefs", f"{FR}, 1919, Reefs (Coral Sea)", f"{FR}, 1919", "1919", year=1940, **GPO)
SUPPLEMENT = Book(
    "frus1917Supp03v01",
    f"Papers Relating to the {FR}, 1917, Supplement 3, Tolls, Volume I",
    f"Papers Relating to the {FR}, 1917",
    "1917",
    "I",
    year=1931,
    **GPO,
)
PARTED = Book(
    "frus1952-54v19p2",
    f"{FR}, 1952–1954, Lights and Buoys, Volume XIX, Part 2",
    FR,
    "1952–1954",
    "XIX, Part 2",
    ("Ada B. Quayle",),
    year=1984,
    **GPO,
)
NUMBERED = Book(
    "frus1955-57v29",
    f"{FR}, 1955–1957, Tides, Volume XXIX",
    FR,
    "1955–1957",
    "XXIX",
    ("Ada B. Quayle", "Carl van Horn"),
    year=1989,
    **GPO,
)
MODERN = Book(
    "frus1969-76v17",
    f"{FR}, 1969–1976, Volume XLI, Straits, 1969–1972",
    FR,
    "1969–1976",
    "XLI",
    ("Ada B. Quayle", "Carl van Horn", "J. P. Mott, Jr."),
    year=2006,
    **GPO,
)
ELECTRONIC = Book(
    "frus1969-76ve19",
    f"{FR}, 1969–1976, Volume E–19, Documents on Fog, 1970",
    FR,
    "1969–1976",
    "E–19",
    year=2005,
    **GPO,
)
LOOKING_BACK = Book("frus1917-72Fog", f"{FR}, 1917–1972, Fog Signals", FR, "1917–1972", "", year=2014, **GPO)
TRANSCRIPTS = Book("transcripts", "Transcripts")
NO_YEAR = Book("harbors", "Harbor Papers, Volume II", "Harbor Papers", "1922", "II", publisher="The Quay Press")

HULL = Party("the Secretary of State", "", "Secretary of State")
SECRETARY = Party("The Secretary of State", "", "Secretary of State")
LANE = Party("The Chargé in Brazil (Lane)", "Lane", "Chargé in Brazil")
TO_LANE = Party("the Chargé in Brazil (Lane)", "Lane", "Chargé in Brazil")


def paper(at: int, kind: str, book: Book = PORTS, **said: Any) -> Item:
    """A paper of a volume, by its edition's number; its title is who wrote to whom unless another is given."""
    path = f"{book.id}/d{at}"
    genre = "" if kind in ("other", "section") else kind.replace("-", " ")
    item = Item(path, kind, "", book, f"{SITE}/volumes/{path}/", genre=genre, document=str(at))
    item = replace(item, **said)
    if item.title:
        return item
    return replace(item, title=f"{item.sender[0].text} to {item.recipient[-1].text}")


def letter(at: int, kind: str = "telegram", book: Book = PORTS, **said: Any) -> Item:
    """A letter, from the Chargé in Brazil to the Secretary of State unless others are given."""
    usual: dict[str, Any] = {
        "sender": (LANE,),
        "recipient": (HULL,),
        "place": "Rio de Janeiro",
        "date": day("1934-02-08"),
    }
    return paper(at, kind, book, **{"pages": ("10",), **usual, **said})


def day(edtf: str, text: str = "", is_supplied: bool = False) -> Dated:
    """A date as ingestion has it."""
    return Dated(edtf, text or edtf, is_supplied)


def person(text: str, name: str = "", office: str = "") -> Party:
    """One side of a letter, by its surname and office."""
    return Party(text, name or ("" if office else text), office)


def mister(name: str) -> Party:
    """As the older volumes print it."""
    return Party(f"Mr. {name}", name)


def volume(book: Book) -> Item:
    """A volume as a whole."""
    return Item(book.id, "volume", book.title, book, f"{SITE}/volumes/{book.id}/")


MINUTES = "Minutes of the Second Meeting of the Tidal Commission, Hotel Beau Rivage, Ouchy, Tuesday, May 6th, 1919"
TO_HULL = "Memorandum by the Chief of the Division of Tolls (Rowntree) to the Secretary of State"
CONVERSATION = (
    "Memorandum by the Chief of the Division of River and Harbor Affairs (Rowntree) of a Conversation With "
    "the Minister of Marine Regarding Tolls"
)
GRADY = Party("The Chief of the Division of Tolls (Rowntree)", "Rowntree", "Chief of the Division of Tolls")
BERTH = Party("Lieutenant J. P. Berth, Jr.", "Lieutenant J. P. Berth, Jr.")
SLOOP = Party("The Chargé in Uruguay (Sloop), temporarily in Colonia", "Sloop", "Chargé in Uruguay")

PAPERS: dict[str, Item] = {
    # Kinds
    "a telegram": letter(1, file_number="832.84/12"),
    "a telegram with its number": letter(2, number="42", file_number="832.84/13½"),
    "a despatch": letter(3, "despatch", number="1551", file_number="832.84/14", pages=("58", "59")),
    "a letter": letter(4, "letter"),
    "a letter with a number": letter(5, "letter", number="7"),
    "a note": letter(6, "note", number="12"),
    "a memorandum": paper(
        7,
        "memorandum",
        title="Memorandum by the Chief of the Division of Tolls (Rowntree)",
        sender=(GRADY,),
        place="Washington",
        date=day("1934-02-06", "February 6, 1934"),
        pages=("413", "414"),
        file_number="832.84/15",
    ),
    "a memorandum to somebody": paper(
        8,
        "memorandum",
        title=TO_HULL,
        sender=(GRADY,),
        recipient=(HULL,),
        place="Washington",
        date=day("1934-03-01"),
        pages=("99", "101"),
    ),
    "a long memorandum": paper(
        9, "memorandum", title=CONVERSATION, place="Washington", date=day("1934-03-05"), pages=("20",)
    ),
    "minutes": paper(
        10,
        "minutes",
        REEFS,
        title=MINUTES,
        date=day("1919-05-06", "Tuesday, May 6th, 1919"),
        pages=("131", "135"),
        file_number="Reef Conf. 184.001/8",
    ),
    "a treaty": paper(
        11,
        "treaty",
        title="Treaty Concerning the Lighting of Straits",
        place="Lisbon",
        date=day("1934-04-19", "April 19, 1934"),
        pages=("1", "9"),
        file_number="Treaty Series No. 9999",
    ),
    "a report": paper(
        12, "report", title="Report on the Buoys of the Upper River", date=day("1934-01"), pages=("300", "309")
    ),
    "an editorial note": paper(13, "editorial-note", NUMBERED, title="Editorial Note", pages=("30",)),
    "a press release": paper(
        14,
        "other",
        title="Press Release Issued by the Department of State, August 24, 1934",
        date=day("1934-08-24", "August 24, 1934"),
        pages=("71",),
    ),
    "a circular telegram without parties": paper(
        15,
        "telegram",
        title="Instructions to Consular Officers",
        place="Washington",
        date=day("1934-09-01"),
        pages=("88",),
    ),
    "a preface": replace(paper(0, "section", title="Preface", pages=("III", "V")), document=""),
    "a chapter's own text": replace(paper(0, "section", title="Tolls: Who Is to Pay?", pages=("17",)), document=""),
    "an index": replace(paper(0, "section", NUMBERED, title="Index"), document=""),
    # Parties
    "old style": letter(
        16,
        "despatch",
        OLD,
        sender=(mister("Pike"),),
        recipient=(mister("Sewall"),),
        number="56",
        place="The Hague",
        date=day("1863-07-04"),
    ),
    "offices only": letter(
        17,
        sender=(SECRETARY,),
        recipient=(person("the Minister in Portugal", "", "Minister in Portugal"),),
        place="Washington",
    ),
    "two senders": letter(18, "letter", sender=(mister("Venn"), mister("Pashley")), recipient=(HULL,)),
    "three recipients": letter(
        19,
        recipient=(
            HULL,
            person("the Consul at Bahia (Orme)", "Orme", "Consul at Bahia"),
            person("the Consul at Pará (Tay)", "Tay", "Consul at Pará"),
        ),
    ),
    "a generation behind the name": letter(
        20, "letter", sender=(BERTH,), title="Lieutenant J. P. Berth, Jr., to the Secretary of State"
    ),
    "away from the post": letter(
        21,
        "despatch",
        sender=(SLOOP,),
        number="61",
        place="Colonia",
        title="The Chargé in Uruguay (Sloop), temporarily in Colonia, to the Secretary of State",
    ),
    "a body": letter(22, "letter", sender=(person("Spar, Mast & Co., Inc."),), place="New York"),
    "a name with to": letter(
        23, sender=(person("The Commission to Negotiate Tolls", "", "Commission to Negotiate Tolls"),), place="Ouchy"
    ),
    "a sender alone": paper(
        24,
        "other",
        title="Statement by the President",
        sender=(person("The President", "", "President"),),
        place="Washington",
        date=day("1934-05-05"),
        pages=("12",),
    ),
    # Dates
    "undated": letter(25, date=Dated(), file_number="832.84/16"),
    "nothing known": replace(paper(26, "other", CASE, title="[Untitled]", pages=("23",)), document=""),
    "a month": letter(27, date=day("1934-06", "June —, 1934")),
    "a year": letter(28, "letter", date=day("1934")),
    "about a day": letter(29, date=day("1934-07-01~", "Circa July 1, 1934")),
    "an uncertain day": letter(30, date=day("1934-07-01?")),
    "days of one month": letter(31, "despatch", date=day("1934-05-03/1934-05-05")),
    "days of two months": letter(32, "despatch", date=day("1934-05-30/1934-06-02")),
    "days of two years": letter(33, "despatch", date=day("1933-12-30/1934-01-02")),
    "a date by the edition": letter(34, date=day("1934-02-09", is_supplied=True)),
    "a decade": paper(35, "other", CASE, title="Declaration of a Pilot", date=day("184X"), pages=("40",)),
    # Pages
    "five pages": letter(36, "despatch", pages=("96", "100")),
    "in brackets": letter(37, pages=("[797]",)),
    "a span in brackets": letter(38, pages=("[797]", "[799]")),
    "roman pages": replace(paper(0, "section", SUPPLEMENT, title="List of Papers", pages=("XII", "XIX")), document=""),
    "from roman to arabic": replace(paper(0, "section", title="Message", pages=("LX", "2")), document=""),
    "pages without labels": letter(39, pages=()),
    "a span over a hundred": letter(40, "despatch", pages=("298", "301")),
    "one page of a despatch": replace(
        letter(3, "despatch", number="1551", pages=("59",)), address=f"{SITE}/volumes/frus1934v09/d3/pg_59/"
    ),
    "a footnote": letter(41, pages=("58",), part=Part(note="37")),
    "a footnote by a sign": letter(42, pages=("58",), part=Part(note="*")),
    "an enclosure": letter(43, "despatch", number="9", part=Part(enclosure="The Ministry of Marine to the Embassy")),
    # Volumes
    "by number": letter(190, "telegram", NUMBERED, date=day("1956-05-04"), pages=("401", "402")),
    "by number, with a footnote": letter(191, "telegram", NUMBERED, date=day("1956-05-04"), part=Part(note="3")),
    "by number, several editors": letter(
        75,
        "memorandum",
        MODERN,
        date=day("1971-03-09"),
        title="Memorandum From the Chargé in Brazil (Lane) to the Secretary of State",
    ),
    "an electronic volume": letter(8, "telegram", ELECTRONIC, date=day("1970-01-20"), pages=()),
    "a volume that looks back": paper(
        5,
        "memorandum",
        LOOKING_BACK,
        title="Memorandum of Conversation",
        place="Washington",
        date=day("1938-09-13"),
        pages=("7",),
    ),
    "a volume in parts": letter(44, "despatch", PARTED, date=day("1953-05-01"), pages=("798", "800")),
    "a volume without a number": letter(
        45,
        "letter",
        MESSAGE,
        sender=(person("Lord Lisle"),),
        recipient=(mister("Sewall"),),
        date=day("1863-10-11"),
        place="Washington, D. C.",
    ),
    "a supplement": letter(46, "telegram", SUPPLEMENT, date=day("1917-11-30")),
    "a transcript": replace(
        letter(0, "despatch", TRANSCRIPTS, number="22", place="", date=Dated(), pages=(), file_number="761.93/9999"),
        document="",
    ),
    "no year of printing": letter(47, "letter", NO_YEAR),
    "seen on a day": replace(letter(48), accessed="2026-11-23"),
    "a volume": volume(PORTS),
    "a volume with editors": volume(NUMBERED),
    # Words
    "first words": paper(
        49,
        "other",
        OLD,
        title="Sir: Referring to your “No. 19,” relating to the shipment …",
        title_supplied=True,
        place="Washington",
        date=day("1855-10-20"),
        pages=("56", "57"),
    ),
    "quotation marks at the end": paper(
        50,
        "memorandum",
        title="Memorandum on the Steamer “Gannet”",
        place="Lisbon",
        date=day("1934-01-02"),
        pages=("60",),
    ),
    "markup and ampersand": letter(
        51, sender=(person("<b>Spar</b> & Mast"),), title="<b>Spar</b> & Mast to the Secretary of State"
    ),
    "accents and other scripts": letter(
        52, sender=(person("Señor Ñúñez-Łęcki"),), recipient=(person("Đỗ Thị 張伯倫"),), place="Ciudad de México"
    ),
    "written from right to left": letter(53, "note", sender=(person("وزير البحرية"),), place="Muscat"),
}
