"""Every measure says what it is."""

from importlib import import_module

import pytest

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures import ALIASES, MEASURES, UNDEFINED
from povlib.measures.gaps import GAP_MEASURES
from povlib.measures.registry import FUNCTIONS, require_measures
from tests.measures.homes import SIX

UNITS = {"share", "index", "ratio", "households", "persons", "baht_year", "baht_person_year"}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_is_defined_in_full(measure):
    assert measure.unit in UNITS
    assert measure.name_th
    assert measure.name_en
    assert measure.formula
    assert not set("()=/^").intersection(measure.definition_th.replace("(หรือครัวเรือน)", ""))
    assert len(measure.definition_th) > 30
    assert measure.source
    assert measure.influence
    assert measure.undefined in UNDEFINED
    assert (measure.numerator is None) != (measure.kernel is None)
    assert bool(measure.takes) == bool(measure.parameters)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_with_a_line_states_its_boundary(measure):
    assert bool(measure.boundary) == (measure in GAP_MEASURES)


def test_only_sums_add_up():
    adding = {m.key for m in MEASURES.values() if m.numerator and not m.denominator}
    assert adding == {m.key for m in MEASURES.values() if m.is_additive}


def test_a_bare_key_stands_for_its_usual_numbers():
    assert [asked.key for asked in require_measures("quintile_share")][-1] == "quintile_share:5"
    assert len(require_measures(list(MEASURES))) > len(MEASURES)


@pytest.mark.parametrize(
    "key", ["quantile:1.5", "ge:x", "decile_share:0", "decile_share:1.5", "atkinson:0", "mean:1"]
)
def test_a_number_that_a_measure_cannot_take_is_refused(key):
    with pytest.raises(MeasureError, match=key.partition(":")[0]):
        require_measures(key)


def test_the_same_measure_twice_is_refused_also_behind_a_bare_key():
    with pytest.raises(MeasureError, match="ซ้ำ"):
        require_measures(["ge", "ge:1"])


@pytest.mark.parametrize(("name", "key"), ALIASES.items())
def test_another_name_gives_the_same_value_and_bears_its_own_name(name, key):
    call = {"income": "baht", "line": 30_000, "members": "members", "unit": "persons"}
    got = measures.poverty(SIX, measures=name, **call)
    same = measures.poverty(SIX, measures=key, **call)
    assert got["value"].tolist() == same["value"].tolist()
    if not name.startswith("quantile"):
        assert got["measure"].tolist() == [name]


def test_a_mistyped_other_name_is_told():
    with pytest.raises(MeasureError, match="fgt1"):
        require_measures("fgt_1")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_named_to_planners_exists_and_explains_itself(name):
    module, function = name.split(".")
    named = getattr(import_module(f"povlib.measures.{module}"), function)
    assert "Returns" in named.__doc__
