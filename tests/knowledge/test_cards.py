"""Cards of lessons: kept, renewed where something changed, and never taken on trust."""

import json
import os
from pathlib import Path

import pytest

from povlib.errors import InputError
from povlib.knowledge import cards as module
from povlib.knowledge.cardfile import is_settled
from povlib.knowledge.cards import read_cards, shelf_fingerprint
from povlib.knowledge.occasion import area_codes

PARAMS = Path("params")
KEPT = Path(".index") / "cards.json"


def read(folder):
    return read_cards(folder, params_dir=PARAMS)


def settle(folder):
    """Set the clock of all files back, and keep cards that need not doubt them."""
    read(folder)
    kept = folder / KEPT
    newest = max(file.stat().st_ctime_ns for file in folder.glob("*.md"))
    os.utime(kept, ns=(newest + 3 * 10**9,) * 2)


def test_a_card_says_where_when_and_what(made):
    folder = made(
        "kr-1",
        status="approved",
        title="เลี้ยงไก่ของนายสมชาย ขยันยิ่ง",
        district="ปัว",
        province="น่าน",
        date_published="2013-10-05",
    )
    (card,) = read(folder)
    assert (card.lesson_id, card.status, card.title) == ("kr-1", "approved", "เลี้ยงไก่ของ[ปกปิด]")
    assert (card.district_code, card.province_code, card.area_th) == ("5505", "55", "อำเภอปัว")
    assert (card.date, card.fiscal_year_be) == ("2013-10-05", 2557)
    assert card.profile.occupations == ("chicken",)


@pytest.mark.parametrize(
    ("district", "province", "codes"),
    [
        ("เฉลิมพระเกียรติ", None, (None, None)),
        ("เฉลิมพระเกียรติ", "นครราชสีมา", ("3032", "30")),
        ("ไม่มีที่นี่", "น่าน", (None, "55")),
        (None, "โคราช", (None, "30")),
        (None, None, (None, None)),
    ],
)
def test_a_place_that_is_not_clearly_one_has_no_code(district, province, codes):
    assert area_codes(district, province) == codes


def test_a_lesson_without_a_place_or_date_still_has_its_card(made):
    (card,) = read(made("kr-1", title="ออม"))
    assert (card.area_th, card.district_code, card.date, card.fiscal_year_be) == ("", *[None] * 3)


def test_a_date_with_a_month_comes_before_a_year_alone(made):
    folder = made("kr-1", date_recorded="2013", date_event="2014-02")
    made("kr-2", date_recorded="2013")
    assert [card.date for card in read(folder)] == ["2014-02", "2013"]
    assert [card.fiscal_year_be for card in read(folder)] == [2557, None]


@pytest.mark.parametrize("day", ["15/01/2557", "2557-01-15", "2013-13", "2013-00-01", "ม.ค.-57"])
def test_a_date_in_another_form_counts_for_no_year_and_stops_nothing(made, day):
    (card,) = read(made("kr-1", date_recorded=day))
    assert (card.date, card.fiscal_year_be) == (None, None)


def test_kept_cards_are_the_same_and_no_file_is_read_again(made, monkeypatch):
    folder = made("kr-1", status="approved", title="ออม", district="ปัว", province="น่าน")
    settle(folder)
    first = read(folder)
    monkeypatch.setattr(module, "lesson_of", None)
    monkeypatch.setattr(module, "_looked_at", None)
    assert read(folder) == first


def test_a_changed_file_is_read_again_also_where_size_and_time_are_the_same(made):
    folder = made("kr-1", title="ออม")
    settle(folder)
    file, text = folder / "kr-1.md", (folder / "kr-1.md").read_text(encoding="utf-8")
    before = file.stat()
    file.write_text(text.replace("ออม", "กู้"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [card.title for card in read(folder)] == ["กู้"]


def test_a_file_changed_as_the_cards_were_kept_is_looked_at_again():
    assert not is_settled((1, 10**10, 10**10), written_ns=10**10 + 1)
    assert is_settled((1, 10**10, 10**10), written_ns=10**10 + 3 * 10**9)


def test_a_status_comes_from_the_history_and_a_changed_text_is_a_draft(made):
    folder = made("kr-1", status="approved", title="ออม")
    read(folder)
    made.stand("kr-1", "published")
    assert read(folder)[0].status == "published"
    file = folder / "kr-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ออม", "กู้"), encoding="utf-8")
    assert read(folder)[0].status == "draft"


def test_a_removed_lesson_has_no_card(made):
    made("kr-1", title="ออม")
    folder = made("kr-2", title="กู้")
    settle(folder)
    (folder / "kr-1.md").unlink()
    assert [card.lesson_id for card in read(folder)] == ["kr-2"]


@pytest.mark.parametrize("damage", [b"", b"not a checksum\n{}", b"\xff\xfe"])
def test_damaged_cards_are_made_anew(made, damage):
    folder = made("kr-1", title="ออม")
    first = read(folder)
    (folder / KEPT).write_bytes(damage)
    assert read(folder) == first
    assert (folder / KEPT).read_bytes() != damage


def test_cards_of_other_settings_are_made_anew(made, tmp_path_factory):
    folder = made("kr-1", title="ออมทรัพย์")
    read(folder)
    other = tmp_path_factory.mktemp("params") / "lessons"
    other.mkdir()
    for file in (PARAMS / "lessons").glob("*.yml"):
        (other / file.name).write_bytes(file.read_bytes())
    before = (folder / KEPT).read_bytes()
    (other / "terms.yml").write_bytes((other / "terms.yml").read_bytes() + b"\n")
    read_cards(folder, params_dir=other.parent)
    assert (folder / KEPT).read_bytes() != before


def test_cards_are_good_where_they_cannot_be_kept(made):
    folder = made("kr-1", title="ออม")
    (folder / ".index").write_text("a file stands in the way", encoding="utf-8")
    assert [card.title for card in read(folder)] == ["ออม"]


def test_an_empty_folder_has_no_cards_and_a_missing_one_is_an_error(tmp_path):
    assert read(tmp_path) == ()
    with pytest.raises(InputError, match="ต้องมีโฟลเดอร์บทเรียน"):
        read(tmp_path / "nowhere")


def test_a_second_file_with_the_same_id_is_named(made):
    folder = made("kr-1", title="ออม")
    (folder / "kr-1 copy.md").write_bytes((folder / "kr-1.md").read_bytes())
    with pytest.raises(InputError, match="kr-1 copy.md"):
        read(folder)


def test_no_name_of_a_person_is_kept_beside_the_lessons(made):
    folder = made("kr-1", title="วิธีของนายสมชาย ขยันยิ่ง", owner="นางสาวตัวอย่าง ใจงามยิ่ง")
    read(folder)
    kept = (folder / KEPT).read_text(encoding="utf-8")
    assert json.loads(kept.partition("\n")[2])["entries"]
    assert "สมชาย" not in kept
    assert "ใจงาม" not in kept


def test_the_fingerprint_is_of_contents_and_not_of_times(made):
    folder = made("kr-1", status="approved", title="ออม")
    before = shelf_fingerprint(folder)
    read(folder)
    os.utime(folder / "kr-1.md", ns=(1, 1))
    assert shelf_fingerprint(folder) == before
    settle(folder)
    assert shelf_fingerprint(folder) == before
    (folder / "uses.jsonl").write_text("{}\n", encoding="utf-8")
    assert shelf_fingerprint(folder) != before


def test_the_fingerprint_is_anothers_when_a_kept_lesson_changes(made):
    folder = made("kr-1", title="ออม")
    settle(folder)
    before = shelf_fingerprint(folder)
    file = folder / "kr-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ออม", "กู้"), encoding="utf-8")
    assert shelf_fingerprint(folder) != before
