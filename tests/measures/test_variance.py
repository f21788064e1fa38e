"""Scores shared by groups: the same error as with each group's scores written out in full."""

import numpy as np
import pandas as pd
import pytest

from povlib.measures.design import Sample
from povlib.measures.variance import Shared, read_units, standard_errors


def rows(count: int = 200) -> pd.DataFrame:
    random = np.random.default_rng(8)
    unit = random.integers(0, 25, count)
    stratum = np.where(unit == 0, 9, unit // 6)
    known = pd.Series(stratum).map({0: 8, 1: 9, 2: 7, 3: 6, 4: 4, 9: 5})
    return pd.DataFrame({"unit": unit, "stratum": stratum, "known": known.astype(float)})


@pytest.mark.parametrize("lonely", ["certain", "adjust", "average"])
@pytest.mark.parametrize("known", [None, "known"])
def test_shared_scores_are_scores_in_every_group(lonely, known):
    frame, random = rows(), np.random.default_rng(2)
    design = Sample(strata="stratum", psu="unit", population_psus=known, lonely=lonely)
    units = read_units(frame, design)
    where, codes = np.arange(len(frame)), random.integers(0, 3, len(frame))
    scores, more = random.normal(1, 2, len(frame)), random.normal(0, 1, len(frame))
    sets, factors = random.integers(0, 4, len(frame)), random.normal(0, 1, (3, 4))
    given = {"rows": where, "units": units}
    got = standard_errors(
        scores, codes=codes, size=3, shared=[Shared(more, sets, factors)], **given
    )
    for group in range(3):
        full = scores * (codes == group) + factors[group][sets] * more
        alone = standard_errors(full, codes=0 * codes, size=1, **given)
        assert got[group] == pytest.approx(alone[0], rel=1e-12)


def test_parts_that_undo_each_other_leave_nothing():
    frame = rows()
    units = read_units(frame, Sample(psu="unit"))
    codes = np.zeros(len(frame), dtype=int)
    scores = np.random.default_rng(1).normal(1e6, 1e5, len(frame))
    undone = [Shared(scores, codes, np.array([[-1.0]]))]
    given = {"rows": np.arange(len(frame)), "codes": codes, "size": 1, "units": units}
    assert standard_errors(scores, shared=undone, **given).tolist() == [0]
