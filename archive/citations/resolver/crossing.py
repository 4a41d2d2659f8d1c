"""Cross-references that the edition prints and its markup does not have, where they are certain: to pages of the same
volume ("*ante*, p. 31"), to letters in it ("telegram No. 42, April 7"), and to other volumes of the series."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from re import Match

from archive.ingest import printed_dates
from archive.records.document import Document, Reference
from archive.records.volume import Page, Volume

from . import agreement, series, understanding
from .finding import bare, telegram_number
from .paper import DASHES, LOCATOR, QUOTES, SERIES, VOLUME

# "ante, p. 31", "*post*, page 184", "infra, pp. 12–14"
WITHIN = re.compile(
    r"\b(?P<way>[Aa]nte|[Pp]ost|[Ii]nfra|[Ss]upra),? (?P<link>(?:pp?\.|pages?) ?"
    r"(?P<label>\[?\d{1,4}\]?|[ivxlcIVXLC]{1,8}))(?![\w.]?\d|[A-Za-z])"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_KIND = r"(?:(?:circular )?telegrams?|des?patch|dispatch|instruction|note|airgram)"
# "telegram No. 42, April 7, 6 p.m., from the Minister in Honduras"
# Also "the Ambassador's No. 1961, Sept. 17, 9 p.m."
LETTER = re.compile(
    rf"(?:(?P<owner>[A-Z][\w-]+(?: (?:in|at) [A-Z]\w+)?)[’']s |(?={_KIND}))"
    rf"(?P<link>(?P<kind>{_KIND} )?No\. (?P<number>\d{{1,5}}[a-z]?),? "
    rf"(?P<date>{_MONTH} \d{{1,2}}(?:, (?P<year>\d{{4}}))?)(?P<time>, {printed_dates.TIME})?)"
    r"(?:,? from (?P<sender>(?:the )?[A-Z][^,;.()]{2,80}?)(?=[,;.()]| to (?!Negotiate)|$))?"
    r"(?:,? to (?P<recipient>(?:the )?[A-Z][^,;.()]{2,80}))?(?![\w-])",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"No\. \d")
BEFORE = 70  # code points before a number in which its letter's kind and owner stand
NAMED = re.compile(r"Foreign (?:Rel|Aff)|FOREIGN REL|For\. ?Rel|\bF\. ?R\. ?U\. ?S|FRUS")
ELSEWHERE = re.compile(r"\b(?:vols?\.|Foreign Relations|For\. Rel|ibid|not printed|not found|missing)", re.IGNORECASE)
REACH = 90  # code points behind a letter within which the edition says where it is printed, or that it is not
LONGEST = 160  # code points of a citation of another volume
YEAR_BEFORE = re.compile(r"\[?\d{4}\]? $")
IN_BRACKETS = re.compile(r"\[[^\[\]]{1,600}\]")
OWNERS = {
    "department": {"secretary"},
    "embassy": {"ambassador", "charge"},
    "legation": {"minister", "charge"},
    "consulate": {"consul"},
    "commission": {"commission"},
}
"""Whose office signs for an office or post that the edition names."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A cross-reference at code points ``start`` to ``end`` of the text, or of the footnote ``note``.

    ``target`` is as markup would have it (``#pg_31``, ``#d42``); for another volume it is the words, and ``anchor`` "".
    """

    target: str
    start: int
    end: int
    note: str = ""
    anchor: str = ""


class Edition:
    """What a volume's records tell of its pages and letters, for looking up what its notes refer to."""

    def __init__(self, volume: Volume) -> None:
        labels = Counter(bare(page.label) for page in volume.pages if page.label)
        self.places = {page.id: number for number, page in enumerate(volume.pages)}
        self.pages = {bare(page.label): page for page in volume.pages if page.label and labels[bare(page.label)] == 1}
        self.letters: dict[tuple[bool, str], list[Document]] = defaultdict(list)
        for document in volume.documents:
            if telegram := telegram_number(document.text, document.date.end):
                self.letters[True, telegram].append(document)
            if document.despatch_number:
                self.letters[False, document.despatch_number.lower()].append(document)

    def crossings(self, text: Document) -> list[Crossing]:
        """The cross-references of a text and its footnotes that its markup lacks, none over another."""
        found: list[Crossing] = []
        for crossing in self._every(text):
            others: list[Crossing | Reference] = [*text.references, *found]
            if not any(_overlap(crossing, other) for other in others):
                found.append(crossing)
        return found

    def _every(self, text: Document) -> Iterator[Crossing]:
        for note in text.notes:
            yield from self._to_pages(text, note.text, note.id)
            yield from self._to_letters(text, note.text, note.id)
            yield from to_volumes(note.text, note.id)
        for remark in IN_BRACKETS.finditer(text.text):
            yield from self._to_pages(text, text.text, "", remark.span())
        yield from to_volumes(text.text)

    def _to_pages(
        self, text: Document, words: str, note: str, within: tuple[int, int] | None = None
    ) -> Iterator[Crossing]:
        """To printed pages of the volume, before this text or behind it as the word says."""
        for match in WITHIN.finditer(words, *(within or ())):
            page = self.pages.get(bare(match["label"]))
            if page and self._lies_there(page, text, match["way"].lower() in ("ante", "supra")):
                yield Crossing(f"#{page.id}", match.start("link"), match.end("link"), note, page.id)

    def _lies_there(self, page: Page, text: Document, before: bool) -> bool:
        own = [self.places[passage.page] for passage in text.passages if passage.page in self.places]
        place = self.places[page.id]
        return bool(own) and (place <= max(own) if before else place >= min(own))

    def _to_letters(self, text: Document, words: str, note: str) -> Iterator[Crossing]:
        """To the one letter of the volume that has the number and date, and the parties or the hour, that are said."""
        for hit in NUMBERED.finditer(words):
            match = LETTER.search(words, max(0, hit.start() - BEFORE))
            if match is None or match.start("number") != hit.end() - 1:
                continue
            meant = [each for each in self._numbered(match) if each.id != text.id and _is_meant(match, each, text)]
            behind = words[match.end("link") : match.end("link") + REACH].partition(";")[0]
            if len(meant) == 1 and not ELSEWHERE.search(behind) and self._is_printed_there(meant[0], match, text, note):
                yield Crossing(f"#{meant[0].id}", match.start("link"), match.end("link"), note, meant[0].id)

    def _numbered(self, match: Match[str]) -> Sequence[Document]:
        kind, number = (match["kind"] or "").lower(), match["number"].lower()
        telegrams = self.letters.get((True, number), []) if "telegram" in kind or not kind else []
        return telegrams + (self.letters.get((False, number), []) if "telegram" not in kind else [])

    def _is_printed_there(self, letter: Document, match: Match[str], text: Document, note: str) -> bool:
        """Whether what the markup says right behind it, if anything, is a page of that letter."""
        end = match.end("link")
        beside = [ref for ref in text.references if ref.note == note and end <= ref.start <= end + REACH]
        if not beside:
            return True
        anchor = min(beside, key=lambda ref: ref.start).target.removeprefix("#")
        return anchor in {passage.page for passage in letter.passages}


def _overlap(one: Crossing, other: Crossing | Reference) -> bool:
    return one.note == other.note and one.start < other.end and other.start < one.end


def _is_meant(match: Match[str], letter: Document, citing: Document) -> bool:
    """Whether a letter with the number has the date too, and agrees in what else is said; something else must be.

    The Department sends the same to many at one hour: of a telegram of its own it must be said to whom.
    """
    year = match["year"] or citing.date.earliest[:4]
    said = printed_dates.first(f"{match['date'].partition(',')[0]}, {year}") if year else None
    if said is None or not said.edtf or said.edtf != letter.date.edtf:
        return False
    judged = [_agrees(match["sender"], [party.text for party in letter.sender])]
    judged.append(_agrees(match["recipient"], [party.text for party in letter.recipient]))
    judged.append(_is_hour(match["time"], letter))
    owned = _is_owned(match["owner"], letter)
    if (match["owner"] or "").lower() == "department" and judged[1] is not True:
        return False
    return False not in (*judged, owned) and (True in judged or owned is True)


def _agrees(said: str | None, printed: Sequence[str]) -> bool | None:
    return agreement.party(said, printed) is True if said else None


def _is_hour(said: str | None, letter: Document) -> bool | None:
    return printed_dates.time_of_day(said.strip(", ")) == letter.date.time if said else None


def _is_owned(owner: str | None, letter: Document) -> bool | None:
    """Whether the sender is who "the Ambassador's" says; without his post that alone is not enough."""
    if not owner:
        return None
    head = agreement.folded(owner).split()[0]
    senders = {word for party in letter.sender for word in agreement.folded(party.text).replace("(", " ").split()}
    if not (OWNERS.get(head, {head}) & senders):
        return False
    return True if " " in owner else None


def to_volumes(words: str, note: str = "") -> Iterator[Crossing]:
    """Citations of volumes of the series with years and pages ("Foreign Relations, 1924, vol. I, p. 662")."""
    for hit in NAMED.finditer(words):
        match = series.NAME.search(words, max(0, hit.start() - 40), hit.end() + 100)
        if match is None or not match.start() <= hit.start() < match.end():
            continue
        start = match.start()
        if before := YEAR_BEFORE.search(words, max(0, start - 8), start):
            start = before.start()
        window = words[start : match.start() + LONGEST].partition(";")[0].partition("\n")[0]
        end = _extent(window)
        if match[0].strip() and end:
            yield Crossing(words[start : start + end], start, start + end, note)


def _extent(window: str) -> int:
    """How many code points of a text are one citation with years and pages; 0 where they are not certainly."""
    paper = understanding.paper(window.translate(QUOTES).translate(DASHES))
    if paper.text != window.translate(QUOTES).translate(DASHES).rstrip() or paper.series_at < 0:
        return 0
    if not {"series", "years", "pages"} <= set(paper.found) or paper.found.get("sender"):
        return 0
    kept = [at for at, char in enumerate(paper.left) if char in SERIES + VOLUME + LOCATOR]
    gaps = [later - sooner for sooner, later in pairwise(kept)]
    return kept[-1] + 1 if kept[0] == 0 and max(gaps, default=0) <= LONGEST // 4 else 0
