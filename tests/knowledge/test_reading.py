"""Pages become records: whatever stands on a page, none of its text is lost or invented."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.errors import InputError
from povlib.knowledge import read_lessons, read_wording
from povlib.knowledge.items import list_items
from povlib.knowledge.lesson import FIELDS, exported
from povlib.knowledge.linekinds import Line
from povlib.thai import clean_text

WORDING = read_wording(Path("params"))
LABELS = [word for entry in WORDING.labels.fields.values() for word in entry.labels]
LINES = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from(LABELS).map(lambda label: f"{label} : ค่าของช่อง"),
    st.sampled_from(["", "๑. ข้อหนึ่ง", "2) ข้อสอง", "- ข้อย่อย", "1.1 ข้อย่อย", "ก. ข้อ", "หน้า 3"]),
    st.sampled_from(["ไม่มีความคิดเห็น:", "องค์ความรู้ที่ 2", "สร้าง: 06 ส.ค. 2555 15:25", "-----"]),
    st.text(alphabet="กขคงจ าิ่.1๑-\t(", max_size=30),
)

HEAD = "ชื่อความรู้ ตั้งกลุ่ม\nกระบวนการ\n"


def read_text(folder, text):
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read_lessons(path, wording=WORDING)


def read_one(folder, text):
    (lesson,) = read_text(folder, text)
    return lesson


@settings(deadline=None)
@given(lines=st.lists(LINES, max_size=40))
def test_any_page_gives_lessons_of_its_own_words_or_a_clear_error(tmp_path_factory, lines):
    folder = tmp_path_factory.getbasetemp()
    text = "ชื่อความรู้ ก\n" + "\n".join(lines)
    try:
        lessons = read_text(folder, text)
    except InputError as error:
        assert "page.txt" in str(error)
        return
    letters = Counter("".join(clean_text(text).split()))
    for lesson in lessons:
        for key, value in exported(lesson).items():
            if key not in ("source_file", "district", "province") and not key.startswith("date_"):
                for piece in [value] if isinstance(value, str) else value or []:
                    assert Counter("".join(piece.split())) <= letters


def test_two_markers_on_one_line_are_two_points(tmp_path):
    lesson = read_one(tmp_path, "ชื่อความรู้ ก\nข้อพึงระวัง\n๑.อย่าเร่งครัวเรือน    ๒.อย่าลืมกลับไปเยี่ยม ๓ ครั้ง")
    assert lesson.cautions == ["อย่าเร่งครัวเรือน", "อย่าลืมกลับไปเยี่ยม ๓ ครั้ง"]


def test_a_marker_far_behind_a_number_begins_a_point(tmp_path):
    lesson = read_one(tmp_path, f"{HEAD}๑.ตายลดเหลือร้อยละ ๗     ๒.ขายได้ ๒๐ ตัว")
    assert lesson.process == ["ตายลดเหลือร้อยละ ๗", "ขายได้ ๒๐ ตัว"]


def test_a_point_further_in_with_another_sign_stays_with_its_step(tmp_path):
    lesson = read_one(tmp_path, f"{HEAD}- นัดประชุม\n    • ฟัง\n    • จด\n- เยี่ยมบ้าน")
    assert lesson.process == ["นัดประชุม\nฟัง\nจด", "เยี่ยมบ้าน"]


def test_a_second_paragraph_may_begin_with_a_noun_that_looks_like_going_on(tmp_path):
    said = ["ค่าแผงวันละร้อยบาท ขายได้น้อย", "ที่ว่างหน้าวัดมีคนผ่านมาก"]
    page = HEAD.replace("กระบวนการ", "ความเป็นมา") + "\n".join(f"      {one}" for one in said)
    assert read_one(tmp_path, page).background == said


def test_paragraphs_longer_than_the_lines_of_a_page_stay_apart(tmp_path):
    lines = "".join(f"- ข้อที่ครัวเรือนตกลงกันไว้ในเวทีครั้งที่ {n}\n" for n in range(9))
    said = ["หมู่บ้านนี้ทำนาปีละครั้ง " * 8, "ปีต่อมาคนวัยแรงงานกลับบ้าน " * 8]
    page = "\n".join((HEAD + lines, "ความเป็นมา", *said))
    assert read_one(tmp_path, page).background == [one.strip() for one in said]


def test_a_sites_heading_that_repeats_the_title_is_not_kept_as_unplaced(tmp_path):
    lesson = read_one(tmp_path, f"ตั้งกลุ่ม\n{HEAD}๑. ข้อหนึ่ง")
    assert (lesson.title, lesson.unplaced) == ("ตั้งกลุ่ม", [])


def test_a_title_right_under_the_tags_of_another_lesson_is_the_next_ones(tmp_path):
    one = "{}\nโดย นายตัวอย่าง ใจงาม\nความเป็นมา\nเรื่องเดิม\nกระบวนการ\n๑. ข้อ{}\nคำสำคัญ: ก, {}\n"
    page = one.format("เรื่องแรก", "หนึ่ง", "ข") + one.format("เรื่องถัดมา", "สอง", "ค")
    got = read_text(tmp_path, page)
    assert [(x.title, x.tags, x.unplaced) for x in got] == [
        ("เรื่องแรก", ["ก", "ข"], []),
        ("เรื่องถัดมา", ["ก", "ค"], []),
    ]


def test_numbers_of_persons_are_hidden_in_every_field_and_in_the_raw_text(tmp_path):
    lesson = read_one(
        tmp_path,
        "ชื่อความรู้ ก\nสังกัด สำนักงานพัฒนาชุมชนอำเภอปง โทร. 0-5449-7091\n"
        "กระบวนการ\n1. บันทึกบัตร 1-2345-67890-12-1 ปี 2554 - 2557 คลื่น FM 98.75 MHz",
    )
    assert lesson.office == "สำนักงานพัฒนาชุมชนอำเภอปง"
    assert lesson.process == ["บันทึกบัตร [ปกปิด] ปี 2554 - 2557 คลื่น FM 98.75 MHz"]
    assert not re.search(r"5449|67890", lesson.model_dump_json())


def test_lines_at_a_pages_foot_need_one_space_behind_their_label(tmp_path):
    foot = "ผู้บันทึก นายกมล ใจดี\nโทร. 0812345678\nวันที่บันทึกความรู้ 15/08/2556"
    lesson = read_one(tmp_path, f"{HEAD}๑. นัดประชุม\n๒. แบ่งงานกันทำ\n{foot}")
    assert lesson.process == ["นัดประชุม", "แบ่งงานกันทำ"]
    assert lesson.date_recorded == "2013-08-15"
    place = "สถานที่ บ้านใหม่ อำเภอภูเรือ จังหวัดเลย"
    assert read_one(tmp_path, f"{HEAD}๑. นัดประชุม\n{place}\n{foot}").process == ["นัดประชุม"]


@pytest.mark.parametrize(
    "line",
    [
        "วันที่บันทึก ควรเป็นวันที่ไปเยี่ยมบ้านจริง ไม่ใช่วันที่พิมพ์ เช่น 15/08/2556",
        "โทร 1300 เมื่อพบคนไร้ที่พึ่ง",
        "เลขประจำตัวประชาชน ต้องปิดไว้ก่อนส่งภาพ",
    ],
)
def test_a_point_that_begins_with_the_words_of_such_a_label_stays_one(tmp_path, line):
    page = f"ชื่อความรู้ ตั้งกลุ่ม\nข้อพึงระวัง\nอย่าเร่งครัวเรือน\n\n{line}\n\nเทคนิค\nฟัง"
    assert read_one(tmp_path, page).cautions == ["อย่าเร่งครัวเรือน", line]


def test_a_label_behind_a_name_is_seen_also_without_its_sara_am(tmp_path):
    line = "เจ้าของความรู้ นางสาวตัวอย่าง ใจงาม   ตาแหน่ง พัฒนากร"
    lesson = read_one(tmp_path, f"ชื่อความรู้ ตั้งกลุ่ม\n{line}\nกระบวนการ\n๑. นัดประชุม")
    assert (lesson.owner, lesson.position) == ("นางสาวตัวอย่าง ใจงาม", "พัฒนากร")


def test_counted_rows_of_a_table_are_steps_and_its_headings_are_none(tmp_path):
    rows = "ลำดับ\tกิจกรรม\tเดือน\n๑\tนัดประชุม\tตุลาคม\n\tและธันวาคม\n๒\tสีข้าว\tมกราคม\nทำทุกปี"
    lesson = read_one(tmp_path, HEAD + rows)
    assert lesson.process == ["นัดประชุม ตุลาคม และธันวาคม", "สีข้าว มกราคม", "ทำทุกปี"]
    assert lesson.unplaced == ["ลำดับ กิจกรรม เดือน"]


def test_a_column_may_be_named_as_the_heading_above_the_table(tmp_path):
    rows = "ขั้นตอน\tกิจกรรม\tเดือน\n1\tนัดประชุม\tตุลาคม\n2\tสีข้าว\tมกราคม"
    lesson = read_one(tmp_path, HEAD + rows)
    assert lesson.process == ["นัดประชุม ตุลาคม", "สีข้าว มกราคม"]
    assert lesson.unplaced == ["ขั้นตอน กิจกรรม เดือน"]


def test_a_form_whose_rows_are_counted_keeps_its_labels(tmp_path):
    form = "ลำดับ\tรายการ\tข้อความ\n1\tชื่อความรู้\tตั้งกลุ่ม\n2\tกระบวนการ\tนัดประชุม"
    lesson = read_one(tmp_path, form)
    assert (lesson.title, lesson.process) == ("ตั้งกลุ่ม", ["นัดประชุม"])


def test_lines_at_the_margin_go_on_from_the_indented_one_above(tmp_path):
    first = "ครัวเรือนเป้าหมายส่วนใหญ่ปลูกข้าวโพดอย่างเดียว เมื่อราคาตกก็ไม่มีราย"
    said = [f"      {first}", "ได้อื่นมาจุนเจือ", "      โรงพยาบาลต้องการผักทุกวัน"]
    lesson = read_one(tmp_path, HEAD.replace("กระบวนการ", "ความเป็นมา") + "\n".join(said))
    assert lesson.background == [f"{first}ได้อื่นมาจุนเจือ", "โรงพยาบาลต้องการผักทุกวัน"]


def test_short_paragraphs_of_print_that_make_a_word_by_chance_stay_apart():
    texts = ["พ่อไม่เคยแจ้งเกิดลูก", "ผมพาไปอำเภอ"]
    lines = [Line(n, text, text, "text") for n, text in enumerate(texts, start=1)]
    assert [item.text for item in list_items(lines, is_printed=True)] == texts


def test_a_word_over_a_break_of_print_is_one():
    texts = ["ครัวเรือนที่ทำนาในที่ลุ่มถูกน้ำท่วมสองปี ผู้นำพบว่าแม่บ้านทำน้ำ", "พริกเก่ง"]
    lines = [Line(n, text, text, "text") for n, text in enumerate(texts, start=1)]
    assert [item.text for item in list_items(lines, is_printed=True)] == ["".join(texts)]
    assert [item.text for item in list_items(lines)] == texts


def test_the_number_of_a_person_on_a_line_of_its_own_is_no_part_of_a_point(tmp_path):
    page = f"{HEAD}๑. นัดประชุม\n๒. แบ่งงานกันทำ\nเลขประจำตัวประชาชน 1-1017-00203-45-1"
    assert read_one(tmp_path, page).process == ["นัดประชุม", "แบ่งงานกันทำ"]


def test_a_label_inside_a_sentence_is_none(tmp_path):
    lesson = read_one(
        tmp_path,
        "ชื่อความรู้ ก\nเนื้อเรื่อง\nกระบวนการที่เราใช้คือการฟัง\nตำแหน่งของบ้านอยู่ท้ายซอย\nเทคนิคก็ไม่มีอะไรมาก",
    )
    assert " ".join(lesson.narrative).count("เทคนิคก็ไม่มีอะไรมาก") == 1
    assert not (lesson.process or lesson.position or lesson.techniques)


def test_an_empty_value_takes_no_neighbour(tmp_path):
    lesson = read_one(tmp_path, "ชื่อความรู้ ก\nสังกัด\nโทรศัพท์\nส่วนนำ\nเล่าความเดิม")
    assert (lesson.office, lesson.background) == (None, ["เล่าความเดิม"])


def test_a_block_pasted_twice_is_one_lesson(tmp_path):
    page = "ชื่อความรู้ ก\nเจ้าของความรู้ นางสาวตัวอย่าง ใจงาม\nกระบวนการ\n1. เริ่ม\n2. จบ\n\n"
    assert len(read_text(tmp_path, page * 2)) == 1


def test_damage_is_proposed_for_repair_and_left_in_the_text(tmp_path):
    lesson = read_one(tmp_path, "ชื่อความรู้ ก\nกระบวนการ\n1. ประชุมที่สานักงานเมื่อ พ.. 2556")
    assert lesson.process == ["ประชุมที่สานักงานเมื่อ พ.. 2556"]
    assert [(r.raw, r.proposed) for r in lesson.repairs] == [
        ("สานักงาน", "สำนักงาน"),
        ("พ..", "พ.ศ."),
    ]


@pytest.mark.parametrize("text", ["ประกาศรับสมัครงาน\nคุณสมบัติ อายุไม่เกิน 35 ปี", "1,2,3\n4,5,6"])
def test_a_page_without_a_lesson_is_an_error_that_names_the_file(tmp_path, text):
    with pytest.raises(InputError, match=r"page\.txt"):
        read_text(tmp_path, text)


def test_every_field_has_its_evidence(tmp_path):
    lesson = read_one(tmp_path, "ชื่อความรู้ ก\nกระบวนการ\n1. เริ่ม\n2. จบ")
    filled = {key for key in FIELDS if getattr(lesson, key)} - {"source_file"}
    assert {*lesson.evidence} == filled
    assert lesson.evidence["process"].lines == [3, 4]


@pytest.mark.parametrize("nothing", ["-", "- ไม่มี", "1. -", "ไม่ระบุ", "…"])
def test_what_says_that_there_is_nothing_is_no_point(tmp_path, nothing):
    lesson = read_one(tmp_path, f"{HEAD}1. เริ่ม\nเทคนิค\n{nothing}\nข้อเสนอแนะ\nไม่มีใครควรทำคนเดียว")
    assert (lesson.process, lesson.techniques) == (["เริ่ม"], [])
    assert lesson.recommendations == ["ไม่มีใครควรทำคนเดียว"]


def test_a_labelled_title_under_the_owner_belongs_to_him_and_not_to_another_record(tmp_path):
    lesson = read_one(
        tmp_path,
        "รวมเรื่องของเรา\n\nชื่อ-สกุล นายตัวอย่าง ใจงาม\nตำแหน่ง พัฒนากร\nชื่อเรื่อง กาแฟใต้ร่มไม้\n"
        "เนื้อเรื่อง คนบนดอยปลูกข้าวโพดแล้วเป็นหนี้ค่าปุ๋ยทุกปี เราจึงชวนกันปลูกกาแฟใต้ต้นไม้ที่มีอยู่\nขุมความรู้\n1. รอได้",
    )
    assert (lesson.title, lesson.owner) == ("กาแฟใต้ร่มไม้", "นายตัวอย่าง ใจงาม")
    assert lesson.narrative[0].startswith("คนบนดอย")
    assert lesson.unplaced == ["รวมเรื่องของเรา"]


def test_a_byline_with_bars_gives_each_piece_to_its_field(tmp_path):
    lesson = read_one(
        tmp_path,
        "จักสานผักตบชวา\nโดย นางตัวอย่าง ใจงาม | ตำแหน่ง พัฒนากร สพอ.เมืองพิจิตร จ.พิจิตร | "
        "5 ก.พ. 2562 | 2,114 views\n"
        "ความเป็นมา : บึงหน้าหมู่บ้านเต็มไปด้วยผักตบชวา",
    )
    assert (lesson.owner, lesson.position) == ("นางตัวอย่าง ใจงาม", "พัฒนากร")
    assert (lesson.office, lesson.date_published) == ("สพอ.เมืองพิจิตร จ.พิจิตร", "2019-02-05")
    assert lesson.background == ["บึงหน้าหมู่บ้านเต็มไปด้วยผักตบชวา"]


def test_a_heading_of_headings_may_have_its_first_one_in_the_cell_beside_it(tmp_path):
    lesson = read_one(
        tmp_path, "ชื่อความรู้ ก\n๒. ส่วนขยาย\tกระบวนการ\n\t๑. นับยา\n\t๒. สลับยา\nเทคนิค\n๑. ใช้สี"
    )
    assert (lesson.process, lesson.techniques) == (["นับยา", "สลับยา"], ["ใช้สี"])


def test_a_table_that_fell_apart_cell_by_cell_gives_its_rows(tmp_path):
    cells = "ที่\nขั้นตอน\nผู้รับผิดชอบ\n๑\nนับเงินสด\nเหรัญญิก\n๒\nตัดยอดบัญชี\nประธาน\nทำซ้ำทุกเดือน"
    lesson = read_one(tmp_path, f"{HEAD}{cells}\nเทคนิค\n1. ใช้สี")
    assert lesson.process == ["นับเงินสด เหรัญญิก", "ตัดยอดบัญชี ประธาน", "ทำซ้ำทุกเดือน"]
    assert lesson.unplaced == ["ที่", "ขั้นตอน", "ผู้รับผิดชอบ"]


def test_numbers_of_pages_between_points_are_no_table(tmp_path):
    points = "\n".join(f"- ข้อที่ว่าด้วยเรื่อง {word}" for word in ("ก", "ข", "ค", "ง", "จ"))
    lesson = read_one(tmp_path, f"{HEAD}{points}\n1\n{points.replace('ข้อ', 'ส่วน')}\n2\n- ท้าย")
    assert len(lesson.process) == 11


@pytest.mark.parametrize(
    "foot",
    [
        "เขียนโดย KM Phimai ที่ 09:41 ส่งอีเมลข้อมูลนี้ แชร์ไปที่ Facebook",
        "ติดต่อเรา ถนนไชยบูรณ์ โทร. 054-511-222 โทรสาร 054-511-223",
        "ออกแบบและพัฒนาโดยศูนย์สารสนเทศ",
    ],
)
def test_a_pages_foot_is_no_point(tmp_path, foot):
    lesson = read_one(tmp_path, f"{HEAD}1. เริ่ม\n2. จบ\n{foot}")
    assert (lesson.process, lesson.unplaced) == (["เริ่ม", "จบ"], [])


@pytest.mark.parametrize("top", ["Skip to content", "ภาษาไทย | English", "ข้ามไปยังเนื้อหา"])
def test_a_pages_top_is_no_title(tmp_path, top):
    lesson = read_one(tmp_path, f"{top}\n\nเจ้าของความรู้ นายตัวอย่าง ใจงาม\nกระบวนการ\n1. เริ่ม")
    assert (lesson.title, lesson.unplaced) == (None, [])


def test_a_line_of_running_text_that_begins_with_a_goal_is_no_heading(tmp_path):
    told = "ช่วยกันดูแลครัวเรือนยากจน\nเป้าหมาย และบันทึกไว้ทุกครั้ง"
    lesson = read_one(tmp_path, f"วัตถุประสงค์ เพื่อรู้จักกัน\n{HEAD}{told}")
    assert "เป้าหมาย และบันทึกไว้ทุกครั้ง" in " ".join(lesson.process)


@pytest.mark.parametrize(
    "label", ["เป้าหมาย :", "เป้าหมาย\t", "\nเป้าหมาย ", "วัตถุประสงค์ ", "เป้าหมาย     "]
)
def test_a_goal_that_is_set_off_is_a_heading(tmp_path, label):
    lesson = read_one(tmp_path, f"{HEAD}1. เริ่ม\n{label}สิบครัวเรือนเข้าร่วม")
    assert (lesson.process, lesson.objective) == (["เริ่ม"], "สิบครัวเรือนเข้าร่วม")


def test_a_second_objective_is_kept_as_text_of_no_field(tmp_path):
    lesson = read_one(
        tmp_path, "ชื่อความรู้ ก\nวัตถุประสงค์ เพื่อออม\nกระบวนการ\n1. เริ่ม\nวัตถุประสงค์\nเพื่อรู้จักกัน"
    )
    assert (lesson.objective, lesson.unplaced) == ("เพื่อออม", ["เพื่อรู้จักกัน"])


def test_an_office_below_a_blank_line_is_still_the_owners(tmp_path):
    lesson = read_one(
        tmp_path,
        "ชื่อความรู้ ก\nตำแหน่ง/สังกัด พัฒนากร\n\n      สำนักงานพัฒนาชุมชนอำเภอปัว จังหวัดน่าน\nกระบวนการ\n1. เริ่ม",
    )
    assert (lesson.office, lesson.province) == ("สำนักงานพัฒนาชุมชนอำเภอปัว จังหวัดน่าน", "น่าน")


def test_a_name_that_was_cut_before_its_vowel_is_whole_again(tmp_path):
    lesson = read_one(
        tmp_path, "ชื่อความรู้ ก\nสังกัด สำนักงานพัฒนาชุมชนอำเภอแก่งกระจ\nาน จังหวัดเพชรบุรี\nกระบวนการ\n1. เริ่ม"
    )
    assert lesson.office == "สำนักงานพัฒนาชุมชนอำเภอแก่งกระจาน จังหวัดเพชรบุรี"
    assert lesson.district == "แก่งกระจาน"


@pytest.mark.parametrize(
    "heading",
    [
        "๕.แก่นความรู้ (การวิเคราะห์จากขุมความรู้ กำหนดเป็นคำสั้นๆ หรือคำสำคัญที่เป็นแก่น\nความรู้",
        "แก่นความรู้ (การวิเคราะห์จากขุม\nความรู้)",
    ],
)
def test_the_rest_of_a_headings_remark_on_the_next_line_is_no_point(tmp_path, heading):
    lesson = read_one(tmp_path, f"{HEAD}1. เริ่ม\n{heading}\n- ออมก่อนใช้\n- จดทุกวัน")
    assert lesson.core_knowledge == ["ออมก่อนใช้", "จดทุกวัน"]


def test_a_short_line_below_a_remark_that_was_cut_off_is_a_point(tmp_path):
    lesson = read_one(tmp_path, f"{HEAD}1. เริ่ม\n๓.ส่วนสรุป (ผลของการ\nได้ผลดี\n๔.ขุมความรู้\n- ออม")
    assert (lesson.results, lesson.knowledge_assets) == (["ได้ผลดี"], ["ออม"])


@pytest.mark.parametrize(
    "office", ["จังหวัดนครราชสี\nมา", "จังห\nวัดนครราชสีมา", "จังหวัด\nนครราชสีมา", "จังหวัดนครราชสีมา"]
)
def test_a_place_that_was_cut_over_two_lines_is_whole_again(tmp_path, office):
    head = "ชื่อความรู้ ก\nสังกัด สำนักงานพัฒนาชุมชนอำเภอปากช่อง "
    lesson = read_one(tmp_path, f"{head}{office}\nกระบวนการ\n1. เริ่ม")
    assert lesson.office == "สำนักงานพัฒนาชุมชนอำเภอปากช่อง จังหวัดนครราชสีมา"
    assert (lesson.district, lesson.province) == ("ปากช่อง", "นครราชสีมา")


def test_the_first_point_may_follow_its_label_without_a_space(tmp_path):
    lesson = read_one(
        tmp_path, "ชื่อความรู้ ก\nวัตถุประสงค์ เพื่อซ่อมเอง\nกระบวนการ / ขั้นตอน1. เชิญช่าง\n2. ถอดประกอบ"
    )
    assert (lesson.objective, lesson.process) == ("เพื่อซ่อมเอง", ["เชิญช่าง", "ถอดประกอบ"])


def test_a_label_that_begins_a_block_needs_one_space_behind_it(tmp_path):
    lesson = read_one(
        tmp_path,
        f"{HEAD}1. เริ่ม\n2. จบ\n\nกลยุทธ์ ให้งานเป็นกรรมการ\n\n"
        "กฎระเบียบ/แนวคิด ยุติธรรมชุมชน\n\nสรุป ไม่มีใครแพ้",
    )
    assert lesson.strategy == ["ให้งานเป็นกรรมการ"]
    assert lesson.rules == ["ยุติธรรมชุมชน", "สรุป ไม่มีใครแพ้"]


def test_paragraphs_of_print_in_a_narrow_column_are_joined():
    said = (
        "กลุ่มแม่บ้านทำปลาร้ามานานแต่โรงเรียนรับเฉพาะของต้มสุก|"
        "ที่มีฉลากและผ่านการตรวจจึงขายได้เพียงในงานวัด|ปีละสามครั้งเท่านั้น"
    )
    lines = [Line(n, text, text, "text") for n, text in enumerate(said.split("|"), start=1)]
    column = max(len(line.text) for line in lines)
    assert len(list_items(lines, width=column, is_printed=True)) == 1
    assert len(list_items(lines, width=2 * column, is_printed=True)) > 1
