"""Fixtures for all rooms."""

from pathlib import Path

import pytest

from povlib.data import demo

# ลพบุรี ระยอง นครราชสีมา สุรินทร์ และกาญจนบุรีที่ไม่มีครัวเรือนเป้าหมาย มีครัวเรือนย้ายหากัน
DEMO_PROVINCES = ("16", "21", "30", "32", "71")
PARAMS = Path(__file__).parents[1] / "params"


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory) -> Path:
    """A small demo register: five rounds of five provinces, small districts; treat it as read-only.

    16 is far from its goal, 32 met it, 30 is on track, 21 has too few measured, 71 no targets.
    """
    path = tmp_path_factory.mktemp("demo") / "register"
    demo.make_register(path, households=60_000, provinces=DEMO_PROVINCES, params_dir=PARAMS)
    return path
