"""Rows come into the order of the register whatever their chunks, types and missing values are."""

import numpy as np
import pyarrow as pa

from povlib.data.columns import arrow_schema, fill_rows, sort_columns, sort_rows


def made_rows(count: int, *, seed: int) -> pa.Table:
    rng = np.random.default_rng(seed)
    flags = pa.array(rng.integers(0, 2, count), pa.int8(), mask=rng.random(count) < 0.3)
    given = {
        "household_id": pa.array(rng.permutation(count) + 10**10),
        "bmn_year_be": pa.array(np.full(count, 2556), pa.int32()),
        "village_code": pa.array(65010101 + rng.integers(0, 5, count), pa.int32()),
        "members": pa.array(rng.integers(1, 9, count), pa.int32()),
        "indicator_01": flags,
    }
    return fill_rows(pa.table(given), table="household")


def test_rows_of_several_chunks_are_sorted_as_arrow_sorts_them():
    rows = pa.concat_tables([made_rows(50, seed=1), made_rows(31, seed=2).slice(3)])
    keys = [(name, "ascending") for name in sort_columns("household")]
    assert sort_rows(rows, table="household").equals(rows.combine_chunks().sort_by(keys))


def test_an_empty_table_stays_empty():
    assert sort_rows(arrow_schema("target").empty_table(), table="target").num_rows == 0
