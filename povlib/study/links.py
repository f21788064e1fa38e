"""What binds BMN rounds to target households: they are the poor of the round of their BMN year.

Three sets of target households stand among the households of the panel: this year's, matched with
their round; this year's again by how they stand in the next round; and those of the fiscal year
before. What the nation decided for them by province holds for the rounds too. A target that cannot
be found where it was a target is a row of its own, seen in no round, so that counts agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from povlib import data, progress
from povlib.disclosure import Key, Pattern
from povlib.study.cases import read_next_round
from povlib.study.nation import provinces_of
from povlib.study.rules import Rules

__all__ = ["LINKED", "Links", "find_links"]

LINKED = "linked"
"""Attribute of the cells that stand for what was decided elsewhere."""

_STATES = ("", "passed", "below", "absent")
_SETS = ("target", "next", "previous")

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Links:
    """Histories with the targets among them, and what is decided of these.

    Attributes
    ----------
    histories : DataFrame
        As `progress.count_panel` gives it, with targets that are not in the panel.
    text : DataFrame
        `province_code`, and for each set of targets an attribute that determines it.
    attributes : tuple of str
        Of the sets: `target`, `next`, `previous`, as far as there are such targets.
    margins : tuple of tuple of str
        Sets, and sets by how they stand in the round they were taken from.
    inherited : Pattern
        Decisions of the patterns of target households.
    bound : mapping
        Cell of a set and province to the cell of `inherited` that counts it.
    """

    histories: pd.DataFrame
    text: pd.DataFrame
    attributes: tuple[str, ...]
    margins: tuple[tuple[str, ...], ...]
    inherited: Pattern
    bound: Mapping[Key, Key]


def find_links(
    register: Path,
    panel: progress.Panel,
    *,
    manifest: data.Manifest,
    rules: Rules,
    patterns: Mapping[int, Pattern],
) -> Links:
    """Find the target households of two fiscal years in a panel of rounds.

    Parameters
    ----------
    register : pathlib.Path
    panel : progress.Panel
    manifest : data.Manifest
    rules : Rules
    patterns : mapping of int to Pattern
        The nation's, by fiscal year.
    """
    marks = {name: np.zeros(len(panel.household_id), dtype=np.int8) for name in _SETS}
    strays: list[pd.DataFrame] = []
    for fiscal_year, pattern in patterns.items():
        targets = _read_targets(register, fiscal_year, manifest=manifest, rules=rules)
        bmn_year = int(targets["bmn_year_be"].iloc[0]) if len(targets) else 0
        if pattern.counts and bmn_year in panel.bmn_years_be:
            strays.append(_mark(marks, panel, targets, bmn_year_be=bmn_year))
    counted = progress.count_panel(panel, marks=marks)
    histories = _with_strays(counted, strays)
    codes = histories["province_code"].astype("str")
    text = pd.DataFrame({"province_code": codes, **_attributes(histories, codes)})
    used = tuple(name for name in _SETS if name in text)
    inherited, bound = _as_decided(patterns, rules=rules)
    return Links(
        histories=histories,
        text=text,
        attributes=used,
        margins=_margins(used, panel, rules=rules),
        inherited=inherited,
        bound=bound,
    )


def _read_targets(
    register: Path, fiscal_year_be: int, *, manifest: data.Manifest, rules: Rules
) -> pd.DataFrame:
    """Give id, province, BMN year, and the marks of each target of a fiscal year."""
    is_now = fiscal_year_be == rules.fiscal_year_be
    parts = []
    for code in provinces_of(manifest, "target", year_be=fiscal_year_be):
        rows = data.read_unit(
            register,
            "target",
            year_be=fiscal_year_be,
            province_code=code,
            columns=["household_id", "bmn_year_be"],
        )
        where = {"manifest": manifest, "province_code": code, "rules": rules}
        state = read_next_round(register, rows, **where).fillna("") if is_now else ""
        parts.append(rows.assign(province_code=int(code), state=state))
    found = pd.concat(parts, ignore_index=True)
    found["next"] = found["state"].map({name: n for n, name in enumerate(_STATES)})
    return found.assign(target=int(is_now), previous=int(not is_now))


def _mark(
    marks: dict[str, np.ndarray], panel: progress.Panel, targets: pd.DataFrame, *, bmn_year_be: int
) -> pd.DataFrame:
    """Mark the households of the panel that are targets where they live; give the other targets.

    Matched is only who is found in the province of the target, so the others are not `target`.
    """
    ids = targets["household_id"].to_numpy(dtype=np.int64)
    place = progress.places_in_round(panel, ids, bmn_year_be=bmn_year_be)
    is_here = place >= 0
    is_here &= panel.province_code[np.maximum(place, 0)] == targets["province_code"].to_numpy()
    for name in _SETS:
        marks[name][place[is_here]] += targets.loc[is_here, name].to_numpy(dtype=np.int8)
    others = targets.loc[~is_here].assign(target=0, households=1)
    return others.groupby(["province_code", *_SETS], as_index=False)["households"].sum()


def _with_strays(counted: pd.DataFrame, strays: list[pd.DataFrame]) -> pd.DataFrame:
    """Add rows for targets outside the panel."""
    if not strays:
        return counted
    rows = pd.concat(strays, ignore_index=True).reindex(columns=counted.columns)
    flags = {name: bool for name in counted if counted[name].dtype == bool}
    rows = rows.fillna(dict.fromkeys(flags, 0.0)).fillna(0.0)
    typed = rows.astype({name: counted[name].dtype for name in counted})
    return pd.concat([counted, typed], ignore_index=True)


def _attributes(histories: pd.DataFrame, codes: pd.Series) -> dict[str, pd.Series]:
    """Give the province of each set's households as its attribute, the state beside it."""
    states = histories["next"].map(dict(enumerate(_STATES)))
    named = {"target": codes, "next": codes + "|" + states, "previous": codes}
    return {
        name: values.astype(object).where(histories[name] > 0, None)
        for name, values in named.items()
        if (histories[name] > 0).any()
    }


def _margins(
    used: tuple[str, ...], panel: progress.Panel, *, rules: Rules
) -> tuple[tuple[str, ...], ...]:
    year = rules.bmn_year_be
    rounds = {"target": (year,), "next": (year, year + 1), "previous": (year - 1,)}
    standing = {
        name: tuple(f"poor_{y}" for y in rounds[name] if y in panel.bmn_years_be) for name in used
    }
    return tuple((name, *more) for name in used for more in ((), standing[name]))


def _as_decided(patterns: Mapping[int, Pattern], *, rules: Rules) -> tuple[Pattern, dict[Key, Key]]:
    """Give what is decided of targets as decisions on the sets of the panel."""
    counts: dict[Key, int] = {}
    hidden: dict[Key, str] = {}
    witnesses: list[dict[Key, float]] = []
    bound: dict[Key, Key] = {}
    for fiscal_year, pattern in patterns.items():
        is_now = fiscal_year == rules.fiscal_year_be
        names = {key: _name(key, is_now=is_now) for key in pattern.counts}
        names = {key: name for key, name in names.items() if name is not None}
        counts |= _renamed(pattern.counts, names)
        hidden |= _renamed(pattern.hidden, names)
        witnesses += [_renamed(witness, names) for witness in pattern.witnesses]
        bound |= {(name,): ((LINKED, "|".join(name)),) for name in names.values()}
    inherited = Pattern(
        f"bmn:{rules.bmn_year_be}",
        rules.threshold,
        ((LINKED,),),
        counts=counts,
        hidden=hidden,
        witnesses=tuple(witness for witness in witnesses if witness),
    )
    return inherited, bound


def _renamed(values: Mapping[Key, T], names: Mapping[Key, tuple[str, str]]) -> dict[Key, T]:
    return {
        ((LINKED, "|".join(names[key])),): value for key, value in values.items() if key in names
    }


def _name(key: Key, *, is_now: bool) -> tuple[str, str] | None:
    """Give the set and value that stand for a cell of the target households, None without one."""
    cell = dict(key)
    code = cell.pop("province_code", None)
    if code is None:
        return None
    if not is_now:
        return None if cell else ("previous", code)
    if cell == {"matched": "yes"}:
        return ("target", code)
    if list(cell) == ["next_round"] and cell["next_round"] in _STATES[1:]:
        return ("next", f"{code}|{cell['next_round']}")
    return None
