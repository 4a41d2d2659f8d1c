"""From what was fetched to the passages that citations mean: by address, by volume and place, or by the letter."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from . import agreement, finding, match
from .cited import Cited, Pointer, Span
from .finding import Letter, PrintedPage, Standing
from .holding import Holding, described, listed
from .match import Match
from .need import Fetched, Need
from .shelf import Candidate, Shelf

Found = tuple[list[Match], list[str]]
MOST_LETTERS = 20
SPEAKS_OF_MORE = 5  # words before a volume that tell of something in it
QUOTED = re.compile(r'["\]]')  # a paper's title, or what an editor calls one that has none
PG = re.compile(r"pg[_-]")


@dataclass(frozen=True, slots=True)
class Library:
    """The volumes held, and what was fetched for some citations."""

    shelf: Shelf
    fetched: Fetched

    def find(self, need: Need) -> Found:
        """The passages that a citation may mean, and what is to be said of those it does not lead to."""
        cited = need.cited
        if cited.address:
            return self._pointed(cited, need)
        if cited.names_a_volume:
            return self._in_volumes(cited, need)
        if cited.names_a_letter:
            return self._described(cited)
        return [], []

    # --- by address ---------------------------------------------------------------------------------------------------

    def _pointed(self, cited: Cited, need: Need) -> Found:
        address = cited.address or Pointer()
        if address.file:
            return self._filed(address.file)
        if need.pointed is None:
            return [], [f"No volume {address.volume} is held."]
        if need.pointed.withdrawn:
            return [], [_withdrawn(need.pointed)]
        others = [each for each in need.shown if each.sure and each.holding != need.pointed]
        matches, said = self._at(address, need.pointed, replace(cited, pages=()) if others else cited)
        if others:
            return [*matches, *self._in_volumes(cited, need)[0]], [*said, "Its address and its words mean two volumes."]
        return matches, said

    def _at(self, address: Pointer, held: Holding, cited: Cited) -> Found:
        """What stands at an address inside a volume."""
        if not address.slot:
            if cited.pages or cited.document:
                return self._in_volume(cited, Candidate(held, True), [])
            return [match.of_volume(held, True)], []
        standing = self.fetched.standing.get((held.key, address.slot), Standing())
        if standing.letter is not None:
            return self._letter_at(address, held, cited, standing)
        if standing.page is not None:
            return self._page_at(standing.page, held, cited), []
        if standing.section:
            return [match.of_section(held, address.slot, standing.section, True)], []
        return [], [f"{held.title} has no {_thing(address.slot)}."]

    def _letter_at(self, address: Pointer, held: Holding, cited: Cited, standing: Standing) -> Found:
        letter = standing.letter
        assert letter is not None
        if letter.withdrawn:
            return [], [f"{held.identifier}/{address.slot} has been withdrawn: {letter.withdrawn}"]
        said = [f"{address.slot} is {letter.identifier} now."] if standing.moved else []
        ids = set(letter.pages.values())
        if address.fragment and (note := self._note(address, letter)):
            return [match.of_letter(held, letter, True, note[1], None, note[0])], said
        if address.page in ids:
            return [match.of_letter(held, letter, True, address.page, _labelled(letter, address.page))], said
        if address.page and (other := self.fetched.standing.get((held.key, address.page), Standing()).page):
            return [match.of_page(held, other, None, True)], said
        if not cited.pages:
            return [match.of_letter(held, letter, True)], said
        if name := letter.pages.get(finding.bare(cited.pages[0].first)):
            return [match.of_letter(held, letter, True, name, cited.pages[0])], said
        printed = self.fetched.pages.get((held.key, finding.bare(cited.pages[0].first)), [])
        both = [match.of_letter(held, letter, not printed)]
        return [*both, *(match.of_page(held, page, cited.pages[0], False) for page in printed)], said

    def _note(self, address: Pointer, letter: Letter) -> tuple[str, str] | None:
        return finding.note(letter.key, {address.fragment, f"{letter.identifier}{address.fragment}"})

    def _page_at(self, page: PrintedPage, held: Holding, cited: Cited) -> list[Match]:
        """A printed page by its address; its words may name another page of the volume."""
        matches = [match.of_page(held, page, None, True)]
        for span in cited.pages:
            others = self.fetched.pages.get((held.key, finding.bare(span.first)), [])
            matches += [match.of_page(held, other, span, False) for other in others if other.key != page.key]
        return matches

    # --- by volume ----------------------------------------------------------------------------------------------------

    def _in_volumes(self, cited: Cited, need: Need) -> Found:
        if not need.candidates:
            return [], self._no_volume(cited)
        said = [_withdrawn(each.holding) for each in need.candidates if each.holding.withdrawn and each.sure]
        if not need.shown:
            return [], said or self._no_volume(cited)
        matches: list[Match] = []
        missed: list[str] = []
        keys = {each.holding.key for each in need.shown}
        letters = self._letters(cited, keys) if need.condition is not None else []
        for each in need.shown:
            found, why = self._in_volume(cited, each, letters, need)
            matches += found
            missed += why
        if letters or matches:
            return matches, [*said, *(missed if len(need.shown) == 1 else [])]
        return [], [*said, *(missed if len(need.shown) == 1 else self._nowhere(cited, need))]

    def _in_volume(
        self, cited: Cited, each: Candidate, letters: Sequence[tuple[Letter, bool]], need: Need | None = None
    ) -> Found:
        """The place that is cited inside one volume; the volume itself where none is."""
        if cited.pages:
            return self._on_pages(cited, each, need)
        if cited.document:
            return self._by_number(cited, each)
        inside = [(letter, sure) for letter, sure in letters if letter.volume == each.holding.key]
        if inside:
            return [match.of_letter(each.holding, letter, sure and each.sure) for letter, sure in inside], []
        if cited.names_a_letter:
            return [match.of_volume(each.holding, False)], ["No document in it is certainly the one described."]
        if len(cited.lead.split()) >= SPEAKS_OF_MORE or QUOTED.search(cited.lead):
            return [match.of_volume(each.holding, False)], ["It speaks of something in this volume, and names no page."]
        return [match.of_volume(each.holding, each.sure)], []

    def _on_pages(self, cited: Cited, each: Candidate, need: Need | None) -> Found:
        matches: list[Match] = []
        missed: list[str] = []
        for span in cited.pages:
            printed = self._printed(each.holding, span)
            matches += [self._on_page(cited, each, page, span) for page in printed]
            if not printed:
                missed.append(self._no_page(each.holding, span))
        if missed:
            matches = [replace(found, certain=False) for found in matches]
        if each.holding.by_document and need is not None and need.is_unkeyed:
            letters = self.fetched.numbered.get((each.holding.key, cited.pages[0].first), [])
            matches = [match.of_letter(each.holding, letter, False) for letter in letters] + matches
        return matches, missed

    def _printed(self, held: Holding, span: Span) -> list[PrintedPage]:
        """The pages with a label: as printed if it is there so, else with brackets or other capitals."""
        pages = self.fetched.pages.get((held.key, finding.bare(span.first)), [])
        exact = [page for page in pages if page.label.strip("[] ") == span.first]
        return exact or pages

    def _on_page(self, cited: Cited, each: Candidate, page: PrintedPage, span: Span) -> Match:
        """The document on a page, if it is the one described; else the page."""
        letters = [
            letter for letter in self.fetched.beside.get(page.key, []) if agreement.is_on_its_page(cited, letter)
        ]
        if cited.document:
            letters = [
                letter for letter in letters or self.fetched.beside.get(page.key, []) if _is_numbered(letter, cited)
            ]
        if len(letters) == 1 and each.sure:
            return match.of_letter(each.holding, letters[0], True, page.identifier, span)
        return match.of_page(each.holding, page, span, each.sure)

    def _by_number(self, cited: Cited, each: Candidate) -> Found:
        letters = self.fetched.numbered.get((each.holding.key, cited.document), [])
        shown = [letter for letter in letters if not letter.withdrawn]
        if shown:
            return [match.of_letter(each.holding, letter, each.sure) for letter in shown], []
        gone = [f"Document {cited.document} has been withdrawn: {letter.withdrawn}" for letter in letters]
        return [], gone or [f"{each.holding.title} has no document {cited.document}."]

    def _no_page(self, held: Holding, span: Span) -> str:
        end = self.fetched.ends.get(held.key)
        arabic = span.first.isdigit() and end is not None
        ends = f": its last is {end}" if arabic and int(span.first) > int(end or 0) else ""
        return f"{held.title} has no page {span.first}{ends}."

    def _no_volume(self, cited: Cited) -> list[str]:
        said = f"No {described(cited)} is held."
        near = self.shelf.of_years(cited.years) if cited.years else []
        if not cited.years:
            return [said]
        return [
            said,
            f"Of those years the archive holds: {listed(near)}." if near else "Nothing of those years is held.",
        ]

    def _nowhere(self, cited: Cited, need: Need) -> list[str]:
        place = f"page {cited.pages[0].first}" if cited.pages else f"document {cited.document}"
        return [
            f"None of the volumes that may be meant has a {place}: {listed([each.holding for each in need.shown])}."
        ]

    # --- by what is said of the letter --------------------------------------------------------------------------------

    def _letters(self, cited: Cited, volumes: Collection[int] = ()) -> list[tuple[Letter, bool]]:
        """The documents that may be the one described, best first, and whether each certainly is."""
        letters = [letter for letter in self.fetched.letters if not volumes or letter.volume in volumes]
        judged = [(agreement.of(cited, letter), letter) for letter in letters]
        fitting = [(verdict, letter) for verdict, letter in judged if _may_be(cited, letter, verdict)]
        fitting.sort(key=lambda each: (len(each[0].differ), -len(each[0].agree)))
        certain = [letter for verdict, letter in fitting if verdict.is_certain]
        alone = len(certain) == 1 and all(verdict.differ for verdict, letter in fitting if letter != certain[0])
        if alone and self.fetched.has_all_letters:
            return [(certain[0], True)]
        return [(letter, False) for _, letter in fitting][:MOST_LETTERS]

    def _described(self, cited: Cited) -> Found:
        letters = self._letters(cited)
        matches = [
            match.of_letter(self.shelf.by_key[letter.volume], letter, sure)
            for letter, sure in letters
            if letter.volume in self.shelf.by_key
        ]
        if cited.file and (len(matches) > 1 or not matches):
            dossier = self._filed(cited.file)
            return [*dossier[0], *matches], [] if matches else dossier[1]
        if not matches:
            return [], [_no_letter(cited)]
        return matches, []

    def _filed(self, number: str) -> Found:
        """A dossier, where one is held."""
        if number in self.fetched.dossiers:
            return [match.of_dossier(number, True)], []
        return [], [f"No document with the file number {number} is held."]


def _may_be(cited: Cited, letter: Letter, verdict: agreement.Verdict) -> bool:
    """A file number finds its papers whatever else is said; else nothing must differ, and a date or number agree."""
    if cited.file:
        return "file" in verdict.agree
    if verdict.differ or not verdict.agree:
        return False
    if cited.date:
        return letter.earliest is not None
    return "number" in verdict.agree if cited.number else True


def _is_numbered(letter: Letter, cited: Cited) -> bool:
    return cited.document in (letter.number.strip("[]"), letter.identifier.removeprefix("d"))


def _labelled(letter: Letter, page: str) -> Span | None:
    label = next((label for label, name in letter.pages.items() if name == page), "")
    return Span(label, label) if label else None


def _withdrawn(held: Holding) -> str:
    return f"{held.title} has been withdrawn: {held.withdrawn}"


def _thing(slot: str) -> str:
    """What an id that nothing bears would be."""
    if PG.match(slot):
        return f"page {slot[3:]}"
    return f"document {slot[1:]}" if re.fullmatch(r"d\d+", slot) else f"“{slot}”"


def _no_letter(cited: Cited) -> str:
    """Why no document was found by what is said of one."""
    if not (cited.date or cited.number or cited.file):
        return "Two parties alone are too little to find a letter by: add its date, its number or its volume."
    said = [
        f"from {cited.sender}" if cited.sender else "",
        f"to {cited.recipient}" if cited.recipient else "",
        f"numbered {cited.number}" if cited.number else "",
        f"of {cited.date.edtf}" if cited.date else "",
    ]
    return f"No document {' '.join(filter(None, said))} is held.".replace("  ", " ")
