"""Citations as files that reference managers read: of one document or of thousands, a record at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from archive.citations import formats
from archive.citations.item import Item

AT_ONCE = 16 * 1024  # characters sent together: records are small, and each piece sent costs


class Form(NamedTuple):
    """A kind of file: the end of its name, what readers call it, its type, and what writes it record by record."""

    suffix: str
    title: str
    content_type: str
    write: Callable[[Iterable[Item]], Iterator[str]]

    @property
    def type(self) -> str:
        """Its type without parameters."""
        return self.content_type.partition(";")[0]


FORMS = {
    form.suffix: form
    for form in (
        Form("ris", "RIS", "application/x-research-info-systems; charset=utf-8", formats.ris),
        Form("bib", "BibTeX", "application/x-bibtex; charset=utf-8", formats.bibtex),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", formats.csl_json),
        Form("csv", "CSV", "text/csv; charset=utf-8; header=present", formats.table),
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
