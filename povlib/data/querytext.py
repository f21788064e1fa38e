"""The text of an SQL query: is it one that reads, and what of it may stand in a register."""

import re

from povlib.data.masking import HIDDEN_TH, shown
from povlib.errors import InputError
from povlib.thai import redact

__all__ = ["name_at", "recorded_query", "require_select"]

_READING = ("select", "with", "values", "table")
_BLANK = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/|\()+", re.DOTALL)
# Comments in comments are allowed in SQL: all from the first mark to the last is hidden.
_LITERAL = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*\*/)
    |(?P<text>[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*')
    |(?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    |(?P<name>"(?:[^"]|"")*")
    |(?P<number>(?<![\wก-๛])\d{9,})""",
    re.DOTALL | re.VERBOSE,
)
_NAME = re.compile(r'(?:"(?:[^"]|"")*"|[\wก-๛]+)(?:\.(?:"(?:[^"]|"")*"|[\wก-๛]+))*')


def require_select(sql: str) -> str:
    """Give a query without blanks and semicolons around it, if it begins as one that reads.

    Parameters
    ----------
    sql : str

    Raises
    ------
    InputError
        It begins otherwise. What it does in the end is for the database to refuse.

    Examples
    --------
    >>> require_select(" SELECT 1; ")
    'SELECT 1'
    """
    text = sql.strip().rstrip(";").strip()
    start = _BLANK.match(text)
    word = re.match(r"\w*", text[start.end() if start else 0 :])
    if word is None or word[0].lower() not in _READING:
        raise InputError(
            "คำสั่งต้องเป็น SELECT คำสั่งเดียว",
            where="--query",
            todo='เขียนคำสั่งที่อ่านอย่างเดียว เช่น --query "SELECT * FROM ครัวเรือน"',
        )
    return text


def recorded_query(sql: str) -> str:
    """Give a query as a register keeps it: what may be personal or secret in it is hidden.

    Parameters
    ----------
    sql : str

    Returns
    -------
    str
        Hidden are comments, numbers of nine digits and more, and texts in quotes but dates, short
        codes and empty ones; names of tables and columns stay.

    Examples
    --------
    >>> recorded_query("SELECT * FROM homes WHERE province = '24' AND year = 2556")
    "SELECT * FROM homes WHERE province = '24' AND year = 2556"
    >>> recorded_query("SELECT * FROM homes WHERE head = 'สมชาย' OR id = 24010100001")
    "SELECT * FROM homes WHERE head = '[ปกปิด]' OR id = [ปกปิด]"
    """
    return redact(_LITERAL.sub(_hidden, sql))


def name_at(sql: str, position: int) -> str:
    """Give the name of a table or column that begins at a place, without what may be personal.

    Examples
    --------
    >>> name_at('SELECT h."รายได้" FROM homes h', 7)
    'h."รายได้"'
    """
    found = _NAME.match(sql, position)
    return redact(found[0]) if found else ""


def _hidden(found: re.Match[str]) -> str:
    text = found[0]
    if found["name"]:
        return text
    if not found["text"]:
        return HIDDEN_TH
    inner = text[text.index("'") + 1 : -1]
    return text if shown(inner) == inner else f"'{HIDDEN_TH}'"
