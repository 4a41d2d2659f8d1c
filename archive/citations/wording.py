"""How historians write of a document before they say where it is printed: "Norweb to Hull, telegram, Santiago, …".

CSL has no field for such a description. It is therefore made here and stands where the style prints an author; what
follows it (volume, imprint, pages) is the style's.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst

from archive.records.people import Party

from .dated import MONTH_FIRST
from .item import Item
from .plain import join

LONGEST_SHORT_TITLE = 80
SAID_BY_ITSELF = {"letter"}  # Chicago: the word "letter" is not needed, other forms are named
NEVER_DATED = {"section", "volume", "editorial-note"}
NAMED_BY_FORM = {"despatch", "telegram"}  # kinds that a heading need not name

AMERICAN, BRITISH, NO_QUOTES = "“”", "‘’", ""


def described(item: Item, dates: str = MONTH_FIRST, quotes: str = AMERICAN) -> str:
    """The whole description: who to whom or the title, form, place and date; for a part, what it is part of."""
    return _enclosed(item, join([called(item, quotes), *_circumstances(item, dates)]))


def called(item: Item, quotes: str = AMERICAN) -> str:
    """Sender to recipient, as in the heading where that says no more; else the title.

    A section's title, and the first words of a text that has none, stand in quotation marks.
    """
    if item.is_letter:
        sender, recipient = parties(item.sender), parties(item.recipient)
        is_said = item.title.startswith(sender) and item.title.endswith(f" to {recipient}")
        return item.title if is_said else f"{sender} to {recipient}"
    return quoted(item.title, quotes) if item.is_section or item.title_supplied else item.title


def sent(item: Item, dates: str = MONTH_FIRST) -> str:
    """Of a letter what stands behind its sender in a bibliography: "Despatch no. 1551 to …, Santiago, …"."""
    form = item.form or "letter"
    said = join([f"{form} to {parties(item.recipient)}", item.place, _date(item, dates, ""), _unprinted(item)])
    return capfirst(said)


def shortly(item: Item, dates: str = MONTH_FIRST, quotes: str = AMERICAN) -> str:
    """For a note that is not the first: "Norweb to Secretary of State, October 3, 1933"."""
    if item.is_letter:
        said = join([f"{_shortly(item.sender)} to {_shortly(item.recipient)}", _date(item, dates, "")])
        return _enclosed(item, said)
    title = _cut(item.title)
    who = quoted(title, quotes) if item.is_section or item.title_supplied else title
    return _enclosed(item, join([who, _date(item, dates, title)]))


def as_the_series(item: Item) -> tuple[str, str, str]:
    """The series' own short form: what stands before the series' name, the name, what stands behind it."""
    before = join(
        [
            *([] if item.is_volume else [called(item)]),
            f"No. {item.number}" if item.number and item.is_letter else "",
            _date(item, MONTH_FIRST, item.title),
            item.file_number,
        ]
    )
    name, short = ("FRUS", item.book.short) if item.book.is_of_the_series else (item.book.short, "")
    locator = item.locator if item.is_by_page or not item.locator else f"doc. {item.locator}"
    return _enclosed(item, before), name, join([short, pointed(item, locator)])


def house_form(item: Item) -> str:
    """Where it is printed, as the series wants to be cited: complete title (place: publisher, year), pages or number.

    https://history.state.gov/historicaldocuments/citing-frus
    """
    book = item.book
    published = ": ".join(filter(None, [book.place, book.publisher]))
    imprint = join([published, str(book.year or "")])
    editors = f"{'eds.' if len(book.editors) > 1 else 'ed.'} {_and(book.editors)}" if book.editors else ""
    volume = join([book.title, editors]) + (f" ({imprint})" if imprint else "")
    locator = item.locator if item.is_by_page or not item.locator else f"Document {item.locator}"
    return join([volume, pointed(item, locator)])


def circumstances(item: Item, dates: str = MONTH_FIRST) -> str:
    """What a description says beside who wrote to whom: form, place and date."""
    return join(_circumstances(item, dates))


def pointed(item: Item, locator: str) -> str:
    """A locator, with the footnote that is cited: "58n37", "doc. 190, n. 3"."""
    note = item.part.note
    if not note or not locator:
        return join([locator, f"n. {note}" if note else ""])
    return f"{locator}n{note}" if note.isdigit() and item.is_by_page else f"{locator}, n. {note}"


def quoted(words: str, quotes: str) -> str:
    """In quotation marks; those inside turned into the other kind."""
    if not quotes:
        return words
    inner = words.translate(str.maketrans(AMERICAN, BRITISH)) if quotes == AMERICAN else words
    return f"{quotes[0]}{inner}{quotes[1]}"


def parties(side: tuple[Party, ...]) -> str:
    """One side of a letter as the heading prints it."""
    return _and([party.text for party in side])


def _circumstances(item: Item, dates: str) -> list[str]:
    form = item.form if item.is_letter and item.genre not in SAID_BY_ITSELF else ""
    if item.is_letter and item.genre in SAID_BY_ITSELF and item.number:
        form = f"no. {item.number}"
    if not item.is_letter and item.genre in NAMED_BY_FORM and item.genre not in item.title.casefold():
        form = item.form
    date = _date(item, dates, item.title)
    is_placed = bool(date) or not item.place or item.place not in item.title
    return [form, item.place if is_placed else "", date, _unprinted(item)]


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _unprinted(item: Item) -> str:
    """Of what is in no book, the file it is kept in."""
    return "" if item.book.is_printed else item.file_number


def _date(item: Item, dates: str, beside: str) -> str:
    """The date; "" where it stands beside already, or nobody asks for one; "undated" where a document has none."""
    if item.date:
        said = item.date.text.rstrip(".")
        return "" if said and said in beside else item.date.words(dates)
    return "" if item.kind in NEVER_DATED else "undated"


def _shortly(side: tuple[Party, ...]) -> str:
    return _and([party.name or party.office or party.text for party in side])


def _enclosed(item: Item, said: str) -> str:
    if not item.part.enclosure:
        return said
    enclosing = said[:1].lower() + said[1:] if said.startswith("The ") else said
    return f"{item.part.enclosure}, enclosed in {enclosing}"


def _cut(title: str) -> str:
    if len(title) <= LONGEST_SHORT_TITLE:
        return title
    words = title[:LONGEST_SHORT_TITLE].rsplit(" ", 1)[0]
    clause, comma, _ = words.rpartition(",")
    return clause if comma and len(clause) >= LONGEST_SHORT_TITLE / 3 else f"{words.rstrip(' ,;:')} …"
