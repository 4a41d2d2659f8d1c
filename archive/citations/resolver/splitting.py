"""A text with several citations cut into them: footnotes, lists, whole bibliographies, prose with notes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from . import letters, pointing, series

BOUNDARY = re.compile(
    r"\n\s*\n"
    r"|(?<=[.;)\]\"'\d/])[ ]*\n"
    r"|;"
    r"|(?<=[\d)\]\"'/])\.(?=\s+(?:[A-Z\"(\[*]|\d{1,3}[. ]))"
    r"|\.(?=\s+(?:See|Cf|Also|Ibid|Compare))"
    r"|\n(?=\s*(?:\d{1,3}[.)]? )?(?:FRUS|F\.R|Foreign Rel|For\. ?Rel|Papers Rel|PPC|Paris Peace))"
    r"|(?<=\d),? (?:and|&) (?=FRUS|F\.|Foreign Rel|For\.|https?:|/volumes|(?:1[89]|20)\d\d)"
)
BACK = re.compile(r"(?<![A-Za-z])ibid(?:em)?\b\.?", re.IGNORECASE)
# "…, 57; 1936, vol. III, 20": the series goes without saying
ELLIPTIC = re.compile(
    rf"(?:;|(?<=\d),? (?:and|&))\s*(?:(?:see )?also |and |cf\. )?(?={series.YEARS.pattern}[, ]{{1,2}}"
    r"(?:[A-Z][A-Za-z ]{2,40}, ?)?(?:vols?\.? ?)?(?:[IVXLC]+|\d{1,2})[,: ])"
)
_PLACE = r"(?:[IVXLC]{1,7}\b[,:]?|vols?\. ?\w{1,6},?) ?(?:pp?\. ?)?\d[\d–-]*"
# "…, I, 12; II, 20", "…, vol. I, p. 12, and vol. II, p. 20": series and years go without saying
CONTINUED = re.compile(
    rf"(?<!\w){_PLACE}(?:[;,]|,? (?:and|&)(?= )) ?(?:and |& )?"
    r"(?=(?:[IVXLC]{1,7}[,:]|vols?\. ?\w{1,6},) ?(?:pp?\. ?)?\d)"
)
PLACE_AT_END = re.compile(rf"(?<!\w){_PLACE}\W*(?:and|&)?\W*$")
# "…, I, 12; Smith, Diplomacy, p. 20"
TAIL = re.compile(r"(?:\d|\b[IVXLC]{1,7})[ ,:.]{1,2}(?:pp?\. ?)?\d[\d–-]{0,10};\s+(?=[^\W\d_a-z])")
SENTENCE = re.compile(r"\n|[.!?][\"')\]]{0,2}\s+(?=[A-Z\"(])(?<=[\w)\]\"'][\w)\]\"'][\w)\]\"'].\s)")
MOST = 500  # citations of one text
LONGEST_LEAD = 400  # code points before the first thing of a citation that is told by its form, and behind the last


class Anchor(NamedTuple):
    """Something that a citation has once: ``kind`` is ``series address file back elliptic continued tail``."""

    start: int
    end: int
    kind: str


def split(text: str) -> list[str]:
    """The citations of a text, in order; the whole where it has none. What leads up to one belongs to it."""
    anchors = _anchors(text)
    cuts, groups = [0], [anchors[:1]]
    seen = {anchor.kind for anchor in anchors[:1]}
    for before, after in pairwise(anchors):
        cut = _cut(text, before, after, seen, cuts[-1])
        if cut is None:
            groups[-1].append(after)
            seen.add(after.kind)
        elif len(groups) == MOST:
            break
        else:
            cuts.append(cut)
            groups.append([after])
            seen = {after.kind}
    pieces: list[str] = []
    unsaid = ""
    for (start, end), group in zip(pairwise([*cuts, len(text)]), groups, strict=True):
        piece = _trimmed(text, start, end, group)
        is_continued = bool(group) and group[0].kind == "continued"
        pieces.append(f"{unsaid}{piece}" if is_continued else piece)
        unsaid = unsaid if is_continued else _unsaid(piece)
    return [piece for piece in pieces if piece]


def _unsaid(piece: str) -> str:
    """What another volume behind a citation does not repeat: series, years and title."""
    place, name = PLACE_AT_END.search(piece), series.NAME.search(piece)
    return piece[name.start() if name else 0 : place.start()] if place else ""


def _trimmed(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> str:
    """A citation without the prose before and behind it, where there is much."""
    if anchors and anchors[0].start - start > LONGEST_LEAD:
        start = anchors[0].start - LONGEST_LEAD
        before = list(SENTENCE.finditer(text, start, anchors[0].start))
        start = before[-1].end() if before else start
    if anchors and end - anchors[-1].end > LONGEST_LEAD:
        behind = BOUNDARY.search(text, anchors[-1].end, anchors[-1].end + LONGEST_LEAD)
        end = behind.start() if behind else anchors[-1].end + LONGEST_LEAD
    return text[start:end].strip(" \n;,")


def _anchors(text: str) -> list[Anchor]:
    found: list[Anchor] = []
    taken: dict[int, str] = {}
    for kind, start, end in _places(text):
        if taken.get(start, kind) == kind and taken.get(end - 1, kind) == kind:
            found.append(Anchor(start, end, kind))
            taken.update(dict.fromkeys(range(start, end), kind))
    return sorted(found)


def _places(text: str) -> Iterator[tuple[str, int, int]]:
    for shape in (pointing.WITHIN, pointing.ELSEWHERE, pointing.IDENTIFIER):
        yield from (("address", *match.span()) for match in shape.finditer(text))
    for match in letters.FILE.finditer(text):
        if match["said"] or match["serial"]:
            yield "file", *match.span()
    for shape in (series.NAME, series.PARIS, series.LANSING):
        yield from (("series", *match.span()) for match in shape.finditer(text) if match[0].strip())
    yield from (("back", *match.span()) for match in BACK.finditer(text))
    for kind, shape in (("continued", CONTINUED), ("tail", TAIL)):
        yield from ((kind, match.end(), match.end() + 1) for match in shape.finditer(text))
    yield from (("elliptic", match.end(), match.end() + 4) for match in ELLIPTIC.finditer(text))


def _cut(text: str, before: Anchor, after: Anchor, seen: set[str], start: int) -> int | None:
    """Where the citation of ``before`` ends if ``after`` begins another: at what parts them most."""
    if after.kind in ("elliptic", "continued"):
        return after.start
    if after.kind == "tail":
        return after.start if {"series", "elliptic", "continued"} & seen else None
    between = [match for match in BOUNDARY.finditer(text, before.end, after.end) if match.end() <= after.start]
    if not between:
        return None
    lines = [match for match in between if "\n" in match[0]]
    marks = [match for match in between if match[0] == ";"]
    added = any("and" in match[0] or "&" in match[0] for match in between)
    is_new = added or after.kind in seen or "back" in {after.kind, *seen}
    if after.kind == "series" and not lines and not marks and _repeats(text, after):
        return None
    if is_new or (lines and _is_complete(text[start : lines[0].start()])):
        return (lines or marks or between)[0].end()
    return None


def _repeats(text: str, anchor: Anchor) -> bool:
    """Whether the series is only named again, as bibliographies do: nothing behind it says which volume."""
    return not re.match(
        r"[\s,:;.(\[]{0,3}(?:\w+[\s,.:(]{1,2}){0,12}?(?:\d|[IVXLC]+\b|vol)", text[anchor.end : anchor.end + 120]
    )


def _is_complete(text: str) -> bool:
    """Whether a line is a citation by itself: it ends in a place, not in the middle of a title."""
    return bool(re.search(r"\d[\])]?[.;]?\s*$", text))
