"""Shapes, labels on maps, and tiles."""

import json
import re
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from povlib import areas, figures
from povlib.errors import ReportError
from povlib.figures.maplabels import Label, place_labels
from povlib.figures.marks import Text
from povlib.figures.shapes import drawn, province_shapes
from povlib.figures.steps import steps_between
from povlib.figures.tiles import tile_layout

from .conftest import district_frame, published
from .states import about_of

BOUNDARIES = Path(__file__).parents[3] / "shared" / "data" / "geo" / "districts.geojson"


def squares(codes: list[str], size: float = 1.0) -> str:
    features = []
    for n, code in enumerate(codes):
        x, y = 100 + size * (n % 4), 14 - size * (n // 4)
        ring = [[x, y], [x + size, y], [x + size, y - size], [x, y - size], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": shape, "properties": {"code": code}})
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_there_is_a_shape_and_a_tile_for_each_province():
    codes = {area.code for area in areas.provinces()}
    assert set(province_shapes().rings) == codes
    assert set(tile_layout()) == codes


def test_no_two_tiles_share_a_place():
    places = [(tile.column, tile.row) for tile in tile_layout().values()]
    assert len(set(places)) == 77


def test_tile_names_are_the_names_of_the_provinces():
    for area in areas.provinces():
        assert "".join(tile_layout()[area.code].lines) == area.name_th


def test_neighbours_keep_one_border_when_simplified():
    shapes = drawn(province_shapes(), width=250, height=400)
    phayao, nan = ({p for ring in shapes.rings[code] for p in ring} for code in ("56", "55"))
    assert len(phayao & nan) >= 3


def test_a_file_without_the_province_is_an_error():
    with pytest.raises(ReportError, match="ต้องมีอำเภอของจังหวัดนี้"):
        figures.parse_boundaries(squares(["5001"]), province_code="24", source_th="")


def test_a_file_that_is_no_geojson_is_an_error():
    with pytest.raises(ReportError, match="GeoJSON"):
        figures.parse_boundaries("code,name", province_code="24", source_th="")


def test_large_shapes_hold_their_names_and_small_ones_have_leaders():
    big = ((0, 0), (200, 0), (200, 90), (0, 90))
    small = ((200, 0), (212, 0), (212, 12), (200, 12))
    labels = [Label("1", "ท่าตะเกียบ", "27.1"), Label("2", "ราชสาส์น", "71.4")]
    placed = place_labels(labels, {"1": (big,), "2": (small,)})
    assert [p.how for p in placed] == ["inside", "top"]


def test_labels_become_numbers_where_the_margins_are_full():
    rings = {
        str(n): (
            (
                (n % 8 * 30, n // 8 * 30),
                (n % 8 * 30 + 30, n // 8 * 30),
                (n % 8 * 30 + 30, n // 8 * 30 + 30),
                (n % 8 * 30, n // 8 * 30 + 30),
            ),
        )
        for n in range(32)
    }
    labels = [Label(code, "เฉลิมพระเกียรติ", "10.0") for code in rings]
    assert {p.how for p in place_labels(labels, rings)} == {"number"}


def test_districts_without_a_shape_are_named(districts):
    shapes = figures.parse_boundaries(
        squares(["2401", "2402"]), province_code="24", source_th="แฟ้มทดสอบ"
    )
    figure = figures.district_map(districts, shapes, about=about_of(""))
    assert "ไม่มีเส้นเขตของ" in figure.note
    assert "แฟ้มทดสอบ" in figure.note


def test_without_a_file_the_figure_says_why(districts):
    figure = figures.district_map(districts, None, about=about_of(""))
    assert "ไม่มีแฟ้มเส้นเขตอำเภอ" in figure.note


@pytest.mark.shared
def test_leaders_and_labels_do_not_cover_each_other_in_any_province():
    if not BOUNDARIES.exists():
        pytest.skip("no boundary file beside the repository")
    text = BOUNDARIES.read_text(encoding="utf-8")
    from povlib.figures.labels import box_of

    for code, name in (("50", "เชียงใหม่"), ("24", "ฉะเชิงเทรา"), ("83", "ภูเก็ต")):
        places = areas.districts(code)
        rows = [(a.code, a.name_th, 50, 35, 40, 20, 4000, "behind") for a in places]
        table = published("districts", district_frame(rows))
        shapes = figures.parse_boundaries(text, province_code=code, source_th="")
        figure = figures.district_map(table, shapes, about=about_of(""))
        boxes = [box_of(m) for m in figure.marks if isinstance(m, Text) and m.anchor != "middle"]
        for one, other in combinations(boxes, 2):
            is_apart = one.right <= other.left or other.right <= one.left
            assert is_apart or abs(one.top - other.top) >= 11, name


def test_the_nation_counts_its_provinces_by_status():
    rows = [
        ("24", "ฉะเชิงเทรา", 642, 450, 352, 274, 5040, "behind"),
        ("50", "เชียงใหม่", 100, 70, 80, 75, 4000, "met"),
        ("83", "ภูเก็ต", 0, 0, 0, 0, None, "no_targets"),
        ("TH", "ทั้งประเทศ", 742, 520, 432, 349, 5000, "behind"),
    ]
    frame = district_frame(rows).assign(level=["province"] * 3 + ["nation"])
    table = published("provinces", frame)
    pace = published(
        "pace_provinces",
        pd.DataFrame({"area_code": ["24"], "month": ["2013-10"], "cumulative": [5]}),
    )
    headline = published("headline", frame.iloc[3:].assign(months_left=4))
    opening = figures.nation_opening(table, headline, about=about_of(""))
    said = opening.headline.replace("\u00a0", " ")
    assert said == "จาก 2 จังหวัดที่มีครัวเรือนเป้าหมาย ช้ากว่าแผน 1 จังหวัด ถึงเป้าแล้ว 1 จังหวัด"
    assert "ไม่มีเป้า" in figures.to_svg(figures.national_tiles(table))
    assert "ไม่มีครัวเรือนเป้าหมาย" in figures.all_provinces(table, pace, about=about_of("")).html
    assert "<svg" in figures.to_svg(figures.national_map(table))


def test_labels_and_description_of_the_national_map_tell_the_same():
    shares = (12, 27, 35, 41, 48, 56, 77, 85, 0)
    provinces = areas.provinces()[1 : len(shares) + 1]
    rows = [
        (a.code, a.name_th, 100, 70, 90, n, 5000, "behind" if n else "no_data")
        for a, n in zip(provinces, shares, strict=True)
    ]
    frame = district_frame(rows).assign(level="province")
    figure = figures.national_map(published("provinces", frame))
    texts = [m for m in figure.marks if isinstance(m, Text)]
    values = [m for m in texts if m.datum is not None]
    names = [texts[texts.index(m) - 1].content for m in values]
    labels = {(name, m.content) for name, m in zip(names, values, strict=True)}
    ends = [*rows[:3], *rows[5:8]]
    assert labels == {(r[1], f"{r[5]}.0") for r in ends}
    said = figure.desc.split("ร้อยละ", 1)[1]
    assert labels == set(re.findall(r"(\S+) ([\d.]+)", said))
    assert all(name in figure.title for name in (rows[0][1], rows[7][1]))


def test_districts_of_one_value_have_no_steps():
    assert steps_between([0.0]) == steps_between([51.4, 51.4]) == ()


def test_one_province_far_above_does_not_leave_the_others_in_one_step():
    values = [1 + n / 20 for n in range(75)] + [13.7]
    assert steps_between(values) == (2, 3, 4)
