"""Names of editors, taken apart for the styles and files that put the family name first."""

from __future__ import annotations

import re

GENERATION = re.compile(r",? (Jr\.?|Sr\.?|II|III|IV)$")
PARTICLES = {"de", "del", "den", "der", "di", "du", "la", "le", "van", "von"}


def taken_apart(name: str) -> dict[str, str]:
    """A Western name as CSL takes it: ``family``, ``given``, ``suffix``; of one word, or of a body, ``literal``."""
    suffix = GENERATION.search(name)
    words = (name[: suffix.start()] if suffix else name).split()
    if len(words) < 2 or "," in " ".join(words) or any(word[0].islower() for word in words if word not in PARTICLES):
        return {"literal": name}
    at = next((i for i, word in enumerate(words[1:], 1) if word in PARTICLES), len(words) - 1)
    parts = {"family": " ".join(words[at:]), "given": " ".join(words[:at])}
    return {**parts, "suffix": suffix.group(1)} if suffix else parts


def turned(name: str) -> str:
    """The same with the family name first: "Lawler, Daniel J."; with a suffix "Quill, J. P., Jr."."""
    parts = taken_apart(name)
    if "literal" in parts:
        return name
    return ", ".join(parts[key] for key in ("family", "given", "suffix") if key in parts)
