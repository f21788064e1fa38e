"""Lessons as Markdown: what is written comes back equal, and text never becomes markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.errors import InputError
from povlib.knowledge import lesson_text, parse_lesson, read_folder, read_wording, write_lessons
from povlib.knowledge.lesson import Lesson

HEADINGS = read_wording(Path("params")).headings
LINE = (
    st.text(alphabet="กขค่ำ <>#-*~`\\[]&:'\"1๑", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
ITEM = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


@given(
    title=LINE,
    objective=ITEM,
    process=st.lists(ITEM, max_size=3),
    unplaced=st.lists(LINE, max_size=2),
    raw=st.lists(st.text(alphabet="กข ~#-\t", max_size=12), max_size=4).map("\n".join),
)
def test_a_lesson_comes_back_as_it_was_written(title, objective, process, unplaced, raw):
    lesson = Lesson(
        id="kr-1",
        source_file="page.txt",
        source_lines=[1, 9],
        title=title,
        objective=objective,
        process=process,
        unplaced=unplaced,
        raw=raw,
    )
    text = lesson_text(lesson, headings=HEADINGS)
    assert parse_lesson(text, headings=HEADINGS, where="kr-1.md") == lesson


def test_markup_of_a_page_is_written_as_text():
    lesson = Lesson(
        id="kr-1", source_file="p", source_lines=[1, 1], process=["<script>alert(1)</script>"]
    )
    body = lesson_text(lesson, headings=HEADINGS).split("## ข้อความเดิม")[0]
    assert "- \\<script>" in body


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("---\nid:", "id:", "---"),
        ("source_file: p", "source_fiel: p", "source_fiel"),
        ("## กระบวนการ", "## กระบวนกลอน", "กระบวนกลอน"),
        ("source_lines: [1, 1]", "source_lines: [1, 1", "YAML"),
    ],
)
def test_a_damaged_file_is_named_with_what_is_wrong(tmp_path, before, after, said):
    lesson = Lesson(id="kr-1", source_file="p", source_lines=[1, 1], process=["เริ่ม"])
    write_lessons([lesson], folder=tmp_path, headings=HEADINGS)
    file = tmp_path / "kr-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"kr-1\.md") as error:
        read_folder(tmp_path, headings=HEADINGS)
    assert said in str(error.value)


def test_a_lesson_that_an_officer_has_edited_is_not_overwritten(tmp_path):
    lesson = Lesson(id="kr-1", source_file="p", source_lines=[1, 1], process=["เริ่ม"])
    write_lessons([lesson], folder=tmp_path, headings=HEADINGS)
    file = tmp_path / "kr-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("เริ่ม", "เริ่มใหม่"), encoding="utf-8")
    assert write_lessons([lesson], folder=tmp_path, headings=HEADINGS) == ()
    assert "เริ่มใหม่" in file.read_text(encoding="utf-8")
    assert not [*tmp_path.glob("*.part")]
