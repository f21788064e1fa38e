"""The index on disk follows lessons, terms and libraries, and is not believed when damaged."""

import shutil

import pytest

from povlib.knowledge import lesson_text, read_folder
from povlib.knowledge.files import write_lesson
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.lesson import Credit, NumberEvidence
from povlib.knowledge.search import find_lessons, meanings, open_shelf
from povlib.knowledge.shelf import find_lesson

KEPT = ("kr-2f087daca7", "kr-e097577ca2", "kr-c454d69ce2")


@pytest.fixture
def folder(tmp_path, pages_folder):
    for one in KEPT:
        shutil.copy(pages_folder / f"{one}.md", tmp_path)
    return tmp_path


@pytest.fixture
def opened(folder, headings, terms):
    def again(terms=terms):
        return open_shelf(folder, headings=headings, terms=terms)

    return again


def ids(shelf, query, **how):
    return [one.id for one in find_lessons(shelf, query=query, **how)]


def step(folder, headings, lesson_id, status):
    lesson = next(one for one in read_folder(folder, headings=headings) if one.id == lesson_id)
    sha256 = text_sha256(lesson)
    append_steps(folder, [Step(lesson_id, status, "ผู้ทำ", "บทบาท", "2014-06-01T00:00:00", sha256)])


def test_an_index_is_made_once_and_read_after(folder, opened):
    first = opened()
    second = opened()
    assert (first.is_new, second.is_new, second.is_kept) == (True, False, True)
    assert ids(first, "ข้าว") == ids(second, "ข้าว") == ["kr-2f087daca7"]
    assert [path.name for path in (folder / ".index").iterdir()] == ["search.bin"]


def test_a_changed_lesson_is_found_by_its_new_words(folder, headings, opened):
    opened()
    lesson = read_folder(folder, headings=headings)[0]
    changed = lesson.model_copy(update={"title": "เลี้ยงแพะบนดอย"})
    (folder / f"{lesson.id}.md").write_text(
        lesson_text(changed, headings=headings), encoding="utf-8"
    )
    shelf = opened()
    assert shelf.is_new
    assert ids(shelf, "แพะ") == [lesson.id]


def written(folder, headings, lesson_id, **changed):
    lesson = find_lesson(folder, lesson_id=lesson_id, headings=headings)
    write_lesson(lesson.model_copy(update=changed), folder=folder, headings=headings)


def test_a_step_or_a_credit_does_not_make_the_index_anew(folder, headings, opened):
    opened()
    credit = Credit(owner_credit="office", consented_on="2014-05-31")
    written(folder, headings, "kr-2f087daca7", status="reviewed", credit=credit)
    shelf = opened()
    assert (shelf.is_new, shelf.is_kept) == (False, True)
    assert ids(shelf, "ข้าว") == ["kr-2f087daca7"]
    assert opened().catalogue.index.cards == shelf.catalogue.index.cards


def test_a_status_is_right_after_a_number_was_founded(folder, headings, opened):
    opened()
    number = NumberEvidence(field="title", number="12", kind="stated")
    written(folder, headings, "kr-2f087daca7", numbers=[number])
    step(folder, headings, "kr-2f087daca7", "approved")
    shelf = opened()
    assert not shelf.is_new
    assert find_lessons(shelf, query="ข้าว")[0].status == "approved"


def test_text_of_no_field_that_changed_makes_the_index_anew(folder, headings, opened):
    opened()
    written(folder, headings, "kr-2f087daca7", unplaced=["เลี้ยงแพะบนดอย"])
    shelf = opened()
    assert shelf.is_new
    assert ids(shelf, "แพะ") == ["kr-2f087daca7"]


def test_a_lesson_that_came_or_went_makes_the_index_anew(folder, opened):
    opened()
    (folder / "kr-2f087daca7.md").unlink()
    shelf = opened()
    assert shelf.is_new
    assert ids(shelf, "ข้าว") == []


def test_a_changed_terms_file_makes_the_index_anew(terms, opened):
    assert ids(opened(), "zebra") == []
    more = {**terms.groups, "zebra": ["zebra", "กระชัง", "เลี้ยงปลาในกระชัง"]}
    shelf = opened(terms.model_copy(update={"groups": more}))
    assert shelf.is_new
    assert ids(shelf, "zebra") == ["kr-e097577ca2"]


def test_another_version_of_a_library_makes_the_index_anew(monkeypatch, opened):
    opened()
    real = meanings.version
    changed = {"nlpo3": "99.0"}
    monkeypatch.setattr(meanings, "version", lambda name: changed.get(name) or real(name))
    meanings._meanings.cache_clear()
    try:
        assert opened().is_new
    finally:
        meanings._meanings.cache_clear()


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other", "old"])
def test_a_damaged_index_is_made_anew(folder, opened, damage):
    whole = opened()
    file = folder / ".index" / "search.bin"
    content = file.read_bytes()
    middle = len(content) // 2
    file.write_bytes(
        {
            "cut": content[:middle],
            "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "other": b"PK\x03\x04 not an index",
            "old": content[32:],
        }[damage]
    )
    shelf = opened()
    assert shelf.is_new
    assert ids(shelf, "ข้าว") == ids(whole, "ข้าว")
    assert not opened().is_new


def test_a_folder_that_cannot_be_written_is_searched_all_the_same(folder, opened):
    (folder / ".index").write_text("a file where the folder should be", encoding="utf-8")
    shelf = opened()
    assert (shelf.is_new, shelf.is_kept) == (True, False)
    assert ids(shelf, "ข้าว") == ["kr-2f087daca7"]


@pytest.mark.parametrize("status", ["withdrawn", "superseded"])
def test_lessons_that_are_gone_do_not_appear(folder, headings, opened, status):
    step(folder, headings, "kr-2f087daca7", status)
    assert ids(opened(), "ข้าว") == []


def test_a_status_restricts_the_answers(folder, headings, opened):
    step(folder, headings, "kr-2f087daca7", "published")
    shelf = opened()
    assert ids(shelf, "ข้าว", status="published") == ["kr-2f087daca7"]
    assert ids(shelf, "กระชัง", status="published") == []
    assert find_lessons(shelf, query="ข้าว")[0].status == "published"


def test_the_index_holds_neither_sentences_nor_owners(folder, opened, headings):
    opened()
    content = (folder / ".index" / "search.bin").read_bytes()
    for lesson in read_folder(folder, headings=headings):
        assert not lesson.owner or lesson.owner.encode() not in content
        longest = max((*lesson.process, *lesson.narrative), key=len)
        assert longest.encode() not in content
