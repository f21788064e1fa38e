"""Every measure says what it is."""

import pytest

from povlib.measures import MEASURES

UNITS = {"share", "households", "persons", "baht_year", "baht_person_year"}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_is_defined_in_full(measure):
    assert measure.unit in UNITS
    assert measure.name_th
    assert measure.name_en
    assert measure.formula
    assert measure.source


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_with_a_line_states_its_boundary(measure):
    assert bool(measure.boundary) == (measure.key not in ("mean", "median"))


def test_only_sums_add_up():
    adding = {m.key for m in MEASURES.values() if m.numerator and not m.denominator}
    assert adding == {m.key for m in MEASURES.values() if m.is_additive}
