"""Opening one province and fiscal year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from povlib import areas, data, progress
from povlib.disclosure import Pattern, find_pattern
from povlib.study import compare, quality, standing, steps, why
from povlib.study.beside import reported_tables, round_tables
from povlib.study.cases import Cases, read_cases
from povlib.study.gate import Gate, hide_doors, source_th
from povlib.study.kept import kept_key, kept_pattern
from povlib.study.model import Study, frozen
from povlib.study.panels import panels
from povlib.study.previous import patterns_by_year
from povlib.study.rules import Rules, read_rules, region_of
from povlib.study.strays import stray_pattern
from povlib.study.universe import HIERARCHY, province_margins
from povlib.thai import sorted_th

__all__ = ["open_province", "province_pattern", "target_tables"]


def open_province(
    register: Path | str,
    *,
    province_code: str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give every public result of one province and fiscal year, as of a date.

    Parameters
    ----------
    register, params_dir : path
    province_code : str
        Two digits. A province without targets gives a study with status "no_targets".
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study

    Raises
    ------
    AreaError
        There is no such province; the message lists the nearest codes.
    ParamsError
        A policy value is missing or not confirmed, or the two years do not belong together.
    RegisterError
        The register lacks the year, or its rows do not add up.
    """
    register, params_dir = Path(register), Path(params_dir)
    areas.require_province(province_code)
    when = {"fiscal_year_be": fiscal_year_be, "bmn_year_be": bmn_year_be, "as_of": as_of}
    rules = read_rules(params_dir, **when, accept_unconfirmed=accept_unconfirmed)
    manifest = data.read_manifest(register)
    cases = read_cases(register, manifest=manifest, province_code=province_code, rules=rules)
    above = patterns_by_year(register, manifest=manifest, params_dir=params_dir, rules=rules)
    pattern = province_pattern(
        register,
        province_code=province_code,
        rules=rules,
        above=above[fiscal_year_be],
        read=lambda: cases.frame,
    )
    gate = _gate(register, pattern, manifest=manifest, rules=rules)
    region = region_of(province_code, regions=rules.regions)
    regions = (region,) if region else ()
    cell = {"province_code": province_code}
    by = {"manifest": manifest, "gate": gate, "rules": rules}
    found = panels(register, manifest=manifest, rules=rules, patterns=above)
    tables = [
        *target_tables(cases, gate=gate, province_code=province_code, rules=rules),
        *round_tables(found, gate=gate, cell=cell, rules=rules),
        compare.comparison(gate=gate, province_code=province_code, regions=regions, patterns=above),
        *reported_tables(register, **by, area_code=province_code),
    ]
    return Study(
        level="province",
        area_code=province_code,
        area_th=areas.area_name_th(province_code),
        region_th=region.name_th if region else "",
        **when,
        is_demo=manifest.is_demo,
        register_sha256=data.fingerprint(register),
        line_baht=rules.line_baht,
        settings=rules.settings,
        tables=frozen(tables),
        doors=hide_doors(cases.doors, gate=gate, panels=found, cell=cell, rules=rules),
    )


def province_pattern(
    register: Path,
    *,
    province_code: str,
    rules: Rules,
    above: Pattern,
    read: Callable[[], pd.DataFrame],
) -> Pattern:
    """Give a province's pattern of target households, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    province_code : str
    rules : Rules
    above : Pattern
        The nation's.
    read : callable
        Gives the frame of the province's `Cases`; called where nothing is kept.
    """
    return kept_pattern(
        register,
        kept_key(f"province {province_code}", rules=rules),
        find=lambda: find_pattern(
            read(),
            universe=rules.universe,
            margins=province_margins(),
            threshold=rules.threshold,
            hierarchy=HIERARCHY,
            inherited=above,
        ),
        above=above,
    )


def target_tables(cases: Cases, *, gate: Gate, province_code: str, rules: Rules) -> list:
    """Give the tables of a province's target households, by the exit that the gate has.

    Parameters
    ----------
    cases : Cases
    gate : Gate
    province_code : str
    rules : Rules

    Returns
    -------
    list of PublicTable, or of OfficerTable
    """
    frame, cell = cases.frame, {"province_code": province_code}
    where = cell | {"district_code": "@district_code"}
    stray = {code for code in cases.stray_followups.index if code[:2] == province_code}
    places, whole = _places(frame, province_code=province_code, stray=stray, rules=rules)
    gaps = progress.gap_below(frame, line=rules.line_baht, by="district_code")
    gap = progress.gap_below(frame, line=rules.line_baht).get("")
    gaps |= {province_code: gap} if gap else {}
    return [
        standing.headline(whole, gate=gate, cases=frame, gap=gap, rules=rules),
        standing.places_table(
            "districts",
            places,
            gate=gate,
            gaps=gaps,
            cell=where,
            title_th="ผลรายอำเภอเทียบเป้าหมายสิ้นปี",
            rules=rules,
        ),
        steps.funnel(frame, gate=gate, cell=cell),
        steps.funnel_by(
            "funnel_districts", frame, gate=gate, place="district_code", title_th="ขั้นรายอำเภอ"
        ),
        steps.funnel_by("funnel_teams", frame, gate=gate, place="team", title_th="ขั้นรายทีม"),
        steps.pace(frame, whole, gate=gate, cell=cell, rules=rules),
        why.gap_bins(frame, gate=gate, cell=cell, rules=rules),
        why.causes(frame, places, gate=gate, by="district_code", cell=where),
        why.groups(frame, gate=gate, cell=cell),
        quality.joins(cases, places, gate=gate, by="district_code", cell=where),
        quality.quality(frame, places, gate=gate, by="district_code", cell=where),
    ]


def _gate(register: Path, pattern: Pattern, *, manifest: data.Manifest, rules: Rules) -> Gate:
    strays = stray_pattern(register, manifest=manifest, rules=rules)
    return Gate(pattern, source_th=source_th(manifest), is_demo=manifest.is_demo, strays=strays)


def _places(
    frame: pd.DataFrame, *, province_code: str, stray: set[str], rules: Rules
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the standing of the districts, ก-ฮ, and of the province, which is the last row too."""
    counts = standing.tally(frame, by="district_code", places=sorted(stray))
    goal = progress.goal_of(len(frame), target_share=rules.target_share)
    goals = progress.split_by_largest_remainder(counts["targets"].tolist(), total=goal)
    codes = counts.index.astype("str").tolist()
    districts = standing.standing(counts.reset_index(drop=True), goals=goals, rules=rules).assign(
        level="district", area_code=codes, district_code=codes, province_code=province_code
    )
    districts["area_th"] = [areas.area_name_th(code) for code in codes]
    order = sorted_th(range(len(codes)), key=lambda n: districts["area_th"].iloc[n])
    all_counts = standing.tally(frame, by=None).reset_index(drop=True)
    whole = standing.standing(all_counts, goals=[goal], rules=rules).assign(
        level="province",
        area_code=province_code,
        district_code=None,
        province_code=province_code,
        area_th=areas.area_name_th(province_code),
    )
    whole["goal_of"] = districts["goal_of"] = province_code
    parts = [districts.iloc[order], whole] if len(districts) else [whole]
    return pd.concat(parts, ignore_index=True), whole
