"""Known shapes of files: every alias means one thing, and mistakes name file and key."""

from pathlib import Path

import pytest

from povlib.data.headers import normal_header
from povlib.errors import ParamsError
from povlib.params import read_sources

FOLDER = Path(__file__).parents[2] / "params" / "sources"
SOURCES = read_sources(FOLDER)


@pytest.mark.parametrize("source", SOURCES.sources, ids=lambda s: s.key)
def test_a_header_means_one_column_of_a_shape(source):
    meant: dict[str, str] = {}
    for column in source.columns:
        for alias in column.aliases:
            assert meant.setdefault(normal_header(alias), column.key) == column.key


@pytest.mark.parametrize(
    ("year", "count"), [(2555, 30), (2559, 30), (2560, 31), (2569, 38), (2554, None)]
)
def test_a_round_has_its_number_of_indicators(year, count):
    assert SOURCES.named("household").indicators_in(bmn_year_be=year) == count


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("key: a\ntitle_th: ก\ntable: houses\ncolumns: []\n", "ไม่มีตารางนี้"),
        ("key: a\ntitle_th: ก\ntable: team\ncolumns: [{key: x, aliases: [ก]}]\n", "ไม่มีคอลัมน์นี้"),
        ("key: a\ntitle_th: ก\ntable: team\ncolumns: []\nfactor: 1\n", "factor"),
        (
            "key: a\ntitle_th: ก\ntable: team\ncolumns:\n"
            "  - {key: team_id, aliases: [ทีม]}\n  - {key: leaders, aliases: [ทีม]}\n",
            "หมายถึงได้คอลัมน์เดียว",
        ),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, given, said):
    (tmp_path / "personal.yml").write_text(
        (FOLDER / "personal.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "a.yml").write_text(given, encoding="utf-8")
    with pytest.raises(ParamsError, match=said):
        read_sources(tmp_path)
