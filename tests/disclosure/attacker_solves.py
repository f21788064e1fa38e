"""What an attacker solves for: the bounds of what is hidden, from all he has written down."""

from collections import defaultdict

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

WIDE = 4


def system_of(note):
    hidden = [n for n, value in enumerate(note.counts) if value is None]
    column = {n: k for k, n in enumerate(hidden)}
    rows = []
    for left_side, right_side in note.sums:
        row, total = defaultdict(float), 0.0
        for sign, side in ((1.0, left_side), (-1.0, right_side)):
            for n in side:
                if n in column:
                    row[column[n]] += sign
                else:
                    total -= sign * note.counts[n]
        entries = tuple(sorted((k, v) for k, v in row.items() if v))
        if entries:
            rows.append((entries, total))
        else:
            assert abs(total) < 1e-9, "printed numbers contradict each other"
    rows = sorted(set(rows))
    places = [(r, k, v) for r, (entries, _) in enumerate(rows) for k, v in entries]
    table = np.array(places, dtype=float).reshape(-1, 3)
    matrix = sparse.csr_array(
        (table[:, 2], (table[:, 0].astype(int), table[:, 1].astype(int))),
        shape=(len(rows), len(hidden)),
    )
    return hidden, matrix, np.array([total for _, total in rows])


def narrow_cells(note, *, seed):
    """List printed hidden cells whose bounds are closer than 4; extreme solutions settle most."""
    hidden, matrix, right = system_of(note)
    low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
    is_printed = np.array([note.is_printed[n] for n in hidden], dtype=bool)
    draw = np.random.default_rng(seed)
    for _ in range(60):
        narrow = np.flatnonzero(is_printed & ~(high - low >= WIDE - 1e-6))
        if not len(narrow):
            return []
        goal = np.zeros(len(hidden))
        goal[narrow] = draw.choice([-1.0, 0.0, 1.0], len(narrow))
        result = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, 5_000), method="highs-ds")
        assert result.status == 0, result.message
        low, high = np.minimum(low, result.x), np.maximum(high, result.x)
    found = []
    for k in np.flatnonzero(is_printed & ~(high - low >= WIDE - 1e-6)).tolist():
        bounds = [_extreme(matrix, right, k, sign) for sign in (1.0, -1.0)]
        if bounds[1] - bounds[0] < WIDE - 1e-6:
            found.append((hidden[k], *bounds))
    return found


def _extreme(matrix, right, k, sign):
    goal = np.zeros(matrix.shape[1])
    goal[k] = sign
    result = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, 5_000), method="highs-ds")
    assert result.status == 0, result.message
    return sign * result.fun
