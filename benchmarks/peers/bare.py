"""Tantivy itself: the same fields, the same questions, and its own snippets of the texts that it keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import tantivy
from tantivy import Document, Index, Query, SchemaBuilder, SnippetGenerator

from archive.models import Document as Row
from archive.search import entry, facets, index, schema
from archive.search.results import SORTED_BY
from archive.search.searches import PER_PAGE, RELEVANCE, Search

from .peer import Asking

BUILT = "built"


class Bare:
    """Calls tantivy and nothing else: no database, no names, no pages."""

    name = "tantivy"
    does = (
        "tantivy bare: top 20 with exact count, the same exact facets in the same number of passes (keys, no names), "
        "one snippet for each of 20 hits by tantivy's SnippetGenerator from texts that its own index keeps"
    )

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder / "tantivy"
        self.most = most
        self.schema = _schema()
        self.index: Index | None = None

    def is_built(self) -> bool:
        return (self.folder / BUILT).exists()

    def build(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        made = self._opened(Index(self.schema, str(self.folder)))
        writer = made.writer(2 * index.HEAP, 2)
        for document in entry.of(Row.objects.order_by("pk").values_list("pk", flat=True).iterator()):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        made.reload()
        (self.folder / BUILT).touch()

    def size(self) -> int:
        return sum(file.stat().st_size for file in self.folder.iterdir())

    def asking(self, search: Search) -> Asking:
        query = search.query()
        alone = {name for name in facets.BLIND if any(clause.name == name for clause in search.clauses)}
        passes = [(query, self._facets(set(facets.FIELDS) - alone))]
        passes += [(search.query(without=[name]), self._facets({name})) for name in alone]
        return lambda: self._ask(search, query, passes)

    def change(self, key: int, old: str, new: str) -> None:
        opened = self._opened()
        writer = opened.writer(index.HEAP, 1)
        writer.delete_documents_by_term(schema.KEY, key)
        changed = Document()
        changed.add_integer(schema.KEY, key)
        changed.add_text(schema.TEXT, new)
        writer.add_document(changed)
        writer.commit()
        opened.reload()

    def _opened(self, made: Index | None = None) -> Index:
        if self.index is None or made:
            self.index = schema.prepare(made or Index.open(str(self.folder)))
        return self.index

    def _facets(self, names: set[str]) -> dict[str, object]:
        return {
            name: {"terms": {"field": facets.FIELDS[name], "size": self.most, "segment_size": facets.ROOM}}
            for name in facets.FIELDS
            if name in names
        }

    def _ask(self, search: Search, query: Query, passes: list[tuple[Query, dict[str, object]]]) -> int:
        searcher = self._opened().searcher()
        if search.order == RELEVANCE:
            found = searcher.search(query, limit=PER_PAGE, offset=search.start)
        else:
            field, order = SORTED_BY[search.order]
            found = searcher.search(query, limit=PER_PAGE, offset=search.start, order_by_field=field, order=order)
        for asked, wanted in passes:
            searcher.aggregate(asked, wanted)
        if search.tree:
            self._quote(searcher, query, [address for _, address in found.hits])
        return int(found.count)  # type: ignore[attr-defined]  # the binding's stub does not know it

    def _quote(self, searcher: tantivy.Searcher, query: Query, hits: list[tantivy.DocAddress]) -> None:
        generator = SnippetGenerator.create(searcher, query, self.schema, schema.TEXT)
        for address in hits:
            generator.snippet_from_doc(searcher.doc(address)).to_html()


def _schema() -> tantivy.Schema:
    """That of ours, in its order (queries name fields by their number), with the text kept."""
    builder = SchemaBuilder()
    for name, analyzer in schema.ANALYSED.items():
        builder.add_text_field(name, tokenizer_name=analyzer, stored=name == schema.TEXT)
    for name in (schema.FILE, schema.NUMBER, schema.DOCUMENT, schema.SECTION):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (schema.VOLUME, schema.KIND, schema.STATUS, schema.LIBRARY):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (schema.KEY, *schema.ENTITIES, schema.EARLIEST, schema.LATEST, schema.YEAR, schema.DECADE):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (schema.DATE_UP, schema.DATE_DOWN):
        builder.add_integer_field(name, fast=True)
    return builder.build()
