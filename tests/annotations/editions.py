"""A volume's source under correction: each correction is done to its TEI and to the traced text of its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

from tests import specimens

from .corrections import ADDED, OCR, SENTENCE, SENTENCES, WORDS, Traced

AROUND = 50  # characters by which a place in a text is found in its source
MARK = r"(?:<pb [^<>]*/>)?"  # that may stand there before a word
Text = Callable[["Edition", str, Random], None]


@dataclass
class Edition:
    """The TEI of a volume, and the texts of its documents by their ids."""

    tei: str
    texts: dict[str, Traced]

    @classmethod
    def of(cls, tei: str, texts: Mapping[str, str]) -> Edition:
        """A source before any correction."""
        return cls(tei, {name: Traced.of(text) for name, text in texts.items()})

    def put(self, name: str, start: int, end: int, words: str, origins: list[int] | None = None) -> bool:
        """Put words for code points ``start`` to ``end`` of a document's text; whether their place was found.

        ``origins`` are where the words come from, if not from what stood there.
        """
        place = self.place(name, start, end)
        if place is None:
            return False
        self.tei = self.tei[: place[0]] + escape(words) + self.tei[place[1] :]
        traced = self.texts[name]
        if origins is None and start < end and words:
            traced.put(start, end, words)
            return True
        traced.take(start, end)
        traced.bring(start, list(words), [ADDED] * len(words) if origins is None else origins)
        return True

    def place(self, name: str, start: int, end: int) -> tuple[int, int] | None:
        """Where a part of a line of a text stands in the source, if it, with what is around it, stands there once."""
        text = self.texts[name].text
        if "\n" in text[start:end]:
            return None
        first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
        last = min((text + "\n").index("\n", end), end + AROUND)
        before, behind = (_pattern(text[slice(*part)], MARK) for part in ((first, start), (end, last)))
        words = _pattern(text[start:end])
        found = list(re.compile(f"{before}({words})(?={behind})").finditer(self.tei, *self._bounds(name)))
        return found[0].span(1) if len(found) == 1 and last - first >= AROUND else None

    def take_paragraph(self, name: str, start: int, end: int) -> bool:
        """Take out a line that is a paragraph of its own; whether it was found."""
        line = self.texts[name].text[start:end]
        paragraph = re.compile(rf"<p(?: [^<>]*)?>\s*{_pattern(line)}\s*</p>")
        found = list(paragraph.finditer(self.tei, *self._bounds(name)))
        if len(found) != 1 or end == len(self.texts[name].text):
            return False
        self.tei = self.tei[: found[0].start()] + self.tei[found[0].end() :]
        self.texts[name].take(start, end + 1)
        return True

    def move_page_mark(self, name: str, random: Random) -> bool:
        """Set a mark that stands between two words behind the second; the text stays as it is."""
        marks = list(re.compile(r"(<pb [^<>]*/>)(\w+\s)(?=\w)").finditer(self.tei, *self._bounds(name)))
        if not marks:
            return False
        mark = random.choice(marks)
        self.tei = self.tei[: mark.start()] + mark[2] + mark[1] + self.tei[mark.end() :]
        return True

    def _bounds(self, name: str) -> tuple[int, int]:
        """Where the source of a document begins, and where it, or what stands before a part of its own, ends."""
        start = self.tei.rindex("<div ", 0, self.tei.index(f'xml:id="{name}"'))
        end = self.tei.find("<div ", start + 1)
        return start, end if end >= 0 else len(self.tei)

    def renumber(self, names: Mapping[str, str]) -> None:
        """Give documents other ids and numbers, and their footnotes with them."""
        said = "|".join(names)
        self.tei = re.sub(rf'(?<=["#])({said})(?="|fn)', lambda found: names[found[1]], self.tei)
        for old, new in names.items():
            self.texts[f"was {old}"] = self.texts.pop(old)
            self.tei = re.sub(rf'(xml:id="{new}" n=")[^"]*', rf"\g<1>{new[1:]}", self.tei)
        for old, new in names.items():
            self.texts[new] = self.texts.pop(f"was {old}")


def _pattern(words: str, mark: str = "") -> str:
    return rf"\s+{mark}".join(re.escape(escape(part)) for part in words.split(" "))


def _words(text: str, random: Random, share: float) -> list[re.Match[str]]:
    words = list(re.finditer(r"\w+", text))
    return sorted(
        random.sample(words, min(len(words), max(1, round(len(words) * share)))), key=lambda word: -word.start()
    )


def spelling(edition: Edition, name: str, random: Random) -> None:
    """Letters doubled, dropped or put for others."""
    for word in _words(edition.texts[name].text, random, 0.03):
        at = random.randrange(word.start(), word.end())
        letter = word[0][at - word.start()]
        edition.put(name, at, at + 1, random.choice((letter * 2, "" if len(word[0]) > 3 else letter, "e", "s")))


def recognition(edition: Edition, name: str, random: Random) -> None:
    """What a reading machine takes for one another, put right."""
    for word in _words(edition.texts[name].text, random, 0.08):
        if pairs := [(wrong, right) for wrong, right in OCR if wrong in word[0]]:
            wrong, right = random.choice(pairs)
            at = word.start() + word[0].index(wrong)
            edition.put(name, at, at + len(wrong), right)


def words_added(edition: Edition, name: str, random: Random) -> None:
    """Words that had been left out."""
    for word in _words(edition.texts[name].text, random, 0.02):
        edition.put(name, word.start(), word.start(), random.choice(WORDS) + " ")


def sentence_added(edition: Edition, name: str, random: Random) -> None:
    """A sentence that had been left out."""
    if starts := [match.end() for match in re.finditer(r"(?<=[a-z]{4})[.?!] ", edition.texts[name].text)]:
        at = random.choice(starts)
        edition.put(name, at, at, random.choice(SENTENCES) + " ")


def sentence_moved(edition: Edition, name: str, random: Random) -> None:
    """A sentence set where it belongs."""
    traced = edition.texts[name]
    sentences = [found for found in re.finditer(SENTENCE, traced.text) if len(found[0]) > 20]
    if len(sentences) < 3:
        return
    moved, to = random.sample(sentences, 2)
    origins = traced.origins[slice(*moved.span())]
    if edition.place(name, *moved.span()) and edition.place(name, to.start(), to.start()):
        tei, characters, were = edition.tei, list(traced.characters), list(traced.origins)
        edition.put(name, *moved.span(), "")
        at = to.start() if to.start() < moved.start() else to.start() - len(moved[0])
        if not edition.put(name, at, at, moved[0], origins):
            edition.tei, traced.characters, traced.origins = tei, characters, were


def paragraph_removed(edition: Edition, name: str, random: Random) -> None:
    """A paragraph printed twice, or elsewhere."""
    paragraphs = list(re.finditer(r"[^\n]{40,}", edition.texts[name].text))
    for paragraph in random.sample(paragraphs, len(paragraphs)):
        if edition.take_paragraph(name, *paragraph.span()):
            return


def page_mark_moved(edition: Edition, name: str, random: Random) -> None:
    """A page that begins a word later."""
    edition.move_page_mark(name, random)


def several(edition: Edition, name: str, random: Random) -> None:
    """Several corrections at once."""
    for correct in random.sample(list(SINGLE.values()), 3):
        correct(edition, name, random)


SINGLE: dict[str, Text] = {
    "spelling": spelling,
    "reading machine": recognition,
    "words added": words_added,
    "sentence added": sentence_added,
    "sentence moved": sentence_moved,
    "paragraph removed": paragraph_removed,
    "page mark moved": page_mark_moved,
}
CORRECTIONS: dict[str, Text] = {**SINGLE, "several": several}

PLACES = ("Port Arden", "Quill Island", "Mossgate", "the northern shore", "Reed Harbor", "Vale’s Landing", "Hay Point")
THINGS = ("lamps", "oil barrels", "keys", "boats", "letters 📜", "seals 𒀭𒂗𒆤", "nets", "ropes", "bells")
DEEDS = ("were counted", "were paid for", "were found empty", "were sent back", "were never mentioned", "were wanting")


def invented(documents: int, random: Random) -> str:
    """A TEI volume of invented letters, some of their characters beyond the basic plane, with page marks in their
    paragraphs, footnotes and the same closing formula."""
    letters = [_letter(number, random) for number in range(1, documents + 1)]
    return specimens.volume(specimens.page("1") + "".join(letters))


def _letter(number: int, random: Random) -> str:
    paragraphs = [_paragraph(number, each, random) for each in range(random.randint(3, 7))]
    noted = f'<note n="1" xml:id="d{number}fn1">Not found at {PLACES[number % 7]} among papers of {number}.</note>'
    paragraphs[0] += noted
    said = "".join(f"<p>{words}</p>" for words in paragraphs)
    ends = f"<p>I have the honor to be, Sir, your obedient servant, Henry Vale of {random.choice(PLACES)}</p>"
    return specimens.document(number, f"<head>Paper {number} 𒀭</head>{said}{ends}")


def _paragraph(number: int, paragraph: int, random: Random) -> str:
    sentences = [
        f"At {random.choice(PLACES)} {random.randint(2, 99)} {random.choice(THINGS)} {random.choice(DEEDS)} "
        f"on day {random.randint(1, 400)} by the keeper of berth {random.randint(1, 999)}."
        for _ in range(random.randint(2, 6))
    ]
    words = " ".join(sentences).split(" ")
    if paragraph % 2 == 0:
        words[len(words) // 2] = specimens.page(f"{10 * number + paragraph + 2}") + words[len(words) // 2]
    return " ".join(words)
