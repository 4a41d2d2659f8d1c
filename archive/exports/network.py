"""Who corresponded with whom, for programs that draw and measure networks: as a graph (GEXF 1.3) and a table (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from archive.citations.table import Lines, cell
from archive.reading import addresses, trail
from archive.reading.company import Letters
from archive.reading.correspondence import Name

# What Gephi calls the first four; the others it takes as they are.
COLUMNS = ("Source", "Target", "Type", "Weight", "Source label", "Target label", "Documents")
NAMESPACE = "http://gexf.net/1.3"
ATTRIBUTES = ("kind", "address")  # of the nodes


def csv_lines(letters: Iterable[Letters], site: str) -> Iterator[str]:
    """The pairs as lines of a table, its head first (RFC 4180); ``site`` begins the addresses."""
    writer = csv.writer(Lines())
    yield writer.writerow(COLUMNS)
    for row in letters:
        ends = (row.sender, row.recipient)
        names = [cell(entity) for entity in ends]
        address = f"{site}{trail.SEARCH}?{row.search}"
        yield writer.writerow([*(entity.slug for entity in ends), "Directed", row.count, *names, address])


def gexf(letters: Sequence[Letters], description: str, site: str) -> Iterator[str]:
    """The pairs as a directed graph: nodes by their slugs, edges weighed by documents (https://gexf.net/schema.html)."""
    actors = {entity.slug: entity for row in letters for entity in (row.sender, row.recipient)}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" version="1.3">\n'
    yield f"<meta><creator>Chancery</creator><description>{escape(description)}</description></meta>\n"
    yield '<graph mode="static" defaultedgetype="directed">\n<attributes class="node">\n'
    yield from (f'<attribute id="{name}" title="{name}" type="string"/>\n' for name in ATTRIBUTES)
    yield f'</attributes>\n<nodes count="{len(actors)}">\n'
    yield from (_node(actor, site) for actor in actors.values())
    yield f'</nodes>\n<edges count="{len(letters)}">\n'
    for number, row in enumerate(letters):
        yield f'<edge id="{number}" source="{row.sender.slug}" target="{row.recipient.slug}" weight="{row.count}"/>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(actor: Name, site: str) -> str:
    told = {"kind": actor.kind, "address": site + addresses.entity(actor.kind, actor.slug)}
    values = "".join(f'<attvalue for="{name}" value={quoteattr(told[name])}/>' for name in ATTRIBUTES)
    return f'<node id="{actor.slug}" label={quoteattr(str(actor))}><attvalues>{values}</attvalues></node>\n'
