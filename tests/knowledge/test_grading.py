import pytest

from tests.knowledge.grading import FIELDS, folded_item, grade

GOLD = {
    "source_file": "a.txt",
    "title": "ออมวันละบาท",
    "objective": "เพื่อให้มีเงินออม",
    "date_event": "2013-03",
    "process": ["ตั้งวงออมในคุ้ม", "เปิดกระปุกทุกวันพระ"],
}


def row(field, records, gold=(GOLD,)):
    return grade(list(records), list(gold)).set_index("field").loc[field]


def test_every_field_of_the_export_has_a_row():
    assert tuple(grade([GOLD], [GOLD])["field"]) == FIELDS


def test_the_gold_itself_is_without_fault():
    shares = grade([GOLD], [GOLD]).drop(columns=["field", "expected", "found"])
    assert (shares == 1.0).all(axis=None)


def test_spaces_and_line_ends_of_a_text_do_not_count():
    record = GOLD | {"objective": " เพื่อให้มีเงินออม\n"}
    assert row("objective", [record])["precision"] == 1.0


def test_a_text_with_the_next_heading_in_it_loses_precision_and_no_recall():
    record = GOLD | {"objective": GOLD["objective"] + " กระบวนการ"}
    assert row("objective", [record])["precision"] == pytest.approx(17 / 27)
    assert row("objective", [record])["recall"] == 1.0


def test_a_date_is_right_or_wrong():
    assert row("date_event", [GOLD | {"date_event": "2013-04"}])["recall"] == 0.0


def test_a_missing_text_costs_recall_and_an_invented_one_precision():
    assert row("objective", [GOLD | {"objective": None}])["recall"] == 0.0
    assert row("problem_area", [GOLD | {"problem_area": "หนี้"}])["precision"] == 0.0


def test_a_missing_item_costs_recall():
    found = row("process", [GOLD | {"process": GOLD["process"][:1]}])
    assert (found["precision"], found["recall"]) == (1.0, 0.5)


def test_two_items_run_together_are_lost_as_items_and_kept_as_characters():
    found = row("process", [GOLD | {"process": [" ".join(GOLD["process"])]}])
    assert (found["precision"], found["recall"]) == (0.0, 0.0)
    assert found["character_recall"] > 0.95


def test_a_marker_that_stays_at_the_head_of_a_short_item_is_a_fault():
    record = GOLD | {"process": ["๑. ตั้งวงออมในคุ้ม", "๒. เปิดกระปุกทุกวันพระ"]}
    assert row("process", [record])["precision"] == 0.0


def test_sub_items_may_carry_their_marker_or_not():
    assert folded_item("สำรวจหนี้\n๑.๑ ในระบบ\n- นอกระบบ") == folded_item("สำรวจหนี้\nในระบบ\nนอกระบบ")


def test_a_glued_page_number_is_forgiven_in_a_long_item():
    item = "เขียนคนช่วย เงินที่ใช้ และวันนัดดูผลไว้ท้ายหน้า"
    gold = GOLD | {"process": [item + "12"]}
    assert row("process", [GOLD | {"process": [item]}], [gold])["recall"] == 1.0


def test_an_item_is_not_counted_twice():
    gold = GOLD | {"process": ["ตั้งวงออมในคุ้ม", "ตั้งวงออมในคุ้ม"]}
    assert row("process", [GOLD | {"process": ["ตั้งวงออมในคุ้ม"]}], [gold])["recall"] == 0.5


def test_records_are_met_by_title_when_one_is_missing():
    other = GOLD | {"title": "เรือลำเล็กริมทะเล", "process": ["ชวนกินน้ำชา"]}
    found = row("process", [GOLD], [other, GOLD])
    assert (found["precision"], found["recall"]) == (1.0, pytest.approx(2 / 3))


def test_a_record_too_many_costs_precision():
    other = GOLD | {"title": "เรือลำเล็กริมทะเล", "process": ["ชวนกินน้ำชา"]}
    found = row("process", [other, GOLD])
    assert (found["precision"], found["recall"]) == (pytest.approx(2 / 3), 1.0)


def test_records_of_one_page_are_never_met_with_those_of_another():
    found = row("title", [GOLD | {"source_file": "b.txt"}])
    assert (found["precision"], found["recall"]) == (0.0, 0.0)
