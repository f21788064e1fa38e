"""What was read against what the register says that it holds."""

from collections.abc import Mapping

import pandas as pd

from povlib.data import Unit
from povlib.errors import RegisterError
from povlib.nation.model import Answer, place_th

__all__ = ["reconcile"]


def reconcile(answers: Mapping[Unit, Answer]) -> pd.DataFrame:
    """Give the rows and persons read, each unit as the manifest has it.

    Parameters
    ----------
    answers : mapping of Unit to Answer
        One of each unit that the manifest has for the years asked.

    Returns
    -------
    DataFrame
        As `Nation.counted`.

    Raises
    ------
    RegisterError
        A unit has other rows or persons than the manifest says; names province and year.
    """
    for unit, answer in answers.items():
        _require_whole(unit, answer)
    rows = [(u.year_be, int(u.province_code), a.rows, a.persons) for u, a in answers.items()]
    names = ["bmn_year_be", "province_code", "rows", "persons"]
    frame = pd.DataFrame(rows, columns=names).astype("int64")
    return frame.sort_values(names[:2], ignore_index=True)


def _require_whole(unit: Unit, answer: Answer) -> None:
    if (answer.rows, answer.persons) != (unit.rows, unit.persons):
        raise RegisterError(
            f"แฟ้มในทะเบียนต้องมี {unit.rows:,} ครัวเรือน {unit.persons:,} คน ตามสารบัญ",
            got=f"{answer.rows:,} ครัวเรือน {answer.persons:,} คน",
            where=place_th(unit),
            todo="กู้แฟ้มจากสำเนา หรือนำเข้ารอบนั้นของจังหวัดนั้นใหม่",
        )
