"""The draughtsman: reduces the outline of the land for the maps, once, when better data is at hand."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.entities import outline


class Command(BaseCommand):
    """What it writes is part of the project; nobody who runs the archive needs it."""

    help = "Reduce the outline of the land (land-50m.json of the npm package world-atlas) to what the maps show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="TopoJSON with an object `land`")

    def handle(self, **options: Any) -> None:
        try:
            rings = outline.reduced(json.loads(options["file"].read_bytes()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{options['file']} is no TopoJSON with an object `land`: {error!r}") from error
        outline.write(rings)
        points = sum(map(len, rings))
        self.stdout.write(f"{outline.FILE.name}: {len(rings)} coasts of {points} points.")
