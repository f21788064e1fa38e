"""From files to a register: what goes in, what is set aside, and what never appears anywhere."""

import hashlib
import importlib.util
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.data.feeds import Feed
from povlib.data.forget import forget_household
from povlib.data.ingest import Options, check_feeds, check_files, ingest_feeds, ingest_files
from povlib.data.masking import keyed_id
from povlib.data.sheets import Sheet, block_of_rows
from povlib.errors import ConflictError, InputError
from tests.data.files import FOLLOWUP, HOME, homes, read, write_csv

ROOT = Path(__file__).parents[2]
SOURCES_DIR = ROOT / "params" / "sources"
NATIONAL_ID = "1234567890121"
NAME = "นางสาวสมหญิง ใจดีมาก"
PHONE = "0812345678"
KEY = b"a-secret-of-the-office"


def ingest(register, *paths, replace_rows=False, **options):
    return ingest_files(
        paths,
        register=register,
        sources_dir=SOURCES_DIR,
        options=Options(**options),
        replace_rows=replace_rows,
    )


def content(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(files)
    }


def everything_written(folder: Path) -> bytes:
    """All bytes of a folder, tables as text and forms unpacked."""
    parts = []
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            parts.append(pd.read_parquet(path).to_csv().encode())
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        elif path.is_file():
            parts.append(path.read_bytes())
    return b"\n".join(parts)


def test_a_file_becomes_rows_of_the_register(tmp_path):
    report = ingest(tmp_path / "reg", write_csv(tmp_path / "a.csv", homes(3)))
    assert report.result.rows_new == 3
    rows = data.read_unit(tmp_path / "reg", "household", year_be=2556, province_code="24")
    assert rows["household_id"].tolist() == [24010100001, 24010100002, 24010100003]


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes(3, {"จำนวนสมาชิก": "0"}))
    ingest(tmp_path / "reg", path)
    before = content(tmp_path / "reg")
    report = ingest(tmp_path / "reg", path)
    assert report.result.ingest_id is None
    assert content(tmp_path / "reg") == before


def test_new_content_for_a_key_is_a_conflict_unless_replaced(tmp_path):
    ingest(tmp_path / "reg", write_csv(tmp_path / "a.csv", [HOME]))
    path = write_csv(tmp_path / "b.csv", [{**HOME, "จำนวนสมาชิก": "5"}])
    with pytest.raises(ConflictError):
        ingest(tmp_path / "reg", path)
    assert ingest(tmp_path / "reg", path, replace_rows=True).result.rows_replaced == 1


def test_several_files_of_several_shapes_go_in_together(tmp_path):
    paths = [write_csv(tmp_path / "a.csv", homes()), write_csv(tmp_path / "b.csv", [FOLLOWUP])]
    report = ingest(tmp_path / "reg", *paths)
    assert [(f.source, f.rows_kept) for f in report.files] == [("household", 2), ("followup", 1)]
    assert data.years_be(tmp_path / "reg", "followup") == (2557,)


def test_a_file_that_cannot_be_used_leaves_no_register(tmp_path):
    sound = write_csv(tmp_path / "a.csv", homes())
    (tmp_path / "b.csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError):
        ingest(tmp_path / "reg", sound, tmp_path / "b.csv")
    assert not (tmp_path / "reg").exists()


def sheet_of(rows: list[dict[str, str]]) -> Sheet:
    """A sheet that is no file: its rows come in blocks of two."""
    top, width = tuple(rows[0]), len(rows[0])

    def blocks(skip: int):
        for start in range(0, len(rows), 2):
            cells = [tuple(row.values()) for row in rows[start : start + 2]]
            yield block_of_rows(cells, first_row=skip + 1 + start, width=width)

    return Sheet("ฐานข้อมูล", "", (top,), blocks)


def test_rows_may_come_from_something_that_is_no_file(tmp_path):
    rows, asked = homes(5), []
    sheet = sheet_of(rows)

    def blocks(skip: int):
        yield from sheet.blocks(skip)
        asked.append("the last block is read")

    sheets = (replace(sheet, blocks=blocks),)
    feed = Feed("ฐานข้อมูล", lambda: sheets, lambda: "".join(asked), needs_rows=True)
    options = Options()
    report = ingest_feeds(
        [feed], register=tmp_path / "reg", sources_dir=SOURCES_DIR, options=options
    )
    assert report.result.rows_new == 5
    (unit,) = data.read_manifest(tmp_path / "reg").units
    (source,) = unit.sources
    assert (source.file_name, source.sha256) == ("ฐานข้อมูล", "the last block is read")
    assert [s.sha256 for s in data.read_log(tmp_path / "reg")[0].sources] == [source.sha256]
    assert check_feeds([feed], sources_dir=SOURCES_DIR, options=options).files == report.files


def test_a_file_given_twice_is_one_source(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes(3))
    report = ingest(tmp_path / "reg", path, path)
    assert (report.result.rows_new, report.result.rows_unchanged) == (3, 3)
    (unit,) = data.read_manifest(tmp_path / "reg").units
    assert [s.sha256 for s in unit.sources] == [hashlib.sha256(path.read_bytes()).hexdigest()]


def test_an_error_that_is_not_ours_leaves_no_register_either(tmp_path):
    def fails():
        raise OSError

    feed = Feed("x", fails, str)
    with pytest.raises(OSError):  # noqa: PT011 - a bare one, as a driver may raise it
        ingest_feeds([feed], register=tmp_path / "reg", sources_dir=SOURCES_DIR, options=Options())
    assert not (tmp_path / "reg").exists()


def test_checking_writes_nothing_and_counts_the_same(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes(3, {"จำนวนสมาชิก": "0"}))
    report = check_files([path], sources_dir=SOURCES_DIR, options=Options())
    assert [(f.rows_in, f.rows_kept, f.rows_rejected) for f in report.files] == [(3, 2, 1)]
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_corrected_form_of_rejected_rows_goes_in(tmp_path):
    ingest(tmp_path / "reg", write_csv(tmp_path / "a.csv", homes(3, {"จำนวนสมาชิก": "0"})))
    (form,) = (tmp_path / "reg" / "rejects").rglob("*.xlsx")
    rows = pd.read_excel(form, header=1, dtype=str, engine="calamine")
    assert rows["แถวเดิม"].tolist() == ["4"]
    assert "จำนวนสมาชิก" in rows["เหตุที่ไม่รับ"].iloc[0]
    fixed = [{**row, "จำนวนสมาชิก": "4"} for row in rows.fillna("").to_dict("records")]
    report = ingest(tmp_path / "reg", write_csv(tmp_path / "b.csv", fixed))
    assert report.result.rows_new == 1
    assert report.issues.empty


def test_forgetting_a_rejected_household_leaves_the_others_in_the_form(tmp_path):
    bad = [{**row, "จำนวนสมาชิก": "0"} for row in homes(3)]
    ingest(tmp_path / "reg", write_csv(tmp_path / "a.csv", bad))
    (form,) = (tmp_path / "reg" / "rejects").rglob("*.xlsx")
    before = pd.read_excel(form, header=1, dtype=str, engine="calamine")
    forget_household(tmp_path / "reg", household_id=int(bad[1]["รหัสบ้าน"]))
    after = pd.read_excel(form, header=1, dtype=str, engine="calamine")
    pd.testing.assert_frame_equal(after, before.drop(index=1).reset_index(drop=True))
    for row in (bad[0], bad[2]):
        forget_household(tmp_path / "reg", household_id=int(row["รหัสบ้าน"]))
    assert not form.exists()


def test_personal_data_occurs_in_nothing_that_is_written_or_shown(tmp_path):
    personal = {"ชื่อ-สกุล": NAME, "เลขบัตรประชาชน": NATIONAL_ID, "โทรศัพท์": PHONE}
    rows = [{**personal, **row} for row in homes(4, {"จำนวนสมาชิก": NAME})]
    rows[0]["รหัสบ้าน"] = NATIONAL_ID
    rows[1]["รายได้อื่น"] = PHONE
    visit = {**FOLLOWUP, "กิจกรรม": f"เยี่ยม{NAME} โทร {PHONE} บัตร {NATIONAL_ID}"}
    paths = [write_csv(tmp_path / "a.csv", rows), write_csv(tmp_path / "b.csv", [visit])]
    report = ingest(tmp_path / "reg", *paths)
    written = everything_written(tmp_path / "reg") + report.issues.to_csv().encode()
    for secret in (NATIONAL_ID, PHONE, "สมหญิง", "ใจดีมาก"):
        assert secret.encode() not in written
    assert "[ปกปิด]" in report.issues["value"].tolist()


def test_a_household_without_code_gets_a_keyed_one_only_with_the_key(tmp_path):
    rows = [{"เลขบัตรประชาชน": NATIONAL_ID, **HOME, "รหัสบ้าน": ""}]
    path = write_csv(tmp_path / "a.csv", rows)
    assert read(path).rules == ["required_missing"]
    got = read(path, id_key=KEY)
    assert got.rules == ["id_from_national_id"]
    assert got.frame["household_id"].tolist() == [keyed_id(NATIONAL_ID, key=KEY)]


def test_a_file_without_a_column_of_codes_needs_the_key(tmp_path):
    row = {"เลขบัตรประชาชน": NATIONAL_ID, **HOME}
    path = write_csv(tmp_path / "a.csv", [{k: v for k, v in row.items() if k != "รหัสบ้าน"}])
    with pytest.raises(InputError, match="--id-key"):
        read(path)
    assert read(path, id_key=KEY).rows_kept == 1


def test_planted_faults_are_found_and_nothing_else(tmp_path):
    spec = importlib.util.spec_from_file_location("planted", ROOT / "benchmarks" / "planted.py")
    planted = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(planted)
    rows, each = {"65": 3000, "24": 2000}, {"65": 6, "24": 4}
    key = planted.write_file(tmp_path / "a.csv", rows=rows, faults_each=each, seed=7)
    report = ingest(tmp_path / "reg", tmp_path / "a.csv", bmn_year_be=planted.BMN_YEAR_BE)
    missed, extra = planted.compare(report.issues, key)
    assert not missed
    assert not extra
    (file,) = report.files
    assert file.rows_in == file.rows_kept + file.rows_rejected + sum(n for _, n in file.dropped)
    written = everything_written(tmp_path / "reg") + report.issues.to_csv().encode()
    assert planted.NAME.split()[1].encode() not in written
