"""Rounded rates of made-up provinces through the rounds, and who puts them beside each other."""

import numpy as np
import pandas as pd
import pytest

from povlib.data.demo import make_register
from povlib.disclosure import Pattern, hide_below, hide_top
from povlib.measures.histories import count_masks, history_measures
from povlib.nation import Nation
from povlib.reports.tables import frame_csv
from povlib.study import country_panel
from povlib.study.country import open_country
from povlib.study.country_pattern import CountryRules, country_pattern
from povlib.study.country_places import area_text
from povlib.study.gate import Gate
from tests.conftest import PARAMS
from tests.disclosure.attacker_panel import BLANK, narrow, read_rows

YEARS = {rounds: list(range(2558 - rounds, 2558)) for rounds in (2, 3, 4, 5)}
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")
RULES = CountryRules(5, 50, 100.0, 0.001, 10)
SIZES = {"district": 1, "province": 100, "nation": 10_000}
SEEDS = {2: 10, 3: 10, 4: 5, 5: 4}
DOWNWARDS, NAMES = tuple(reversed(SIZES)), ("areas", "panel")
AREAS = np.array([100 * p + d for p in range(11, 16) for d in range(1, 6)])


def nations_of(years, *, seed):
    """Make districts of 40 to 400 households, poor now and then, of whom few are not followed.

    Gives the nation of each round; the last one has the panel.
    """
    draw, rounds = np.random.default_rng(seed), len(years)
    homes = np.repeat(AREAS, draw.integers(40, 400, len(AREAS)))
    share = draw.uniform(0.02, 0.2, len(AREAS))[np.searchsorted(AREAS, homes)]
    poor = draw.random((len(homes), rounds)) < share[:, None]
    keeps = draw.random(len(homes)) < 0.4
    poor[keeps, 1:] = poor[keeps, :1]
    known = draw.random((len(homes), rounds)) < draw.choice([0.97, 1.0])
    known[:, -1] = True
    bits = 1 << np.arange(rounds)
    panel = known @ bits, (known & poor) @ bits
    nations = {}
    for at, year in enumerate(years):
        levels = {
            level: _level(homes // size, known[:, at], poor[:, at])
            | {"panel": _panel(homes // size, *panel, years=years)}
            for level, size in SIZES.items()
        }
        nations[year] = Nation(year, 30_000.0, levels, pd.DataFrame())
    return nations


def _level(codes, known, poor):
    areas, group = np.unique(codes, return_inverse=True)
    counts = {"households": np.ones(len(codes)), "households_known": known}
    counts["poor_households"] = known & poor
    sums = {name: np.bincount(group, weights=rows).astype(int) for name, rows in counts.items()}
    return {"additive": pd.DataFrame({"area_code": areas} | sums)}


def _panel(codes, known, poor, *, years):
    areas, group = np.unique(codes, return_inverse=True)
    said = {"counted": 1.0, "codes": group, "size": len(areas)}
    panel = history_measures(count_masks(known, poor, years_be=years, **said))
    panel.insert(0, "area_code", areas[panel.pop("group").to_numpy()])
    return panel


def hidden_of(nation):
    """Decide from the top down, as the country's tables do."""
    (top, above), *levels = [(level, nation.levels[level]["additive"]) for level in DOWNWARDS]
    hidden = {top: hide_top(above, threshold=RULES.threshold)}
    for level, counts in levels:
        codes = counts["area_code"].to_numpy() * SIZES[level] // SIZES[top]
        parents = np.searchsorted(above["area_code"].to_numpy(), codes)
        said = {"above": above, "parents": parents, "hidden": hidden[top]}
        hidden[level] = hide_below(counts, **said, threshold=RULES.threshold)
        top, above = level, counts
    return hidden


def areas_of(nation):
    """Give known and poor households of the areas as a file shows them."""
    hidden, rows = hidden_of(nation), {}
    for level in DOWNWARDS:
        counts = nation.levels[level]["additive"]
        for n, code in enumerate(area_text(counts["area_code"], level=level)):
            is_known, is_poor = hidden[level].known[n], hidden[level].poor[n]
            rows[code] = {
                "households_known": "" if is_known else str(counts["households_known"][n]),
                "poor_households": "" if is_poor else str(counts["poor_households"][n]),
            }
    return rows


def rows_of(nation, *, audience):
    """Give the panel as a file shows it."""
    pattern = Pattern(f"country:{nation.bmn_year_be}", RULES.threshold, ())
    if audience == "public":
        pattern = country_pattern(nation, hidden_of(nation), levels=DOWNWARDS, rules=RULES)
    gate = Gate(pattern, "", True, audience=audience)
    table = country_panel.panel_table(nation, levels=DOWNWARDS, gate=gate, rules=RULES)
    return read_rows(frame_csv(table).decode("utf-8-sig"))


def attack(nations, *, years, rounds_read):
    public = rows_of(nations[years[-1]], audience="public")
    officer = rows_of(nations[years[-1]], audience="officer")
    shown = sum(row["ever_poor"] not in BLANK for row in public.values())
    editions = {year: areas_of(nations[year]) for year in years[-rounds_read:]}
    return shown, narrow(public, officer, years=years, editions=editions)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rounds", "seed"), [(at, seed) for at, most in SEEDS.items() for seed in range(most)]
)
def test_no_small_count_of_the_panel_is_known_to_fewer_than_five_values(rounds, seed):
    years = YEARS[rounds]
    for rounds_read in (1, rounds):
        shown, found = attack(nations_of(years, seed=seed), years=years, rounds_read=rounds_read)
        assert shown > 0
        assert found == [], rounds_read


def _all_safe(frame, told, **said):
    return np.ones(len(frame), dtype=bool)


def test_the_attacker_finds_small_counts_where_a_whole_and_its_parts_are_rounded(monkeypatch):
    more = (*country_panel._PUBLIC, "chronic_poor", "transient_poor")
    monkeypatch.setattr(country_panel, "_PUBLIC", more)
    monkeypatch.setattr(country_panel, "_is_safe", _all_safe)
    _, found = attack(nations_of(YEARS[3], seed=1), years=YEARS[3], rounds_read=1)
    assert found


def test_who_has_the_tables_of_two_rounds_finds_small_counts_where_they_hide_apart(monkeypatch):
    nations = nations_of(YEARS[2], seed=41)
    assert attack(nations, years=YEARS[2], rounds_read=2)[1] == []
    monkeypatch.setattr(country_panel, "find_hidden_before", lambda *_, **__: set())
    assert attack(nations, years=YEARS[2], rounds_read=2)[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 3])
def test_nor_of_a_register_of_made_up_households(tmp_path, seed):
    years = YEARS[2 + seed]
    draw = np.random.default_rng(seed)
    make_register(
        tmp_path / "register",
        households=200_000,
        years=len(years),
        first_bmn_year_be=years[0],
        seed=seed,
        provinces=sorted(draw.choice(PLACES, 3, replace=False).tolist()),
    )
    public, officer = (
        _opened(tmp_path / "register", year=years[-1], audience=audience)
        for audience in ("public", "officer")
    )
    areas, rates = (read_rows(frame_csv(public[name]).decode("utf-8-sig")) for name in NAMES)
    truth = read_rows(frame_csv(officer["panel"]).decode("utf-8-sig"))
    assert any(row["ever_poor"] not in BLANK for row in rates.values())
    assert narrow(rates, truth, years=years, editions={years[-1]: areas}) == []


def _opened(register, *, year, audience):
    return open_country(
        register,
        bmn_year_be=year,
        level="district",
        audience=audience,
        executor="serial",
        accept_unconfirmed=True,
        params_dir=PARAMS,
    ).tables
