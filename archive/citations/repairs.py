"""What citeproc-py gets wrong in a style and in the elements of one, put right as the style is loaded.

The engine finds its elements by class name among the direct subclasses of ``CitationStylesElement``, the latest
first: so the classes below take the place of its own without touching them. ``engine.py`` loads styles through here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from citeproc import (
    LANGUAGE_NAMES,
    PRIMARY_DIALECTS,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    model,
)
from citeproc.formatter import html
from citeproc.model import CitationStylesElement
from citeproc.source import VariableError
from citeproc.string import MixedString, String

from .shortcuts import Element, Remembering, Searching, Shown, language

NAMESPACE = {"cs": "http://purl.org/net/xbiblio/csl"}
NAMES = f"{{{NAMESPACE['cs']}}}names"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
IN_TITLES = ("title", "title_short", "volume", "genre")  # what stands where an author is missing

# Characters that the engine may not see, as private ones that it does not know; no value holds those (``plain.line``).
LESS, GREATER, AMPERSAND, DASH, CLOSING, STOP, SPACE = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
HIDDEN = {LESS: "<", GREATER: ">", AMPERSAND: "&", DASH: "–", CLOSING: "”", STOP: ".", SPACE: " "}
MARKUP = str.maketrans("<>&", LESS + GREATER + AMPERSAND)


def load(file: str) -> CitationStylesStyle:
    """A style file, repaired."""
    style = CitationStylesStyle(file, validate=False)
    root = style.root
    root.kept = list(root.iter())  # while they are kept, elements remember what was found of them
    _name_in_full(root)
    _hide_markup_around(root)
    root.macros = {macro.get("name"): macro for macro in root.iterfind("cs:macro", NAMESPACE)}
    return style


def _name_in_full(root: Any) -> None:
    """``initialize="false"`` is not understood: given names would be cut to their initials."""
    if not root.xpath("boolean(.//cs:name[@initialize='false'])", namespaces=NAMESPACE):
        return
    inherited = root.get("initialize-with")
    for name in root.iterfind(".//cs:name", NAMESPACE):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif inherited is not None and "initialize-with" not in name.attrib:
            name.set("initialize-with", inherited)
    for element in (root, root.find("cs:citation", NAMESPACE), root.find("cs:bibliography", NAMESPACE)):
        if element is not None:
            element.attrib.pop("initialize-with", None)


def _hide_markup_around(root: Any) -> None:
    """What a style puts around a value is not escaped: the MHRA's "<https://…>" would be an element."""
    for around in root.xpath("//@prefix | //@suffix | //@delimiter"):
        around.getparent().set(around.attrname, around.translate(MARKUP))


class Cite(CitationItem):
    """A citation's item that has its reference at hand; the engine looks for it some four hundred times."""

    reference: Any = None
    bibliography: Any = None

    def __init__(self, key: str, book: CitationStylesBibliography, **given: Any) -> None:
        super().__init__(key, **given)
        self.__dict__.update(reference=book.source[key], bibliography=book)  # an assignment would be a field


# Elements that take the place of the engine's own


class Substitute(CitationStylesElement):
    """What stands for a missing author is empty for the rest of the citation: the engine prints a title twice. And
    under a condition it forgets how the author's name was to be written."""

    def render(self, item: Any, context: Any = None, **options: Any) -> Any:
        """The first of the substitutes that gives anything; what it used is taken from the item."""
        for child in self:
            written_as = {"names_context": self.getparent()} if _takes_its_names_from_here(child) else {}
            try:
                text = child.render(item, context=context, **{**options, **written_as})
            except VariableError:
                continue
            if text:
                self._use_up(child, item.reference, str(text))
                return text
        return None

    def _use_up(self, child: Any, reference: dict[str, Any], text: str) -> None:
        names = (name for element in child.iter(NAMES) for name in element.get("variable").replace("-", "_").split())
        people = [name for name in names if name in reference][:1]
        shown = [name for name in IN_TITLES if name in reference and _stands_in(str(reference[name]), text)]
        for name in people or shown:
            reference.pop(name)


def _takes_its_names_from_here(child: Any) -> bool:
    return isinstance(child, model.Choose) or (isinstance(child, model.Names) and child.name is None)


def _stands_in(value: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


class _Cased(Element):
    """What is to have other capitals may be a plain text, for which the engine has no way to give it them."""

    def case(self, text: Any, language: str | None = None) -> Any:
        """The text with the capitals that the element asks for."""
        if isinstance(text, MixedString):
            text = MixedString([_able(part) for part in text if part])
        return super().case(_able(text), language) if text else text


def _able(text: Any) -> Any:
    return String(text) if isinstance(text, str) and not isinstance(text, String) else text


class Number(_Cased, model.Number, CitationStylesElement):
    """As the engine's, but for its capitals."""


class Name_Part(_Cased, model.Name_Part, CitationStylesElement):
    """The engine cannot put the parts of a name together once one is marked up, and marks up one that is missing."""

    def format_part(self, given: Any, family: Any) -> tuple[Any, Any]:
        """Given and family name, one of them as the element wants it."""
        if not (given if self.get("name") == "given" else family):
            return given, family
        given, family = super().format_part(given, family)
        return given and str(given), family and str(family)


class Date_Part(_Cased, model.Date_Part, CitationStylesElement):
    """The engine writes the form that one date asks for into the locale, for all dates after it."""

    def render(self, *arguments: Any, **options: Any) -> Any:
        """The part of the date; its own form stays as it was."""
        before = dict(self.attrib)
        try:
            return super().render(*arguments, **options)
        finally:
            self.attrib.clear()
            self.attrib.update(before)


class Label(_Cased, model.Label, CitationStylesElement):
    """The engine takes only arabic pages for several: "p. xii–xiv"."""

    def _is_plural(self, item: Any) -> bool:
        variable = self.get("variable")
        if variable not in ("locator", "page"):
            return bool(super()._is_plural(item))
        value = item.locator.identifier if variable == "locator" else item.reference.get("page", "")
        return bool(re.search(rf"\w\W*[–{DASH}-]\W*\w", str(value)))


class Style(model.Style, CitationStylesElement):
    """The engine reads its words of a language anew for each style."""

    def set_locale_list(self, output_locale: str, validate: bool = True) -> None:
        """What the style itself says of its language, or of any, stands before what the engine says."""
        spoken = output_locale.partition("-")[0]
        own = {one.get(LANGUAGE): one for one in self.iterfind("cs:locale", NAMESPACE)}
        known = {name: name for name in LANGUAGE_NAMES} | PRIMARY_DIALECTS
        names = dict.fromkeys(known[name] for name in (output_locale, spoken, "en-US") if name in known)
        said = [own[name] for name in dict.fromkeys((output_locale, spoken, None)) if name in own]
        self.formatter = html  # which words ask for in the style that was read last
        self.locales = [*said, *map(language, names)]
        for words in self.locales:
            words.style = self


class Locale(Searching, model.Locale, CitationStylesElement):
    """As the engine's, but for what is said above; it looks for each word and option of a language anew."""

    def get_term(self, name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        """A word of the language. Raises IndexError where there is none."""
        return self._once((name, form, zero_padded), super().get_term, name, form, zero_padded)

    def get_option(self, name: str) -> Any:
        """An option of the language. Raises IndexError where nothing is said of options."""
        return self._once(name, super().get_option, name)

    def _once(self, key: Any, look: Callable[..., Any], *arguments: Any) -> Any:
        kept = self.__dict__.setdefault("words", {})
        if key not in kept:
            try:
                kept[key] = look(*arguments)
            except IndexError as absent:
                kept[key] = absent
        if isinstance(kept[key], IndexError):
            raise IndexError(key)
        return kept[key]


class Name(Searching, model.Name, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Names(Searching, Shown, model.Names, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Date(Searching, Shown, model.Date, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Group(Shown, model.Group, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Layout(Searching, Shown, model.Layout, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Text(Remembering, Shown, _Cased, model.Text, CitationStylesElement):
    """Finds a macro without going through the whole style; and writes the pages of a note as a style wants them
    ("413–14"), which the engine does in bibliographies alone."""

    def get_macro(self, name: str) -> Any:
        """The macro of that name."""
        return self.getroottree().getroot().macros[name]

    def _variable(self, item: Any, context: Any) -> Any:
        if self.get("variable") == "locator" and item.has_locator and item.locator.label == "page":
            return self._process(item.locator.identifier, "page")
        return super()._variable(item, context)


class Choose(Remembering, model.Choose, CitationStylesElement):
    """Of dozens of branches most are for other types of items: which are not is found out once for each type."""

    def render(self, item: Any, context: Any = None, delimiter: str = "", **options: Any) -> Any:
        """What stands in the first branch whose condition is met."""
        for branch in self._open_to(item.reference.type):
            try:
                return branch.render(item, context=context, delimiter=delimiter, **options)
            except model.ConditionFailed:
                continue
        return None

    def _open_to(self, kind: str) -> list[Any]:
        kept = self.__dict__.setdefault("branches", {})
        if kind not in kept:
            kept[kind] = [branch for branch in self if not isinstance(branch, _Condition) or branch.is_open_to(kind)]
        return kept[kind]


class _Condition(Element):
    """``disambiguate="true"``, which is never so of one citation, is taken for always true: the MLA's would always
    have the title."""

    def is_open_to(self, kind: str) -> bool:
        """Whether an item of that type may meet the condition, whatever else is asked of it."""
        met = [name.lower() == kind for name in self.get("type", "").split()]
        match = self.get("match", "all")
        if match == "all":
            return all(met) and self.get("disambiguate") != "true"
        return not any(met) if match == "none" else True

    def _type(self, item: Any) -> list[bool]:
        kind = item.reference.type  # once for all that are named
        return [name.lower() == kind for name in self.get("type").split()]


class If(_Condition, model.If, CitationStylesElement):
    """As the engine's, but for what is said above."""


class Else_If(_Condition, model.Else_If, CitationStylesElement):
    """As the engine's, but for what is said above."""
