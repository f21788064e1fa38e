"""The door of the room: columns of any numeric type become float64 arrays, checked once."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd

from povlib.errors import MeasureError

__all__ = [
    "as_numbers",
    "require_columns",
    "require_free_names",
    "require_no_negative",
    "require_unit",
    "require_yes_no",
    "to_flags",
    "to_floats",
]

_NUMBERS = ("integer", "floating", "mixed-integer-float", "decimal")  # as pandas infers objects


def require_columns(frame: pd.DataFrame, names: Iterable[str]) -> None:
    """Raise a MeasureError where a column is not in the frame; the message lists the nearest.

    Parameters
    ----------
    frame : DataFrame
        A column that is asked for stands in it once.
    names : iterable of str
    """
    if not isinstance(frame, pd.DataFrame):
        raise MeasureError("ข้อมูลต้องเป็น DataFrame ของ pandas", got=type(frame).__name__)
    for name in names:
        if (frame.columns == name).sum() > 1:
            raise MeasureError("คอลัมน์ต้องไม่ซ้ำในตาราง", got=name)
        if name not in frame.columns:
            columns = [str(c) for c in frame.columns]
            near = get_close_matches(str(name), columns, n=3) or columns
            raise MeasureError(
                "ต้องมีคอลัมน์นี้ในตาราง",
                got=name,
                todo=f"ใช้ {', '.join(near)}" if near else None,
            )


def require_free_names(keys: Sequence[str], *, taken: Sequence[str]) -> None:
    """Raise a MeasureError where a key column stands twice or bears a result column's name.

    Parameters
    ----------
    keys : sequence of str
    taken : sequence of str
        Names of the result's columns.
    """
    twice = [key for key in keys if key in taken]
    if twice or len(set(keys)) != len(keys):
        raise MeasureError(
            "คอลัมน์จัดกลุ่มต้องไม่ซ้ำ และต้องไม่ใช้ชื่อเดียวกับคอลัมน์ผลลัพธ์",
            got=twice or keys,
            where="by",
            todo=f"เปลี่ยนชื่อคอลัมน์ ชื่อที่ใช้แล้ว: {', '.join(taken)}",
        )


def to_floats(column: pd.Series, *, where: str) -> np.ndarray:
    """Give a column as float64, missing as NaN, whatever its numeric type.

    Parameters
    ----------
    column : Series
        int, float, nullable or pyarrow numbers; objects that are all such numbers or decimals, as a
        database gives them; a column of only missing values too.
    where : str
        The column's name, for the message.

    Raises
    ------
    MeasureError
        The column holds no numbers, or an infinite one.

    Examples
    --------
    >>> to_floats(pd.Series([1, None], dtype="Int64"), where="members").tolist()
    [1.0, nan]
    """
    is_number = pd.api.types.is_numeric_dtype(column.dtype)
    if column.dtype == object:
        is_number = pd.api.types.infer_dtype(column, skipna=True) in _NUMBERS
    is_other = pd.api.types.is_bool_dtype(column.dtype) or column.dtype.kind == "c"
    if is_other or not (is_number or column.isna().all()):
        raise MeasureError("คอลัมน์ต้องเป็นตัวเลข", got=str(column.dtype), where=where)
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(values).any():
        raise MeasureError("ตัวเลขต้องไม่เป็นอนันต์", got="inf", where=where)
    return values


def as_numbers(column: pd.Series) -> pd.Series:
    """Give True and False as 1 and 0, also objects with None; another column as it is.

    Parameters
    ----------
    column : Series

    Examples
    --------
    >>> as_numbers(pd.Series([True, None], dtype=object)).tolist()
    [1, <NA>]
    """
    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) == "boolean":
        column = column.astype("boolean")
    return column.astype("Int8") if pd.api.types.is_bool_dtype(column.dtype) else column


def to_flags(column: pd.Series, *, where: str) -> np.ndarray:
    """Give a column of yes and no as 1.0 and 0.0, missing as NaN.

    Parameters
    ----------
    column : Series
        1 and 0, or True and False: of any type, objects with None too.
    where : str
        The column's name, for the message.

    Raises
    ------
    MeasureError
        The column holds something else.

    Examples
    --------
    >>> to_flags(pd.Series([True, None, False], dtype=object), where="reached").tolist()
    [1.0, nan, 0.0]
    """
    values = to_floats(as_numbers(column), where=where)
    if not np.isin(values[~np.isnan(values)], (0, 1)).all():
        raise MeasureError("ใช่หรือไม่ใช่ต้องเป็น 1 0 หรือว่าง", where=where)
    return values


def require_no_negative(values: np.ndarray, *, where: str) -> None:
    """Raise a MeasureError where a number is below 0 (missing is allowed).

    Parameters
    ----------
    values : ndarray of float64
    where : str
    """
    if (values < 0).any():
        raise MeasureError("ตัวเลขต้องไม่ติดลบ", got=float(np.nanmin(values)), where=where)


def require_yes_no(value: bool, *, where: str) -> None:
    """Raise a MeasureError unless a value is True or False.

    Parameters
    ----------
    value : bool
    where : str
        The argument's name.
    """
    if not isinstance(value, bool | np.bool_):
        raise MeasureError("ต้องเป็น True หรือ False", got=repr(value), where=where)


def require_unit(unit: str) -> None:
    """Raise a MeasureError unless the unit is named.

    Parameters
    ----------
    unit : {"persons", "households"}
    """
    if unit not in ("persons", "households"):
        raise MeasureError(
            "ต้องบอกว่านับอะไร",
            got=unit,
            where="unit",
            todo='ใช้ unit="persons" (คน) หรือ unit="households" (ครัวเรือน)',
        )
