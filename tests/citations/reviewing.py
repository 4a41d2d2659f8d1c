"""The table of citations that somebody has read: each paper of ``papers.py`` in each style.

After a change on purpose ``python manage.py shell -c "from tests.citations import reviewing; reviewing.anew()"`` writes
it anew; whoever commits it has read what is different.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.citations import styles
from tests.citations.papers import PAPERS

FILE = Path(__file__).with_name("reviewed.txt")
SHORT = {
    "‹Ports›": "Foreign Relations of the United States Diplomatic Papers, 1934, Ports",
    "‹FR›": "Foreign Relations of the United States",
    "‹GPO›": "Government Printing Office",
    "‹Lane›": "The Chargé in Brazil (Lane)",
    "‹State›": "the Secretary of State",
    "‹here›": "https://chancery.example/volumes",
}
AS = "as "  # and the style that says the same

Table = dict[str, dict[str, str]]


def read() -> Table:
    """The texts by paper and style, all written out."""
    table: Table = {}
    said: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said = table[line[2:]] = {}
        elif line and not line.startswith("‹"):
            style, text = line.split(" ", 1)
            said[style] = said[text.removeprefix(AS)] if text.startswith(AS) else _written_out(text)
    return table


def anew() -> None:
    """Write the file: what is said again and again in short, what is said twice once."""
    table = {name: {s.slug: styles.cite(item, s.slug).text for s in styles.STYLES} for name, item in PAPERS.items()}
    FILE.write_text("\n".join(_lines(table)) + "\n", encoding="utf-8")


def _lines(table: Table) -> Iterator[str]:
    yield from (f"{short} {text}" for short, text in SHORT.items())
    for paper, texts in table.items():
        yield from ("", f"# {paper}")
        first: dict[str, str] = {}
        for style, text in texts.items():
            yield f"{style} {AS}{first[text]}" if text in first else f"{style} {_shortened(text)}"
            first.setdefault(text, style)


def _written_out(text: str) -> str:
    for short, long in SHORT.items():
        text = text.replace(short, long)
    return text


def _shortened(text: str) -> str:
    for short, long in SHORT.items():
        text = text.replace(long, short)
    return text
