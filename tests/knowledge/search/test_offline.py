"""Words that a page carries, so that a browser searches without a server."""

from pathlib import Path

import pytest

from povlib.knowledge.search.meanings import read_meanings
from povlib.knowledge.search.offline import TIERS, offline_index
from povlib.params import LessonTerms, read_yaml


@pytest.fixture(scope="module")
def meanings():
    return read_meanings(read_yaml(Path("params/lessons/terms.yml"), LessonTerms))


def places(index, word):
    """Read a feature's lessons back: number to the best tier."""
    found, lesson = {}, -1
    for step in index.lessons[index.features.index(word)]:
        lesson += step // len(TIERS) + 1
        found[lesson] = TIERS[step % len(TIERS)]
    return found


def test_the_mark_of_a_hidden_name_is_no_word(meanings):
    assert offline_index([{"rest": ["เยี่ยม[ปกปิด]"]}], meanings=meanings).features == ("เยี่ยม",)


def test_a_word_counts_where_it_stands_highest(meanings):
    lessons = [{"rest": ["ทอผ้าทุกวัน"], "title": ["กลุ่มทอผ้า"]}, {}, {"rest": ["ฝึกทอผ้า"]}]
    index = offline_index(lessons, meanings=meanings)
    assert places(index, "ทอผ้า") == {0: "title", 2: "rest"}


def test_words_of_one_meaning_share_a_key(meanings):
    index = offline_index([{"title": ["กข.คจ."]}, {"title": ["ปลูกผัก"]}], meanings=meanings)
    assert places(index, "#poverty_fund") == {0: "title"}
    whole, part = index.means["กขคจ"]
    assert [index.features[one] for one in whole] == ["#poverty_fund"]
    assert part == ()


def test_a_word_that_lost_its_am_means_the_word(meanings):
    index = offline_index([{"core": ["ชำระหนี้ทุกเดือน"]}], meanings=meanings)
    word = next(one for one in index.features if "ำ" in one)
    whole, _ = index.means[word.replace("ำ", "า")]
    assert index.features.index(word) in whole


def test_a_meaning_that_no_lesson_has_is_not_carried(meanings):
    index = offline_index([{"title": ["ปลูกผัก"]}], meanings=meanings)
    assert "กขคจ" not in index.means


def test_bare_numbers_and_idle_words_ask_for_nothing(meanings):
    index = offline_index([{"rest": ["และ 2557 1,250.50 ปลูกผัก"]}], meanings=meanings)
    assert not [one for one in index.features if one[0].isdigit() or one == "และ"]
    assert "และ" in index.idle


def test_no_lesson_gives_an_empty_index(meanings):
    index = offline_index([], meanings=meanings)
    assert (index.features, index.lessons, dict(index.means)) == ((), (), {})
