"""Every value that a function gives is defined, and every definition is of a value it gives."""

from fractions import Fraction

import pandas as pd
import pytest

from povlib.errors import MeasureError
from povlib.measures.change import datt_ravallion, growth_incidence
from povlib.measures.contributions import contributions
from povlib.measures.decomposition import decomposition
from povlib.measures.definitions import DEFINITIONS, find_definitions
from povlib.measures.did import difference_in_differences, two_way_fixed_effects
from povlib.measures.dimensions import alkire_foster, nested_scheme
from povlib.measures.panels import poverty_histories
from povlib.measures.propoor import pro_poor_rates
from povlib.measures.simulate import cost_by_group, simulate
from povlib.measures.targeting import targeting
from povlib.measures.targets import progress_to_target

UNITS = {
    "share",
    "index",
    "ratio",
    "households",
    "persons",
    "baht_year",
    "growth",
    "years",
    "spells",
    "yes_no",
    "as_given",
    "as_given_per_time",
}
HOMES = pd.DataFrame(
    {
        "baht": [10_000.0, 20_000, 40_000, 50_000],
        "helped": [1, 0, 1, 0],
        "late": [0, 1, 0, 1],
        "on": [0, 0, 0, 1],
        "place": [1, 1, 2, 2],
        "a": [1, 0, 0, 1],
        "b": [0, 0, 1, 1],
    }
)
CALL = {"income": "baht", "line": 30_000, "members": None, "unit": "households"}
KEYS = {"by", "place", "budget_baht", "n", "n_missing", "reason"}


def _given() -> dict[str, set[str]]:
    """Call every function and read what its table holds."""
    scheme = nested_scheme({"x": ["a"], "y": ["b"]}, cutoff=Fraction(1, 2))
    did = {"outcome": "baht", "treated": "helped", "after": "late", "cluster": "place"}
    panel = {"outcome": "baht", "treatment": "on", "entity": "place", "period": "late"}
    history = pd.DataFrame({"year": [1, 2, 3], "share": [3.0, 2, 2]})
    seen = pd.DataFrame({"home": 1, "year": range(2554, 2558), "baht": [1, 9, 1, 9]})
    rounds = {"household": "home", "year": "year", "income": "baht", "line": 5}
    tables = {
        "alkire_foster": alkire_foster(HOMES, scheme=scheme, members=None, unit="households"),
        "poverty_histories": poverty_histories(seen, members=None, unit="households", **rounds),
        "pro_poor_rates": pro_poor_rates(HOMES, HOMES, **CALL),
        "targeting": targeting(HOMES, reached="helped", benefit="baht", **CALL),
        "progress_to_target": progress_to_target(
            history, value="share", time="year", target=1, due=5
        ),
        "difference_in_differences": difference_in_differences(HOMES, **did),
        "two_way_fixed_effects": two_way_fixed_effects(HOMES, **panel),
    }
    found = {name: set(table["measure"]) for name, table in tables.items()}
    simulated = simulate(HOMES, budget_baht=1, rule="nearest", **CALL)
    found["simulate"] = set(simulated.columns) - KEYS
    found["cost_by_group"] = set(cost_by_group(HOMES, by="place", **CALL).columns) - KEYS
    parts = datt_ravallion(HOMES, HOMES, **CALL)
    found["datt_ravallion"] = set(parts.columns) - {"reference"}
    found["growth_incidence"] = set(growth_incidence(HOMES, HOMES, **CALL)["kind"])
    shares = contributions(HOMES, by="place", measures="headcount", **CALL)
    found["contributions"] = {"value", "counted_share"} & set(shares.columns)
    how = {"income": "baht", "members": None, "unit": "households", "by": "place"}
    parts = decomposition(HOMES, measures=["ge:1", "gini", "atkinson:1"], **how)
    found["decomposition"] = set(parts["part"]) | {"share"} & set(parts.columns)
    found["matched_difference"] = {"difference"}
    return found


def test_every_value_is_defined_and_every_definition_is_given():
    found = {f"{call}.{name}" for call, names in _given().items() for name in names}
    assert found == set(DEFINITIONS)


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_a_definition_is_whole(definition):
    assert definition.unit in UNITS
    assert definition.name_th != definition.name_en
    assert len(definition.definition_th) > 30
    assert not set("()=/^").intersection(definition.definition_th)
    assert definition.formula
    assert definition.source


def test_what_has_a_line_states_its_boundary():
    without = {key.partition(".")[0] for key, each in DEFINITIONS.items() if not each.boundary}
    assert without <= {
        "progress_to_target",
        "difference_in_differences",
        "two_way_fixed_effects",
        "matched_difference",
        "growth_incidence",
        "pro_poor_rates",
        "contributions",
        "decomposition",
    }


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(MeasureError, match="simulate.spent_baht"):
        find_definitions("simulate.spent_bath")
