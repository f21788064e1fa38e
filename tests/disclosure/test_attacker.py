"""Runs on made-up registers, every table of which an attacker has read: he finds nothing hidden."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from povlib import data
from povlib.data.demo import make_register
from povlib.fleet import map_jobs
from povlib.study import open_nation, open_province
from tests.disclosure.attacker import (
    ROUNDS,
    TARGETS_OF_ROUND,
    Notebook,
    known_sums,
    read_run,
)
from tests.disclosure.attacker_solves import narrow_cells

YEARS = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
REGISTERS = 50
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")


def studies_of(register):
    codes = data.provinces(register, "target", year_be=YEARS["fiscal_year_be"])
    return [
        open_nation(register, **YEARS),
        *(open_province(register, province_code=code, **YEARS) for code in codes),
    ]


def ask_mole(register):
    """Say where targets and poor are the same households: (round or "next", area)."""
    homes = {year: _read(register, "household", year) for year in ROUNDS}
    targets = {year: _read(register, "target", year + 1) for year in TARGETS_OF_ROUND}
    codes = sorted(homes[2556]["province"].unique())
    told = {(year, "TH") for year in targets if _ids(targets[year]) == _ids(_poor(homes[year]))}
    for code in codes:
        told |= {
            (year, code)
            for year, found in targets.items()
            if _ids(found, code) == _ids(_poor(homes[year]), code)
            and (year == 2556 or not _moved(homes[2555], homes[2556], code))
        }
    heirs = homes[2557][~homes[2557]["origin_household_id"].isin(homes[2557]["household_id"])]
    for code in ["TH", *codes] if (2556, "TH") in told else []:
        ids = _ids(targets[2556], None if code == "TH" else code)
        if (2556, code) in told and not ids & set(heirs["origin_household_id"].dropna()):
            told.add(("next", code))
    return frozenset(told)


def _read(register, table, year_be):
    codes = data.provinces(register, table, year_be=year_be)
    parts = [data.read_unit(register, table, year_be=year_be, province_code=c) for c in codes]
    return pd.concat([p.assign(province=c) for p, c in zip(parts, codes, strict=True)])


def _ids(rows, code=None):
    return set(rows.loc[rows["province"] == code if code else slice(None), "household_id"])


def _poor(homes):
    parts = homes.filter(like="income_").sum(axis=1, skipna=False)
    return homes[parts / homes["members"] < 30_000]


def _moved(before, after, code):
    """Tell whether a household, or one split off from it, came to a province or left it."""
    root = after["household_id"].where(
        after["household_id"].isin(before["household_id"]), after["origin_household_id"]
    )
    was = before.set_index("household_id")["province"].reindex(root).to_numpy()
    now = after["province"].to_numpy()
    return bool((((was == code) | (now == code)) & (was != now) & pd.notna(was)).any())


def attack(seed):
    """Make one register, publish it whole, and give what the attacker finds."""
    draw = np.random.default_rng(seed)
    codes = draw.choice(PLACES, 1 + seed % 3, replace=False).tolist()
    households = int(draw.choice([5_000, 7_000, 10_000, 20_000]))
    with TemporaryDirectory() as folder:
        register = Path(folder) / "register"
        make_register(register, households=households, years=3, seed=seed, provinces=codes)
        note = read_run(studies_of(register), mole=ask_mole(register))
    known_sums(note)
    names = {n: key for key, n in note.place.items()}
    return [(names[n], low, high) for n, low, high in narrow_cells(note, seed=seed)]


@pytest.mark.slow
def test_no_hidden_cell_of_fifty_runs_is_known_more_narrowly_than_zero_to_four():
    outcomes = list(map_jobs(range(REGISTERS), work=attack, workers=2))
    assert len(outcomes) == REGISTERS
    assert not [outcome for outcome in outcomes if outcome.error or outcome.result]


def test_the_attacker_finds_what_one_subtraction_gives():
    note = Notebook()
    for outcome, count in (("passed", 20), ("below", None), ("unmeasured", 7)):
        note.read("now", {"outcome": outcome}, count)
    note.read("now", {}, 30)
    known_sums(note)
    assert [low for _, low, _ in narrow_cells(note, seed=1)] == [3.0]
