"""`povlib lessons search` as people and programs call it."""

import json

import pytest
from click.testing import CliRunner

from povlib.cli import main

PAGE = """ชื่อความรู้ กองทุนข้าวของหมู่บ้าน
เจ้าของความรู้ นางสาวตัวอย่าง ใจงาม
กระบวนการ
1. ชวนครัวเรือนลงหุ้นข้าวเปลือก
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    called("import", str(tmp_path / "page.txt"), "--to", str(tmp_path / "lessons"))
    return tmp_path / "lessons"


def called(*arguments):
    return CliRunner().invoke(main, ["lessons", *arguments])


def test_the_found_words_are_marked(folder):
    said = called("search", "rice", "--in", str(folder))
    assert said.exit_code == 0
    assert said.output.startswith("1. กองทุน")
    assert "กระบวนการ: ชวนครัวเรือนลงหุ้น【ข้าวเปลือก】" in said.output
    assert "ร่าง" in said.output
    assert "ใจงาม" not in said.output


def test_nothing_found_says_so_with_code_1(folder):
    said = called("search", "ฟุตบอลโลก", "--in", str(folder))
    assert (said.exit_code, said.output) == (1, "ไม่พบบทเรียน\n")


def test_json_is_one_object_with_the_parts_apart(folder):
    said = called("search", "ข้าว", "--in", str(folder), "--json")
    told = json.loads(said.output)
    one = told["results"][0]
    assert (one["rank"], one["status"], one["field_th"]) == (1, "draft", "กระบวนการ")
    assert {"text": "ข้าวเปลือก", "is_match": True} in one["snippet"]


def test_json_of_nothing_is_an_object_too(folder):
    said = called("search", "ฟุตบอลโลก", "--in", str(folder), "--json")
    told = json.loads(said.output)
    assert (said.exit_code, told["results"], told["message_th"]) == (1, [], "ไม่พบบทเรียน")


def test_a_folder_without_lessons_is_an_error(tmp_path):
    said = called("search", "ข้าว", "--in", str(tmp_path))
    assert said.exit_code == 2


def test_a_withdrawn_lesson_takes_its_words_out_of_the_index(folder):
    called("search", "ข้าว", "--in", str(folder))
    lesson_id = next(folder.glob("*.md")).stem
    why = ("--by", "ผู้ดูแล", "--role", "เจ้าหน้าที่ KM", "--reason", "เจ้าของขอถอน")
    assert called("withdraw", lesson_id, *why, "--in", str(folder)).exit_code == 0
    assert not (folder / ".index" / "search.bin").exists()
    assert called("search", "ข้าว", "--in", str(folder)).exit_code == 1
