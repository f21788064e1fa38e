"""Write a whole demo register: province by province, in bounded memory."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from povlib.data.demo.compass import make_plans
from povlib.data.demo.kpis import make_kpis
from povlib.data.demo.people import people_of
from povlib.data.demo.places import places_of
from povlib.data.demo.plan import FULL_HOUSEHOLDS, Plan, generator, make_plan
from povlib.data.demo.rounds import INCOME_COLUMNS, income_level, make_round
from povlib.data.demo.targets import make_targets, make_teams
from povlib.data.demo.visits import make_followups
from povlib.data.manifest import NATION, SourceRecord, create_register
from povlib.data.store import UnitBatch, unit_batch
from povlib.errors import AreaError

__all__ = ["make_register"]

_SOURCE = SourceRecord(file_name="", source="demo")
_STRANGER_STREAM = 9
# What the programme reads of a round's households.
_OF_PROGRAMME = ("household_id", "bmn_year_be", "village_code", "members", *INCOME_COLUMNS)


def make_register(
    path: Path | str,
    *,
    households: int = FULL_HOUSEHOLDS,
    years: int = 5,
    seed: int = 2557,
    provinces: Iterable[str] | None = None,
    first_bmn_year_be: int | None = None,
    params_dir: Path | str = "params",
    progress: Callable[[str], object] | None = None,
) -> None:
    """Make a register of made-up households and their programme data.

    Parameters
    ----------
    path : path
        An empty folder, or one that is not there yet.
    households : int
        In a round, in all 76 provinces together; at 300,000 exactly 45,130 are below the line in
        BMN 2556, at other sizes in proportion.
    years : int
        Number of BMN rounds, around 2556.
    seed : int
        The same arguments give the same bytes of every unit.
    provinces : iterable of str, optional
        Make only these; each is the same as in the register of all provinces.
    first_bmn_year_be : int, optional
        First round, instead of the one that puts 2556 in the middle.
    params_dir : path
        Folder that holds `policy/`, for the income lines.
    progress : callable, optional
        Called with the code of each province that is done.

    Raises
    ------
    RegisterError
        The folder holds something already.
    PovError
        Too few or too many households; see `make_plan`.
    AreaError
        A province is not one of the 76.
    """
    plan = make_plan(
        households=households,
        years=years,
        seed=seed,
        first_bmn_year_be=first_bmn_year_be,
        params_dir=params_dir,
    )
    codes = sorted(plan.provinces) if provinces is None else sorted(set(provinces))
    _require_known(codes, plan=plan)
    create_register(Path(path), is_demo=True)
    with unit_batch(Path(path)) as batch:
        kpis = []
        for code in codes:
            kpis.append(_write_province(batch, plan=plan, province_code=code))
            if progress is not None:
                progress(code)
        _write_kpis(batch, kpis=kpis, plan=plan)


def _require_known(codes: list[str], *, plan: Plan) -> None:
    unknown = [code for code in codes if code not in plan.provinces]
    if unknown:
        raise AreaError(
            "ข้อมูลสมมติมีเฉพาะ 76 จังหวัดนอกกรุงเทพมหานคร ใช้รหัสสองหลัก", got=unknown, where="provinces"
        )


def _write_province(batch: UnitBatch, *, plan: Plan, province_code: str) -> dict[int, pd.DataFrame]:
    kpis: dict[int, pd.DataFrame] = {}
    pool = people_of(plan, province_code=province_code)
    places = places_of(province_code, seed=plan.seed)
    level = income_level(plan, province_code=province_code, pool=pool, places=places)
    for year_be in plan.rounds_be:
        frame = make_round(
            plan,
            province_code=province_code,
            pool=pool,
            places=places,
            bmn_year_be=year_be,
            level=level,
        )
        _write(batch, "household", frame, year_be=year_be, province_code=province_code)
        frame = frame[[*_OF_PROGRAMME]]
        if year_be + 1 in plan.fiscal_years_be:
            kpis |= _write_programme(batch, frame, plan=plan, province_code=province_code)
    return kpis


def _write_programme(
    batch: UnitBatch, households: pd.DataFrame, *, plan: Plan, province_code: str
) -> dict[int, pd.DataFrame]:
    """Write the programme of the fiscal year after a round; give its indicators by that year."""
    year_be = int(households["bmn_year_be"].iloc[0]) + 1
    key = {"province_code": province_code, "fiscal_year_be": year_be}
    targets = make_targets(plan, households=households, **key)
    if targets.frame.empty:
        return {}
    strangers = _strangers(plan, households, targets.frame["household_id"], **key)
    followups = make_followups(plan, targets=targets, strangers=strangers, **key)
    frames = {
        "target": targets.frame,
        "team": make_teams(plan, targets=targets, **key),
        "followup": followups,
        "plan": make_plans(plan, followups=followups, **key),
    }
    for table, frame in frames.items():
        _write(batch, table, frame, year_be=year_be, province_code=province_code)
    return {year_be: make_kpis(plan, programme=frames, **key)}


def _write_kpis(batch: UnitBatch, *, kpis: list[dict[int, pd.DataFrame]], plan: Plan) -> None:
    for year_be in plan.fiscal_years_be:
        frames = [by_year[year_be] for by_year in kpis if year_be in by_year]
        if frames:
            _write(batch, "kpi", pd.concat(frames), year_be=year_be, province_code=NATION)


def _strangers(
    plan: Plan,
    households: pd.DataFrame,
    taken: pd.Series,
    *,
    province_code: str,
    fiscal_year_be: int,
) -> pd.DataFrame:
    """Draw a few households that were visited without being targets."""
    draw = generator(plan.seed, _STRANGER_STREAM, int(province_code), fiscal_year_be)
    count = draw.binomial(len(taken), 0.002)
    others = households.loc[
        ~households["household_id"].isin(taken), ["household_id", "village_code"]
    ]
    return others.iloc[draw.choice(len(others), min(count, len(others)), replace=False)]


def _write(
    batch: UnitBatch, table: str, frame: pd.DataFrame, *, year_be: int, province_code: str
) -> None:
    batch.write(table, frame, year_be=year_be, province_code=province_code, source=_SOURCE)
    # arrow would keep what the largest unit took until the end
    pa.default_memory_pool().release_unused()
