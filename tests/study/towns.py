"""Registers of two provinces whose every household is drawn here, for comparisons of districts."""

from datetime import date

import numpy as np
import pandas as pd

from povlib import data
from povlib.areas import districts

PROVINCES = ("30", "32")
WHEN = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
LINE = 30_000
SOURCE = data.SourceRecord("drawn.csv")
INCOMES = ("income_main_baht", "income_secondary_baht", "income_other_baht", "income_own_use_baht")


def places():
    """Give the twelve districts of each province, by province."""
    return {code: sorted(one.code for one in districts(code))[:12] for code in PROVINCES}


def used_places():
    """Give five districts of each province: those that use the lesson."""
    return [code for codes in places().values() for code in codes[::2][:5]]


def draw_homes(seed, *, fiscal_year_be, homes=60, shift=0.0, used=(), first=0):
    """Draw target households: their round and what was measured in the year after it."""
    draw = np.random.default_rng([seed, fiscal_year_be])
    parts = []
    for province, codes in places().items():
        level = draw.normal(0, 0.08)
        for code in codes:
            count = homes + int(draw.integers(0, 20))
            chance = 0.45 + level + draw.normal(0, 0.03) + shift * (code in used)
            passes = draw.random(count) < np.clip(chance, 0.12, 0.88)
            number = first + len(parts) * 200 + np.arange(count)
            parts.append(
                pd.DataFrame(
                    {
                        "household_id": int(province) * 10**9 + number,
                        "village_code": int(f"{code}0101"),
                        "members": draw.choice([2, 4], count),
                        "income": draw.integers(16_000, 30_000, count) // 10 * 10,
                        "measured": np.where(passes, LINE + 2_000, LINE - 4_000),
                        "group": "develop",
                        "skill": draw.choice([1, 3], count),
                        "resource": 2,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def write_register(path, *, years, rounds=(), lines=None):
    """Write a register of drawn households: by fiscal year, further rounds, and plan lines."""
    data.create_register(path, is_demo=False)
    by_round = {year - 1: homes for year, homes in years.items()}
    for bmn_year, homes in rounds:
        by_round[bmn_year] = pd.concat([by_round[bmn_year], homes])
    for bmn_year, homes in by_round.items():
        _write(path, "household", _households(homes, bmn_year), year_be=bmn_year)
    for year, homes in years.items():
        _write(path, "target", _targets(homes, year), year_be=year)
        _write(path, "followup", _visits(homes, year), year_be=year)
    if lines is not None:
        _write(path, "plan", lines, year_be=2557)
    return path


def lines_of(homes, *, occupations, done="2014-03-01"):
    """Give one plan line a household, done on one day."""
    return homes[["household_id", "village_code"]].assign(
        fiscal_year_be=2557,
        activity="ฝึกอาชีพเสริม",
        occupation=list(occupations),
        done=pd.Timestamp(done).as_unit("s"),
    )


def _write(path, table, frame, *, year_be):
    for province in PROVINCES:
        rows = frame[frame["village_code"] // 1_000_000 == int(province)]
        unit = {"year_be": year_be, "province_code": province, "source": SOURCE}
        data.write_unit(path, table, rows, **unit)


def _households(homes, bmn_year):
    total = homes["income"] * homes["members"]
    rows = homes[["household_id", "village_code", "members"]].assign(bmn_year_be=bmn_year)
    return rows.assign(**dict.fromkeys(INCOMES, 0)).assign(income_main_baht=total)


def _targets(homes, year):
    rows = homes[["household_id", "village_code", "group", "skill", "resource"]]
    return rows.assign(fiscal_year_be=year, bmn_year_be=year - 1, attitude=0, way_out=0)


def _visits(homes, year):
    return homes[["household_id", "village_code"]].assign(
        fiscal_year_be=year,
        date=pd.Timestamp(year - 543, 3, 1).as_unit("s"),
        process=4,
        activity="วัดรายได้",
        measured_income_baht_person_year=homes["measured"].astype(float),
    )
