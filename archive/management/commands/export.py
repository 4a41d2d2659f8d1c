"""The way out: the whole archive into a folder, from which another archive can be made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.exports import archive_folder, archive_parts
from archive.management.progress import spoken


class Command(BaseCommand):
    """What is in the folder already is not written again; whatever stops it, the next run goes on from there."""

    help = (
        "Write the whole archive into a folder: sources and authority file, from which an archive is made again, and "
        "every text as TEI, as plain text and as JSON, and public notes. Nothing that is withdrawn is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="an empty one, or one of an earlier export")
        choices = archive_parts.CHOSEN
        parser.add_argument(
            "--format", action="append", choices=choices, help="beside the sources only this; may be repeated"
        )

    def handle(self, **options: Any) -> None:
        folder, outcome = options["folder"], archive_folder.Outcome()
        wanted = list(archive_parts.parts(options["format"] or archive_parts.CHOSEN))
        try:
            place = archive_folder.Folder(folder)
            with spoken(self.stdout, self.stderr, "Writing", sum(part.size for part in wanted)) as voice:
                for part in wanted:
                    found = place.write(part)
                    outcome += found
                    voice.done(part.size, f"{part.name}: {found.written:,} written, {found.there:,} there")
                outcome += place.close(wanted)
        except archive_folder.NotEmpty as error:
            raise CommandError(f"{folder} holds something else: name an empty folder.") from error
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        told = f"{outcome.written:,} files written, {outcome.there:,} there already, {outcome.removed:,} removed"
        self.stdout.write(f"{folder}: {told}.")
