"""Who is compared with whom: districts that used a lesson, households that took up an occupation.

A district that used a lesson in an earlier year is on neither side: the year before is not a year
without the lesson there, and it is no example of doing without.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from povlib.knowledge.cards import Card
from povlib.knowledge.uses import Use
from povlib.measures.matched import Matched, matched_difference
from povlib.study.outcome_gate import Closed
from povlib.study.outcome_rules import MEASURES

__all__ = ["Practice", "Year", "compare_occupation", "compare_practice", "practices"]


@dataclass(frozen=True)
class Practice:
    """A lesson and the districts that used it.

    Attributes
    ----------
    lesson_id, title : str
    used : tuple of int
        Districts whose first use lies in the fiscal year and not after the date; rising.
    earlier : tuple of int
        Districts that used it before the fiscal year.
    """

    lesson_id: str
    title: str
    used: tuple[int, ...]
    earlier: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Year:
    """Target households of a fiscal year.

    Attributes
    ----------
    homes : DataFrame
        As `outcome_homes.read_homes` gives them, of several provinces; `stratum` a category.
    closed : dict of str to frozenset of int
        By measure, districts that no comparison may use.
    """

    homes: pd.DataFrame
    closed: Closed


def practices(
    cards: Iterable[Card], *, uses: Sequence[Use], fiscal_year_be: int, as_of: date
) -> tuple[Practice, ...]:
    """Give the lessons that were used for the first time somewhere in a fiscal year.

    Parameters
    ----------
    cards : iterable of Card
        Only approved and published lessons count.
    uses : sequence of Use
    fiscal_year_be : int
    as_of : datetime.date
        Uses after it are not known yet.

    Returns
    -------
    tuple of Practice
        In the order of the cards.
    """
    found = []
    for card in cards:
        if card.status not in ("approved", "published"):
            continue
        known = [
            u for u in uses if u.lesson_id == card.lesson_id and u.used_on <= as_of.isoformat()
        ]
        earlier = {int(use.district_code) for use in known if use.fiscal_year_be < fiscal_year_be}
        used = {int(use.district_code) for use in known if use.fiscal_year_be == fiscal_year_be}
        if used:
            sides = tuple(sorted(used - earlier)), tuple(sorted(earlier))
            found.append(Practice(card.lesson_id, card.title, *sides))
    return tuple(found)


def compare_practice(year: Year, *, practice: Practice, measure: str) -> Matched:
    """Compare households of districts that used a lesson with others of the same provinces.

    Parameters
    ----------
    year : Year
        The fiscal year of the uses, or the one before: the same districts, before they used it.
    practice : Practice
    measure : str
        One of `MEASURES`.
    """
    districts = year.homes["district_code"]
    provinces = {code // 100 for code in practice.used}
    out = year.closed[measure].union(practice.earlier)
    homes = year.homes[(districts // 100).isin(provinces) & ~districts.isin(out)]
    used = homes["district_code"].isin(practice.used).to_numpy()
    return _matched(homes, is_used=used, outcome=homes[measure])


def compare_occupation(
    homes: pd.DataFrame, *, lines: pd.DataFrame, key: str
) -> dict[str, tuple[Matched, Matched]]:
    """Compare households that did a plan line of an occupation with others that did other lines.

    Parameters
    ----------
    homes : DataFrame
        As `outcome_homes.with_round_before` gives them.
    lines : DataFrame
        `household_id`, `key` (of the occupation, missing where it has none), `is_done`.
    key : str

    Returns
    -------
    dict
        By measure: the comparison, and the same of what the households did before.

    Notes
    -----
    The others did at least one line too, and have none of this occupation in their plan: doing
    anything that was planned goes with being visited and measured, whatever the occupation.
    """
    ours = lines["key"] == key
    is_done = lines["is_done"].to_numpy(dtype=bool)
    ids = homes["household_id"]
    used = ids.isin(lines.loc[ours & is_done, "household_id"])
    active = ids.isin(lines.loc[is_done, "household_id"])
    other = active & ~ids.isin(lines.loc[ours, "household_id"])
    rows = homes[used | other]
    side = used[used | other].to_numpy()
    return {
        measure: (
            _matched(rows, is_used=side, outcome=rows[measure]),
            _matched(rows, is_used=side, outcome=rows[f"{measure}_before"]),
        )
        for measure in MEASURES
    }


def _matched(homes: pd.DataFrame, *, is_used: np.ndarray, outcome: pd.Series) -> Matched:
    """Compare within strata; a household of no stratum is like none.

    What each income band has in common is taken off first. Both sides have the same shares of the
    bands, so the difference is the same, and how poor a district's targets are is no uncertainty.
    """
    stratum = homes["stratum"].cat.codes.to_numpy()
    usual = outcome.groupby(homes["band"]).transform("mean")
    return matched_difference(
        np.where(stratum < 0, np.nan, (outcome - usual).to_numpy(dtype=float)),
        is_used=is_used,
        stratum=stratum,
        cluster=homes["district_code"].to_numpy(),
        block=homes["province_code"].to_numpy(),
    )
