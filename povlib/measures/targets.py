"""On the way to a target: progress, pace, where it leads with a range, and what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, require_free_names, to_floats
from povlib.measures.groups import Groups, group_rows
from povlib.measures.projection import Projection, project
from povlib.measures.scored import divide

__all__ = ["attained_share", "progress_to_target", "required_rate"]

_RESULT_COLUMNS = ("measure", "value", "low", "high", "n", "n_missing", "reason")


def attained_share(
    baseline: np.ndarray | float, *, now: np.ndarray | float, target: np.ndarray | float
) -> np.ndarray:
    """Give the part of the way from the baseline to the target that lies behind.

    Parameters
    ----------
    baseline, now, target : ndarray or float
        In one unit; the target may lie above or below the baseline.

    Returns
    -------
    ndarray of float64
        (now - baseline) / (target - baseline): 0 at the baseline, 1 at the target, above 1 beyond
        it, below 0 where things got worse; NaN where baseline and target are equal.

    Examples
    --------
    Poverty is to fall from 20 to 10 and stands at 14; saving is to rise from 20 to 30, at 33.

    >>> attained_share(np.array([20.0, 20]), now=np.array([14.0, 33]), target=[10.0, 30]).tolist()
    [0.6, 1.3]
    """
    way = np.asarray(target, dtype=np.float64) - baseline
    gone = np.asarray(now, dtype=np.float64) - baseline
    return np.divide(gone, way, out=np.full(np.shape(gone + way), np.nan), where=way != 0)


def required_rate(remaining: Real, *, left: Real) -> float:
    """Give what is needed for each unit of the time that is left; NaN when none is left.

    Parameters
    ----------
    remaining : number
        Target less now, in any unit.
    left : number
        Months, years, ...; a fraction keeps the division exact.

    Examples
    --------
    >>> required_rate(176, left=4)
    44.0
    """
    return float(remaining / left) if left > 0 else float("nan")


def progress_to_target(
    df: pd.DataFrame,
    *,
    value: str,
    time: str,
    target: float | str,
    due: float,
    by: str | Sequence[str] | None = None,
    baseline: float | None = None,
    direction: str | None = None,
    method: str = "drift",
    level: float = 0.95,
    bounds: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Say of each group where it stands on its way to a target.

    Parameters
    ----------
    df : DataFrame
        The history: one row a group and point in time.
    value : str
        Column of numbers (a headcount, a mean income); a missing one is left out and counted.
    time : str
        Column of numbers (years, or months as numbers); its unit is that of every pace.
    target : float or str
        What is to be reached; or its column, read in the group's latest row.
    due : float
        When, in the unit of `time`.
    by : str or sequence of str, optional
    baseline : float, optional
        Point in time to start from; the first of each group where not given. Rows before it are not
        looked at.
    direction : {"falling", "rising"} or None
        Where the target lies; None reads it from baseline and target.
    method : {"drift", "trend"}
        How `projected` is made (`projection.project`): from now on with the mean pace so far, or
        along the straight line through all points.
    level : float
        Of the range of `projected`.
    bounds : tuple of float, optional
        Least and largest value there can be, as (0, 1) for a share.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``value``, ``low``, ``high`` (of `projected`; NaN elsewhere),
        ``n``, ``n_missing`` (points in time), ``reason``. Measures: `baseline`, `now` (the latest),
        `target`; `progress_share` (`attained_share`); `remaining` (target - now, with its sign);
        `is_met` (1 or 0; exactly on the target is met); `expected_now` (a straight line from
        baseline to target and due); `pace` ((now - baseline) / time gone by); `required_pace`
        (remaining / time left); `projected` (at due).

        Null with a reason: "no_rows"; "no_baseline" (no row then); "no_distance" (the target is
        the baseline, or lies behind it by the direction given: no share, and without a direction no
        `is_met`); "one_point" (no pace
        yet); "no_time_left" (due has passed); "few_points" (fewer than three give no scatter to
        make a range of, and no projection is shown without one).

    Raises
    ------
    MeasureError
        A column is missing or holds no numbers, `due` or `target` is no finite number, a time
        stands twice in a group, or an option is unknown.

    Examples
    --------
    From 20 % in 2560 to 10 % in 2570; now 14 % in 2563.

    >>> history = pd.DataFrame({"year": [2560, 2561, 2562, 2563], "share": [0.2, 0.17, 0.16, 0.14]})
    >>> got = progress_to_target(history, value="share", time="year", target=0.1, due=2570)
    >>> told = got.set_index("measure")["value"].round(4)
    >>> told[["progress_share", "expected_now", "pace", "required_pace", "projected"]].tolist()
    [0.6, 0.17, -0.02, -0.0057, 0.0]
    """
    if direction not in (None, "falling", "rising"):
        raise MeasureError(
            "ต้องบอกว่าเป้าหมายอยู่ทางใด",
            got=direction,
            where="direction",
            todo='ใช้ "falling" (ยิ่งลดยิ่งดี) หรือ "rising" (ยิ่งเพิ่มยิ่งดี)',
        )
    _require_number(due, where="due")
    if not isinstance(target, str):
        _require_number(target, where="target")
    keys = [by] if isinstance(by, str) else list(by or ())
    named = [value, time, target if isinstance(target, str) else None, *keys]
    require_columns(df, [name for name in named if name])
    require_free_names(keys, taken=_RESULT_COLUMNS)
    groups = group_rows(df, keys)
    points, n_missing = _read(df, groups, value=value, time=time, target=target, start=baseline)
    projected = project(
        points.times,
        values=points.levels,
        codes=points.codes,
        size=groups.size,
        at=due,
        method=method,
        level=level,
        bounds=bounds,
    )
    told = _told(points, size=groups.size, start=baseline, due=due, direction=direction)
    told["projected"] = projected.value, projected.reason
    return _tidy(groups.keys, told, projected=projected, n=points.n, n_missing=n_missing)


def _require_number(given: float, *, where: str) -> None:
    if not isinstance(given, int | float | np.number) or not np.isfinite(given):
        raise MeasureError("ต้องเป็นตัวเลข", got=repr(given), where=where)


@dataclass(frozen=True, eq=False)
class _Points:
    """Known points in order of group and time; targets of their rows; points of each group."""

    times: np.ndarray
    levels: np.ndarray
    targets: np.ndarray
    codes: np.ndarray
    n: np.ndarray


def _read(
    df: pd.DataFrame,
    groups: Groups,
    *,
    value: str,
    time: str,
    target: float | str,
    start: float | None,
) -> tuple[_Points, np.ndarray]:
    times, values = to_floats(df[time], where=time), to_floats(df[value], where=value)
    if isinstance(target, str):
        targets = to_floats(df[target], where=target)
    else:
        targets = np.full(len(df), float(target))
    is_early = np.zeros(len(df), dtype=bool) if start is None else times < start
    is_out = np.isnan(times + values + targets)
    place = np.flatnonzero(~is_out & ~is_early)
    place = place[np.lexsort((times[place], groups.codes[place]))]
    codes = groups.codes[place]
    is_twice = (np.diff(times[place]) == 0) & (np.diff(codes) == 0)
    if is_twice.any():
        raise MeasureError(
            "แต่ละกลุ่มต้องมีเวลาละหนึ่งแถว",
            got=float(times[place][1:][is_twice][0]),
            where=time,
        )
    n = np.bincount(codes, minlength=groups.size)
    missing = np.bincount(groups.codes[is_out & ~is_early], minlength=groups.size)
    return _Points(times[place], values[place], targets[place], codes, n), missing


_Told = dict[str, tuple[np.ndarray, np.ndarray]]


def _told(
    points: _Points, *, size: int, start: float | None, due: float, direction: str | None
) -> _Told:
    """Give every measure but the projection, with its reasons."""
    first, last = np.full((2, size), np.nan), np.full((3, size), np.nan)
    first[:, points.codes[::-1]] = points.times[::-1], points.levels[::-1]
    last[:, points.codes] = points.times, points.levels, points.targets
    (begun, baseline), (today, now, target) = first, last
    if start is not None:
        baseline = np.where(begun == start, baseline, np.nan)
        begun = np.full(size, float(start))
    rows = np.where(points.n == 0, "no_rows", "")
    based = np.where((rows == "") & np.isnan(baseline), "no_baseline", rows)
    sign = np.sign(target - baseline)
    is_behind = np.zeros(size, dtype=bool)
    if direction is not None:
        is_behind = sign * (1 if direction == "rising" else -1) < 0
        sign = np.where(np.isnan(now), np.nan, 1.0 if direction == "rising" else -1.0)
    reached = np.where(sign == 0, np.nan, (sign * (now - target) >= 0).astype(np.float64))
    whole, gone, left = due - begun, today - begun, due - today
    line = baseline + (target - baseline) * np.clip(divide(gone, whole), 0, 1)
    return {
        "baseline": (baseline, based),
        "now": (now, rows),
        "target": (target, rows),
        "progress_share": (
            np.where(is_behind, np.nan, attained_share(baseline, now=now, target=target)),
            _first(based, (target == baseline) | is_behind, "no_distance"),
        ),
        "remaining": (target - now, rows),
        "is_met": (
            np.where(np.isnan(sign), np.nan, reached),
            _first(rows if direction else based, sign == 0, "no_distance"),
        ),
        "expected_now": (line, _first(based, whole <= 0, "no_time_left")),
        "pace": (divide(now - baseline, gone), _first(based, gone <= 0, "one_point")),
        "required_pace": (
            np.where(is_behind & (reached == 1), 0.0, divide(target - now, left)),
            _first(rows, left <= 0, "no_time_left"),
        ),
    }


def _first(reasons: np.ndarray, where: np.ndarray, reason: str) -> np.ndarray:
    return np.where((reasons == "") & where, reason, reasons)


def _tidy(
    keys: pd.DataFrame, told: _Told, *, projected: Projection, n: np.ndarray, n_missing: np.ndarray
) -> pd.DataFrame:
    times = len(told)
    frame = keys.loc[keys.index.repeat(times)].reset_index(drop=True)
    frame["measure"] = pd.array([*told] * len(keys), dtype="str")
    frame["value"] = np.column_stack([value for value, _ in told.values()]).ravel()
    for name in ("low", "high"):
        column = np.full((len(keys), times), np.nan)
        column[:, -1] = getattr(projected, name)
        frame[name] = column.ravel()
    frame["n"] = np.repeat(n.astype(np.int64), times)
    frame["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
    reasons = np.column_stack([reason for _, reason in told.values()]).ravel()
    frame["reason"] = pd.array(reasons, dtype="str")
    return frame
