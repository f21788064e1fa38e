"""Files of every kind give the same household, whatever their encoding or format."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from povlib.data import textfiles
from povlib.data.readers import open_file
from povlib.errors import InputError
from tests.data.files import HOME, homes, read, write_csv

FIXTURES = Path(__file__).parent / "fixtures"
_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="บ้าน">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def table_of(rows: list[dict[str, str]]) -> list[list[object]]:
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def write_ods(path: Path, rows: list[list[object]]) -> Path:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", _ODS_HEAD + cells + _ODS_TAIL)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="/"/>'
            "</manifest:manifest>",
        )
    return path


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_csv_of_any_encoding_is_read(tmp_path, encoding):
    got = read(write_csv(tmp_path / "a.csv", homes(), encoding=encoding))
    assert got.frame["household_id"].tolist() == [24010100001, 24010100002]
    assert got.rules == []


def test_a_tsv_is_read_whatever_its_ending(tmp_path):
    path = tmp_path / "a.txt"
    pd.DataFrame(homes()).to_csv(path, sep="\t", index=False, encoding="cp874")
    assert read(path).rows_kept == 2


def test_xlsx_numbers_keep_their_digits(tmp_path):
    rows = [[int(c) if str(c).isdigit() else c for c in row] for row in table_of(homes())]
    got = read(write_xlsx(tmp_path / "a.xlsx", {"บ้าน": rows}))
    assert got.frame["village_code"].tolist() == [24010101] * 2
    assert got.rules == []


def test_an_xls_file_is_read():
    got = read(FIXTURES / "homes.xls")
    assert got.frame["income_main_baht"].tolist() == [60000, 30000]
    assert got.rules == ["unit_word"]


def test_an_ods_file_is_read(tmp_path):
    got = read(write_ods(tmp_path / "a.ods", table_of(homes())))
    assert got.frame["household_id"].tolist() == [24010100001, 24010100002]


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_html_saved_as_xls_is_read(tmp_path, encoding):
    path = tmp_path / "a.xls"
    path.write_bytes(pd.DataFrame(homes()).to_html(index=False).encode(encoding))
    assert read(path).rows_kept == 2


def test_parquet_of_text_or_numbers_is_read(tmp_path):
    frame = pd.DataFrame(homes())
    frame.astype({"รหัสบ้าน": "int64"}).to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet").frame["household_id"].tolist() == [24010100001, 24010100002]


def test_title_and_unit_rows_stand_above_a_merged_header_of_two_rows(tmp_path):
    upper = ["รหัสบ้าน", "ปี จปฐ.", "รหัสหมู่บ้าน", "จำนวนสมาชิก", "รายได้ (บาท/เดือน)", "", "ตัวชี้วัดที่", ""]
    lower = ["", "", "", "", "อาชีพหลัก", "อาชีพรอง", "1", "2"]
    rows = [["บัญชีครัวเรือน จังหวัดตัวแทน"], [], upper, lower]
    rows.append(["24010100001", "2556", "24010101", "4", "5000", "1000", "1", "0"])
    got = read(write_xlsx(tmp_path / "a.xlsx", {"บ้าน": rows}))
    assert got.frame["income_main_baht"].tolist() == [60000]
    assert got.frame["income_secondary_baht"].tolist() == [12000]
    assert got.frame["indicator_02"].tolist() == [0]
    assert got.frame.index.tolist() == [5]


def test_a_unit_row_above_the_header_counts_for_all_amounts(tmp_path):
    rows = [["รายชื่อครัวเรือน"], ["หน่วย: พันบาท"], *table_of([HOME])]
    got = read(write_xlsx(tmp_path / "a.xlsx", {"บ้าน": rows}))
    assert got.frame["income_main_baht"].tolist() == [60_000_000]


def test_sheets_that_fit_are_read_and_the_others_named(tmp_path):
    sheets = {
        "อำเภอ ก": table_of(homes()),
        "สรุป": [["สรุปผล", "จำนวน"], ["ก", 5]],
        "อำเภอ ข": table_of([{**HOME, "รหัสบ้าน": "24010100009"}]),
    }
    got = read(write_xlsx(tmp_path / "a.xlsx", sheets))
    assert got.rows_kept == 3
    skipped = got.issues.loc[got.issues["rule"] == "sheet_skipped", "sheet"]
    assert skipped.tolist() == ["สรุป"]


def test_a_repeat_on_another_sheet_is_found(tmp_path):
    sheets = {"ก": table_of(homes()), "ข": table_of([{**HOME, "จำนวนสมาชิก": "9"}])}
    assert read(write_xlsx(tmp_path / "a.xlsx", sheets)).rules == ["duplicate"]


def test_failed_and_uncalculated_formulas_are_no_empty_cells(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        rows = table_of(homes(3))
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 4, "=5*6", None, 30)
    got = read(path)
    assert got.rules == ["excel_error"]
    assert got.frame["income_main_baht"].tolist() == [30, 60000]


def test_line_ends_inside_quotes_keep_the_count_of_rows(tmp_path):
    path = tmp_path / "a.csv"
    lines = [",".join([*HOME, "หมายเหตุ"]), ",".join([*HOME.values(), '"สอง\nบรรทัด"'])]
    lines += ["", ",".join([*HOME.values(), "x"]).replace("24010100001", "24010100002")]
    path.write_text("\n".join(lines), encoding="utf-8")
    got = read(path)
    assert got.frame.index.tolist() == [2, 4]
    assert got.rows_in == 2


def test_a_row_with_another_number_of_cells_is_set_aside_with_its_number(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes(3))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] += ",เกิน"
    path.write_text("\n".join(lines), encoding="utf-8")
    got = read(path)
    assert got.rules == ["row_width"]
    assert got.rejects["row"].tolist() == [3]
    assert got.frame.index.tolist() == [2, 4]


def test_short_rows_below_the_data_are_named_and_no_fault(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes())
    with path.open("a", encoding="utf-8") as file:
        file.write('รวมทั้งจังหวัด,,,8\n \n"หมายเหตุ: ข้อมูล ณ วันสำรวจ"\nที่มา: สำนักงาน\n')
    got = read(path)
    assert got.dropped == {"subtotal": 1, "footnote": 2}
    assert not len(got.rejects)
    assert got.rows_in == 5


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_blocks_do_not_change_what_is_read(tmp_path, monkeypatch, encoding):
    path = write_csv(tmp_path / "a.csv", homes(60, {"จำนวนสมาชิก": "สอง\nบรรทัด"}), encoding=encoding)
    lines = path.read_text(encoding=encoding).splitlines(keepends=True)
    lines[20] = "เกิน," + lines[20]
    path.write_text("".join([*lines, lines[1]]), encoding=encoding)
    whole = read(path)
    monkeypatch.setattr(textfiles, "_CHUNK_BYTES", 700)
    parts = read(path)
    assert whole.rules == ["row_width", "not_a_number", "duplicate"]
    pd.testing.assert_frame_equal(parts.frame, whole.frame)
    pd.testing.assert_frame_equal(parts.issues, whole.issues)


def test_a_hidden_sheet_is_named_and_not_read(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("เปิด", "ซ่อน"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table_of(homes())):
                sheet.write_row(number, 0, row)
        sheet.hide()
    got = read(path)
    assert got.rows_kept == 2
    assert got.issues.loc[got.issues["rule"] == "sheet_skipped", "sheet"].tolist() == ["ซ่อน"]


def test_misdecoded_headers_are_refused_with_their_row(tmp_path):
    path = tmp_path / "a.csv"
    text = write_csv(tmp_path / "b.csv", homes()).read_text(encoding="utf-8")
    path.write_text(text.encode("utf-8").decode("latin-1"), encoding="utf-8")
    with pytest.raises(InputError, match="แถว 1"):
        read(path)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "ต้องมีข้อมูล"), (b"%PDF-1.4", "เป็นตาราง"), (b"PK\x03\x04x", "Excel")]
)
def test_what_is_no_table_is_refused(tmp_path, content, said):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        open_file(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="ต้องมีแฟ้มนี้"):
        open_file(tmp_path / "nowhere.csv")
