"""The messenger: brings published volumes of the series from where they are kept, and takes them in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.ingest import download
from archive.ingest.download import DownloadError
from archive.management import account
from archive.management.arguments import volume_name
from archive.management.progress import Voice, spoken
from archive.store import delivery


class Command(BaseCommand):
    """What could not be fetched is named; the others are taken in."""

    help = "Download published volumes (from FRUS_SOURCE_URL) and take them into the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("volumes", nargs="+", type=volume_name, metavar="VOLUME", help="such as frus1934v05")

    def handle(self, **options: Any) -> None:
        wanted = list(dict.fromkeys(options["volumes"]))
        with spoken(self.stdout, self.stderr, "Fetching", 0) as voice:
            files = [path for volume in wanted if (path := _fetched(volume, voice)) is not None]
        if files:
            parcels = delivery.of_files(files)
            account.taken(parcels, self.stdout, self.stderr, delivery.TAKE, hands=None, report=None)
        if len(files) < len(wanted):
            raise CommandError(
                f"{len(wanted) - len(files)} of {len(wanted)} volumes could not be fetched; the reasons stand above."
            )


def _fetched(volume: str, voice: Voice) -> Path | None:
    try:
        found = download.volume(volume, settings.FRUS_SOURCE_URL, settings.DATA_FOLDER / "fetched", voice.done)
    except DownloadError as error:
        voice.wrong(str(error))
        return None
    before = f", {found.there_before:,} of them here before" if found.there_before else ""
    voice.done(0, f"{volume}: {found.size:,} bytes{before}, SHA-256 {found.sha256}")
    return found.path
