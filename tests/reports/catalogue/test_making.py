"""What the pages of a catalogue hold, without a browser."""

import json
import re
import zlib
from base64 import b64decode

from povlib.areas import area_label_th
from povlib.knowledge.uses import Use
from povlib.reports.catalogue.list_page import list_page
from tests.reports.catalogue.made_up import entry, many

PLANTED = "</script><script>window.planted=1</script><!--<script>\u2028"


def words_of(page):
    packed = re.search(r'id="words">([^<]*)<', page)[1]
    return json.loads(zlib.decompress(b64decode(packed)))[0]


def content(folder):
    return {one.name: one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_a_catalogue_is_a_list_a_look_and_a_page_a_lesson(made_of):
    folder = made_of([entry(1, "ออมเงิน"), entry(2, "ปลูกผัก")])
    assert sorted(content(folder)) == [
        "catalogue.json",
        "index.html",
        "kr-0000000001.html",
        "kr-0000000002.html",
        "look.css",
    ]


def test_the_same_lessons_give_the_same_bytes(made_of):
    assert content(made_of(many(40))) == content(made_of(many(40)))


def test_an_empty_catalogue_says_so(made_of):
    assert "ยังไม่มีบทเรียนที่เผยแพร่" in (made_of([]) / "index.html").read_text(encoding="utf-8")


def test_made_up_lessons_say_so_on_every_page(made_of):
    folder = made_of([entry(1, "ออมเงิน", is_demo=True)], is_demo=True)
    pages = [one.read_text(encoding="utf-8") for one in folder.rglob("*.html")]
    assert len(pages) == 2
    assert all("ข้อมูลสมมติ" in page for page in pages)


def test_no_text_of_a_lesson_becomes_markup(made_of):
    folder = made_of([entry(1, PLANTED, parts={"process": (PLANTED,), "tags": (PLANTED,)})])
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>window" not in text
        assert text.count("</script>") == (2 if page.name == "index.html" else 0)


def test_the_search_in_the_page_knows_words_and_no_sentence(settings):
    lesson = entry(1, "ออมเงิน", parts={"process": ("เริ่มจากเวทีประชาคมแล้วออมทุกเดือน",)})
    page = list_page([lesson], is_demo=False, **settings)
    words = words_of(page)
    assert {"ออม", "เวทีประชาคม"} & {*words["features"]}
    assert "เริ่มจากเวทีประชาคม" not in json.dumps(words, ensure_ascii=False)


def test_nobody_who_is_named_can_be_searched_for(settings):
    lesson = entry(1, "ออมเงิน", credit_th="สมมติ ทดลองยิ่ง")
    features = words_of(list_page([lesson], is_demo=False, **settings))["features"]
    assert not [one for one in features if "สมมติ" in one or "ทดลอง" in one]


def test_lessons_stand_under_their_province_with_year_themes_and_failure(settings):
    lesson = entry(1, "ออมเงิน", district="2405", themes=["savings"], is_failure=True)
    page = list_page([lesson], is_demo=False, **settings)
    assert '<section id="p24" data-p="24" data-r="central" data-name="จังหวัดฉะเชิงเทรา">' in page
    row = re.search(r"<li data-y.*?</li>", page)[0]
    assert 'data-y="2557" data-t="savings"' in row
    assert f"{area_label_th('2405')} · ปี 2557 · ออมและกองทุน" in row
    assert "บทเรียนจากสิ่งที่ไม่สำเร็จ" in row


def test_a_lesson_without_place_and_year_is_listed_all_the_same(settings):
    page = list_page([entry(1, "ออมเงิน", district=None, year=None)], is_demo=False, **settings)
    assert 'data-name="ไม่ระบุจังหวัด"' in page
    assert "ไม่ระบุปี" in page


def test_filters_offer_what_there_is_with_its_number(settings):
    entries = [
        entry(1, "ก", district="2401", occupations=["mushroom"], causes=["skill"]),
        entry(2, "ข", district="3001", year=2556, causes=["skill"]),
        entry(3, "ค", district="3001", causes=["resource"]),
    ]
    page = list_page(entries, is_demo=False, **settings)
    for option in (
        '<option value="24">จังหวัดฉะเชิงเทรา (1)',
        '<option value="30">จังหวัดนครราชสีมา (2)',
        '<option value="mushroom">เพาะเห็ด (1)',
        '<option value="skill">ทักษะ (2)',
        '<option value="2557">2557 (2)',
    ):
        assert option in page
    assert "weaving" not in page


def test_a_lessons_page_tells_where_it_was_used_and_leads_on(made_of):
    uses = [
        Use("kr-0000000002", "2405", 2556, "2013-05-01"),
        Use("kr-0000000002", "2401", 2557, "2014-01-15", "แผนที่ไม่แสดง"),
        Use("kr-0000000002", "2401", 2557, "2014-02-15"),
    ]
    entries = [
        entry(1, "ก่อน", occupations=["weaving"]),
        entry(2, "กลาง", occupations=["weaving"], themes=["careers"], uses=uses),
        entry(3, "หลัง"),
    ]
    page = (made_of(entries) / "lessons" / "kr-0000000002.html").read_text(encoding="utf-8")
    used = page[page.index("บทเรียนนี้ใช้ที่ไหน") : page.index("บทเรียนใกล้เคียง")]
    assert used.index("2557") < used.index("2556")
    assert used.count(area_label_th("2401")) == 1
    assert "แผนที่ไม่แสดง" not in page
    assert 'href="kr-0000000001.html"' in page[page.index("บทเรียนใกล้เคียง") :]
    assert 'href="kr-0000000003.html"' in page[page.index("เรื่องถัดไป") :]
    assert 'href="../index.html#o=weaving"' in page


def test_a_lesson_that_nobody_used_says_so(made_of):
    page = (made_of([entry(1, "ก")]) / "lessons" / "kr-0000000001.html").read_text("utf-8")
    assert "ยังไม่มีบันทึกว่าอำเภอใดนำไปใช้" in page


def test_a_page_asks_nothing_from_outside_and_runs_one_script_by_hash(made_of):
    folder = made_of([entry(1, "ก")])
    first = (folder / "index.html").read_text(encoding="utf-8")
    second = (folder / "lessons" / "kr-0000000001.html").read_text(encoding="utf-8")
    policy = re.search(r'Policy" content="([^"]*)"', first)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in second
    assert not re.search(r"https?:", first + second)


def test_the_look_has_the_letters_of_all_pages(made_of):
    look = (made_of([entry(1, "๑๒ ก้าว")]) / "look.css").read_text(encoding="utf-8")
    assert all(letters in look for letters in ("U+0E01-0E5B", "U+0E50-0E59", "U+0061-007A"))


def test_the_list_of_a_thousand_lessons_stays_light(settings):
    page = list_page(many(1000), is_demo=False, **settings).encode()
    assert len(page) < 1_000_000
