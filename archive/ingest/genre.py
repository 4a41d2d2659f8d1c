"""What kind of paper a document is: the word its heading opens with, and the reasons for one of the archive's kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Pattern

from archive.records.people import Party

# --- The word a heading opens with ------------------------------------------------------------------------------------

# Printed forms and the one they count as; a plural of "note" is another genre ("Notes of a Meeting").
_FORMS = {
    "memorandum": "memorandum memoranda",
    "aide-mémoire": "aide-mémoire aide-memoire mémoire memoire",
    "pro memoria": "memoria",
    "despatch": "despatch dispatch",
    "telegram": "telegram telegrams cablegram telegraphic",
    "letter": "letter letters",
    "minutes": "minutes minute",
    "press release": "release",
    "communiqué": "communiqué communique",
    "procès-verbal": "procès-verbal proces-verbal",
    "instruction": "instruction instructions",
    "extract": "extract extracts",
    "resolution": "resolution resolutions",
    "translation": "translation translations",
    "proposal": "proposal proposals",
    "draft": "draft redraft",
    "copy": "copy copies",
}
_AS_PRINTED = (
    "note notes airgram message circular treaty convention protocol agreement arrangement accord pact declaration"
    " proclamation decree statement report summary record text speech address remarks reply bulletin affidavit petition"
    " deposition order law act list regulations précis questionnaire form plan estimate paper study outline agenda"
    " notice card communication paraphrase substance certificate contract opinion"
)
_GENRES = {form: genre for genre, forms in _FORMS.items() for form in forms.split()} | {
    word: word for word in _AS_PRINTED.split()
}
# "Draft Note From …", "Reciprocal Trade Agreement Between …": the genre ends what stands before these.
_PHRASE_END: Pattern[str] = re.compile(
    r"[,;:()\[\]—]|(?-i:(?<!\b[A-Z][a-z])(?<!\b[A-Z]))\.|\s(?:of|by|from|between|for|on|upon|regarding|concerning|respecting|relating|relative|to|in|with|at"
    r"|and|addressed|handed|prepared|submitted|issued|signed|made|no)\b",
    re.IGNORECASE,
)
_WRAPPER: Pattern[str] = re.compile(
    r"(?:extracts?|cop(?:y|ies)|text|translation|draft|redraft|paraphrase|substance) (?:of|from) (?:(?:the|an?) )?",
    re.IGNORECASE,
)


def leading(heading: str, start: int, end: int) -> tuple[str, int]:
    """The genre that ``heading[start:end]`` opens with, and the code point after it; "" when it opens with none.

    What is extracted, copied or translated counts, not the extract: "Extract from letter of …" is a letter.
    """
    wrapper = _WRAPPER.match(heading, start, end)
    if wrapper and (inner := _word(heading, wrapper.end(), end))[0]:
        return inner
    return _word(heading, start, end)


def _word(heading: str, start: int, end: int) -> tuple[str, int]:
    stop = _PHRASE_END.search(heading, start, end)
    after = stop.start() if stop else end
    phrase = heading[start:after].lower().split()
    if phrase[-2:] in (["editorial", "note"], ["editor’s", "note"], ["editor's", "note"]):
        return "editorial note", after
    return _GENRES.get(phrase[-1] if phrase else "", ""), after


# --- The kind of a document -------------------------------------------------------------------------------------------

_KINDS = {
    "editorial note": "editorial-note",
    "airgram": "telegram",
    "reply": "letter",
    "message": "letter",
    "instruction": "despatch",
} | {
    genre: kind
    for kind, genres in {
        "memorandum": ("memorandum", "aide-mémoire", "pro memoria"),
        "minutes": ("minutes", "notes", "record", "procès-verbal"),
        "treaty": ("treaty", "convention", "protocol", "agreement", "arrangement", "accord", "pact"),
        "report": ("report", "summary", "estimate", "study", "paper", "précis"),
        "despatch": ("despatch",),
        "telegram": ("telegram",),
        "letter": ("letter",),
        "note": ("note",),
    }.items()
    for genre in genres
}
_MEETING: Pattern[str] = re.compile(
    r"^[^,]{0,60}\b(?:report|summary) of (?:a |the )?(?:\w+ ){0,3}meeting", re.IGNORECASE
)
_EDITORIAL: Pattern[str] = re.compile(r"\beditor(?:ial|[’']s) note\b", re.IGNORECASE)
_TELEGRAM: Pattern[str] = re.compile(r"\b(?:telegra(?:m|phic)|cablegram|airgram|radiogram)", re.IGNORECASE)
_STATE: Pattern[str] = re.compile(
    r"^(?:(?:Acting|Under|Assistant|Deputy|First|Second|Third) )*(?:American )?(?:Secretary|Department) of State$"
    r"|^Counselor (?:for|of) the Department of State$"
)
_FOREIGN_OFFICE: Pattern[str] = re.compile(
    r"\bForeign (?:Office|Minister|Ministry|Secretary)\b"
    r"|\b(?:Minist(?:er|ry)|Secretary|Secretariat|Department|Commissar|Bureau)\b.*\b(?:Foreign|External) "
    r"(?:Affairs|Relations)\b",
    re.IGNORECASE,
)
_POST: Pattern[str] = re.compile(
    r"^(?:(?:Acting|First|Second|Third|Vice|Special|Appointed|High) )*(?:Ambassador|Minister|Chargé|(?:Vice[ -])?Consul"
    r"|Agent|Commissioner|Embassy|Legation|Consulate|Mission|Delegation|Diplomatic|Consular|Counselor|Secretary of"
    r"|Representative|Commission)\b.* (?:in|at|to|on) "
)
_ENVOY: Pattern[str] = re.compile(r"\b(?:Ambassador|Minister|Chargé|Embassy|Legation|High Commissioner)\b")


def kind(
    *,
    heading: str,
    genre: str,
    status: Sequence[str],
    file_number_line: str,
    despatch_number: str,
    sender: Sequence[Party],
    recipient: Sequence[Party],
    subtype: str = "",
) -> str:
    """One of ``records.document.KINDS`` for a document.

    ``genre`` is ``Heading.genre``; ``status`` the bracketed lines, ``file_number_line`` the whole first line
    ("711.1928/29: Telegram"), ``subtype`` TEI ``div/@subtype``. First that holds: an editorial note says so; a
    telegram says so in its file line, a status or its genre; then the genre the heading opens with; then, for
    correspondence, who writes to whom. What has neither genre nor two sides is ``other``.
    """
    if subtype == "editorial-note" or _EDITORIAL.search(heading[:100]):
        return "editorial-note"
    if _MEETING.search(heading[:200]):
        return "minutes"
    sent = file_number_line.rpartition(":")[2] if ":" in file_number_line else ""
    if any(_TELEGRAM.search(line) for line in (sent, *status)):
        return "telegram"
    if genre in _KINDS:
        return _KINDS[genre]
    return _correspondence(sender, recipient, despatch_number) if sender and recipient else "other"


def _correspondence(sender: Sequence[Party], recipient: Sequence[Party], number: str) -> str:
    """Despatch, note or letter.

    A despatch is numbered and goes between a post and its department, either way; in 1861–1905 both sides are
    surnames only ("Mr. Adams to Mr. Seward", No. 9), and the number alone tells. A note goes between an envoy and the
    government he is accredited to, and may be numbered by the embassy; all else is a letter.
    """
    sides = (_role(sender[0]), _role(recipient[0]))
    if "envoy" in sides and set(sides) <= {"envoy", "foreign office", "department"}:
        return "note"
    if "foreign office" in sides and set(sides) <= {"post", "foreign office", "department"}:
        return "note"
    if number and (set(sides) == {"post", "department"} or sides == ("person", "person")):
        return "despatch"
    return "letter"


def _role(party: Party) -> str:
    """``department``, ``post``, ``envoy`` or ``foreign office`` by the office, ``person`` without one, "" for others.

    "The Ambassador in France" is the Department's own; "the French Ambassador" and, written to by his hosts, "the
    American Ambassador" are envoys.
    """
    office = party.office or next((actor.name for actor in party.actors if actor.kind != "person"), "")
    if not office:
        return "person"
    if _FOREIGN_OFFICE.search(office) or (office.endswith(" Secretary of State") and not _STATE.match(office)):
        return "foreign office"
    if _STATE.match(office):
        return "department"
    if _POST.match(office + " ") or "Commission to Negotiate Peace" in office:
        return "post"
    return "envoy" if _ENVOY.search(office) else ""
