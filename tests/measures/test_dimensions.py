"""Alkire and Foster's counting: by hand, at the cut-off, with gaps, and counted a second way."""

from fractions import Fraction
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.dimensions import Scheme, alkire_foster, nested_scheme
from povlib.params import read_dimensions

NAMES = ("a", "b", "c")
THIRDS = Scheme({name: Fraction(1, 3) for name in NAMES}, Fraction(2, 3))
ROWS = st.lists(
    st.tuples(*[st.sampled_from([0, 1, None])] * 3, st.integers(1, 6)), min_size=1, max_size=15
)


def homes(rows: list) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*NAMES, "members"])
    return frame.astype(dict.fromkeys(NAMES, "Float64"))


def ask(frame: pd.DataFrame, scheme: Scheme = THIRDS, **given) -> pd.Series:
    got = alkire_foster(frame, scheme=scheme, **({"members": "members", "unit": "persons"} | given))
    return got.set_index(["measure", "indicator"])["value"]


def test_three_households_by_hand():
    got = ask(homes([(1, 1, 0, 4), (1, 0, 0, 2), (0, 0, 0, 4)]))
    assert got["headcount", ""] == 0.4
    assert got["intensity", ""] == pytest.approx(2 / 3)
    assert got["adjusted_headcount", ""] == pytest.approx(0.4 * 2 / 3)
    assert got["uncensored_headcount", "a"] == pytest.approx(0.6)
    assert got["censored_headcount", "a"] == pytest.approx(0.4)
    assert got["contribution"].tolist() == pytest.approx([0.5, 0.5, 0])


def test_a_score_exactly_on_the_cut_off_is_poor():
    """Seven of ten tenths: 0.1 * 7 is less than 0.7 in a computer's decimals."""
    names = [f"i{at}" for at in range(10)]
    frame = pd.DataFrame([[1] * 7 + [0] * 3], columns=names)
    scheme = Scheme({name: Fraction(1, 10) for name in names}, Fraction(7, 10))
    got = ask(frame, scheme, members=None, unit="households")
    assert got["headcount", ""] == 1
    above = Scheme(scheme.weights, Fraction(7, 10) + Fraction(1, 10**9))
    assert ask(frame, above, members=None, unit="households")["headcount", ""] == 0


def test_the_union_rule_takes_any_and_the_intersection_all():
    frame = homes([(1, 0, 0, 1), (1, 1, 1, 1), (0, 0, 0, 1)])
    union = nested_scheme({"x": ["a", "b"], "y": ["c"]}, cutoff=None)
    assert ask(frame, union)["headcount", ""] == pytest.approx(2 / 3)
    every = nested_scheme({"x": ["a", "b"], "y": ["c"]}, cutoff=Fraction(1))
    assert ask(frame, every)["headcount", ""] == pytest.approx(1 / 3)


def test_nobody_poor_has_no_intensity_and_nobody_counts_as_poor_without_a_deprivation():
    got = ask(homes([(0, 0, 0, 3)]))
    assert got["headcount", ""] == 0
    assert np.isnan(got["intensity", ""])
    assert got["contribution"].isna().all()


def test_a_missing_indicator_is_never_silently_not_poor():
    frame = homes([(1, None, 1, 1), (0, 0, 0, 1)])
    dropped = alkire_foster(frame, scheme=THIRDS, members="members", unit="persons")
    assert set(dropped["n_missing"]) == {1}
    assert ask(frame)["headcount", ""] == 0
    assert ask(frame, missing="rescale")["headcount", ""] == 0.5
    assert ask(frame, missing="rescale")["intensity", ""] == 1
    assert ask(frame, missing="not_deprived")["intensity", ""] == pytest.approx(2 / 3)


def test_all_missing_is_null():
    got = ask(homes([(None, None, None, 2)]), missing="rescale")
    assert got.isna().all()


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from([Fraction(1, 6), Fraction(1, 2), Fraction(2, 3), Fraction(1)]))
def test_counted_a_second_way_with_fractions(rows, cutoff):
    weights = {"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(1, 6)}
    got = ask(homes(rows), Scheme(weights, cutoff), missing="rescale")
    people = poor = adjusted = Fraction(0)
    for *flags, members in rows:
        known = [(w, f) for w, f in zip(weights.values(), flags, strict=True) if f is not None]
        if not known:
            continue
        score = sum((w for w, f in known if f), Fraction(0)) / sum(w for w, _ in known)
        people += members
        if score and score >= cutoff:
            poor, adjusted = poor + members, adjusted + score * members
    if people:
        assert got["headcount", ""] == pytest.approx(float(poor / people))
        assert got["adjusted_headcount", ""] == pytest.approx(float(adjusted / people))
        parts = got["contribution"]
        assert parts.isna().all() if not adjusted else parts.sum() == pytest.approx(1)


def test_duckdb_counts_the_same_by_group():
    random = np.random.default_rng(3)
    frame = pd.DataFrame(random.integers(0, 2, (500, 3)), columns=list(NAMES))
    frame = frame.assign(members=random.integers(1, 7, 500), zone=random.integers(0, 5, 500))
    got = alkire_foster(frame, scheme=THIRDS, members="members", unit="persons", by="zone")
    got = got[got["measure"] == "adjusted_headcount"]["value"].tolist()
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            "select sum(members * (a + b + c) / 3.0) filter (a + b + c >= 2) / sum(members) "
            "from homes group by zone order by zone"
        ).fetchall()
    assert got == pytest.approx([row[0] for row in rows])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scheme": Scheme({"a": 0.5}, Fraction(1))}, "เศษส่วน"),
        ({"scheme": Scheme({"a": Fraction(1)}, Fraction(2))}, "สัดส่วนของน้ำหนักทั้งหมด"),
        ({"scheme": Scheme({"z": Fraction(1)}, Fraction(1))}, "a, b, c|use"),
        ({"missing": "zero"}, "drop, rescale"),
        ({"by": "value"}, "ชื่อเดียวกับคอลัมน์ผลลัพธ์"),
        ({"holds": "fails"}, "deprived, passes"),
        ({"unit": "heads"}, "นับอะไร"),
        ({"scheme": Scheme({"members": Fraction(1)}, Fraction(1))}, "เป็น 1 0 หรือว่าง"),
    ],
)
def test_a_wrong_call_says_what_is_right(given, said):
    call = {"scheme": THIRDS, "members": "members", "unit": "persons"} | given
    with pytest.raises(MeasureError, match=said):
        alkire_foster(homes([(1, 1, 0, 4)]).assign(value=1), **call)


TWO = nested_scheme({"home": ["a", "b"], "work": ["c"]}, cutoff=Fraction(1, 2))


def by_dimension(frame: pd.DataFrame, **given) -> pd.Series:
    got = alkire_foster(frame, scheme=TWO, members="members", unit="persons", **given)
    return got.set_index(["measure", "indicator", "dimension"])["value"].sort_index()


def test_dimensions_by_hand():
    """Persons 4, 2, 4; scores 1/4 + 1/4 (poor), 1/4 (not), 1/2 (poor): M0 = (2 + 2) / 10."""
    got = by_dimension(homes([(1, 1, 0, 4), (1, 0, 0, 2), (0, 0, 1, 4)]))
    assert got["adjusted_headcount", "", ""] == pytest.approx(0.4)
    assert got["union_headcount", "", ""] == 1
    assert got["headcount", "", ""] == pytest.approx(0.8)
    assert got["dimension_headcount", "", "home"] == pytest.approx(0.6)
    assert got["dimension_censored_headcount", "", "home"] == pytest.approx(0.4)
    assert got["dimension_contribution", "", "home"] == pytest.approx(0.5)
    assert got["contribution", "a", "home"] == pytest.approx(0.25)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(["drop", "rescale", "not_deprived"]))
def test_contributions_of_indicators_dimensions_and_groups_add_up(rows, missing):
    frame = homes(rows).assign(zone=np.arange(len(rows)) % 3)
    got = by_dimension(frame, missing=missing)
    if np.isnan(got["contribution"].iloc[0]):
        return
    assert got["contribution"].sum() == pytest.approx(1)
    assert got["dimension_contribution"].sum() == pytest.approx(1)
    home = got["contribution", "a", "home"] + got["contribution", "b", "home"]
    assert got["dimension_contribution", "", "home"] == pytest.approx(home)
    assert by_dimension(frame, missing=missing, by="zone")["group_contribution"].sum() == (
        pytest.approx(1)
    )


@settings(max_examples=12, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_copies_and_dtypes_of_rows_change_nothing(rows, random):
    expected = by_dimension(homes(rows), missing="rescale")
    mixed = random.sample(rows, len(rows))
    for other in (homes(mixed), homes(rows + rows), homes(rows).astype("float64")):
        got = by_dimension(other, missing="rescale")
        assert got.tolist() == pytest.approx(expected.tolist(), nan_ok=True)


@settings(max_examples=12, deadline=None)
@given(ROWS, st.integers(1, 9))
def test_weights_are_proportions_and_only_the_poor_count(rows, times):
    frame = homes(rows).dropna()
    weights = {"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(1, 6)}
    scheme = Scheme(weights, Fraction(1, 2))
    more = Scheme({name: times * weight for name, weight in weights.items()}, Fraction(1, 2))
    one = ask(frame, scheme)
    assert ask(frame, more).tolist() == pytest.approx(one.tolist(), nan_ok=True)
    # Who lacks only c is not poor: that it lacks nothing at all changes M0 by nothing.
    other = frame.assign(c=frame["c"].where((frame["a"] == 1) | (frame["b"] == 1), 0))
    assert ask(other, scheme)["adjusted_headcount", ""] == pytest.approx(
        one["adjusted_headcount", ""], nan_ok=True
    )
    # A poor household that lacks one thing more raises M0 (and never H).
    lacking = frame.assign(c=frame["c"].where(frame["a"] == 0, 1))
    raised = ask(lacking, scheme)
    assert raised["headcount", ""] == pytest.approx(one["headcount", ""], nan_ok=True)
    gained = (frame["members"] * ((frame["a"] == 1) & (frame["c"] == 0))).sum()
    if len(frame):
        rise = raised["adjusted_headcount", ""] - one["adjusted_headcount", ""]
        assert rise == pytest.approx(gained / frame["members"].sum() / 6)


def test_the_registers_columns_say_who_passes():
    frame = homes([(1, 1, 0, 4), (1, None, 0, 2)])
    passes = frame.assign(**{name: 1 - frame[name] for name in NAMES})
    expected = by_dimension(frame, missing="rescale")
    got = by_dimension(passes, missing="rescale", holds="passes")
    assert got.tolist() == pytest.approx(expected.tolist())


def test_the_union_beside_a_cut_off_is_duckdbs_any_also_where_indicators_do_not_apply():
    random = np.random.default_rng(5)
    flags = random.choice([0.0, 0.0, 1.0, np.nan], (400, 3))
    frame = pd.DataFrame(flags, columns=list(NAMES)).assign(members=random.integers(1, 7, 400))
    got = by_dimension(frame, missing="rescale")
    with duckdb.connect() as database:
        database.register("homes", frame.astype(dict.fromkeys(NAMES, "Int8")))
        expected = database.sql(
            "select sum(members) filter (coalesce(greatest(a, b, c), 0) = 1) / sum(members), "
            "sum(members) filter (coalesce(greatest(a, b), 0) = 1) / sum(members) from homes "
            "where coalesce(a, b, c) is not null"
        ).fetchall()[0]
    shown = (got["union_headcount", "", ""], got["dimension_headcount", "", "home"])
    assert shown == pytest.approx(expected)


@pytest.mark.parametrize("design", [measures.Sample(strata="zone", psu="place"), measures.Census()])
def test_errors_are_those_of_the_headcount_of_poverty(design):
    """One indicator that says who is below the line: H is the headcount, by the same design."""
    random = np.random.default_rng(9)
    baht = random.integers(10_000, 60_000, 200).astype(float)
    frame = pd.DataFrame(
        {"baht": baht, "a": (baht < 30_000).astype(int), "members": random.integers(1, 6, 200)}
    ).assign(zone=np.arange(200) % 4, place=np.arange(200) % 20, half=np.arange(200) % 2)
    call = {"members": "members", "unit": "persons", "by": "half", "design": design}
    scheme = Scheme({"a": Fraction(1)}, Fraction(1))
    got = alkire_foster(frame, scheme=scheme, **call).query("measure == 'headcount'")
    expected = measures.poverty(frame, income="baht", line=30_000, measures="headcount", **call)
    for name in ("value", "se", "low", "high", "n"):
        assert got[name].tolist() == pytest.approx(expected[name].tolist(), rel=1e-12)


def test_the_part_of_a_group_and_its_error_are_those_of_contributions():
    random = np.random.default_rng(12)
    baht = random.integers(10_000, 60_000, 240).astype(float)
    frame = pd.DataFrame({"baht": baht, "a": (baht < 30_000) * 1, "members": 3})
    frame = frame.assign(zone=np.arange(240) % 3, place=np.arange(240) % 24)
    call = {"members": "members", "unit": "persons", "by": "zone"}
    call |= {"design": measures.Sample(psu="place")}
    got = alkire_foster(frame, scheme=Scheme({"a": Fraction(1)}, Fraction(1)), **call)
    got = got[got["measure"] == "group_contribution"]
    expected = measures.contributions(
        frame, income="baht", line=30_000, measures="headcount", **call
    )
    for name in ("value", "se", "low", "high"):
        assert got[name].tolist() == pytest.approx(expected[name].tolist(), rel=1e-10)


def test_a_preset_makes_a_scheme_of_the_registers_columns():
    """TPMAP's rule is any failed indicator of its five dimensions, whatever else fails."""
    tpmap = read_dimensions(Path("params/dimensions.yml")).preset("tpmap", bmn_year_be=2561)
    names = [f"indicator_{number:02d}" for number in range(1, 32)]
    draws = np.random.default_rng(2).choice([1.0, 0.0, np.nan], (300, 31), p=[0.85, 0.05, 0.1])
    frame = pd.DataFrame(draws, columns=names).assign(members=np.arange(300) % 5 + 1)
    scheme = nested_scheme(tpmap.columns, cutoff=tpmap.cutoff_share)
    got = alkire_foster(
        frame, scheme=scheme, members="members", unit="persons", missing="rescale", holds="passes"
    ).set_index(["measure", "dimension"])["value"]
    lacks = {key: (frame[list(of)] == 0).any(axis=1) for key, of in tpmap.columns.items()}
    persons = frame["members"]
    for key, flags in lacks.items():
        share = (persons * flags).sum() / persons.sum()
        assert got["dimension_headcount", key].item() == pytest.approx(share)
    anyone = (persons * pd.DataFrame(lacks).any(axis=1)).sum() / persons.sum()
    assert got["headcount", ""].item() == pytest.approx(anyone)
    assert got["union_headcount", ""].item() == pytest.approx(anyone)


def test_a_census_shows_how_many_were_used():
    frame = homes([(1, 1, 0, 4), (None, 0, 0, 2)])
    got = alkire_foster(
        frame, scheme=THIRDS, members="members", unit="persons", design=measures.Census()
    )
    assert set(got["coverage"]) == {0.5}
    assert set(got["se"].dropna()) == {0}


def test_no_rows_and_nobody_deprived_say_so():
    got = alkire_foster(homes([(0, 0, 0, 3)]), scheme=TWO, members="members", unit="persons")
    reasons = got.set_index("measure")["reason"]
    assert set(reasons["contribution"]) == {"nobody_deprived"}
    assert reasons["intensity"] == "nobody_deprived"
    assert reasons["headcount"] == ""
    empty = alkire_foster(homes([]), scheme=TWO, members="members", unit="persons")
    assert set(empty["reason"]) == {"no_rows"}
    assert empty["value"].isna().all()
    zoned = homes([]).assign(zone=[])
    assert alkire_foster(zoned, scheme=TWO, members=None, unit="persons", by="zone").empty


def test_dimensions_must_hold_the_indicators_of_the_scheme():
    scheme = Scheme({"a": Fraction(1)}, Fraction(1), {"home": ["a", "b"]})
    with pytest.raises(MeasureError, match="ทุกข้อของแบบวัด"):
        alkire_foster(homes([(1, 1, 0, 4)]), scheme=scheme, members=None, unit="persons")


def test_an_indicator_in_two_dimensions_is_refused():
    with pytest.raises(MeasureError, match="อยู่ในมิติเดียว"):
        nested_scheme({"x": ["a"], "y": ["a"]}, cutoff=None)


def test_a_scheme_without_indicators_is_refused():
    with pytest.raises(MeasureError, match="เศษส่วนที่มากกว่า 0"):
        ask(homes([(1, 1, 1, 2)]), Scheme({}, Fraction(1)))


def test_flags_may_be_objects_with_missing_ones():
    frame = pd.DataFrame(
        {"a": [True, False, None], "b": [1, 0, 0], "c": [1, 1, None], "members": 1}
    )
    plain = frame.assign(a=[1, 0, np.nan])
    how = {"missing": "not_deprived"}
    pd.testing.assert_series_equal(ask(frame, **how), ask(plain, **how))
