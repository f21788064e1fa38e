"""Columns of the public tables: label, unit, and the households behind each number."""

from collections.abc import Mapping

from povlib.disclosure import Column
from povlib.measures import MEASURES

__all__ = [
    "HOUSEHOLDS",
    "area_columns",
    "derived",
    "households",
    "mean_column",
    "money_column",
    "month_column",
    "share",
    "text_column",
    "year_column",
]

HOUSEHOLDS = "ครัวเรือน"

Cell = Mapping[str, str]


def text_column(key: str, label_th: str) -> Column:
    """Give a column of words.

    Parameters
    ----------
    key, label_th : str
    """
    return Column(key, label_th, "", "text")


def area_columns(*keys: str) -> list[Column]:
    """Give the columns that say which area a row is about.

    Parameters
    ----------
    *keys : str
        Of level, area_code, province_code, district_code, region_th, area_th.
    """
    labels = {
        "level": ("ระดับ", "text"),
        "area_code": ("รหัสพื้นที่", "code"),
        "province_code": ("รหัสจังหวัด", "code"),
        "district_code": ("รหัสอำเภอ", "code"),
        "region_th": ("ภาค", "text"),
        "area_th": ("พื้นที่", "text"),
    }
    return [Column(key, labels[key][0], "", labels[key][1]) for key in keys]


def year_column(key: str, label_th: str) -> Column:
    """Give a column of BE years.

    Parameters
    ----------
    key, label_th : str
    """
    return Column(key, label_th, "พ.ศ.", "year_be")


def month_column(key: str, label_th: str, *, depends: tuple[str, ...] = ()) -> Column:
    """Give a column of months ("2014-05").

    Parameters
    ----------
    key, label_th : str
    depends : tuple of str
    """
    return Column(key, label_th, "", "month", depends=depends)


def households(key: str, label_th: str, cell: Cell, *, universe: str = "") -> Column:
    """Give a count of the households of a cell.

    Parameters
    ----------
    key, label_th : str
    cell : mapping
    universe : str
    """
    return Column(key, label_th, HOUSEHOLDS, "count", cell=dict(cell), universe=universe)


def share(key: str, label_th: str, *, depends: tuple[str, ...]) -> Column:
    """Give a share of two counts of the same row.

    Parameters
    ----------
    key, label_th : str
    depends : tuple of str
        Numerator and denominator.
    """
    return Column(key, label_th, "สัดส่วน 0-1", "share", depends=depends)


def derived(key: str, label_th: str, unit: str, *, depends: tuple[str, ...]) -> Column:
    """Give a number worked out from counts of the same row.

    Parameters
    ----------
    key, label_th, unit : str
    depends : tuple of str
    """
    return Column(key, label_th, unit, "number", depends=depends)


def mean_column(
    key: str, label_th: str, unit: str, *, depends: tuple[str, ...], measure: str = ""
) -> Column:
    """Give a mean over the households of a count of the same row.

    Parameters
    ----------
    key, label_th, unit : str
    depends : tuple of str
        The count it is taken over.
    measure : str
        Key of the measure whose definition readers may look up.
    """
    definition = MEASURES[measure].definition_th if measure else ""
    return Column(key, label_th, unit, "mean", depends=depends, definition_th=definition)


def money_column(
    key: str, label_th: str, unit: str, *, depends: tuple[str, ...], measure: str = ""
) -> Column:
    """Give a sum of baht over the households of a count of the same row.

    Parameters
    ----------
    key, label_th, unit : str
    depends : tuple of str
        The count it is taken over.
    measure : str
        Key of the measure whose definition readers may look up.
    """
    definition = MEASURES[measure].definition_th if measure else ""
    return Column(key, label_th, unit, "money", depends=depends, definition_th=definition)
