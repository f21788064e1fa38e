import pandas as pd
import pytest

from povlib import data
from povlib.errors import RegisterError

YEARS = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "province_code": "24"}


def targets(homes, **changes):
    frame = homes()[["household_id", "village_code", "bmn_year_be"]]
    return frame.assign(fiscal_year_be=2557, group="assist", **changes)


def visits(homes):
    frame = homes()[["household_id", "village_code"]]
    day = pd.Timestamp("2014-01-05")
    return frame.assign(fiscal_year_be=2557, date=day, process=1, activity="x")


def report(register):
    return data.join_report(register, **YEARS).to_numpy().tolist()


def test_every_target_has_a_household_and_every_visit_a_target(register, homes, ingest):
    ingest(register, homes())
    ingest(register, targets(homes), table="target")
    ingest(register, visits(homes), table="followup")
    assert report(register) == [[2401, 0, 0], [2402, 0, 0]]


def test_what_has_no_partner_is_counted_in_its_district(register, homes, ingest):
    ingest(register, homes(ids=range(2, 6)))
    ingest(register, targets(homes).iloc[:5], table="target")
    ingest(register, visits(homes), table="followup")
    assert report(register) == [[2401, 1, 0], [2402, 1, 1]]


def test_a_household_filed_in_another_province_is_a_partner(register, homes, ingest):
    ingest(register, homes().assign(village_code=25_010_101))
    ingest(register, targets(homes), table="target")
    assert report(register) == [[2401, 0, 0], [2402, 0, 0]]


def test_a_province_without_targets_has_an_empty_report(register, homes, ingest):
    ingest(register, homes())
    ingest(register, targets(homes), table="target")
    empty = data.join_report(register, **(YEARS | {"province_code": "26"}))
    assert list(empty.columns) == [
        "district_code",
        "targets_without_household",
        "followups_without_target",
    ]
    assert empty.empty


def test_a_year_without_targets_is_an_error(register, homes, ingest):
    ingest(register, homes())
    with pytest.raises(RegisterError, match="2557"):
        report(register)
