import pandas as pd
import pytest

from povlib import data
from povlib.errors import RegisterError
from povlib.study import describe_register

TEAM = {
    "team_id": ["T-01"],
    "fiscal_year_be": [2557],
    "subdistrict_code": [240101],
    "leaders": [1],
    "cdd_officers": [1],
    "experts": [1],
    "formed": pd.to_datetime(["2013-11-01"]),
}


def test_one_row_says_how_many_provinces_and_rows_a_table_has_in_a_year(demo_register):
    frame = describe_register(demo_register).data
    row = frame[(frame["ตาราง"] == "ครัวเรือนเป้าหมาย") & (frame["ปี"] == "ปีงบประมาณ 2557")].iloc[0]
    units = [u for u in data.read_manifest(demo_register).units if u.key[:2] == ("target", 2557)]
    assert row["จังหวัด"] == 4
    assert row["แถว"] == sum(u.rows for u in units)
    assert row["ข้อมูล"] == "ข้อมูลสมมติ"


def test_small_national_tables_count_no_provinces(demo_register):
    frame = describe_register(demo_register).data
    assert frame.loc[frame["ตาราง"] == "ตัวชี้วัดของโครงการ", "จังหวัด"].isna().all()


def test_the_last_ingest_is_said_in_thai(tmp_path):
    data.create_register(tmp_path / "r", is_demo=False)
    with data.transaction(tmp_path / "r", recorded_at="2014-06-02T09:30:00+07:00") as tx:
        tx.add("team", pd.DataFrame(TEAM), source=data.SourceRecord("teams.csv"))
    row = describe_register(tmp_path / "r").data.iloc[0]
    assert row["นำเข้าล่าสุด"] == "2 มิ.ย. 2557"
    assert row["ข้อมูล"] == "ข้อมูลของหน่วยงาน"


def test_an_empty_register_gives_an_empty_table_that_can_be_shown(tmp_path):
    data.create_register(tmp_path / "r", is_demo=False)
    shown = describe_register(tmp_path / "r")
    assert len(shown.data) == 0
    assert "นำเข้าล่าสุด" in shown.to_html()


def test_a_folder_without_a_register_is_refused(tmp_path):
    with pytest.raises(RegisterError, match="register.json"):
        describe_register(tmp_path)
