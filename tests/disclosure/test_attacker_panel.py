"""Rounded rates of made-up provinces through the rounds, and who puts them beside each other."""

import numpy as np
import pandas as pd
import pytest

from povlib.data.demo import make_register
from povlib.disclosure import HiddenCounts, Pattern
from povlib.measures.histories import count_masks, history_measures
from povlib.nation import Nation
from povlib.reports.tables import frame_csv
from povlib.study import country_panel
from povlib.study.country import open_country
from povlib.study.country_pattern import CountryRules, country_pattern
from povlib.study.gate import Gate
from tests.conftest import PARAMS
from tests.disclosure.attacker_panel import narrow, read_rows

YEARS = {2: [2556, 2557], 3: [2555, 2556, 2557]}
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")
RULES = CountryRules(5, 50, 100.0, 0.001, 10)
SIZES = {"district": 1, "province": 100, "nation": 10_000}
AREAS = np.array([100 * p + d for p in range(11, 16) for d in range(1, 6)])


def nation_of(years, *, seed):
    """Make districts of 40 to 400 households, poor now and then, of whom few are not followed."""
    draw, rounds = np.random.default_rng(seed), len(years)
    homes = np.repeat(AREAS, draw.integers(40, 400, len(AREAS)))
    share = draw.uniform(0.02, 0.2, len(AREAS))[np.searchsorted(AREAS, homes)]
    poor = draw.random((len(homes), rounds)) < share[:, None]
    keeps = draw.random(len(homes)) < 0.4
    poor[keeps, 1:] = poor[keeps, :1]
    known = draw.random((len(homes), rounds)) < draw.choice([0.97, 1.0])
    known[:, -1] = True
    bits = 1 << np.arange(rounds)
    masks = known @ bits, (known & poor) @ bits
    levels = {
        level: _level(homes // size, *masks, is_poor=poor[:, -1], years=years)
        for level, size in SIZES.items()
    }
    return Nation(years[-1], 30_000.0, levels, pd.DataFrame())


def _level(codes, known, poor, *, is_poor, years):
    areas, group = np.unique(codes, return_inverse=True)
    said = {"counted": 1.0, "codes": group, "size": len(areas)}
    panel = history_measures(count_masks(known, poor, years_be=years, **said))
    panel.insert(0, "area_code", areas[panel.pop("group").to_numpy()])
    every = np.bincount(group)
    counts = {"area_code": areas, "households": every, "households_known": every}
    poor_now = np.bincount(group, weights=is_poor).astype(int)
    return {"additive": pd.DataFrame(counts | {"poor_households": poor_now}), "panel": panel}


def rows_of(nation, *, audience):
    """Give the panel as a file shows it; nothing is hidden by the table of areas."""
    levels = tuple(reversed(SIZES))
    hidden = {
        level: HiddenCounts(*(np.zeros(len(nation.levels[level]["additive"]), dtype=bool),) * 3)
        for level in levels
    }
    pattern = Pattern(f"country:{nation.bmn_year_be}", RULES.threshold, ())
    if audience == "public":
        pattern = country_pattern(nation, hidden, levels=levels, rules=RULES)
    gate = Gate(pattern, "", True, audience=audience)
    table = country_panel.panel_table(nation, levels=levels, gate=gate, rules=RULES)
    return read_rows(frame_csv(table).decode("utf-8-sig"))


def attack(nation, *, years):
    public = rows_of(nation, audience="public")
    shown = sum(row["ever_poor"] != "" for row in public.values())
    return shown, narrow(public, rows_of(nation, audience="officer"), years=years)


@pytest.mark.slow
@pytest.mark.parametrize("rounds", YEARS)
@pytest.mark.parametrize("seed", range(10))
def test_no_small_count_of_the_panel_is_known_to_fewer_than_five_values(seed, rounds):
    years = YEARS[rounds]
    shown, found = attack(nation_of(years, seed=seed), years=years)
    assert shown > 5
    assert found == []


def _all_safe(frame, told, *, levels, gate, rules):
    return np.ones(len(frame), dtype=bool)


def test_the_attacker_finds_small_counts_where_a_whole_and_its_parts_are_rounded(monkeypatch):
    more = (*country_panel._PUBLIC, "chronic_poor", "transient_poor")
    monkeypatch.setattr(country_panel, "_PUBLIC", more)
    monkeypatch.setattr(country_panel, "_is_safe", _all_safe)
    _, found = attack(nation_of(YEARS[3], seed=1), years=YEARS[3])
    assert found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 3])
def test_nor_of_a_register_of_made_up_households(tmp_path, seed):
    years = YEARS[2 + seed % 2]
    draw, said = np.random.default_rng(seed), {"bmn_year_be": years[-1], "params_dir": PARAMS}
    make_register(
        tmp_path / "register",
        households=200_000,
        years=len(years),
        first_bmn_year_be=years[0],
        seed=seed,
        provinces=sorted(draw.choice(PLACES, 3, replace=False).tolist()),
    )
    public, officer = (
        read_rows(
            frame_csv(
                open_country(
                    tmp_path / "register",
                    level="district",
                    audience=audience,
                    executor="serial",
                    accept_unconfirmed=True,
                    **said,
                ).tables["panel"]
            ).decode("utf-8-sig")
        )
        for audience in ("public", "officer")
    )
    assert any(row["ever_poor"] not in ("", "ซ่อน") for row in public.values())
    assert narrow(public, officer, years=years) == []
