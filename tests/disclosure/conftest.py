"""An attacker written without the package: plain sums over what is shown, and one LP a bound."""

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog


def known_sums(cells):
    """List (one side, other side) of cells that count the same households.

    `cells` are dicts attribute -> value, with everything that is common knowledge filled in
    (a district's province, a month's outcome).
    """
    margins = defaultdict(list)
    for place, cell in enumerate(cells):
        margins[frozenset(cell)].append(place)
    sums = []
    for one, other in combinations(sorted(margins, key=sorted), 2):
        shared = sorted(one & other)
        sides = defaultdict(lambda: ([], []))
        for side, margin in enumerate((one, other)):
            for place in margins[margin]:
                sides[tuple(cells[place][name] for name in shared)][side].append(place)
        sums.extend(sides.values())
    return sums


def bounds_of(values, sums, extra=()):
    """Give (low, high) of each hidden cell (value None) that hold whatever the truth is."""
    hidden = [n for n, value in enumerate(values) if value is None]
    place = {n: k for k, n in enumerate(hidden)}
    rows, right = [], []
    for left_side, right_side in [*sums, *extra]:
        row, total = np.zeros(len(hidden)), 0.0
        for sign, side in ((1.0, left_side), (-1.0, right_side)):
            for n in side:
                if n in place:
                    row[place[n]] += sign
                else:
                    total -= sign * values[n]
        if row.any():
            rows.append(row)
            right.append(total)
    equations = {"A_eq": np.array(rows), "b_eq": np.array(right)} if rows else {}
    found = {}
    for n, k in place.items():
        goal = np.zeros(len(hidden))
        goal[k] = 1.0
        low = linprog(goal, **equations)
        high = linprog(-goal, **equations)
        assert low.status == 0 and high.status in (0, 3), (low.message, high.message)
        found[n] = (low.fun, np.inf if high.status == 3 else -high.fun)
    return found


@pytest.fixture
def narrow_cells():
    """Give a function that lists hidden cells known more narrowly than 0 to threshold-1."""

    def narrow(cells, shown, truth, *, threshold=5):
        values = [value if is_shown else None for value, is_shown in zip(truth, shown, strict=True)]
        found = []
        for n, (low, high) in bounds_of(values, known_sums(cells)).items():
            is_small = 0 < truth[n] < threshold
            too_narrow = high - low < threshold - 1 - 1e-6
            tells_some = is_small and (low > 1e-6 or high < threshold - 1 - 1e-6)
            if too_narrow or tells_some:
                found.append((cells[n], truth[n], low, high))
        return found

    return narrow
