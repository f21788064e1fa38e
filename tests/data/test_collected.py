"""Rejected rows and issues of any number: all are kept, few are in memory."""

import pandas as pd
import pyarrow as pa
import pytest

from povlib.data import collected, parts
from povlib.data.feeds import file_feed
from povlib.data.ingest import Options, check_feeds, ingest_files
from povlib.data.rejects import as_texts
from tests.data.files import FOLLOWUP, homes, write_csv
from tests.data.test_ingest import SOURCES_DIR, ingest

KINDS = ({"จำนวนสมาชิก": "0"}, {"รายได้อื่น": "-5"}, {"รหัสบ้าน": "12"}, {"รายได้อื่น": "๕๐๐"})
PERSON = {"ชื่อ-สกุล": "นายสมมติ ทดสอบ"}  # a column that every file is told about


def dirty(count: int) -> list[dict[str, str]]:
    return [{**row, **PERSON, **KINDS[n % len(KINDS)]} for n, row in enumerate(homes(count))]


def files(folder):
    """Two shapes, so that rejected rows have different columns."""
    visits = [{**FOLLOWUP, **PERSON, "กระบวนการ": "9"} for _ in range(3)]
    wider = [{**row, "ตัวชี้วัดที่ 3": "1"} for row in dirty(100)[60:]]
    return [
        write_csv(folder / "b.csv", dirty(60)),
        write_csv(folder / "visits.csv", visits),
        write_csv(folder / "a.csv", wider),
    ]


@pytest.fixture
def small_blocks(monkeypatch):
    """Let a file come in many blocks."""
    monkeypatch.setattr("povlib.data.textfiles._CHUNK_BYTES", 2000)


def take(register, paths, *, limit_bytes):
    return ingest_files(
        paths,
        register=register,
        sources_dir=SOURCES_DIR,
        options=Options(),
        limit_bytes=limit_bytes,
        replace_rows=True,
    )


def test_rejects_and_issues_are_the_same_whether_they_waited_on_disk(tmp_path, small_blocks):
    paths, forms, read = files(tmp_path), [], []
    for limit_bytes in (1, 10**9):
        report = take(tmp_path / str(limit_bytes), paths, limit_bytes=limit_bytes)
        folder = tmp_path / str(limit_bytes) / "rejects" / "0001"
        tables = [pd.read_parquet(folder / name) for name in ("rejects.parquet", "issues.parquet")]
        assert report.rows_rejected == len(tables[0]) == 75 + 3
        assert sum(report.times.values()) == len(tables[1])
        read.append((*tables, report.issues))
        forms.append({form.name: form.read_bytes() for form in folder.glob("*.xlsx")})
    assert forms[0] == forms[1]
    assert len(forms[0]) == 2
    for one, other in zip(*read, strict=True):
        pd.testing.assert_frame_equal(one, other)
    rejects, issues, _ = read[0]
    assert rejects.notna().all(axis=None)
    assert (rejects["reasons"] != "").all()
    rejecting = issues[issues["done"] == "rejected"]
    assert set(zip(rejecting["file"], rejecting["row"], strict=True)) == set(
        zip(rejects["file"], rejects["row"].astype(int), strict=True)
    )


def test_the_same_rejects_again_are_not_kept_twice_also_from_disk(tmp_path, small_blocks):
    paths = files(tmp_path)
    assert take(tmp_path / "reg", paths, limit_bytes=1).result.ingest_id == "0001"
    assert take(tmp_path / "reg", paths, limit_bytes=1).result.ingest_id is None
    assert [f.name for f in (tmp_path / "reg" / "rejects").iterdir()] == ["0001"]


def test_many_rejected_rows_make_several_forms_which_hold_them_all(tmp_path, monkeypatch):
    monkeypatch.setattr(collected, "_FORM_ROWS", 20)
    ingest(tmp_path / "reg", write_csv(tmp_path / "a.csv", dirty(70)))
    folder = tmp_path / "reg" / "rejects" / "0001"
    names = [f"แก้ไขแล้วส่งกลับ-household{more}.xlsx" for more in ("", "-2", "-3")]
    assert sorted(form.name for form in folder.glob("*.xlsx")) == sorted(names)
    forms = [pd.read_excel(folder / name, header=1, dtype=str, engine="calamine") for name in names]
    assert [*map(len, forms)] == [20, 20, 13]
    rows = pd.concat(forms)["แถวเดิม"].tolist()
    assert rows == pd.read_parquet(folder / "rejects.parquet")["row"].tolist()


def test_a_report_lists_some_issues_and_counts_all(tmp_path, monkeypatch, small_blocks):
    monkeypatch.setattr(collected, "_MOST_LISTED", 10)
    paths, seen = files(tmp_path), []
    feeds = [*map(file_feed, paths)]
    report = check_feeds(feeds, sources_dir=SOURCES_DIR, options=Options(), each_issues=seen.append)
    assert (report.issues["row"] > 0).sum() == 10
    # What holds for a whole file is listed for each of them.
    assert report.issues.loc[report.issues["row"] == 0, "file"].nunique() == 3
    counts = pd.concat(part.to_pandas() for part in seen)["rule"].value_counts()
    assert dict(report.times) == counts.to_dict()


def test_parts_keep_in_memory_no_more_than_their_limit(tmp_path):
    table = as_texts(pa.table({"row": range(100)}))
    waiting = parts.Parts(tmp_path / "parts", limit_bytes=3 * table.nbytes)
    for _ in range(10):
        waiting.add(table)
    assert len([*(tmp_path / "parts").iterdir()]) == 2
    assert [part.num_rows for part in waiting] == [400, 400, 200]
