"""What an area still needs, counted a second way from the rows of the register."""

from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.knowledge.profile import occupation_of
from povlib.params import read_occupations
from povlib.study.gate import Gate
from povlib.study.nation import nation_pattern
from povlib.study.needs import needs
from povlib.study.rules import read_rules
from tests.study.conftest import PARAMS, WHEN

OCCUPATIONS = read_occupations(Path(PARAMS) / "lessons" / "occupations.yml")


@pytest.fixture(scope="module")
def ask(demo_register):
    manifest = data.read_manifest(demo_register)
    rules = read_rules(PARAMS, **WHEN, accept_unconfirmed=False)
    targets = nation_pattern(demo_register, manifest=manifest, rules=rules)
    gate = Gate(targets, source_th="", is_demo=True)
    by = {"manifest": manifest, "gate": gate, "occupations": OCCUPATIONS, "rules": rules}
    return lambda code: needs(demo_register, area_code=code, **by)


@pytest.fixture(scope="module")
def rows(demo_register):
    """Targets of one province that have not passed, with what each lacks, by plain pandas."""
    unit = {"province_code": "30"}
    target = data.read_unit(demo_register, "target", year_be=2557, **unit)
    home = data.read_unit(demo_register, "household", year_be=2556, **unit)
    visits = data.read_unit(demo_register, "followup", year_be=2557, **unit)
    income = home.filter(like="income_").sum(axis=1, skipna=False) / home["members"]
    visits = visits[visits["measured_income_baht_person_year"].notna()]
    visits = visits[(visits["date"] <= "2014-05-31") & (visits["date"] >= "2013-10-01")]
    last = visits.sort_values(["date", "process"]).groupby("household_id").last()
    found = target.set_index("household_id").join(
        pd.DataFrame({"bmn": income.to_numpy(), "members": home["members"].to_numpy()}).set_index(
            home["household_id"]
        )
    )
    found["income"] = last["measured_income_baht_person_year"].reindex(found.index)
    found = found[~(found["income"] >= 30_000)]
    lacks = (30_000 - found["income"].fillna(found["bmn"])).clip(lower=0)
    return found.assign(baht=lacks * found["members"])


def row_of(table, kind, key):
    frame = table.frame
    return frame[(frame["kind"] == kind) & (frame["key"] == key)].iloc[0]


@pytest.mark.parametrize("cause", ["attitude", "skill", "resource", "way_out"])
def test_a_cause_counts_those_that_have_not_passed_and_what_they_lack(ask, rows, cause):
    ours = rows[rows[cause] >= 2]
    said = row_of(ask("30"), "cause", cause)
    assert (said["targets"], said["gap_baht_year"]) == (len(ours), pytest.approx(ours.baht.sum()))


@pytest.mark.parametrize("group", ["assist", "develop"])
def test_the_groups_add_up_to_the_province(ask, rows, group):
    said = row_of(ask("30"), "group", group)
    assert said["targets"] == (rows["group"] == group).sum()
    assert said["all_gap_baht_year"] == pytest.approx(rows.baht.sum())
    share = said["gap_baht_year"] / said["all_gap_baht_year"]
    assert 0 <= share - said["weight_share"] < 0.001


def test_an_occupation_counts_each_household_that_plans_it_once(ask, rows, demo_register):
    plan = data.read_unit(demo_register, "plan", year_be=2557, province_code="30")
    keys = plan["occupation"].map(lambda text: occupation_of(text, occupations=OCCUPATIONS))
    ours = rows[rows.index.isin(plan.loc[keys == "mushroom", "household_id"])]
    said = row_of(ask("30"), "occupation", "mushroom")
    assert (said["targets"], said["gap_baht_year"]) == (len(ours), pytest.approx(ours.baht.sum()))


def test_the_nation_is_the_sum_of_its_provinces(ask, demo_register):
    codes = data.provinces(demo_register, "target", year_be=2557)
    counts = pd.concat([ask(code).frame.set_index("key")["targets"] for code in codes], axis=1)
    shown = counts.dropna().sum(axis=1)
    assert len(shown) > 3
    assert (ask("TH").frame.set_index("key")["targets"].reindex(shown.index) == shown).all()


def test_a_province_without_targets_needs_nothing(ask):
    frame = ask("71").frame
    assert (frame["targets"] == 0).all()
    assert (frame["gap_baht_year"] == 0).all()
    assert frame["weight_share"].isna().all()


def test_a_sum_is_hidden_with_its_count(ask, demo_register):
    for code in data.provinces(demo_register, "target", year_be=2557):
        hidden = ask(code).hidden
        assert (hidden["gap_baht_year"] >= hidden["targets"]).all()
        assert (hidden["weight_share"] >= hidden["gap_baht_year"]).all()


def test_no_count_of_one_to_four_is_shown(ask, demo_register):
    for code in data.provinces(demo_register, "target", year_be=2557):
        assert not ask(code).frame["targets"].isin([1, 2, 3, 4]).any()


def test_what_is_kept_gives_the_same_table(ask):
    pd.testing.assert_frame_equal(ask("16").frame, ask("16").frame)
