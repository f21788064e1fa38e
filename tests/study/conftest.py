"""Studies of the demo register, opened once for all tests of this room."""

from datetime import date
from pathlib import Path

import pytest

from povlib.study import open_nation, open_province

PROVINCES = ("16", "21", "30", "32", "71")
WHEN = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
PARAMS = Path(__file__).parents[2] / "params"


@pytest.fixture(scope="session")
def studies(demo_register):
    """By province code; "TH" is the nation; "71" has no targets."""
    asked = {**WHEN, "params_dir": PARAMS}
    nation = open_nation(demo_register, **asked)
    found = {code: open_province(demo_register, province_code=code, **asked) for code in PROVINCES}
    return {**found, "TH": nation}
