"""Coverage: which lessons count for which district and fiscal year."""

from dataclasses import replace

import pytest

from povlib.knowledge.cards import Card
from povlib.knowledge.coverage import coverage
from povlib.knowledge.profile import Profile

PLAIN = Card(
    lesson_id="kr-1",
    status="approved",
    title="ออม",
    district_code="2401",
    province_code="24",
    area_th="อำเภอเมืองฉะเชิงเทรา",
    date="2014-01-05",
    fiscal_year_be=2557,
    profile=Profile(),
    copy_of=None,
    sha256="",
)


def states(*cards, due=("2401",)):
    found = coverage(cards, due=due, fiscal_year_be=2557)
    return {one.district_code: one.state for one in found}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("published", "covered"),
        ("approved", "covered"),
        ("verified", "draft_only"),
        ("reviewed", "draft_only"),
        ("draft", "draft_only"),
        ("superseded", "missing"),
        ("withdrawn", "missing"),
    ],
)
def test_an_approved_lesson_covers_its_district_and_a_draft_does_not(status, state):
    assert states(replace(PLAIN, status=status)) == {"2401": state}


def test_a_near_copy_covers_nothing_and_is_told():
    (one,) = coverage([replace(PLAIN, copy_of="kr-0")], due=["2401"], fiscal_year_be=2557)
    assert (one.state, one.approved, one.copies) == ("missing", 0, 1)


def test_a_draft_that_is_a_copy_is_no_draft_of_its_own():
    assert states(replace(PLAIN, status="draft", copy_of="kr-0")) == {"2401": "missing"}


def test_a_lesson_of_another_fiscal_year_does_not_count():
    assert states(replace(PLAIN, fiscal_year_be=2556)) == {"2401": "missing"}


def test_a_lesson_without_a_date_counts_for_no_year_and_is_told_apart():
    undated = replace(PLAIN, date=None, fiscal_year_be=None)
    (one,) = coverage([undated], due=["2401"], fiscal_year_be=2557)
    assert (one.state, one.approved, one.undated) == ("missing", 0, 1)


def test_a_district_without_targets_is_not_due_whatever_it_has():
    assert states(PLAIN, due=()) == {"2401": "not_due"}


def test_a_lesson_that_names_no_district_covers_none():
    assert states(replace(PLAIN, district_code=None), due=["2402"]) == {"2402": "missing"}


def test_districts_stand_by_code_and_count_all_their_lessons():
    cards = [PLAIN, replace(PLAIN, status="draft"), replace(PLAIN, district_code="2302")]
    found = coverage(cards, due=["2402", "2401"], fiscal_year_be=2557)
    assert [one.district_code for one in found] == ["2302", "2401", "2402"]
    assert (found[1].approved, found[1].drafts) == (1, 1)
