"""The authority file read: folders of CSV files in, records of places, bodies, offices and persons out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.records.findings import SourceError

from .full_names import plain
from .identity import LONGEST_NAME, WRITTEN, Identity, folded, identity, is_bare

FILES = {"places.csv": "place", "bodies.csv": "body", "offices.csv": "office", "persons.csv": "person"}
STOPS = "stops.csv"
SEPARATOR = "|"
LONGEST_KEY = 400
LONGEST_SAID = 2000  # code points of a description or a source
# Controls, and marks that turn the order of what is read: no name has them, and the database takes no NUL.
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would compute instead of showing
IDENTIFIERS = {"geonames": r"[1-9][0-9]*", "wikidata": r"Q[1-9][0-9]*", "viaf": r"[1-9][0-9]*"}
COLUMNS = {
    "place": (
        *("name", "variants", "datelines", "latitude", "longitude", "coordinate_source"),
        *("geonames", "wikidata", "viaf", "description"),
    ),
    "body": ("name", "variants", "wikidata", "viaf", "description"),
    "office": ("name", "variants", "wikidata", "viaf", "description"),
    "person": ("name", "variants", "office", "listed", "wikidata", "viaf", "description"),
    "stop": ("name", "reason"),
}


@dataclass(frozen=True, slots=True)
class Authority:
    """What the authority file says of one entity; "" and None are "not known".

    ``datelines`` are what datelines alone print for a place; of a person's ``offices`` the first is the preferred one;
    ``listed`` are entries of persons lists that mean this person (``frus1918Russiav03#p_LR1``).
    """

    kind: str
    name: str
    variants: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    coordinate_source: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    description: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.name}, {self.offices[0]}" if self.offices else self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The preferred name and the others."""
        return (self.name, *self.variants)

    def identities(self) -> list[Identity]:
        """All printed names that mean this one, the first by which it is known."""
        if self.kind != "person":
            found = [identity(self.kind, form, "", "", "") for form in self.forms]
        else:
            found = [identity("person", form, office, "", "") for form in self.forms for office in self.offices]
            full = [form for form in self.forms if not is_bare(form)]
            found += [identity("person", form, "", "", "") for form in (*full, *map(plain, full))]
            found += [identity("person", self.name, "", entry, "") for entry in self.listed]
        found += [Identity("place", folded("place", printed), "", WRITTEN) for printed in self.datelines]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class AuthorityFile:
    """A folder's records, and the words that look like names and are none (None where it does not say)."""

    records: list[Authority]
    stops: set[str] | None


class Faulty(Exception):
    """The authority file cannot be used; ``faults`` name file, line and fault."""

    def __init__(self, faults: list[SourceError]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read(folder: Path) -> AuthorityFile:
    """The authority file in ``folder``. Raises Faulty with all that is wrong with it."""
    present = [name for name in (*FILES, STOPS) if (folder / name).is_file()]
    faults: list[SourceError] = []
    if not present:
        faults.append(SourceError(str(folder), None, f"there is none of {', '.join((*FILES, STOPS))}"))
    rows = {name: _rows(folder / name, FILES.get(name, "stop"), faults.append) for name in present}
    records = [_record(FILES[name], row, faults.append) for name in present if name in FILES for row in rows[name]]
    stopped = rows.get(STOPS, [])
    faults += [row.fault(what) for row in stopped for what in _unprinted([row.text("name")])]
    faults += _clashes(records)
    if faults:
        raise Faulty(sorted(faults, key=lambda fault: (fault.file, fault.line or 0)))
    stops = {row.text("name") for row in stopped} - {""} if STOPS in rows else None
    return AuthorityFile(records, stops)


def line(kind: str, fields: dict[str, str]) -> Authority | None:
    """What a line with these fields would be read as; None if it could not be used."""
    faults: list[SourceError] = []
    record = _record(kind, _Row("", 0, fields), faults.append)
    return None if faults else record


Tell = Callable[[SourceError], None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a file, its fields by the name of their column."""

    file: str
    line: int
    fields: dict[str, str]

    def text(self, column: str) -> str:
        return " ".join(self.fields.get(column, "").split())

    def list(self, column: str) -> tuple[str, ...]:
        parts = (" ".join(part.split()) for part in self.fields.get(column, "").split(SEPARATOR))
        return tuple(dict.fromkeys(part for part in parts if part))

    def fault(self, what: str) -> SourceError:
        return SourceError(self.file, self.line, what)


def _rows(path: Path, kind: str, tell: Tell) -> list[_Row]:
    """The lines of a file that can be read; what cannot is told."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        tell(SourceError(path.name, line, "this is not UTF-8"))
        return []
    return list(_parsed(path.name, text, COLUMNS[kind], tell))


def _parsed(file: str, text: str, columns: tuple[str, ...], tell: Tell) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heads = next(reader, [])
        if wrong := _wrong_columns(heads, columns):
            tell(SourceError(file, 1, wrong))
            return
        last = reader.line_num
        for fields in reader:
            line, last = last + 1, reader.line_num
            if not fields:
                continue
            if len(fields) != len(heads):
                tell(SourceError(file, line, f"{len(fields)} fields, but there are {len(heads)} columns"))
            else:
                yield _Row(file, line, dict(zip(heads, fields, strict=True)))
    except csv.Error as error:
        tell(SourceError(file, reader.line_num, f"this is not CSV: {error}"))


def _wrong_columns(heads: list[str], columns: tuple[str, ...]) -> str:
    unknown = [head for head in heads if head not in columns]
    if unknown:
        return f"the column {unknown[0]!r} is unknown; there may be {', '.join(columns)}"
    if "name" not in heads:
        return "the first line does not name a column 'name'"
    if len(set(heads)) < len(heads):
        return "a column is named twice"
    return ""


def _record(kind: str, row: _Row, tell: Tell) -> Authority:
    latitude, longitude = (_degrees(row, name, most, tell) for name, most in (("latitude", 90), ("longitude", 180)))
    record = Authority(
        kind=kind,
        name=row.text("name"),
        variants=tuple(variant for variant in row.list("variants") if variant != row.text("name")),
        datelines=row.list("datelines"),
        offices=row.list("office"),
        listed=row.list("listed"),
        latitude=latitude,
        longitude=longitude,
        coordinate_source=row.text("coordinate_source"),
        identifiers={name: row.text(name) for name in IDENTIFIERS if row.text(name)},
        description=row.text("description"),
        file=row.file,
        line=row.line,
    )
    for what in _faults(record):
        tell(row.fault(what))
    return record


def _degrees(row: _Row, column: str, most: int, tell: Tell) -> float | None:
    said = row.text(column)
    if not said:
        return None
    if not re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?", said) or abs(float(said)) > most:
        tell(row.fault(f"the {column} {said!r} is no number of degrees from -{most} to {most}"))
        return None
    return float(said)


def _faults(record: Authority) -> Iterator[str]:
    """What a record cannot be used for."""
    if not record.name:
        yield "the name is missing"
    elif not record.identities():
        yield f"a surname alone does not tell who is meant: {record.name!r} needs an office or a full name"
    named = (*record.forms, *record.datelines, *record.offices)
    said = (record.description, record.coordinate_source)
    yield from _unprinted((*named, *said))
    for form in filter(None, named):
        if len(form) > LONGEST_NAME:
            yield f"a name of {len(form):,} characters is none: {form[:30]}…"
        elif form.startswith(FORMULA) or not any(map(str.isalnum, form)):
            yield f"{form!r} is no name"
    if any(len(text) > LONGEST_SAID for text in said):
        yield f"a description, or a source, has at most {LONGEST_SAID:,} characters"
    if (record.latitude is None) != (record.longitude is None):
        yield "latitude and longitude go together"
    elif record.latitude is not None and not record.coordinate_source:
        yield "the point has no source: say where it was looked up"
    for entry in record.listed:
        if not re.fullmatch(r"[^\s#]+#\S+", entry) or len(entry) > LONGEST_KEY:
            yield f"{entry!r} is no entry of a persons list: a volume's id, # and the entry's"
    for name, value in record.identifiers.items():
        if not re.fullmatch(IDENTIFIERS[name], value):
            yield f"{value!r} is no identifier of {name}"


def _unprinted(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if (found := UNPRINTED.search(text)) is not None:
            yield f"{text[:30]!r} holds U+{ord(found.group()):04X}, which cannot be printed"


def _clashes(records: list[Authority]) -> Iterator[SourceError]:
    """Records of the same name, and what two places are called in datelines."""
    firsts: dict[Identity, Authority] = {}
    written: dict[Identity, Authority] = {}
    for record in records:
        found = record.identities()
        datelines = [(who, written) for who in found if who.scope == WRITTEN]
        for who, known in [(who, firsts) for who in found[:1]] + datelines:
            if (first := known.setdefault(who, record)) is not record:
                yield SourceError(record.file, record.line, f"{who.name!r} is said in line {first.line} already")
