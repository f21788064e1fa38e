"""Tables of whole made-up countries, every number of which an attacker has read."""

import numpy as np
import pytest

from povlib.data.demo import make_register
from povlib.reports.tables import frame_csv
from povlib.study.country import open_country
from povlib.study.income import income_at, open_income
from tests.conftest import PARAMS
from tests.disclosure.attacker_country import WIDE, Attacker, read_rows, wanted_of

YEAR, LINE = 2556, 30_000
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")
OF_EXPLORER = {
    "households": "households_known",
    "poor_households": "poor_households",
    "households_without_income": "unknown",
}


def read_country(register, *, audience="public"):
    country = open_country(
        register,
        bmn_year_be=YEAR,
        level="village",
        audience=audience,
        params_dir=PARAMS,
        executor="serial",
    )
    return read_rows(frame_csv(country.tables["areas"]).decode("utf-8-sig"))


def read_explorer(attacker, register, *, province_code):
    """Read what the explorer shows of a province and its districts at the policy line."""
    view = open_income(register, bmn_year_be=YEAR, province_code=province_code, params_dir=PARAMS)
    tables = income_at(view, line_baht=LINE)
    for name in ("headline", "districts"):
        frame = tables[name].frame
        for row in frame.to_dict("records"):
            for theirs, kind in OF_EXPLORER.items():
                count = row[theirs]
                attacker.read(row["area_code"], kind, None if count is None else _whole(count))


def _whole(count):
    return None if np.isnan(float(str(count).replace("<NA>", "nan"))) else int(count)


def attack(register, *, shown=None, explorer=()):
    shown = shown or read_country(register)
    truth = read_country(register, audience="officer")
    attacker = Attacker(list(shown))
    for code, row in shown.items():
        for kind, count in row.items():
            attacker.read(code, kind, count)
    for code in explorer:
        read_explorer(attacker, register, province_code=code)
    return attacker.narrow(wanted_of(shown, truth))


def make(folder, *, seed):
    draw = np.random.default_rng(seed)
    codes = sorted(draw.choice(PLACES, 1 + seed % 3, replace=False).tolist())
    households = int(draw.choice([5_000, 20_000, 60_000, 150_000]))
    make_register(folder, households=households, years=1, seed=seed, provinces=codes)
    return folder, codes


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_of_a_country_is_known_more_narrowly_than_zero_to_four(tmp_path, seed):
    register, _ = make(tmp_path / "register", seed=seed)
    assert attack(register) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 4, 5, 6, 8, 9, 12])
def test_nor_with_the_explorers_tables_of_every_province(tmp_path, seed):
    register, codes = make(tmp_path / "register", seed=seed)
    assert attack(register, explorer=codes) == []


@pytest.mark.slow
def test_the_attacker_finds_a_small_count_when_the_nations_total_is_not_hidden_for_it(tmp_path):
    register, codes = make(tmp_path / "register", seed=4)
    shown, truth = read_country(register), read_country(register, audience="officer")
    assert shown["TH"]["households"] is None
    shown["TH"] = truth["TH"]
    found = attack(register, shown=shown, explorer=codes)
    assert [one for one in found if one[1] == "unknown" and 0 < one[2] <= WIDE]


@pytest.mark.slow
def test_the_attacker_finds_small_counts_when_the_complements_are_shown(tmp_path):
    register, _ = make(tmp_path / "register", seed=5)
    shown, truth = read_country(register), read_country(register, audience="officer")
    for code, row in shown.items():
        if row["poor_households"] is None and row["households_known"] is not None:
            count = truth[code]["poor_households"]
            row["poor_households"] = count if count > WIDE else None
    found = attack(register, shown=shown)
    assert [one for one in found if one[1] == "poor_households" and one[3] == one[4] == one[2]]
