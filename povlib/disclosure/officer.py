"""The second exit: a table with every cell, for an officer's desk, never in a public run."""

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field

import pandas as pd

from povlib.disclosure.tables import Column
from povlib.errors import DisclosureError

__all__ = ["OfficerTable", "for_officer"]

_SEAL = object()


@dataclass(frozen=True, eq=False)
class OfficerTable:
    """A table with nothing hidden. Only `for_officer` makes one.

    Attributes
    ----------
    name, title_th, source_th, note_th : str
    columns : tuple of Column
    frame : pandas.DataFrame
        A copy.
    is_demo : bool
    """

    name: str
    title_th: str
    columns: tuple[Column, ...]
    source_th: str
    note_th: str
    is_demo: bool
    _frame: pd.DataFrame = field(repr=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise DisclosureError(
                "an OfficerTable must come from for_officer",
                where=self.name,
                todo="call for_officer(..., audience='officer')",
            )

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers, as a copy."""
        return self._frame.copy()


def for_officer(
    name: str,
    frame: pd.DataFrame,
    *,
    title_th: str,
    columns: Iterable[Column],
    source_th: str,
    is_demo: bool,
    audience: str,
    note_th: str = "",
) -> OfficerTable:
    """Give a table with every cell to an officer's run.

    Parameters
    ----------
    name : str
    frame : pandas.DataFrame
    title_th : str
    columns : iterable of Column
    source_th : str
    is_demo : bool
    audience : str
        The run's audience; anything but "officer" is refused.
    note_th : str

    Raises
    ------
    DisclosureError
        The run is not an officer's.

    Examples
    --------
    >>> for_officer("t", pd.DataFrame(), title_th="", columns=[], source_th="", is_demo=True,
    ...     audience="public")
    Traceback (most recent call last):
    povlib.errors.DisclosureError: ตารางที่ไม่ซ่อนใช้ได้เฉพาะงานเจ้าหน้าที่ · ได้ 'public' · ที่ t
    """
    if audience != "officer":
        raise DisclosureError(
            "ตารางที่ไม่ซ่อนใช้ได้เฉพาะงานเจ้าหน้าที่",
            got=audience,
            where=name,
        )
    columns = tuple(columns)
    return OfficerTable(
        name=name,
        title_th=title_th,
        columns=columns,
        source_th=source_th,
        note_th=note_th,
        is_demo=is_demo,
        _frame=frame[[c.key for c in columns]].reset_index(drop=True).copy(),
        seal=_SEAL,
    )
