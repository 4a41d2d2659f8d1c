"""Queries of every kind for whatever volumes are held: their words are taken from the volumes themselves."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from archive.models import Passage

from .held import Held

FIXED = (
    *("fishermen", "fisheries agreement", "the", "the of and", "Chargé", "charge", "vice-consul", "Majesty's"),
    *('"in the"', '"the honor to acknowledge"', '"Secretary of State"', '"to be or not to be"', "co*", "vice-con*"),
    *('"government minister"~3', '"the of and"~50', '"the the"~4', "fish -fish", "-the", "-the -of", "(treaty)"),
    *("treaty OR convention", "treaty OR -convention", "(treaty OR convention) -war", "zzyzx", "zzyzx OR treaty"),
    *("heading:secretary", 'heading:"to the"', "heading:tele*", "-heading:secretary the", "from:secretary to:minister"),
    *("from:(minister OR consul) -to:secretary", "to:sec*", "place:washington", "place:(-washington)", "from:sir*"),
    *(
        "file:79*",
        "file:793",
        "-file:79* treaty",
        "file:(793 OR 82*)",
        "treaty -(convention OR war)",
        "((a OR b) (c OR d))",
    ),
    *("de jure", "U.S.S.R.", "No. 5", "1*0", "15*", "£ $", "«treaty»", "TREATY", "treaties*", "Not printed"),
    *("heading:(-place:london)", "file:to:secretary", "from:heading:report", "-(-treaty)", "-(treaty -war)"),
)


@dataclass(frozen=True)
class Vocabulary:
    """The words of an archive, each with how many documents have it as it stands."""

    documents: list[Held]
    frequency: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for held in self.documents:
            self.frequency.update({word for stretch in held.fields["text"] for word in stretch.words.split()})

    def word(self, documents: int, is_right: Callable[[str], bool] = str.isalpha) -> str:
        """A word of about as many documents."""
        right = (word for word in self.frequency if len(word) > 3 and is_right(word))
        return min(right, key=lambda word: (abs(self.frequency[word] - documents), word))


def words(archive: list[Held]) -> list[str]:
    """Queries in words: those that every archive can be asked, and those made of what stands in this one."""
    vocabulary = Vocabulary(archive)
    chance = random.Random(1937)
    made = [*_single(vocabulary), *_combined(vocabulary), *_phrases(archive, chance), *_over_borders(archive, chance)]
    return list(dict.fromkeys([*FIXED, *made, *_in_fields(archive, chance)]))


def _single(vocabulary: Vocabulary) -> Iterator[str]:
    yield from (vocabulary.word(documents) for documents in (2000, 500, 100, 30, 10, 3, 2, 1))
    yield from (f"{vocabulary.word(documents)[:3]}*" for documents in (300, 20, 1))
    yield vocabulary.word(40, str.isdigit)
    yield vocabulary.word(5, lambda word: any(map(str.isdigit, word)) and not word.isdigit())
    notes = Counter(
        word for held in vocabulary.documents for note in held.fields["text"][1:] for word in note.words.split()
    )
    only = sorted(word for word, count in notes.items() if vocabulary.frequency[word] == count and word.isalpha())
    yield from only[:: max(len(only) // 3, 1)]
    printed = " ".join(stretch.text for held in vocabulary.documents for stretch in held.fields["text"][:1])
    for form in (r"\w*[à-ÿ]\w*", r"\w+-\w+", r"\w+-\w+-\w+", r"\w+[’']s", r"\w+\.\w+/\w+"):
        yield from sorted(set(re.findall(rf"\b{form}(?!\w)", printed)))[7:300:150]


def _combined(vocabulary: Vocabulary) -> Iterator[str]:
    many, some, few = (vocabulary.word(documents) for documents in (800, 150, 25))
    yield f"{many} {some}"
    yield f"{many} {some} -{few}"
    yield f"{few} OR {vocabulary.word(1)}"
    yield f"({few} OR {some}) -({many} OR {vocabulary.word(60)})"
    yield f'"{many} {some}"~50'
    yield f'"{some} {many} {few}"~40 OR {some[:4]}*'
    yield f"heading:{many} OR {few}"
    yield f"{many} -heading:{many}"


def _phrases(archive: list[Held], chance: random.Random) -> Iterator[str]:
    """Words that stand in a row, as far apart as they are and one nearer, turned about, and twice the same."""
    long = [held for held in archive if len(held.fields["text"][0].words.split()) > 60]
    for length in (2, 2, 3, 4, 6):
        row = chance.choice(long).fields["text"][0].words.split()
        at = chance.randrange(len(row) - 20)
        yield f'"{" ".join(row[at : at + length])}"'
        yield f'"{row[at + length]} {row[at]}"~{length - 1}'
        yield f'"{row[at]} {row[at + length]}"~{max(length - 2, 1)}'
        yield f'"{row[at]} {row[at + 9]} {row[at + 3]}"~8'
        yield f'"{row[at]} {row[at]}"~{length}'


def _over_borders(archive: list[Held], chance: random.Random) -> Iterator[str]:
    """Words on either side of a page break, which stand in a row, and of a footnote's beginning, which do not."""
    texts = {held.key: held.fields["text"][0].text for held in archive}
    breaks = list(
        Passage.objects.filter(document__in=texts, start__gt=100).order_by("pk").values_list("document", "start")
    )
    for key, start in chance.sample(breaks, min(6, len(breaks))):
        before, behind = (
            re.findall(r"\w+", side) for side in (texts[key][start - 90 : start], texts[key][start : start + 90])
        )
        yield f'"{" ".join([*before[-2:], *behind[:2]])}"'
        yield f'"{behind[0]} {before[-1]}"~2'
    noted = [held.fields["text"] for held in archive if len(held.fields["text"]) > 2]
    for text, first, second, *_ in chance.sample(noted, min(4, len(noted))):
        last, begin, end, beyond = (
            text.words.split()[-1],
            first.words.split()[0],
            first.words.split()[-1],
            second.words.split()[0],
        )
        yield from (f'"{last} {begin}"', f'"{end} {beyond}"', f'"{beyond} {end}"~50', f'"{begin} {last}"~1')


def _in_fields(archive: list[Held], chance: random.Random) -> Iterator[str]:
    for name in ("heading", "from", "to", "place"):
        said = sorted({stretch.words for held in archive for stretch in held.fields[name]})
        row = chance.choice([row for row in said if len(row.split()) > 1]).split()
        yield from (f"{name}:{row[0]}", f'{name}:"{" ".join(row[:3])}"', f"{name}:({row[0]} -{row[-1]})")
        yield f'{name}:"{row[-1]} {row[0]}"~3'
        ends = chance.choice([held.fields[name] for held in archive if len(held.fields[name]) > 1] or [[]])
        yield from (f'{name}:"{a.words.split()[-1]} {b.words.split()[0]}"' for a, b in pairwise(ends))
    numbers = sorted({held.file_number for held in archive if held.file_number})
    for number in chance.sample(numbers, min(3, len(numbers))):
        yield from (f'file:"{number}"', f'file:"{number[:5]}"', f'-file:"{number[:4]}" the')


def filters(archive: list[Held]) -> list[tuple[str, dict[str, list[str]]]]:
    """Filters of every kind with the words they narrow, by the values that many, some or few documents have."""
    chance = random.Random(1938)
    made: list[tuple[str, dict[str, list[str]]]] = []
    for name in ("place", "actor", "place_written", "place_mentioned", "actor_sender", "actor_recipient"):
        many, few = _values(archive, name)
        made += [("", {name: [many]}), ("the", {name: [few]}), ("", {name: [many, few]})]
    for name, roles in (
        ("place", ("written", "mentioned")),
        ("actor", ("sender", "recipient", "signatory", "mentioned")),
    ):
        richest = max(archive, key=lambda held: (len(held.values.get(name, ())), held.name))
        made.append(("", {name: sorted(richest.values.get(name, ()))[:2]}))
        made += [("", {name: [_values(archive, f"{name}_{role}")[0]], f"{name}_role": [role]}) for role in roles]
    volume, other = _values(archive, "volume")
    year = _values(archive, "year")[0]
    made += [
        ("treaty", {"volume": [volume]}),
        ("", {"volume": [volume, other], "kind": ["telegram", "note"]}),
        ("", {"volume": [volume], "place": [_values(archive, "place")[0]], "before": [year]}),
        ("the", {"kind": ["section"]}),
        ("", {"status": ["not-printed", "telegram"]}),
        ("", {"status": ["extract"], "kind": ["despatch"]}),
        ("", {"undated": ["1"]}),
        ("treaty OR war", {"undated": ["1"], "after": [year]}),
        ("", {"volume": ["no-such-volume"]}),
        ("", {"place": ["no-such-place"]}),
        ("the", {"kind": ["treaty"], "volume": [volume]}),
    ]
    return [*made, *_periods(archive, chance), *_numbers(archive, chance)]


def _values(archive: Iterable[Held], name: str) -> tuple[str, str]:
    """The value of a facet that most documents have, and one that few have."""
    counted = Counter(value for held in archive for value in held.values.get(name, ()))
    ranked = sorted(counted, key=lambda value: (-counted[value], value)) or ["none"]
    return ranked[0], ranked[len(ranked) * 3 // 4]


def _periods(archive: list[Held], chance: random.Random) -> Iterator[tuple[str, dict[str, list[str]]]]:
    days = sorted(held.earliest for held in archive if held.earliest)
    spans = [held for held in archive if held.earliest != held.latest]
    for held in chance.sample(spans, min(4, len(spans))):
        yield "", {"after": [held.latest]}
        yield "", {"before": [held.earliest]}
        yield "the", {"after": [held.latest[:7]], "before": [held.latest[:7]]}
    middle = days[len(days) // 2]
    for length in (4, 7, 10):
        yield "", {"after": [middle[:length]]}
        yield "", {"before": [middle[:length]]}
        yield "", {"after": [middle[:length]], "before": [middle[:length]]}
    yield "", {"after": [days[-1]], "before": [days[0]]}


def _numbers(archive: list[Held], chance: random.Random) -> Iterator[tuple[str, dict[str, list[str]]]]:
    filed = [held for held in archive if held.file_number]
    for held in chance.sample(filed, min(3, len(filed))):
        yield "", {"file": [held.file_number[:4]]}
        yield "", {"file": [held.file_number.upper()], "volume": [held.volume]}
    numbered = [held for held in archive if held.despatch_number]
    for held in chance.sample(numbered, min(3, len(numbered))):
        yield "", {"number": [held.despatch_number]}
    for held in chance.sample([held for held in archive if held.sections], 3):
        yield "", {"section": sorted(held.sections)}
        yield "the", {"section": [sorted(held.sections)[0]], "document": [held.name]}
        yield "", {"document": [held.name]}
