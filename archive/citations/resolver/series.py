"""Which volume a citation names: the series, its years, supplement, volume and part, and words of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from .. import numerals
from .paper import IMPRINT, LOCATOR, NOISE, SERIES, STRUCK, VOLUME, Paper

_OF_WHAT = r"(?:,? (?:of the )?(?:United States(?: of America)?|U\. ?S\.(?: ?A\.)?|US\b))?"
_NOT_OURS = "".join(
    rf"(?<!{body} )"
    for body in (
        *("committee on", "council on", "minister of", "ministry of", "secretary of", "department of"),
        *("minister for", "ministry for", "state for", "commissioner for"),
        *("state papers:", "state papers,", "history of", "documents on", "american", "'s"),
    )
)
NAME = re.compile(
    r"(?:\b(?:the )?Papers Relating to (?:the )?)?"
    rf"(?:{_NOT_OURS}\bForeign Rel(?:ations?\b|ns?\b\.?|s?\b\.?){_OF_WHAT}(?! Committee| of )"
    r"|\b(?:Foreign Affairs|Dipl(?:omatic|\.) Corr(?:espondence|\.))(?=,? \(?186\d)"  # how those volumes are called
    r"|(?<!\d )\b(?-i:(?:US)?FR)(?=,? \(?(?:18[6-9]|19)\d\d\b)"
    r"|\bForeign Affairs\b(?<=Papers Relating to Foreign Affairs)"
    rf"|\bFor\.? ?Rel(?:s|ns?)?\b\.?{_OF_WHAT}"
    r"|(?<![\w.])F\.? ?R\.? ?U\.? ?S\b\.?|\bFRUS(?=\d{4}))"
    r"(?:[:,.]? Diplomatic Papers\b)?",
    re.IGNORECASE,
)
PARIS = re.compile(r"\b(?:the )?Paris Peace Conf(?:erence\b|\.|\b)|(?<![\w.])P\.? ?P\.? ?C\b\.?")
LANSING = re.compile(r"\b(?:the )?Lansing Papers\b", re.IGNORECASE)

YEARS = re.compile(r"(?<![\w./-])(1[5-9]\d\d|20\d\d)(?: ?[-–—/] ?(1[5-9]\d\d|20\d\d|\d\d)(?![\d/]))?(?!\w)")
_NUMBER = r"(?:E ?[-–]? ?\d{1,2}|[IVXLCivxlc]{1,8}|\d{1,3})(?!\w)"
KEYED = re.compile(
    r"(?<![A-Za-z])"
    r"(?:vol(?:ume|s)?\b\.?|(?-i:v)\.(?= ?\d)|v(?=\d)|tome\b|Bd\b\.?|(?=(?-i:E) ?[-–] ?\d))[ ,]{0,2}(?:no\b\.? ?)?"
    rf"(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
# "1952–54, I/1, 798", "vol. 29/1", "E–14/1"
SLASHED = re.compile(
    r"(?<![\w./])(?:vols?\b\.? ?(?=\d)|(?-i:(?=[IVXLCE])))(?P<volume>[IVXLC]{1,8}|E ?[-–] ?\d{1,2}|\d{1,2})"
    r"/(?P<part>\d)(?![\w/])",
    re.IGNORECASE,
)
PART = re.compile(rf"(?<![A-Za-z])(?:pts?\b\.?|parts?\b) ?(?P<number>{_NUMBER})", re.IGNORECASE)
SUPPLEMENT = re.compile(
    r"(?<![A-Za-z])(?:supp(?:l(?:ement(?:ary)?)?)?\b\.?(?: volume)?)"
    r"(?: ?(?:no\b\.? ?)?(?P<number>\d|[IVX]{1,4})(?![\w–-]))?",
    re.IGNORECASE,
)
APPENDIX = re.compile(
    r"(?<![A-Za-z])(?:app(?:endix|x|dx)?\b\.?)(?: ?(?:no\b\.? ?)?(?P<number>\d{1,2}|[IVX]{1,4})(?![\w–-]))?",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"(?:[\[(]?(?P<years>{YEARS.pattern})[\])]?[,:]? {{0,2}})?"
    r"(?:(?:vols?\b\.? ?|^|(?<=[,;:.(\[\])\1-\7] )|(?<=[sS]ee )|(?<=in )|(?<=\d ))"
    r"(?P<number>\d{1,2}|[IVXLC]{1,7})\b,? )?(?:the )?$"
)
# "(Washington: Government Printing Office, 1952)", "(Washington, D.C., 1952)", "(GPO, n.d.)", "(1952)"
PARENTHESIS = re.compile(
    r"\((?P<inside>[^()]{0,160}?(?<![\d–-])(?:1[5-9]\d\d|20\d\d|n\.d\.)"
    r"|[^()]{0,80}\b(?:Washington|Printing|G\.?P\.?O|Office|Publish)[^()]{0,80})\)",
    re.IGNORECASE,
)
OFFICE = (
    r"(?:(?:United States|U\. ?S\.|US) )?"
    r"(?:Gov(?:ernmen)?t\.? (?:Printing|Print\.|Publishing) Off(?:ice|\.)|G\. ?P\. ?O\.|GPO\b)"
)
_TOWN = r"(?:Washington(?:,? ?D\. ?C\.?|,? DC\b)?[:,.;]? ?)"
PUBLISHER = re.compile(
    rf"(?<![A-Za-z])(?:{_TOWN}{OFFICE}|{OFFICE}|(?<!at ){_TOWN}(?=\d{{4}}(?![–-])))"
    rf"(?:[,.;]? ?\(?(?:1[89]\d\d|20\d\d)\b\)?)?",
    re.IGNORECASE,
)
# "…, vol. 1. The Chancery Project, 2026." where other years are those of the volume
OTHER_HOUSE = re.compile(r"(?<=\. )[A-Z][^\d.;:()\1-\7]{2,60}, (?:1[89]\d\d|20\d\d)(?=[.,]?[\s\1-\7]*$)")
EDITORS = re.compile(r"(?<![A-Za-z])(?:eds?\.|edited by|general editor|gen\. ed\.)[^(\1-\7\d]{0,200}", re.IGNORECASE)
HEREAFTER = re.compile(
    r"[\[(](?:hereafter|hereinafter|cited as|henceforth)[^\])]{0,60}[\])]"
    r"|\((?:in|of) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) volumes\)",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"(?<![A-Za-z])(?:(?:United States|U\. ?S\.|US) )?(?:Department of State|Dept?\. of State|Office of the Historian)"
    r"[,.:;]? (?=[\1(])",
    re.IGNORECASE,
)
# "1934 V 57", "1894, Appendix II", "1918, Russia, III, 5"
OPENING = re.compile(
    rf"[ (\[]{{0,3}}{YEARS.pattern}[\])]?[,: ]{{1,3}}(?:[A-Z][\w.&() '-]{{1,60}}[,: ]{{1,2}})?"
    rf"(?:(?:[IVXLC]{{1,8}}|\d{{1,3}})(?!\w)|(?:supp|app|pt|part|doc|p)[\w.]{{0,8}} ?[\dIVX]|[{LOCATOR}{VOLUME}])"
)
WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*", re.UNICODE)
EMPTY = {
    "a", "and", "as", "at", "by", "cf", "cited", "d", "c", "diplomatic", "ed", "eds", "edited", "for", "from",
    "gpo", "hereafter", "ibid", "in", "it", "its", "no", "of", "on", "or", "p", "pp", "page", "pages", "papers",
    "part", "pt", "quoted", "s", "see", "series", "the", "to", "u", "us", "usa", "vol", "volume", "volumes", "vols",
    "with", "washington", "also", "esp", "frus", "especially", "e", "g", "online", "document", "documents", "doc",
    "docs", "number", "note", "notes",
}  # fmt: skip
"""Words that tell no volume from another."""
FURTHEST = 300  # code points behind the series in which a volume's title stands


def read(paper: Paper) -> None:
    """Find what tells the volume from others of its series; bare numbers are left for the locators."""
    if paper.series_at >= 0 and "title" not in paper.found:
        _before(paper)
    _strike_imprints(paper)
    start = max(paper.series_at, 0)
    if paper.series_at < 0 and not _is_bare(paper):
        return
    if "title" not in paper.found:
        _years(paper, start)
    for match in paper.each(SLASHED, start):
        paper.take("volume", numerals.plain(match["volume"]), *match.span("volume"), VOLUME)
        paper.take("part", match["part"], *match.span("part"), VOLUME)
    for field, pattern in (("supplement", SUPPLEMENT), ("appendix", APPENDIX), ("volume", KEYED), ("part", PART)):
        _numbered(paper, field, pattern, start)
    if not {"volume", "title"} & set(paper.found):  # "Vol. I, page 907, Foreign Relations, 1921"
        _numbered(paper, "volume", KEYED, 0)


def find(paper: Paper) -> None:
    """The series, where it is named first; later names of it in the same citation only repeat it."""
    for match in _named(paper):
        if not match[0].strip():
            continue
        if paper.series_at < 0:
            paper.series_from, paper.series_at = match.span()
        known = "" if match.re in (PARIS, LANSING) else "Foreign Relations of the United States"
        paper.take("series" if known else "name", known or _expanded(match), *match.span(), SERIES)


def _named(paper: Paper) -> Iterator[Match[str]]:
    for pattern in (NAME, PARIS, LANSING):
        yield from paper.each(pattern)


def _expanded(match: Match[str]) -> str:
    return "Lansing Papers" if match.re is LANSING else "Paris Peace Conference"


def _before(paper: Paper) -> None:
    """What stands right before the series in legal citations: "1937 For. Rel.", "[1934] 5 Foreign Relations"."""
    found = BEFORE.search(paper.left[: paper.series_from][-40:])
    if found is None or not found[0].strip(" the"):
        return
    shift = max(0, paper.series_from - 40)
    if found["number"]:
        at = found.span("number")
        paper.take("volume", numerals.plain(found["number"]), at[0] + shift, at[1] + shift, VOLUME)
    follows = YEARS.search(paper.left, paper.series_at)
    if found["years"] and not (follows and _is_plain(paper, follows)):
        _keep_years(paper, found, shift)


def _is_plain(paper: Paper, years: Match[str]) -> bool:
    """Whether years stand in the title, not in parentheses or behind a publisher as those of printing do."""
    before = paper.left[max(0, years.start() - 60) : years.start()]
    inside = before.rfind("(") > before.rfind(")")
    return not inside and not re.search(rf"(?:{OFFICE}|{_TOWN})[,.;]? ?$", before, re.IGNORECASE)


def _strike_imprints(paper: Paper) -> None:
    """Publishers, editors and the like; a year alone in parentheses is that of printing when another is there."""
    alone = []
    for match in paper.each(PARENTHESIS):
        if YEARS.fullmatch(match["inside"]):
            alone.append(match.span())
        elif not _is_date(match["inside"]):
            paper.strike(*match.span(), IMPRINT)
    for pattern, kind in ((PUBLISHER, IMPRINT), (ORIGIN, NOISE), (HEREAFTER, NOISE)):
        paper.strike_all(pattern, kind)
    for start, end in alone:
        others = YEARS.search(paper.left[:start]) or YEARS.search(paper.left, end)
        if (others or {"title", "years"} & set(paper.found)) and not 0 <= start - paper.series_at <= 2:
            paper.strike(start, end, IMPRINT)
    if paper.series_at >= 0:
        for match in paper.each(OTHER_HOUSE, paper.series_at):
            if "title" in paper.found or YEARS.search(paper.left, paper.series_at, match.start()):
                paper.strike(*match.span(), IMPRINT)
        for match in paper.each(EDITORS, paper.series_at):
            paper.strike(*match.span())


def _is_date(inside: str) -> bool:
    return bool(
        re.search(r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|\d{4}-\d\d)", inside)
    )


def _is_bare(paper: Paper) -> bool:
    """Whether a volume is named without its series: "1918, Russia, vol. III, p. 5", "1894, Appendix II"."""
    if "address" in paper.found:
        return False
    return bool(KEYED.search(paper.left) or OPENING.match(paper.left))


def _years(paper: Paper, start: int) -> None:
    for match in paper.each(YEARS, start):
        if "years" not in paper.found:
            _keep_years(paper, match, 0)
        return


def _keep_years(paper: Paper, match: Match[str], shift: int) -> None:
    shape = YEARS.search(match[0])
    if shape is None:
        return
    first, last = int(shape[1]), shape[2]
    whole = int(str(first)[: 4 - len(last)] + last) if last else first
    begin = match.start() + shape.start() + shift
    end = begin + len(shape[0])
    if whole < first:  # "1937-21": a year, then something else
        whole, end = first, begin + 4
    paper.take("years", (first, whole), begin, end, VOLUME)


def _numbered(paper: Paper, field: str, pattern: re.Pattern[str], start: int) -> None:
    for match in paper.each(pattern, start):
        number = numerals.plain(match["number"] or "") or "0"
        if field in ("volume", "part") and number == "0":
            continue
        paper.take(field, number, *match.span(), VOLUME)


def title_words(text: str) -> frozenset[str]:
    """The words of a title that may tell its volume from others, in small letters."""
    found = (word.lower().replace(".", "").removesuffix("'s") for word in WORD.findall(text))
    return frozenset(word for word in found if word not in EMPTY and not (numerals.is_roman(word) and len(word) < 5))


def name(paper: Paper, end: int) -> None:
    """Words of the volume's title: what is left unread between the series and the place cited, ``end``."""
    is_placed = {"years", "pages", "document"} & set(paper.found)
    if paper.series_at < 0 and ("sender" in paper.found or not is_placed):
        return
    start = max(paper.series_at, 0)
    region = paper.left[start : min(end, start + FURTHEST)]
    region = region.split(IMPRINT)[0] if title_words(region.split(IMPRINT)[0]) else region
    words = " ".join(re.sub(rf"[{STRUCK}\d\"\[\](){{}}]+|(?<!\w)[-–—/&:;,.]+", " ", region).split()).strip(" ,.:;-–—/'")
    if title_words(words):
        before = paper.found.get("name", "")
        paper.found["name"] = f"{before} {words}".strip()
        paper.words.setdefault("name", words)
