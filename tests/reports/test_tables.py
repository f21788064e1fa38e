import csv
import io

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from povlib.disclosure import HIDDEN_SHORT_TH, HIDDEN_TH, Column, Pattern, for_officer, publish
from povlib.reports.payload import TableData, officer_payload, table_data, table_payload
from povlib.reports.tables import csv_bytes, frame_csv, workbook_bytes

COLUMNS = (
    {"key": "area_th", "label_th": "อำเภอ", "unit": "", "kind": "text"},
    {"key": "targets", "label_th": "เป้าหมาย", "unit": "ครัวเรือน", "kind": "count"},
    {"key": "passed_share", "label_th": "ผ่าน", "unit": "", "kind": "share"},
)
TABLE = TableData(
    name="districts",
    title_th="ทุกอำเภอ",
    source_th="ทะเบียน",
    note_th="",
    columns=COLUMNS,
    rows=(("=cmd|x", 12, 1 / 3), ("เมือง", None, None), ("บางคล้า", 0, None)),
    hidden=frozenset({(1, 1)}),
)


def _rows():
    return list(csv.reader(io.StringIO(csv_bytes(TABLE).decode("utf-8-sig"))))


def test_a_csv_starts_with_a_byte_order_mark_and_keys():
    assert csv_bytes(TABLE).startswith(b"\xef\xbb\xbf")
    assert _rows()[0] == ["area_th", "targets", "passed_share"]


def test_numbers_come_back_exactly():
    assert float(_rows()[1][2]) == 1 / 3


def test_hidden_missing_and_zero_are_three_things():
    rows = _rows()
    assert (rows[2][1], rows[2][2], rows[3][1]) == (HIDDEN_TH, "", "0")


def test_a_formula_from_data_is_made_harmless():
    assert _rows()[1][0] == "'=cmd|x"


def test_a_workbook_holds_the_same_rows_under_thai_heads_and_the_same_bytes():
    first = workbook_bytes([TABLE])
    assert first == workbook_bytes([TABLE])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(first)).get_sheet_by_name("districts")
    rows = sheet.to_python()
    assert rows[1] == ["อำเภอ", "เป้าหมาย", "ผ่าน"]
    assert rows[3][1] == 12.0
    assert rows[4][1] == HIDDEN_TH


@pytest.mark.parametrize("rows", [2, 20_000])
def test_a_table_of_many_rows_is_written_as_others_are_but_for_the_hidden_word(monkeypatch, rows):
    monkeypatch.setattr("povlib.reports.tables._CSV_ROWS", rows)
    counts = [3, 0, 12, None, 40]
    names = ["=cmd|x", "เมือง", None, "บาง, คล้า", '"ง"']
    frame = pd.DataFrame(
        {"place": list("abcde"), "name_th": names, "mean": [1 / 3, None, 2.0, 5, 6]}
    )
    frame["homes"] = pd.array(counts, dtype="Int64")
    keys = [(("place", place),) for place in "abcde"]
    pattern = Pattern(
        "u",
        5,
        (("place",),),
        counts={key: count for key, count in zip(keys, counts, strict=True) if count},
        hidden={keys[0]: "primary", keys[4]: "complement"},
    )
    said = {"title_th": "", "source_th": "", "is_demo": True}
    columns = [
        Column("place", "", "", "code"),
        Column("name_th", "", "", "text"),
        Column("homes", "", "", "count", cell={"place": "@place"}),
        Column("mean", "", "", "mean", depends=("homes",)),
    ]
    public = publish("t", frame, columns=columns, pattern=pattern, **said)
    other = csv_bytes(table_data(table_payload(public)))
    assert frame_csv(public).replace(HIDDEN_SHORT_TH.encode(), HIDDEN_TH.encode()) == other
    officers = for_officer("t", frame, columns=columns, audience="officer", **said)
    assert frame_csv(officers) == csv_bytes(table_data(officer_payload(officers)))
