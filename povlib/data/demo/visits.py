"""Follow-ups of a fiscal year: four processes, some steps skipped, late or missing; incomes.

Each province has a kind of pace (met early, on track, behind, out of reach, too few measured), each
district its own tempo and success, each month its season. All dates lie in the fiscal year.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.data.demo.plan import Plan, generator
from povlib.data.demo.targets import CAUSES, Targets

__all__ = ["PACES", "Pace", "make_followups"]

_STREAM = 8
_DAYS = 365
_MONTH_STARTS = np.array([0, 31, 61, 92, 123, 151, 182, 212, 243, 273, 304, 335, 365])
# Weights of first measurements by month from October; Songkran slows April.
_SEASON = np.array([1, 3, 7, 15, 20, 25, 9, 20, 30, 26, 24, 20], dtype=float)
_VISIT, _MEASURE = "เยี่ยมบ้าน", "เยี่ยมบ้านและวัดรายได้"
_VERIFY, _COMPASS = "ตรวจสอบและจำแนกครัวเรือน", "วิเคราะห์สาเหตุและทำเข็มทิศชีวิต"
_SUPPORT = (
    "ฝึกอาชีพ",
    "สนับสนุนปัจจัยการผลิต",
    "เข้าร่วมกลุ่มอาชีพ",
    "เชื่อมแหล่งทุน",
    "ให้การสงเคราะห์",
)
_ACTIVITIES = (_VERIFY, _COMPASS, *_SUPPORT, _MEASURE, _VISIT)
_ROLES = ("พัฒนากร", "ผู้นำ อช.", "ผู้เชี่ยวชาญ")
_AGENCIES = (
    "สำนักงานพัฒนาชุมชนอำเภอ",
    "องค์การบริหารส่วนตำบล",
    "สำนักงานเกษตรอำเภอ",
    "ศูนย์การศึกษานอกระบบและการศึกษาตามอัธยาศัยอำเภอ",
    "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด",
    "โรงพยาบาลส่งเสริมสุขภาพตำบล",
)


@dataclass(frozen=True)
class Pace:
    """How a province does.

    Attributes
    ----------
    measured_share : float
        Of targets, with a first measurement by 31 May.
    success : float
        Of first measurements, at or above the line.
    lateness : float
        By how much each month to May has more first measurements than its season, in log terms.
    """

    measured_share: float
    success: float
    lateness: float


PACES = {
    "early": Pace(0.93, 0.85, -0.15),
    "on_track": Pace(0.78, 0.66, 0.0),
    "behind": Pace(0.66, 0.5, 0.4),
    "far": Pace(0.56, 0.2, -0.1),
    "unmeasured": Pace(0.16, 0.6, 0.2),
}


def make_followups(
    plan: Plan,
    *,
    province_code: str,
    targets: Targets,
    fiscal_year_be: int,
    strangers: pd.DataFrame,
) -> pd.DataFrame:
    """Make the follow-ups of one province and fiscal year.

    Parameters
    ----------
    plan : Plan
    province_code : str
    targets : Targets
    fiscal_year_be : int
    strangers : DataFrame
        household_id and village_code of a few households that were visited without being targets.

    Returns
    -------
    DataFrame
        Columns of the table followup, any order.
    """
    draw = generator(plan.seed, _STREAM, int(province_code), fiscal_year_be)
    kind = plan.provinces[province_code].kinds[0 if fiscal_year_be == plan.base_be + 1 else 1]
    course = _courses(targets, pace=PACES[kind], draw=draw)
    events = pd.concat(
        [
            _first_steps(course, draw=draw),
            _supports(targets, course=course, draw=draw),
            _visits(targets, course=course, draw=draw),
        ],
        ignore_index=True,
    )
    events = events.loc[(events["day"] >= 0) & (events["day"] < _DAYS)]
    rows = targets.frame[["household_id", "village_code"]].take(events["at"].to_numpy())
    frame = pd.concat([_rows(rows, events=events), _stray_rows(strangers, draw=draw)])
    return _finished(frame, fiscal_year_be=fiscal_year_be, draw=draw)


@dataclass(frozen=True)
class _Course:
    """How the year goes for each target; arrays of one length.

    `day` of the first measurement (365 where none), whether that one `passes`, the day to which the
    earlier processes lead (`horizon`), and whether the household was met at all.
    """

    day: np.ndarray
    passes: np.ndarray
    horizon: np.ndarray
    is_met: np.ndarray

    @property
    def is_measured(self) -> np.ndarray:
        """Whether there is a measurement in the year."""
        return self.day < _DAYS


def _courses(targets: Targets, *, pace: Pace, draw: np.random.Generator) -> _Course:
    """Draw for each target when it is first measured, and whether it is at the line then."""
    count = len(targets.frame)
    _, district = np.unique(targets.districts, return_inverse=True)
    places = district.max(initial=-1) + 1
    by_may = _logistic(_logit(pace.measured_share) + draw.normal(0, 0.45, places))[district]
    success = _logit(pace.success) + draw.normal(0, 0.5, places)[district]
    gap, grades = targets.gap_share, targets.frame[[*CAUSES]].to_numpy().sum(axis=1)
    hardship = 1.6 * (gap - 0.25) + 0.14 * (grades - 5.5)
    hardship += 0.5 * (targets.frame["group"] == "assist").to_numpy() - 0.08
    passes = draw.random(count) < _logistic(success - hardship)
    lot = draw.random(count)
    early = _days(count, months=(0, 8), lateness=pace.lateness, draw=draw)
    late = _days(count, months=(8, 12), lateness=0, draw=draw)
    is_late = lot < by_may + (1 - by_may) * 0.72
    day = np.where(lot < by_may, early, np.where(is_late, late, _DAYS))
    horizon = np.where(day < _DAYS, day, draw.integers(150, 430, count))
    return _Course(day, passes, horizon, (day < _DAYS) | (draw.random(count) < 0.9))


def _days(
    count: int, *, months: tuple[int, int], lateness: float, draw: np.random.Generator
) -> np.ndarray:
    """Draw days by season; each call has ups and downs of its own."""
    length = months[1] - months[0]
    bend = lateness * np.arange(length) + draw.normal(0, 0.25, length)
    season = _SEASON[slice(*months)] * np.exp(bend)
    month = months[0] + draw.choice(len(season), count, p=season / season.sum())
    lengths = np.diff(_MONTH_STARTS)
    return _MONTH_STARTS[month] + np.floor(draw.random(count) * lengths[month]).astype(np.int64)


def _first_steps(course: _Course, *, draw: np.random.Generator) -> pd.DataFrame:
    """Make processes 1 and 2: nearly all targets, some late, some skipped."""
    count, horizon, is_met = len(course.day), course.horizon, course.is_met
    first = np.floor(horizon * (0.05 + 0.3 * draw.random(count)))
    second = np.floor(first + (0.1 + 0.3 * draw.random(count)) * (horizon - first))
    has_first = is_met & (draw.random(count) < 0.985)
    has_second = is_met & (draw.random(count) < 0.93)
    return pd.concat(
        [
            _events(np.flatnonzero(has_first), day=first, process=1, activity=0),
            _events(np.flatnonzero(has_second), day=second, process=2, activity=1),
        ]
    )


def _supports(targets: Targets, *, course: _Course, draw: np.random.Generator) -> pd.DataFrame:
    """Make process 3: one or two activities; skipped by some measured, missing for many others."""
    count = len(course.day)
    day = np.floor(course.horizon * (0.5 + 0.45 * draw.random(count)))
    chance = np.where(course.is_measured, 0.94, np.where(course.is_met, 0.78, 0))
    has = draw.random(count) < chance
    is_assist = (targets.frame["group"] == "assist").to_numpy()
    kind = np.where(is_assist & (draw.random(count) < 0.7), 4, draw.integers(0, 4, count))
    baht = np.rint(np.exp(draw.normal(7.9, 0.7, count)) / 100) * 100
    again = has & (draw.random(count) < 0.3)
    later = day + draw.integers(5, 60, count)
    parts = [
        _events(np.flatnonzero(has), day=day, process=3, activity=2 + kind),
        _events(np.flatnonzero(again), day=later, process=3, activity=2 + (kind + 1) % 4),
    ]
    return pd.concat([p.assign(baht=baht[p["at"].to_numpy()]) for p in parts])


def _visits(targets: Targets, *, course: _Course, draw: np.random.Generator) -> pd.DataFrame:
    """Make process 4: up to three measurements, now and then a visit that measures nothing."""
    count, parts = len(course.day), []
    day, passes, has = course.day, course.passes, course.is_measured
    for chance in (0.55, 0.4, 0.0):
        found = _events(np.flatnonzero(has), day=day, process=4, activity=7)
        income = _measured_baht(targets, passes=passes, draw=draw)
        parts.append(found.assign(measured_income_baht_person_year=income[has]))
        has = has & (draw.random(count) < chance)
        day = day + draw.integers(40, 120, count)
        passes = draw.random(count) < np.where(passes, 0.965, 0.28)
    empty = np.flatnonzero(course.is_met & (draw.random(count) < 0.07))
    before = course.horizon - draw.integers(3, 40, count)
    parts.append(_events(empty, day=before, process=4, activity=8))
    return pd.concat(parts)


def _measured_baht(
    targets: Targets, *, passes: np.ndarray, draw: np.random.Generator
) -> np.ndarray:
    """Draw incomes as officers write them, in tens of baht; exactly on the line passes."""
    count, line = len(passes), targets.line_baht
    income = targets.income_baht_person_year
    rise = draw.beta(1.6, 1.6, count) * 1.1 - 0.12
    below = np.minimum(np.floor((income + rise * (line - income)) / 10) * 10, line - 10)
    above = line + np.floor(draw.gamma(1.3, 4200, count) / 10) * 10
    above = np.where(draw.random(count) < 0.04, line, above)
    return np.where(passes, above, np.maximum(below, 0))


def _events(
    at: np.ndarray, *, day: np.ndarray, process: int, activity: np.ndarray | int
) -> pd.DataFrame:
    code = activity[at] if isinstance(activity, np.ndarray) else np.full(len(at), activity)
    return pd.DataFrame(
        {
            "at": at.astype(np.int32),
            "day": day[at].astype(np.int16),
            "process": np.full(len(at), process, np.int8),
            "activity_number": code.astype(np.int8),
        }
    )


def _rows(households: pd.DataFrame, *, events: pd.DataFrame) -> pd.DataFrame:
    found = households.reset_index(drop=True)
    return pd.concat([found, events.drop(columns="at").reset_index(drop=True)], axis=1)


def _stray_rows(strangers: pd.DataFrame, *, draw: np.random.Generator) -> pd.DataFrame:
    count = len(strangers)
    day = draw.integers(60, _DAYS, count)
    events = _events(np.arange(count), day=day, process=1, activity=0)
    return _rows(strangers[["household_id", "village_code"]], events=events)


def _finished(
    frame: pd.DataFrame, *, fiscal_year_be: int, draw: np.random.Generator
) -> pd.DataFrame:
    """Turn days into dates and numbers of choices into text (as categories: they are many rows)."""
    count = len(frame)
    first = np.datetime64(f"{fiscal_year_be - 544}-10-01", "s")
    process = frame["process"].to_numpy()
    agency = np.where(process == 3, draw.integers(0, len(_AGENCIES), count), 0)
    role = draw.choice(len(_ROLES), count, p=[0.62, 0.26, 0.12])
    columns = {
        "fiscal_year_be": np.full(count, fiscal_year_be, np.int32),
        "date": first + frame["day"].to_numpy().astype(np.int64) * np.timedelta64(86_400, "s"),
        "activity": pd.Categorical.from_codes(frame["activity_number"], _ACTIVITIES),
        "role": pd.Categorical.from_codes(role, _ROLES),
        "agency": pd.Categorical.from_codes(agency, _AGENCIES),
    }
    return frame.assign(**columns).drop(columns=["day", "activity_number"])


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _logistic(value: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-value))
