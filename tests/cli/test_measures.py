from click.testing import CliRunner

from povlib.cli import main
from povlib.measures import ALIASES, MEASURES
from povlib.measures.definitions import DEFINITIONS
from povlib.measures.registry import FUNCTIONS


def call(*arguments: str):
    return CliRunner().invoke(main, ["measures", *arguments])


def test_all_measures_are_listed():
    lines = call().output.splitlines()
    names = [line.split("\t")[0] for line in lines]
    functions = [f"povlib.measures.{name}" for name in FUNCTIONS]
    assert names[: len(MEASURES)] == [*MEASURES]
    assert sorted(names) == sorted([*MEASURES, *ALIASES, *functions, *DEFINITIONS])
    at = names.index("povlib.measures.targeting.targeting")
    assert names[at + 1] == "targeting.coverage"


def test_a_definition_says_formula_unit_and_source():
    said = call("quantile:0.5", "headcount").output
    assert "ควอนไทล์" in said
    for text in (MEASURES["headcount"].formula, MEASURES["headcount"].source, "สัดส่วน 0–1"):
        assert text in said


def test_an_unknown_key_names_the_nearest_and_ends_with_2():
    result = call("headcont")
    assert result.exit_code == 2
    assert "headcount" in result.output


def test_a_function_tells_all_its_values_and_a_dotted_key_one():
    said = call("targeting").output
    assert said.count("หน่วย: ") == 7
    assert call("povlib.measures.targeting.targeting").output == said
    one = call("targeting.exclusion_error", "gini").output
    assert "สัดส่วนตกหล่น" in one
    assert one.count("หน่วย: ") == 2


def test_an_unknown_value_of_a_function_names_the_nearest():
    result = call("targeting.exclusion_eror")
    assert result.exit_code == 2
    assert "targeting.exclusion_error" in result.output


def test_another_name_with_a_point_in_it_is_no_function():
    assert "ดัชนีแอตกินสัน" in call("atkinson0.5").output
    assert "ควอนไทล์" in call("quantile:0.25").output


def test_a_bare_name_of_a_value_is_enough_and_an_unknown_one_is_told_in_thai():
    assert "ดัชนีความยากจนเรื้อรัง" in call("duration_adjusted_headcount").output
    result = call("headcout")
    assert result.exit_code == 2
    assert "ต้องเป็นชื่อตัวชี้วัด" in result.output
    assert "headcount" in result.output
