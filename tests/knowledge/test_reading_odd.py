"""What offices' pages do to their labels, tables and heads, and what each must become."""

import re
from pathlib import Path

import pytest

from povlib.knowledge import read_lessons, read_wording

WORDING = read_wording(Path("params"))
HEAD = "ชื่อความรู้ ตั้งกลุ่ม\nเจ้าของความรู้ นางสาวตัวอย่าง ใจงาม\n"


def read_text(folder, text):
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read_lessons(path, wording=WORDING)


def read_one(folder, text):
    (lesson,) = read_text(folder, text)
    return lesson


def test_a_row_of_a_form_may_hold_two_labels_with_their_values(tmp_path):
    row = "เจ้าของความรู้\tนางตัวอย่าง ใจงาม\tวันที่บันทึกความรู้\t5 ส.ค. 2556\n"
    lesson = read_one(tmp_path, f"ชื่อความรู้ ก\n{row}กระบวนการ\n1. เริ่ม")
    assert (lesson.owner, lesson.date_recorded) == ("นางตัวอย่าง ใจงาม", "2013-08-05")


def test_counted_owners_are_all_owners(tmp_path):
    page = "ชื่อความรู้ ก\nเจ้าของความรู้ ๑. นายหนึ่ง ใจงาม\n๒. นางสอง ใจดี\nกระบวนการ\n1. เริ่ม"
    assert read_one(tmp_path, page).owner == "นายหนึ่ง ใจงาม\nนางสอง ใจดี"


def test_a_label_that_a_narrow_column_broke_is_one(tmp_path):
    page = "ความรู้ในการ\nปฏิบัติงานเรื่อง\nนับเหรียญ\nเจ้าของความรู้นางตัวอย่าง ใจงาม\nกระบวนการ\n1. เริ่ม"
    lesson = read_one(tmp_path, page)
    assert (lesson.title, lesson.owner) == ("นับเหรียญ", "นางตัวอย่าง ใจงาม")


def test_the_province_under_the_name_of_its_office_is_joined(tmp_path):
    page = HEAD + "สังกัด สำนักงานพัฒนาชุมชนอำเภอปาย จังหวัด\nแม่ฮ่องสอน\nกระบวนการ\n1. เริ่ม"
    lesson = read_one(tmp_path, page)
    assert lesson.office == "สำนักงานพัฒนาชุมชนอำเภอปาย จังหวัดแม่ฮ่องสอน"
    assert lesson.province == "แม่ฮ่องสอน"


def test_an_office_over_the_page_gives_way_to_the_one_with_a_label(tmp_path):
    page = "สำนักงานพัฒนาชุมชนอำเภอปาย\nตั้งกลุ่ม\n\nเจ้าของความรู้ นางตัวอย่าง ใจงาม\n"
    lesson = read_one(tmp_path, page + "สังกัด สำนักงานพัฒนาชุมชนอำเภอปัว\nกระบวนการ\n1. เริ่ม")
    assert lesson.office == "สำนักงานพัฒนาชุมชนอำเภอปัว"


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("กิจกรรม\tผู้รับผิดชอบ", "แจกบัตร\tผู้ใหญ่บ้าน\nอ่านสภาพบ้าน\tพัฒนากร"),
        ("สิ่งที่สอน\tคนเรียน", "แปรรูปลำไย\t22\nซ่อมรถ\t14"),
    ],
)
def test_the_headings_of_a_table_without_numbers_are_no_point(tmp_path, heading, rows):
    lesson = read_one(tmp_path, f"{HEAD}กระบวนการ\n{heading}\n{rows}\nข้อพึงระวัง\n- รอ")
    assert lesson.process == [" ".join(row.split("\t")) for row in rows.split("\n")]
    assert lesson.unplaced == [" ".join(heading.split("\t"))]


def test_a_sentence_of_a_story_is_no_source_and_no_heading(tmp_path):
    said = ["ที่มาของเงินคือค่าแรงทั้งปี", "อ้างอิงใครก็ไม่ได้", "วัตถุประสงค์ของเราคืออยู่รอด"]
    lesson = read_one(tmp_path, f"{HEAD}เนื้อเรื่อง\n" + "\n\n".join(said))
    assert lesson.narrative == said


def test_lines_cut_at_a_column_go_on_within_their_words(tmp_path):
    said = (
        "หมู่บ้านปลายคลองตั้งอยู่บนที่ชายเลน ชาวบ้านอยู่มาสามชั่วคนแต่ไม่มีโฉนด ธนาคารจึงไม่รับเป็นหลักประกัน"
        " ครัวเรือนที่ตกเกณฑ์มี ๒๑ หลังจากทั้งหมด ๘๘ หลัง ส่วนใหญ่รับจ้างแกะปูวันละไม่ถึงสองร้อยบาท"
        " เพราะไม่มีเรือเป็นของตนเองและไม่มีใครให้เช่าเรือ"
    )
    # An editor's line: seventy-six columns, of which marks over and under letters take none.
    lines = re.findall("(?:[^ัิ-ฺ็-๎][ัิ-ฺ็-๎]*){1,76}", said)
    page = f"{HEAD}ส่วนนำ\n" + "\n".join(line.strip() for line in lines)
    assert len(lines) > 2
    assert read_one(tmp_path, page).background == [said]


def test_a_title_stands_right_under_the_last_point_of_another_lesson(tmp_path):
    page = f"{HEAD}กระบวนการ\n1. เริ่ม\n2. จบ\n"
    other = "ยืมควายไถนา\nเจ้าของความรู้ นายอื่น ใจดี\nกระบวนการ\n1. ยืม\n2. คืน"
    first, second = read_text(tmp_path, page + other)
    assert (first.process, second.title) == (["เริ่ม", "จบ"], "ยืมควายไถนา")


def test_a_recorder_without_a_title_is_no_part_of_the_last_point(tmp_path):
    lesson = read_one(tmp_path, f"{HEAD}กระบวนการ\n1. เริ่ม\nผู้บันทึก สมหญิง ใจดี")
    assert (lesson.process, lesson.unplaced) == (["เริ่ม"], ["สมหญิง ใจดี"])


def test_an_office_with_its_telephone_ends_a_page_and_not_its_head(tmp_path):
    office = "สำนักงานพัฒนาชุมชนอำเภอปาย จังหวัดแม่ฮ่องสอน"
    foot = "ผู้เข้าชม 33 | โทร. 053-795-001\nศาลากลางจังหวัดแม่ฮ่องสอน โทร. 0-5361-2345"
    page = f"{HEAD}ตำแหน่ง/สังกัด พัฒนากร\n{office} โทร. 053-795-001\nกระบวนการ\n1. เริ่ม\n{foot}"
    lesson = read_one(tmp_path, page)
    assert (lesson.process, lesson.unplaced) == (["เริ่ม"], [])
    assert lesson.office == office
