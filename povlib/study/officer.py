"""The officer's exit: one province with nothing hidden, and the villages where work is waiting.

The numbers are those of `open_province`, made by the same functions; only the gate is another. No
household stands in any table: the finest place is a village.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from povlib import areas, data
from povlib.disclosure import OfficerTable, find_pattern
from povlib.errors import DisclosureError
from povlib.study.cases import Cases, read_cases
from povlib.study.columns import HOUSEHOLDS, derived, households, text_column
from povlib.study.gate import Gate, issue, source_th
from povlib.study.model import SettingUsed, frozen
from povlib.study.province import target_tables
from povlib.study.rules import Rules, read_rules
from povlib.study.standing import tally
from povlib.study.universe import CUMULATIVE, HIERARCHY, nation_margins, province_margins
from povlib.thai import sorted_th

__all__ = ["OfficerStudy", "open_officer"]

_HIDES_NOTHING = 1
"""As a threshold: no count is smaller."""


@dataclass(frozen=True, eq=False)
class OfficerStudy:
    """One province and fiscal year for an officer's desk. No figure and no brief takes it.

    Attributes
    ----------
    area_code, area_th : str
    fiscal_year_be, bmn_year_be : int
    as_of : datetime.date
    is_demo : bool
    register_sha256 : str
    line_baht : float
        Baht per person and year.
    settings : tuple of SettingUsed
    tables : mapping of str to OfficerTable
        Those of the target households in `open_province`, and `villages`.
    doors : mapping of str to int
        Row counts at each room's door.
    """

    area_code: str
    area_th: str
    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    is_demo: bool
    register_sha256: str
    line_baht: float
    settings: tuple[SettingUsed, ...]
    tables: Mapping[str, OfficerTable]
    doors: Mapping[str, int]


def open_officer(
    register: Path | str,
    *,
    province_code: str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
    audience: str,
) -> OfficerStudy:
    """Give one province and fiscal year with nothing hidden, for an officer's own work.

    Parameters
    ----------
    register, params_dir : path
    province_code : str
        Two digits.
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.
    audience : str
        The run's audience; anything but "officer" is refused before a row is read.

    Returns
    -------
    OfficerStudy

    Raises
    ------
    DisclosureError
        The run is not an officer's.
    AreaError, ParamsError, RegisterError
        As `open_province`.
    """
    _require_officer(audience)
    areas.require_province(province_code)
    register = Path(register)
    rules = read_rules(
        Path(params_dir),
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        accept_unconfirmed=accept_unconfirmed,
    )
    manifest = data.read_manifest(register)
    cases = read_cases(register, manifest=manifest, province_code=province_code, rules=rules)
    gate = _gate(cases, manifest=manifest, rules=rules, audience=audience)
    return OfficerStudy(
        area_code=province_code,
        area_th=areas.area_name_th(province_code),
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        is_demo=manifest.is_demo,
        register_sha256=data.fingerprint(register),
        line_baht=rules.line_baht,
        settings=rules.settings,
        tables=frozen(
            [
                *target_tables(cases, gate=gate, province_code=province_code, rules=rules),
                _villages(cases.frame, gate=gate),
            ]
        ),
        doors=cases.doors,
    )


def _require_officer(audience: str) -> None:
    if audience != "officer":
        raise DisclosureError(
            "ตารางเจ้าหน้าที่เปิดได้เฉพาะงานเจ้าหน้าที่",
            got=f"audience: {audience}",
            todo="ใช้แฟ้มรายงานที่เขียน audience: officer และสั่ง povlib report ด้วย --officer",
        )


def _gate(cases: Cases, *, manifest: data.Manifest, rules: Rules, audience: str) -> Gate:
    pattern = find_pattern(
        cases.frame,
        universe=rules.universe,
        margins=[*nation_margins(), *province_margins()],
        threshold=_HIDES_NOTHING,
        hierarchy=HIERARCHY,
        cumulative=CUMULATIVE,
    )
    return Gate(pattern, source_th(manifest), manifest.is_demo, audience=audience)


def _villages(cases: pd.DataFrame, *, gate: Gate) -> OfficerTable:
    """Give one row a village with targets, where the most households wait to be measured first."""
    counts = tally(cases, by="village_code").rename_axis("village_code").reset_index()
    codes = counts["village_code"].astype("str")
    frame = counts.assign(
        district_th=[areas.area_name_th(code[:4]) for code in codes],
        subdistrict_th=[areas.area_name_th(code[:6]) for code in codes],
    )
    by_name = sorted_th(
        frame.to_dict("records"), key=lambda row: f"{row['district_th']} {row['subdistrict_th']}"
    )
    order = sorted(by_name, key=lambda row: (-row["supported_unmeasured"], -row["unmeasured"]))
    cell = {"village_code": "@village_code"}
    return issue(
        "villages",
        pd.DataFrame(order, columns=frame.columns),
        gate=gate,
        title_th="หมู่บ้านที่มีครัวเรือนเป้าหมาย เรียงจากที่รอการวัดมากที่สุด",
        columns=[
            text_column("village_code", "รหัสหมู่บ้าน"),
            text_column("district_th", "อำเภอ"),
            text_column("subdistrict_th", "ตำบล"),
            households("targets", "ครัวเรือนเป้าหมาย", cell),
            derived("measured", "วัดรายได้แล้ว", HOUSEHOLDS, depends=("targets", "unmeasured")),
            households("passed", "ผ่านเกณฑ์แล้ว", cell | {"passed": "yes"}),
            households("unmeasured", "ยังไม่ได้วัด", cell | {"status": "unmeasured"}),
            households(
                "supported_unmeasured",
                "ได้รับการสนับสนุนแล้ว ยังไม่ได้วัด",
                cell | {"state": "supported"},
            ),
        ],
        note_th="ได้รับการสนับสนุนแล้ว คือถึงขั้นบริหารจัดการชีวิตแล้ว เลขสองหลักท้ายของรหัสหมู่บ้านคือหมู่ที่",
    )
