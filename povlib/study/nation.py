"""What the whole nation decides for every province: hidden cells and the panel of rounds.

Both are pure functions of the register, the fiscal year, the date and policy, so they are kept
beside the register (`data.write_derived`) and a province's process does not work them out again.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from povlib import data, measures, progress
from povlib.data.derived import read_derived, write_derived
from povlib.disclosure import Pattern, find_pattern, from_json, to_json
from povlib.study.cases import Cases, income_columns, read_cases
from povlib.study.rules import Rules
from povlib.study.universe import CUMULATIVE, HIERARCHY, nation_margins, previous_margins

__all__ = [
    "PROVINCE_TABLES",
    "Panels",
    "nation_pattern",
    "panel_universe",
    "panels",
    "previous_pattern",
    "read_nation",
]

PROVINCE_TABLES = ("household", "target", "followup", "plan")
_ROUNDS = 5


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

    return _kept_pattern(register, "target", rules=rules, find=find)


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

    return _kept_pattern(register, "previous", rules=rules, find=find)


def panels(register: Path, *, manifest: data.Manifest, rules: Rules) -> Panels:
    """Give the panel of rounds up to the BMN year, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules
    """
    key = _key(register, "panel", rules=rules)
    kept = read_derived(register, key)
    if kept is None:
        kept = _make_panels(register, manifest=manifest, rules=rules)
        write_derived(register, key, kept)
    return Panels(
        bmn_years_be=tuple(kept["bmn_years_be"]),
        pattern=from_json(kept["pattern"]),
        persons=pd.DataFrame(kept["persons"]),
    )


def panel_universe(rules: Rules) -> str:
    """Name the set of households of the panel.

    Parameters
    ----------
    rules : Rules
    """
    return f"bmn:{rules.bmn_year_be}"


def _kept_pattern(
    register: Path, name: str, *, rules: Rules, find: Callable[[], Pattern]
) -> Pattern:
    key = _key(register, name, rules=rules)
    kept = read_derived(register, key)
    if kept is not None:
        return from_json(kept)
    pattern = find()
    write_derived(register, key, to_json(pattern))
    return pattern


def _key(register: Path, name: str, *, rules: Rules) -> str:
    """Name a derived value by all that it is a function of."""
    policy = (rules.settings, rules.regions, rules.accept_unconfirmed)
    lines = rules.policy.settings["income_line_baht_person_year"]
    content = f"{policy}|{lines}|{nation_margins()}|{HIERARCHY}"
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    rows = data.fingerprint(register, tables=PROVINCE_TABLES)[:16]
    return f"{name}-{rules.fiscal_year_be}-{rules.as_of.isoformat()}-{rows}-{digest}"


def _provinces(manifest: data.Manifest, table: str, *, year_be: int) -> list[str]:
    units = manifest.units
    return sorted(u.province_code for u in units if (u.table, u.year_be) == (table, year_be))


def _make_panels(register: Path, *, manifest: data.Manifest, rules: Rules) -> dict:
    held = sorted({unit.year_be for unit in manifest.units if unit.table == "household"})
    years = [year for year in held if year <= rules.bmn_year_be][-_ROUNDS:]
    panel = progress.Panel()
    for year in years:
        rows = _round(register, _provinces(manifest, "household", year_be=year), year_be=year)
        panel = progress.add_round(panel, rows, bmn_year_be=year, line=rules.line_of(year))
    persons = progress.round_totals(panel)
    pattern = _panel_pattern(progress.count_panel(panel), years=years, rules=rules)
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


def _panel_pattern(histories: pd.DataFrame, *, years: list[int], rules: Rules) -> Pattern:
    text = pd.DataFrame({"province_code": histories["province_code"].astype("str")})
    hierarchy: dict[str, tuple[str, ...]] = {}
    names: list[tuple[str, ...]] = [()]
    for before, year in zip([None, *years], years, strict=False):
        text[f"seen_{year}"] = histories[f"seen_{year}"].map({True: "yes", False: "no"})
        text[f"poor_{year}"] = histories[f"poor_{year}"].map({True: "yes", False: "no"})
        names += [(f"seen_{year}",), (f"poor_{year}",)]
        if before is not None:
            text[f"flow_{year}"] = progress.flow_of(histories, before_year_be=before, year_be=year)
            hierarchy[f"flow_{year}"] = (f"poor_{before}", f"poor_{year}")
            names += [(f"flow_{year}",), (f"poor_{before}", f"poor_{year}")]
    return find_pattern(
        text.assign(households=histories["households"]),
        universe=panel_universe(rules),
        margins=[*names, *(("province_code", *name) for name in names)],
        threshold=rules.threshold,
        hierarchy=hierarchy,
        count="households",
    )
