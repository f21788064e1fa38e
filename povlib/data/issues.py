"""The issues table: one row for each cell, row or column that met a rule.

Columns: file, sheet, row (in the file, from 1; 0 for a whole file or column), column, value
(nothing personal), rule, rule_th, done.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.data.masking import HIDDEN_TH
from povlib.data.rules import RULES
from povlib.data.sheets import texts_at

__all__ = [
    "ISSUE_COLUMNS",
    "IssueLine",
    "issue_lines",
    "issue_table",
    "join_issues",
    "shown_cells",
    "summary",
]

ISSUE_COLUMNS = ("file", "sheet", "row", "column", "value", "rule", "rule_th", "done")
_SCHEMA = pa.schema([(c, pa.int64() if c == "row" else pa.string()) for c in ISSUE_COLUMNS])
_SECRET_RULES = frozenset({"national_id", "id_from_national_id", "personal_column"})

IssueLine = tuple[str, str, int, str, str, str, str, str]


def issue_lines(
    rule: str,
    *,
    file: str,
    sheet: str,
    rows: Sequence[int] = (0,),
    column: str = "",
    values: Sequence[str] | None = None,
    detail: str | Sequence[str] = "",
) -> list[IssueLine]:
    """Make the lines of the issues table for one rule.

    Parameters
    ----------
    rule : str
        Key of `RULES`.
    file, sheet : str
    rows : sequence of int
        Row numbers in the file; 0 for the whole.
    column : str
        Header in the file.
    values : sequence of str, optional
        As they may be shown.
    detail : str or sequence of str
        Added to the sentence: the same for all, or one a row.

    Examples
    --------
    >>> issue_lines("negative", file="a.csv", sheet="", rows=[7], values=["-5"])
    [('a.csv', '', 7, '', '-5', 'negative', 'จำนวนต้องไม่ติดลบ', 'rejected')]
    """
    entry = RULES[rule]
    hidden = values is None or rule in _SECRET_RULES
    shown_values = repeat(HIDDEN_TH if rule in _SECRET_RULES else "") if hidden else values
    details = repeat(detail) if isinstance(detail, str) else detail
    return [
        (
            file,
            sheet,
            row,
            column,
            value,
            rule,
            f"{entry.rule_th}: {more}" if more else entry.rule_th,
            entry.done,
        )
        for row, value, more in zip(rows, shown_values or (), details, strict=False)
    ]


def issue_table(lines: Sequence[IssueLine]) -> pa.Table:
    """Make a table of lines, in their order.

    Examples
    --------
    >>> issue_table([]).column_names == list(ISSUE_COLUMNS)
    True
    """
    columns = zip(*lines, strict=True) if lines else [()] * len(_SCHEMA)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_SCHEMA)


def join_issues(parts: Iterable[pa.Table]) -> pd.DataFrame:
    """Put tables together as a frame, in order of file, sheet and row.

    Examples
    --------
    >>> len(join_issues([]))
    0
    """
    joined = pa.concat_tables([_SCHEMA.empty_table(), *parts])
    return joined.sort_by([(c, "ascending") for c in ("file", "sheet", "row")]).to_pandas()


def shown_cells(
    column: pa.StringArray, at: np.ndarray, *, encoding: str, show: Callable[[str], str]
) -> list[str]:
    """Give the cells at some places as they may be shown; each different one is looked at once."""
    texts = texts_at(column, at, encoding=encoding)
    known = {text: show(text) for text in set(texts)}
    return [known[text] for text in texts]


def summary(times: Mapping[str, int]) -> pd.DataFrame:
    """List rules by how often they were met, most frequent first: rule, rule_th, done, times.

    Examples
    --------
    >>> summary({"negative": 2, "members_zero": 5})["times"].tolist()
    [5, 2]
    """
    counts = pd.Series(times, dtype="int64").sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    rules = [RULES[key] for key in counts.index]
    return pd.DataFrame(
        {
            "rule": [r.key for r in rules],
            "rule_th": [r.rule_th for r in rules],
            "done": [r.done for r in rules],
            "times": counts.to_numpy(),
        }
    )
