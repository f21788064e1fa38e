"""What the cards of a made-up shelf tell is what was planted."""

from pathlib import Path

import pytest

from povlib.knowledge.cards import read_cards
from povlib.knowledge.coverage import coverage


@pytest.fixture(scope="module")
def cards(shelf):
    return read_cards(shelf, params_dir=Path("params"))


def test_the_coverage_of_every_district_is_as_planted(cards, planted, districts):
    got = coverage(cards, due=districts, fiscal_year_be=2557)
    assert {one.district_code: one.state for one in got} == planted["districts"]


def test_planted_copies_are_found_and_no_others(cards, planted):
    copies = {one.lesson_id: one.copy_of for one in cards if one.copy_of}
    told = planted["lessons"].items()
    assert copies == {key: one["copy_of"] for key, one in told if "copy_of" in one}
    assert copies


def test_lessons_of_failure_are_told_from_others(cards, planted):
    told = planted["lessons"]
    failed = {key for key, one in told.items() if one["theme"].startswith("failed_")}
    found = {one.lesson_id for one in cards if one.profile.is_failure}
    there = {one.lesson_id for one in cards if one.status != "withdrawn"}
    assert found <= failed
    assert len(found) >= 0.8 * len(failed & there)
