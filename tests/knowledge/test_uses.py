"""Where lessons were used: what may be written down, and what stays of it."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.errors import LessonError
from povlib.knowledge.uses import USES, Use, append_use, read_uses

PAGE = "ชื่อความรู้ กองทุนข้าวของหมู่บ้าน\nเจ้าของความรู้ นางสาวตัวอย่าง ใจงาม\nกระบวนการ\n1. ชวนครัวเรือนลงหุ้น\n"
OTHER = ("--by", "นายผู้ตรวจ ขยันยิ่ง", "--role", "พัฒนาการอำเภอ")
CALL = ("--district", "2401", "--on", "15/01/2557")


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    folder = tmp_path / "lessons"
    called("import", str(tmp_path / "page.txt"), "--to", str(folder))
    for action in ("review", "approve"):
        called(action, lesson_id(folder), *OTHER, "--in", str(folder))
    return folder


def called(*arguments, code=0):
    said = CliRunner().invoke(main, ["lessons", *arguments])
    assert said.exit_code == code, said.output
    return said.output


def lesson_id(folder):
    return next(folder.glob("*.md")).stem


def test_a_use_is_written_down_with_its_fiscal_year(shelf):
    said = called("use", lesson_id(shelf), *CALL, "--plan", "แผนตำบล", "--in", str(shelf))
    assert "อำเภอเมืองฉะเชิงเทรา ใช้ตั้งแต่ 15 ม.ค. 2557 ปีงบประมาณ 2557" in said
    assert read_uses(shelf) == (Use(lesson_id(shelf), "2401", 2557, "2014-01-15", "แผนตำบล"),)


def test_the_same_use_again_changes_nothing(shelf):
    called("use", lesson_id(shelf), *CALL, "--in", str(shelf))
    before = (shelf / USES).read_bytes()
    assert "บันทึกไว้แล้ว" in called("use", lesson_id(shelf), *CALL, "--in", str(shelf))
    assert (shelf / USES).read_bytes() == before


def test_uses_are_appended(shelf):
    called("use", lesson_id(shelf), *CALL, "--in", str(shelf))
    before = (shelf / USES).read_bytes()
    called("use", lesson_id(shelf), "--district", "2402", *CALL[2:], "--in", str(shelf))
    assert (shelf / USES).read_bytes().startswith(before)
    assert [one.district_code for one in read_uses(shelf)] == ["2401", "2402"]


@pytest.mark.parametrize(
    ("district", "day", "told"),
    [
        ("2499", "15/01/2557", "ไม่มีพื้นที่"),
        ("24", "15/01/2557", "สี่หลัก"),
        ("2401", "15/01/2657", "อนาคต"),
        ("2401", "15/01/2530", "2540"),
        ("2401", "31/02/2557", "วันที่"),
        ("2401", "-", "--on"),
    ],
)
def test_a_wrong_place_or_day_is_refused_and_nothing_is_written(shelf, district, day, told):
    call = ("--district", district, "--on", day, "--in", str(shelf))
    assert told in called("use", lesson_id(shelf), *call, code=2)
    assert not (shelf / USES).exists()


def test_a_lesson_that_is_not_approved_cannot_be_used(shelf):
    why = (*OTHER, "--reason", "เจ้าของขอถอน")
    called("withdraw", lesson_id(shelf), *why, "--in", str(shelf))
    assert "ถอนแล้ว" in called("use", lesson_id(shelf), *CALL, "--in", str(shelf), code=2)


def test_an_unknown_lesson_is_refused_with_the_nearest(shelf):
    assert lesson_id(shelf) in called("use", "kr-0", *CALL, "--in", str(shelf), code=2)


def test_names_and_numbers_of_persons_in_a_plan_are_hidden(shelf):
    plan = "ให้นายสมมติ ใจดี โทร 081-234-5678 ดูแล"
    called("use", lesson_id(shelf), *CALL, "--plan", plan, "--in", str(shelf))
    assert read_uses(shelf)[0].plan == "ให้[ปกปิด] โทร [ปกปิด] ดูแล"


def test_a_line_that_was_cut_off_counts_for_nothing_and_is_replaced(tmp_path):
    first, second = Use("kr-1", "2401", 2557, "2014-01-15"), Use("kr-1", "2402", 2557, "2014-01-15")
    append_use(tmp_path, first)
    with (tmp_path / USES).open("a", encoding="utf-8") as file:
        file.write('{"lesson_id": "kr-')
    assert read_uses(tmp_path) == (first,)
    append_use(tmp_path, second)
    assert read_uses(tmp_path) == (first, second)


def test_a_damaged_line_is_an_error_that_says_which(tmp_path):
    (tmp_path / USES).write_text('{"lesson_id": 1}\n', encoding="utf-8")
    with pytest.raises(LessonError, match="บรรทัด 1"):
        read_uses(tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(LessonError, match="โฟลเดอร์"):
        append_use(
            Path(tmp_path / "none"), Use("kr-1", "2401", 2557, date(2014, 1, 15).isoformat())
        )
