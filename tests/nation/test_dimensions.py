"""Alkire and Foster's measures of every level, against the call on all rows and against SQL."""

from fractions import Fraction

import duckdb
import numpy as np
import pytest

from povlib.data import demo
from povlib.errors import MeasureError
from povlib.measures.dimensions import alkire_foster, nested_scheme
from povlib.nation import LEVELS, measure_nation
from povlib.params import read_dimensions
from tests.conftest import PARAMS
from tests.nation.second_way import households

YEAR = 2561


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    path = tmp_path_factory.mktemp("flags") / "register"
    how = {"households": 20_000, "years": 1, "first_bmn_year_be": YEAR, "params_dir": PARAMS}
    demo.make_register(path, provinces=["16", "21"], **how)
    return path


@pytest.fixture(scope="module")
def rows(register):
    return households(register, year=YEAR)


def scheme_of(key, cutoff):
    preset = read_dimensions(PARAMS / "dimensions.yml").preset(key, bmn_year_be=YEAR)
    return nested_scheme(preset.columns, cutoff=cutoff)


def measure(register, **how):
    options = {"bmn_year_be": YEAR, "line_baht": 38_000.0, "want": ["dimensions"]}
    return measure_nation(register, executor="serial", **(options | how))


@pytest.mark.parametrize("missing", ["rescale", "drop", "not_deprived"])
@pytest.mark.parametrize(
    ("key", "cutoff"), [("bmn_groups", Fraction(1, 10)), ("tpmap", None), ("tpmap", Fraction(1, 5))]
)
def test_every_level_is_what_the_call_gives_of_the_same_rows(register, rows, key, cutoff, missing):
    scheme = scheme_of(key, cutoff)
    nation = measure(register, scheme=scheme, missing=missing)
    names = {"headcount": "H", "intensity": "A", "adjusted_headcount": "M0"}
    for level, size in LEVELS.items():
        tidy = alkire_foster(
            rows.assign(area_code=rows["village_code"].astype("int64") // size),
            scheme=scheme,
            members="members",
            unit="persons",
            by="area_code",
            missing=missing,
            holds="passes",
        )
        ours = nation.levels[level]["dimensions"].set_index("area_code")
        for measure_key, part in tidy.groupby("measure"):
            for indicator, values in part.groupby("indicator"):
                censored = f"censored_{indicator}" if measure_key == "censored_headcount" else ""
                if name := names.get(measure_key, censored):
                    other = values.set_index("area_code")["value"].reindex(ours.index)
                    np.testing.assert_allclose(ours[name], other, rtol=1e-12, err_msg=name)


def test_the_union_rule_is_what_sql_gives_of_the_files(register):
    scheme = scheme_of("tpmap", None)
    nation = measure(register, scheme=scheme, missing="not_deprived")
    files = f"{register}/household/bmn_year_be={YEAR}/*/part.parquet"
    lacks = " or ".join(f"coalesce({name}, 1) = 0" for name in scheme.weights)
    for level, size in LEVELS.items():
        other = duckdb.sql(f"""select village_code // {size} as area_code, sum(members) as persons,
            count(*) filter ({lacks}) as poor_households,
            coalesce(sum(members) filter ({lacks}), 0) as poor_persons
            from read_parquet('{files}') group by area_code order by area_code""").df()
        ours = nation.levels[level]["dimensions"]
        for name in other.columns:
            np.testing.assert_array_equal(ours[name], other[name])


def test_dimensions_without_a_scheme_are_refused(register):
    with pytest.raises(MeasureError, match="scheme"):
        measure(register)
