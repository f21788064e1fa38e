"""The tables of the whole country in one BMN round, from every household of the register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from povlib import data
from povlib.disclosure import HiddenCounts, OfficerTable, Pattern, PublicTable
from povlib.errors import MeasureError, RegisterError
from povlib.nation import Nation, measure_nation
from povlib.params import Policy, read_policy
from povlib.study.country_asked import DEFAULT_PRESET, Asked, what_to_measure, without_flags
from povlib.study.country_gate import find_hidden
from povlib.study.country_panel import panel_table
from povlib.study.country_pattern import CountryRules, country_pattern
from povlib.study.country_places import area_text, levels_down_to
from povlib.study.country_tables import areas_table, dimensions_table, spread_table
from povlib.study.gate import Gate, source_th
from povlib.study.model import SettingUsed
from povlib.study.rules import LINE_KEY, used_setting

__all__ = ["AREA_LEVELS", "Country", "open_country", "round_of"]

AREA_LEVELS = ("province", "district", "subdistrict", "village")
"""Levels that can be asked for, large to small."""

_RULES = {
    "threshold": "disclosure_threshold",
    "least_households": "country_least_households",
    "round_baht": "country_round_baht",
    "round_gini": "country_round_gini",
    "round_households": "country_round_households",
}
_AUDIENCES = ("public", "officer")


@dataclass(frozen=True, eq=False)
class Country:
    """Every table of the country in one round.

    Attributes
    ----------
    level : str
        The smallest areas of the tables; larger ones are rows too.
    bmn_year_be : int
    line_baht : float
    audience : str
        "public" or "officer": of which kind the tables are.
    is_demo : bool
    register_sha256 : str
    settings : tuple of SettingUsed
    tables : mapping of str to PublicTable or OfficerTable
        "areas", "spread", and where they can be made "dimensions" and "panel".
    left_out : mapping of str to str
        Tables that cannot be made of this round, with the reason in Thai.
    doors : tuple of dict
        Of each province and of the nation ("TH") the rows and persons read, as the manifest says
        (None where the count is hidden); of other rounds the nation's alone, for officers.
    """

    level: str
    bmn_year_be: int
    line_baht: float
    audience: str
    is_demo: bool
    register_sha256: str
    settings: tuple[SettingUsed, ...]
    tables: Mapping[str, PublicTable | OfficerTable]
    left_out: Mapping[str, str]
    doors: tuple[dict[str, object], ...]


def round_of(register: Path, *, asked: int | None) -> int:
    """Give the BE year of the round to measure: the one asked for, or else the latest.

    Parameters
    ----------
    register : pathlib.Path
    asked : int or None
        Buddhist era.

    Raises
    ------
    RegisterError
        The register has no such round; the message names those that it has.
    """
    years = data.years_be(register, "household")
    if not years:
        raise RegisterError("ทะเบียนต้องมีรอบ จปฐ. อย่างน้อยหนึ่งรอบ", where=str(register))
    year = max(years) if asked is None else asked
    data.require_round(register, bmn_year_be=year)
    return year


def open_country(
    register: Path | str,
    *,
    bmn_year_be: int,
    level: str,
    audience: str = "public",
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
    preset: str = DEFAULT_PRESET,
    executor: str = "processes",
    jobs: int = 2,
    address: str | None = None,
    progress: Callable[[str], object] | None = None,
) -> Country:
    """Measure the whole country and give the tables that may be shown.

    Parameters
    ----------
    register : path
    bmn_year_be : int
        Buddhist era.
    level : str
        Of `AREA_LEVELS`.
    audience : {"public", "officer"}
        Officers' tables have every number as it is.
    params_dir : path
        Folder with `policy/`.
    accept_unconfirmed : bool
        True lets an income line through whose source is not confirmed, and a list of dimensions.
    preset : str
        Which dimensions, of `params/dimensions.yml`.
    executor, jobs, address, progress
        As in `nation.measure_nation`.

    Raises
    ------
    ParamsError
        The round has no income line, or an unconfirmed one that was not accepted.
    RegisterError
        The register has no such round, or is not what its manifest says.
    """
    register = Path(register)
    _require(level=level, audience=audience)
    policy = read_policy(Path(params_dir) / "policy")
    line = policy.number(LINE_KEY, year_be=bmn_year_be, accept_unconfirmed=accept_unconfirmed)
    rules = _rules(policy, bmn_year_be=bmn_year_be)
    sha256 = data.fingerprint(register)
    asked = what_to_measure(
        register,
        bmn_year_be=bmn_year_be,
        policy=policy,
        dimensions_file=Path(params_dir) / "dimensions.yml",
        preset=preset,
        accept_unconfirmed=accept_unconfirmed,
    )
    how = {"executor": executor, "jobs": jobs, "address": address, "progress": progress}
    year = {"bmn_year_be": bmn_year_be, "line_baht": line}
    nation = measure_nation(register, **year, **asked.tables, **how)
    asked = without_flags(asked, nation)
    levels = levels_down_to(level)
    gate, hidden = _gate(register, nation, levels=levels, audience=audience, rules=rules)
    return Country(
        level=level,
        **year,
        audience=audience,
        is_demo=gate.is_demo,
        register_sha256=sha256,
        settings=_settings(policy, bmn_year_be=bmn_year_be),
        tables=_tables(nation, levels=levels, gate=gate, rules=rules, asked=asked),
        left_out=asked.left_out,
        doors=_doors(nation, hidden),
    )


def _require(*, level: str, audience: str) -> None:
    for got, choices in ((level, AREA_LEVELS), (audience, _AUDIENCES)):
        if got not in choices:
            raise MeasureError("ต้องเป็นค่าที่มีให้เลือก", got=got, todo=", ".join(choices))


def _rules(policy: Policy, *, bmn_year_be: int) -> CountryRules:
    """Look up how tables are shown; dated by fiscal year, a round by itself uses its own."""
    values = {name: policy.number(key, year_be=bmn_year_be) for name, key in _RULES.items()}
    whole = ("threshold", "least_households", "round_households")
    return CountryRules(**values | {name: int(values[name]) for name in whole})


def _settings(policy: Policy, *, bmn_year_be: int) -> tuple[SettingUsed, ...]:
    keys = (LINE_KEY, *_RULES.values())
    return tuple(used_setting(policy, key, year_be=bmn_year_be) for key in keys)


def _gate(
    register: Path,
    nation: Nation,
    *,
    levels: Sequence[str],
    audience: str,
    rules: CountryRules,
) -> tuple[Gate, Mapping[str, HiddenCounts]]:
    """Give the gate of the tables, and what is hidden (nothing of an officer's)."""
    manifest = data.read_manifest(register)
    hidden: Mapping[str, HiddenCounts] = {}
    pattern = Pattern(f"country:{nation.bmn_year_be}", rules.threshold, ())
    if audience == "public":
        hidden = find_hidden(register, nation, threshold=rules.threshold)
        pattern = country_pattern(nation, hidden, levels=levels, rules=rules)
    return Gate(pattern, source_th(manifest), manifest.is_demo, audience=audience), hidden


def _tables(
    nation: Nation, *, levels: Sequence[str], gate: Gate, rules: CountryRules, asked: Asked
) -> dict[str, PublicTable | OfficerTable]:
    said = {"levels": levels, "gate": gate, "rules": rules}
    tables = {
        "areas": areas_table(nation, levels=levels, gate=gate),
        "spread": spread_table(nation, **said),
    }
    if "dimensions" in asked.want:
        tables["dimensions"] = dimensions_table(nation, **said, preset_th=asked.preset_th)
    if "panel" in asked.want:
        tables["panel"] = panel_table(nation, **said)
    return tables


def _doors(nation: Nation, hidden: Mapping[str, HiddenCounts]) -> tuple[dict[str, object], ...]:
    """List rows and persons read: what is hidden in the table of areas is hidden here."""
    read = nation.counted
    doors = [
        {"bmn_year_be": int(year), "area_code": "TH", "rows": int(rows), "persons": int(persons)}
        for year, rows, persons in read.groupby("bmn_year_be")[["rows", "persons"]]
        .sum()
        .itertuples(name=None)
    ]
    now = read[read["bmn_year_be"] == nation.bmn_year_be]
    codes = area_text(now["province_code"], level="province")
    doors += [
        {"bmn_year_be": nation.bmn_year_be, "area_code": code, "rows": rows, "persons": persons}
        for code, rows, persons in zip(
            codes, now["rows"].tolist(), now["persons"].tolist(), strict=True
        )
    ]
    if not hidden:
        return tuple(doors)
    closed = _closed_doors(nation, hidden)
    return tuple(
        # What is hidden of another round is told by its own tables.
        door | dict.fromkeys(("rows", "persons"))
        if door["bmn_year_be"] != nation.bmn_year_be or door["area_code"] in closed
        else door
        for door in doors
    )


def _closed_doors(nation: Nation, hidden: Mapping[str, HiddenCounts]) -> set[str]:
    closed = set()
    for level in ("nation", "province"):
        flags = hidden[level]
        codes = area_text(nation.levels[level]["additive"]["area_code"], level=level)
        closed |= set(codes[flags.households | flags.known | flags.poor])
    return closed
