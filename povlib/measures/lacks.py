"""Alkire and Foster's count for households in order of village: column by column, no matrix.

The same numbers as `dimensions.alkire_foster` gives (tests hold them together): the cut-off is
decided by `deprivation.reaches_cutoff` in whole numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from povlib.measures.deprivation import Scheme, reaches_cutoff, require_scheme, whole_weights
from povlib.measures.runs import Runs
from povlib.measures.scored import divide

__all__ = ["Flags", "finish_lacks", "village_lacks"]


@dataclass(frozen=True, eq=False)
class Flags:
    """An indicator of every household.

    Attributes
    ----------
    passes : ndarray of int8
        1 passes, 0 does not; any number where it is not known.
    is_known : ndarray of bool, or None
        False where the indicator does not apply or is empty; None where all are known.
    """

    passes: np.ndarray
    is_known: np.ndarray | None

    @property
    def lacks(self) -> np.ndarray:
        """Say who does not pass."""
        return self.passes == 0 if self.is_known is None else (self.passes == 0) & self.is_known


def village_lacks(
    flags: Mapping[str, Flags],
    *,
    villages: Runs,
    members: np.ndarray,
    scheme: Scheme,
    missing: str,
) -> dict[str, np.ndarray]:
    """Add up what Alkire and Foster's measures are made of, in each village.

    Parameters
    ----------
    flags : mapping of str to Flags
        By column of the scheme.
    villages : Runs
        Rows of each village.
    members : ndarray of int, one a row
    scheme : Scheme
    missing : {"drop", "rescale", "not_deprived"}
        As in `alkire_foster`.

    Returns
    -------
    dict of str to ndarray, one a village
        ``area_code``, ``households``, ``persons`` (used), ``poor_households``, ``poor_persons``
        (int64), ``score_persons`` (float64), and ``censored_<column>`` persons (int64).

    Raises
    ------
    MeasureError
        The scheme or the rule cannot be.
    """
    require_scheme(scheme, missing=missing)
    weights = whole_weights(scheme)
    kind = np.int32 if weights.sum() < 2**31 else np.int64
    score, known = np.zeros(len(members), kind), np.zeros(len(members), kind)
    count = np.zeros(len(members), np.int16)
    for weight, name in zip(weights.astype(kind), scheme.weights, strict=True):
        flag = flags[name]
        score += weight * flag.lacks
        known += weight if flag.is_known is None else weight * flag.is_known
        count += 1 if flag.is_known is None else flag.is_known
    is_used = {"drop": count == len(weights), "rescale": count > 0}.get(missing, count >= 0)
    own = known.astype(np.int64) if missing == "rescale" else np.int64(weights.sum())
    is_poor = is_used & reaches_cutoff(score.astype(np.int64), own=own, scheme=scheme)
    poor = np.flatnonzero(is_poor)
    share = score[poor] / np.broadcast_to(own, score.shape)[poor]
    return {
        "area_code": villages.keys,
        "households": villages.total(is_used),
        "persons": villages.total(members * is_used),
        "poor_households": villages.total_of(poor, np.ones(len(poor))),
        "poor_persons": villages.total_of(poor, members[poor]),
        "score_persons": np.bincount(
            villages.codes[poor], weights=members[poor] * share, minlength=villages.size
        ),
        **_censored(flags, scheme=scheme, villages=villages, members=members, is_poor=is_poor),
    }


def finish_lacks(sums: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Make measures of the sums of villages or larger areas.

    Parameters
    ----------
    sums : mapping of str to ndarray, one an area
        As `village_lacks` gives them, or added up.

    Returns
    -------
    dict of str to ndarray of float64
        ``H`` (share of persons who are poor), ``A`` (their mean score), ``M0`` (H x A), and
        ``censored_<column>`` (share of persons poor and deprived in it); NaN where the denominator
        is 0.

    Examples
    --------
    >>> sums = {"persons": np.array([4]), "poor_persons": np.array([2]),
    ...         "score_persons": np.array([1.5]), "censored_water": np.array([1])}
    >>> {name: value.item() for name, value in finish_lacks(sums).items()}
    {'H': 0.5, 'A': 0.75, 'M0': 0.375, 'censored_water': 0.25}
    """
    persons = sums["persons"]
    return {
        "H": divide(sums["poor_persons"], persons),
        "A": divide(sums["score_persons"], sums["poor_persons"]),
        "M0": divide(sums["score_persons"], persons),
        **{k: divide(v, persons) for k, v in sums.items() if k.startswith("censored_")},
    }


def _censored(
    flags: Mapping[str, Flags],
    *,
    scheme: Scheme,
    villages: Runs,
    members: np.ndarray,
    is_poor: np.ndarray,
) -> dict[str, np.ndarray]:
    sums = {}
    for name in scheme.weights:
        # few lack any one thing, so few rows are looked at
        rows = np.flatnonzero(flags[name].lacks & is_poor)
        sums[f"censored_{name}"] = villages.total_of(rows, members[rows])
    return sums
