"""From a run file to the list of jobs: one notebook, one area, typed parameters, one folder."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from povlib import areas, thai
from povlib.engines.parameters import Literal, check_parameters, read_parameters, read_title
from povlib.errors import ReportError
from povlib.params import Report, Run, read_policy
from povlib.secrets import Mask, is_secret, mask_of

__all__ = ["NATION", "Job", "plan_jobs", "report_name"]

NATION = "TH"
_CODES = {"district": "district_code", "lesson": "lesson_id", "province": "province_code"}
"""Level to the parameter that a notebook of it declares."""

_FIRST_BE_YEAR = 2400  # a year this late is BE that was written where CE belongs


@dataclass(frozen=True)
class Job:
    """One report to make.

    Attributes
    ----------
    report : str
        Name of the report's folder: the notebook's name without its number.
    level : str
        "district", "province", "nation" or "lesson".
    area_code : str
        District or province code, "TH", or the id of a lesson.
    title_th : str
        The notebook's own title.
    fiscal_year_be : int
    notebook : pathlib.Path
    parameters : dict
        Typed values, checked against the notebook; a secret stands there by its name.
    audience : str
        "public" or "officer", as the run says.
    folder : pathlib.Path
        Where the finished report will stand.
    """

    report: str
    level: str
    area_code: str
    title_th: str
    fiscal_year_be: int
    notebook: Path
    parameters: dict[str, Literal]
    audience: str
    folder: Path

    @property
    def name(self) -> tuple[str, str]:
        """Report and area: one job of a run has it."""
        return self.report, self.area_code

    @property
    def mask(self) -> Mask:
        """Hides the secrets that the parameters name."""
        return mask_of(self.parameters.values())


def plan_jobs(
    run: Run,
    *,
    provinces: Sequence[str],
    districts: Sequence[str] = (),
    lessons: Sequence[str] = (),
    notebooks_dir: Path,
    params_dir: Path,
) -> tuple[Job, ...]:
    """Give every report of a run, checked, areas by code.

    Parameters
    ----------
    run : Run
    provinces : sequence of str
        Codes of the provinces to report on.
    districts : sequence of str
        Codes of the districts that reports by district may be about; those of the provinces are
        taken.
    lessons : sequence of str
        Ids of the lessons that reports by lesson are about.
    notebooks_dir, params_dir : pathlib.Path

    Raises
    ------
    AreaError
        A province code does not exist.
    ReportError
        A notebook is missing, two reports would share a folder, or a parameter does not fit.
    """
    _require_run(run, params_dir)
    for code in provinces:
        areas.require_province(code)
    names = [report_name(report.notebook) for report in run.reports]
    if len(set(names)) < len(names):
        raise ReportError("รายงานสองฉบับใช้โฟลเดอร์เดียวกันไม่ได้", got=", ".join(names))
    areas_of = {
        "nation": [NATION],
        "province": sorted(set(provinces)),
        "district": sorted(code for code in set(districts) if code[:2] in provinces),
        "lesson": sorted(set(lessons)),
    }
    return tuple(
        _job(report, code, run, notebooks_dir, params_dir)
        for report in run.reports
        for code in areas_of[report.level]
    )


def report_name(notebook: str) -> str:
    """Give the folder name of a notebook's reports.

    Parameters
    ----------
    notebook : str

    Examples
    --------
    >>> report_name("20_target_attainment")
    'target_attainment'
    """
    return re.sub(r"^\d+_", "", notebook)


def _job(report: Report, code: str, run: Run, notebooks_dir: Path, params_dir: Path) -> Job:
    notebook = notebooks_dir / f"{report.notebook}.ipynb"
    declared = read_parameters(notebook)
    _require_level(report, declared)
    _require_lessons(run, report, declared)
    offered = _offered(run, report, code, notebooks_dir, params_dir)
    _require_own(report, offered)
    values = {name: value for name, value in declared.items() if is_secret(value)}
    values |= {name: value for name, value in offered.items() if name in declared}
    values |= report.parameters
    check_parameters(values, notebook=notebook)
    name = report_name(report.notebook)
    folder = Path(run.outputs_dir) / str(run.fiscal_year_be) / name / code
    return Job(
        report=name,
        level=report.level,
        area_code=code,
        title_th=read_title(notebook),
        fiscal_year_be=run.fiscal_year_be,
        notebook=notebook,
        parameters=values,
        audience=run.audience,
        folder=folder,
    )


def _require_level(report: Report, declared: Mapping[str, Literal]) -> None:
    right = next((level for level, name in _CODES.items() if name in declared), "nation")
    if report.level != right:
        raise ReportError(
            "ระดับของรายงานต้องตรงกับโน้ตบุ๊ก",
            got=f"level: {report.level}",
            where=report.notebook,
            todo=f"ใช้ level: {right}",
        )


def _require_lessons(run: Run, report: Report, declared: Mapping[str, Literal]) -> None:
    if "lessons" in declared and not run.lessons:
        raise ReportError(
            "รายงานนี้อ่านโฟลเดอร์บทเรียน แฟ้มรายงานต้องบอกว่าอยู่ที่ไหน",
            where=report.notebook,
            todo="เติม lessons: และชื่อโฟลเดอร์ในแฟ้มรายงาน เช่น lessons: lessons",
        )


def _require_own(report: Report, offered: Mapping[str, Literal]) -> None:
    """Raise where a report overrules what the run says of all its reports."""
    taken = sorted({*offered, *_CODES.values()} & set(report.parameters))
    if taken:
        raise ReportError(
            "ค่านี้ตั้งได้ที่แฟ้มรายงานทั้งแฟ้มเท่านั้น ไม่ใช่ที่รายงานฉบับเดียว",
            got=", ".join(taken),
            where=report.notebook,
        )


def _require_run(run: Run, params_dir: Path) -> None:
    """Check what every report of the run would stumble over, before any starts."""
    if run.as_of.year >= _FIRST_BE_YEAR:
        raise ReportError(
            "as_of ต้องเป็นปี ค.ศ.",
            got=run.as_of.isoformat(),
            todo=f"ใส่ {run.as_of.replace(year=run.as_of.year - thai.BE_OFFSET).isoformat()}",
        )
    for key, path in (("boundaries", run.boundaries), ("context", run.context)):
        if path and not Path(path).is_file():
            raise ReportError("ต้องมีแฟ้มที่แฟ้มรายงานระบุ", got=path, where=key)
    if run.lessons and not Path(run.lessons).is_dir():
        raise ReportError(
            "ต้องมีโฟลเดอร์บทเรียนที่แฟ้มรายงานระบุ",
            got=run.lessons,
            where="lessons",
            todo="นำเข้าด้วย povlib lessons import แฟ้ม --to โฟลเดอร์ หรือแก้ lessons: ในแฟ้มรายงาน",
        )
    if any(report.level in ("district", "province") for report in run.reports):
        policy = read_policy(params_dir / "policy")
        fits = policy.number("bmn_year_of_fiscal_year", year_be=run.fiscal_year_be)
        if fits != run.bmn_year_be:
            raise ReportError(
                f"ปีงบประมาณ {run.fiscal_year_be} ใช้ข้อมูล จปฐ. {fits:g}",
                got=run.bmn_year_be,
                where="bmn_year_be",
                todo="แก้ปีในแฟ้มรายงาน หรือค่า bmn_year_of_fiscal_year ใน params/policy",
            )


def _offered(
    run: Run, report: Report, code: str, notebooks_dir: Path, params_dir: Path
) -> dict[str, Literal]:
    """Values that a run knows; a notebook takes those that its parameters cell declares.

    Paths are given from the notebook's own folder, where its kernel starts, so that the same run
    writes the same parameters wherever the project lies.
    """
    values: dict[str, Literal] = {
        "register": _from(notebooks_dir, run.register_dir),
        "params_dir": _from(notebooks_dir, str(params_dir)),
        "fiscal_year_be": run.fiscal_year_be,
        "bmn_year_be": run.bmn_year_be,
        "as_of": run.as_of.isoformat(),
        "audience": run.audience,
        "accept_unconfirmed": run.accept_unconfirmed,
        "boundaries": _from(notebooks_dir, run.boundaries) if run.boundaries else "",
        "context": _from(notebooks_dir, run.context) if run.context else "",
        "lessons": _from(notebooks_dir, run.lessons) if run.lessons else "",
    }
    if report.level in _CODES:
        values[_CODES[report.level]] = code
    return values


def _from(folder: Path, path: str) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
