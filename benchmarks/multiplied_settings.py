"""The site's settings for a multiplied archive: its index and those of the peers lie in a folder of their own."""

import os

os.environ.setdefault("SECRET_KEY", "of an archive that nobody logs in to")

from archive.settings import *  # noqa: F403
from archive.settings import DATA_FOLDER as _WHOLE
from archive.settings import DATABASES as _DATABASES

DATA_FOLDER = _WHOLE / "multiplied" / _DATABASES["default"]["NAME"]
RATE_LIMITS = False
