"""The plate book: says where the images of a volume's printed pages are."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.models import Volume
from archive.reading.facsimile import Unfit
from archive.store import imaging


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels of ``1200x1800``."""
    found = re.fullmatch(r"([1-9][0-9]{0,5})x([1-9][0-9]{0,5})", text)
    if found is None:
        raise ArgumentTypeError("a size is written 1200x1800")
    return int(found[1]), int(found[2])


class Command(BaseCommand):
    """The archive holds no images itself: it knows their addresses by the number of the scan (TEI ``pb/@facs``)."""

    help = (
        "Say where the images of a volume's printed pages are. In the address {volume}, {image} (the number of the "
        "scan) and {page} (the page's id) are filled in: https://images.example.org/{volume}/{image}.jpg. One that "
        "ends in /info.json is a service of the IIIF Image API, of version 2 where /iiif/2/ stands in it, else of 3."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("volume", metavar="VOLUME", help="its id, such as frus1934v05")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("template", metavar="TEMPLATE", nargs="?", help="the address of an image, {image} in it")
        what.add_argument("--remove", action="store_true", help="there are no images")
        parser.add_argument(
            "--only", metavar="IMAGE", nargs="+", default=[], help="the scans there are; else every one"
        )
        parser.add_argument("--size", type=_size, metavar="WxH", help="of every image, in pixels; else 2 to 3 is taken")

    def handle(self, **options: Any) -> None:
        name = options["volume"]
        try:
            if options["remove"]:
                changed = imaging.remove(name)
            else:
                changed = imaging.put(name, options["template"], options["only"], options["size"])
        except Volume.DoesNotExist as error:
            raise CommandError(f"The archive holds no volume {name!r}.") from error
        except Unfit as error:
            raise CommandError(str(error)) from error
        said = "has no page images" if options["remove"] else f"has its page images at {options['template']}"
        self.stdout.write(f"{name} {said}{'.' if changed else ', as before.'}")
