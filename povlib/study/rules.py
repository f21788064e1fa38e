"""The policy values of one fiscal year, looked up once."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from povlib import progress
from povlib.errors import ParamsError
from povlib.params import Policy, Region, read_policy, read_regions
from povlib.study.model import SettingUsed
from povlib.thai import BE_OFFSET

__all__ = ["LINE_KEY", "Rules", "read_rules", "region_of", "used_setting"]

LINE_KEY = "income_line_baht_person_year"

_FISCAL_KEYS = (
    "bmn_year_of_fiscal_year",
    "target_share",
    "reachable_window_months",
    "measured_share_floor",
    "cause_grade_floor",
    "disclosure_threshold",
    "histogram_bin_baht",
)


@dataclass(frozen=True)
class Rules:
    """What a study of one fiscal year goes by.

    Attributes
    ----------
    fiscal_year_be, bmn_year_be : int
    as_of : datetime.date
    line_baht : float
        Baht per person and year of `bmn_year_be`.
    target_share, measured_share_floor : float
        0 to 1.
    window_months, cause_grade_floor, threshold : int
    bin_baht : float
    regions : tuple of Region
    policy : Policy
        For the lines of other rounds.
    accept_unconfirmed : bool
    settings : tuple of SettingUsed
    """

    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    line_baht: float
    target_share: float
    measured_share_floor: float
    window_months: int
    cause_grade_floor: int
    threshold: int
    bin_baht: float
    regions: tuple[Region, ...]
    policy: Policy
    accept_unconfirmed: bool
    settings: tuple[SettingUsed, ...]

    @property
    def elapsed(self) -> Fraction:
        """Part of the fiscal year gone by at `as_of`."""
        return progress.elapsed_share(self.fiscal_year_be, as_of=self.as_of)

    @property
    def left(self) -> Fraction:
        """Months left to 30 September."""
        return progress.months_left(self.fiscal_year_be, as_of=self.as_of)

    @property
    def year_be(self) -> int:
        """Calendar year of `as_of`: rounds of later years are not known yet."""
        return self.as_of.year + BE_OFFSET

    @property
    def universe(self) -> str:
        """Name of the set of target households."""
        return f"target:{self.fiscal_year_be}"

    def line_of(self, bmn_year_be: int) -> float:
        """Give the income line of a BMN year; an unconfirmed one only where accepted."""
        return self.policy.number(
            LINE_KEY, year_be=bmn_year_be, accept_unconfirmed=self.accept_unconfirmed
        )


def read_rules(
    params_dir: Path,
    *,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    accept_unconfirmed: bool,
) -> Rules:
    """Look up what a study of one fiscal year goes by.

    Parameters
    ----------
    params_dir : pathlib.Path
        Holds `policy/` and `regions.yml`.
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Raises
    ------
    ParamsError
        A value is missing for the year, the line is unconfirmed and not accepted, or the BMN year
        is not the one on which the fiscal year works.

    Examples
    --------
    >>> rules = read_rules(Path("params"), fiscal_year_be=2557, bmn_year_be=2556,
    ...                    as_of=date(2014, 5, 31), accept_unconfirmed=False)
    >>> rules.line_baht, rules.target_share, rules.left
    (30000, 0.7, Fraction(4, 1))
    """
    policy = read_policy(params_dir / "policy")
    fiscal = {key: policy.dated(key, year_be=fiscal_year_be).value for key in _FISCAL_KEYS}
    _require_bmn_year(bmn_year_be, fiscal_year_be, wanted=int(fiscal["bmn_year_of_fiscal_year"]))
    line = policy.number(LINE_KEY, year_be=bmn_year_be, accept_unconfirmed=accept_unconfirmed)
    return Rules(
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        line_baht=line,
        target_share=float(fiscal["target_share"]),
        measured_share_floor=float(fiscal["measured_share_floor"]),
        window_months=int(fiscal["reachable_window_months"]),
        cause_grade_floor=int(fiscal["cause_grade_floor"]),
        threshold=int(fiscal["disclosure_threshold"]),
        bin_baht=float(fiscal["histogram_bin_baht"]),
        regions=read_regions(params_dir / "regions.yml"),
        policy=policy,
        accept_unconfirmed=accept_unconfirmed,
        settings=(
            used_setting(policy, LINE_KEY, year_be=bmn_year_be),
            *(used_setting(policy, key, year_be=fiscal_year_be) for key in _FISCAL_KEYS),
        ),
    )


def used_setting(policy: Policy, key: str, *, year_be: int) -> SettingUsed:
    """Note a policy value with its unit, source and confidence.

    Parameters
    ----------
    policy : Policy
    key : str
    year_be : int

    Raises
    ------
    ParamsError
        No value for that year.
    """
    setting, entry = policy.settings[key], policy.dated(key, year_be=year_be)
    return SettingUsed(
        key=key,
        description_th=setting.description_th,
        value=entry.value,
        unit=setting.unit,
        year_be=year_be,
        source=entry.source,
        confidence=entry.confidence,
    )


def region_of(province_code: str, *, regions: tuple[Region, ...]) -> Region | None:
    """Give the group of a province, None where it stands in none.

    Parameters
    ----------
    province_code : str
    regions : tuple of Region
    """
    return next((region for region in regions if province_code in region.provinces), None)


def _require_bmn_year(bmn_year_be: int, fiscal_year_be: int, *, wanted: int) -> None:
    if bmn_year_be != wanted:
        raise ParamsError(
            f"ปีงบประมาณ {fiscal_year_be} ใช้ข้อมูล จปฐ. ปี {wanted}",
            got=bmn_year_be,
            where="bmn_year_be",
            todo=f"ใส่ {wanted} หรือแก้ bmn_year_of_fiscal_year ใน params/policy",
        )
