"""The nation's patterns of this fiscal year and of the one before."""

from pathlib import Path

from povlib import data, progress
from povlib.disclosure import Pattern
from povlib.study.cases import Cases, year_is_held
from povlib.study.nation import nation_pattern, previous_pattern
from povlib.study.rules import Rules, read_rules

__all__ = ["patterns_by_year", "rules_before"]


def patterns_by_year(
    register: Path,
    *,
    manifest: data.Manifest,
    params_dir: Path,
    rules: Rules,
    cases: Cases | None = None,
) -> dict[int, Pattern]:
    """Give the nation's pattern by fiscal year, the one before only where the register has it.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    params_dir : pathlib.Path
    rules : Rules
        Of this fiscal year; the year before is taken as of the same day a year before.
    cases : Cases, optional
        Of all provinces this year, where they have been read already.
    """
    this = nation_pattern(register, manifest=manifest, rules=rules, cases=cases)
    found = {rules.fiscal_year_be: this}
    before = rules.fiscal_year_be - 1
    if year_is_held(manifest, "target", year_be=before):
        earlier = rules_before(params_dir, rules=rules)
        found[before] = previous_pattern(register, manifest=manifest, rules=earlier)
    return found


def rules_before(params_dir: Path, *, rules: Rules) -> Rules:
    """Look up what a study of the fiscal year before goes by, as of the same day a year before.

    Parameters
    ----------
    params_dir : pathlib.Path
    rules : Rules
        Of this fiscal year.

    Raises
    ------
    ParamsError
        A value is missing for the year before.
    """
    before = rules.fiscal_year_be - 1
    bmn_year = rules.policy.number("bmn_year_of_fiscal_year", year_be=before)
    return read_rules(
        params_dir,
        fiscal_year_be=before,
        bmn_year_be=int(bmn_year),
        as_of=progress.same_day_a_year_before(rules.as_of),
        accept_unconfirmed=rules.accept_unconfirmed,
    )
