"""Who signs a transcript's document or enclosure: the names at its end, their offices, a date, a postscript.

Asked by ``parts`` once every line has its place. A name after a complimentary close signs wherever that is; without
one only at the very end, after text that has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from re import Pattern

from .grammar import has_genre, is_close, is_dateline, is_ended, plain
from .lines import UNMARKED, Line

_NAME_PART: Pattern[str] = re.compile(
    r"(?:\[?[A-ZÀ-ÞŠŽŁ](?:[^\W\d_]|[’'.\[\]-]){0,24}|d[’'][A-Z]\w{1,20}|de|la|las|los|del|der|den|di|da|dos|du|le|van|von|y|e|&|\[seal\]|zu|ter|bin|el|3d)[.,]?"
)
_NO_NAME: Pattern[str] = re.compile(
    r"(?:Article|Annex|Section|Chapter|Part|Memorandum|Approved|Copy|Enclosures?|Inclosures?|Schedule|Table|Notes?|Preamble"
    r"|Total|Sirs?|Gentlemen|Madam|Dear|Excellency|Translation|Yours|Respectfully|Sincerely|Repeated|The|Source|Subject"
    r"|Mr|Mrs|Messrs|Appendix|Exhibit|Confidential|Telegram|Done|Signed|Present|Participants|Introduction|Conclusion|Aide-Mémoire)[.,]?"
)
_OFFICE: Pattern[str] = re.compile(
    r"\b(?:Secretar|Minist|Ambassador|Charg|Consul|President|Counsel|Attach|Commission|Direct|Chief|Chair|General|Admiral"
    r"|Colonel|Lt\.|Col\.|Captain|Major|Lieutenant|Commander|Acting|Assistant|Envoy|Plenipotentiary|Delegat|Represent|Advis"
    r"|Governor|Treasurer|Bureau|Department|Division|Officer|Mission|Legation|Embassy|Military|Naval|Agent|Judge|Clerk)",
)
_NO_OFFICE: Pattern[str] = re.compile(r"[0-9:;?]|[a-z]{3}\. ")
_BY_ORDER: Pattern[str] = re.compile(r"(?:For|By) (?:and in the absence of )?(?:the )?[A-Z\[][^.:]{2,80}:")
_UNSIGNED: Pattern[str] = re.compile(
    r"[\[(][^\])]{0,60}\b(?:signed|signature|initial(?:l?ed|s))\b[^\])]{0,40}[\])]\.?", re.IGNORECASE
)
_SIGNED: Pattern[str] = re.compile(
    r"(?:[\[(] ?(?:signed|seal|l\. ?s\.|s\.?|sgd\.?) ?[\])]|/s/|Signed:?)[,:]? ?(?=\S)", re.IGNORECASE
)
# What stands below a signature and is none: who approved, and to whom it went ("Hon. William H. Seward, &c.").
_BELOW: Pattern[str] = re.compile(
    r"(?:Approved|Attest|Seen)(?: by)?:|(?:To )?(?:[Tt]he )?(?:R(?:igh)?t\.? )?Hon(?:\.|orable\b)"
    r"|(?:To )?His (?:Excellency|Lordship|Majesty)\b|Messrs\. "
)
_POSTSCRIPT: Pattern[str] = re.compile(r"(?:P\. ?S\.|Postscript)[\s:—.–-]")


def read(document: Sequence[Line]) -> tuple[Line, ...]:
    """Find the signatures of a document and of each of its enclosures."""
    edges = [at for at, line in enumerate(document) if line.kind == "enclosure" and at]
    pieces = zip([0, *edges], [*edges, len(document)], strict=True)
    return tuple(chain.from_iterable(_signed(document[start:end]) for start, end in pieces))


def _signed(part: Sequence[Line]) -> list[Line]:
    roles = [_role(line) for line in part]
    kinds: dict[int, str] = {}
    for run in (*_runs_after_closes(part, roles), _last_run(part, roles)):
        below = False
        for at in run:
            below = below or roles[at] == "postscript"
            kinds[at] = "postscript" if below else roles[at]
    first = min(kinds, default=len(part))
    for at, line in enumerate(part):
        if at > first and line.kind == "paragraph" and _POSTSCRIPT.match(line.text):
            kinds[at] = "postscript"
    return [replace(line, kind=kinds[at], doubt="") if at in kinds else line for at, line in enumerate(part)]


def _runs_after_closes(part: Sequence[Line], roles: Sequence[str]) -> Iterator[list[int]]:
    """Yield, for each complimentary close, the lines that sign below it; page markers between are passed over."""
    for close, line in enumerate(part):
        if line.kind != "paragraph" or not is_close(line.text):
            continue
        run: list[int] = []
        for at in range(close + 1, len(part)):
            if roles[at]:
                run.append(at)
            elif part[at].kind != "page":
                break
        if _begins_signing(part, roles, run):
            yield run


def _begins_signing(part: Sequence[Line], roles: Sequence[str], run: Sequence[int]) -> bool:
    """Tell whether a run opens with a name, or with what stands for one ("For the Secretary of State:")."""
    names = [at for at in run[:2] if roles[at] != "closing-date"]
    return bool(names) and (roles[names[0]] == "signature" or _stands_for_a_name(bare(part[names[0]])))


def _last_run(part: Sequence[Line], roles: Sequence[str]) -> list[int]:
    """Return the lines that sign at the end of a part, where no complimentary close announces them."""
    end = _end(part, roles)
    start = end
    while start and (roles[start - 1] or part[start - 1].kind == "page"):
        start -= 1
    while start < end and not _begins_signing(part, roles, [start]) and roles[start] != "closing-date":
        start += 1
    run = [at for at in range(start, end) if roles[at]]
    if all(roles[at] == "closing-date" for at in run) and any(line.kind == "dateline" for line in part):
        return []
    # "Enough said" / "Hull": of several that are shaped like names the last may still be one.
    names = [at for at in run if roles[at] == "signature"]
    runs = (run, [at for at in run if at >= names[-1]] if names else [])
    return next((run for run in runs if run and _is_signing(part, roles, run)), [])


def _end(part: Sequence[Line], roles: Sequence[str]) -> int:
    """Return where the signing ends: before a postscript, footnotes without marks, and remarks of the edition.

    frus1936v03 d185 ends "Straus" / "[At the September 1936 meeting of the Assembly ...]".
    """
    paragraphs = (at for at, line in enumerate(part) if line.kind == "paragraph")
    end = next((at for at in paragraphs if _POSTSCRIPT.match(part[at].text)), len(part))
    while end and not roles[end - 1]:
        line = part[end - 1]
        remark = line.kind == "paragraph" and line.text[0] == "[" and line.text[-1] == "]"
        if not (remark or line.kind in ("page", "omission") or line.doubt == UNMARKED):
            break
        end -= 1
    return end


def _is_signing(part: Sequence[Line], roles: Sequence[str], run: Sequence[int]) -> bool:
    """Tell signatures from the end of a list: text that has ended stands before, and a surname signs alone."""
    before = next((part[at] for at in range(run[0] - 1, -1, -1) if part[at].kind != "page"), None)
    if before is None or before.kind not in ("paragraph", "omission") or before.text.endswith(":"):
        return False
    if not (before.kind == "omission" or is_ended(before.text) or is_close(before.text) or len(before.text) > 100):
        return False
    own = takewhile(lambda at: roles[at] != "postscript", run)
    names = [bare(part[at]) for at in own if roles[at] == "signature"]
    return len(names) <= 1 or all(" " in name for name in names)


def _role(line: Line) -> str:
    """Return what a line would be at the end: ``signature office closing-date postscript``, "" where it cannot be."""
    if line.kind != "paragraph" or len(line.text) > 140 or is_close(line.text):
        return ""
    text = bare(line)
    if _BELOW.match(text):
        return "postscript"
    if _stands_for_a_name(text):
        return "office"
    start, end = name_in(text)
    if is_name(text[start:end]) and not all(_OFFICE.match(word) for word in text[start:end].split()):
        return "signature"
    if is_dateline(text):
        return "closing-date"
    is_office = text[:1].isupper() and _OFFICE.search(text) and len(text) <= 90
    return "office" if is_office and not (has_genre(text) or _NO_OFFICE.search(text)) else ""


def _stands_for_a_name(text: str) -> bool:
    return bool(_BY_ORDER.fullmatch(text) or _UNSIGNED.fullmatch(text))


def name_in(text: str) -> tuple[int, int]:
    """Return where the name stands in a signature: "(Signed) Joseph E. Davies", "Mark Sullivan, Chairman."."""
    before = _SIGNED.match(text)
    start = before.end() if before else 0
    comma = text.find(", ", start)
    return start, comma if comma > start and _OFFICE.search(text, comma) else len(text)


def is_name(text: str) -> bool:
    """Tell a name as one signs: "Joseph E. Davies", "C[ordell] H[ull]", "Hull", "M. Márquez Sterling".

    One word with a point behind it is a text ("Noted."), though two of 1,826 signatures are printed so.
    """
    tokens = text.split(" ")
    if not 1 < len(text) <= 60 or len(tokens) > 8 or _NO_NAME.fullmatch(tokens[0]):
        return False
    if len(tokens) == 1 and re.fullmatch(r"[^.]{3,}\.", text):
        return False
    return all(_NAME_PART.fullmatch(token) for token in tokens)


def bare(line: Line) -> str:
    """Return a line's text without page markers and footnote marks."""
    text = line.text
    for note in reversed(line.footnotes):
        text = text[: note.start] + text[note.end :]
    return plain(text)
