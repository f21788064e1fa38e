"""Which cells are hidden, and that an attacker with a pencil and an LP cannot narrow them."""

import json
from itertools import product

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from povlib.disclosure import (
    Pattern,
    bounds,
    cell_key,
    find_pattern,
    find_pattern_of_totals,
    from_json,
    is_hidden,
    search,
    to_json,
)
from povlib.errors import DisclosureError

HIERARCHY = {"team": "district", "district": "province", "month": "outcome"}
OUTCOMES = ("passed", "below", "unmeasured")
MONTHS = ("2013-10", "2013-11", "2014-01")
NATION = [
    (),
    ("province",),
    ("outcome",),
    ("province", "outcome"),
    ("province", "skill"),
    ("province", "month"),
    ("province", "skill", "outcome"),
]
PROVINCE = [
    ("province", "outcome"),
    ("district",),
    ("district", "outcome"),
    ("district", "skill"),
    ("team", "skill"),
    ("team", "reached"),
]

households = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from("123"),
    st.sampled_from("xy"),
    st.sampled_from(OUTCOMES),
    st.sampled_from(MONTHS),
    st.sampled_from(["yes", "no", "no"]),
    st.sampled_from(["yes", "yes", "no"]),
)
QUICK = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def frame_of(rows):
    frame = pd.DataFrame(
        rows,
        columns=["province", "district", "team", "outcome", "month", "skill", "reached"],
        dtype=object,
    )
    frame["district"] = frame["province"] + frame["district"]
    frame["team"] = frame["district"] + frame["team"]
    frame["month"] = frame["month"].where(frame["outcome"] == "passed")
    return frame


def grow(rows, times):
    """Repeat some rows, so that small and large cells meet."""
    return [row for n, row in enumerate(rows) for _ in range(1 + (n * 7) % times)]


def national(frame, **options):
    return find_pattern(
        frame,
        universe="u",
        margins=NATION,
        threshold=5,
        hierarchy=HIERARCHY,
        cumulative=("month",),
        **options,
    )


def provincial(frame, inherited=None):
    return find_pattern(
        frame,
        universe="u",
        margins=PROVINCE + [m for m in NATION if "province" in m],
        threshold=5,
        hierarchy=HIERARCHY,
        cumulative=("month",),
        inherited=inherited,
    )


def common_knowledge(key):
    """Fill in what everybody knows: the province of a district, what a month means."""
    cell = dict(key)
    if "team" in cell:
        cell["district"] = cell["team"][:2]
    if "district" in cell:
        cell["province"] = cell["district"][0]
    if "month" in cell:
        cell["outcome"] = "passed" if cell["month"][0] == "2" else cell["month"][2:]
    return cell


def attacked(patterns):
    """Collect all cells of several patterns; running totals are turned into sums of months."""
    counts, hidden = {}, set()
    for pattern in patterns:
        counts |= pattern.counts
        hidden |= set(pattern.hidden)
    keys = [key for key in counts if not any(value.startswith("<=") for _, value in key)]
    return keys, counts, hidden


@QUICK
@given(st.lists(households, min_size=1, max_size=25), st.integers(1, 9))
def test_no_hidden_cell_of_a_province_is_narrower_than_zero_to_four(narrow_cells, rows, times):
    frame = frame_of(grow(rows, times)).assign(province="a")
    frame["district"] = "a" + frame["district"].str[1:]
    frame["team"] = "a" + frame["team"].str[1:]
    keys, counts, hidden = attacked([provincial(frame)])
    cells = [common_knowledge(key) for key in keys]
    assert not narrow_cells(cells, [k not in hidden for k in keys], [counts[k] for k in keys])


@QUICK
@given(st.lists(households, min_size=1, max_size=25), st.integers(1, 9))
def test_nation_and_provinces_together_give_no_cell_away(narrow_cells, rows, times):
    frame = frame_of(grow(rows, times))
    nation = national(frame)
    provinces = [provincial(part, nation) for _, part in frame.groupby("province")]
    keys, counts, hidden = attacked([nation, *provinces])
    cells = [common_knowledge(key) for key in keys]
    assert not narrow_cells(cells, [k not in hidden for k in keys], [counts[k] for k in keys])


@QUICK
@given(st.lists(households, min_size=1, max_size=40), st.integers(1, 9))
def test_every_small_cell_is_hidden_and_no_zero(rows, times):
    pattern = national(frame_of(grow(rows, times)))
    assert all(key in pattern.hidden for key, count in pattern.counts.items() if count < 5)
    assert all(pattern.counts.values())


@QUICK
@given(st.lists(households, min_size=1, max_size=25), st.integers(1, 9))
def test_what_a_higher_level_decided_stays(rows, times):
    frame = frame_of(grow(rows, times))
    nation = national(frame)
    for _, part in frame.groupby("province"):
        pattern = provincial(part, nation)
        assert {key for key in pattern.hidden if key in nation.counts} == set(nation.hidden)


@QUICK
@given(st.lists(households, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert to_json(national(frame_of(rows))) == to_json(national(frame_of(mixed)))


@QUICK
@given(st.lists(households, min_size=1, max_size=40), st.integers(1, 9))
def test_shown_wholes_never_leave_a_small_rest(rows, times):
    pattern = national(frame_of(grow(rows, times)))
    for province, skill in product("ab", ("yes", "no")):
        whole = cell_key({"province": province, "skill": skill}, ancestors={})
        parts = [
            cell_key({"province": province, "skill": skill, "outcome": o}, ancestors={})
            for o in OUTCOMES
        ]
        rest = sum(pattern.counts.get(key, 0) for key in parts if key in pattern.hidden)
        assert whole in pattern.hidden or rest == 0 or rest >= 5


@QUICK
@given(st.lists(households, min_size=1, max_size=40), st.integers(1, 9))
def test_witnesses_keep_every_sum_to_the_last_digit(rows, times):
    pattern = national(frame_of(grow(rows, times)))
    for witness in pattern.witnesses:
        truth = {**pattern.counts, **witness}
        for province in "ab":
            parts = [
                truth.get(cell_key({"province": province, "outcome": o}, ancestors={}), 0)
                for o in OUTCOMES
            ]
            whole = truth.get((("province", province),), 0)
            assert abs(sum(parts) - whole) < 1e-9


def test_a_cell_that_the_higher_level_gives_away_is_hidden_and_stops_nothing():
    frame = pd.DataFrame({"area": ["a"] * 3 + ["b"] * 5})
    whole, b = (("targets", "all"),), (("targets", "b"),)
    pattern = find_pattern(
        frame,
        universe="u",
        margins=[(), ("area",)],
        threshold=5,
        inherited=Pattern("u", 5, (("targets",),), counts={whole: 8, b: 5}),
        bound={(): whole, (("area", "b"),): b},
    )
    assert pattern.is_last_resort
    assert set(pattern.hidden) == {(("area", "a"),)}


def test_everything_is_hidden_where_the_solver_fails(monkeypatch):
    def fail(*_, **__):
        raise bounds.SolverTroubleError("status 4")

    monkeypatch.setattr(search, "stretch", fail)
    frame = pd.DataFrame({"area": ["a"] * 3 + ["b"] * 50 + ["c"] * 60})
    pattern = find_pattern(frame, universe="u", margins=[(), ("area",)], threshold=5)
    assert set(pattern.hidden) == set(pattern.counts)


def test_a_cell_bound_to_a_hidden_one_moves_with_it():
    """Poor households are the targets of another universe, where b is hidden with a."""
    frame = pd.DataFrame({"area": ["a"] * 9 + ["b"] * 3, "poor": "yes"})
    names = {area: (("targets", area),) for area in "ab"}
    above = Pattern(
        "u",
        5,
        (("targets",),),
        counts={names["a"]: 9, names["b"]: 3},
        hidden={names["a"]: "complement", names["b"]: "primary"},
        witnesses=tuple({names["a"]: 12.0 - n, names["b"]: float(n)} for n in (0, 4)),
    )
    pattern = find_pattern(
        frame,
        universe="u",
        margins=[("poor",), ("area", "poor")],
        threshold=5,
        inherited=above,
        bound={(("area", area), ("poor", "yes")): name for area, name in names.items()},
    )
    assert is_hidden(pattern, {"area": "a", "poor": "yes"})
    assert not is_hidden(pattern, {"poor": "yes"})


def test_what_nobody_publishes_needs_no_protection():
    frame = pd.DataFrame({"area": ["a"] * 9 + ["b"] * 9, "link": ["yes"] * 7 + ["no"] * 11})
    margins = [(), ("area",), ("link",), ("area", "link")]
    pattern = find_pattern(
        frame, universe="u", margins=margins, threshold=5, unseen=[("area", "link")]
    )
    assert not is_hidden(pattern, {"area": "a"}) and not is_hidden(pattern, {"link": "no"})


def test_one_row_a_combination_gives_the_same_pattern():
    frame = frame_of(
        grow(
            [
                ("a", "1", "x", o, m, s, "yes")
                for o in OUTCOMES
                for m in MONTHS
                for s in ("yes", "no")
            ],
            6,
        )
    )
    names = list(frame.columns)
    counted = frame.groupby(names, dropna=False).size().rename("households").reset_index()
    assert to_json(national(counted, count="households")) == to_json(national(frame))


def test_a_pattern_survives_json():
    pattern = national(
        frame_of([("a", "1", "x", o, m, "no", "yes") for o in OUTCOMES for m in MONTHS])
    )
    assert from_json(json.loads(json.dumps(to_json(pattern)))) == pattern


def test_an_empty_frame_has_an_empty_pattern():
    pattern = provincial(frame_of([]))
    assert not pattern.hidden
    assert not is_hidden(pattern, {"district": "a1", "outcome": "passed"})


def test_a_running_total_is_hidden_where_it_gives_a_month_away():
    frame = pd.DataFrame({"month": ["2013-10"] * 9 + ["2013-11"] * 2 + ["2013-12"] * 8})
    pattern = find_pattern(
        frame, universe="u", margins=[("month",)], threshold=5, cumulative=("month",)
    )
    assert is_hidden(pattern, {"month": "2013-11"})
    before, after = (
        is_hidden(pattern, {"month": "<=2013-10"}),
        is_hidden(pattern, {"month": "<=2013-11"}),
    )
    assert before or after


def test_a_cell_outside_the_margins_is_refused():
    pattern = provincial(frame_of([("a", "1", "x", "passed", MONTHS[0], "no", "yes")]))
    with pytest.raises(DisclosureError, match="margin"):
        is_hidden(pattern, {"district": "a1", "month": "2013-10"})


def test_a_province_without_its_own_attribute_is_refused():
    frame = frame_of([(p, "1", "x", "passed", MONTHS[0], "no", "yes") for p in "aab"])
    with pytest.raises(DisclosureError, match="higher level"):
        find_pattern(
            frame[frame["province"] == "a"],
            universe="u",
            margins=[("outcome",)],
            threshold=5,
            inherited=national(frame),
        )


def test_a_district_in_two_provinces_is_refused():
    frame = pd.DataFrame({"district": ["1", "1"], "province": ["a", "b"]})
    with pytest.raises(DisclosureError, match="determine"):
        find_pattern(
            frame,
            universe="u",
            margins=[("district",)],
            threshold=5,
            hierarchy={"district": "province"},
        )


def test_published_totals_hide_a_small_province_with_another():
    areas = {"11": 900, "12": 3, "13": 40}
    totals = {(("area", code),): count for code, count in areas.items()} | {(): 943}
    pattern = find_pattern_of_totals(
        totals, universe="u", equations=[((), tuple(k for k in totals if k))], threshold=5
    )
    assert set(pattern.hidden) == {(("area", "12"),), (("area", "13"),)}


def test_totals_that_do_not_add_up_are_refused():
    with pytest.raises(DisclosureError, match="sum of its parts"):
        find_pattern_of_totals(
            {(): 9, (("area", "11"),): 8},
            universe="u",
            equations=[((), ((("area", "11"),),))],
            threshold=5,
        )
