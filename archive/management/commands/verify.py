"""The inspector: says whether what the archive holds still fits together, and lists what does not."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.management.arguments import volume_name
from archive.management.progress import spoken
from archive.models import Document, Volume
from archive.store import verification


class Command(BaseCommand):
    """Changes nothing. Ends with status 1 when anything is off, and with one line when all is well."""

    help = "Check that sources, texts, pages, notes and names still fit together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--volume", type=volume_name, metavar="ID", help="this volume alone")

    def handle(self, **options: Any) -> None:
        volume = options["volume"] or ""
        documents = Document.objects.all()
        if volume:
            if not Volume.objects.filter(identifier=volume).exists():
                raise CommandError(f"The archive holds no volume {volume!r}.")
            documents = documents.filter(volume__identifier=volume)
        total = documents.count()
        faults = 0
        with spoken(self.stdout, self.stderr, "Verifying", total) as voice:
            for fault in verification.faults(volume, voice.done):
                faults += 1
                voice.wrong(fault)
        if faults:
            raise CommandError(f"{faults:,} faults in {total:,} texts; they stand above.")
        self.stdout.write(f"All is well: {total:,} texts of {volume or 'the whole archive'} are as they should be.")
