"""citeproc-py's faults, one by one, each in a style of a few lines that shows it; and what goes in and comes out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from citeproc import model

from archive.citations import engine, repairs
from archive.citations.engine import Pinpoint
from archive.citations.repairs import LANGUAGE

AUTHOR = {"author": [{"literal": "Lane to Hull"}]}
EDITOR = {"editor": [{"family": "Quayle", "given": "Ada B."}]}
TITLE = '<text variable="title" quotes="true"/>'

Write = Callable[..., str]


@pytest.fixture
def style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Writes a style: what stands in its citation's layout, in its bibliography's, before both, on its root."""

    def write(citation: str, bibliography: str = "", macros: str = "", root: str = "", locale: str = "") -> str:
        entries = f"<bibliography><layout>{bibliography}</layout></bibliography>" if bibliography else ""
        (tmp_path / "small.csl").write_text(
            f'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" {root}>'
            f"<info><title>Small</title></info>{locale}{macros}"
            f"<citation><layout>{citation}</layout></citation>{entries}</style>",
            encoding="utf-8",
        )
        engine.parsed.cache_clear()
        return "small"

    monkeypatch.setattr(engine, "FOLDER", tmp_path)
    yield write
    engine.parsed.cache_clear()


def item(**fields: Any) -> dict[str, Any]:
    """A CSL item with a title."""
    return {"type": "chapter", "title": "Fog", **{name.replace("_", "-"): value for name, value in fields.items()}}


# What goes in


@pytest.mark.parametrize("name", ["title", "publisher", "container-title", "genre", "page", "URL"])
def test_markup_in_a_value_is_text(style: Write, name: str) -> None:
    small = style(f'<text variable="{name}" font-style="italic"/>')
    said = engine.note(small, {"type": "chapter", name: "<script>a</script> & <i>b</i>"})
    assert said.text == "<script>a</script> & <i>b</i>"
    assert said.html == "<i>&lt;script&gt;a&lt;/script&gt; &amp; &lt;i&gt;b&lt;/i&gt;</i>"


def test_markup_in_a_name_and_a_locator_is_text(style: Write) -> None:
    small = style('<group delimiter=", "><names variable="author"/><text variable="locator"/></group>')
    said = engine.note(small, item(author=[{"literal": "<b>Lane</b>"}]), Pinpoint("page", "<9>"))
    assert said.html == "&lt;b&gt;Lane&lt;/b&gt;, &lt;9&gt;"


def test_an_entity_in_a_value_stays_as_it_is_written(style: Write) -> None:
    assert engine.note(style(TITLE), item(title="Spar &amp; Mast")).text == "“Spar &amp; Mast”"


def test_what_a_style_puts_around_a_value_is_text_too(style: Write) -> None:
    said = engine.note(style('<text variable="URL" prefix="&lt;" suffix="&gt;"/>'), item(URL="https://a.example/"))
    assert said.text == "<https://a.example/>"
    assert said.html == "&lt;https://a.example/&gt;"


def test_a_date_without_parts_is_no_date(style: Write) -> None:
    small = style('<group delimiter=", "><text variable="title"/><date variable="issued" form="text"/></group>')
    none: list[dict[str, Any]] = [{"date-parts": []}, {"date-parts": [[]]}, {}]
    for empty in none:
        assert engine.note(small, item(issued=empty)).text == "Fog"


def test_empty_fields_are_left_out(style: Write) -> None:
    small = style('<group delimiter=", "><text variable="title"/><text variable="publisher"/></group>')
    assert engine.note(small, item(publisher="", author=[], accessed={})).text == "Fog"


@pytest.mark.parametrize("case", ["title", "sentence", "capitalize-first"])
def test_the_capitals_of_a_title_stay_as_printed(style: Write, case: str) -> None:
    small = style(f'<text variable="title" text-case="{case}"/>')
    assert engine.note(small, item(title="the loss of HMS Gannet")).text == "the loss of HMS Gannet"


def test_a_value_that_the_engine_holds_as_plain_text_can_be_given_capitals(style: Write) -> None:
    assert (
        engine.note(style('<text variable="page" text-case="capitalize-first"/>'), item(page="ix-xi")).text == "Ix–xi"
    )
    assert (
        engine.note(style('<number variable="volume" text-case="capitalize-first"/>'), item(volume="e9")).text == "E9"
    )


def test_pages_in_brackets_are_not_cut_short(style: Write) -> None:
    small = style('<text variable="page"/>', root='page-range-format="chicago"')
    assert engine.note(small, item(page="[797]-[799]")).text == "[797]–[799]"
    assert engine.note(small, item(page="797-799")).text == "797–99"


# What comes out


def test_a_comma_and_a_stop_stand_inside_american_quotation_marks(style: Write) -> None:
    small = style(f'<group delimiter=", ">{TITLE}<text variable="publisher"/></group>')
    assert engine.note(small, item(publisher="GPO")).text == "“Fog,” GPO"
    assert engine.note(style(f'<group suffix=".">{TITLE}</group>'), item()).text == "“Fog.”"


def test_british_quotation_marks_keep_the_comma_outside(style: Write) -> None:
    small = style(f'<group delimiter=", ">{TITLE}<text variable="publisher"/></group>', root='default-locale="en-GB"')
    assert engine.note(small, item(publisher="HMSO")).text == "‘Fog’, HMSO"


def test_a_comma_printed_behind_a_quotation_mark_in_a_value_stays_there(style: Write) -> None:
    small = style('<text variable="title" suffix=", 9"/>')
    assert engine.note(small, item(title="The “Gannet”, lost")).text == "The “Gannet”, lost, 9"


@pytest.mark.parametrize("end", ["?", "!"])
def test_nothing_follows_a_question_in_quotation_marks(style: Write, end: str) -> None:
    small = style(f'<group suffix=".">{TITLE}</group>')
    assert engine.note(small, item(title=f"Fog{end}")).text == f"“Fog{end}”"


def test_no_stop_follows_a_question_or_a_stop(style: Write) -> None:
    small = style('<group delimiter=". "><text variable="title"/><text variable="publisher"/></group>')
    assert engine.note(small, item(title="Fog?", publisher="GPO")).text == "Fog? GPO"
    assert engine.note(small, item(title="Fog Co.", publisher="GPO")).text == "Fog Co. GPO"


@pytest.mark.parametrize(
    "words", ["Fog ... and . . . rain…", "Fog . . . .", "Fog....", "Fog , so to say ; rain", "Fog .. rain"]
)
def test_an_ellipsis_in_a_value_keeps_its_stops(style: Write, words: str) -> None:
    assert engine.note(style('<text variable="title"/>'), item(title=words)).text == words


FOG = '<text variable="title" {}/>'
ITALIC = FOG.format('font-style="italic" suffix=","')


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (FOG.format('suffix=". "') + '<text value="Retrieved "/><text variable="URL"/>', "Fog. https://a.example/"),
        (ITALIC + '<text variable="publisher" prefix=" (" suffix=")"/>', "Fog (GPO)"),
        (FOG.format('suffix=" "') + '<text value=", 1934"/>', "Fog, 1934"),
        (FOG.format('suffix=", "') + '<text value=", 1934"/>', "Fog, 1934"),
        (FOG.format('suffix=". "') + '<text value=". In"/>', "Fog. In"),
        ('<text variable="volume" suffix=", "/>' + FOG.format('font-style="italic"'), "9 Fog"),
    ],
)
def test_what_empty_parts_leave_behind_is_taken_away(style: Write, layout: str, text: str) -> None:
    said = engine.note(style(layout), item(publisher="GPO", volume="9", URL="https://a.example/"))
    assert said.text == text


def test_html_has_no_attribute_but_the_class_of_small_capitals(style: Write) -> None:
    small = style('<text variable="title" font-variant="small-caps" font-weight="bold"/>')
    assert engine.note(small, item()).html in (
        '<b><span class="sc">Fog</span></b>',
        '<span class="sc"><b>Fog</b></span>',
    )


# Repairs of styles


def test_given_names_are_written_in_full_where_a_style_wants_them_so(style: Write) -> None:
    names = '<names variable="editor"><name{}/></names>'
    small = style(names.format(' initialize="false"'), names.format(""), root='initialize-with=". "')
    assert engine.note(small, item(**EDITOR)).text == "Ada B. Quayle"
    assert engine.entry(small, item(**EDITOR)).text == "A. B. Quayle"


def test_what_tells_two_citations_apart_is_not_said_of_one(style: Write) -> None:
    added = '<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
    assert engine.note(style(f'<names variable="author"/>{added}'), item(**AUTHOR)).text == "Lane to Hull"
    otherwise = added.replace("<if ", '<if type="book"/><else-if ').replace("</if>", "</else-if>")
    assert engine.note(style(f'<names variable="author"/>{otherwise}'), item(**AUTHOR)).text == "Lane to Hull"


@pytest.mark.parametrize("match", ["any", "all", "none"])
@pytest.mark.parametrize("types", ["", "chapter", "book", "book chapter"])
@pytest.mark.parametrize("other", ["", "publisher", "genre"])
def test_a_branch_is_left_out_only_where_its_condition_cannot_be_met(
    style: Write, match: str, types: str, other: str
) -> None:
    asked = " ".join(f'{name}="{value}"' for name, value in (("type", types), ("variable", other)) if value)
    branches = f'<if match="{match}" {asked}><text value="yes"/></if><else><text value="no"/></else>'
    small = style(f"<choose>{branches}</choose>")
    met = [name == "chapter" for name in types.split()] + [other == "publisher"] * bool(other)
    holds = {"any": any(met), "all": all(met), "none": not any(met)}[match]
    for _ in range(2):
        assert engine.note(small, item(publisher="GPO")).text == ("yes" if holds else "no")


def test_a_branch_for_one_type_is_not_remembered_for_another(style: Write) -> None:
    one, other = ('<text variable="title"/>', '<text variable="title" font-style="italic"/>')
    small = style(f'<choose><if type="chapter">{one}</if><else-if type="book">{other}</else-if></choose>')
    kinds = ("chapter", "book", "chapter", "map")
    assert [engine.note(small, item() | {"type": kind}).html for kind in kinds] == ["Fog", "<i>Fog</i>", "Fog", ""]


def test_what_holds_as_long_as_nothing_has_to_be_told_apart_holds(style: Write) -> None:
    usual = '<choose><if disambiguate="true" match="none"/><else><text value=", again"/></else></choose>'
    assert engine.note(style(f'<text variable="title"/>{usual}'), item()).text == "Fog"


def test_a_title_that_stands_for_the_author_is_not_said_twice(style: Write) -> None:
    macros = f'<macro name="title">{TITLE}</macro>'
    names = '<names variable="author"><substitute><text macro="title"/></substitute></names>'
    small = style(f'<group delimiter=", ">{names}<text macro="title"/><text variable="publisher"/></group>', "", macros)
    assert engine.note(small, item(publisher="GPO")).text == "“Fog,” GPO"
    assert engine.note(small, item(publisher="GPO", **AUTHOR)).text == "Lane to Hull, “Fog,” GPO"


def test_editors_who_stand_for_the_author_are_not_named_twice(style: Write) -> None:
    names = '<names variable="author"><substitute><names variable="editor"/></substitute></names>'
    small = style(f'<group delimiter=", ">{names}<text variable="title"/><names variable="editor"/></group>')
    assert engine.note(small, item(**EDITOR)).text == "Ada B. Quayle, Fog"


def test_editors_under_a_condition_are_written_as_the_author_would_be(style: Write) -> None:
    choice = '<choose><if type="chapter"><names variable="editor"/></if></choose>'
    small = style(f'<names variable="author"><name and="text"/><substitute>{choice}</substitute></names>')
    both = [*EDITOR["editor"], {"family": "Mott", "given": "J. P."}]
    assert engine.note(small, item(editor=both)).text == "Ada B. Quayle and J. P. Mott"


def test_the_form_of_one_date_is_not_that_of_the_next(style: Write) -> None:
    short = '<date variable="accessed" form="text"><date-part name="month" form="short"/></date>'
    small = style(f'<group delimiter="; ">{short}<date variable="issued" form="text"/></group>')
    dates = {name: {"date-parts": [[1934, 2, 8]]} for name in ("accessed", "issued")}
    assert engine.note(small, item(**dates)).text == "Feb. 8, 1934; February 8, 1934"


@pytest.mark.parametrize(
    ("pages", "said"), [("XII–XIX", "pp."), ("[797]–[799]", "pp."), ("9–10", "pp."), ("XII", "p."), ("[797]", "p.")]
)
def test_several_pages_are_several_whatever_their_numbers(style: Write, pages: str, said: str) -> None:
    small = style('<label variable="locator" form="short" suffix=" "/><text variable="locator"/>')
    assert engine.note(small, item(), Pinpoint("page", pages)).text == f"{said} {pages}"


def test_the_pages_of_a_note_are_written_as_the_style_wants_them(style: Write) -> None:
    small = style('<text variable="locator"/>', root='page-range-format="chicago"')
    assert engine.note(small, item(), Pinpoint("page", "413–414")).text == "413–14"
    assert engine.note(small, item(), Pinpoint("document", "413–414")).text == "413–414"


def test_a_document_is_a_place_in_a_volume(style: Write) -> None:
    small = style('<label variable="locator" form="short" suffix=" "/><text variable="locator"/>')
    assert engine.note(small, item(), Pinpoint("document", "190")).text == "doc. 190"


def test_a_part_of_a_name_that_is_missing_is_not_marked_up(style: Write) -> None:
    parts = '<name-part name="given" font-variant="small-caps"/><name-part name="family" font-variant="small-caps"/>'
    small = style(f'<names variable="author"><name>{parts}</name></names>')
    assert engine.note(small, item(**AUTHOR)).html == '<span class="sc">Lane to Hull</span>'


def test_parts_of_a_name_can_have_other_capitals(style: Write) -> None:
    part = '<name-part name="family" text-case="uppercase"/>'
    small = style(f'<names variable="editor"><name name-as-sort-order="all">{part}</name></names>')
    assert engine.note(small, item(**EDITOR)).text == "QUAYLE, Ada B."


def test_a_style_without_bibliography_gives_its_note(style: Write) -> None:
    assert engine.entry(style(TITLE), item()).text == "“Fog”"


def test_a_bibliography_that_has_nothing_gives_the_note(style: Write) -> None:
    small = style(TITLE, '<choose><if type="book"><text variable="title"/></if></choose>')
    assert engine.entry(small, item()).text == "“Fog”"


def test_the_place_of_a_note_does_not_get_into_the_bibliography(style: Write) -> None:
    where = '<group delimiter=", "><text variable="title"/><text variable="locator"/></group>'
    small = style(where, where)
    assert engine.note(small, item(), Pinpoint("page", "9")).text == "Fog, 9"
    assert engine.entry(small, item()).text == "Fog"


# The engine as a whole


def test_a_published_style_raises_no_warning() -> None:
    engine.parsed.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert engine.note("chicago-notes-bibliography", item(**AUTHOR)).text


def test_a_style_is_parsed_once() -> None:
    assert engine.parsed("apa") is engine.parsed("apa")


def test_the_words_of_a_language_are_read_once_for_all_styles() -> None:
    american, british = (engine.parsed(name).root.locales for name in ("apa", "mhra-notes"))
    assert american[-1] is british[-1]
    assert [words.get(LANGUAGE) for words in british if words.getparent() is None] == ["en-GB", "en-US"]


def test_what_a_style_says_of_a_language_stands_before_what_the_engine_says(style: Write) -> None:
    said = '<locale{}><terms><term name="and">{}</term></terms></locale>'
    locale = said.format("", "ET") + said.format(' xml:lang="en"', "&amp;C") + said.format(' xml:lang="de"', "UND")
    assert engine.note(style('<text term="and"/>', locale=locale), item()).text == "&C"
    assert engine.note(style('<text term="and"/>', root='default-locale="de-AT"', locale=locale), item()).text == "UND"
    assert engine.note(style('<text term="and"/>', root='default-locale="xx"', locale=locale), item()).text == "ET"


def test_words_that_styles_share_are_of_the_language_of_each(style: Write) -> None:
    term = '<text term="and"/>'
    for language, word in (("de-AT", "und"), ("en-GB", "and"), ("fr", "et"), ("xx", "and"), ("de-AT", "und")):
        assert engine.note(style(term, root=f'default-locale="{language}"'), item()).text == word


@pytest.mark.parametrize("ask", [engine.facts, lambda style: engine.note(style, item())])
def test_a_style_is_parsed_by_one_at_a_time(
    style: Write, ask: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    small, load, free = style(TITLE), repairs.load, []

    def watched(file: str) -> Any:
        free.append(engine.rendering.acquire(blocking=False))
        return load(file)

    monkeypatch.setattr(repairs, "load", watched)
    ask(small)
    assert free == [False]


def test_a_second_name_opens_the_same_style_and_leaves_no_file_open() -> None:
    assert engine.has("pmla")
    assert engine.facts("pmla").title == engine.facts("modern-language-association").title


def test_several_threads_write_in_one_style() -> None:
    numbered = [item(author=[{"literal": f"Paper {number}"}]) for number in range(40)]
    alone = [engine.note("mhra-notes", each).text for each in numbered]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda each: engine.note("mhra-notes", each).text, numbered)) == alone


def test_a_style_is_not_rendered_twice_at_a_time(style: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_finished", lambda markup: engine.rendering.locked())
    assert engine.note(style(TITLE, TITLE), item()) is True
    assert not engine.rendering.locked()


@pytest.mark.parametrize("name", ["Macro", "Choose", "Text"])
def test_what_an_element_names_is_looked_up_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = getattr(model, name)
    first = kind.calls_variable
    ask = Mock(side_effect=lambda element: first(element))
    monkeypatch.setattr(kind, "calls_variable", lambda element: ask(element))
    engine.parsed.cache_clear()
    counts = [(engine.note("mhra-notes", item(**AUTHOR)), ask.call_count)[1] for _ in range(2)]
    assert counts[0] == counts[1] > 0


def test_a_macro_is_found_by_its_name(style: Write) -> None:
    macros = "".join(f'<macro name="m{n}"><text value="{n}"/></macro>' for n in range(3))
    assert engine.note(style('<text macro="m0"/><text macro="m2"/>', "", macros), item()).text == "02"
