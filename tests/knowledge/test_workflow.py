"""A lesson's way to the public: what each step asks for, and what a change undoes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.errors import LessonError
from povlib.knowledge import read_folder, read_wording
from povlib.knowledge.history import HISTORY, read_history
from povlib.knowledge.shelf import statuses

HEADINGS = read_wording(Path("params")).headings
PAGE = """ชื่อความรู้ กองทุนข้าวของหมู่บ้าน
เจ้าของความรู้ นางสาวตัวอย่าง ใจงาม
กระบวนการ
1. ชวน ๓๑ ครัวเรือนลงหุ้น
"""
OTHER = ("--by", "นายผู้ตรวจ ขยันยิ่ง", "--role", "พัฒนาการอำเภอ")
OWNER = ("--by", "ตัวอย่าง ใจงาม", "--role", "พัฒนากร")


@pytest.fixture
def shelf(tmp_path):
    return bring_in(tmp_path, PAGE)


def bring_in(tmp_path, page):
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    folder = tmp_path / "lessons"
    said = CliRunner().invoke(
        main, ["lessons", "import", str(tmp_path / "page.txt"), "--to", str(folder)]
    )
    assert said.exit_code == 0, said.output
    return folder


def step(shelf, action, *options, code=0):
    said = CliRunner().invoke(
        main, ["lessons", action, lesson(shelf).id, *options, "--in", str(shelf)]
    )
    assert said.exit_code == code, said.output
    return said.output


def lesson(shelf):
    (only,) = read_folder(shelf, headings=HEADINGS)
    return only


def status(shelf):
    return statuses((lesson(shelf),), folder=shelf)[lesson(shelf).id]


def test_a_lesson_goes_all_the_way_and_the_history_keeps_each_step(shelf):
    for action in ("review", "approve", "publish"):
        step(shelf, action, *OTHER)
    assert status(shelf) == "published"
    steps = read_history(shelf)
    assert [one.status for one in steps] == ["reviewed", "verified", "approved", "published"]
    assert {one.identity for one in steps} == {"self-declared"}


@pytest.mark.parametrize("action", ["approve", "publish", "verify"])
def test_no_step_is_skipped(shelf, action):
    assert "ร่าง" in step(shelf, action, *OTHER, code=2)
    assert not read_history(shelf)


def test_the_owner_neither_reviews_nor_approves(shelf):
    assert "เจ้าของ" in step(shelf, "review", *OWNER, code=2)
    step(shelf, "review", *OTHER)
    assert "เจ้าของ" in step(shelf, "approve", *OWNER, code=2)
    assert status(shelf) == "reviewed"


def test_a_changed_text_is_a_draft_again(shelf):
    step(shelf, "review", *OTHER)
    (file,) = shelf.glob("*.md")
    file.write_text(file.read_text(encoding="utf-8").replace("- ชวน", "- เชิญ"), encoding="utf-8")
    assert status(shelf) == "draft"
    step(shelf, "approve", *OTHER, code=2)


def test_a_new_number_needs_evidence(shelf):
    (file,) = shelf.glob("*.md")
    text = file.read_text(encoding="utf-8").replace("- ชวน ๓๑", "- ชวน 45")
    file.write_text(text, encoding="utf-8")
    step(shelf, "review", *OTHER)
    assert "process: 45" in step(shelf, "approve", *OTHER, code=2)


@pytest.mark.parametrize(
    ("kind", "source", "code"),
    [
        ("computed", "คำนวณแล้ว", 2),
        ("computed", "ข้อมูล a753d11661ba", 0),
        ("document", " ", 2),
        ("document", "สมุดบัญชีกองทุน", 0),
    ],
)
def test_a_document_is_named_and_a_computation_has_the_code_of_its_data(shelf, kind, source, code):
    (file,) = shelf.glob("*.md")
    text = file.read_text(encoding="utf-8")
    told = text.replace("kind: stated, source: ''", f"kind: {kind}, source: '{source}'")
    assert told != text
    file.write_text(told, encoding="utf-8")
    step(shelf, "review", *OTHER)
    step(shelf, "approve", *OTHER, code=code)


def test_a_practice_that_could_shame_is_asked_about(tmp_path):
    shelf = bring_in(tmp_path, PAGE + "2. ติดป้ายหน้าบ้านครัวเรือนยากจน\n")
    assert "marks_homes" in step(shelf, "review", *OTHER, code=2)
    step(shelf, "review", *OTHER, "--answer", "marks_homes=เลิกติดแล้ว ใช้รหัสแทน")
    assert lesson(shelf).ethics == {"marks_homes": "เลิกติดแล้ว ใช้รหัสแทน"}


def test_a_withdrawn_lesson_leaves_a_tombstone_without_its_text(shelf):
    step(shelf, "withdraw", *OTHER, "--reason", "เจ้าของขอถอน")
    (file,) = shelf.glob("*.md")
    assert "ตัวอย่าง" not in file.read_text(encoding="utf-8")
    assert (status(shelf), read_history(shelf)[-1].note) == ("withdrawn", "เจ้าของขอถอน")
    step(shelf, "review", *OTHER, code=2)


def test_a_withdrawn_page_with_a_new_day_of_consent_is_a_lesson_of_its_own(shelf):
    step(shelf, "withdraw", *OTHER, "--reason", "เจ้าของขอถอน")
    gone = lesson(shelf).id
    bring_in(shelf.parent, PAGE)
    assert status(shelf) == "withdrawn"
    bring_in(shelf.parent, PAGE + "หมายเหตุ ยินยอมอีกครั้งเมื่อ 1 มิ.ย. 2557\n")
    standings = statuses(read_folder(shelf, headings=HEADINGS), folder=shelf)
    assert standings.pop(gone) == "withdrawn"
    assert [*standings.values()] == ["draft"]


def test_names_and_numbers_of_people_stay_out_of_reasons_and_answers(tmp_path):
    shelf = bring_in(tmp_path, PAGE + "2. ติดป้ายหน้าบ้านครัวเรือนยากจน\n")
    step(shelf, "review", *OTHER, "--answer", "marks_homes=ถามนายสมชาย ขยัน 0812345678 แล้ว")
    assert lesson(shelf).ethics == {"marks_homes": "ถาม[ปกปิด] [ปกปิด] แล้ว"}
    step(shelf, "withdraw", *OTHER, "--reason", "ตัวอย่าง ใจงามขอถอน โทร 0812345678")
    assert read_history(shelf)[-1].note == "[ปกปิด]ขอถอน โทร [ปกปิด]"


def edited(line):
    return line.replace("ผู้ตรวจ", "คนอื่น")


@pytest.mark.parametrize(
    ("how", "number"),
    [
        (lambda lines: [edited(lines[0]), *lines[1:]], 2),
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: [*lines[:2], lines[0], *lines[2:]], 3),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
    ],
)
def test_a_line_of_the_history_that_was_changed_taken_out_or_put_in_is_found(shelf, how, number):
    for action in ("review", "approve", "publish"):
        step(shelf, action, *OTHER)
    file = shelf / HISTORY
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(how(lines)) + "\n", encoding="utf-8")
    with pytest.raises(LessonError, match=f"บรรทัดที่ {number} "):
        read_history(shelf)
    assert HISTORY in step(shelf, "withdraw", *OTHER, "--reason", "ขอถอน", code=2)


def test_a_history_from_before_sums_were_kept_goes_on_with_them(shelf):
    step(shelf, "review", *OTHER)
    file = shelf / HISTORY
    old = json.loads(file.read_text(encoding="utf-8"))
    old.pop("previous")
    file.write_text(json.dumps(old, ensure_ascii=False) + "\n", encoding="utf-8")
    step(shelf, "approve", *OTHER)
    assert status(shelf) == "approved"
    file.write_text(edited(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(LessonError):
        read_history(shelf)


def test_a_history_that_is_cut_in_a_line_is_a_clear_error(shelf):
    step(shelf, "review", *OTHER)
    file = shelf / HISTORY
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert HISTORY in step(shelf, "approve", *OTHER, code=2)


def test_an_unknown_lesson_is_an_error_that_names_the_nearest(shelf):
    said = CliRunner().invoke(main, ["lessons", "review", "kr-0", *OTHER, "--in", str(shelf)])
    assert said.exit_code == 2
    assert lesson(shelf).id in said.output


def test_credit_keeps_the_day_of_consent(shelf):
    step(shelf, "credit", "--as", "name", "--consented-on", "31/05/2557")
    assert lesson(shelf).credit.consented_on == "2014-05-31"
    assert status(shelf) == "draft"


def test_a_consent_without_a_day_is_none(shelf):
    assert "--consented-on" in step(shelf, "credit", "--as", "name", "--consented-on", "-", code=2)
    assert lesson(shelf).credit is None


def test_nobody_consents_in_the_future(shelf):
    said = step(shelf, "credit", "--as", "name", "--consented-on", "31/12/2599", code=2)
    assert "--consented-on" in said
    assert lesson(shelf).credit is None


def test_a_lesson_that_cannot_be_superseded_leaves_the_new_one_unpublished(shelf):
    for action in ("review", "approve"):
        step(shelf, action, *OTHER)
    step(shelf, "publish", *OTHER, "--supersedes", "kr-0", code=2)
    assert status(shelf) == "approved"


def test_a_published_lesson_takes_the_place_of_another(shelf):
    for action in ("review", "approve", "publish"):
        step(shelf, action, *OTHER)
    old = lesson(shelf).id
    bring_in(shelf.parent, PAGE.replace("กองทุนข้าว", "ธนาคารข้าว"))
    new = next(one.id for one in read_folder(shelf, headings=HEADINGS) if one.id != old)
    for action, *more in (["review"], ["approve"], ["publish", "--supersedes", old]):
        call = ["lessons", action, new, *OTHER, *more, "--in", str(shelf)]
        said = CliRunner().invoke(main, call)
        assert said.exit_code == 0, said.output
    assert statuses(read_folder(shelf, headings=HEADINGS), folder=shelf) == {
        old: "superseded",
        new: "published",
    }
