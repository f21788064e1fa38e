"""What goes with the use of a lesson: planted effects, none, chance alone, and what is withheld."""

from pathlib import Path
from statistics import mean

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.knowledge.uses import Use, append_use
from povlib.study import open_outcomes, open_province
from tests.study.towns import (
    LINE,
    WHEN,
    draw_homes,
    lines_of,
    places,
    used_places,
    write_register,
)

PARAMS = Path(__file__).parents[2] / "params"
PAGE = "ชื่อความรู้ กองทุนข้าวของหมู่บ้าน\nเจ้าของความรู้ นางสาวตัวอย่าง ใจงาม\nกระบวนการ\n1. ชวนครัวเรือนลงหุ้น\n"
OTHER = ("--by", "นายผู้ตรวจ ขยันยิ่ง", "--role", "พัฒนาการอำเภอ")
OCCUPATIONS = ("เลี้ยงปลาในบ่อ", "ทอผ้า", "จักสาน")


def shelf_of(folder, uses, *, actions=("review", "approve")):
    """Make a folder with one lesson, and the uses of it."""
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    shelf = folder / "lessons"
    runs = [("import", str(folder / "page.txt"), "--to", str(shelf))]
    for run in runs:
        assert CliRunner().invoke(main, ["lessons", *run]).exit_code == 0
    lesson_id = next(shelf.glob("*.md")).stem
    for action in actions:
        call = ["lessons", action, lesson_id, *OTHER, "--in", str(shelf)]
        assert CliRunner().invoke(main, call).exit_code == 0
    for code, year, day in uses:
        append_use(shelf, Use(lesson_id, code, year, day))
    return shelf


def used_now(codes):
    return [(code, 2557, "2013-12-15") for code in codes]


def outcomes(register, shelf, name="outcomes"):
    study = open_outcomes(register, lessons_dir=shelf, **WHEN, params_dir=PARAMS)
    key = "occupation" if name == "occupation_outcomes" else "lesson_id"
    return study.tables[name].frame.set_index([key, "measure"])


def exit_row(register, shelf):
    return outcomes(register, shelf).xs("exit_share", level="measure").iloc[0]


@pytest.fixture(scope="module")
def years():
    """Give two years of households; the used districts do 15 points better in the later one."""
    used = used_places()
    return {
        2556: draw_homes(3, fiscal_year_be=2556, first=100_000),
        2557: draw_homes(3, fiscal_year_be=2557, shift=0.15, used=used),
    }


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return shelf_of(tmp_path_factory.mktemp("shelf"), used_now(used_places()))


@pytest.fixture(scope="module")
def planted(tmp_path_factory, years):
    return write_register(tmp_path_factory.mktemp("planted") / "register", years=years)


@pytest.fixture(scope="module")
def farmed(tmp_path_factory, years):
    """A third did fish; of these 40 in 100 passed for it. In the round before all were alike."""
    draw = np.random.default_rng(7)
    homes = draw_homes(2, fiscal_year_be=2557)
    occupations = draw.choice(OCCUPATIONS, len(homes))
    more = (occupations == OCCUPATIONS[0]) & (draw.random(len(homes)) < 0.4)
    homes = homes.assign(measured=np.where(more, LINE + 2_000, homes["measured"]))
    return write_register(
        tmp_path_factory.mktemp("farmed") / "register",
        years={2556: years[2556], 2557: homes},
        rounds=[(2555, homes.assign(income=draw.integers(2_200, 3_400, len(homes)) * 10))],
        lines=lines_of(homes, occupations=occupations),
    )


def test_a_planted_difference_is_in_the_interval_and_the_year_before_has_none(planted, shelf):
    row = exit_row(planted, shelf)
    assert row["low"] <= 0.15 <= row["high"]
    assert row["low"] > 0
    assert row["placebo_low"] <= 0 <= row["placebo_high"]
    assert (row["districts_used"], row["districts_other"], row["reason_th"]) == (10, 14, "")
    assert row["districts_in_use"] >= row["districts_used"]


def test_counts_and_differences_are_those_of_plain_loops(planted, shelf, years):
    strata = {}
    for one in years[2557].itertuples():
        code = str(one.village_code)[:4]
        key = (code[:2], one.income // 7_500, one.members, one.skill)
        sides = strata.setdefault(key, ([], []))
        lacked, lacks = LINE - one.income, max(LINE - one.measured, 0)
        sides[code in used_places()].append((one.measured >= LINE, lacks - lacked))
    both = [sides for sides in strata.values() if all(sides)]
    n1 = sum(len(used) for _, used in both)
    found = outcomes(planted, shelf).droplevel(0)
    for place, (measure, step) in enumerate((("exit_share", 0.01), ("gap_baht_person_year", 100))):
        apart = sum(
            len(used) * (mean(row[place] for row in used) - mean(row[place] for row in other))
            for other, used in both
        )
        row = found.loc[measure]
        assert row["difference"] == pytest.approx(round(apart / n1 / step) * step)
        assert row["households_used"] == round(n1 / 10) * 10
        assert row["households_other"] == round(sum(len(other) for other, _ in both) / 10) * 10


def test_the_gap_narrows_by_what_was_planted(planted, shelf):
    row = outcomes(planted, shelf).xs("gap_baht_person_year", level="measure").iloc[0]
    # 15 points of households lack 4,000 baht less.
    assert row["low"] <= -0.15 * 4_000 <= row["high"] < 0


def test_numbers_are_rounded_so_that_no_household_shows(planted, shelf):
    frame = outcomes(planted, shelf).reset_index()
    assert (frame[["households_used", "households_other"]] % 10 == 0).all(axis=None)
    step = frame["measure"].map({"exit_share": 100, "gap_baht_person_year": 0.01})
    for name in ("difference", "low", "high", "placebo_difference", "placebo_low", "placebo_high"):
        times = (frame[name] * step).astype(float)
        assert times.tolist() == pytest.approx(times.round().tolist(), abs=1e-9)


def test_an_occupation_is_compared_with_others_that_did_something_else(farmed, shelf):
    found = outcomes(farmed, shelf, "occupation_outcomes")
    fish, weaving = found.loc["fish", "exit_share"], found.loc["weaving", "exit_share"]
    # Of those who would not have passed (a little over half) 40 in 100 did.
    assert fish["low"] <= 0.4 * 0.53 <= fish["high"]
    assert fish["placebo_low"] <= 0 <= fish["placebo_high"]
    assert weaving["high"] < 0
    assert "ยังไม่พอ" in found.loc["goat", "exit_share"]["reason_th"]


def test_what_is_said_claims_no_cause(planted, shelf):
    study = open_outcomes(planted, lessons_dir=shelf, **WHEN, params_dir=PARAMS)
    for table in study.tables.values():
        said = " ".join([table.title_th, table.note_th, *(c.label_th for c in table.columns)])
        assert "สัมพันธ์กับ" in said
        assert "ทำให้" not in said
        assert "ส่งผล" not in said


def test_it_is_worked_out_once_for_a_register_and_a_shelf(planted, shelf, monkeypatch):
    first = outcomes(planted, shelf)
    monkeypatch.setattr("povlib.study.outcomes._work_out", None)
    pd.testing.assert_frame_equal(outcomes(planted, shelf), first)


def test_withheld_rows_have_a_reason_and_no_number(planted, tmp_path):
    few = shelf_of(tmp_path, used_now(used_places()[:7]))
    row = exit_row(planted, few)
    assert "8 อำเภอ" in row["reason_th"]
    assert row.filter(regex="households|districts_(used|other)|difference|low|high").isna().all()


def test_without_a_year_before_nothing_is_shown(tmp_path, years, shelf):
    register = write_register(tmp_path / "register", years={2557: years[2557]})
    assert exit_row(register, shelf)["reason_th"] == "ไม่มีข้อมูลของปีก่อนให้เทียบ"


def test_a_district_that_used_it_before_is_on_neither_side(planted, tmp_path):
    codes = used_places()
    others = [code for codes in places().values() for code in codes if code not in used_places()]
    earlier = [(code, 2556, "2013-02-01") for code in (codes[0], others[0])]
    row = exit_row(planted, shelf_of(tmp_path, used_now(codes) + earlier))
    assert (row["districts_used"], row["districts_other"]) == (9, 13)


def test_a_use_after_the_date_is_not_known_yet(planted, tmp_path):
    late = shelf_of(tmp_path, [(code, 2557, "2014-06-01") for code in used_places()])
    assert outcomes(planted, late).empty


def test_a_lesson_that_is_not_approved_has_no_row(planted, tmp_path):
    assert outcomes(planted, shelf_of(tmp_path, used_now(used_places()), actions=("review",))).empty


def with_passed(homes, *, code, passed):
    """Let so many households of a district pass, and the others stay below."""
    here = np.flatnonzero(homes["village_code"] // 10_000 == int(code))
    measured = homes["measured"].copy()
    measured.iloc[here] = LINE - 4_000
    measured.iloc[here[:passed]] = LINE + 2_000
    return homes.assign(measured=measured)


def test_a_hidden_count_changes_no_number(tmp_path, years, shelf):
    """Of one used district few passed; he who knows all the rest learns nothing of how many."""
    shown = []
    for passed in (2, 3, 4):
        homes = with_passed(years[2557], code=used_places()[0], passed=passed)
        now = {2556: years[2556], 2557: homes}
        shown.append(outcomes(write_register(tmp_path / f"register{passed}", years=now), shelf))
        assert shown[-1]["districts_used"].iloc[0] <= 9
    pd.testing.assert_frame_equal(shown[0], shown[1])
    pd.testing.assert_frame_equal(shown[0], shown[2])


def test_no_table_tells_how_a_hidden_count_and_its_complement_share_their_sum(
    tmp_path, years, shelf
):
    """One that passed goes from the district hidden beside a used one of few to that one."""
    few, beside = used_places()[:2]
    small = years[2557]["village_code"] // 10_000 == int(beside)
    found = []
    for counts in ((2, 7), (3, 6)):
        homes = years[2557][~small | (small.cumsum() <= 14)]
        for code, passed in zip((few, beside), counts, strict=True):
            homes = with_passed(homes, code=code, passed=passed)
        now = {2556: years[2556], 2557: homes}
        register = write_register(tmp_path / f"register{counts[0]}", years=now)
        study = open_province(register, province_code="30", **WHEN, params_dir=PARAMS)
        districts = study.tables["districts"]
        hidden = districts.frame.loc[districts.hidden["passed"], "district_code"]
        assert {few, beside} <= set(hidden)
        found.append((districts.frame, outcomes(register, shelf)))
    for one, other in zip(*found, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_rising_from_low_on_their_own_shows_nothing(tmp_path):
    """Used districts chose poorer households, who rise more, as others like them do."""
    draw = np.random.default_rng(11)
    homes = draw_homes(11, fiscal_year_be=2557, homes=150)
    lasting = draw.normal(27_000, 3_000, len(homes))
    income, measured = (lasting + draw.normal(0, 4_000, len(homes)) for _ in range(2))
    homes = homes.assign(income=income.astype(int) // 10 * 10, measured=measured.astype(int))
    used = homes["village_code"].floordiv(10_000).astype(str).isin(used_places())
    chosen = homes["income"] < np.where(used, LINE * 0.75, LINE)
    homes, used = homes[chosen], used[chosen]
    risen = (homes["measured"] - homes["income"]).groupby(used).mean()
    assert risen[True] - risen[False] > 1_500
    register = write_register(
        tmp_path / "register", years={2556: draw_homes(11, fiscal_year_be=2556), 2557: homes}
    )
    found = outcomes(register, shelf_of(tmp_path, used_now(used_places()))).droplevel(0)
    assert ((found["low"] <= 0) & (found["high"] >= 0)).all()
