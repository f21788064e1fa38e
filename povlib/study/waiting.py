"""Target households that have not passed: by the occupation their plan names, and what they lack.

Counts by occupation are a universe of their own, "plan:<FY>", bound to how many have not passed,
as the pattern of the target households shows or hides it. Occupations overlap, as causes do.
Found once for the nation and kept beside the register.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from povlib import data, measures
from povlib.disclosure import Key, Pattern, find_pattern, from_json, to_json
from povlib.knowledge.profile import occupation_of
from povlib.params import Occupation
from povlib.schema import field
from povlib.study.cases import CAUSES, read_cases, read_known
from povlib.study.kept import kept_key
from povlib.study.nation import nation_pattern, provinces_of
from povlib.study.rules import Rules

__all__ = ["ALL", "WAITING", "Lacks", "Waiting", "occupation_attribute", "read_waiting"]

WAITING = {"passed": "no"}
"""Cell of the target households that have not passed: below the line, or not measured yet."""

ALL = "all"
"""The need of all that have not passed."""

_LINKED = "linked"
_YES, _NO = "yes", "no"
_INCOME = "known_income_baht_person_year"

Lacks = Mapping[str, tuple[float, int]]
"""By need: baht a year that its households lack to the line, and of how many this is known."""

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Waiting:
    """Households that have not passed, of all provinces. It holds true counts, as a pattern does.

    Attributes
    ----------
    pattern : Pattern
        Universe "plan:<FY>": `occupation_attribute` of each occupation, by province and nation.
    lacks : mapping
        By province code, the `Lacks` of each need: "all", a cause, a group, an occupation's
        attribute; those without a household that is known are not in it.
    """

    pattern: Pattern
    lacks: Mapping[str, Lacks]


def occupation_attribute(key: str) -> str:
    """Name the attribute of the households whose plan names an occupation.

    Parameters
    ----------
    key : str
    """
    return f"occupation_{key}"


def read_waiting(
    register: Path,
    *,
    manifest: data.Manifest,
    occupations: Sequence[Occupation],
    rules: Rules,
) -> Waiting:
    """Give the households that have not passed, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    occupations : sequence of Occupation
    rules : Rules
    """
    words = hashlib.sha256(repr([(one.key, one.words) for one in occupations]).encode())
    key = kept_key(f"waiting {words.hexdigest()}", rules=rules)
    of = data.fingerprint(register)
    kept = data.read_derived(register, key)
    if kept is None:
        kept = _make_waiting(register, manifest=manifest, occupations=occupations, rules=rules)
        data.write_derived(register, key, kept, of=of)
    return Waiting(pattern=from_json(kept["pattern"]), lacks=kept["lacks"])


def _make_waiting(
    register: Path,
    *,
    manifest: data.Manifest,
    occupations: Sequence[Occupation],
    rules: Rules,
) -> dict:
    names = [occupation_attribute(one.key) for one in occupations]
    parts = [
        _rows(
            register,
            manifest=manifest,
            occupations=tuple(occupations),
            province_code=code,
            rules=rules,
        )
        for code in provinces_of(manifest, "target", year_be=rules.fiscal_year_be)
    ]
    frame = pd.concat(parts, ignore_index=True)
    lacks = _lacks(frame, names=names, line=rules.line_baht)
    targets = nation_pattern(register, manifest=manifest, rules=rules)
    pattern = _pattern(frame, names, targets=targets, rules=rules)
    # The rest of the cells only bound these, and nothing inherits from this pattern.
    kept = {key: n for key, n in pattern.counts.items() if _YES in {value for _, value in key}}
    return {"pattern": to_json(replace(pattern, counts=kept, witnesses=())), "lacks": lacks}


def _rows(
    register: Path,
    *,
    manifest: data.Manifest,
    occupations: tuple[Occupation, ...],
    province_code: str,
    rules: Rules,
) -> pd.DataFrame:
    """Give a province's households that have not passed, with the occupations of their plans."""
    where = {"manifest": manifest, "province_code": province_code}
    frame = read_cases(register, **where, rules=rules).frame
    unit = {**where, "year_be": rules.fiscal_year_be}
    ids = read_known(register, "target", **unit, columns=["household_id"])["household_id"]
    wanted = ["household_id", "occupation"]
    plan = read_known(register, "plan", **unit, columns=wanted)
    named = {text: occupation_of(text, occupations=occupations) for text in _texts(plan)}
    keys = plan["occupation"].astype(object).map(named)
    taken = {
        occupation_attribute(one.key): np.where(
            ids.isin(plan.loc[keys == one.key, "household_id"]), _YES, _NO
        ).astype(object)
        for one in occupations
    }
    wanted = ["province_code", "group", *CAUSES, _INCOME, "members"]
    is_waiting = frame["passed"] == WAITING["passed"]
    return pd.concat([frame[wanted], pd.DataFrame(taken, index=frame.index)], axis=1)[is_waiting]


def _texts(plan: pd.DataFrame) -> list[str]:
    return sorted(plan["occupation"].dropna().astype("str").unique())


def _lacks(frame: pd.DataFrame, *, names: Sequence[str], line: float) -> dict[str, Lacks]:
    """Give by province what the households of each need lack to the line."""
    needs = {ALL: np.ones(len(frame), dtype=bool)}
    needs |= {name: (frame[name] == _YES).to_numpy() for name in (*CAUSES, *names)}
    needs |= {k: (frame["group"] == k).to_numpy() for k, _ in field("target", "group").choices}
    places = [np.flatnonzero(needs[need]) for need in needs]
    long = frame[["province_code", _INCOME, "members"]].take(np.concatenate(places))
    found = measures.poverty(
        long.assign(need=np.repeat([*needs], [len(place) for place in places])),
        income=_INCOME,
        line=line,
        members="members",
        unit="households",
        by=["province_code", "need"],
        measures="cost_to_close_baht",
    )
    lacks: dict[str, dict[str, tuple[float, int]]] = {}
    for row in found[found["n"] > 0].itertuples(index=False):
        lacks.setdefault(str(row.province_code), {})[str(row.need)] = (float(row.value), int(row.n))
    return lacks


def _pattern(
    frame: pd.DataFrame, names: Sequence[str], *, targets: Pattern, rules: Rules
) -> Pattern:
    inherited, bound = _as_decided(targets, universe=f"plan:{rules.fiscal_year_be}")
    places = [(), ("province_code",)]
    return find_pattern(
        frame,
        universe=inherited.universe,
        margins=[*places, *((*place, name) for place in places for name in names)],
        threshold=rules.threshold,
        inherited=inherited,
        bound=bound,
        unseen=places,
    )


def _as_decided(targets: Pattern, *, universe: str) -> tuple[Pattern, dict[Key, Key]]:
    """Give what is decided of those that have not passed, and the cells here that they are."""
    wanted = {*WAITING.items()}
    places = {
        key: tuple(pair for pair in key if pair not in wanted)
        for key in targets.counts
        if wanted <= {*key} and {name for name, _ in key} <= {"passed", "province_code"}
    }
    names = {key: ((_LINKED, str(dict(place))),) for key, place in places.items()}
    inherited = Pattern(
        universe,
        targets.threshold,
        ((_LINKED,),),
        counts=_renamed(targets.counts, names),
        hidden=_renamed(targets.hidden, names),
        witnesses=tuple(w for w in (_renamed(w, names) for w in targets.witnesses) if w),
    )
    return inherited, {places[key]: name for key, name in names.items()}


def _renamed(values: Mapping[Key, T], names: Mapping[Key, Key]) -> dict[Key, T]:
    return {names[key]: value for key, value in values.items() if key in names}
