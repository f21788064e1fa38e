"""One call for the tables of the whole country."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from povlib.data import Unit, read_manifest, require_round
from povlib.errors import MeasureError, RegisterError
from povlib.measures.bins import Bins, BinSums, opened, quantile_bins
from povlib.measures.deciles import spread
from povlib.measures.deprivation import Scheme, require_scheme
from povlib.nation.areas import additive_levels, join_areas, lacks_levels, spread_levels
from povlib.nation.counted import reconcile
from povlib.nation.executors import Crew, each_done
from povlib.nation.jobs import answer, follow_households, look_into_bins
from povlib.nation.model import (
    LEVELS,
    WANTS,
    Answer,
    BinQuestion,
    Nation,
    PanelAnswer,
    PanelQuestion,
    Question,
    Read,
    Sums,
)
from povlib.nation.panel import count_panel, panel_levels

__all__ = ["measure_nation"]

_ROUNDS = 5


def measure_nation(
    register: Path,
    *,
    bmn_year_be: int,
    line_baht: float,
    executor: str = "processes",
    jobs: int = 2,
    address: str | None = None,
    want: Sequence[str] = ("additive", "spread"),
    lines_baht: Mapping[int, float] | None = None,
    scheme: Scheme | None = None,
    missing: str = "rescale",
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
        their own, of which one may die and is named. The results are the same bits. Such a process
        imports the calling script again, so a script with heavy imports does better with threads.
    jobs : int
        How many at once, for "threads" and "processes".
    address : str, optional
        Of a dask scheduler ("tcp://host:8786"): its workers do the jobs in place of `executor`.
        They must see the register under the same path.
    want : sequence of str
        Of `WANTS`.
    lines_baht : mapping of int to float, optional
        The line of each round of the panel by its BMN year; needed for "panel".
    scheme : Scheme, optional
        Indicators, weights and cut-off; needed for "dimensions".
    missing : {"rescale", "drop", "not_deprived"}
        What a missing indicator means; as in `dimensions.alkire_foster`.
    progress : callable, optional
        Called with the code of each province that is done: once for all tables of the round, and
        once more for the panel.

    Returns
    -------
    Nation
        Its tables, all in order of ``area_code``; NaN where a measure is undefined:

        - ``additive``: households, persons, households_known and persons_known (all parts of the
          income there), income_baht_year, poor_households, poor_persons, cost_to_close_baht, then
          headcount (of persons), headcount_households, poverty_gap, squared_gap, mean_income,
          mean_gap_poor, income_gap_ratio. A sum over nothing is 0, beside households_known 0.
        - ``spread``: median, p10 .. p90 (baht per person and year) and gini, of persons.
        - ``dimensions``: households and persons used, poor_households, poor_persons, H, A, M0 and
          censored_<indicator>, shares of persons.
        - ``panel``: measure, year_be, value, n as `histories.history_measures` gives them, of up to
          five rounds that end with this one; a household counts where it was seen last.

    Raises
    ------
    RegisterError
        The register does not hold the round, or what it holds is not what its manifest says.
    MeasureError
        An executor, a table, a line or a scheme that cannot be.
    ClusterError
        No scheduler or worker is there or left, or a job ends its worker each time.
    PovError
        A job failed or its process died; the message names its province.
    """
    crew = Crew(executor, jobs, address, progress)
    _require(line_baht=line_baht, want=want, scheme=scheme, missing=missing)
    register, rounds = register.absolute(), _rounds(register, bmn_year_be=bmn_year_be)
    of_round = tuple(name for name in want if name != "panel")
    lines = _lines(rounds, lines_baht) if "panel" in want else ()
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    read: dict[Unit, Read] = {}
    if of_round:
        questions = [
            Question(register, unit, line_baht, of_round, scheme, missing)
            for unit in rounds[bmn_year_be]
        ]
        tables, read = _measure_round(questions, crew=crew)
    if "panel" in want:
        asked = _panel_questions(register, rounds=rounds, lines=lines)
        tables["panel"], found = _measure_panel(asked, crew=crew)
        read |= found
    levels = {level: {name: tables[name][level] for name in want} for level in LEVELS}
    return Nation(bmn_year_be, line_baht, levels, reconcile(read))


def _require(*, line_baht: float, want: Sequence[str], scheme: Scheme | None, missing: str) -> None:
    if not want or set(want) - set(WANTS):
        raise MeasureError("ask for tables that there are", got=want, todo=", ".join(WANTS))
    if not 0 < line_baht < np.inf:
        raise MeasureError("the line must be above 0 baht", got=line_baht, where="line_baht")
    if "dimensions" in want:
        if scheme is None:
            raise MeasureError("dimensions need a scheme", where="scheme")
        require_scheme(scheme, missing=missing)


def _rounds(register: Path, *, bmn_year_be: int) -> dict[int, list[Unit]]:
    """Give the units of the round and of up to four before it, oldest first, in order of code."""
    require_round(register, bmn_year_be=bmn_year_be)
    units = [unit for unit in read_manifest(register).units if unit.table == "household"]
    years = sorted({unit.year_be for unit in units})
    last = years[: years.index(bmn_year_be) + 1][-_ROUNDS:]
    ordered = sorted(units, key=lambda unit: unit.province_code)
    return {year: [unit for unit in ordered if unit.year_be == year] for year in last}


def _lines(
    rounds: Mapping[int, Sequence[Unit]], lines_baht: Mapping[int, float] | None
) -> tuple[float, ...]:
    lines = lines_baht or {}
    if without := [year for year in rounds if not 0 < lines.get(year, 0) < np.inf]:
        raise MeasureError(
            "each round of the panel needs its own line above 0 baht",
            got=f"none for {', '.join(map(str, without))}",
            where="lines_baht",
        )
    return tuple(lines[year] for year in rounds)


def _panel_questions(
    register: Path, *, rounds: Mapping[int, Sequence[Unit]], lines: tuple[float, ...]
) -> list[PanelQuestion]:
    by_province: dict[str, list[Unit]] = {}
    for units in rounds.values():
        for unit in units:
            by_province.setdefault(unit.province_code, []).append(unit)
    return [
        PanelQuestion(register, code, tuple(units), tuple(rounds), lines)
        for code, units in sorted(by_province.items())
    ]


def _measure_round(
    questions: Sequence[Question], *, crew: Crew
) -> tuple[dict[str, dict[str, pd.DataFrame]], dict[Unit, Read]]:
    """Give the tables of a round by name and level, and what was read."""
    answers, bins = _ask(questions, crew=crew)
    names = questions[0].want
    parts = {name: [each.tables[name] for each in answers.values()] for name in names}
    tables = {
        name: make(join_areas([part["village"] for part in parts[name]]))
        for name, make in (("additive", additive_levels), ("dimensions", lacks_levels))
        if name in names
    }
    if "spread" in names:
        whole = _spread_of_all(bins.total(), questions=questions, crew=crew)
        tables["spread"] = spread_levels(parts["spread"], nation=whole)
    return tables, {unit: each.read for unit, each in answers.items()}


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


def _measure_panel(
    asked: Sequence[PanelQuestion], *, crew: Crew
) -> tuple[dict[str, pd.DataFrame], dict[Unit, Read]]:
    """Give the tables of the panel by level, and what was read."""
    answers: dict[str, PanelAnswer] = {}
    read: dict[Unit, Read] = {}
    for question, found in each_done(asked, work=follow_households, crew=crew):
        answers[question.province_code] = found
        read |= zip(question.units, found.read, strict=True)
    # what does not add up to the manifest is said before it is put together
    reconcile(read)
    # what is counted is let go before it is measured
    counted = count_panel([answers.pop(question.province_code) for question in asked])
    return panel_levels(counted, years_be=asked[0].years_be), read
