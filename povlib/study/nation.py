"""What the whole nation decides for every province: hidden cells and the panel of rounds.

Both are pure functions of the register, the fiscal year, the date and policy, so they are kept
beside the register (`data.write_derived`) and a province's process does not work them out again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from povlib import data, measures, progress
from povlib.disclosure import Key, Pattern, find_pattern, from_json, to_json
from povlib.study.cases import Cases, income_columns, read_cases
from povlib.study.kept import kept_key, kept_pattern
from povlib.study.rules import Rules
from povlib.study.universe import CUMULATIVE, HIERARCHY, nation_margins, previous_margins

__all__ = [
    "Panels",
    "nation_pattern",
    "panels",
    "previous_pattern",
    "read_nation",
]

_ROUNDS = 5

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Panels:
    """Households by province through the rounds up to the BMN year, at most five.

    Attributes
    ----------
    bmn_years_be : tuple of int
        Rounds, oldest first.
    pattern : Pattern
        Of the universe "bmn:<BMN year>": `seen_<year>`, `poor_<year>`, and `flow_<year>` from the
        round before; at provinces and the nation.
    persons : DataFrame
        `bmn_year_be`, `province_code` (text), `persons`, `poor_persons`, `known_persons`.
    """

    bmn_years_be: tuple[int, ...]
    pattern: Pattern
    persons: pd.DataFrame


def read_nation(register: Path, *, manifest: data.Manifest, rules: Rules) -> Cases:
    """Read the target households of every province.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules

    Returns
    -------
    Cases
        Rows of all provinces under one another; doors and stray follow-ups added up.
    """
    codes = _provinces(manifest, "target", year_be=rules.fiscal_year_be)
    parts = [
        read_cases(register, manifest=manifest, province_code=code, rules=rules) for code in codes
    ]
    doors = pd.DataFrame([part.doors for part in parts]).sum()
    return Cases(
        frame=pd.concat([part.frame for part in parts], ignore_index=True),
        stray_followups=pd.concat([part.stray_followups for part in parts]),
        doors={name: int(count) for name, count in doors.items()},
    )


def nation_pattern(
    register: Path, *, manifest: data.Manifest, rules: Rules, cases: Cases | None = None
) -> Pattern:
    """Give the nation's pattern of target households, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules
    cases : Cases, optional
        Of all provinces, where they have been read already.
    """

    def find() -> Pattern:
        found = cases or read_nation(register, manifest=manifest, rules=rules)
        return find_pattern(
            found.frame,
            universe=rules.universe,
            margins=nation_margins(),
            threshold=rules.threshold,
            hierarchy=HIERARCHY,
            cumulative=CUMULATIVE,
        )

    return kept_pattern(register, kept_key("target", rules=rules), find=find)


def previous_pattern(register: Path, *, manifest: data.Manifest, rules: Rules) -> Pattern:
    """Give the pattern of the fiscal year before (`rules` are that year's), which is compared with.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules
    """

    def find() -> Pattern:
        found = read_nation(register, manifest=manifest, rules=rules)
        return find_pattern(
            found.frame,
            universe=rules.universe,
            margins=previous_margins(),
            threshold=rules.threshold,
            hierarchy=HIERARCHY,
        )

    return kept_pattern(register, kept_key("previous", rules=rules), find=find)


def panels(register: Path, *, manifest: data.Manifest, rules: Rules, targets: Pattern) -> Panels:
    """Give the panel of rounds up to the BMN year, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules
    targets : Pattern
        The nation's, of the target households: most of them are the poor of the BMN year, so what
        is hidden of the one is kept from being read off the other.
    """
    key = kept_key("panel", rules=rules)
    kept = data.read_derived(register, key)
    if kept is None:
        kept = _make_panels(register, manifest=manifest, rules=rules, targets=targets)
        data.write_derived(register, key, kept)
    return Panels(
        bmn_years_be=tuple(kept["bmn_years_be"]),
        pattern=from_json(kept["pattern"]),
        persons=pd.DataFrame(kept["persons"]),
    )


def _provinces(manifest: data.Manifest, table: str, *, year_be: int) -> list[str]:
    units = manifest.units
    return sorted(u.province_code for u in units if (u.table, u.year_be) == (table, year_be))


def _make_panels(
    register: Path, *, manifest: data.Manifest, rules: Rules, targets: Pattern
) -> dict:
    held = sorted({unit.year_be for unit in manifest.units if unit.table == "household"})
    years = [year for year in held if year <= rules.bmn_year_be][-_ROUNDS:]
    panel = progress.Panel()
    for year in years:
        rows = _round(register, _provinces(manifest, "household", year_be=year), year_be=year)
        panel = progress.add_round(panel, rows, bmn_year_be=year, line=rules.line_of(year))
    persons = progress.round_totals(panel)
    marked = _matched_targets(register, manifest=manifest, rules=rules)
    histories = progress.count_panel(panel, marked=marked)
    pattern = _panel_pattern(histories, years=years, rules=rules, targets=targets)
    codes = persons["province_code"].astype("str")
    return {
        "bmn_years_be": years,
        "pattern": to_json(pattern),
        "persons": persons.assign(province_code=codes).to_dict("list"),
    }


def _round(register: Path, codes: list[str], *, year_be: int) -> pd.DataFrame:
    columns = [*income_columns(), "origin_household_id"]
    parts = []
    for code in codes:
        rows = data.read_unit(
            register, "household", year_be=year_be, province_code=code, columns=columns
        )
        parts.append(
            rows[["household_id", "origin_household_id", "members"]].assign(
                province_code=int(code), income_baht_person_year=measures.income_per_person(rows)
            )
        )
    return pd.concat(parts, ignore_index=True)


def _matched_targets(register: Path, *, manifest: data.Manifest, rules: Rules) -> np.ndarray:
    """Give the ids of the targets whose household is in their province in the BMN round."""
    found = []
    for code in _provinces(manifest, "target", year_be=rules.fiscal_year_be):
        ids = [
            data.read_unit(
                register, table, year_be=year, province_code=code, columns=["household_id"]
            )["household_id"]
            for table, year in (
                ("target", rules.fiscal_year_be),
                ("household", rules.bmn_year_be),
            )
        ]
        found.append(ids[0][ids[0].isin(ids[1])].to_numpy())
    return np.concatenate(found)


def _others(text: pd.DataFrame, histories: pd.DataFrame) -> dict[Key, int]:
    """Count the households that are no targets, by province."""
    rest = histories["households"][text["target"] == "no"]
    counts = rest.groupby(text["province_code"]).sum()
    no = ("target", "no")
    return {(("province_code", str(code)), no): int(count) for code, count in counts.items()}


def _as_marks(targets: Pattern, *, universe: str, others: dict[Key, int]) -> Pattern:
    """Give what is decided of matched targets as decisions on the marked households of a panel.

    The others are in no published count; they count as shown, which can only hide more.
    """

    def renamed(key: Key) -> Key | None:
        cell = dict(key)
        if cell.pop("matched", "") != "yes" or set(cell) != {"province_code"}:
            return None
        return tuple(sorted((cell | {"target": "yes"}).items()))

    def kept(values: Mapping[Key, T]) -> dict[Key, T]:
        pairs = ((renamed(key), value) for key, value in values.items())
        return {key: value for key, value in pairs if key is not None}

    return Pattern(
        universe,
        targets.threshold,
        (("province_code", "target"),),
        counts=kept(targets.counts) | others,
        hidden=kept(targets.hidden),
        witnesses=tuple(kept(witness) for witness in targets.witnesses),
    )


def _panel_pattern(
    histories: pd.DataFrame, *, years: list[int], rules: Rules, targets: Pattern
) -> Pattern:
    text = pd.DataFrame({"province_code": histories["province_code"].astype("str")})
    text["target"] = histories["is_marked"].map({True: "yes", False: "no"})
    hierarchy: dict[str, tuple[str, ...]] = {}
    names: list[tuple[str, ...]] = []
    links = [("province_code", "target"), ("province_code", "target", f"poor_{years[-1]}")]
    for before, year in zip([None, *years], years, strict=False):
        text[f"seen_{year}"] = histories[f"seen_{year}"].map({True: "yes", False: "no"})
        text[f"poor_{year}"] = histories[f"poor_{year}"].map({True: "yes", False: "no"})
        names += [(f"seen_{year}",), (f"poor_{year}",)]
        if before is not None:
            text[f"flow_{year}"] = progress.flow_of(histories, before_year_be=before, year_be=year)
            hierarchy[f"flow_{year}"] = (f"poor_{before}", f"poor_{year}")
            names += [(f"flow_{year}",), (f"poor_{before}", f"poor_{year}")]
    universe = f"bmn:{rules.bmn_year_be}"
    return find_pattern(
        text.assign(households=histories["households"]),
        universe=universe,
        inherited=_as_marks(targets, universe=universe, others=_others(text, histories)),
        margins=[*links, *names, *(("province_code", *name) for name in names)],
        threshold=rules.threshold,
        hierarchy=hierarchy,
        count="households",
    )
