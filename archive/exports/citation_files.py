"""Citations as files that reference managers read: of one document or of thousands, a record at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from archive.citations import formats
from archive.citations.item import Item

AT_ONCE = 16 * 1024  # characters sent together: records are small, and each piece sent costs
BROKEN = "THIS FILE IS NOT WHOLE"
SAID = f"{BROKEN}: what should follow could not be sent. Please fetch it again."


class Form(NamedTuple):
    """A kind of file: the end of its name, what readers call it, its type, and what writes it record by record.

    ``broken`` ends one that could not be finished, so that nobody takes it for a whole one.
    """

    suffix: str
    title: str
    content_type: str
    write: Callable[[Iterable[Item]], Iterator[str]]
    broken: str

    @property
    def type(self) -> str:
        """Its type without parameters."""
        return self.content_type.partition(";")[0]


FORMS = {
    form.suffix: form
    for form in (
        Form(
            "ris",
            "RIS",
            "application/x-research-info-systems; charset=utf-8",
            formats.ris,
            f"TY  - GEN\r\nTI  - {SAID}\r\n",
        ),
        Form(
            "bib",
            "BibTeX",
            "application/x-bibtex; charset=utf-8",
            formats.bibtex,
            f"@misc{{not-whole,\n  title = {{{SAID}}}\n",
        ),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", formats.csl_json, f"\n{SAID}\n"),
        Form("csv", "CSV", "text/csv; charset=utf-8; header=present", formats.table, f"{SAID}\r\n"),
    )
}


def whole(form: Form, items: Iterable[Item]) -> bytes:
    """A file of a few items."""
    return "".join(form.write(items)).encode()


def pieces(form: Form, items: Iterable[Item]) -> Iterator[bytes]:
    """A file of any number of items, some records at a time; never more of it is held."""
    gathered: list[str] = []
    size = 0
    for record in form.write(items):
        gathered.append(record)
        size += len(record)
        if size >= AT_ONCE:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    yield "".join(gathered).encode()


def honest(form: Form, sent: Iterator[str | bytes]) -> Iterator[str | bytes]:
    """A file that says so where it cannot be finished; a web server would end it like a whole one."""
    try:
        yield from sent
    except Exception:
        yield form.broken.encode()
        raise
