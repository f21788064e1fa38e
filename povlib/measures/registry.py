"""The measures as values: what each is called, how it is computed, and where the line falls.

Reports, tooltips and the command line print a measure's definition from here. A measure that adds
up is a sum over rows; one that does not is a ratio of two such sums, or (``numerator`` None) needs
the rows in order of income. The sums are named in `povlib.measures.sums`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from povlib.errors import MeasureError

__all__ = ["MEASURES", "Measure", "require_measures"]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes
    ----------
    key : str
        Name in calls and in the column ``measure``.
    name_th, name_en : str
    unit : str
        "share" (0-1), "baht_person_year", "baht_year", "households" or "persons".
    formula : str
        w is weight x members for unit "persons", weight for "households"; z the line, y income.
    boundary : str
        What happens exactly on the line; "" where no line is used.
    source : str
    is_additive : bool
        The values of parts add up to the value of the whole.
    needs_positive_income : bool
        Undefined where an income is zero or negative.
    numerator, denominator : str or None
        Names of sums; no denominator means the sum itself, no numerator a rank-based measure.
    """

    key: str
    name_th: str
    name_en: str
    unit: str
    formula: str
    boundary: str
    source: str
    is_additive: bool
    needs_positive_income: bool = False
    numerator: str | None = None
    denominator: str | None = None


_BELOW = "poor: y < z; exactly on the line passes (strict=False: y <= z is poor)"
_FGT = "Foster, Greer, Thorbecke (1984), Econometrica 52(3)"
_BMN = "BMN income indicator: passes when not less than the line"
_EUROSTAT = "Eurostat's weighted quantile, as in R's laeken"

_LIST = (
    Measure(
        "headcount",
        "สัดส่วนที่ต่ำกว่าเส้น",
        "Headcount ratio",
        "share",
        "sum of w over the poor / sum of w",
        _BELOW,
        f"{_FGT}, alpha 0",
        is_additive=False,
        numerator="poor_weight",
        denominator="weight",
    ),
    Measure(
        "poverty_gap",
        "ดัชนีช่องว่าง",
        "Poverty gap index",
        "share",
        "sum of w (z - y) / z over the poor / sum of w; a negative income counts in full",
        _BELOW,
        f"{_FGT}, alpha 1",
        is_additive=False,
        numerator="poor_gap_share",
        denominator="weight",
    ),
    Measure(
        "squared_gap",
        "ดัชนีความรุนแรง",
        "Squared poverty gap index",
        "share",
        "sum of w ((z - y) / z)^2 over the poor / sum of w; a negative income counts in full",
        _BELOW,
        f"{_FGT}, alpha 2",
        is_additive=False,
        numerator="poor_gap_share_squared",
        denominator="weight",
    ),
    Measure(
        "poor_households",
        "ครัวเรือนต่ำกว่าเส้น",
        "Poor households",
        "households",
        "sum of weight over the poor, whatever the unit",
        _BELOW,
        _BMN,
        is_additive=True,
        numerator="poor_households",
    ),
    Measure(
        "poor_persons",
        "คนในครัวเรือนต่ำกว่าเส้น",
        "Persons in poor households",
        "persons",
        "sum of weight x members over the poor, whatever the unit",
        _BELOW,
        _BMN,
        is_additive=True,
        numerator="poor_persons",
    ),
    Measure(
        "cost_to_close_baht",
        "เงินที่ต้องเติมให้ถึงเส้น",
        "Cost to close the gap",
        "baht_year",
        "sum of weight x members x (z - y) over the poor, whatever the unit",
        _BELOW,
        _FGT,
        is_additive=True,
        numerator="cost_to_close_baht",
    ),
    Measure(
        "mean_gap_poor",
        "ช่องว่างเฉลี่ยของผู้ที่ต่ำกว่าเส้น",
        "Mean gap of the poor",
        "baht_person_year",
        "sum of w (z - y) over the poor / sum of w over the poor; null where nobody is poor",
        _BELOW,
        _FGT,
        is_additive=False,
        numerator="poor_gap_baht",
        denominator="poor_weight",
    ),
    Measure(
        "mean",
        "รายได้เฉลี่ย",
        "Mean income",
        "baht_person_year",
        "sum of w y / sum of w; with unit persons: total income / total members",
        "",
        "CDD's BMN report of 2561: total income / total members",
        is_additive=False,
        numerator="income_baht",
        denominator="weight",
    ),
    Measure(
        "median",
        "มัธยฐานของรายได้",
        "Median income",
        "baht_person_year",
        "rows in order of y: the first y at which the sum of w passes half of all w; the mean of "
        "it and the next y where the sum is exactly half",
        "",
        _EUROSTAT,
        is_additive=False,
    ),
)

MEASURES: dict[str, Measure] = {m.key: m for m in _LIST}


def require_measures(keys: str | Sequence[str]) -> tuple[Measure, ...]:
    """Give the measures of the keys, in the order asked.

    Parameters
    ----------
    keys : str or sequence of str

    Raises
    ------
    MeasureError
        No key, a key twice, or an unknown key (the message lists the nearest).

    Examples
    --------
    >>> [m.unit for m in require_measures(["headcount", "poor_persons"])]
    ['share', 'persons']
    >>> require_measures("headcont")
    Traceback (most recent call last):
    povlib.errors.MeasureError: a measure must be in the registry · ได้ 'headcont' · ที่ measures · ให้ทำต่อ: use headcount
    """  # noqa: E501 (a message is one line)
    names = (keys,) if isinstance(keys, str) else tuple(keys)
    if not names or len(set(names)) != len(names):
        raise MeasureError(
            "name each measure once, and at least one",
            got=names,
            where="measures",
            todo=f"use {', '.join(MEASURES)}",
        )
    for name in names:
        if name not in MEASURES:
            near = get_close_matches(str(name), MEASURES, n=3) or list(MEASURES)
            raise MeasureError(
                "a measure must be in the registry",
                got=name,
                where="measures",
                todo=f"use {', '.join(near)}",
            )
    return tuple(MEASURES[name] for name in names)
