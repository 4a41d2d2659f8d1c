"""The house rules: who may import whom, and how large and how named a module may be."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# From top to bottom: a line may import those below it; what stands on one line are strangers.
LINES = [
    {"wsgi", "urls", "management", "admin"},
    {"views", "templatetags"},
    {"exports"},
    {"store"},
    {"reading", "annotations"},
    {"search", "citations"},
    {"entities"},
    {"migrations"},
    {"models"},
    {"ingest"},
    {"rendering"},
    {"records"},
    {"apps", "assets", "front", "replicas", "settings", "watching"},
    {"database", "local_postgres", "log_lines"},
]
HEIGHT = {room: height for height, line in enumerate(reversed(LINES)) for room in line}
GROUND = LINES[-1] | LINES[-2]

WITHOUT_DJANGO = {
    "records",
    "ingest",
    "rendering",
    "search/query.py",
    "annotations/selectors.py",
    "annotations/anchoring.py",
}
WITH_LXML_ALONE = "records"
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "lib"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60

STANDARD_LIBRARY = sys.stdlib_module_names

Import = ast.Import | ast.ImportFrom


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_import(node: ast.stmt) -> bool:
    """An import, or a block of them that only a type checker reads."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return all(isinstance(inside, Import) for inside in node.body)
    return isinstance(node, Import)


def _modules() -> list[str]:
    """Paths of all modules, from the project's folder."""
    files = [PROJECT / "manage.py", *(PROJECT / "archive").rglob("*.py")]
    return sorted(file.relative_to(PROJECT).as_posix() for file in files)


MODULES = _modules()
WRITTEN = [module for module in MODULES if "/migrations/" not in module]  # Django makes migrations
ROOMS = [module for module in MODULES if module.startswith("archive/") and module.count("/")]


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((PROJECT / module).read_text(encoding="utf-8"))


def _room(module: str) -> str:
    """`archive/views/health.py` stands in `views`, `archive/urls.py` is its own room."""
    return module.split("/")[1].removesuffix(".py")


def _imported(module: str) -> Iterator[str]:
    """Dotted names of all that a module imports, relative ones spelt out."""
    package = module.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def _rooms_imported(module: str) -> set[str]:
    names = [name.split(".") for name in _imported(module)]
    return {name[1] for name in names if name[0] == "archive" and len(name) > 1}


def _does_without_django(module: str) -> bool:
    place = module.removeprefix("archive/")
    return any(place == rule or place.startswith(f"{rule}/") for rule in WITHOUT_DJANGO)


def faults(module: str) -> list[str]:
    """What a module imports that it may not."""
    room = _room(module)
    if room == "__init__":
        return sorted(_rooms_imported(module))
    found = [
        f"{room} may not import {other}"
        for other in _rooms_imported(module) - {room}
        if other not in HEIGHT or HEIGHT[other] >= HEIGHT[room]
    ]
    if _does_without_django(module):
        found += [f"{room} does without {name}" for name in _rooms_imported(module) & GROUND]
        found += [f"no {name}" for name in _imported(module) if name.split(".")[0] == "django"]
    return found


def _functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _too_long(module: str) -> list[str]:
    return [
        function.name
        for function in _functions(module)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]


def _has_imports_elsewhere(module: str) -> bool:
    """Whether an import stands below other lines, or inside a function."""
    body = [node for node in _tree(module).body if not _is_docstring(node)]
    everywhere = [node for node in ast.walk(_tree(module)) if isinstance(node, Import)]
    at_the_top = [node for top in body if _is_import(top) for node in ast.walk(top) if isinstance(node, Import)]
    return (False, True) in pairwise(map(_is_import, body)) or set(everywhere) != set(at_the_top)


def test_every_module_stands_in_a_room_that_is_on_the_plan() -> None:
    assert {module for module in ROOMS if _room(module) not in HEIGHT} == {"archive/__init__.py"}


def test_imports_point_down() -> None:
    assert {module: found for module in ROOMS if (found := faults(module))} == {}


def test_records_rest_on_the_standard_library_and_lxml() -> None:
    records = [module for module in ROOMS if _room(module) == WITH_LXML_ALONE]
    imported = {name.split(".")[0] for module in records for name in _imported(module)}
    assert {"dataclasses"} <= imported <= STANDARD_LIBRARY | {"lxml", "archive"}


def test_imports_stand_at_the_top() -> None:
    assert [module for module in MODULES if _has_imports_elsewhere(module)] == []


def test_a_module_is_named_for_what_it_holds() -> None:
    assert [m for m in MODULES if NAMES_THAT_SAY_NOTHING & set(m.removesuffix(".py").split("/"))] == []


def test_a_module_opens_with_its_place_in_the_flow() -> None:
    assert [module for module in WRITTEN if not ast.get_docstring(_tree(module))] == []


def test_a_module_can_be_read_at_one_sitting() -> None:
    lines = {module: (PROJECT / module).read_text(encoding="utf-8").count("\n") for module in WRITTEN}
    assert {module: count for module, count in lines.items() if count > LONGEST_MODULE} == {}


def test_a_function_fits_on_a_screen() -> None:
    assert {module: names for module in MODULES if (names := _too_long(module))} == {}
