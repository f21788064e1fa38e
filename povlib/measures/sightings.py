"""Rounds of one province to histories of its households: years as bits, one number a sighting.

What one province knows of a household is settled where it saw it in every round. Others may have
been elsewhere in the other rounds, or split off; they are handed on, one row each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from povlib.measures.homes import Homes
from povlib.measures.runs import runs_of

__all__ = ["MOST_ROUNDS", "Counted", "Round", "Sightings", "count_settled", "merge_rounds"]

MOST_ROUNDS = 5
"""Rounds that fit into a sighting."""

# A sighting, from high bits to low: household (37), round (3), village in the province (20), an
# income (1), below the line (1). Sorted as numbers, a household's rounds follow each other.
_VILLAGE_BITS, _ROUND_BITS = 20, 3
_ROUND_AT = _VILLAGE_BITS + 2
_HOUSEHOLD_AT = _ROUND_AT + _ROUND_BITS
_IN_PROVINCE = 1_000_000
_MASK = (1 << MOST_ROUNDS) - 1


@dataclass(frozen=True, eq=False)
class Round:
    """The households that a province saw in one round.

    Attributes
    ----------
    at : int
        Number of the round among those of the panel, 0 the oldest.
    household_id : ndarray of int64
    homes : Homes
    line : float
        Baht per person and year of the round; poor is strictly below it.
    """

    at: int
    household_id: np.ndarray
    homes: Homes
    line: float


@dataclass(frozen=True, eq=False)
class Sightings:
    """Households of one province through the rounds; arrays of one length, ids rising.

    Attributes
    ----------
    household_id : ndarray of int64
    village_code : ndarray of int64
        Where the province saw it last.
    seen, known, poor : ndarray of int64
        Masks, bit 0 the oldest round: seen here, with an income, below the line.
    """

    household_id: np.ndarray
    village_code: np.ndarray
    seen: np.ndarray
    known: np.ndarray
    poor: np.ndarray

    def pick(self, chosen: np.ndarray) -> "Sightings":
        """Give the chosen households.

        Parameters
        ----------
        chosen : ndarray of bool or int64
        """
        columns = (self.household_id, self.village_code, self.seen, self.known, self.poor)
        return Sightings(*(column[chosen] for column in columns))


@dataclass(frozen=True, eq=False)
class Counted:
    """How many households of a village have a history; arrays of one length.

    Attributes
    ----------
    village_code, known, poor, households : ndarray of int64
    """

    village_code: np.ndarray
    known: np.ndarray
    poor: np.ndarray
    households: np.ndarray


def merge_rounds(rounds: Sequence[Round], *, province: int) -> Sightings:
    """Put the rounds of a province together, household by household.

    Parameters
    ----------
    rounds : sequence of Round
        At most `MOST_ROUNDS`, each once; no household twice in a round.
    province : int
        Two digits, with which all village codes begin.

    Examples
    --------
    >>> homes = Homes(np.array([24010101]), np.array([4]), np.array([80_000]), np.array([True]))
    >>> rounds = [Round(at, np.array([7]), homes, line) for at, line in ((0, 30e3), (1, 10e3))]
    >>> one = merge_rounds(rounds, province=24)
    >>> one.seen.tolist(), one.known.tolist(), one.poor.tolist()
    ([3], [3], [1])
    """
    rows = np.concatenate([_packed(one, province=province) for one in rounds] or [_NONE])
    rows.sort()
    household = rows >> _HOUSEHOLD_AT
    is_first = np.ones(len(rows), dtype=bool)
    np.not_equal(household[1:], household[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    # a round is there once, so bits add up
    told = (rows >> (_ROUND_AT - 2)) & (((1 << _ROUND_BITS) - 1) << 2)
    told |= rows & 3
    masks = _MASKS[told]
    together = np.add.reduceat(masks, starts) if len(starts) else _NONE
    last = rows[np.append(starts[1:], len(rows)) - 1] if len(starts) else _NONE
    village = (last >> 2) & ((1 << _VILLAGE_BITS) - 1)
    return Sightings(
        household[starts],
        province * _IN_PROVINCE + village,
        together & _MASK,
        (together >> MOST_ROUNDS) & _MASK,
        together >> 2 * MOST_ROUNDS,
    )


def count_settled(sightings: Sightings) -> Counted:
    """Count households with equal histories in each village.

    Parameters
    ----------
    sightings : Sightings

    Examples
    --------
    >>> same = np.array([5, 5])
    >>> two = Sightings(np.array([1, 2]), np.array([24010101] * 2), same, same, np.array([1, 1]))
    >>> count_settled(two).households.tolist()
    [2]
    """
    village = sightings.village_code << 2 * MOST_ROUNDS
    rows = np.sort(village | (sightings.known << MOST_ROUNDS) | sightings.poor)
    runs = runs_of(rows)
    return Counted(
        runs.keys >> 2 * MOST_ROUNDS,
        (runs.keys >> MOST_ROUNDS) & _MASK,
        runs.keys & _MASK,
        runs.lengths,
    )


_NONE = np.zeros(0, dtype=np.int64)


def _masks() -> np.ndarray:
    """Give seen, known and poor as bits of one round, for each round and state of a sighting."""
    at, state = np.divmod(np.arange(4 << _ROUND_BITS), 4)
    known, poor = state >> 1, state & 1
    return (1 | (known << MOST_ROUNDS) | (poor << 2 * MOST_ROUNDS)) << at


_MASKS = _masks()


def _packed(one: Round, *, province: int) -> np.ndarray:
    homes = one.homes
    is_known, is_poor = ~np.isnan(homes.income), homes.income < one.line
    low = homes.village_code.astype(np.int64)
    low -= province * _IN_PROVINCE
    low <<= 2
    low |= (is_known.view(np.int8) << 1) | is_poor.view(np.int8)
    rows = one.household_id << _HOUSEHOLD_AT
    rows |= low
    rows |= one.at << _ROUND_AT
    return rows
