"""The brief of the province with most districts is light and short, with and without a map."""

import json
import math
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from povlib import areas
from tests.reports.running import call_report, write_run

pytestmark = pytest.mark.slow
WIDEST = "30"  # นครราชสีมา, 32 districts
BYTES, PAGES = 120_000, 3


def wavy_districts() -> str:
    """Made-up districts, six a row, with borders as uneven as real ones."""
    features = []
    for n, area in enumerate(areas.districts(WIDEST)):
        row, column = divmod(n, 6)
        places = [(k / 40, 0) for k in range(40)] + [(1, k / 40) for k in range(40)]
        places += [(1 - k / 40, 1) for k in range(40)] + [(0, 1 - k / 40) for k in range(40)]
        ring = [_moved(column + x, row + y) for x, y in places]
        shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": {"code": area.code}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features})


def _moved(x: float, y: float) -> tuple[float, float]:
    """Move a point by waves that are a function of its place: neighbours keep one border."""
    dx = 0.12 * math.sin(9 * y + 5 * x) + 0.03 * math.sin(25 * y)
    dy = 0.12 * math.sin(8 * x - 6 * y) + 0.03 * math.sin(27 * x)
    return round(101 + (x + dx) / 4, 4), round(15 - (y + dy) / 4, 4)


@pytest.fixture(scope="module")
def with_map(tmp_path_factory, demo_register) -> Path:
    folder = tmp_path_factory.mktemp("map")
    (folder / "districts.geojson").write_text(wavy_districts(), encoding="utf-8")
    attainment = ["{notebook: 20_target_attainment, level: province}"]
    boundaries = (folder / "districts.geojson").as_posix()
    changes = {"provinces": f'["{WIDEST}"]', "reports": attainment, "boundaries": boundaries}
    call_report(write_run(folder, demo_register, **changes))
    return folder / "outputs" / "2557" / "target_attainment" / WIDEST / "report.html"


@pytest.fixture(params=["map", "no map"])
def page_file(request, made, with_map) -> Path:
    plain = made.folder / "target_attainment" / WIDEST / "report.html"
    return with_map if request.param == "map" else plain


def test_the_widest_province_weighs_at_most_120_kilobytes(page_file):
    assert page_file.stat().st_size <= BYTES


def test_the_widest_province_prints_on_three_pages(page_file, chromium, tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("ไม่มีโปรแกรม pdfinfo (Debian: apt-get install poppler-utils)")
    page, paper = chromium.new_page(), tmp_path / "brief.pdf"
    page.goto(page_file.as_uri())
    page.evaluate("document.fonts.ready")
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    page.close()
    said = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert int(re.search(r"Pages:\s+(\d+)", said).group(1)) <= PAGES


def test_each_district_has_a_mark_on_the_map_and_a_number_in_the_table(with_map, chromium):
    page = chromium.new_page()
    page.goto(with_map.as_uri())
    shapes = page.locator("#fig-district_map svg path[d*=l]").count()
    first = page.locator(".dense tbody th").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )
    page.close()
    assert shapes >= 32
    assert "counter" in first
