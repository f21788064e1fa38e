"""Places are named by code and listed ก to ฮ."""

import subprocess
import sys

import pytest

from povlib.areas import (
    area,
    area_label_th,
    area_name_th,
    districts,
    provinces,
    subdistricts,
)
from povlib.errors import AreaError
from povlib.thai import sorted_th


def test_there_are_77_provinces_928_districts_and_7436_subdistricts():
    every_district = [d for p in provinces() for d in districts(p.code)]
    assert len(provinces()) == 77
    assert len(every_district) == 928
    assert sum(len(subdistricts(d.code)) for d in every_district) == 7436


def test_districts_stand_in_thai_order():
    names = [d.name_th for d in districts("24")]
    assert names == sorted_th(names)
    assert "เมืองฉะเชิงเทรา" in names


@pytest.mark.parametrize("code", ["2401", 2401])
def test_a_code_may_be_text_or_a_number(code):
    assert area_name_th(code) == "เมืองฉะเชิงเทรา"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("24", "จังหวัดฉะเชิงเทรา"),
        ("240113", "ตำบลบางพระ"),
        ("10", "กรุงเทพมหานคร"),
        ("1001", "เขตพระนคร"),
        ("100904", "แขวงบางนา"),
        ("TH", "ทั้งประเทศ"),
    ],
)
def test_a_label_carries_the_word_for_the_level(code, label):
    assert area_label_th(code) == label


def test_an_abolished_place_keeps_its_name():
    assert area("104701").name_th == "บางนา"
    assert not area("104701").is_current


@pytest.mark.parametrize("call", [area_name_th, area_label_th, area, districts, subdistricts])
def test_an_unknown_code_stops_with_the_code(call):
    with pytest.raises(AreaError, match="9999"):
        call("9999")


def test_importing_areas_reads_no_table():
    code = (
        "from povlib import areas; from povlib.areas import tables; import sys;"
        "assert tables.known.cache_info().currsize == 0; assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
