"""Merged units on their way into the staging folder, one at a time, with what undoes them."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from povlib.data.manifest import SourceRecord, Unit, UnitKey
from povlib.data.merge import CONFLICT_COLUMNS, Merge, UnitMerge
from povlib.data.store import stage_rows
from povlib.data.undo import UNDO_FOLDER, keep_undo

__all__ = ["StagedUnits", "named_sources"]


class StagedUnits:
    """Units that an ingest changes, and counts of its rows.

    Parameters
    ----------
    folder : pathlib.Path
        The staging folder.
    before : mapping of unit key to Unit
        What the register holds.
    sources : sequence of SourceRecord
        Of the given rows, by number.
    ingest_id : str
    replace : bool
        True where a row may take the place of one with the same key.

    Attributes
    ----------
    rows_new, rows_unchanged, rows_replaced, repeats : int
        See `merge.Merge`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        before: Mapping[UnitKey, Unit],
        sources: Sequence[SourceRecord],
        ingest_id: str,
        replace: bool,
    ):
        self._folder, self._before = folder, before
        self._sources, self._ingest_id, self._replace = sources, ingest_id, replace
        self._conflicts: list[pd.DataFrame] = [pd.DataFrame(columns=list(CONFLICT_COLUMNS))]
        self._units: dict[UnitKey, Unit] = {}
        self.rows_new = self.rows_unchanged = self.rows_replaced = self.repeats = 0

    @property
    def units(self) -> dict[UnitKey, Unit]:
        """Units staged so far."""
        return dict(self._units)

    @property
    def conflicts(self) -> pd.DataFrame:
        """Rows with a known key and other content, as `merge.Merge` lists them."""
        return pd.concat(self._conflicts, ignore_index=True)

    @property
    def is_refused(self) -> bool:
        """Whether what was met so far stops the ingest."""
        return self.repeats > 0 or (self.rows_replaced > 0 and not self._replace)

    def take(self, merge: Merge) -> None:
        """Count a merge and stage its unit; once the ingest is refused it is counted only."""
        self.rows_new += merge.rows_new
        self.rows_unchanged += merge.rows_unchanged
        self.rows_replaced += merge.rows_replaced
        self.repeats += merge.repeats
        self._conflicts.append(merge.conflicts)
        if merge.unit is not None and not self.is_refused:
            self._units[merge.unit.key] = self._stage(merge.unit)

    def _stage(self, merge: UnitMerge) -> Unit:
        before = self._before.get(merge.key)
        kept = () if before is None else before.sources
        given = named_sources(self._sources, merge.sources, ingest_id=self._ingest_id)
        with ThreadPoolExecutor(1) as other:
            undo = other.submit(keep_undo, self._folder / UNDO_FOLDER, merge=merge)
            unit = stage_rows(self._folder, merge.rows, key=merge.key, sources=(*kept, *given))
            undo.result()
        return unit


def named_sources(
    sources: Sequence[SourceRecord], numbers: Iterable[int], *, ingest_id: str
) -> tuple[SourceRecord, ...]:
    """Give some sources with the number of the ingest; a file given twice is one source."""
    chosen = (dataclasses.replace(sources[number], ingest_id=ingest_id) for number in numbers)
    return tuple(dict.fromkeys(chosen))
