"""A form is a workbook that opens elsewhere with the same texts, and the same bytes each time."""

from python_calamine import CalamineWorkbook

from povlib.data.forms import write_text_sheet

HEADERS = ["รหัส <บ้าน>", "หมายเหตุ"]
PARTS = [[["0101"], [" มีช่องว่าง "]], [['"&<>'], ["สอง\nบรรทัด\x01"]]]


def write(path):
    write_text_sheet(HEADERS, PARTS, path=path, name_th="แก้ไข", title_th="ชื่อเรื่อง")
    return path


def test_texts_come_back_as_they_were_but_for_signs_that_xml_cannot_hold(tmp_path):
    book = CalamineWorkbook.from_path(write(tmp_path / "a.xlsx"))
    assert book.sheet_names == ["แก้ไข"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["ชื่อเรื่อง", ""],
        ["รหัส <บ้าน>", "หมายเหตุ"],
        ["0101", " มีช่องว่าง "],
        ['"&<>', "สอง\nบรรทัด"],
    ]


def test_the_same_cells_give_the_same_bytes(tmp_path):
    first, second = (write(tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second
