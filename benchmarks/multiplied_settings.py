"""The site's settings for a multiplied archive: indexes and style sheets lie in a folder of their own."""

import os

os.environ.setdefault("SECRET_KEY", "of an archive that nobody logs in to")

from archive.settings import *  # noqa: F403
from archive.settings import DATA_FOLDER as _WHOLE
from archive.settings import DATABASES as _DATABASES

DATA_FOLDER = _WHOLE / "multiplied" / _DATABASES["default"]["NAME"]
STATIC_ROOT = DATA_FOLDER / "static"
RATE_LIMITS = False
