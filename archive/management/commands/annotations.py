"""Public notes of an exported archive, taken into this one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.annotations import carried
from archive.annotations.foreign import Unreadable


class Command(BaseCommand):
    """Behind `ingest` of the same folder, so that the documents are there which the notes are on."""

    help = "Take in the public notes that `export` wrote, with their addresses, writers and times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="load", required=True)
        load = acts.add_parser("load", help="take them in")
        load.add_argument("path", type=Path, metavar="PATH", help="the exported folder, or a .jsonld file of it")

    def handle(self, **options: Any) -> None:
        whole = carried.Report()
        for path in carried.files(options["path"]):
            try:
                report = carried.take_in(path.read_bytes())
            except (OSError, Unreadable) as error:
                raise CommandError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
            for line in report.refused:
                self.stderr.write(f"{path.name}: {line}")
            whole.taken += report.taken
            whole.there += report.there
            whole.refused += report.refused
        self.stdout.write(f"{whole.taken:,} notes taken in, {whole.there:,} here already.")
        if whole.refused:
            raise CommandError(f"{len(whole.refused):,} notes could not be taken in; the reasons stand above.")
