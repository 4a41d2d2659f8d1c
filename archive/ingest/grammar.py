"""The grammar of a transcript's lines: what one may be by its own words, wherever it stands.

Asked by ``lines``, ``parts`` and ``closings``. Texts are short or looked at only at their ends, and no expression
repeats what it repeats, so that hostile input costs time in its length only.
"""

from __future__ import annotations

import re
from re import Pattern

from . import datelines, headings, labels

_RAISED = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
_RECEIVED: Pattern[str] = re.compile(r"[\[(]?(?:Rec(?:eived|[’']d|d\.?|[.])) [^\[\]]{1,80}[\])]?\.?$", re.IGNORECASE)
_WEEKDAY: Pattern[str] = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?$")
_DATED: Pattern[str] = re.compile(r"[0-9]|ndated")
_UNDATED: Pattern[str] = re.compile(r"\b[Uu]ndated\b")
_NO_PLACE: Pattern[str] = re.compile(
    r"\b(?:Minutes|Meeting|Memorand\w+|Report|Notes?|Conversation|Statement|Treaty|Agreement|Text|Draft|Telegram|Letter"
    r"|Conference|Session|Interview|Held|to|on|dated|by|from|until|since|between|Subject|number|Please|Signed|With)\b|[0-9;:()]"
)

_TITLE_WORD: Pattern[str] = re.compile(r"[^\W\d_]{4,}")
_SALUTATION: Pattern[str] = re.compile(
    r"\b(?:Sirs?|Gentlemen|Madam|Excellenc(?:y|ies)|Dear [A-Z][\w .’]{1,40}|Mr\. (?:Minister|President|Secretary)"
    r"|Monsieur[\w’ ]{0,30}|Secretary|Minister|Ambassador|My Lord)\s?[:—]",
    re.IGNORECASE,
)

# Words after which a line is never at its end: "... (Davies) to the" / "Secretary of State".
OPEN_END: Pattern[str] = re.compile(
    r"\b(?:a|an|and|as|at|by|between|for|from|her|his|in|into|its|of|on|or|our|that|the|their|this|to|was|were|which|with)$|[a-z]-$"
)
_ENDED: Pattern[str] = re.compile(r"[.?!:;…][”’\"')\]*¹²³⁰⁴-⁹]{0,4}$|\[etc\.?\][.,]?$")
ITEM: Pattern[str] = re.compile(r"(?:[(\[]?(?:[0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5})[)\].]|[—–-]|“) ?(?=\S)")
NOTE_HEAD: Pattern[str] = re.compile(
    r"\[[0-9]{1,3}[a-z]?\] ?\S|[¹²³⁰⁴-⁹]{1,3} ?\S|[*†‡§]{1,3} ?[^\s*]|[0-9]{1,3} [“A-Z]"
)

_CLOSE: Pattern[str] = re.compile(
    r"(?:\b(?:yours|servants?|respectfully|regards|wishes|friend|consideration|esteem|(?:tru|sincere|faithful|cordial)ly)"
    r"[,.]?|\betc\.?,?[\])]*[.,]?)$",
    re.IGNORECASE,
)
_CLOSE_BEGINS: Pattern[str] = re.compile(
    r"(?:(?:I|We) (?:have|am|are|remain|avail|beg|take)\b|(?:Please )?(?:accept|receive)\b|Believe me|Respectfully"
    r"|Very |Sincerely|Yours|Faithfully|Cordially|Affectionately|With\b|Your |In renewing|Submitted)",
    re.IGNORECASE,
)


def shape(text: str) -> str:
    """Return the kind a line has by its own words; ``text`` with white space collapsed. Never certain: ``text``."""
    bare = labels.PAGE.sub("", text).strip()
    if not bare:
        return "page"
    if is_omission(bare):
        return "omission"
    if len(bare) > labels.LONGEST:
        return "text"
    kind = labels.read(bare).kind
    if kind in _SHAPES:
        # "Annex A" without brackets may be any heading within a text.
        return "text" if kind == "enclosure" and bare[0] not in "[(" else _SHAPES[kind]
    if _RECEIVED.match(bare):
        return "received"
    if is_dateline(bare):
        return "dateline"
    return "bracketed" if bare[0] == "[" and bare[-1] == "]" and "]" not in bare[:-1] else "text"


_SHAPES = {
    "enclosure": "enclosure",
    "status": "status",
    "despatch-number": "number",
    "file-number": "file",
    "collection": "file",
}


def is_omission(text: str) -> bool:
    """Tell a line of dots or asterisks: three dots, two asterisks or one ellipsis at least, and nothing else."""
    marks = text.strip("[]").replace(" ", "")
    return bool(marks) and not marks.strip(".*…·•") and (marks.count("*") > 1 or "…" in marks or len(marks) > 2)


def is_dateline(text: str) -> bool:
    """Tell a line that is place and date, or one of them with "undated", and nothing else.

    "[Washington,] November 16, 1933—6 p. m. [Received ...]". The date needs a year, a time or a received clause, for
    "July 5" alone may be anything.
    """
    if not _DATED.search(text):
        return False
    received = _RECEIVED.search(text[:300])
    body = (text[: received.start()] if received else text).translate(_RAISED).strip()
    if len(body) > 160:
        return False
    if undated := _UNDATED.search(body):
        return _is_place(body[: undated.start()]) and len(body) - undated.end() <= 40
    date = datelines.read(body).date
    if date.start is None or date.end is None or not (date.earliest or date.time or received):
        return False
    tail = body[date.end :].strip(" .,[]")
    aside = tail[:1] + tail[-1:] == "()" and len(tail) < 60
    return bool(not tail or aside) and _is_place(body[: date.start])


def _is_place(text: str) -> bool:
    """Tell what may stand before a date: nothing, a weekday, "Legation of the United States, London"."""
    text = text.replace("[", "").replace("]", "").strip(" —")
    if not text or _WEEKDAY.fullmatch(text):
        return True
    words = _TITLE_WORD.findall(text)
    names = sum(word[0].isupper() for word in words)
    return bool(text[0].isupper() and names >= 0.75 * len(words)) and len(text) <= 100 and not _NO_PLACE.search(text)


def is_heading(text: str) -> bool:
    """Tell a line that may be the heading of the document or enclosure it opens.

    Prose ends with a point, a heading of the series does not, unless it is one of the nineteenth century ("Mr. Dayton
    to Mr. Seward.") or ends in an abbreviation.
    """
    bare = plain(text)
    if not 2 < len(bare) <= 400 or _SALUTATION.search(bare) or bare[-1] in ":;,—" or is_close(bare):
        return False
    titled = is_title(bare)
    if not (bare[0].isupper() or bare[0] in '“‘["*' or bare[0].isdigit() or (titled and " to " in bare)):
        return False
    if _ENDED.search(bare) or re.match(r"[0-9]{1,4}\. ", bare):
        return titled and len(bare) <= 250 and (" to " in bare or has_genre(bare))
    return titled or len(bare) <= 160 or has_genre(bare)


def has_genre(text: str) -> bool:
    """Tell a title that opens with the word for a kind of paper: "Memorandum by ...", "Minutes of ..."."""
    return bool(headings.read(text).genre)


def is_title(text: str) -> bool:
    """Tell words set as a title's are: of those of four letters and more, three in five begin with a capital."""
    words = _TITLE_WORD.findall(text)
    return bool(sum(word[0].isupper() for word in words) >= 0.6 * len(words))


def is_close(text: str) -> bool:
    """Tell a complimentary close: "Respectfully yours,", "I have [etc.]", "..., Sir, your obedient servant,"."""
    end = text[-100:]
    if not _CLOSE.search(end) or is_omission(text):
        return False
    return end[-1] == "," or len(text) <= 40 or bool(_CLOSE_BEGINS.match(text)) or end.endswith(("servant.", "]"))


def is_ended(text: str) -> bool:
    """Tell a text that ends as a sentence ends."""
    return bool(_ENDED.search(plain(text[-20:])))


def plain(text: str) -> str:
    """Return the text of a short line without page markers and without a footnote's mark at its end."""
    bare = " ".join(labels.PAGE.sub(" ", text).split())
    return re.sub(r"(?<=\S)(?:[¹²³⁰⁴-⁹]{1,3}|\*|(?: ?\[[0-9]{1,3}[a-z]?\]))$", "", bare)
