"""What can be measured of the country in a round: of which rounds, by which dimensions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from povlib import data
from povlib.errors import ParamsError
from povlib.measures.dimensions import Scheme, nested_scheme
from povlib.nation import Nation
from povlib.params import Policy, read_dimensions
from povlib.study.rules import LINE_KEY

__all__ = ["DEFAULT_PRESET", "Asked", "what_to_measure", "without_flags"]

DEFAULT_PRESET = "bmn_groups"

_ALWAYS = ("additive", "spread")
_ROUNDS = 5


@dataclass(frozen=True, eq=False)
class Asked:
    """What `nation.measure_nation` is asked for.

    Attributes
    ----------
    want : tuple of str
    lines_baht : mapping of int to float
        Of the rounds of the panel, by BMN year.
    scheme : Scheme or None
    preset_th : str
        The dimensions and their cut-off in words.
    left_out : mapping of str to str
        Tables that cannot be made, with the reason in Thai.
    """

    want: tuple[str, ...]
    lines_baht: Mapping[int, float]
    scheme: Scheme | None
    preset_th: str
    left_out: Mapping[str, str]

    @property
    def tables(self) -> dict[str, Any]:
        """Arguments of `nation.measure_nation` that say which tables."""
        return {"want": self.want, "lines_baht": self.lines_baht, "scheme": self.scheme}


def what_to_measure(
    register: Path,
    *,
    bmn_year_be: int,
    policy: Policy,
    dimensions_file: Path,
    preset: str,
    accept_unconfirmed: bool,
) -> Asked:
    """Ask for all tables; one that policy has no line or no list for is left out with the reason.

    Parameters
    ----------
    register : pathlib.Path
    bmn_year_be : int
    policy : Policy
    dimensions_file : pathlib.Path
    preset : str
    accept_unconfirmed : bool
        True lets unconfirmed lines and lists through.

    Raises
    ------
    ParamsError
        No such preset.
    """
    presets = read_dimensions(dimensions_file)
    if preset not in presets.presets:
        known = ", ".join(sorted(presets.presets))
        raise ParamsError("ไม่มีชุดมิตินี้", got=preset, where="--dimensions", todo=known)
    left_out: dict[str, str] = {}
    scheme, preset_th = None, ""
    try:
        found = presets.preset(
            preset, bmn_year_be=bmn_year_be, accept_unconfirmed=accept_unconfirmed
        )
        scheme = nested_scheme(found.columns, cutoff=found.cutoff_share)
        preset_th = f"{found.name_th} (เกณฑ์ {found.cutoff.value})"
    except ParamsError as error:
        left_out["dimensions"] = str(error)
    lines: dict[int, float] = {}
    try:
        lines = _lines(
            register, policy, bmn_year_be=bmn_year_be, accept_unconfirmed=accept_unconfirmed
        )
    except ParamsError as error:
        left_out["panel"] = str(error)
    want = (*_ALWAYS, *(name for name in ("dimensions", "panel") if name not in left_out))
    return Asked(want, lines, scheme, preset_th, left_out)


def without_flags(asked: Asked, nation: Nation) -> Asked:
    """Leave the dimensions out where no household of the round has an indicator of them.

    Parameters
    ----------
    asked : Asked
    nation : Nation
        As measured.
    """
    if "dimensions" not in asked.want:
        return asked
    if nation.levels["nation"]["dimensions"]["households"].gt(0).any():
        return asked
    reason = f"ไม่มีครัวเรือนใดของรอบ {nation.bmn_year_be} ที่มีตัวชี้วัดของมิติ"
    want = tuple(name for name in asked.want if name != "dimensions")
    return replace(asked, want=want, left_out={**asked.left_out, "dimensions": reason})


def _lines(
    register: Path, policy: Policy, *, bmn_year_be: int, accept_unconfirmed: bool
) -> dict[int, float]:
    """Give the line of each round of the panel, which needs two at least."""
    years = [year for year in data.years_be(register, "household") if year <= bmn_year_be]
    if len(years) < 2:
        raise ParamsError("การข้ามรอบต้องมี จปฐ. อย่างน้อยสองรอบ", got=len(years))
    return {
        year: policy.number(LINE_KEY, year_be=year, accept_unconfirmed=accept_unconfirmed)
        for year in sorted(years)[-_ROUNDS:]
    }
