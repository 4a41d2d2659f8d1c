"""The front door for sources: TEI volumes and transcripts, files or folders of them, into the archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.management import account
from archive.management.arguments import hands, volume_name
from archive.store import delivery


class Command(BaseCommand):
    """Takes in each file whole or not at all; the others are taken in although one cannot be."""

    help = "Take TEI volumes (.xml, .xml.gz) and transcripts (.txt) into the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of them")
        parser.add_argument("--volume", type=volume_name, metavar="ID", help="volume that transcripts belong to")
        parser.add_argument("--jobs", type=hands, metavar="N", help="files at once, each in a process of its own")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what became of each file as JSON")

    def handle(self, **options: Any) -> None:
        parcels = delivery.of_files(options["paths"], options["volume"] or "", options["dry_run"])
        account.taken(parcels, self.stdout, self.stderr, delivery.TAKE, options["jobs"], options["report"])
