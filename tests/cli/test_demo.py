"""`povlib demo`: how much may be asked for is told before and after."""

import pytest
from click.testing import CliRunner

from povlib.cli import main


def test_help_tells_how_much_may_be_asked_for():
    said = " ".join(CliRunner().invoke(main, ["demo", "--help"]).output.split())
    assert "5,000 ถึง 30,000,000" in said
    assert "1 ถึง 25" in said
    assert "2545 ถึง 2569" in said


@pytest.mark.parametrize(
    ("option", "number", "said"),
    [
        ("--households", 4_999, "5,000 ถึง 30,000,000"),
        ("--households", 30_000_001, "5,000 ถึง 30,000,000"),
        ("--years", 0, "1 ถึง 25"),
        ("--years", 26, "1 ถึง 25"),
        ("--years", 25, "2544"),
        ("--first-year", 2570, "2570"),
    ],
)
def test_a_number_outside_is_refused_in_thai_and_nothing_is_written(tmp_path, option, number, said):
    got = CliRunner().invoke(main, ["demo", "--register", str(tmp_path / "r"), option, str(number)])
    assert got.exit_code == 2
    assert said in got.output
    assert not (tmp_path / "r").exists()
