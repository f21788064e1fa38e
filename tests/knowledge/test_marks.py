"""A folder of made-up lessons says so by a file."""

from povlib.knowledge import is_demo


def test_a_folder_is_made_up_when_its_mark_is_there(tmp_path):
    assert not is_demo(tmp_path)
    (tmp_path / "demo.json").write_text("{}", encoding="utf-8")
    assert is_demo(tmp_path)
