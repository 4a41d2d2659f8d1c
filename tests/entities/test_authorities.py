"""The authority file: what a folder of CSV files says, and what is said of it where it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.entities import authorities
from archive.entities.authorities import Authority, Faulty
from archive.entities.gazetteer import Gazetteer, Name
from archive.entities.identity import Identity
from tests import specimens

FILE = specimens.FIXTURES / "authorities"
PLACES = "name,variants,datelines,latitude,longitude,coordinate_source\n"


def written(folder: Path, **files: str) -> Path:
    """A folder with these files: ``places="name\\nOslo"``."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path, **files: str) -> list[str]:
    with pytest.raises(Faulty) as error:
        authorities.read(written(folder, **files))
    return [str(fault) for fault in error.value.faults]


def only(folder: Path, **files: str) -> Authority:
    (record,) = authorities.read(written(folder, **files)).records
    return record


def test_a_line_says_what_is_known_of_one(tmp_path: Path) -> None:
    line = "Oslo,Christiania| Kristiania ||Oslo,The Capital,59.91273,10.74609,An atlas\n"
    record = only(tmp_path, places=PLACES + line)
    assert (record.kind, record.name, record.variants) == ("place", "Oslo", ("Christiania", "Kristiania"))
    assert (record.datelines, record.latitude, record.longitude) == (("The Capital",), 59.91273, 10.74609)
    assert (record.coordinate_source, record.file, record.line) == ("An atlas", "places.csv", 2)
    assert record.identifiers == {}


def test_columns_go_by_their_names_and_may_be_left_out(tmp_path: Path) -> None:
    record = only(tmp_path, bodies="wikidata,name\nQ1,Kuomintang\n")
    assert (record.name, record.identifiers, record.variants) == ("Kuomintang", {"wikidata": "Q1"}, ())


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_bytes("\ufeffname\r\nOslo\r\n\r\n".encode())
    assert [record.name for record in authorities.read(tmp_path).records] == ["Oslo"]


def test_a_person_is_meant_by_the_name_with_an_office_or_a_full_name_but_not_by_the_surname(tmp_path: Path) -> None:
    line = "Almgren,Nils Almgren|Almgreen,Minister in Norway|American Minister,frus1937v01#p_A1\n"
    record = only(tmp_path, persons="name,variants,office,listed\n" + line)
    assert record.identities()[0] == Identity("person", "almgren", "minister in norway", "")
    assert set(record.identities()) == {
        *(
            Identity("person", name, office, "")
            for name in ("almgren", "nils almgren", "almgreen")
            for office in OFFICES
        ),
        Identity("person", "nils almgren", "", ""),
        Identity("person", "", "", "frus1937v01#p_A1"),
    }
    assert str(record) == "Almgren, Minister in Norway"


SPELLINGS = ("almgren", "nils almgren", "almgreen")
OFFICES = ("minister in norway", "american minister")


def test_what_datelines_print_for_a_place_is_known_by_them_alone(tmp_path: Path) -> None:
    record = only(tmp_path, places="name,datelines\nWashington,Department of State\n")
    assert record.identities() == [
        Identity("place", "washington", "", ""),
        Identity("place", "department of state", "", "written"),
    ]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"places": "name,colour\nOslo,red\n"},
            "places.csv, line 1: the column 'colour' is unknown; there may be ",
        ),
        ({"places": "variants\nOslo\n"}, "places.csv, line 1: the first line does not name a column 'name'"),
        ({"places": ""}, "places.csv, line 1: the first line does not name a column 'name'"),
        ({"places": "name,name\nOslo,Oslo\n"}, "places.csv, line 1: a column is named twice"),
        ({"places": "name\nOslo,Norway\n"}, "places.csv, line 2: 2 fields, but there are 1 columns"),
        ({"places": 'name\n"Oslo\n'}, "places.csv, line 2: this is not CSV: unexpected end of data"),
        ({"places": "name,variants\n,Oslo\n"}, "places.csv, line 2: the name is missing"),
        (
            {"places": PLACES + "A,,,,,\nB,,,59.9,,Atlas\n"},
            "places.csv, line 3: latitude and longitude go together",
        ),
        ({"places": PLACES + "Oslo,,,59.9,10.7,\n"}, "places.csv, line 2: the point has no source: say where"),
        (
            {"places": PLACES + "B,,,95,10.7,Atlas\n"},
            "places.csv, line 2: the latitude '95' is no number",
        ),
        (
            {"places": PLACES + "B,,,59°,10.7,Atlas\n"},
            "places.csv, line 2: the latitude '59°' is no number",
        ),
        ({"places": "name,geonames\nOslo,x1\n"}, "places.csv, line 2: 'x1' is no identifier of geonames"),
        ({"places": "name\nOslo\nOSLO.\n"}, "places.csv, line 3: 'oslo' is said in line 2 already"),
        ({"places": "name,datelines\nA,Palace\nB,palace\n"}, "places.csv, line 3: 'palace' is said in line 2 already"),
        ({"places": f"name\n{'x' * 301}\n"}, "places.csv, line 2: a name of 301 characters is none"),
        ({"places": "name\nOs\0lo\n"}, "places.csv, line 2: 'Os\\x00lo' holds U+0000, which cannot be printed"),
        (
            {"places": "name,variants\nOslo,\u202eolsO\n"},
            "places.csv, line 2: '\\u202eolsO' holds U+202E, which cannot",
        ),
        ({"bodies": "name,description\nOslo,\x7f\n"}, "bodies.csv, line 2: '\\x7f' holds U+007F, which cannot be"),
        ({"stops": "name\nNice\nNi\x01ce\n"}, "stops.csv, line 3: 'Ni\\x01ce' holds U+0001, which cannot be printed"),
        ({"places": 'name\n"=HYPERLINK(""x"")"\n'}, "places.csv, line 2: '=HYPERLINK(\"x\")' is no name"),
        ({"places": "name,variants\nOslo,@SUM(A1)\n"}, "places.csv, line 2: '@SUM(A1)' is no name"),
        ({"places": "name\n.\n"}, "places.csv, line 2: '.' is no name"),
        (
            {"places": f"name,description\nOslo,{'x' * 2001}\n"},
            "places.csv, line 2: a description, or a source, has at most",
        ),
        (
            {"places": f'name,description\nOslo,"{"x" * 10_000_000}"\n'},
            "places.csv, line 2: this is not CSV: field larger than field limit",
        ),
        ({"places": PLACES + "B,,,٥٩,١٠,Atlas\n"}, "places.csv, line 2: the latitude '٥٩' is no number"),
        ({"places": PLACES + "B,,,nan,10,Atlas\n"}, "places.csv, line 2: the latitude 'nan' is no number"),
        ({"places": PLACES + "B,,,91,10,Atlas\n"}, "places.csv, line 2: the latitude '91' is no number"),
        ({"places": 'name\r\n"Os\r\nlo"\r\nOs lo\r\n'}, "places.csv, line 4: 'os lo' is said in line 2 already"),
        ({"persons": "name\nMr. Almgren\n"}, "persons.csv, line 2: a surname alone does not tell who is meant"),
        ({"persons": "name,office,listed\nA,B,p_A1\n"}, "persons.csv, line 2: 'p_A1' is no entry of a persons list"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, files: dict[str, str], fault: str) -> None:
    (told, *_) = faults(tmp_path, **files)
    assert told.startswith(fault)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    told = faults(tmp_path, places="name,geonames\n,1\nOslo,x\n", bodies="nom\nx\n")
    assert [fault[:19] for fault in told] == ["bodies.csv, line 1:", "places.csv, line 2:", "places.csv, line 3:"]


def test_of_a_hostile_file_every_fault_is_told_with_its_line_in_every_file(tmp_path: Path) -> None:
    places = "\ufeff" + PLACES + "=1+1,,,91,181,\r\nOslo,Os\0lo,,1,,\r\nOSLO,,,,,\r\n"
    told = faults(tmp_path, places=places, bodies="name,wikidata\n\u200b,Q0\n", stops="name;reason\n")
    assert [fault.partition(": ")[0] for fault in told] == [
        *["bodies.csv, line 2"] * 2, *["places.csv, line 2"] * 3, *["places.csv, line 3"] * 2, "places.csv, line 4",
        "stops.csv, line 1",
    ]  # fmt: skip


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_bytes("name\nOslo\nBogotá\n".encode("latin-1"))
    with pytest.raises(Faulty, match=r"places\.csv, line 3: this is not UTF-8"):
        authorities.read(tmp_path)


def test_a_folder_without_any_of_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"there is none of places\.csv, bodies\.csv"):
        authorities.read(tmp_path / "nowhere")


def test_without_the_file_of_stops_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert authorities.read(written(tmp_path, places="name\nOslo\n")).stops is None
    assert authorities.read(written(tmp_path, stops="name,reason\nNice,a word\n")).stops == {"Nice"}


# The file that comes with the archive


def test_the_authority_file_of_the_archive_can_be_used() -> None:
    file = authorities.read(FILE)
    assert len(file.records) > 700
    assert file.stops


def test_a_hundred_places_and_more_have_a_point_and_say_whose() -> None:
    places = [record for record in authorities.read(FILE).records if record.kind == "place"]
    on_the_map = [place for place in places if place.latitude is not None]
    assert len(on_the_map) > 500
    known = ("GeoNames ", "Natural Earth ", "mean of GeoNames ", "Wikipedia, ")
    assert all(place.coordinate_source.startswith(known) for place in on_the_map)
    assert all(place.latitude is None or abs(place.latitude) <= 85 for place in places)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Habana", "Havana"), ("Pekin", "Peking"), ("Peiping", "Peking"), ("Petrograd", "St. Petersburg"),
        ("Leningrad", "St. Petersburg"), ("Christiania", "Oslo"), ("Constantinople", "Istanbul"),
        ("Port au Prince", "Port-au-Prince"), ("San Jose", "San José"), ("Angora", "Ankara"), ("Tehran", "Teheran"),
        ("Washington, D.C.", "Washington"), ("Yedo", "Tokyo"), ("Grey Town", "San Juan del Norte"),
    ],
)  # fmt: skip
def test_old_and_other_spellings_are_known(printed: str, name: str) -> None:
    who = authorities.Authority("place", printed).identities()[0]
    bearers = [record.name for record in authorities.read(FILE).records if who in record.identities()]
    assert bearers == [name]


SEED_NAMES = {
    "Moscow", "Soviet Union", "Japan", "Manchukuo", "China", "Sinkiang", "Outer Mongolia", "Manchuria", "North China",
    "Inner Mongolia", "Harbin", "Vladivostok", "Pogranichnaya", "Pacific Ocean", "Manchuli", "Khabarovsk", "Nanking",
    "Shensi", "Tokyo", "Chiang Kai-shek", "Kuomintang", "Kwantung Army", "Comintern", "Japanese Navy",
}  # fmt: skip


def test_every_name_of_the_seed_is_among_them_and_is_found_in_it() -> None:
    file = authorities.read(FILE)
    names = [Name(form, record.kind, key) for key, record in enumerate(file.records) for form in record.forms]
    matches = Gazetteer(names, file.stops or ()).find(specimens.SEED.read_text(encoding="utf-8"))
    assert {file.records[entity].name for match in matches for _, entity in match.meant} >= SEED_NAMES
