"""Presets of dimensions: true to the list of indicators, dated, and refused where unconfirmed."""

import csv
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from povlib.errors import ParamsError
from povlib.params import read_dimensions

FILE = Path("params/dimensions.yml")
PRESETS = read_dimensions(FILE)


def listed(year: int, column: str) -> dict[str, list[int]]:
    """Read the numbers by group or dimension from the list of indicators."""
    found: dict[str, list[int]] = {}
    path = files("povlib") / "resources" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["from_bmn_year_be"]) <= year <= int(row["to_bmn_year_be"]) and row[column]:
                found.setdefault(row[column], []).append(int(row["no"]))
    return found


@pytest.mark.parametrize("year", [2560, 2565])
def test_bmn_groups_are_those_of_the_list_of_indicators(year):
    preset = PRESETS.preset("bmn_groups", bmn_year_be=year, accept_unconfirmed=True)
    groups = {group.name_th: sorted(group.indicators) for group in preset.round.groups}
    assert groups == {name: sorted(numbers) for name, numbers in listed(year, "group_th").items()}


def test_tpmap_looks_at_the_indicators_of_its_own_file():
    preset = PRESETS.preset("tpmap", bmn_year_be=2561)
    found = {group.key: sorted(group.indicators) for group in preset.round.groups}
    assert found == listed(2561, "tpmap_dimension_be2561")
    assert preset.cutoff_share is None


@pytest.mark.parametrize(("year", "count"), [(2555, 30), (2559, 30), (2560, 31), (2564, 31)])
def test_a_round_has_as_many_indicators_as_its_groups_together(year, count):
    preset = PRESETS.preset("bmn_groups", bmn_year_be=year, accept_unconfirmed=True)
    columns = [column for names in preset.columns.values() for column in names]
    assert columns == [f"indicator_{number:02d}" for number in range(1, count + 1)]
    assert len(preset.columns) == 5
    assert preset.cutoff_share == Fraction(1, 3)


@pytest.mark.parametrize(
    ("key", "year"), [("bmn_groups", 2557), ("bmn_groups", 2566), ("tpmap", 2563)]
)
def test_a_list_that_no_document_confirms_must_be_accepted_by_name(key, year):
    with pytest.raises(ParamsError, match="ยังไม่ได้รับการยืนยัน"):
        PRESETS.preset(key, bmn_year_be=year)
    assert PRESETS.preset(key, bmn_year_be=year, accept_unconfirmed=True).columns


@pytest.mark.parametrize(("key", "year"), [("tpmap", 2565), ("bmn_groups", 2570), ("tpmap", 2557)])
def test_a_round_without_a_list_is_not_guessed(key, year):
    with pytest.raises(ParamsError, match="ต้องมีรายการตัวชี้วัด"):
        PRESETS.preset(key, bmn_year_be=year, accept_unconfirmed=True)


def test_an_unknown_preset_names_those_there_are():
    with pytest.raises(ParamsError, match="bmn_groups, tpmap"):
        PRESETS.preset("mpi", bmn_year_be=2561)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"1/3"', '"0.3"', "เศษส่วน"),
        ('"1/3"', '"4/3"', "เศษส่วน"),
        ("to_year_be: 2559", "to_year_be: 2560", "ทับกัน"),
        ("to_year_be: 2559", "to_year_be: 2554", "ทับกัน"),
        ("indicators: [24, 25", "indicators: [23, 25", "มิติเดียว"),
        ("key: tpmap", "key: bmn_groups", "ซ้ำ"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, old, new, said):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "dimensions.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError, match=said):
        read_dimensions(path)
