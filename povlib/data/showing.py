"""How a cell of each column may be shown in an issue or a rejected row.

A choice, a code and a place are shown where they are known ones; what may be a name is hidden.
"""

from collections.abc import Callable
from functools import partial

from povlib.data.masking import HIDDEN_TH, shown, shown_text
from povlib.data.plan import SheetPlan
from povlib.data.teams import is_place, is_team_code
from povlib.schema import CODE_WIDTHS, Field

__all__ = ["shower_for", "shower_of"]

Shower = Callable[[str], str]


def shower_of(plan: SheetPlan, key: str) -> Shower:
    """Give the function that shows the cells of a column of a sheet.

    Parameters
    ----------
    plan : SheetPlan
    key : str
        A column of the table, or a role (a place name, a village number).
    """
    entry = next((c.field for c in plan.columns if c.key == key), None)
    words = next((c.words for c in plan.source.columns if c.key == key), {})
    return shower_for(entry, words=words)


def shower_for(entry: Field | None, *, words: dict[str, str]) -> Shower:
    """Give the function that shows the cells of a column.

    Parameters
    ----------
    entry : Field or None
        From the dictionary; None for a column that only helps (a place name).
    words : dict of str to str
        For choices: the words that are known.

    Examples
    --------
    >>> from povlib.schema import field
    >>> show = shower_for(field("target", "team_id"), words={})
    >>> show("ทีม 3"), show("สมชาย ใจดี")
    ('ทีม 3', '[ปกปิด]')
    """
    if entry is None:
        return partial(_shown_if, is_known=is_place)
    if entry.key == "team_id":
        return lambda text: text if is_team_code(text) else HIDDEN_TH
    if entry.kind == "text":
        return shown_text
    if entry.kind == "choice":
        return partial(_shown_if, is_known=lambda text: "".join(text.split()).lower() in words)
    return partial(shown, most_digits=CODE_WIDTHS["household_id"] if entry.kind == "id" else 8)


def _shown_if(text: str, *, is_known: Callable[[str], bool]) -> str:
    return text if is_known(text) else shown(text)
