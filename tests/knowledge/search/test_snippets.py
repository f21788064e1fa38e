"""Snippets: words that were found are marked, others are not, and text stays text."""

import pytest

from povlib.knowledge import write_lessons
from povlib.knowledge.lesson import Lesson
from povlib.knowledge.search import find_lessons, open_shelf


@pytest.fixture
def found_in(tmp_path, headings, terms):
    def search(query, **fields):
        lesson = Lesson(id="kr-1", source_file="p", source_lines=[1, 1], **fields)
        write_lessons([lesson], folder=tmp_path, headings=headings)
        shelf = open_shelf(tmp_path, headings=headings, terms=terms)
        return find_lessons(shelf, query=query)[0]

    return search


def marks(parts):
    return [part.text for part in parts if part.is_match]


def whole(parts):
    return "".join(part.text for part in parts)


def test_only_words_that_were_found_are_marked(found_in):
    one = found_in("ออมทรัพย์", process=["ประชุมหมู่บ้าน", "ตั้งกลุ่มออมทรัพย์ แล้วปลูกผัก"])
    assert whole(one.snippet) == "ตั้งกลุ่มออมทรัพย์ แล้วปลูกผัก"
    assert marks(one.snippet) == ["กลุ่มออมทรัพย์"]


def test_a_word_that_means_the_same_is_marked_as_it_stands(found_in):
    assert marks(found_in("debt", process=["ช่วยลูกหนี้ทำบัญชี"]).snippet) == ["ลูกหนี้"]


def test_a_lesson_that_lost_its_am_is_found_by_the_right_word(found_in):
    assert marks(found_in("ชำระหนี้", process=["นัดลูกหนี้มาชาระหนี้"]).snippet) == ["ชาระหนี้"]


def test_a_part_of_another_word_is_not_marked(found_in):
    one = found_in("วัด", process=["เดินทางในจังหวัด", "รวมกันที่วัดทุกเดือน"])
    assert marks(one.snippet) == ["วัด"]
    assert whole(one.snippet) == "รวมกันที่วัดทุกเดือน"


@pytest.mark.parametrize("query", ["ไก่", "livestock ไก่", "๓๐๐ ไก่"])
def test_the_parts_together_are_a_sentence_of_the_lesson(found_in, query):
    text = "แจกไก่ไข่ ๓๐๐ ตัว ไม่ได้แจกเงิน"
    assert whole(found_in(query, results=[text]).snippet) == text


def test_markup_in_a_lesson_stays_text(found_in):
    text = "<b>ขายไก่</b> <script>alert(1)</script> & [x](y)"
    one = found_in("ไก่", title="<i>ไก่</i>", results=[text])
    assert whole(one.snippet) == text
    assert whole(one.title_parts) == "<i>ไก่</i>"
    assert marks(one.snippet) == ["ไก่"]


def test_the_field_of_the_snippet_is_named(found_in):
    assert found_in("ไก่", title="ไก่", cautions=["ระวังไก่ป่วย"]).field == "cautions"


def test_a_title_is_the_snippet_where_nothing_else_was_found(found_in):
    assert found_in("ไก่", title="ไก่", process=["ปลูกผัก"]).field == "title"


def test_numbers_and_names_of_persons_are_hidden(found_in):
    one = found_in("ไก่", results=["นางสาวสมหญิง ใจดี เลี้ยงไก่ โทร 081-234-5678"])
    assert "สมหญิง" not in whole(one.snippet)
    assert "234" not in whole(one.snippet)


def test_letters_that_steer_a_terminal_are_left_out(found_in):
    assert "\x1b" not in whole(found_in("ไก่", results=["เลี้ยง\x1b[31mไก่"]).snippet)


def test_a_long_text_is_cut_at_a_space(found_in):
    long = "ประชุมหมู่บ้านทุกเดือน " * 20 + "แล้วเลี้ยงไก่ " + "ปลูกข้าว " * 30
    snippet = whole(found_in("ไก่", narrative=[long]).snippet)
    assert "ไก่" in snippet
    assert len(snippet) <= 160
