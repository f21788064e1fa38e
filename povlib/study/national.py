"""Opening the nation for one fiscal year."""

from datetime import date
from pathlib import Path

import pandas as pd

from povlib import areas, data, progress
from povlib.disclosure import PublicTable
from povlib.study import compare, nation, quality, standing, steps, why
from povlib.study.beside import reported_tables, round_tables
from povlib.study.cases import Cases
from povlib.study.gate import Gate, hide_doors, source_th
from povlib.study.model import Study, frozen
from povlib.study.panels import panels
from povlib.study.previous import patterns_by_year
from povlib.study.rules import Rules, read_rules, region_of
from povlib.study.strays import stray_pattern
from povlib.thai import sorted_th

__all__ = ["open_nation"]

_NATION = areas.NATION_CODE
_WHERE = {"province_code": "@province_code"}


def open_nation(
    register: Path | str,
    *,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give every public result of the nation and one fiscal year, as of a date.

    Parameters
    ----------
    register, params_dir : path
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study
        Goal of the nation: the sum of the provinces' goals.

    Raises
    ------
    ParamsError
        A policy value is missing or not confirmed, or the two years do not belong together.
    RegisterError
        The register lacks the year, or its rows do not add up.
    """
    register, params_dir = Path(register), Path(params_dir)
    rules = read_rules(
        params_dir,
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        accept_unconfirmed=accept_unconfirmed,
    )
    manifest = data.read_manifest(register)
    cases = nation.read_nation(register, manifest=manifest, rules=rules)
    patterns = patterns_by_year(
        register, manifest=manifest, params_dir=params_dir, rules=rules, cases=cases
    )
    pattern = patterns[fiscal_year_be]
    strays = stray_pattern(register, manifest=manifest, rules=rules)
    gate = Gate(pattern, source_th=source_th(manifest), is_demo=manifest.is_demo, strays=strays)
    by = {"manifest": manifest, "gate": gate, "rules": rules}
    found = panels(register, manifest=manifest, rules=rules, patterns=patterns)
    tables = [
        *_target_tables(cases, gate=gate, manifest=manifest, rules=rules),
        *round_tables(found, gate=gate, cell={}, rules=rules),
        compare.comparison(
            gate=gate, province_code=None, regions=_regions(cases, rules), patterns=patterns
        ),
        *reported_tables(register, **by, area_code=_NATION),
    ]
    return Study(
        level="nation",
        area_code=_NATION,
        area_th=areas.area_name_th(_NATION),
        region_th="",
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        is_demo=manifest.is_demo,
        register_sha256=data.fingerprint(register),
        line_baht=rules.line_baht,
        settings=rules.settings,
        tables=frozen(tables),
        doors=hide_doors(cases.doors, gate=gate, panels=found, cell={}, rules=rules),
    )


def _regions(cases: Cases, rules: Rules) -> tuple:
    known = set(cases.frame["region"])
    return tuple(region for region in rules.regions if region.key in known)


def _target_tables(
    cases: Cases, *, gate: Gate, manifest: data.Manifest, rules: Rules
) -> list[PublicTable]:
    frame = cases.frame
    held = {unit.province_code for unit in manifest.units if unit.table == "household"}
    places, whole = _places(frame, held=held, gate=gate, rules=rules)
    gaps = progress.gap_below(frame, line=rules.line_baht, by="province_code")
    gap = progress.gap_below(frame, line=rules.line_baht).get("")
    gaps |= {_NATION: gap} if gap else {}
    return [
        standing.headline(whole, gate=gate, cases=frame, gap=gap, rules=rules),
        standing.places_table(
            "provinces",
            places,
            gate=gate,
            gaps=gaps,
            cell=_WHERE,
            title_th="ผลรายจังหวัดเทียบเป้าหมายสิ้นปี",
            rules=rules,
        ),
        steps.funnel(frame, gate=gate, cell={}),
        steps.pace(frame, whole, gate=gate, cell={}, rules=rules),
        steps.pace_provinces(frame, gate=gate, rules=rules),
        why.gap_bins(frame, gate=gate, cell={}, rules=rules),
        why.causes(frame, places, gate=gate, by="province_code", cell=_WHERE),
        why.groups(frame, gate=gate, cell={}),
        quality.joins(cases, places, gate=gate, by="province_code", cell=_WHERE),
        quality.quality(frame, places, gate=gate, by="province_code", cell=_WHERE),
    ]


def _places(
    frame: pd.DataFrame, *, held: set[str], gate: Gate, rules: Rules
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the standing of the provinces, ก-ฮ, and of the nation, which is the last row too."""
    counts = standing.tally(frame, by="province_code", places=sorted(held))
    codes = counts.index.astype("str").tolist()
    goals = [progress.goal_of(n, target_share=rules.target_share) for n in counts["targets"]]
    provinces = standing.standing(counts.reset_index(drop=True), goals=goals, rules=rules).assign(
        level="province", area_code=codes, province_code=codes, district_code=None
    )
    provinces["area_th"] = [areas.area_name_th(code) for code in codes]
    found = [region_of(code, regions=rules.regions) for code in codes]
    provinces["region_th"] = [region.name_th if region else "" for region in found]
    order = sorted_th(range(len(codes)), key=lambda n: provinces["area_th"].iloc[n])
    all_counts = standing.tally(frame, by=None).reset_index(drop=True)
    whole = standing.standing(all_counts, goals=[sum(goals)], rules=rules).assign(
        level="nation",
        area_code=_NATION,
        province_code=None,
        district_code=None,
        area_th=areas.area_name_th(_NATION),
        region_th="",
    )
    provinces["goal_of"] = provinces["province_code"]
    whole["goal_of"] = standing.telling_province(gate.targets, provinces)
    parts = [provinces.iloc[order], whole] if len(provinces) else [whole]
    return pd.concat(parts, ignore_index=True), whole
