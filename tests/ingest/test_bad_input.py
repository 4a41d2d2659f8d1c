"""What is no source, or one no archive has met: refused with line and reason, or read; never followed, never fatal."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings

from archive.ingest import readers
from archive.records.findings import SourceError
from archive.records.volume import Volume

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
HEADER = "<teiHeader><fileDesc><titleStmt><title>A book</title></titleStmt></fileDesc></teiHeader>"
MEBIBYTE = 1024 * 1024


def read(folder: Path, content: str | bytes, name: str = "book.xml") -> Volume:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return readers.read(readers.opened(path))


def refusal(folder: Path, content: str | bytes, name: str = "book.xml") -> SourceError:
    with pytest.raises(SourceError) as refused:
        read(folder, content, name)
    assert refused.value.file == name
    return refused.value


def tei(text: str, before: str = "") -> str:
    return f"{before}<TEI {NAMESPACE}>{HEADER}<text>{text}</text></TEI>"


def texts(volume: Volume) -> list[str]:
    """All texts of a volume in the order of the source."""
    found = [*volume.documents, *(section.text for section in volume.sections if section.text)]
    return [text.text for text in sorted(found, key=lambda text: text.order)]


# Not XML, or not whole


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("This is no XML.", 1, "not well-formed XML: Start tag expected"),
        ("<TEI>\n<text>\n<p>A word</text>\n</TEI>", 3, "not well-formed XML: Opening and ending tag mismatch"),
        ("<TEI>\n<text>\n<p>A word", 3, "not well-formed XML: Premature end of data"),
        ("<TEI>\n<p>A & B</p>\n</TEI>", 2, "not well-formed XML"),
        ('<TEI>\n<p a="1" a="2"/>\n</TEI>', 2, "Attribute a redefined"),
        ("<TEI>\n<p>&mdash;</p>\n</TEI>", 2, "Entity 'mdash' not defined"),
        ("", 1, "the file is empty"),
        (" \n\t\n", 1, "the file is empty"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(100), 1, "not well-formed XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "not well-formed XML"),
        ("<html><body><p>404</p></body></html>", 1, "the root element is 'html', not TEI P5's TEI"),
        ("<TEI.2><text/></TEI.2>", 1, "not TEI P5's TEI"),
        (f"<TEI {NAMESPACE}>{HEADER}</TEI>", 1, "there is no text element in this TEI document"),
    ],
)
def test_what_is_no_tei_is_refused_with_the_line(tmp_path: Path, content: str | bytes, line: int, what: str) -> None:
    refused = refusal(tmp_path, content)
    assert refused.line == line
    assert what in refused.what
    assert "\n" not in refused.what


def test_a_volume_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = (settings.BASE / "fixtures/specimen.xml").read_bytes().rstrip()
    for length in range(1, len(whole), 997):
        refused = refusal(tmp_path, whole[:length])
        assert (refused.line or 0) <= whole[:length].count(b"\n") + 1


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "the file is empty"), (b"not packed", "Not a gzipped file"), (None, "ended before")]
)
def test_a_packed_file_that_cannot_be_unpacked_is_refused(tmp_path: Path, content: bytes | None, what: str) -> None:
    packed = gzip.compress(os.urandom(5000))
    assert what in refusal(tmp_path, packed[:3000] if content is None else content, "book.xml.gz").what


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 1, "the file is empty"),
        ("Caf\u00e9".encode("latin-1"), 1, "is not UTF-8 (byte 0xe9)"),
        (b"761.93/1583\n\nSir: A" + bytes(5), 3, "holds the character U+0000, so it is no plain text"),
        ("Sir: No.".encode("utf-16"), 1, "is UTF-16, not UTF-8"),
        (b"[Page 22]\n", None, "there is no text in it"),
    ],
)
def test_what_is_no_transcript_is_refused(tmp_path: Path, content: bytes, line: int | None, what: str) -> None:
    refused = refusal(tmp_path, content, "letter.txt")
    assert (refused.line, refused.what) == (line, what)


def test_bytes_that_are_not_of_the_declared_encoding_are_refused_with_the_line(tmp_path: Path) -> None:
    content = tei("<body><p>A word</p>\n<p>Caf\u00e9</p></body>", '<?xml version="1.0" encoding="UTF-8"?>\n')
    refused = refusal(tmp_path, content.encode("latin-1"))
    assert refused.line == 3
    assert "encoding" in refused.what or "UTF-8" in refused.what


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "UTF-8-SIG"])
def test_bytes_of_the_declared_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-SIG")}"?>'
    content = tei("<body><p>Caf\u00e9, Chargé</p></body>", declared).encode(encoding)
    assert texts(read(tmp_path, content)) == ["Café, Chargé"]


# What a source may ask for and does not get

ENTITIES = "the document declares entities, which are not accepted in a source"
SECRET = "root of the machine"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.fixture
def requests() -> Iterator[list[str]]:
    """What a web server on this machine was asked for; its address is the first."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as http:
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}).start()
        asked.append(f"http://127.0.0.1:{http.server_address[1]}")
        yield asked
        http.shutdown()


@pytest.mark.parametrize(
    "use", ["<p>&l11;</p>", '<p rend="&l11;">A word</p>', "<p>A word</p>", '<p rend="&l1;">A word</p>']
)
def test_entity_bombs_are_refused(tmp_path: Path, use: str) -> None:
    bomb = tei(f"<body>\n{use}</body>", f'<!DOCTYPE TEI [\n<!ENTITY l0 "lol">{LAUGHS}]>\n')
    refused = refusal(tmp_path, bomb)
    assert (refused.line, refused.what) == (2, ENTITIES)


@pytest.mark.parametrize("use", ["<p>{}</p>", '<p rend="{}"/>'])
def test_one_large_entity_used_often_is_refused(tmp_path: Path, use: str) -> None:
    large = f'<!DOCTYPE TEI [<!ENTITY a "{"a" * 100_000}">]>'
    assert refusal(tmp_path, tei(f"<body>{use.format('&a;' * 10_000)}</body>", large)).what == ENTITIES


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TEI SYSTEM "{address}/tei.dtd">',
        '<!DOCTYPE TEI PUBLIC "-//TEI P5//DTD Main Document Type//EN" "{address}/tei.dtd" []>',
        '<?xml-model href="{address}/tei.rng"?>\n<?xml-stylesheet href="{address}/tei.xsl" type="text/xsl"?>',
    ],
)
def test_what_a_source_points_to_is_never_fetched(tmp_path: Path, requests: list[str], doctype: str) -> None:
    content = tei("<body><p>A word</p></body>", doctype.format(address=requests[0]) + "\n")
    assert texts(read(tmp_path, content)) == ["A word"]
    assert len(requests) == 1


@pytest.mark.parametrize("where", ["{address}/secret", "file://{folder}/secret", "{folder}/secret", "secret"])
@pytest.mark.parametrize(
    ("declared", "use"),
    [
        ('<!ENTITY x SYSTEM "{where}">', "&x;"),
        ('<!ENTITY x PUBLIC "-//X//EN" "{where}">', "&x;"),
        ('<!ENTITY % x SYSTEM "{where}"> %x;', ""),
        ('<!ENTITY x SYSTEM "{where}" NDATA gif><!NOTATION gif SYSTEM "{where}">', ""),
    ],
)
def test_external_entities_are_refused_unread(
    tmp_path: Path, requests: list[str], where: str, declared: str, use: str
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    place = where.format(address=requests[0], folder=tmp_path)
    content = tei(f"<body><p>A word {use}</p></body>", f"<!DOCTYPE TEI [\n{declared.format(where=place)}\n]>")
    refused = refusal(tmp_path, content)
    assert (refused.line, refused.what) == (2, ENTITIES)
    assert len(requests) == 1


def test_an_inclusion_is_not_followed(tmp_path: Path, requests: list[str]) -> None:
    (tmp_path / "secret").write_text(f"<p {NAMESPACE}>{SECRET}</p>")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    inside = f"<p>A word</p>{include.format(f'{requests[0]}/secret')}{include.format('secret')}"
    assert texts(read(tmp_path, tei(f"<body><div>{inside}</div></body>"))) == ["A word"]
    assert len(requests) == 1


@pytest.mark.parametrize("use", ["<p>&foo;</p>", '<p rend="&foo;">A word</p>'])
def test_an_entity_that_only_an_unread_dtd_knows_is_refused_with_the_line(tmp_path: Path, use: str) -> None:
    content = tei(f"<body>\n\n{use}</body>", '<!DOCTYPE TEI SYSTEM "tei.dtd">\n')
    assert str(refusal(tmp_path, content)).startswith("book.xml, line 4: Entity 'foo' not defined")


# TEI of other houses


FOREIGN = {
    "no divisions": ("<body><p>First.</p><p>Second.</p></body>", ["First.\nSecond."]),
    "divisions without ids": (
        "<body><div><head>One</head><p>First.</p></div><div><head>Two</head><p>Second.</p></div></body>",
        ["One\nFirst.", "Two\nSecond."],
    ),
    "numbered divisions": (
        '<body><div1 type="part"><head>One</head><div2 type="chapter"><p>First.</p></div2></div1></body>',
        ["One", "First."],
    ),
    "several texts": (
        "<group><text><body><p>First.</p></body></text><text><body><p>Second.</p></body></text></group>",
        ["First.", "Second."],
    ),
    "verse": (
        "<body><div><lg><l>How should I your true love know</l><l>From another one?</l></lg></div></body>",
        ["How should I your true love know\nFrom another one?"],
    ),
    "drama": (
        "<body><div><stage>Enter Ghost.</stage><sp><speaker>Hamlet</speaker><p>Speak.</p></sp></div></body>",
        ["Enter Ghost.\nHamlet\nSpeak."],
    ),
    "front and back": (
        "<front><div><p>Before.</p></div></front><body><p>Within.</p></body><back><div><p>After.</p></div></back>",
        ["Before.", "Within.", "After."],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FOREIGN.values(), ids=FOREIGN.keys())
def test_tei_of_another_kind_is_read(tmp_path: Path, text: str, expected: list[str]) -> None:
    volume = read(tmp_path, tei(text))
    assert (volume.id, volume.header.title) == ("book", "A book")
    assert texts(volume) == expected
    names = [section.id for section in volume.sections] + [document.id for document in volume.documents]
    assert len(set(names)) == len(names)


def test_page_breaks_without_ids_are_pages(tmp_path: Path) -> None:
    volume = read(tmp_path, tei('<body><p>A<pb n="7"/>B<pb/>C<pb n="7"/>D</p></body>'))
    assert [(page.id, page.label) for page in volume.pages] == [
        ("pg_before_7", None),
        ("pg_7", "7"),
        ("pg-seq-0002", None),
        ("pg_7-2", "7"),
    ]


# Ids


def test_an_id_given_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    content = tei('<body>\n<div xml:id="d1"><p>A</p></div>\n\n<div xml:id="d1"><p>B</p></div></body>')
    assert str(refusal(tmp_path, content)) == "book.xml, line 4: the id 'd1' is given twice, first on line 2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<div xml:id="a.b"><p>A</p></div>', '<div xml:id="a-b"><p>B</p></div>'),
        ('<div xml:id="no name"><p>A</p></div>', '<div xml:id="no-name"><p>B</p></div>'),
        ('<div xml:id="pg.1"><p>A</p></div>', '<pb xml:id="pg-1"/>'),
        ('<div xml:id="é"><p>A</p></div>', '<div xml:id="_"><p>C</p></div><div xml:id="è"><p>B</p></div>'),
    ],
)
def test_ids_that_addresses_write_alike_are_refused_with_both_lines(tmp_path: Path, one: str, other: str) -> None:
    refused = refusal(tmp_path, tei(f"<body>\n{one}\n{other}<div><p>C</p></div></body>"))
    assert refused.line == 3
    assert refused.what.endswith("is also of line 2")


@pytest.mark.parametrize("name", ["full", "cite", "related", "report", "note"])
def test_an_id_that_addresses_need_themselves_is_refused(tmp_path: Path, name: str) -> None:
    refused = refusal(tmp_path, tei(f'<body>\n<div xml:id="{name}"><p>A</p></div></body>'))
    assert (refused.line, refused.what) == (2, f"the address {name!r} is reserved")


# Size

ALONE = """
import re, sys
from pathlib import Path
from archive.ingest import readers
from archive.records.findings import SourceError
try:
    readers.read(readers.opened(Path(sys.argv[1])))
except SourceError as error:
    print(error)
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def alone(path: Path) -> tuple[str, int]:
    """How a process of its own refuses a file, and the most memory that it took, in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, path], cwd=settings.BASE, capture_output=True, text=True, check=True
    )
    refused, memory = done.stdout.splitlines()
    return refused, int(memory)


@pytest.mark.parametrize("name", ["book.xml", "book.xml.gz", "book.txt"])
def test_a_line_of_200_mib_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with gzip.open(path, "wb", compresslevel=1) if name.endswith(".gz") else path.open("wb") as file:
        file.write(b"<TEI>\n<p>")
        for _ in range(200):
            file.write(b"x" * MEBIBYTE)
    refused, memory = alone(path)
    assert refused == f"{name}, line 2: the line is longer than 10 MiB"
    assert memory < 400


@pytest.mark.parametrize(
    ("name", "before", "after", "what"),
    [
        ("book.xml", f"<TEI {NAMESPACE}>\n<p>", "</p></TEI>", "line 2: not well-formed XML: Resource limit exceeded"),
        (
            "book.xml",
            f'<TEI {NAMESPACE}>\n<p rend="',
            '"/></TEI>',
            "line 2: not well-formed XML: Resource limit exceeded",
        ),
        ("book.txt", "761.93/1583\n\n", "", "line 3: the line has 62,914,560 characters, over 1,000,000"),
    ],
)
def test_a_line_of_60_mib_is_refused_in_little_memory(
    tmp_path: Path, name: str, before: str, after: str, what: str
) -> None:
    (tmp_path / name).write_text(before + "x" * 60 * MEBIBYTE + after)
    refused, memory = alone(tmp_path / name)
    assert refused.startswith(f"{name}, {what}")
    assert memory < 400


@pytest.mark.parametrize(
    ("depth", "what"), [(200, "elements are nested more than 150 deep"), (100_000, "Excessive depth")]
)
def test_elements_nested_without_end_are_refused(tmp_path: Path, depth: int, what: str) -> None:
    refused = refusal(tmp_path, tei(f"<body>\n<p>{'<hi>' * depth}A{'</hi>' * depth}</p></body>"))
    assert refused.line == 2
    assert what in refused.what


@pytest.mark.parametrize(
    ("opening", "closing"), [("<hi>", "</hi>"), ("<list><item>", "</item></list>"), ("<div>", "</div>")]
)
def test_elements_nested_as_deep_as_may_be_are_read(tmp_path: Path, opening: str, closing: str) -> None:
    depth = 140 // opening.count("<")
    volume = read(tmp_path, tei(f"<body><div>{opening * depth}Deep.{closing * depth}</div></body>"))
    assert "Deep." in texts(volume)[-1]


# What the system does not let us read


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Is a directory"):
        readers.opened(tmp_path)


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from archive.ingest import readers
from archive.records.findings import SourceError
os.setgid(65534)
os.setuid(65534)
for path in readers.files([Path(sys.argv[1])]):
    try:
        readers.read(readers.opened(path))
    except SourceError as error:
        print(error)
"""


def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """As root all may be read, so another account tries; as an ordinary user, we ourselves."""
    for name in ("closed.xml", "closed.txt"):
        (tmp_path / name).write_text(tei("<body><p>A word</p></body>"))
        (tmp_path / name).chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    for folder in (tmp_path, *tmp_path.parents[: len(tmp_path.parts) - 2]):
        if folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o055)
    script = UNPRIVILEGED if os.getuid() == 0 else UNPRIVILEGED.replace("os.set", "# os.set")
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], cwd=settings.BASE, capture_output=True, text=True, check=True
    )
    (tmp_path / "closed").chmod(0o700)
    assert sorted(done.stdout.splitlines()) == [
        "closed.txt: cannot be read: Permission denied",
        "closed.xml: cannot be read: Permission denied",
        "closed: cannot be read: Permission denied",
    ]
