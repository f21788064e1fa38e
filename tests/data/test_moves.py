import pandas as pd
import pytest

from povlib import data
from povlib.errors import RegisterError


def moved_rows(register, year_be=2557):
    return list(data.read_moves(register, bmn_year_be=year_be).itertuples(index=False, name=None))


@pytest.fixture
def two_rounds(register, homes, ingest):
    """Six homes in province 24; a round later two are in 25, one is gone, one is new."""
    ingest(register, homes())
    later = homes(year_be=2557, ids=range(1, 7))
    is_away = later["household_id"].isin([24_000_000_002, 24_000_000_005])
    later.loc[is_away, "village_code"] = 25_010_101
    ingest(register, later)
    return register


def test_a_household_seen_in_another_province_than_before_has_moved(two_rounds):
    assert moved_rows(two_rounds) == [(24_000_000_002, 24, 25), (24_000_000_005, 24, 25)]


def test_moves_are_renewed_when_a_round_changes(two_rounds, homes, ingest):
    moved_rows(two_rounds)
    back = homes(year_be=2557, ids=range(2, 3))
    ingest(two_rounds, back, replace=True)
    assert moved_rows(two_rounds) == [(24_000_000_005, 24, 25)]


def test_moves_are_kept_beside_the_register(two_rounds, monkeypatch):
    first = data.read_moves(two_rounds, bmn_year_be=2557)
    for part in two_rounds.glob("household/*/*/part.parquet"):
        part.unlink()
    pd.testing.assert_frame_equal(data.read_moves(two_rounds, bmn_year_be=2557), first)


def test_nobody_has_moved_in_the_first_round(two_rounds):
    moves = data.read_moves(two_rounds, bmn_year_be=2556)
    assert moves.empty
    assert moves.dtypes.astype("str").tolist() == ["int64", "int32", "int32"]


def test_the_round_before_is_the_latest_one_held(register, homes, ingest):
    ingest(register, homes(year_be=2554))
    ingest(register, homes(year_be=2557).assign(village_code=25_010_101))
    assert len(moved_rows(register)) == 6


def test_an_unknown_round_is_an_error(two_rounds):
    with pytest.raises(RegisterError, match="2560"):
        data.read_moves(two_rounds, bmn_year_be=2560)


def test_moves_agree_with_a_plain_merge(register, homes, ingest):
    for year_be, shift in ((2556, 0), (2557, 7)):
        for code in (24, 25, 26):
            frame = homes(24, ids=range(40), year_be=year_be)
            number = frame["household_id"] % 10**9
            at = (number * number + shift * number) % 3 + 24
            frame["village_code"] = at * 10**6 + 10_101
            ingest(register, frame[at == code])
    files = register.glob("household/*/*/part.parquet")
    everyone = pd.concat(pd.read_parquet(file) for file in files)
    everyone["code"] = everyone["village_code"] // 10**6
    homes_of = everyone[["household_id", "code"]]
    rounds = [homes_of[everyone["bmn_year_be"] == year_be] for year_be in (2556, 2557)]
    both = rounds[0].merge(rounds[1], on="household_id", suffixes=("_before", "_now"))
    both = both[both["code_before"] != both["code_now"]].sort_values("household_id")
    assert moved_rows(register) == list(both.itertuples(index=False, name=None))
    assert len(both) > 0
