"""Laws that hold for any households, and the same numbers from duckdb's SQL."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from tests.measures.homes import KEYS, LINE, POSITIVE, RANKED, households

MONEY = ("cost_to_close_baht", "mean_gap_poor", "mean", "median", "quantile", "median_poor", "line")
ALL = (*KEYS, *RANKED, *POSITIVE)
ADDITIVE = [m.key for m in measures.MEASURES.values() if m.is_additive]
UNITS = st.sampled_from(["persons", "households"])
quick = settings(max_examples=25, deadline=None)


def ask(frame: pd.DataFrame, *, line: float = LINE, **given) -> pd.DataFrame:
    call = {"members": "members", "unit": "persons", "by": "district_code", "measures": KEYS}
    return measures.poverty(frame, income="baht", line=line, **(call | given))


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(left, right, rtol=1e-11, atol=1e-11)


@quick
@given(households(), UNITS, st.sampled_from([2, 10, 1_000]))
def test_money_in_another_coin_scales_only_money(frame, unit, coin):
    before = ask(frame, unit=unit, measures=ALL)
    rich = frame.assign(baht=frame["baht"] * coin)
    after = ask(rich, line=LINE * coin, unit=unit, measures=ALL)
    is_money = before["measure"].str.partition(":")[0].isin(MONEY)
    same(before.assign(value=before["value"].where(~is_money, before["value"] * coin)), after)


@quick
@given(households(), UNITS)
def test_two_copies_of_everyone_double_only_counts(frame, unit):
    before = ask(frame, unit=unit, measures=ALL)
    after = ask(pd.concat([frame, frame], ignore_index=True), unit=unit, measures=ALL)
    doubled = before["value"].where(~before["measure"].isin(ADDITIVE), before["value"] * 2)
    same(before.assign(value=doubled, n=before["n"] * 2), after)


@quick
@given(households(), UNITS)
def test_a_weight_is_as_many_copies(frame, unit):
    copies = frame.loc[frame.index.repeat(frame["members"])]
    weighted = ask(frame, unit=unit, weight="members", measures=ALL)
    copied = ask(copies, unit=unit, measures=ALL)
    same(weighted.drop(columns="n"), copied.drop(columns="n"))


@quick
@given(households(), UNITS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(frame, unit, random):
    order = list(range(len(frame)))
    random.shuffle(order)
    same(ask(frame, unit=unit, measures=ALL), ask(frame.iloc[order], unit=unit, measures=ALL))


@pytest.mark.parametrize(
    "dtype", ["int32", "float64", "Int64", "Float64", "int64[pyarrow]", "double[pyarrow]"]
)
@quick
@given(households(), UNITS)
def test_the_type_of_numbers_does_not_matter(dtype, frame, unit):
    typed = frame.astype({"baht": dtype, "members": dtype})
    same(ask(frame, unit=unit), ask(typed, unit=unit))


def test_narrow_types_do_not_overflow():
    frame = pd.DataFrame({"baht": [29_000] * 3_000, "members": [100] * 3_000})
    narrow = frame.astype({"baht": "int16", "members": "int8"})
    same(ask(frame, by=None), ask(narrow, by=None))
    same(ask(frame, by=None), ask(frame.astype("float32"), by=None))


@pytest.mark.parametrize("dtype", ["int16", "Int64", "str", "category", "int64[pyarrow]"])
def test_the_type_of_a_key_does_not_matter(dtype):
    frame = pd.DataFrame({"district_code": [3, 1, 3], "baht": [1, 2, 3], "members": 1})
    got = ask(frame.astype({"district_code": dtype}))
    assert got["value"].tolist() == pytest.approx(ask(frame)["value"].tolist())
    assert got["district_code"].astype("int64").tolist() == [1] * len(KEYS) + [3] * len(KEYS)
    assert got["district_code"].dtype == frame["district_code"].astype(dtype).dtype


@quick
@given(households())
def test_parts_add_up_to_the_whole(frame):
    parts = ask(frame, measures=ADDITIVE).groupby("measure", sort=False)["value"].sum()
    whole = ask(frame, by=None, measures=ADDITIVE).set_index("measure")["value"]
    assert parts.tolist() == pytest.approx(whole.tolist(), rel=1e-12)


@quick
@given(households(), st.integers(0, 1_000_000))
def test_riches_above_the_line_change_no_measure_of_the_poor(frame, more):
    richer = frame.assign(baht=frame["baht"] + more * (frame["baht"] >= LINE))
    focused = [k for k in KEYS if k not in ("mean", "median")]
    focused += ["sen", "sst", "tip_curve", "income_gap_ratio", "median_poor", "median_gap_ratio"]
    same(ask(frame, measures=focused), ask(richer, measures=focused))


@quick
@given(households(), UNITS)
def test_duckdb_gives_the_same_numbers(frame, unit):
    got = ask(frame, unit=unit).set_index(["district_code", "measure"])["value"]
    counted = "members" if unit == "persons" else "1"
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            f"""
            with copies as (
              select district_code, baht, unnest(range(({counted})::bigint)) from homes),
            medians as (
              select district_code, list_sort(list(baht))[1 + count(*) // 2] as median_baht
              from copies group by district_code)
            select district_code,
              sum({counted}) filter (baht < {LINE}) / sum({counted})::double as headcount,
              sum({counted} * ({LINE} - baht) / {LINE}::double) filter (baht < {LINE})
                / sum({counted}) as poverty_gap,
              sum({counted} * power(({LINE} - baht) / {LINE}::double, 2)) filter (baht < {LINE})
                / sum({counted}) as squared_gap,
              count(*) filter (baht < {LINE}) as poor_households,
              sum(members) filter (baht < {LINE}) as poor_persons,
              sum(members * ({LINE} - baht)) filter (baht < {LINE}) as cost_to_close_baht,
              sum({counted} * ({LINE} - baht)) filter (baht < {LINE})
                / sum({counted}) filter (baht < {LINE})::double as mean_gap_poor,
              sum({counted} * baht) / sum({counted})::double as mean,
              median_baht as median
            from homes join medians using (district_code)
            group by district_code, median_baht"""
        ).df()
    expected = rows.set_index("district_code").fillna({k: 0 for k in KEYS if k != "mean_gap_poor"})
    for (district, key), value in got.items():
        np.testing.assert_allclose(value, expected.loc[district, key], rtol=1e-9, atol=1e-12)
