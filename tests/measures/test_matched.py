"""Matched differences: against a second computation, at the limits, by laws, and in trials."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from povlib.errors import MeasureError
from povlib.measures.matched import matched_difference


def homes(seed, *, provinces=1, used=4, other=6, shift=0.0, province_sd=0.0, district_sd=0.1):
    """Give arrays of households: districts of uneven size, each with an effect of its own."""
    draw = np.random.default_rng(seed)
    parts = []
    for province in range(provinces):
        level = 0.5 + draw.normal(0, province_sd)
        for place in range(used + other):
            count = int(draw.integers(10, 80))
            stratum = draw.integers(0, 4, count)
            chance = level + draw.normal(0, district_sd) + 0.05 * stratum - 0.075
            chance += shift * (place < used)
            parts.append(
                {
                    "outcome": (draw.random(count) < chance).astype(float),
                    "is_used": np.full(count, place < used),
                    "stratum": province * 10 + stratum,
                    "cluster": np.full(count, province * 100 + place),
                    "block": np.full(count, province),
                }
            )
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def found(arrays, **more):
    return matched_difference(
        arrays["outcome"], **{k: arrays[k] for k in arrays if k != "outcome"}, **more
    )


def regression(arrays, centre):
    """Compute the same by statsmodels: weights by hand, a plain weighted regression, clusters."""
    import statsmodels.api as sm

    used, stratum = arrays["is_used"], arrays["stratum"]
    n1 = {s: (used & (stratum == s)).sum() for s in np.unique(stratum)}
    n0 = {s: (~used & (stratum == s)).sum() for s in np.unique(stratum)}
    rows = np.array([n1[s] > 0 and n0[s] > 0 for s in stratum])
    weights = np.array(
        [1 if u else n1[s] / n0[s] for u, s in zip(used[rows], stratum[rows], strict=True)]
    )
    y = arrays["outcome"][rows]
    if centre:
        for block in np.unique(arrays["block"]):
            here = arrays["block"][rows] == block
            others = here & ~used[rows]
            y = np.where(here, y - np.average(y[others], weights=weights[others]), y)
    model = sm.WLS(y, sm.add_constant(used[rows].astype(float)), weights=weights)
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": arrays["cluster"][rows]})
    return fitted.params[1], fitted.bse[1]


@pytest.mark.parametrize("seed", range(5))
def test_without_blocks_it_is_a_weighted_regression_with_clustered_errors(seed):
    arrays = homes(seed, provinces=2, province_sd=0.1)
    ours = found(arrays | {"block": None})
    assert (ours.difference, ours.standard_error) == pytest.approx(regression(arrays, centre=False))


@pytest.mark.parametrize("seed", range(5))
def test_with_blocks_it_is_the_regression_of_the_centred_outcome(seed):
    arrays = homes(seed, provinces=3, province_sd=0.1)
    ours = found(arrays)
    assert (ours.difference, ours.standard_error) == pytest.approx(regression(arrays, centre=True))


def test_blocks_leave_the_difference_as_it_is():
    arrays = homes(1, provinces=3, province_sd=0.2)
    assert found(arrays).difference == pytest.approx(found(arrays | {"block": None}).difference)


def test_the_interval_is_of_t_with_the_clusters_of_the_smaller_side():
    ours = found(homes(2, used=4, other=6))
    assert ours.high - ours.difference == pytest.approx(ours.standard_error * stdtrit(3, 0.975))


def test_pairs_have_the_variance_of_the_differences_of_pairs():
    # One household a district, one used and one other district a province: the textbook case.
    draw = np.random.default_rng(3)
    used, other = draw.normal(0.3, 1, 9), draw.normal(0, 1, 9)
    pairs = np.arange(9)
    ours = matched_difference(
        np.concatenate([used, other]),
        is_used=np.repeat([True, False], 9),
        stratum=np.tile(pairs, 2),
        cluster=np.arange(18),
        block=np.tile(pairs, 2),
    )
    factor = (18 / 17 * 17 / 16) * (8 / 9)
    variance = np.var(used - other, ddof=1) / 9
    assert ours.standard_error**2 == pytest.approx(variance * factor)


def test_without_common_support_nothing_is_told():
    one = np.arange(4.0)
    sides = np.array([True, True, False, False])
    ours = matched_difference(one, is_used=sides, stratum=np.array([1, 1, 2, 2]), cluster=one)
    assert np.isnan(ours.difference)
    assert (ours.rows_used, ours.clusters_other) == (0, 0)


def test_no_rows_are_no_difference():
    none = np.array([])
    ours = matched_difference(none, is_used=none.astype(bool), stratum=none, cluster=none)
    assert np.isnan(ours.difference)


def test_one_cluster_on_a_side_has_a_difference_and_no_interval():
    arrays = homes(4, used=1, other=5)
    ours = found(arrays)
    assert not np.isnan(ours.difference)
    assert np.isnan([ours.standard_error, ours.low, ours.high]).all()


def test_equal_outcomes_differ_by_nothing_for_sure():
    arrays = homes(5)
    ours = found(arrays | {"outcome": np.full(len(arrays["outcome"]), 7.0)})
    assert (ours.difference, ours.low, ours.high) == pytest.approx((0, 0, 0), abs=1e-12)


def test_a_missing_outcome_is_left_out_before_matching():
    arrays = homes(6)
    keep = arrays["cluster"] != 0
    missing = arrays | {"outcome": np.where(keep, arrays["outcome"], np.nan)}
    assert found(missing) == found({k: a[keep] for k, a in arrays.items()})


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(MeasureError):
        found(homes(1) | {"stratum": np.arange(3)})


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_order_and_names_of_strata_do_not_matter(seed):
    arrays = homes(seed, provinces=2, used=2, other=3)
    order = np.random.default_rng(seed).permutation(len(arrays["outcome"]))
    names = {old: f"s{(old * 7) % 31}" for old in np.unique(arrays["stratum"])}
    other = {k: a[order] for k, a in arrays.items()}
    other["stratum"] = np.array([names[old] for old in other["stratum"]])
    assert list(vars(found(other)).values()) == pytest.approx(list(vars(found(arrays)).values()))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_doubled_rows_double_the_count_and_nothing_else(seed):
    arrays = homes(seed, provinces=2, used=2, other=3)
    one, two = found(arrays), found({k: np.tile(a, 2) for k, a in arrays.items()})
    assert (two.rows_used, two.clusters_used) == (2 * one.rows_used, one.clusters_used)
    n = one.rows_used + one.rows_other
    factor = ((2 * n - 1) / (2 * n - 2)) / ((n - 1) / (n - 2))
    assert two.difference == pytest.approx(one.difference)
    assert two.standard_error**2 == pytest.approx(one.standard_error**2 * factor)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("provinces", "used", "other", "province_sd"),
    [(1, 8, 8, 0), (1, 8, 40, 0), (4, 2, 8, 0.15), (10, 1, 1, 0.15), (5, 3, 1, 0.15)],
)
def test_intervals_hold_the_truth_in_about_95_of_100_trials(provinces, used, other, province_sd):
    shape = {"provinces": provinces, "used": used, "other": other, "province_sd": province_sd}
    trials = [found(homes(seed, **shape, shift=0.1)) for seed in range(600)]
    held = np.mean([trial.low <= 0.1 <= trial.high for trial in trials])
    assert 0.92 <= held <= 0.98


SIDES = {"stratum": np.array([1, 1, 1, 2, 2]), "cluster": np.array([1, 2, 3, 1, 4])}


@pytest.mark.parametrize("kind", [bool, int, np.uint8, float, object])
def test_a_side_told_by_1_and_0_is_one_told_by_true_and_false(kind):
    """Used 4 and 8; of the others 1 and 3 count half, 5 once: 6 - (2 + 5) / 2."""
    outcome, is_used = np.array([4.0, 1, 3, 8, 5]), np.array([1, 0, 0, 1, 0]).astype(kind)
    got = matched_difference(outcome, is_used=is_used, **SIDES)
    assert (got.difference, got.rows_used, got.rows_other) == (2.5, 2, 3)


@pytest.mark.parametrize(
    "given",
    [
        {"is_used": np.array([2, 0, 0, 1, 0])},
        {"is_used": np.array([1, np.nan, 0, 1, 0])},
        {"stratum": np.array([1, np.nan, 1, 2, 2])},
        {"cluster": np.array(["a", None, "b", "a", "c"], dtype=object)},
    ],
)
def test_a_row_without_a_side_or_a_place_is_refused(given):
    call = {"is_used": np.array([1, 0, 0, 1, 0]), **SIDES}
    with pytest.raises(MeasureError, match="ต้อง"):
        matched_difference(np.arange(5.0), **(call | given))
