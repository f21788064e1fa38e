"""A filed code is kept; it has a code of today only where there is exactly one."""

from collections import Counter

import pytest
from geothai import abolished

from povlib.areas import area, provinces, resolve_code


def test_a_code_in_use_is_its_own():
    found = resolve_code("240101")
    assert (found.code_filed, found.code_now, found.basis) == ("240101", "240101", "current")
    assert found.reason_th == ""


def test_every_abolished_code_falls_under_one_of_four_bases():
    found = Counter(resolve_code(a.code).basis for a in abolished.abolished_areas())
    assert found == {"name": 1071, "notice": 109, "no_successor": 401, "several_successors": 2}


def test_a_successor_is_always_a_place_of_today():
    mapped = [resolve_code(a.code) for a in abolished.abolished_areas()]
    assert all(area(m.code_now).is_current for m in mapped if m.code_now)


def test_a_code_by_notice_carries_its_source():
    assert "ราชกิจจานุเบกษา" in resolve_code("100997").source


@pytest.mark.parametrize(
    ("code", "basis"),
    [
        ("104701", "several_successors"),
        ("1081", "no_successor"),
        ("999999", "unknown"),
        ("x", "unknown"),
    ],
)
def test_without_a_single_successor_there_is_a_reason_and_no_code(code, basis):
    found = resolve_code(code)
    assert (found.code_filed, found.code_now, found.basis) == (code, None, basis)
    assert found.reason_th


def test_a_village_goes_with_its_subdistrict():
    assert resolve_code("24010105").code_now == "24010105"
    assert resolve_code("10020505").code_now == "10290105"
    assert resolve_code("10470105").successors == ("10470205", "10470305")
    assert resolve_code(24010105) == resolve_code("24010105")


def test_every_province_is_in_use():
    assert {resolve_code(p.code).basis for p in provinces()} == {"current"}
