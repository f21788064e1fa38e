"""Numbers decided by people: dated, with unit, source and confidence (`params/policy/*.yml`)."""

from pathlib import Path
from typing import Literal

from povlib.errors import ParamsError
from povlib.params.model import FrozenModel, read_yaml

__all__ = ["DatedValue", "Policy", "Setting", "read_policy"]


class DatedValue(FrozenModel):
    """One value and the years (BE, both included) it holds for."""

    from_year_be: int
    to_year_be: int
    value: int | float
    confidence: Literal["high", "medium", "low", "unconfirmed"]
    source: str


class Setting(FrozenModel):
    """One policy number through the years; `year_kind` says which year it is looked up by."""

    key: str
    description_th: str
    unit: str
    year_kind: Literal["bmn", "fiscal"]
    values: list[DatedValue]


class _SettingsFile(FrozenModel):
    settings: list[Setting]


class Policy(FrozenModel):
    """All settings of one folder."""

    settings: dict[str, Setting]

    def dated(self, key: str, *, year_be: int) -> DatedValue:
        """Give the value of a setting for one year, with its source and confidence.

        Parameters
        ----------
        key : str
        year_be : int
            BMN year or fiscal year, as the setting's `year_kind` says.

        Raises
        ------
        ParamsError
            No such setting, or no value for that year: it is never guessed or carried forward.
        """
        if key not in self.settings:
            raise ParamsError("ไม่มีค่านโยบายนี้", got=key, todo=", ".join(sorted(self.settings)))
        for entry in self.settings[key].values:
            if entry.from_year_be <= year_be <= entry.to_year_be:
                return entry
        raise ParamsError(
            "ต้องมีค่านโยบายของปีนั้น",
            got=f"{key} ปี {year_be}",
            where="params/policy",
            todo="เติมค่าพร้อมแหล่งที่มา",
        )

    def number(self, key: str, *, year_be: int, accept_unconfirmed: bool = True) -> float:
        """Give the bare number of a setting for one year.

        Parameters
        ----------
        key : str
        year_be : int
        accept_unconfirmed : bool
            False refuses a value whose confidence is "unconfirmed" (income lines).

        Raises
        ------
        ParamsError
            As `dated`; or the value is unconfirmed and was not accepted.
        """
        entry = self.dated(key, year_be=year_be)
        if entry.confidence == "unconfirmed" and not accept_unconfirmed:
            raise ParamsError(
                "ค่านี้ยังไม่ได้รับการยืนยัน",
                got=f"{key} ปี {year_be} = {entry.value:g}",
                todo="ยืนยันแหล่งที่มาใน params/policy หรือใส่ accept_unconfirmed: true ในแฟ้มรายงาน "
                "(povlib nation: --accept-unconfirmed)",
            )
        return entry.value


def read_policy(folder: Path) -> Policy:
    """Read every `*.yml` of a policy folder.

    Parameters
    ----------
    folder : pathlib.Path
        `params/policy`.

    Raises
    ------
    ParamsError
        A file is wrong, a key stands twice, or two values of a setting overlap in a year.

    Examples
    --------
    >>> policy = read_policy(Path("params/policy"))
    >>> policy.number("income_line_baht_person_year", year_be=2556)
    30000
    """
    settings: dict[str, Setting] = {}
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise ParamsError(
            "ต้องมีแฟ้มนโยบาย *.yml",
            where=str(folder),
            todo="สั่งจากโฟลเดอร์โครงการที่มีโฟลเดอร์ params หรือบอกที่อยู่ของ params (--params)",
        )
    for path in paths:
        for setting in read_yaml(path, _SettingsFile).settings:
            if setting.key in settings:
                raise ParamsError("คีย์ต้องไม่ซ้ำกัน", got=setting.key, where=str(path))
            _require_no_overlap(setting, path)
            settings[setting.key] = setting
    return Policy(settings=settings)


def _require_no_overlap(setting: Setting, path: Path) -> None:
    ordered = sorted(setting.values, key=lambda v: v.from_year_be)
    for entry in ordered:
        if entry.from_year_be > entry.to_year_be:
            raise ParamsError("ปีเริ่มต้องไม่เกินปีสิ้นสุด", got=entry.from_year_be, where=str(path))
    for before, after in zip(ordered, ordered[1:], strict=False):
        if after.from_year_be <= before.to_year_be:
            raise ParamsError(
                "ช่วงปีของค่าหนึ่งต้องไม่ทับกัน",
                got=f"{setting.key} {after.from_year_be}",
                where=str(path),
            )
