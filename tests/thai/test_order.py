"""Names stand in the order of the Thai dictionary."""

import os
import subprocess
import sys

from povlib.thai import sort_key, sorted_th


def test_a_vowel_written_first_is_sorted_by_its_consonant():
    assert sorted_th(["ไก่", "เกิด", "ขอ", "กาล", "แพร่", "พะเยา"]) == [
        "กาล",
        "เกิด",
        "ไก่",
        "ขอ",
        "พะเยา",
        "แพร่",
    ]


def test_the_key_of_one_text_agrees_with_the_sorting_of_many():
    names = ["เลย", "ลำปาง", "แม่ฮ่องสอน", "มุกดาหาร", "ลำพูน", "เลย", "ลพบุรี"]
    assert sorted(names, key=sort_key) == sorted_th(names)


def test_the_order_does_not_depend_on_the_order_given():
    names = ["ก่า", "กา", "ก้า", "กาก"]
    assert sorted_th(names) == sorted_th(names[::-1])


def test_items_are_sorted_by_the_text_that_the_key_gives():
    assert sorted_th([(1, "ข"), (2, "ก")], key=lambda pair: pair[1]) == [(2, "ก"), (1, "ข")]


def test_sorting_makes_no_folder_and_sets_nothing(tmp_path):
    code = (
        "import os; before = dict(os.environ); from povlib.thai import sorted_th; sorted_th('ขก');"
        "import sys; assert 'pythainlp' not in sys.modules; assert before == dict(os.environ)"
    )
    env = {**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    env.pop("PYTHAINLP_READ_ONLY", None)
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    assert list(tmp_path.iterdir()) == []
