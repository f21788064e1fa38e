"""The catalogue's folder appears whole, and stands in nobody's way."""

import pytest

from povlib.errors import ReportError
from povlib.reports.catalogue.site import write_site


def files(folder):
    there = (one for one in folder.rglob("*") if one.is_file())
    return sorted(one.relative_to(folder).as_posix() for one in there)


def test_a_page_that_the_new_catalogue_lacks_is_gone(tmp_path):
    write_site({"index.html": b"1", "lessons/a.html": b"a"}, folder=tmp_path / "c")
    write_site({"index.html": b"2", "lessons/b.html": b"b"}, folder=tmp_path / "c")
    assert files(tmp_path / "c") == ["catalogue.json", "index.html", "lessons/b.html"]
    assert sorted(one.name for one in tmp_path.iterdir()) == [".c.lock", "c"]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "งาน.docx").write_bytes(b"x")
    with pytest.raises(ReportError, match=r"งาน\.docx"):
        write_site({"index.html": b"1"}, folder=tmp_path / "mine")
    assert files(tmp_path / "mine") == ["งาน.docx"]


def test_a_file_put_beside_the_pages_is_not_lost(tmp_path):
    write_site({"index.html": b"1"}, folder=tmp_path / "c")
    (tmp_path / "c" / "จดไว้.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match="ย้ายแฟ้มนั้นออก"):
        write_site({"index.html": b"2"}, folder=tmp_path / "c")
    assert (tmp_path / "c" / "index.html").read_bytes() == b"1"


def test_what_a_file_manager_leaves_is_no_obstacle(tmp_path):
    write_site({"index.html": b"1"}, folder=tmp_path / "c")
    (tmp_path / "c" / "Thumbs.db").write_bytes(b"x")
    write_site({"index.html": b"2"}, folder=tmp_path / "c")
    assert (tmp_path / "c" / "index.html").read_bytes() == b"2"


def test_an_officers_folder_takes_no_catalogue(tmp_path):
    (tmp_path / "audience.txt").write_text("officer\n", encoding="utf-8")
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        write_site({"index.html": b"1"}, folder=tmp_path / "catalogue")
    assert files(tmp_path) == ["audience.txt"]


def test_a_file_of_that_name_is_told(tmp_path):
    (tmp_path / "c").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match="ต้องเป็นชื่อโฟลเดอร์"):
        write_site({"index.html": b"1"}, folder=tmp_path / "c")


def test_a_run_that_died_leaves_nothing_in_the_way(tmp_path):
    (tmp_path / ".c.new" / "lessons").mkdir(parents=True)
    (tmp_path / ".c.old").mkdir()
    write_site({"index.html": b"1"}, folder=tmp_path / "c")
    assert sorted(one.name for one in tmp_path.iterdir()) == [".c.lock", "c"]
