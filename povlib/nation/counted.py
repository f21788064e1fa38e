"""What was read against what the register says that it holds."""

from collections.abc import Mapping

import pandas as pd

from povlib.data import Unit
from povlib.errors import RegisterError
from povlib.nation.model import Read, place_th

__all__ = ["RESTORE_TH", "reconcile", "require_whole"]

RESTORE_TH = "กู้แฟ้มจากสำเนา หรือนำเข้ารอบนั้นของจังหวัดนั้นใหม่"
"""What to do with a file of the register that is not what was written."""


def reconcile(read: Mapping[Unit, Read]) -> pd.DataFrame:
    """Give the rows and persons read, each unit as the manifest has it.

    Parameters
    ----------
    read : mapping of Unit to Read
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
    for unit, found in read.items():
        require_whole(unit, found)
    rows = [(u.year_be, int(u.province_code), r.rows, r.persons) for u, r in read.items()]
    names = ["bmn_year_be", "province_code", "rows", "persons"]
    frame = pd.DataFrame(rows, columns=names).astype("int64")
    return frame.sort_values(names[:2], ignore_index=True)


def require_whole(unit: Unit, found: Read) -> None:
    """Raise a RegisterError where rows or persons are others than the manifest says.

    Parameters
    ----------
    unit : Unit
    found : Read
    """
    if (found.rows, found.persons) != (unit.rows, unit.persons):
        raise RegisterError(
            f"แฟ้มในทะเบียนต้องมี {unit.rows:,} ครัวเรือน {unit.persons:,} คน ตามสารบัญ",
            got=f"{found.rows:,} ครัวเรือน {found.persons:,} คน",
            where=place_th(unit),
            todo=RESTORE_TH,
        )
