"""Households through BMN rounds: who was seen, who was poor, and where they are counted.

A household keeps its place in the panel by its own id. Where an id is gone and households split off
from it (`origin_household_id`), the one with the lowest id carries it on and the others are new:
one household before answers to at most one now, so both totals of a movement hold. All rounds of a
household are counted in one province: where it was seen last before places were fixed. Poor is
strictly below the line of the round; without an income a household is seen, but neither poor nor
not poor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from povlib.measures.histories import transitions
from povlib.measures.runs import stand_in

__all__ = [
    "FLOWS",
    "Panel",
    "add_round",
    "count_panel",
    "flow_of",
    "follow_round",
    "places_in_round",
    "round_totals",
]

FLOWS = ("stayed", "rose", "fell", "new", "lost")

_KNOWN, _POOR = 2, 1
_TOTALS = (
    "bmn_year_be",
    "province_code",
    "known_persons",
    "poor_persons",
    "households_without_income",
)


@dataclass(frozen=True, eq=False)
class Panel:
    """Households seen in any round so far, one place in the arrays each.

    Attributes
    ----------
    bmn_years_be : tuple of int
        Rounds, oldest first.
    household_id : ndarray of int64
        The latest id.
    province_code : ndarray of int16
        Where the household is counted.
    ids : tuple of ndarray of int64
        One array a round: the id in that round, 0 where the household was not seen.
    members : tuple of ndarray of int16
        One array a round: persons, 0 where the household was not seen.
    poor : tuple of ndarray of int8
        One array a round: 1 poor, 0 not poor, -1 without an income or not seen.
    """

    bmn_years_be: tuple[int, ...] = ()
    household_id: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    province_code: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int16))
    ids: tuple[np.ndarray, ...] = ()
    members: tuple[np.ndarray, ...] = ()
    poor: tuple[np.ndarray, ...] = ()


def add_round(
    panel: Panel,
    households: pd.DataFrame,
    *,
    bmn_year_be: int,
    line: float,
    places_are_fixed: bool = False,
) -> Panel:
    """Give the panel with one more round.

    Parameters
    ----------
    panel : Panel
    households : DataFrame
        All households of the round: `household_id`, `origin_household_id` (NaN without),
        `province_code` (int), `members`, `income_baht_person_year` (NaN where a part is missing).
    bmn_year_be : int
        Later than the rounds in the panel.
    line : float
        Baht per person and year of the round.
    places_are_fixed : bool
        True: households that moved since stay counted where they were; only new ones get a place.

    Returns
    -------
    Panel

    Examples
    --------
    Household 1 is poor and splits into 2 and 3: 2 carries it on, 3 is new.

    >>> before = pd.DataFrame({"household_id": [1], "origin_household_id": [float("nan")],
    ...     "province_code": [24], "members": [4], "income_baht_person_year": [9_000.0]})
    >>> after = pd.DataFrame({"household_id": [2, 3], "origin_household_id": [1.0, 1.0],
    ...     "province_code": [24, 24], "members": [2, 2], "income_baht_person_year": [9e3, 9e4]})
    >>> panel = add_round(Panel(), before, bmn_year_be=2555, line=30_000)
    >>> panel = add_round(panel, after, bmn_year_be=2556, line=30_000)
    >>> panel.household_id.tolist(), [poor.tolist() for poor in panel.poor]
    ([2, 3], [[1, -1], [1, 0]])
    """
    rows = households.sort_values("household_id", kind="stable")
    ids = rows["household_id"].to_numpy(dtype=np.int64)
    origin = rows["origin_household_id"].to_numpy(dtype=float)
    place = follow_round(panel.household_id, ids=ids, origin=origin)
    is_new = place < 0
    size = len(panel.household_id)
    place[is_new] = np.arange(size, size + int(is_new.sum()))
    total = size + int(is_new.sum())
    income = rows["income_baht_person_year"].to_numpy(dtype=float)
    poor = np.where(np.isnan(income), -1, income < line).astype(np.int8)
    codes = rows["province_code"].to_numpy()
    if places_are_fixed:
        codes = np.where(is_new, codes, np.append(panel.province_code, 0)[np.minimum(place, size)])
    return Panel(
        bmn_years_be=(*panel.bmn_years_be, bmn_year_be),
        household_id=_renewed(panel.household_id, place, ids, total=total, empty=0),
        province_code=_renewed(panel.province_code, place, codes, total=total, empty=0),
        ids=(
            *(_longer(known, total=total, empty=0) for known in panel.ids),
            _renewed(np.empty(0, np.int64), place, ids, total=total, empty=0),
        ),
        members=(
            *(_longer(known, total=total, empty=0) for known in panel.members),
            _renewed(
                np.empty(0, np.int16), place, rows["members"].to_numpy(), total=total, empty=0
            ),
        ),
        poor=(
            *(_longer(known, total=total, empty=-1) for known in panel.poor),
            _renewed(np.empty(0, np.int8), place, poor, total=total, empty=-1),
        ),
    )


def follow_round(known: np.ndarray, *, ids: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Find the households of a new round among those followed so far.

    Parameters
    ----------
    known : ndarray of int64
        Latest id of each household followed so far.
    ids : ndarray of int64
        Ids of all households of the round, rising.
    origin : ndarray of float64
        The id that each split off from, NaN where none.

    Returns
    -------
    ndarray of int64
        Place in `known`: of the same id, or, of households that split off from an id that the round
        no longer has, the one with the lowest id carries it on. -1 for those that are new.

    Examples
    --------
    >>> follow_round(np.array([1, 7]), ids=np.array([2, 3, 7]), origin=np.array([1.0, 1.0, np.nan])).tolist()
    [0, -1, 1]
    """  # noqa: E501 (a doctest line)
    order = np.argsort(known, kind="stable")
    place = _find(ids, among=known, order=order)
    split = (place < 0) & ~np.isnan(origin)
    origin_ids = np.where(split, origin, 0).astype(np.int64)
    heir = _find(origin_ids, among=known, order=order)
    heir[~split | stand_in(origin_ids, ids)] = -1
    _, first = np.unique(heir, return_index=True)
    takes = np.zeros(len(ids), dtype=bool)
    takes[first] = True
    return np.where(takes & (heir >= 0), heir, place)


def places_in_round(panel: Panel, ids: np.ndarray, *, bmn_year_be: int) -> np.ndarray:
    """Find households in the panel by the ids they had in a round.

    Parameters
    ----------
    panel : Panel
    ids : ndarray of int64
    bmn_year_be : int
        A round of the panel.

    Returns
    -------
    ndarray of int64
        Place in the panel's arrays, -1 where the round has no such household.
    """
    among = panel.ids[panel.bmn_years_be.index(bmn_year_be)]
    return _find(ids, among=among, order=np.argsort(among, kind="stable"))


def count_panel(panel: Panel, *, marks: Mapping[str, np.ndarray] | None = None) -> pd.DataFrame:
    """Count households by province, marks and history.

    Parameters
    ----------
    panel : Panel
    marks : mapping of str to ndarray, optional
        Name to a number from 0 to 3 for each household of the panel.

    Returns
    -------
    DataFrame
        One row a province, marks and history that occur: `province_code` (int), the marks by name,
        `known_2556` (seen with an income), `poor_2556`, ... (bool, two a round), `households`.
    """
    marks = marks or {}
    code = panel.province_code.astype(np.int64)
    for values in marks.values():
        code = (code << 2) | values.astype(np.int64)
    for poor in panel.poor:
        bits = (poor >= 0) * _KNOWN + (poor == 1) * _POOR
        code = (code << 2) | bits.astype(np.int64)
    rest, households = np.unique(code, return_counts=True)
    columns: dict[str, np.ndarray] = {}
    for year in reversed(panel.bmn_years_be):
        columns |= {f"poor_{year}": rest & _POOR > 0, f"known_{year}": rest & _KNOWN > 0}
        rest = rest >> 2
    for name in reversed(marks):
        columns[name], rest = rest & 3, rest >> 2
    frame = {"province_code": rest} | dict(reversed(columns.items()))
    return pd.DataFrame({**frame, "households": households})


def round_totals(panel: Panel) -> pd.DataFrame:
    """Sum persons with a known income, and households without one, by province and round.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    DataFrame
        `bmn_year_be`, `province_code` (int; where the panel counts a household), `known_persons`,
        `poor_persons`, `households_without_income`.
    """
    codes, places = np.unique(panel.province_code, return_inverse=True)
    frames = []
    for year, members, poor in zip(panel.bmn_years_be, panel.members, panel.poor, strict=True):
        sums = {
            name: np.bincount(places, weights=each, minlength=len(codes)).astype(np.int64)
            for name, each in (
                ("known_persons", members * (poor >= 0)),
                ("poor_persons", members * (poor == 1)),
                ("households_without_income", (members > 0) & (poor < 0)),
            )
        }
        frames.append(pd.DataFrame({"bmn_year_be": year, "province_code": codes, **sums}))
    if not frames:
        return pd.DataFrame({column: pd.Series(dtype="int64") for column in _TOTALS})
    return pd.concat(frames, ignore_index=True)


def flow_of(histories: pd.DataFrame, *, before_year_be: int, year_be: int) -> pd.Series:
    """Name the movement of each history between two rounds.

    Parameters
    ----------
    histories : DataFrame
        As `count_panel` gives it.
    before_year_be, year_be : int

    Returns
    -------
    Series of str
        "stayed" (poor in both), "rose" (poor, then not), "fell" (not poor, then poor), "new" (poor;
        before not seen or without an income), "lost" (poor before; now not seen or without an
        income); missing for those poor in neither.
    """
    marks = {
        name: histories[f"{mark}_{year}"].to_numpy()
        for name, mark, year in (
            ("known_before", "known", before_year_be),
            ("poor_before", "poor", before_year_be),
            ("known_now", "known", year_be),
            ("poor_now", "poor", year_be),
        )
    }
    found = transitions(**marks)
    flow = np.select([found[name] for name in FLOWS], FLOWS, "")
    return pd.Series(flow, index=histories.index).replace("", None)


def _find(wanted: np.ndarray, *, among: np.ndarray, order: np.ndarray) -> np.ndarray:
    if not len(among):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(among, wanted, sorter=order), len(among) - 1)
    return np.where(among[order[at]] == wanted, order[at], -1)


def _longer(values: np.ndarray, *, total: int, empty: int) -> np.ndarray:
    return np.pad(values, (0, total - len(values)), constant_values=empty)


def _renewed(
    values: np.ndarray, place: np.ndarray, new: np.ndarray, *, total: int, empty: int
) -> np.ndarray:
    longer = _longer(values, total=total, empty=empty)
    longer[place] = new
    return longer
