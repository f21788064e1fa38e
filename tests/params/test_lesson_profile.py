"""The words that tell what lessons are about, and the occupations."""

import shutil
from pathlib import Path

import pytest

from povlib.errors import ParamsError
from povlib.params import read_lesson_profile, read_occupations
from povlib.schema import field

LESSONS = Path("params/lessons")


def changed(tmp_path, name, old, new):
    folder = shutil.copytree(LESSONS, tmp_path / "lessons")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_occupations_without_a_source_of_their_own_say_that_nothing_is_confirmed():
    found = read_occupations(LESSONS / "occupations.yml")
    assert {one.confidence for one in found} == {"unconfirmed"}
    assert all("ยังไม่มีแหล่งข้อมูล" in one.source_th for one in found)


def test_an_office_confirms_an_occupation_with_its_own_source(tmp_path):
    ours = "    cost_baht: 2500\n    source_th: สำรวจปี 2557\n    confidence: confirmed\n"
    folder = changed(tmp_path, "occupations.yml", "    cost_baht: 3000\n", ours)
    first = read_occupations(folder / "occupations.yml")[0]
    assert (first.cost_baht, first.source_th, first.confidence) == (
        2500,
        "สำรวจปี 2557",
        "confirmed",
    )


def test_a_word_of_two_occupations_is_refused(tmp_path):
    folder = changed(tmp_path, "occupations.yml", "words: [ทอผ้า,", "words: [ทอผ้า, จักสาน,")
    with pytest.raises(ParamsError, match="จักสาน"):
        read_occupations(folder / "occupations.yml")


def test_a_group_of_terms_that_is_not_there_is_refused(tmp_path):
    folder = changed(tmp_path, "profile.yml", "terms: [alcohol]", "terms: [alcohool]")
    with pytest.raises(ParamsError, match="alcohool"):
        read_lesson_profile(folder / "profile.yml")


def test_causes_and_groups_are_those_of_the_dictionary():
    profile = read_lesson_profile(LESSONS / "profile.yml").profile
    assert set(profile.groups) == {key for key, _ in field("target", "group").choices}
    assert all(field("target", cause) for cause in profile.causes)
