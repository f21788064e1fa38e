from click.testing import CliRunner

from povlib.cli import main
from povlib.measures import ALIASES, MEASURES
from povlib.measures.registry import FUNCTIONS


def call(*arguments: str):
    return CliRunner().invoke(main, ["measures", *arguments])


def test_all_measures_are_listed():
    lines = call().output.splitlines()
    functions = [f"povlib.measures.{name}" for name in FUNCTIONS]
    assert [line.split("\t")[0] for line in lines] == [*MEASURES, *ALIASES, *functions]


def test_a_definition_says_formula_unit_and_source():
    said = call("quantile:0.5", "headcount").output
    assert "ควอนไทล์" in said
    for text in (MEASURES["headcount"].formula, MEASURES["headcount"].source, "สัดส่วน 0–1"):
        assert text in said


def test_an_unknown_key_names_the_nearest_and_ends_with_2():
    result = call("headcont")
    assert result.exit_code == 2
    assert "headcount" in result.output
