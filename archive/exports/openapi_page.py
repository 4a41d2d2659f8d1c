"""The description of the archive's JSON in words, for the page on which people read it."""

from __future__ import annotations

from dataclasses import dataclass

from .record_json import Json

SCHEMAS = "#/components/schemas/"
WORDS = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false", "object": "object"}


@dataclass(frozen=True)
class Field:
    """A parameter or a property: how it is called, what it is, what is said of it."""

    name: str
    type: str
    said: str = ""


@dataclass(frozen=True)
class Operation:
    """An address with what can be asked of it and what it answers, by status."""

    path: str
    said: str
    parameters: list[Field]
    answers: list[Field]


@dataclass(frozen=True)
class Shape:
    """A kind of object with its properties."""

    name: str
    said: str
    properties: list[Field]


def operations(description: Json) -> list[Operation]:
    """The addresses, in their order."""
    return [_operation(path, each["get"]) for path, each in description["paths"].items()]


def shapes(description: Json) -> list[Shape]:
    """The kinds of objects, in their order; those that have no properties of their own left out."""
    schemas = description["components"]["schemas"]
    return [_shape(name, each) for name, each in schemas.items() if each.get("properties")]


def _operation(path: str, told: Json) -> Operation:
    parameters = [Field(p["name"], phrase(p["schema"]), p.get("description", "")) for p in told["parameters"]]
    answers = [Field(status, _content(each), each["description"]) for status, each in sorted(told["responses"].items())]
    return Operation(path, told["summary"], parameters, answers)


def _content(answer: Json) -> str:
    kinds = answer.get("content", {})
    return "; ".join(f"{phrase(each['schema'])} ({kind})" for kind, each in kinds.items())


def _shape(name: str, told: Json) -> Shape:
    properties = [Field(key, phrase(each), each.get("description", "")) for key, each in told["properties"].items()]
    return Shape(name, told.get("description", ""), properties)


def phrase(shape: Json) -> str:
    """What something is, in a phrase: "text, or null", "list of Party"."""
    if "$ref" in shape:
        return str(shape["$ref"]).removeprefix(SCHEMAS)
    if "anyOf" in shape:
        return ", or ".join(phrase(each) for each in shape["anyOf"])
    if "enum" in shape:
        return "one of " + ", ".join(f"“{value}”" for value in shape["enum"] if value)
    if shape.get("type") == "array":
        return f"list of {phrase(shape['items'])}"
    if shape.get("type") == "object" and shape.get("properties"):
        return "{" + ", ".join(f"{name}: {phrase(each)}" for name, each in shape["properties"].items()) + "}"
    kind = str(shape.get("type", "anything"))
    return "null" if kind == "null" else WORDS.get(kind, kind)
