"""Histories of every level, against the panel of all rows, and movers and splits one by one."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from povlib import data, progress
from povlib.errors import MeasureError, RegisterError
from povlib.measures.histories import count_histories, history_measures
from povlib.nation import EXECUTORS, LEVELS, measure_nation
from tests.nation.second_way import households

YEARS = (2554, 2555, 2556, 2557, 2558)
LINES = {year: 28_000.0 + 1_000 * at for at, year in enumerate(YEARS)}
LAST = {"bmn_year_be": YEARS[-1], "line_baht": LINES[YEARS[-1]], "want": ["panel"]}


VILLAGES = [p * 1_000_000 + d * 10_000 + 101 for p in (24, 30, 32) for d in (1, 2)]


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A register in which households move, split, vanish and come back far more than in life."""
    draw = np.random.default_rng(2557)
    present = {number: None for number in range(1, 300)}
    away, rounds, last = {}, {}, 300
    for year in YEARS:
        rows = [(who, origin, int(draw.choice(VILLAGES))) for who, origin in present.items()]
        baht = draw.integers(0, 60_000, len(rows))
        rounds[year] = [(*row, b) for row, b in zip(rows, baht.tolist(), strict=True)]
        following = {who: origin for who, origin in away.items() if draw.random() < 0.5}
        away = {}
        for who, origin in present.items():
            fate = draw.choice(["stay", "away", "split", "break up", "gone"])
            if fate in ("stay", "split"):
                following[who] = origin
            if fate == "away" or (fate == "break up" and draw.random() < 0.5):
                away[who] = origin
            if fate in ("split", "break up"):
                for _ in range(draw.integers(1, 4)):
                    following[last], last = who, last + 1
        present = following
    return written(tmp_path_factory.mktemp("panel") / "register", rounds)


@pytest.fixture(scope="module")
def nation(demo_register):
    return measure_nation(demo_register, lines_baht=LINES, executor="serial", **LAST)


def follow_all(register):
    """The panel of all rows at once, and the village that each household is counted in."""
    frames = {year: households(register, year=year) for year in YEARS}
    villages = np.unique(np.concatenate([f["village_code"] for f in frames.values()]))
    panel = progress.Panel()
    for year, frame in frames.items():
        rows = frame.rename(columns={"baht": "income_baht_person_year"}).assign(
            province_code=np.searchsorted(villages, frame["village_code"]),
            origin_household_id=frame["origin_household_id"].astype("float64"),
        )
        panel = progress.add_round(panel, rows, bmn_year_be=year, line=LINES[year])
    return panel, villages[panel.province_code]


@pytest.mark.parametrize("name", ["demo_register", "troubled"])
def test_every_level_is_what_the_panel_of_all_rows_gives(request, name):
    register = request.getfixturevalue(name)
    nation = measure_nation(register, lines_baht=LINES, executor="serial", **LAST)
    panel, village = follow_all(register)
    for level, size in LEVELS.items():
        areas, codes = np.unique(village // size, return_inverse=True)
        counted = count_histories(
            np.column_stack(panel.poor), years_be=YEARS, codes=codes, size=len(areas)
        )
        other = history_measures(counted)
        other.insert(0, "area_code", areas[other.pop("group")].astype("int64"))
        assert_frame_equal(nation.levels[level]["panel"], other, check_exact=True)


def test_the_troubled_register_has_what_makes_a_panel_hard(troubled):
    ids = np.column_stack(follow_all(troubled)[0].ids)
    heirs = [np.unique(row[row > 0]).size for row in ids]
    is_back = ((ids[:, :-2] > 0) & (ids[:, 1:-1] == 0) & (ids[:, 2:] > 0)).any(axis=1)
    ever = [np.unique(row[row > 0]).tolist() for row in ids]
    everyone = [who for row in ever for who in row]
    assert max(heirs) >= 4
    assert is_back.sum() > 20
    # who came back after another had carried it on is a household of its own
    assert len(everyone) > len(set(everyone))


@pytest.mark.parametrize("executor", EXECUTORS)
def test_every_executor_gives_the_same_bits(demo_register, nation, executor):
    other = measure_nation(demo_register, lines_baht=LINES, executor=executor, **LAST)
    for level in LEVELS:
        ours, theirs = nation.levels[level]["panel"], other.levels[level]["panel"]
        assert_frame_equal(ours, theirs, check_exact=True)


def test_every_round_is_reconciled_with_the_manifest(own_register):
    (own_register / "household/bmn_year_be=2555/province_code=30/part.parquet").unlink()
    with pytest.raises(RegisterError, match="จังหวัดนครราชสีมา จปฐ. ปี 2555"):
        measure_nation(own_register, lines_baht=LINES, **LAST)


def test_a_round_without_a_line_of_its_own_is_refused(demo_register):
    lines = {year: line for year, line in LINES.items() if year != 2555}
    with pytest.raises(MeasureError, match="2555"):
        measure_nation(demo_register, lines_baht=lines, **LAST)


def test_a_household_that_moves_counts_where_it_was_seen_last(tmp_path):
    # 1 moves from 24 to 30; 2 splits into 3 and 4, and 3 carries it on in 30; 5 stays
    before = [(1, None, 24010101, 9_000), (2, None, 24010101, 9_000), (5, None, 24010101, 90_000)]
    after = [(1, None, 30010101, 90_000), (3, 2, 30010102, 90_000), (4, 2, 24010101, 9_000)]
    after.append((5, None, 24010101, 9_000))
    register = written(tmp_path / "register", {2555: before, 2556: after})
    found = measure_nation(
        register,
        bmn_year_be=2556,
        line_baht=30e3,
        want=["panel"],
        lines_baht={2555: 30e3, 2556: 30e3},
        executor="serial",
    ).levels["village"]["panel"]
    exited = found[found["measure"] == "exited"].set_index("area_code")["value"]
    entered = found[found["measure"] == "entered"].set_index("area_code")["value"]
    assert exited.to_dict() == {24010101: 0, 30010101: 1, 30010102: 1}
    assert entered.to_dict() == {24010101: 1, 30010101: 0, 30010102: 0}


def written(register, rounds):
    data.create_register(register, is_demo=True)
    with data.unit_batch(register) as batch:
        for year, rows in rounds.items():
            frame = pd.DataFrame(rows, columns=["id", "origin", "village_code", "baht"])
            frame = frame.assign(
                household_id=10**10 + frame["id"],
                origin_household_id=(frame["origin"] + 10**10).astype("Int64"),
                bmn_year_be=year,
                members=1,
                income_main_baht=frame["baht"],
                income_secondary_baht=0,
                income_other_baht=0,
                income_own_use_baht=0,
            ).drop(columns=["id", "origin", "baht"])
            for province, part in frame.groupby(frame["village_code"] // 10**6):
                where = {"year_be": year, "province_code": str(province)}
                source = data.SourceRecord(file_name="", source="test")
                batch.write("household", part, source=source, **where)
    return register
