"""Dimensions of deprivation by BMN round: which indicators belong together (`dimensions.yml`)."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Literal

from povlib.errors import ParamsError
from povlib.params.model import FrozenModel, read_yaml

__all__ = ["Cutoff", "Dimensions", "DimensionGroup", "Preset", "PresetRound", "read_dimensions"]

_UNION = "union"
_CUTOFF = re.compile(r"[1-9]\d?/[1-9]\d?|1")


class Cutoff(FrozenModel):
    """From which share of all weight on a household counts: "1/3", "1", or "union" (any at all)."""

    value: str
    confidence: Literal["high", "medium", "low", "unconfirmed"]
    source: str


class DimensionGroup(FrozenModel):
    """One dimension: its indicators by the number that they have in the round."""

    key: str
    name_th: str
    name_en: str
    indicators: list[int]


class PresetRound(FrozenModel):
    """The dimensions of the rounds of these years (BE, both included)."""

    from_year_be: int
    to_year_be: int
    confidence: Literal["high", "medium", "low", "unconfirmed"]
    source: str
    groups: list[DimensionGroup]


class _PresetEntry(FrozenModel):
    key: str
    name_th: str
    name_en: str
    cutoff: Cutoff
    rounds: list[PresetRound]


class _DimensionsFile(FrozenModel):
    presets: list[_PresetEntry]


class Preset(FrozenModel):
    """A preset for one round, ready for `measures.dimensions.nested_scheme`.

    Attributes
    ----------
    key, name_th, name_en : str
    bmn_year_be : int
    cutoff : Cutoff
    round : PresetRound
    """

    key: str
    name_th: str
    name_en: str
    bmn_year_be: int
    cutoff: Cutoff
    round: PresetRound

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Columns of the household table by dimension: 1 passes, 0 fails, missing: none applies."""
        return {
            group.key: tuple(f"indicator_{number:02d}" for number in group.indicators)
            for group in self.round.groups
        }

    @property
    def cutoff_share(self) -> Fraction | None:
        """The cut-off as an exact share of all weight; None is the union rule."""
        return None if self.cutoff.value == _UNION else Fraction(self.cutoff.value)


class Dimensions(FrozenModel):
    """All presets of one file."""

    presets: dict[str, _PresetEntry]

    def preset(self, key: str, *, bmn_year_be: int, accept_unconfirmed: bool = False) -> Preset:
        """Give a preset for a round.

        Parameters
        ----------
        key : str
            "bmn_groups" or "tpmap".
        bmn_year_be : int
        accept_unconfirmed : bool
            False refuses a round whose list of indicators no document confirms. (The cut-off is a
            working rule; what shows a result says so.)

        Raises
        ------
        ParamsError
            No such preset, no list for that round (numbers move between rounds: none is carried
            on), or the list is unconfirmed and was not accepted.
        """
        if key not in self.presets:
            raise ParamsError("ไม่มีชุดมิตินี้", got=key, todo=", ".join(sorted(self.presets)))
        entry = self.presets[key]
        for one in entry.rounds:
            if one.from_year_be <= bmn_year_be <= one.to_year_be:
                _require_accepted(one, key, bmn_year_be, is_accepted=accept_unconfirmed)
                return Preset(
                    key=key,
                    name_th=entry.name_th,
                    name_en=entry.name_en,
                    bmn_year_be=bmn_year_be,
                    cutoff=entry.cutoff,
                    round=one,
                )
        raise ParamsError(
            "ต้องมีรายการตัวชี้วัดของแต่ละมิติในรอบ จปฐ. นั้น",
            got=f"{key} ปี {bmn_year_be}",
            where="params/dimensions.yml",
            todo="เติมรายการพร้อมแหล่งที่มา",
        )


def read_dimensions(path: Path) -> Dimensions:
    """Read the presets of dimensions.

    Parameters
    ----------
    path : pathlib.Path
        `params/dimensions.yml`.

    Raises
    ------
    ParamsError
        The file is wrong: a key twice, rounds that overlap, an indicator in two dimensions, or a
        cut-off that is no share.

    Examples
    --------
    >>> presets = read_dimensions(Path("params/dimensions.yml"))
    >>> tpmap = presets.preset("tpmap", bmn_year_be=2561)
    >>> tpmap.columns["accessibility"], tpmap.cutoff_share
    (('indicator_27', 'indicator_28'), None)
    """
    entries = read_yaml(path, _DimensionsFile).presets
    keys = [entry.key for entry in entries]
    if len(set(keys)) != len(keys):
        raise ParamsError("คีย์ต้องไม่ซ้ำกัน", got=", ".join(keys), where=str(path))
    for entry in entries:
        _require_sound(entry, path)
    return Dimensions(presets={entry.key: entry for entry in entries})


def _require_accepted(one: PresetRound, key: str, bmn_year_be: int, *, is_accepted: bool) -> None:
    if one.confidence == "unconfirmed" and not is_accepted:
        raise ParamsError(
            "รายการตัวชี้วัดของรอบนี้ยังไม่ได้รับการยืนยัน",
            got=f"{key} ปี {bmn_year_be}",
            where="params/dimensions.yml",
            todo="ยืนยันแหล่งที่มา หรือสั่งรับ (accept_unconfirmed)",
        )


def _require_sound(entry: _PresetEntry, path: Path) -> None:
    share = entry.cutoff.value
    if share != _UNION and not (_CUTOFF.fullmatch(share) and 0 < Fraction(share) <= 1):
        raise ParamsError(
            "cutoff ต้องเป็น union หรือเศษส่วนที่มากกว่า 0 และไม่เกิน 1 เช่น 1/3",
            got=share,
            where=f"{path} {entry.key}",
        )
    ordered = sorted(entry.rounds, key=lambda one: one.from_year_be)
    years = [year for one in ordered for year in (one.from_year_be, one.to_year_be + 1)]
    if years != sorted(years) or any(one.from_year_be > one.to_year_be for one in ordered):
        raise ParamsError("ช่วงปีต้องไม่ทับกัน และปีเริ่มต้องไม่เกินปีสิ้นสุด", got=entry.key, where=str(path))
    for one in ordered:
        numbers = [number for group in one.groups for number in group.indicators]
        names = [group.key for group in one.groups]
        if len(set(numbers)) != len(numbers) or len(set(names)) != len(names):
            raise ParamsError(
                "ตัวชี้วัดข้อหนึ่งอยู่ได้มิติเดียว และชื่อมิติต้องไม่ซ้ำ",
                got=f"{entry.key} {one.from_year_be}",
                where=str(path),
            )
