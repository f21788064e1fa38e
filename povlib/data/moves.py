"""Households that are in another province in a BMN round than in the round before."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from povlib.data.derived import keep_frame, kept_path
from povlib.data.manifest import Unit, fingerprint_of, read_manifest, require_round
from povlib.data.store import read_rows

__all__ = ["read_moves"]


def read_moves(register: Path, *, bmn_year_be: int) -> pd.DataFrame:
    """Give the households of a round that the round before saw in another province.

    The round before is the latest that the register holds before `bmn_year_be`. The answer is kept
    beside the register and made anew when one of the two rounds has changed.

    Parameters
    ----------
    register : Path
    bmn_year_be : int

    Returns
    -------
    DataFrame
        household_id (int64), from_province_code, to_province_code (int32), in order of
        household_id; empty where there is no round before.

    Raises
    ------
    RegisterError
        The register does not hold the round.

    Notes
    -----
    Needs 8 bytes for each household of the round before, whatever the number of provinces.
    """
    require_round(register, bmn_year_be=bmn_year_be)
    units = [u for u in read_manifest(register).units if u.table == "household"]
    now = [u for u in units if u.year_be == bmn_year_be]
    last = max((u.year_be for u in units if u.year_be < bmn_year_be), default=None)
    before = [u for u in units if u.year_be == last]
    of = fingerprint_of([*before, *now])
    file = kept_path(register, f"moves {bmn_year_be}", of=of, suffix=".parquet")
    if not file.exists():
        keep_frame(_find_moves(register, before=before, now=now), file=file)
    with pq.ParquetFile(file) as kept:
        return kept.read().to_pandas()


def _find_moves(register: Path, *, before: Sequence[Unit], now: Sequence[Unit]) -> pd.DataFrame:
    homes = _homes(register, units=before)
    parts = [_moved_to(register, unit=unit, homes=homes) for unit in now]
    moved, came_from, went_to = (np.concatenate(column) for column in zip(*parts, strict=True))
    frame = pd.DataFrame(
        {
            "household_id": moved,
            "from_province_code": came_from.astype(np.int32),
            "to_province_code": went_to.astype(np.int32),
        }
    )
    return frame.sort_values("household_id", ignore_index=True)


def _homes(register: Path, *, units: Sequence[Unit]) -> np.ndarray:
    # One number holds household and province: id x 100 + province; sorted in place, no index array.
    homes = np.empty(sum(unit.rows for unit in units), np.int64)
    start = 0
    for unit in units:
        homes[start : start + unit.rows] = _ids(register, unit=unit) * 100 + int(unit.province_code)
        start += unit.rows
    homes.sort()
    return homes


def _moved_to(
    register: Path, *, unit: Unit, homes: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ids = np.sort(_ids(register, unit=unit))
    if not len(homes):
        return ids[:0], ids[:0], ids[:0]
    found = homes[np.minimum(np.searchsorted(homes, ids * 100), len(homes) - 1)]
    is_moved = (found // 100 == ids) & (found % 100 != int(unit.province_code))
    moved = ids[is_moved]
    return moved, found[is_moved] % 100, np.full(len(moved), int(unit.province_code))


def _ids(register: Path, *, unit: Unit) -> np.ndarray:
    return read_rows(register, key=unit.key, columns=["household_id"])["household_id"].to_numpy()
