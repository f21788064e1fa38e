"""Which districts a comparison may use: none with a count that is hidden, or was small before."""

import pandas as pd

from povlib.disclosure import Pattern
from povlib.study.outcome_gate import closed_before, closed_now, joined

EXIT, GAP = "exit_share", "gap_baht_person_year"


def pattern(hidden):
    places = ("district_code", "province_code")
    parts = ("measured", "passed", "status")
    margins = [(name,) for name in places]
    margins += [tuple(sorted((name, part))) for name in places for part in parts]
    keys = {tuple(sorted(cell.items())): "complement" for cell in hidden}
    return Pattern("target:2557", 5, tuple(margins), hidden=keys)


def homes(**counts):
    """Give households of province 24: by district (d2401) how many passed, below and unmeasured."""
    rows = [
        (24, int(code[1:]), status)
        for code, parts in counts.items()
        for status, count in zip(("passed", "below", "unmeasured"), parts, strict=True)
        for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["province_code", "district_code", "status"])


def test_a_district_with_a_hidden_count_is_closed_also_where_its_count_is_not_small():
    found = pattern([{"district_code": "2401", "passed": "yes"}])
    assert closed_now(found, districts=[2401, 2402]) == {EXIT: {2401}, GAP: {2401}}


def test_a_hidden_count_of_measured_closes_only_what_is_made_of_measured():
    found = pattern([{"district_code": "2402", "measured": "no"}])
    assert closed_now(found, districts=[2401, 2402]) == {EXIT: set(), GAP: {2402}}


def test_of_the_year_before_small_counts_close_a_district():
    rows = homes(
        d2401=(9, 9, 9), d2402=(4, 9, 9), d2403=(9, 3, 9), d2404=(0, 9, 9), d2405=(9, 3, 0)
    )
    assert closed_before(rows, above=pattern([])) == {EXIT: {2402, 2405}, GAP: {2402, 2403, 2405}}


def test_of_the_year_before_a_hidden_province_closes_all_its_districts():
    hidden = pattern([{"province_code": "24", "passed": "yes"}])
    rows = homes(d2401=(9, 9, 9), d2402=(9, 9, 9))
    assert closed_before(rows, above=hidden) == dict.fromkeys((EXIT, GAP), {2401, 2402})


def test_a_province_without_targets_closes_nothing():
    assert closed_before(homes(), above=pattern([])) == {EXIT: set(), GAP: set()}


def test_districts_of_provinces_are_put_together():
    one, two = {EXIT: frozenset({1}), GAP: frozenset()}, {EXIT: frozenset({2}), GAP: frozenset({3})}
    assert joined([one, two]) == {EXIT: {1, 2}, GAP: {3}}
    assert joined([]) == {EXIT: set(), GAP: set()}
