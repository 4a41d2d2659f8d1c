"""The archive's own fixtures, as the tests of pages have them."""

from tests.views.conftest import seed, specimen

__all__ = ["seed", "specimen"]
