"""One call for the tables of the whole country."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from povlib.data import Unit, read_manifest
from povlib.errors import MeasureError, RegisterError
from povlib.measures.bins import Bins, BinSums, opened, quantile_bins
from povlib.measures.deciles import spread
from povlib.nation.areas import additive_levels, join_areas, spread_levels
from povlib.nation.counted import reconcile
from povlib.nation.executors import Crew, each_done
from povlib.nation.jobs import answer, look_into_bins
from povlib.nation.model import LEVELS, WANTS, Answer, BinQuestion, Nation, Question, Sums

__all__ = ["measure_nation"]


def measure_nation(
    register: Path,
    *,
    bmn_year_be: int,
    line_baht: float,
    executor: str = "processes",
    jobs: int = 2,
    address: str | None = None,
    want: Sequence[str] = WANTS,
    progress: Callable[[str], object] | None = None,
) -> Nation:
    """Measure poverty and income of all areas of the country in one BMN round.

    Parameters
    ----------
    register : Path
    bmn_year_be : int
        A round of the register.
    line_baht : float
        Baht per person and year, above 0. Poor is strictly below it.
    executor : {"serial", "threads", "processes"}
        One province after the other; several in threads of this process; several in processes of
        their own, of which one may die and is named. The results are the same bits.
    jobs : int
        Provinces at once, for "threads" and "processes".
    address : str, optional
        Of a dask scheduler ("tcp://host:8786"): its workers do the jobs in place of `executor`.
        They must see the register under the same path.
    want : sequence of str
        Of `WANTS`.
    progress : callable, optional
        Called with the code of each province that is done.

    Returns
    -------
    Nation
        Its table ``additive`` has, by area: households, persons, households_known and persons_known
        (all parts of the income there), income_baht_year, poor_households, poor_persons,
        cost_to_close_baht, then headcount (of persons), headcount_households, poverty_gap,
        squared_gap, mean_income, mean_gap_poor, income_gap_ratio (NaN where undefined). Its table
        ``spread`` has median, p10 .. p90 (baht per person and year) and gini, of persons.

    Raises
    ------
    RegisterError
        The register does not hold the round, or what it holds is not what its manifest says.
    MeasureError
        An executor, a table or a line that cannot be.
    ClusterError
        No scheduler or worker is there or left, or a job ends its worker each time.
    PovError
        A job failed or its process died; the message names its province.
    """
    crew = Crew(executor, jobs, address, progress)
    _require(line_baht=line_baht, want=want)
    questions = [
        Question(register.absolute(), unit, line_baht, tuple(want))
        for unit in _units(register, bmn_year_be=bmn_year_be)
    ]
    answers, bins = _ask(questions, crew=crew)
    counted = reconcile(answers)
    parts = {name: [each.tables[name] for each in answers.values()] for name in want}
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    if "additive" in want:
        villages = join_areas([part["village"] for part in parts["additive"]])
        tables["additive"] = additive_levels(villages)
    if "spread" in want:
        whole = _spread_of_all(bins.total(), questions=questions, crew=crew)
        tables["spread"] = spread_levels(parts["spread"], nation=whole)
    levels = {level: {name: tables[name][level] for name in want} for level in LEVELS}
    return Nation(bmn_year_be, line_baht, levels, counted)


def _require(*, line_baht: float, want: Sequence[str]) -> None:
    if not want or set(want) - set(WANTS):
        raise MeasureError("ask for tables that there are", got=want, todo=", ".join(WANTS))
    if not 0 < line_baht < np.inf:
        raise MeasureError("the line must be above 0 baht", got=line_baht, where="line_baht")


def _units(register: Path, *, bmn_year_be: int) -> list[Unit]:
    """Give the units of a round in order of province."""
    units = [unit for unit in read_manifest(register).units if unit.table == "household"]
    ours = [unit for unit in units if unit.year_be == bmn_year_be]
    if not ours:
        known = sorted({unit.year_be for unit in units})
        raise RegisterError(
            "ทะเบียนต้องมีรอบ จปฐ. ที่ขอ",
            got=bmn_year_be,
            where=str(register),
            todo=f"ปีที่มี: {', '.join(map(str, known)) or 'ไม่มีเลย'}",
        )
    return sorted(ours, key=lambda unit: unit.province_code)


def _ask(questions: Sequence[Question], *, crew: Crew) -> tuple[dict[Unit, Answer], BinSums]:
    """Give the answers in order of the questions, and the sum of their bins."""
    answers: dict[Unit, Answer] = {}
    bins = BinSums()
    for question, found in each_done(questions, work=answer, crew=crew):
        if found.bins is not None:
            bins.add(found.bins)
        # the bins of the units are not kept: together they would be as many as the households
        answers[question.unit] = replace(found, bins=None)
    return {question.unit: answers[question.unit] for question in questions}, bins


def _spread_of_all(bins: Bins, *, questions: Sequence[Question], crew: Crew) -> Sums:
    """Measure the country from its bins, those of the deciles household by household."""
    numbers = quantile_bins(bins)
    chosen = tuple(numbers.tolist())
    asked = [BinQuestion(question.register, question.unit, chosen) for question in questions]
    silent = replace(crew, progress=None)
    rows = {job.unit: found for job, found in each_done(asked, work=look_into_bins, crew=silent)}
    found = [rows[question.unit] for question in questions]
    try:
        return spread(opened(bins, numbers=numbers, rows=found))
    except MeasureError as error:
        raise RegisterError(
            "ทะเบียนต้องไม่เปลี่ยนระหว่างคำนวณ", where=str(asked[0].register), todo="สั่งใหม่อีกครั้ง"
        ) from error
