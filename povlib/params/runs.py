"""One scheduled run: which reports, for which provinces, as of which date (`params/runs/*.yml`)."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from povlib.params.model import FrozenModel, read_yaml

__all__ = ["Report", "Run", "read_run"]


_FIRST_YEAR_BE = 2500  # an earlier number is a year of the Common Era


class Report(FrozenModel):
    """One notebook, the level it runs at, and parameters of its own beside those of the run."""

    notebook: str
    level: Literal["district", "province", "nation", "lesson"]
    parameters: dict[str, str | int | float | bool] = {}


class Run(FrozenModel):
    """A run file.

    Attributes
    ----------
    fiscal_year_be, bmn_year_be : int
        Buddhist era; a fiscal year is named by the year it ends in.
    as_of : datetime.date
        Data up to this day count; there is no clock.
    provinces : "all" or list of str
        "all" means those with targets. A report by district is made for their districts, one by
        lesson for their published lessons ("all": for every one).
    register_dir, outputs_dir : str
        Folders, from the folder the command runs in; `register:` and `outputs:` in the file.
    audience : "public" or "officer"
    reports : list of Report
    context, boundaries : str or None
        NSO context (a register holds it) and a GeoJSON file of districts; None leaves them out.
    lessons : str or None
        Folder of lessons, for the reports that need one.
    accept_unconfirmed : bool
        True lets an unconfirmed income line through; the brief says so.
    timeout_seconds : float
        A report that takes longer is ended.
    retries : int
        How many times a failed report is tried again.
    keep_runs : int
        Reports that a run replaces are kept for so many runs, in `.previous/`.
    """

    fiscal_year_be: int = Field(ge=_FIRST_YEAR_BE)
    bmn_year_be: int = Field(ge=_FIRST_YEAR_BE)
    as_of: date
    provinces: Literal["all"] | list[str]
    register_dir: str = Field(alias="register")
    outputs_dir: str = Field(alias="outputs")
    audience: Literal["public", "officer"]
    reports: list[Report]
    context: str | None = None
    boundaries: str | None = None
    lessons: str | None = None
    accept_unconfirmed: bool = False
    timeout_seconds: float = Field(default=900, gt=0)
    retries: int = Field(default=1, ge=0)
    keep_runs: int = Field(default=1, ge=0)


def read_run(path: Path) -> Run:
    """Read a run file.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    ParamsError
        A key is unknown, missing or of the wrong type.

    Examples
    --------
    >>> read_run(Path("params/runs/2557.yml")).fiscal_year_be
    2557
    """
    return read_yaml(path, Run)
