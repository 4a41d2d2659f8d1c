"""The tree of a query back into words that a reader could have typed."""

from __future__ import annotations

import re

from .query import All, Any, Field, Node, Not, Phrase, Prefix, Word


def written(node: Node | None) -> str:
    """A query that is understood as this tree."""
    return _typed(node) if node is not None else ""


def _typed(node: Node) -> str:
    match node:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(text, slop):
            return f'"{text}"~{slop}' if slop else f'"{text}"'
        case Field(name, inner):
            return f"{name}:{_bracketed(inner)}"
        case Not(inner):
            typed = _bracketed(inner)
            return f"-{typed}" if re.match(r'[\w"(]', typed) else f"-({_apart(typed)})"
        case All(parts):
            return " ".join(_bracketed(part) if isinstance(part, All | Any) else _typed(part) for part in parts)
        case Any(parts):
            return " OR ".join(_bracketed(part) if isinstance(part, Any) else _typed(part) for part in parts)


def _bracketed(node: Node) -> str:
    return f"({_apart(_typed(node))})" if isinstance(node, All | Any | Not) else _typed(node)


def _apart(typed: str) -> str:
    """A word like ``from:`` is a field where anything but a space stands behind it, a bracket included."""
    return f"{typed} " if typed.endswith(":") else typed
