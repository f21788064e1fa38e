"""The issues table: one row for each cell, row or column that met a rule.

Columns: file, sheet, row (in the file, from 1; 0 for a whole file or column), column, value
(nothing personal), rule, rule_th, done.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.data.masking import HIDDEN_TH, shown, shown_text
from povlib.data.rules import RULES
from povlib.data.sheets import texts_at

__all__ = [
    "ISSUE_COLUMNS",
    "issue_rows",
    "join_issues",
    "shown_cells",
    "summary",
]

ISSUE_COLUMNS = ("file", "sheet", "row", "column", "value", "rule", "rule_th", "done")
_SECRET_RULES = frozenset({"national_id", "id_from_national_id", "personal_column"})


def issue_rows(
    rule: str,
    *,
    file: str,
    sheet: str,
    rows: Sequence[int] | np.ndarray = (0,),
    column: str = "",
    values: Sequence[str] | str = "",
    detail: str = "",
) -> pd.DataFrame:
    """Make the rows of the issues table for one rule.

    Parameters
    ----------
    rule : str
        Key of `RULES`.
    file, sheet : str
    rows : sequence of int
        Row numbers in the file; 0 for the whole.
    column : str
        Header in the file.
    values : str or sequence of str
        As they may be shown.
    detail : str
        Added to the sentence.

    Examples
    --------
    >>> issue_rows("negative", file="a.csv", sheet="", rows=[7], values="-5")["done"].tolist()
    ['rejected']
    """
    entry = RULES[rule]
    sentence = f"{entry.rule_th}: {detail}" if detail else entry.rule_th
    hidden = HIDDEN_TH if rule in _SECRET_RULES else values
    parts = {
        "file": file,
        "sheet": sheet,
        "row": np.asarray(rows, np.int64),
        "column": column,
        "value": hidden,
        "rule": rule,
        "rule_th": sentence,
        "done": entry.done,
    }
    return pd.DataFrame(parts, columns=list(ISSUE_COLUMNS))


def join_issues(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put parts of the table together, in order of file, sheet and row.

    Examples
    --------
    >>> join_issues([]).columns.tolist() == list(ISSUE_COLUMNS)
    True
    """
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame({c: pd.Series(dtype="str") for c in ISSUE_COLUMNS}).astype(
            {"row": "int64"}
        )
    joined = pd.concat(filled, ignore_index=True)
    return joined.sort_values(["file", "sheet", "row"], kind="stable", ignore_index=True)


def shown_cells(
    column: pa.StringArray, at: np.ndarray, *, encoding: str, is_text: bool
) -> list[str]:
    """Give the cells at some places as they may be shown; each different one is looked at once."""
    texts = texts_at(column, at, encoding=encoding)
    hide = shown_text if is_text else shown
    known = {text: hide(text) for text in set(texts)}
    return [known[text] for text in texts]


def summary(issues: pd.DataFrame) -> pd.DataFrame:
    """Count issues by rule, most frequent first: rule, rule_th, done, times.

    Examples
    --------
    >>> part = issue_rows("negative", file="a.csv", sheet="", rows=[7, 9])
    >>> summary(part)["times"].tolist()
    [2]
    """
    counts = issues.groupby("rule", sort=True).size().sort_values(ascending=False, kind="stable")
    rules = [RULES[key] for key in counts.index]
    return pd.DataFrame(
        {
            "rule": [r.key for r in rules],
            "rule_th": [r.rule_th for r in rules],
            "done": [r.done for r in rules],
            "times": counts.to_numpy(),
        }
    )
