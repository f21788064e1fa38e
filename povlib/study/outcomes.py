"""What the use of a lesson, or an occupation of a plan, goes with: matched, with a placebo year.

Worked out once for the nation and kept with the register, since each province's brief shows it. An
association, never more: who used a lesson was not drawn by lot.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from povlib import areas, data
from povlib.disclosure import Pattern
from povlib.knowledge.cards import read_cards, shelf_fingerprint
from povlib.knowledge.profile import occupation_of
from povlib.knowledge.uses import read_uses
from povlib.params import Occupation, read_occupations
from povlib.study.cases import read_cases, year_is_held
from povlib.study.gate import source_th
from povlib.study.kept import kept_key
from povlib.study.model import Study, frozen
from povlib.study.nation import provinces_of
from povlib.study.outcome_gate import closed_before, closed_now, joined
from povlib.study.outcome_homes import read_homes, read_lines, with_round_before
from povlib.study.outcome_rules import MEASURES, OutcomeRules, outcome_row, read_outcome_rules
from povlib.study.outcome_sides import (
    Practice,
    Year,
    compare_occupation,
    compare_practice,
    practices,
)
from povlib.study.outcome_tables import lesson_table, occupation_table
from povlib.study.previous import patterns_by_year, rules_before
from povlib.study.province import province_pattern
from povlib.study.rules import Rules, read_rules

__all__ = ["open_outcomes"]

_FORM = 2
"""Raised when what is kept changes its form or its meaning."""

Rows = list[dict[str, float | str | None]]


def open_outcomes(
    register: Path | str,
    *,
    lessons_dir: Path | str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give what the use of lessons and occupations goes with, for the nation and one fiscal year.

    Parameters
    ----------
    register, params_dir : path
    lessons_dir : path
        Folder of the lessons, with `uses.jsonl`.
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study
        Level "nation", without doors. Tables `outcomes` (a lesson used in the year and a measure)
        and `occupation_outcomes` (an occupation and a measure). Where too few can be compared a row
        has no numbers and says why.

    Raises
    ------
    ParamsError
        A policy value is missing or not confirmed, or the two years do not belong together.
    RegisterError
        The register lacks the year, or its rows do not add up.
    InputError, LessonError
        The folder of lessons cannot be read.

    Notes
    -----
    A lesson: target households of districts that used it for the first time in the fiscal year,
    against those of districts of the same provinces that never did; like with like, see
    `outcome_homes.strata_of`. The placebo is the same districts' comparison in the fiscal year
    before, on the same day. An occupation: households that did a plan line of it, against others
    that did other lines; the placebo is what the same households did between the two rounds before.
    Formulas: `measures.matched`; what is left out so that nothing hidden shows: `outcome_gate`.
    """
    register, lessons_dir, params_dir = Path(register), Path(lessons_dir), Path(params_dir)
    rules = read_rules(
        params_dir,
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        accept_unconfirmed=accept_unconfirmed,
    )
    bands = read_outcome_rules(rules.policy, fiscal_year_be=fiscal_year_be)
    occupations = read_occupations(params_dir / "lessons" / "occupations.yml")
    used = practices(
        read_cards(lessons_dir, params_dir=params_dir),
        uses=read_uses(lessons_dir),
        fiscal_year_be=fiscal_year_be,
        as_of=as_of,
    )
    made_of = f"{_FORM}|{shelf_fingerprint(lessons_dir)}|{bands}|{occupations}|{used}"
    key = kept_key(f"outcomes|{made_of}", rules=rules)
    of = data.fingerprint(register)
    rows = data.read_derived(register, key)
    if rows is None:
        asked = {"rules": rules, "bands": bands, "used": used, "occupations": occupations}
        rows = _work_out(register, params_dir=params_dir, **asked)
        data.write_derived(register, key, rows, of=of)
    return _study(rows, manifest=data.read_manifest(register), of=of, rules=rules, bands=bands)


def _study(
    rows: Mapping[str, Rows],
    *,
    manifest: data.Manifest,
    of: str,
    rules: Rules,
    bands: OutcomeRules,
) -> Study:
    about = {"bands": bands, "source_th": source_th(manifest), "is_demo": manifest.is_demo}
    return Study(
        level="nation",
        area_code=areas.NATION_CODE,
        area_th=areas.area_name_th(areas.NATION_CODE),
        region_th="",
        fiscal_year_be=rules.fiscal_year_be,
        bmn_year_be=rules.bmn_year_be,
        as_of=rules.as_of,
        is_demo=manifest.is_demo,
        register_sha256=of,
        line_baht=rules.line_baht,
        settings=(*rules.settings, *bands.settings),
        tables=frozen(
            [
                lesson_table(rows["lessons"], **about),
                occupation_table(rows["occupations"], **about),
            ]
        ),
        doors={},
    )


def _work_out(
    register: Path,
    *,
    params_dir: Path,
    rules: Rules,
    bands: OutcomeRules,
    used: Iterable[Practice],
    occupations: tuple[Occupation, ...],
) -> dict[str, Rows]:
    """Compare, and give the rows that may be shown."""
    manifest = data.read_manifest(register)
    patterns = patterns_by_year(register, manifest=manifest, params_dir=params_dir, rules=rules)
    provinces = {f"{code // 100:02}" for practice in used for code in practice.used}
    where = {"manifest": manifest, "rules": rules, "bands": bands}
    this = _this_year(register, provinces=provinces, above=patterns[rules.fiscal_year_be], **where)
    before = None
    if year_is_held(manifest, "target", year_be=rules.fiscal_year_be - 1):
        where["rules"] = rules_before(params_dir, rules=rules)
        above = patterns[rules.fiscal_year_be - 1]
        before = _year_before(register, provinces=provinces, above=above, **where)
    lines = _lines(register, manifest=manifest, rules=rules, occupations=occupations)
    return {
        "lessons": [
            row
            for practice in used
            for row in _lesson_rows(practice, this=this, before=before, bands=bands)
        ],
        "occupations": [
            row
            for occupation in occupations
            for row in _occupation_rows(occupation, homes=this.homes, lines=lines, bands=bands)
        ],
    }


def _this_year(
    register: Path,
    *,
    manifest: data.Manifest,
    provinces: Iterable[str],
    rules: Rules,
    bands: OutcomeRules,
    above: Pattern,
) -> Year:
    """Read all target households: an occupation is compared in the whole nation."""
    parts, closed = [], []
    for code in provinces_of(manifest, "target", year_be=rules.fiscal_year_be):
        where = {"manifest": manifest, "province_code": code, "rules": rules}
        homes = read_homes(register, **where, bands=bands)
        parts.append(with_round_before(homes, register=register, **where))
        if code in provinces:
            pattern = province_pattern(
                register,
                province_code=code,
                rules=rules,
                above=above,
                read=lambda where=where: read_cases(register, **where).frame,
            )
            closed.append(closed_now(pattern, districts=homes["district_code"].unique().tolist()))
    return Year(_joined_homes(parts), joined(closed))


def _year_before(
    register: Path,
    *,
    manifest: data.Manifest,
    provinces: Iterable[str],
    rules: Rules,
    bands: OutcomeRules,
    above: Pattern,
) -> Year | None:
    """Read the year before in the provinces where a lesson was used, as of the same day."""
    where = {"manifest": manifest, "rules": rules, "bands": bands}
    parts = [read_homes(register, province_code=code, **where) for code in sorted(provinces)]
    closed = [closed_before(homes, above=above) for homes in parts]
    return Year(_joined_homes(parts), joined(closed)) if parts else None


def _joined_homes(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True).astype({"stratum": "category"})


def _lines(
    register: Path, *, manifest: data.Manifest, rules: Rules, occupations: tuple[Occupation, ...]
) -> pd.DataFrame:
    codes = provinces_of(manifest, "target", year_be=rules.fiscal_year_be)
    lines = read_lines(register, manifest=manifest, province_codes=codes, rules=rules)
    texts = lines["occupation"].dropna().unique()
    keys = {text: occupation_of(text, occupations=occupations) for text in texts}
    return lines.assign(key=lines["occupation"].map(keys)).drop(columns="occupation")


def _lesson_rows(
    practice: Practice, *, this: Year, before: Year | None, bands: OutcomeRules
) -> Rows:
    rows = []
    for measure in MEASURES:
        now = compare_practice(this, practice=practice, measure=measure)
        placebo = before and compare_practice(before, practice=practice, measure=measure)
        shown = outcome_row(now, placebo, measure=measure, rules=bands)
        about = {
            "lesson_id": practice.lesson_id,
            "title": practice.title,
            "measure": measure,
            "districts_in_use": len(practice.used),
        }
        rows.append(about | shown)
    return rows


def _occupation_rows(
    occupation: Occupation, *, homes: pd.DataFrame, lines: pd.DataFrame, bands: OutcomeRules
) -> Rows:
    compared = compare_occupation(homes, lines=lines, key=occupation.key)
    return [
        {"occupation": occupation.key, "label_th": occupation.label_th, "measure": measure}
        | outcome_row(*pair, measure=measure, rules=bands)
        for measure, pair in compared.items()
    ]
