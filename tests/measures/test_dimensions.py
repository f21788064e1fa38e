"""Alkire and Foster's counting: by hand, at the cut-off, with gaps, and counted a second way."""

from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.errors import MeasureError
from povlib.measures.dimensions import Scheme, alkire_foster, nested_scheme

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
        ({"scheme": Scheme({"a": 0.5}, Fraction(1))}, "fractions"),
        ({"scheme": Scheme({"a": Fraction(1)}, Fraction(2))}, "share of all weight"),
        ({"scheme": Scheme({"z": Fraction(1)}, Fraction(1))}, "a, b, c|use"),
        ({"missing": "zero"}, "drop, rescale"),
        ({"unit": "heads"}, "say what is counted"),
        ({"scheme": Scheme({"members": Fraction(1)}, Fraction(1))}, "1 \\(deprived\\)"),
    ],
)
def test_a_wrong_call_says_what_is_right(given, said):
    call = {"scheme": THIRDS, "members": "members", "unit": "persons"} | given
    with pytest.raises(MeasureError, match=said):
        alkire_foster(homes([(1, 1, 0, 4)]), **call)


def test_an_indicator_in_two_dimensions_is_refused():
    with pytest.raises(MeasureError, match="one dimension"):
        nested_scheme({"x": ["a"], "y": ["a"]}, cutoff=None)
