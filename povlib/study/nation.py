"""What the whole nation decides for every province: which cells of target households are hidden.

Patterns are pure functions of the register, the fiscal year, the date and policy, so they are kept
beside the register (`data.write_derived`) and a province's process does not work them out again.
"""

from pathlib import Path

import pandas as pd

from povlib import data
from povlib.disclosure import Pattern, find_pattern
from povlib.errors import RegisterError
from povlib.study.cases import Cases, read_cases
from povlib.study.kept import kept_key, kept_pattern
from povlib.study.rules import Rules
from povlib.study.universe import CUMULATIVE, HIERARCHY, nation_margins, previous_margins

__all__ = ["nation_pattern", "previous_pattern", "provinces_of", "read_nation"]


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

    Raises
    ------
    RegisterError
        The register has no targets of the fiscal year.
    """
    codes = provinces_of(manifest, "target", year_be=rules.fiscal_year_be)
    if not codes:
        raise RegisterError(
            "ทะเบียนต้องมีครัวเรือนเป้าหมายของปีที่ขอ",
            got=rules.fiscal_year_be,
            where=str(register),
        )
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


def provinces_of(manifest: data.Manifest, table: str, *, year_be: int) -> list[str]:
    """List the provinces that have rows of a table in a year, in order of code.

    Parameters
    ----------
    manifest : data.Manifest
    table : str
    year_be : int
    """
    units = manifest.units
    return sorted(u.province_code for u in units if (u.table, u.year_be) == (table, year_be))
