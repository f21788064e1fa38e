"""Words that look alike: slips are few letters, kin share most 3-grams."""

import pytest

from povlib.knowledge.search.likeness import build_likeness, folded, kin, misspelt

WORDS = ["#debt", "ออมทรัพย์", "กลุ่มออมทรัพย์", "ปลา", "ครัวเรือน", "อาชีพ", "สัมมาชีพ"]
ALIKE = build_likeness(WORDS)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("ออมทรัพ", "ออมทรัพย์"),
        ("ออมทัรพย์", "ออมทรัพย์"),
        ("ครัวเรื่อน", "ครัวเรือน"),
        ("ครวัเรือน", "ครัวเรือน"),
        ("สัมมชีพ", "สัมมาชีพ"),
    ],
)
def test_a_slip_is_known_for_the_word_that_was_meant(slip, meant):
    assert [WORDS[number] for number in misspelt(slip, likeness=ALIKE)] == [meant]


@pytest.mark.parametrize("other", ["ฟุตบอล", "พยากรณ์", "ปลวก", "ครัว"])
def test_another_word_is_no_slip(other):
    assert misspelt(other, likeness=ALIKE) == {}


def test_a_word_within_another_is_its_kin():
    assert {WORDS[number] for number in kin("ออมทรัพย์", likeness=ALIKE)} == {
        "ออมทรัพย์",
        "กลุ่มออมทรัพย์",
    }


@pytest.mark.parametrize("words", [[], ["#debt"], ["ปลา"]])
def test_no_words_have_no_kin(words):
    assert kin("ออมทรัพย์", likeness=build_likeness(words)) == {}


def test_lost_marks_do_not_count():
    assert folded("ดำเนินการ") == folded("ดาเนินการ")
    assert folded("เยี่ยม") == folded("เยียม")
