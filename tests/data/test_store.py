import hashlib

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from povlib import data
from povlib.errors import RegisterError

UNIT = {"year_be": 2556, "province_code": "24"}
MONEY = ["income_main_baht", "income_secondary_baht"]


def write(register, frame, *, table="household", **unit):
    unit = UNIT | unit
    data.write_unit(register, table, frame, source=data.SourceRecord("a.csv"), **unit)


def test_a_unit_comes_back_as_it_went_in_sorted_by_place_and_household(register, homes):
    frame = homes()
    write(register, frame.sample(frac=1, random_state=1))
    back = data.read_unit(register, "household", columns=list(frame.columns), **UNIT)
    expected = frame.sort_values(["village_code", "household_id"], ignore_index=True)
    pd.testing.assert_frame_equal(back, expected, check_dtype=False)


def test_types_do_not_depend_on_what_is_missing(register, homes):
    write(register, homes().assign(income_secondary_baht=[np.nan, 0, 1, 2, 3, 4]))
    full = data.read_unit(register, "household", **UNIT)
    empty = data.read_unit(register, "household", year_be=2556, province_code="99")
    assert full.dtypes.equals(empty.dtypes)
    assert len(empty) == 0
    assert full[MONEY].dtypes.tolist() == [np.float64, np.float64]
    assert (full["household_id"].dtype, full["members"].dtype) == (np.int64, np.int32)
    assert full["income_secondary_baht"].isna().sum() == 1


def test_dates_and_text_come_back_with_their_types(register):
    followup = pd.DataFrame(
        {
            "household_id": [24_000_000_001],
            "fiscal_year_be": 2557,
            "village_code": 24_010_101,
            "date": pd.to_datetime(["2014-02-28"]),
            "process": 4,
            "activity": ["เยี่ยมบ้าน"],
        }
    )
    write(register, followup, table="followup", year_be=2557)
    back = data.read_unit(register, "followup", year_be=2557, province_code="24")
    assert back["date"].dtype == "datetime64[s]"
    assert back["activity"].dtype == "str"
    assert back.loc[0, "date"] == pd.Timestamp("2014-02-28")


def test_an_unknown_year_names_the_years_there_are(register, homes):
    write(register, homes())
    with pytest.raises(RegisterError, match="2556"):
        data.read_unit(register, "household", year_be=2599, province_code="24")


def test_national_tables_lie_in_one_unit_a_year(register):
    totals = pd.DataFrame(
        {"area_code": ["24"], "bmn_year_be": 2561, "item": "x", "unit": "persons", "count": 5}
    )
    write(register, totals, table="area_total", year_be=2561, province_code="TH")
    assert data.provinces(register, "area_total", year_be=2561) == ("TH",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"members": 0}, "values must lie in"),
        ({"members": 1.5}, "must hold values of type"),
        ({"members": None}, "must not be empty"),
        ({"village_code": 25_010_101}, "must lie in its province"),
        ({"bmn_year_be": 2557}, "must be of its year"),
        ({"household_id": 24_000_000_000}, "must occur once"),
        ({"name": "x"}, "must be in the dictionary"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_written(
    register, homes, content, change, message
):
    before = content(register)
    with pytest.raises(RegisterError, match=message):
        write(register, homes().assign(**change))
    assert content(register) == before


def test_the_same_rows_give_the_same_bytes_in_any_order(register, homes, content):
    write(register, homes())
    first = content(register)["household/bmn_year_be=2556/province_code=24/part.parquet"]
    write(register, homes().iloc[::-1])
    assert first in content(register).values()


def test_the_manifest_knows_rows_persons_checksum_and_source(register, homes):
    write(register, homes())
    unit = data.read_manifest(register).units[0]
    file = register / "household/bmn_year_be=2556/province_code=24/part.parquet"
    assert (unit.rows, unit.persons) == (6, 1 + 2 + 3 + 4 + 5 + 1)
    assert unit.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert unit.sources[0].file_name == "a.csv"


def test_money_and_codes_are_small_integers_on_disk(register, homes):
    write(register, homes())
    kinds = pq.read_schema(register / "household/bmn_year_be=2556/province_code=24/part.parquet")
    assert str(kinds.field("income_main_baht").type) == "int32"
    assert str(kinds.field("indicator_01").type) == "int8"
    assert str(kinds.field("household_id").type) == "int64"


def test_many_units_become_part_of_the_register_at_once(register, homes, source):
    with data.unit_batch(register) as batch:
        for code in (24, 25):
            unit = {"year_be": 2556, "province_code": str(code)}
            batch.write("household", homes(code), source=source, **unit)
        assert data.years_be(register, "household") == ()
    assert data.provinces(register, "household", year_be=2556) == ("24", "25")
    assert data.years_be(register, "household") == (2556,)


def test_the_fingerprint_changes_with_the_rows_of_its_tables_only(register, homes):
    empty = data.fingerprint(register)
    write(register, homes())
    assert data.fingerprint(register) != empty
    assert data.fingerprint(register, tables=["target"]) == data.fingerprint(register, tables=[])


def test_a_folder_without_a_manifest_is_no_register(tmp_path):
    with pytest.raises(RegisterError, match=r"register\.json"):
        data.read_manifest(tmp_path)


def test_a_register_is_made_in_an_empty_folder_only(register):
    with pytest.raises(RegisterError, match="โฟลเดอร์ว่าง"):
        data.create_register(register, is_demo=False)


def test_a_kept_result_is_read_until_the_register_changes(register, homes):
    data.write_derived(register, "panel 2556", {"n": 1}, of=data.fingerprint(register))
    assert data.read_derived(register, "panel 2556") == {"n": 1}
    assert data.read_derived(register, "panel 2557") is None
    write(register, homes())
    assert data.read_derived(register, "panel 2556") is None


def test_a_result_of_the_register_before_an_ingest_is_not_kept_for_the_one_after(
    register, homes, ingest
):
    before = data.fingerprint(register)
    ingest(register, homes())
    data.write_derived(register, "panel 2556", {"n": 1}, of=before)
    assert data.read_derived(register, "panel 2556") is None
