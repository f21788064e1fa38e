"""Numbers of groups do not depend on the order of rows or on how far keys lie apart."""

import numpy as np
import pandas as pd
import pytest

from povlib.measures.groups import group_rows


@pytest.mark.parametrize("keys", [[5, 3, 5], [5, -3, 10**12], ["b", "a", "b"], [2.5, 1.0, 2.5]])
def test_groups_stand_in_the_order_of_their_keys(keys):
    groups = group_rows(pd.DataFrame({"key": keys}), ["key"])
    assert groups.keys["key"].tolist() == sorted(set(keys))
    assert groups.keys["key"].to_numpy()[groups.codes].tolist() == keys


def test_two_keys_make_the_pairs_that_occur():
    frame = pd.DataFrame({"a": [2, 1, 2], "b": ["x", "y", "x"]})
    groups = group_rows(frame, ["a", "b"])
    assert groups.keys.to_numpy().tolist() == [[1, "y"], [2, "x"]]
    assert groups.codes.tolist() == [1, 0, 1]


def test_a_categorical_among_two_keys_brings_all_pairs():
    frame = pd.DataFrame({"a": [2, 1], "b": pd.Categorical(["x", "x"], categories=["x", "z"])})
    groups = group_rows(frame, ["a", "b"])
    assert groups.size == 4
    assert np.bincount(groups.codes, minlength=4).tolist() == [1, 0, 1, 0]


def test_missing_keys_come_last():
    groups = group_rows(pd.DataFrame({"key": pd.array([None, 4], dtype="Int64")}), ["key"])
    assert groups.codes.tolist() == [1, 0]
    assert groups.keys["key"].isna().tolist() == [False, True]
