"""Corrections such as editors make, done to a text while it is known of each character where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

ADDED = -1
OCR = (("rn", "m"), ("m", "rn"), ("e", "c"), ("c", "e"), ("1", "l"), ("l", "1"), ("cl", "d"), ("li", "h"), ("O", "0"))
WORDS = ("certain", "the", "of", "very", "duly", "however", "[sic]", "that", "in", "said")
SENTENCES = (
    "The lamps of the harbor were counted twice that evening.",
    "I have the honor to be, Sir, your obedient servant.",
    "No answer has been received to the note left at the door.",
    "He asked whether the keys of the lighthouse might be sent by the next boat, and was told that they might not.",
    "Two of the three barrels were found empty, and nobody could say since when.",
    "It will be remembered that the keeper had promised to be present.",
    "The price of oil has risen since.",
    "A copy is enclosed, with a sketch of the northern shore made by the pilot’s son in the summer of that year.",
)


@dataclass
class Traced:
    """A text under correction: its characters, and for each the code point of the old text it comes from."""

    characters: list[str]
    origins: list[int]

    @classmethod
    def of(cls, text: str) -> Traced:
        """A text before any correction."""
        return cls(list(text), list(range(len(text))))

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "".join(self.characters)

    def put(self, start: int, end: int, words: str) -> None:
        """Put words for code points ``start`` to ``end``; each comes from what stood in its place."""
        old = self.origins[start:end] or [ADDED]
        self.characters[start:end] = words
        self.origins[start:end] = [old[min(at, len(old) - 1)] for at in range(len(words))]

    def take(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """Take something out; gives it with where it came from."""
        taken = self.characters[start:end], self.origins[start:end]
        del self.characters[start:end], self.origins[start:end]
        return taken

    def bring(self, at: int, characters: list[str], origins: list[int]) -> None:
        """Put in what was taken out elsewhere."""
        self.characters[at:at] = characters
        self.origins[at:at] = origins


Correction = Callable[[Traced, Random], None]
SENTENCE = r"(?<=[a-z]{4}[.?!] )[A-Z][^?!\n]{5,}?[a-z]{4}[.?!] "  # "Mr. " and "No. " end none


def _words(text: str, random: Random, share: float) -> list[re.Match[str]]:
    """Some words of a text, the last first, so that those before stay where they are; at least one."""
    words = list(re.finditer(r"\w+", text))
    some = random.sample(words, min(len(words), max(1, round(len(words) * share))))
    return sorted(some, key=lambda word: -word.start())


def spelling(traced: Traced, random: Random, share: float = 0.02) -> None:
    """Letters of a word turned round, doubled, dropped or put for others."""
    for word in _words(traced.text, random, share):
        at = random.randrange(word.start(), word.end())
        letter = traced.characters[at]
        after = traced.characters[at + 1] if at + 1 < word.end() else ""
        how = random.randrange(4)
        if how == 0 and after:
            traced.bring(at + 1, *traced.take(at, at + 1))
        elif how == 1:
            traced.put(at, at + 1, letter * 2)
        elif how == 2 and len(word[0]) > 2:
            traced.take(at, at + 1)
        else:
            traced.put(at, at + 1, random.choice("aeiostn"))


def recognition(traced: Traced, random: Random, share: float = 0.05) -> None:
    """What a reading machine takes for one another, put right."""
    for word in _words(traced.text, random, share):
        pairs = [(a, b) for a, b in OCR if a in word[0]]
        if pairs:
            wrong, right = random.choice(pairs)
            at = word.start() + word[0].index(wrong)
            traced.put(at, at + len(wrong), right)


def words_added(traced: Traced, random: Random, share: float = 0.01) -> None:
    """Words that had been left out."""
    for word in _words(traced.text, random, share):
        traced.bring(word.start(), *_new(random.choice(WORDS) + " "))


def _new(words: str) -> tuple[list[str], list[int]]:
    return list(words), [ADDED] * len(words)


def words_removed(traced: Traced, random: Random, share: float = 0.01) -> None:
    """Words printed once too often."""
    for word in _words(traced.text, random, share):
        end = word.end()
        if end < len(traced.characters) and traced.characters[end] == " ":
            traced.take(word.start(), end + 1)


def words_replaced(traced: Traced, random: Random, share: float = 0.01) -> None:
    """Words put for others."""
    for word in _words(traced.text, random, share):
        traced.put(word.start(), word.end(), random.choice(WORDS))


def sentence_added(traced: Traced, random: Random) -> None:
    """A sentence that had been left out; of some it cannot be said from their words where they belong."""
    starts = [match.end() for match in re.finditer(r"(?<=[a-z]{4})[.?!] ", traced.text)]
    if starts:
        traced.bring(random.choice(starts), *_new(random.choice(SENTENCES) + " "))


def sentence_repeated(traced: Traced, random: Random) -> None:
    """A sentence of the text said once more elsewhere."""
    sentences = list(re.finditer(SENTENCE, traced.text))
    if len(sentences) > 2:
        said, again = random.sample(sentences, 2)
        traced.bring(again.start(), *_new(said[0]))


def sentence_removed(traced: Traced, random: Random) -> None:
    """A sentence printed once too often."""
    if sentences := list(re.finditer(SENTENCE, traced.text)):
        traced.take(*random.choice(sentences).span())


def sentence_rewritten(traced: Traced, random: Random) -> None:
    """Another sentence in the place of one."""
    if sentences := list(re.finditer(SENTENCE, traced.text)):
        start, end = random.choice(sentences).span()
        traced.take(start, end)
        traced.bring(start, *_new(random.choice(SENTENCES) + " "))


def paragraph_rewritten(traced: Traced, random: Random) -> None:
    """Another paragraph in the place of one."""
    paragraphs = list(re.finditer(r"[^\n]{40,}", traced.text))
    if len(paragraphs) > 2:
        start, end = random.choice(paragraphs).span()
        traced.take(start, end)
        traced.bring(start, *_new(" ".join(random.sample(SENTENCES, random.randint(1, 4)))))


def numbers_corrected(traced: Traced, random: Random) -> None:
    """Other digits in every third number."""
    for number in reversed(list(re.finditer(r"\d+", traced.text))):
        if random.random() < 1 / 3:
            traced.put(*number.span(), "".join(random.choice("0123456789") for _ in number[0]))


def sentence_moved(traced: Traced, random: Random) -> None:
    """A sentence set where it belongs."""
    sentences = [found for found in re.finditer(SENTENCE, traced.text) if len(found[0]) > 20]
    if len(sentences) > 2:
        moved, to = random.sample(sentences, 2)
        taken = traced.take(*moved.span())
        at = to.start() if to.start() < moved.start() else to.start() - len(moved[0])
        traced.bring(at, *taken)


def paragraph_moved(traced: Traced, random: Random) -> None:
    """A paragraph set where it belongs."""
    paragraphs = list(re.finditer(r"[^\n]+\n", traced.text))
    if len(paragraphs) > 3:
        moved, to = random.sample(paragraphs, 2)
        taken = traced.take(*moved.span())
        at = to.start() if to.start() < moved.start() else to.start() - len(moved[0])
        traced.bring(at, *taken)


def paragraph_removed(traced: Traced, random: Random) -> None:
    """A paragraph printed twice, or elsewhere."""
    paragraphs = list(re.finditer(r"[^\n]+\n", traced.text))
    if len(paragraphs) > 2:
        traced.take(*random.choice(paragraphs).span())


def paragraph_parted(traced: Traced, random: Random) -> None:
    """A new paragraph where there was none."""
    if ends := [match.end() for match in re.finditer(r"(?<=[a-z]{4})[.?!](?= [A-Z])", traced.text)]:
        at = random.choice(ends)
        traced.put(at, at + 1, "\n")


def paragraphs_joined(traced: Traced, random: Random) -> None:
    """One paragraph where there were two."""
    if breaks := [at for at, character in enumerate(traced.characters) if character == "\n"]:
        at = random.choice(breaks)
        traced.put(at, at + 1, " ")


def hyphens_mended(traced: Traced, random: Random) -> None:
    """Words that a line had parted."""
    for parted in reversed(list(re.finditer(r"(?<=[a-z])-( ?)(?=[a-z])", traced.text))):
        if random.random() < 0.5:
            traced.take(*parted.span())


def hyphens_made(traced: Traced, random: Random) -> None:
    """The same the other way round."""
    for word in _words(traced.text, random, 0.02):
        if len(word[0]) > 5:
            traced.bring(word.start() + len(word[0]) // 2, *_new(random.choice(("-", "- "))))


def nothing(traced: Traced, random: Random) -> None:
    """A page mark moved, or a document given another number: its text stays as it was."""


def several(traced: Traced, random: Random) -> None:
    """Several corrections at once."""
    for correct in random.sample([each for name, each in SINGLE.items() if name != "sentence repeated"], 4):
        correct(traced, random)


def bad_print(traced: Traced, random: Random) -> None:
    """A text read anew from a bad print: every third word."""
    recognition(traced, random, 0.35)
    spelling(traced, random, 0.05)


SINGLE: dict[str, Correction] = {
    "spelling": spelling,
    "reading machine": recognition,
    "words added": words_added,
    "words removed": words_removed,
    "words replaced": words_replaced,
    "sentence added": sentence_added,
    "sentence moved": sentence_moved,
    "sentence repeated": sentence_repeated,
    "sentence removed": sentence_removed,
    "sentence rewritten": sentence_rewritten,
    "paragraph rewritten": paragraph_rewritten,
    "numbers corrected": numbers_corrected,
    "paragraph moved": paragraph_moved,
    "paragraph removed": paragraph_removed,
    "paragraph parted": paragraph_parted,
    "paragraphs joined": paragraphs_joined,
    "hyphens mended": hyphens_mended,
    "hyphens made": hyphens_made,
}
CORRECTIONS: dict[str, Correction] = {
    **SINGLE,
    "page mark moved": nothing,
    "renumbered": nothing,
    "bad print": bad_print,
    "several": several,
}
