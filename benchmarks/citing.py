"""How long a formatted citation takes, in every style, beside citeproc-py as it comes.

    python -m benchmarks.citing VOLUME

measures documents of a volume that the archive holds. *Cold* is the first citation in a style: the style is parsed,
repaired and rendered. *Warm* is a document that was never cited before, in a style that was used before. *Again* is the
same citation once more, out of the cache. *Bare* is warm in citeproc-py without our repairs, of Chicago's notes alone.
Wall time is what a reader waits, processor time what remains of it on a machine without others.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from archive import local_postgres


def main(volume: str) -> None:
    """Measure with the archive that DATABASE_URL, or the bundled database, holds."""
    local_postgres.start_unless_given()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import_module("django").setup()
    import_module("benchmarks.cited").measure(volume)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "specimen")
