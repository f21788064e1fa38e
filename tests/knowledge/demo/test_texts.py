"""The words of made-up lessons: enough of them, natural in their slots, and about nobody."""

import random
import re

import pytest

from povlib.knowledge.demo.records import SHAPES, place_of, write_fields
from povlib.knowledge.demo.texts import filled, picked, read_common, read_themes
from povlib.thai import redact

WORDS = {"d": "ปัว", "p": "น่าน", "hh": "20", "ok": "15", "left": "5", "few": "3"}
THEMES = read_themes()


def texts(theme):
    points = [point for pool in theme.pools.values() for point in pool]
    flat = [text for p in points for text in ([p] if isinstance(p, str) else p)]
    return [*flat, *(text for wordings in theme.story for text in wordings)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.key)
def test_a_theme_has_enough_for_its_shapes(theme):
    common = read_common().pools
    for shape in theme.shapes:
        for key, (fewest, _) in SHAPES[shape].items():
            assert len(theme.pools.get(key, [])) + len(common.get(key, [])) >= fewest, key
        if shape == "D":
            assert len(theme.story) >= 3
    assert len(theme.pools["title"]) >= 2
    assert {*theme.shapes} & {*"ACE"}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.key)
def test_no_text_names_a_person_or_leaves_a_slot(theme):
    for text in texts(theme):
        said = filled(text, draw=random.Random(1), words=WORDS)
        assert redact(said) == said
        assert not re.search(r"[<>{}|]|  |[ก-๎]\{\d", said)


def test_a_copy_says_the_same_with_another_place():
    theme = THEMES[0]
    here, there = (
        write_fields(theme, shape="A", place=place_of(code), draw=random.Random(4))
        for code in ("5503", "2401")
    )
    assert here["process"] == there["process"]


def test_half_of_the_picked_points_are_the_themes_own():
    got = picked(["ก", "ข", "ค"], ["1", "2", "3"], count=3, draw=random.Random(1))
    assert sum(point in "กขค" for point in got) == 2
    assert picked(["ก"], [], count=3, draw=random.Random(1)) == ["ก"]
