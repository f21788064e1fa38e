"""The panel of BMN rounds: counts by province and history, and which of them are hidden.

A pure function of the register, the fiscal year, the date and policy, kept beside the register.
Households are counted where they lived in the round of the BMN year (those that left before: where
they were seen last; those that came later: where they came to), as target households are.
What is public of a round are the households with a known income, as in the explorer: all households
of the round beside them would tell how few have none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pandas as pd

from povlib import data, measures, progress
from povlib.disclosure import Key, Pattern, find_pattern, from_json, to_json
from povlib.study.cases import income_columns
from povlib.study.kept import kept_key
from povlib.study.links import LINKED, Links, find_links
from povlib.study.nation import provinces_of
from povlib.study.rules import Rules

__all__ = ["Panels", "panels"]

_ROUNDS = 5


@dataclass(frozen=True, eq=False)
class Panels:
    """Households by province through the rounds known at the date, at most five.

    Attributes
    ----------
    bmn_years_be : tuple of int
        Rounds, oldest first.
    flow_years_be : tuple of int
        The round before the BMN year and that of the BMN year; empty where there is none before.
    pattern : Pattern
        Of the universe "bmn:<BMN year>": `known_<year>`, `poor_<year>`, `verdict_<year>` (poor or
        not, of those known), and `flow_<BMN year>` from the round before; at provinces and the
        nation.
    totals : DataFrame
        `bmn_year_be`, `province_code` (text), `known_persons`, `poor_persons`,
        `households_without_income`.
    """

    bmn_years_be: tuple[int, ...]
    flow_years_be: tuple[int, ...]
    pattern: Pattern
    totals: pd.DataFrame


def panels(
    register: Path, *, manifest: data.Manifest, rules: Rules, patterns: Mapping[int, Pattern]
) -> Panels:
    """Give the panel of rounds known at the date, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules
    patterns : mapping of int to Pattern
        The nation's, of target households, by fiscal year: they are the poor of their BMN year, so
        what is hidden of the ones is kept from being read off the others.
    """
    key = kept_key("panel", rules=rules)
    of = data.fingerprint(register)
    kept = data.read_derived(register, key)
    if kept is None:
        kept = _make_panels(register, manifest=manifest, rules=rules, patterns=patterns)
        data.write_derived(register, key, kept, of=of)
    return Panels(
        bmn_years_be=tuple(kept["bmn_years_be"]),
        flow_years_be=tuple(kept["flow_years_be"]),
        pattern=from_json(kept["pattern"]),
        totals=pd.DataFrame(kept["totals"]),
    )


def _make_panels(
    register: Path, *, manifest: data.Manifest, rules: Rules, patterns: Mapping[int, Pattern]
) -> dict:
    years, flow_years = _years(manifest, rules=rules)
    panel = progress.Panel()
    for year in years:
        rows = _round(register, provinces_of(manifest, "household", year_be=year), year_be=year)
        panel = progress.add_round(
            panel,
            rows,
            bmn_year_be=year,
            line=rules.line_of(year),
            places_are_fixed=year > rules.bmn_year_be,
        )
    links = find_links(register, panel, manifest=manifest, rules=rules, patterns=patterns)
    pattern = _pattern(links, years=years, flow_years=flow_years, rules=rules)
    totals = progress.round_totals(panel)
    codes = totals["province_code"].astype("str")
    return {
        "bmn_years_be": years,
        "flow_years_be": flow_years,
        "pattern": to_json(pattern),
        "totals": totals.assign(province_code=codes).to_dict("list"),
    }


def _years(manifest: data.Manifest, *, rules: Rules) -> tuple[list[int], list[int]]:
    """Give the rounds of the panel, and the two of the movements, which are always among them."""
    held = sorted({unit.year_be for unit in manifest.units if unit.table == "household"})
    last = max(rules.bmn_year_be, rules.year_be)
    known = [year for year in held if year <= last]
    pair = [year for year in known if year <= rules.bmn_year_be][-2:]
    first = min(max(len(known) - _ROUNDS, 0), known.index(pair[0])) if pair else 0
    return known[first : first + _ROUNDS], pair if len(pair) == 2 else []


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


def _pattern(links: Links, *, years: list[int], flow_years: list[int], rules: Rules) -> Pattern:
    histories = links.histories
    text = links.text.assign(households=histories["households"])
    hierarchy: dict[str, tuple[str, ...]] = dict.fromkeys(links.attributes, ("province_code",))
    names: list[tuple[str, ...]] = []
    for year in years:
        is_known = histories[f"known_{year}"]
        poor = histories[f"poor_{year}"].map({True: "yes", False: "no"})
        text[f"poor_{year}"] = poor
        text[f"known_{year}"] = is_known.map({True: "yes", False: None})
        text[f"verdict_{year}"] = poor.where(is_known, None)
        hierarchy[f"verdict_{year}"] = (f"known_{year}", f"poor_{year}")
        names += [(f"known_{year}",), (f"poor_{year}",), (f"verdict_{year}",)]
    names += [(f"poor_{before}", f"poor_{year}") for before, year in pairwise(years)]
    if flow_years:
        before, year = flow_years
        text[f"flow_{year}"] = progress.flow_of(histories, before_year_be=before, year_be=year)
        hierarchy[f"flow_{year}"] = (f"poor_{before}", f"poor_{year}")
        names.append((f"flow_{year}",))
    inherited, bound = _with_known(links, text, years=years, rules=rules)
    return find_pattern(
        text,
        universe=f"bmn:{rules.bmn_year_be}",
        margins=[*links.margins, *names, *(("province_code", *name) for name in names)],
        threshold=rules.threshold,
        hierarchy=hierarchy,
        count="households",
        inherited=inherited,
        bound=bound,
        # Nothing says how many households the panel has in all.
        unseen=[*links.margins, (), ("province_code",)],
    )


def _with_known(
    links: Links, text: pd.DataFrame, *, years: list[int], rules: Rules
) -> tuple[Pattern, dict[Key, Key]]:
    """Add to what is decided that a province's households with a known income are shown."""
    counts, bound = dict(links.inherited.counts), dict(links.bound)
    for year in years:
        is_known = text[f"known_{year}"] == "yes"
        known = text[is_known].groupby("province_code")["households"].sum()
        for code, count in known[known >= rules.threshold].items():
            shown = ((LINKED, f"known_{year}|{code}"),)
            counts[shown] = int(count)
            bound[(f"known_{year}", "yes"), ("province_code", str(code))] = shown
    return replace(links.inherited, counts=counts), bound
