"""Sources are recognised from headers; what fits none or several is refused with the candidates."""

import pytest

from povlib.data.headers import match_sheets, normal_header, unit_in
from povlib.data.readers import open_file
from povlib.errors import AmbiguousSourceError, InputError, ParamsError
from povlib.params.sources import Sources
from tests.data.files import FOLLOWUP, HOME, SOURCES, TARGET, write_csv

PLAN = {"รหัสบ้าน": "1", "กิจกรรม": "เลี้ยงไก่", "กำหนดเสร็จ": "x", "ปีงบประมาณ": "2557"}
TEAM = {"รหัสทีม": "ก1", "ปีงบประมาณ": "2557", "ผู้นำ อช.": "1", "พัฒนากร": "1"}


def matched(tmp_path, row, **given):
    sheets = open_file(write_csv(tmp_path / "a.csv", [row]))
    pairs, _ = match_sheets(sheets, sources=SOURCES, **given)
    return pairs[0][1]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (HOME, "household"),
        (TARGET, "target"),
        (FOLLOWUP, "followup"),
        (PLAN, "plan"),
        (TEAM, "team"),
    ],
)
def test_a_source_is_recognised_from_its_headers(tmp_path, row, key):
    assert matched(tmp_path, row).source.key == key


def test_headers_are_compared_without_spaces_marks_and_thai_digits():
    assert normal_header("รายได้อื่น ๆ") == normal_header("รายได้อื่นๆ")
    assert normal_header("ตัวชี้วัดที่ ๑๒") == normal_header("ตัวชี้วัดที่12")


@pytest.mark.parametrize(
    ("text", "unit"), [("รายได้ (บาท/เดือน)", "บาท/เดือน"), ("หน่วย: บาท", "บาท"), ("รายได้", "")]
)
def test_a_header_names_its_unit(text, unit):
    assert unit_in(text) == unit


def test_columns_of_personal_data_are_known_by_their_header(tmp_path):
    row = {"ชื่อ-สกุล": "ก", "เลขบัตรประชาชน": "1", "เบอร์โทรศัพท์": "2", "ชื่อหมู่บ้าน": "3", **HOME}
    header = matched(tmp_path, row)
    assert header.personal == (0, 1, 2)
    assert header.national_id == 1
    assert header.unknown == ("ชื่อหมู่บ้าน",)


def test_a_header_that_fits_no_source_names_the_nearest_and_what_lacks(tmp_path):
    row = {k: v for k, v in HOME.items() if k != "จำนวนสมาชิก"}
    with pytest.raises(InputError, match=r"household .* ขาด จำนวนสมาชิก"):
        matched(tmp_path, row)


def test_an_error_about_headers_never_repeats_the_file(tmp_path):
    with pytest.raises(InputError) as error:
        matched(tmp_path, {"สมชาย ใจดี": "สมหญิง", "1234567890121": "1"})
    assert "สมชาย" not in str(error.value)
    assert "1234567890121" not in str(error.value)


def test_two_columns_that_mean_the_same_are_refused(tmp_path):
    with pytest.raises(InputError, match="สองคอลัมน์"):
        matched(tmp_path, {**HOME, "สมาชิก": "4"})


def test_a_header_that_fits_two_sources_alike_lists_both(tmp_path):
    home = SOURCES.named("household")
    twins = (home, home.model_copy(update={"key": "household_old"}))
    sheets = open_file(write_csv(tmp_path / "a.csv", [HOME]))
    with pytest.raises(AmbiguousSourceError, match="household, household_old"):
        match_sheets(sheets, sources=Sources(sources=twins, personal=SOURCES.personal))


def test_a_named_source_is_the_only_one_tried(tmp_path):
    with pytest.raises(InputError, match="target"):
        matched(tmp_path, HOME, name="target")


def test_an_unknown_source_lists_the_known_ones(tmp_path):
    with pytest.raises(ParamsError, match="household"):
        matched(tmp_path, HOME, name="houses")
