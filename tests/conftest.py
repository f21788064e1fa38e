"""Fixtures for all rooms."""

from pathlib import Path

import pytest

from povlib.data import demo

# กำแพงเพชร สุโขทัย พิษณุโลก พิจิตร และราชบุรีที่ไม่มีครัวเรือนเป้าหมาย มีครัวเรือนย้ายหากัน
DEMO_PROVINCES = ("62", "64", "65", "66", "70")
PARAMS = Path(__file__).parents[1] / "params"


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory) -> Path:
    """A small demo register: five rounds of five provinces, small districts; treat it as read-only.

    62 is far from its goal, 64 met it, 65 is on track, 66 has too few measured, 70 no targets.
    """
    path = tmp_path_factory.mktemp("demo") / "register"
    demo.make_register(path, households=60_000, provinces=DEMO_PROVINCES, params_dir=PARAMS)
    return path
